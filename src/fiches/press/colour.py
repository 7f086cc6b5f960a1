"""Colours of the screen → inks of a press: the palette's own builds, greys in black alone, the rest by ICC."""

from __future__ import annotations

import io
import math
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from typing import Any, TypeVar

from fiches.core import css, css_colours
from fiches.core.geometry import POINTS_PER_INCH
from fiches.core.messages import message
from fiches.core.problems import BadValue, Fault, fault
from fiches.storage.fingerprints import key
from fiches.storage.memory import Memory
from fiches.storage.recollection import Recollection

BegunT = TypeVar("BegunT")
Build = tuple[float, float, float, float]  # cyan, magenta, yellow, black: 0 to 1
BLACK_ALONE: Build = (0.0, 0.0, 0.0, 1.0)
NEUTRAL = 2  # of 255: colours whose channels differ by no more are greys
GRID = 33  # points a side of the table that photos are converted by
INKS_FOLDER = "encres"  # of what is kept
DPI, QUALITY = 300, 90
MOST_PROFILE = 8  # MB: those of presses weigh up to 3, and each PDF carries its own
INK_MARGIN, INK_MARGIN_STEP, MOST_INK_MARGIN = (
    16,
    4,
    60,
)  # % of ink kept back, at first and by steps: JPEG adds to some pixels
INKS_VERSION = "3"  # of what is kept
MOST_BEGUN = 64  # streams whose beginning is kept: a sheet and its booklet have the same
TOLD = 0.01  # % of ink by which a sum of rounded shares may seem to exceed a limit

_RELATIVE, _PERCEPTUAL = 1, 0
_SHARES = [value / 255 for value in range(256)]
_BUILD = re.compile(r"cmjn\s+([^;:*]*)")  # of a remark beside a colour


def builds(palette: str, limit: float) -> tuple[Mapping[str, Build], list[Fault]]:
    """The builds that a palette's style sheet gives beside its colours, by `rrggbb`: /* cmjn 100 80 40 35 */.

    One that cannot be read is an error, one that takes more than `limit` (%) of ink a warning.
    """
    found, faults = dict[str, Build](), list[Fault]()
    for name, one in css.properties(palette).items():
        shown, said = css_colours.colour(one.value), next(filter(None, map(_BUILD.match, one.remarks)), None)
        if shown is None or said is None:
            continue
        build = _build(said[1])
        if build is None:
            faults.append(fault("composition-cmjn", one.line, name=name, build=said[1].strip()))
            continue
        total = 100 * sum(build)
        if total > limit + TOLD:
            faults.append(fault("encrage", one.line, name=name, total=total, limit=limit))
        found[shown.removeprefix("#")] = build
    return found, faults


def _build(text: str) -> Build | None:
    numbers = [int(word) for word in text.split() if word.isdigit()]
    if len(numbers) != 4 or len(text.split()) != 4 or max(numbers) > 100:
        return None
    cyan, magenta, yellow, black = (number / 100 for number in numbers)
    return cyan, magenta, yellow, black


def limited(build: Sequence[float], limit: float) -> Build:
    """The same colour within `limit` (%) of ink: the coloured inks give way, all alike, black does not."""
    cyan, magenta, yellow, black = build
    coloured, excess = cyan + magenta + yellow, sum(build) - limit / 100
    share = max(0.0, 1 - excess / coloured) if excess > 0 and coloured else 1.0
    return cyan * share, magenta * share, yellow * share, black


def load() -> None:
    """Loads whoever opens pictures: processes that are parted from this one need not."""
    from PIL import Image

    Image.preinit()


@lru_cache(maxsize=4)  # it is opened whole, and every printer of the house has one of two
def check(profile: bytes) -> str:
    """What a profile calls itself; BadValue when it is not that of a press of four inks, whole and not too heavy."""
    from PIL import ImageCms

    if len(profile) > MOST_PROFILE * 1_000_000:
        raise BadValue(message("press.icc.heavy", most=MOST_PROFILE))
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space, kind = found.profile.xcolor_space.strip(), found.profile.device_class.strip()
        name = ImageCms.getProfileDescription(found).strip()
    except (OSError, ImageCms.PyCMSError, ValueError) as error:
        raise BadValue(message("press.icc.unreadable")) from error
    if (space, kind) != ("CMYK", "prtr"):
        raise BadValue(message("press.icc.not-press"))
    try:
        Inks(profile, 400, {})
    except (OSError, ImageCms.PyCMSError, ValueError, ArithmeticError) as error:
        raise BadValue(message("press.icc.unreadable")) from error
    return name


class Inks:
    """One press: its ICC profile, the ink that its paper takes (%), and the builds of a palette by `rrggbb`.

    Photos have no more than `dpi` pixels an inch.
    """

    def __init__(
        self,
        profile: bytes,
        limit: float,
        palette: Mapping[str, Build],
        memory: Memory | None = None,
        *,
        dpi: int = DPI,
    ) -> None:
        self.streams = Recollection()
        self._seed, self._memory = key(profile, f"{limit} {dpi} {QUALITY} {INKS_VERSION}"), memory

        self.limit = limit
        self._dpi = dpi
        self._palette = palette
        self._press = _press(profile)
        self._known: dict[tuple[int, int, int], Build] = {}

    def recalling(self, streams: Recollection) -> Inks:
        """The same, for a file whose streams were put into these inks before."""
        made = copy(self)
        made.streams = streams
        return made

    def begun(self, key_: str, make: Callable[[], BegunT]) -> BegunT:
        """What was made under a key in this process, for whatever printer has the same inks; it is kept for a while."""
        known, name = self._press.begun, key(key_, f"{self.limit}", repr(self._palette))
        if name not in known:
            known[name] = make()
            for old in list(known)[:-MOST_BEGUN]:
                del known[old]
        found: BegunT = known[name]
        return found

    def of(self, red: float, green: float, blue: float) -> Build:
        """The inks of a colour of the screen (sRGB, 0 to 1)."""
        colour = (round(red * 255), round(green * 255), round(blue * 255))
        if colour not in self._known:
            self._known[colour] = limited(self._exact(colour), self.limit)
        return self._known[colour]

    def picture(self, data: bytes, width: float, height: float) -> tuple[bytes, int, int]:
        """A picture of the screen, printed so large (in points), as a JPEG with its width and height in pixels.

        It has four inks, no pixel of which takes more than the limit, or black alone when it is grey. It comes from
        memory when it was made before.
        """
        return self.photo(key(data), lambda: data, width, height)

    def photo(self, said: str, read: Callable[[], bytes], width: float, height: float) -> tuple[bytes, int, int]:
        """The same of a picture that is read when it was not made before: `said` tells it from any other."""
        from PIL import Image

        name = key(self._seed, said, f"{width:.2f} {height:.2f}")
        made = self._memory.kept(name) if self._memory else None
        if made is None:
            with Image.open(io.BytesIO(read())) as image:
                plain = sized(image if image.mode in ("RGB", "L") else image.convert("RGB"), width, height, self._dpi)
            made = _encoded(plain) if plain.mode == "L" else self._in_four(plain)
            if self._memory:
                self._memory.keep(name, made)
        with Image.open(io.BytesIO(made)) as image:
            return made, image.width, image.height

    def _in_four(self, plain: Any) -> bytes:  # noqa: ANN401
        margin = INK_MARGIN
        while True:
            data = _encoded(plain.filter(self._press.table(self.limit - margin)))
            excess = most_ink(data) - self.limit
            if excess <= 0 or margin >= MOST_INK_MARGIN:
                return data
            margin += INK_MARGIN_STEP * math.ceil(excess / INK_MARGIN_STEP)

    def _exact(self, colour: tuple[int, int, int]) -> Build:
        build = self._palette.get("{:02x}{:02x}{:02x}".format(*colour))
        if build is not None:
            return build
        if max(colour) - min(colour) <= NEUTRAL:
            return 0.0, 0.0, 0.0, self._press.greys[round(sum(colour) / 3)]
        cyan, magenta, yellow, black = _inked(bytes(colour), self._press.graphic)
        return cyan, magenta, yellow, black


class _Press:
    """What an ICC profile alone says: how colours become inks, made once for all that is printed by it."""

    def __init__(self, profile: bytes) -> None:
        from PIL import ImageCms

        self._profile, self._screen = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        self._profile.tobytes = lambda: profile  # type: ignore[method-assign]  # each colour asks: a millisecond
        self.graphic = self._transform(_RELATIVE, ImageCms.Flags.BLACKPOINTCOMPENSATION)
        self._photo = self._transform(_PERCEPTUAL, ImageCms.Flags.NONE)
        self.greys = self._tones()
        self.begun: dict[str, Any] = {}  # see `Inks`
        self._tables: dict[float, Any] = {}

    def _transform(self, intent: int, flags: Any) -> Any:  # noqa: ANN401
        from PIL import ImageCms

        return ImageCms.buildTransform(self._screen, self._profile, "RGB", "CMYK", ImageCms.Intent(intent), flags)

    def _tones(self) -> list[float]:
        """How much black prints each grey (0 to 255) as light as the screen shows it, from paper to full black."""
        from PIL import Image, ImageCms

        lab = ImageCms.createProfile("LAB")
        inked = Image.frombytes("CMYK", (256, 1), bytes(value for black in range(256) for value in (0, 0, 0, black)))
        shown = Image.frombytes("RGB", (256, 1), bytes(grey for grey in range(256) for _ in range(3)))
        printed, wanted = (
            _applied(strip, ImageCms.buildTransform(profile, lab, strip.mode, "LAB", ImageCms.Intent(_RELATIVE)))[::3]
            for profile, strip in ((self._profile, inked), (self._screen, shown))
        )
        paper, full = printed[0], printed[255]
        darkness = [paper - light for light in printed]
        aims = [(wanted[255] - light) / (wanted[255] - wanted[0]) * (paper - full) for light in wanted]
        return [1.0 if grey == 0 else bisect_left(darkness, aim) / 255 for grey, aim in enumerate(aims)]

    def table(self, limit: float) -> Any:  # noqa: ANN401  # a PIL.ImageFilter.Color3DLUT
        """The table of photos; between its points inks are mixed, so that none exceeds what its points keep to."""
        from PIL import ImageFilter

        if limit not in self._tables:
            steps = bytes(round(at * 255 / (GRID - 1)) for at in range(GRID))
            points = (bytes((red, green, blue)) for blue in steps for green in steps for red in steps)
            table = _inked(b"".join(points), self._photo)
            for at in range(0, len(table), 4):
                if sum(build := table[at : at + 4]) * 100 > limit:
                    table[at : at + 4] = limited(build, limit)
            self._tables[limit] = ImageFilter.Color3DLUT(GRID, table, channels=4, target_mode="CMYK")
        return self._tables[limit]


@lru_cache(maxsize=2)
def _press(profile: bytes) -> _Press:
    return _Press(profile)


def _inked(colours: bytes, transform: Any) -> list[float]:  # noqa: ANN401
    """The four inks of each of the colours (of three bytes), one behind the other, 0 to 1."""
    from PIL import Image

    strip = Image.frombytes("RGB", (len(colours) // 3, 1), colours)
    return [_SHARES[value] for value in _applied(strip, transform)]


def _applied(strip: Any, transform: Any) -> bytes:  # noqa: ANN401
    """The pixels of a strip in another space."""
    from PIL import ImageCms

    found = ImageCms.applyTransform(strip, transform)
    return found.tobytes() if found else b""


def _encoded(image: Any) -> bytes:  # noqa: ANN401
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, subsampling=0)
    return file.getvalue()


def most_ink(data: bytes) -> float:
    """The most ink (%) that a pixel of a CMYK JPEG takes, rounded up by no more than 2."""
    from PIL import Image

    _, most = quarter_sums(Image.open(io.BytesIO(data))).getextrema()
    return float(4 * most + 4) / 2.55


def quarter_sums(image: Any) -> Any:  # noqa: ANN401
    """A grey image whose every pixel is a quarter of the four inks (0 to 255 each) of that pixel, rounded down."""
    from PIL import ImageChops

    cyan, magenta, yellow, black = image.split()
    return ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)


def sized(image: Any, width: float, height: float, dpi: int = DPI) -> Any:  # noqa: ANN401
    """The image at no more than so many pixels an inch of its printed size (points); 0: a size that is not known."""
    from PIL import Image

    image.load()
    most = [int(length / POINTS_PER_INCH * dpi + 0.01) for length in (width, height)]
    size = (min(image.width, most[0]), min(image.height, most[1]))
    return image.resize(size, Image.Resampling.LANCZOS) if all(most) and size != image.size else image
