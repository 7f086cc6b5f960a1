"""Paint the illustrations of the sheets, which stand in for photographs we do not own.

Run it as ``python tools/illustrations.py [name …]``; without a name it paints every
picture into ``sheets/images``.  Two ways of painting share one palette: landscapes are
height fields seen through a camera, lit by a low sun and cut into a few flat tones;
scenes are flat shapes.  Lengths of a picture are in final pixels, lengths of a
landscape in metres (x to the right, y up, z away from the viewer).
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Floats = NDArray[Any]
Colour = tuple[float, float, float]
Point = tuple[float, float]
Points = Sequence[Point]

IMAGES = Path(__file__).resolve().parent.parent / "sheets" / "images"
OVERSAMPLING = 2
QUALITY = 88
HEAVIEST = 700_000
DOTS_PER_INCH = 315


def rgb(code: str) -> Colour:
    """Turn « 14304F » into three numbers from 0 to 255."""
    return (float(int(code[:2], 16)), float(int(code[2:4], 16)), float(int(code[4:], 16)))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; share 0 is the first, 1 the second."""
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return (red, green, blue)


NUIT = rgb("14304F")
NUIT_CLAIRE = rgb("1E4468")
ATLANTIQUE = rgb("1F6A96")
ECUME = rgb("E1EDF1")
TERRE = rgb("A3412A")
TERRE_BRULEE = rgb("84331F")
TERRE_VIVE = rgb("B9562F")
PISE = rgb("F6E9DC")
ARGAN = rgb("4A6829")
ARGAN_PALE = rgb("E9EFD8")
SAFRAN = rgb("F2A51E")

OMBRE = mix(NUIT, TERRE_BRULEE, 0.5)
SABLE = mix(mix(SAFRAN, PISE, 0.6), TERRE_VIVE, 0.12)
OCRE = mix(TERRE_VIVE, SABLE, 0.5)
SOUS_BOIS = mix(ARGAN, NUIT, 0.5)
FEUILLE = mix(ARGAN, SAFRAN, 0.3)
JEUNE_POUSSE = mix(ARGAN, SABLE, 0.5)
PEAU = mix(TERRE_BRULEE, SABLE, 0.25)
CHEVEUX = mix(NUIT, TERRE_BRULEE, 0.3)

# --- noise --------------------------------------------------------------------------


@lru_cache(maxsize=64)
def lattice(seed: int) -> Floats:
    """Give the 256 × 256 table of random numbers that a seed stands for."""
    return np.random.default_rng(seed).random((256, 256), dtype=np.float32)


def noise(x: Floats, z: Floats, seed: int) -> Floats:
    """Give smooth noise from 0 to 1 whose features are about one unit wide."""
    table = lattice(seed).ravel()
    floor_x, floor_z = np.floor(x), np.floor(z)
    u, v = x - floor_x, z - floor_z
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    i, j = floor_x.astype(np.int32) & 255, floor_z.astype(np.int32) & 255
    row, row1, j1 = i << 8, ((i + 1) & 255) << 8, (j + 1) & 255
    a, b = table.take(row | j), table.take(row | j1)
    near = a + (table.take(row1 | j) - a) * u
    far = b + (table.take(row1 | j1) - b) * u
    return np.asarray(near + (far - near) * v, dtype=np.float32)


def fractal(x: Floats, z: Floats, seed: int, octaves: int = 5) -> Floats:
    """Sum octaves of noise, each turned by 37° and half as strong; from 0 to 1."""
    total = np.zeros(np.broadcast(x, z).shape, np.float32)
    strength = norm = 1.0
    for octave in range(octaves):
        total += strength * noise(x, z, seed + octave)
        norm += strength if octave else 0.0
        x, z = (0.8 * x - 0.6 * z) * 2.03, (0.6 * x + 0.8 * z) * 2.03
        strength *= 0.5
    return np.asarray(total / norm, np.float32)


def ridged(x: Floats, z: Floats, seed: int, octaves: int = 6) -> Floats:
    """Sum octaves of folded noise: sharp crests, from 0 to 1."""
    total = np.zeros(np.broadcast(x, z).shape, np.float32)
    strength, weight, norm = 1.0, np.float32(1.0), 0.0
    for octave in range(octaves):
        fold = (1 - np.abs(2 * noise(x, z, seed + octave) - 1)) ** 2
        total += strength * fold * weight
        weight = np.clip(fold * 1.4, 0, 1)
        norm += strength
        x, z = (0.8 * x - 0.6 * z) * 2.07, (0.6 * x + 0.8 * z) * 2.07
        strength *= 0.47
    return np.asarray(total / norm, np.float32)


def step(low: float, high: float, value: Floats) -> Floats:
    """Rise smoothly from 0 at low to 1 at high (or fall, when low is above high)."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def ramp(light: Floats, colours: Sequence[Colour], softness: float = 0.25) -> Floats:
    """Cut light (0 to 1) into flat tones, with soft edges a share of a tone wide."""
    table = np.asarray(colours, np.float32)
    place = np.clip(light, 0, 1) * (len(colours) - 1)
    low = np.minimum(place.astype(np.int32), len(colours) - 2)
    share = step(0.5 - softness / 2, 0.5 + softness / 2, place - low)[..., None]
    return np.asarray(table[low] * (1 - share) + table[low + 1] * share, np.float32)


def blend(first: Floats, second: Floats | Colour, share: Floats) -> Floats:
    """Blend two fields of colour by a field of shares."""
    return np.asarray(first + (np.asarray(second, np.float32) - first) * share[..., None], np.float32)


# --- curves -------------------------------------------------------------------------


def curve(points: Points, *, closed: bool = False, density: int = 10) -> list[Point]:
    """Draw a smooth (Catmull-Rom) curve through the points."""
    p = np.asarray(points, float)
    ends = (p[-1:], p[:2]) if closed else (p[:1], p[-1:])
    q = np.concatenate([ends[0], p, ends[1]])
    t = (np.arange(density) / density)[:, None]
    parts = []
    for a, b, c, d in zip(q, q[1:], q[2:], q[3:], strict=False):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t ** 2 +
                            (3 * b - a - 3 * c + d) * t ** 3))
    if not closed:
        parts.append(p[-1:])
    return [(float(x), float(y)) for x, y in np.concatenate(parts)]


def oval(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> list[Point]:
    """Give the outline of an ellipse, turned by so many radians."""
    a = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    c, s = np.cos(turn), np.sin(turn)
    return [(x + rx * np.cos(t) * c - ry * np.sin(t) * s, y + rx * np.cos(t) * s + ry * np.sin(t) * c) for t in a]


def ribbon(points: Points, widths: float | Sequence[float]) -> list[Point]:
    """Give the outline of a line whose width runs through the widths given."""
    p = np.asarray(points, float)
    wide = np.atleast_1d(np.asarray(widths, float))
    half = np.interp(np.linspace(0, 1, len(p)), np.linspace(0, 1, len(wide)), wide) / 2
    tangent = np.gradient(p, axis=0)
    tangent /= np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)[:, None]
    side = np.stack([-tangent[:, 1], tangent[:, 0]], 1) * half[:, None]
    return [(float(x), float(y)) for x, y in np.concatenate([p + side, (p - side)[::-1]])]


def box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """Give the corners of an upright rectangle."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def stitches(column: int) -> int:
    """Give the height of the house's stepped wave: 1 to 7 and back, every 12 columns."""
    return 1 + min(column % 12, 12 - column % 12)


def shifted(points: Points, dx: float, dy: float) -> list[Point]:
    """Move points."""
    return [(x + dx, y + dy) for x, y in points]


def between(a: Point, b: Point, share: float) -> Point:
    """Give the point at a share of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def holds(outline: Points, place: Point) -> bool:
    """Tell whether an outline goes around a place."""
    x, y = place
    inside = False
    for (xa, ya), (xb, yb) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (ya > y) != (yb > y) and x < (xb - xa) * (y - ya) / (yb - ya) + xa:
            inside = not inside
    return inside


# --- canvas -------------------------------------------------------------------------


@dataclass(frozen=True)
class Fade:
    """A colour that changes from one point to another; soft 0 is a hard edge."""

    start: Point
    end: Point
    colours: tuple[Colour, ...]

    def patch(self, x: Floats, y: Floats) -> Floats:
        """Give the colours at the points of a grid."""
        dx, dy = self.end[0] - self.start[0], self.end[1] - self.start[1]
        t = ((x - self.start[0]) * dx + (y - self.start[1]) * dy) / (dx * dx + dy * dy)
        places = np.linspace(0, 1, len(self.colours))
        parts = [np.interp(t, places, [c[k] for c in self.colours]) for k in range(3)]
        return np.stack(parts, -1).astype(np.float32)


Paint = Colour | Fade


def halves(points: Points, lit: Colour, dark: Colour, *, side: int = 1) -> Fade:
    """Light a shape from the right (side 1) or the left (side -1), with a firm edge."""
    xs = [x for x, _ in points]
    low, high = min(xs), max(xs)
    colours = (dark, ) * 6 + (lit, ) * 8
    ends = ((low, 0.0), (high, 0.0)) if side > 0 else ((high, 0.0), (low, 0.0))
    return Fade(ends[0], ends[1], colours)


@dataclass
class Canvas:
    """A picture being painted, oversampled; coordinates are final pixels."""

    width: int
    height: int
    seed: int
    scale: float = OVERSAMPLING
    image: Image.Image = field(init=False)
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        """Start with a blank picture and the seed's random numbers."""
        size = (round(self.width * self.scale), round(self.height * self.scale))
        self.image = Image.new("RGB", size, tuple(map(round, PISE)))
        self.rng = np.random.default_rng(self.seed)

    def grid(self, area: tuple[int, int, int, int] | None = None) -> tuple[Floats, Floats]:
        """Give the coordinates of the pixels of an area, in final pixels."""
        left, top, right, bottom = area or (0, 0, *self.image.size)
        x = (np.arange(left, right, dtype=np.float32) + 0.5) / self.scale
        y = (np.arange(top, bottom, dtype=np.float32) + 0.5) / self.scale
        wide, high = np.broadcast_arrays(x[None, :], y[:, None])
        return wide, high

    def put(self, colours: Floats) -> None:
        """Replace the whole picture by a field of colours."""
        self.image = Image.fromarray(np.clip(colours + 0.5, 0, 255).astype(np.uint8))

    def pixels(self) -> Floats:
        """Give the whole picture as a field of colours."""
        return np.asarray(self.image, np.float32)

    def shape(self, points: Points, paint: Paint, alpha: float = 1.0, blur: float = 0) -> None:
        """Fill one outline."""
        self.shapes([points], paint, alpha, blur)

    def shapes(self, outlines: Iterable[Points], paint: Paint, alpha: float = 1.0, blur: float = 0) -> None:
        """Fill outlines as one shape: where they overlap, alpha counts once."""
        polygons = [[(x * self.scale, y * self.scale) for x, y in o] for o in outlines]
        if not polygons:
            return
        if not isinstance(paint, Fade) and alpha >= 1 and not blur:
            pen = ImageDraw.Draw(self.image)
            for polygon in polygons:
                pen.polygon(polygon, fill=_ink(paint))
            return
        area = self._area(polygons, blur)
        if area is not None:
            self._veil(polygons, area, (paint, alpha, blur))

    def _area(self, polygons: list[list[Point]], blur: float) -> tuple[int, int, int, int] | None:
        """Give the part of the picture that the polygons touch, in raw pixels."""
        flat = np.concatenate([np.asarray(p) for p in polygons])
        margin = blur * self.scale * 3 + 1
        left, top = np.floor(flat.min(0) - margin).astype(int)
        right, bottom = np.ceil(flat.max(0) + margin).astype(int) + 1
        left, top = max(int(left), 0), max(int(top), 0)
        right, bottom = min(int(right), self.image.width), min(int(bottom), self.image.height)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _veil(self, polygons: list[list[Point]], area: tuple[int, int, int, int], how: tuple[Paint, float,
                                                                                             float]) -> None:
        """Paint polygons that are translucent, blurred or shaded."""
        paint, alpha, blur = how
        size = (area[2] - area[0], area[3] - area[1])
        mask = Image.new("L", size)
        pen = ImageDraw.Draw(mask)
        for polygon in polygons:
            pen.polygon([(x - area[0], y - area[1]) for x, y in polygon], fill=round(255 * alpha))
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * self.scale))
        if isinstance(paint, Fade):
            patch = np.clip(paint.patch(*self.grid(area)) + 0.5, 0, 255).astype(np.uint8)
            self.image.paste(Image.fromarray(patch), area[:2], mask)
        else:
            self.image.paste(_ink(paint), area, mask)

    def dab(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Put one plain oval, fast."""
        s = self.scale
        ImageDraw.Draw(self.image).ellipse(((x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s),
                                           fill=_ink(colour))

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float) -> None:
        """Lighten a round area, most in the middle."""
        x, y = centre
        steps = 5
        for k in range(steps, 0, -1):
            self.shape(oval(x, y, radius * k / steps, radius * k / steps), colour, strength / steps,
                       radius / steps / 2)

    def finished(self) -> Floats:
        """Give the picture at its final size."""
        size = (self.width, self.height)
        return np.asarray(self.image.resize(size, Image.Resampling.BOX), np.float32)


def _ink(colour: Colour) -> tuple[int, ...]:
    """Round a colour for Pillow."""
    return tuple(int(min(max(c + 0.5, 0), 255)) for c in colour)


def weave(shape: tuple[int, ...], seed: int) -> Floats:
    """Give a cloth of threads 4 pixels wide and a little grain, around 0."""
    rows, columns = shape[:2]
    rng = np.random.default_rng(seed)
    warp = np.repeat(rng.normal(0, 1, columns // 4 + 1), 4)[:columns]
    weft = np.repeat(rng.normal(0, 1, rows // 4 + 1), 4)[:rows]
    over = ((np.arange(rows)[:, None] // 4 + np.arange(columns)[None, :] // 4) % 2).astype(bool)
    cloth = np.where(over, warp[None, :], weft[:, None])
    speck = rng.normal(0, 1, (rows // 2 + 1, columns // 2 + 1))
    speck = np.repeat(np.repeat(speck, 2, 0), 2, 1)[:rows, :columns]
    return np.asarray(cloth * 1.5 + speck * 1.0 + np.where(over, 0.9, -0.9), np.float32)


def jpeg(canvas: Canvas) -> bytes:
    """Give the finished file: with less cloth, then softer, until it is light enough."""
    clean = Image.fromarray(canvas.finished().astype(np.uint8))
    cloth = weave((canvas.height, canvas.width), canvas.seed)[..., None]
    data = b""
    for strength, blur in ((1.0, 0), (0.8, 0), (0.6, 0), (0.5, 0.5), (0.4, 0.6), (0.35, 0.75), (0.3, 0.9), (0.2, 1.1),
                           (0, 1.3)):
        soft = clean.filter(ImageFilter.GaussianBlur(blur)) if blur else clean
        pixels = np.clip(np.asarray(soft, np.float32) + cloth * strength + 0.5, 0, 255)
        file = io.BytesIO()
        Image.fromarray(pixels.astype(np.uint8)).save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True,
                                                      dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        data = file.getvalue()
        if len(data) <= HEAVIEST:
            break
    return data


# --- landscapes ---------------------------------------------------------------------

Height = Callable[[Floats, Floats], Floats]


@dataclass(frozen=True)
class View:
    """A camera that looks along z, with a shifted lens so that walls stay upright."""

    eye: tuple[float, float, float]
    focal: float
    horizon: float
    near: float
    far: float
    centre: float = 1300.0

    def project(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """Give the place in the picture, and the pixels one metre takes there."""
        unit = self.focal / max(z - self.eye[2], 0.5)
        return (self.centre + (x - self.eye[0]) * unit, self.horizon - (y - self.eye[1]) * unit, unit)


@dataclass(frozen=True)
class Plan:
    """A mask drawn from above, in metres; soft-edged when read."""

    corner: Point
    metre: float
    data: Floats

    def at(self, x: Floats, z: Floats) -> Floats:
        """Read the mask (0 to 1); 0 outside it."""
        u = (x - self.corner[0]) * self.metre - 0.5
        v = (z - self.corner[1]) * self.metre - 0.5
        rows, columns = self.data.shape
        inside = (u >= 0) & (v >= 0) & (u < columns - 1) & (v < rows - 1)
        u, v = np.where(inside, u, 0), np.where(inside, v, 0)
        i, j = v.astype(np.int32), u.astype(np.int32)
        a, b = u - j, v - i
        d = self.data
        top = d[i, j] * (1 - a) + d[i, j + 1] * a
        low = d[i + 1, j] * (1 - a) + d[i + 1, j + 1] * a
        return np.asarray((top * (1 - b) + low * b) * inside, np.float32)


def plan(area: tuple[float, float, float, float], outlines: Iterable[Points], blur: float = 0.0,
         pixels: int = 6000) -> Plan:
    """Draw outlines from above; the area is (x0, z0, x1, z1), blur is in metres."""
    x0, z0, x1, z1 = area
    metre = pixels / max(x1 - x0, z1 - z0)
    image = Image.new("L", (round((x1 - x0) * metre), round((z1 - z0) * metre)))
    pen = ImageDraw.Draw(image)
    for outline in outlines:
        pen.polygon([((x - x0) * metre, (z - z0) * metre) for x, z in outline], fill=255)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur * metre))
    return Plan((x0, z0), metre, np.asarray(image, np.float32) / 255)


@dataclass(frozen=True)
class Ground:
    """What the camera sees of the land, pixel by pixel; depth is infinite in the sky."""

    x: Floats
    y: Floats
    z: Floats
    depth: Floats
    light: Floats
    slope: Floats

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Tell land from sky."""
        return np.isfinite(self.depth)


@dataclass(frozen=True)
class Land:
    """A height field under a sun (a direction towards it).

    « form » is the height field that catches the light, when it is simpler: terraces
    look better when their slope is lit as a whole.
    """

    view: View
    height: Height
    sun: tuple[float, float, float]
    steps: int = 1400
    throw: float = 1200.0
    form: Height | None = None

    def y(self, x: float, z: float) -> float:
        """Give the height of one place."""
        place = np.full(1, x, np.float32), np.full(1, z, np.float32)
        return float(self.height(*place)[0])

    def place(self, x: float, z: float) -> tuple[float, float, float]:
        """Project a place on the ground."""
        return self.view.project(x, self.y(x, z), z)

    def depths(self) -> Floats:
        """Give the depths at which each column of the picture is sampled."""
        return np.geomspace(self.view.near, self.view.far, self.steps).astype(np.float32)


def trace(canvas: Canvas, land: Land) -> Ground:
    """Look at the land through every pixel of the picture."""
    view, depths = land.view, land.depths()
    columns, rows = canvas.image.size
    slant = ((np.arange(columns) + 0.5) / canvas.scale - view.centre) / view.focal
    slant = slant.astype(np.float32)[:, None]
    x, z = view.eye[0] + slant * depths, np.broadcast_to(view.eye[2] + depths, (columns, depths.size))
    y = land.height(x, z)
    seen_at = ((view.horizon - view.focal * (y - view.eye[1]) / depths) * canvas.scale).astype(np.float32)
    found = _first_hits(seen_at, rows)
    j = np.floor(np.where(np.isfinite(found), found, 0)).astype(np.int32)
    share = np.where(np.isfinite(found), found - j, 0)
    depth = depths[j] + (depths[np.minimum(j + 1, depths.size - 1)] - depths[j]) * share
    light, slope = _lit(land, slant[::4, 0], found)
    depth = np.where(np.isfinite(found), depth, np.inf).astype(np.float32)
    across = np.where(np.isfinite(depth), depth, 0) * slant
    y_here = view.eye[1] - (((np.arange(rows) + 0.5) / canvas.scale - view.horizon) / view.focal)[None, :] * np.where(
        np.isfinite(depth), depth, 0)
    return Ground(*(np.ascontiguousarray(a.T.astype(np.float32))
                    for a in (view.eye[0] + across, y_here, view.eye[2] + np.where(np.isfinite(depth), depth, 0),
                              depth, light, slope)))


def _first_hits(seen_at: Floats, rows: int) -> Floats:
    """Give, for each column and row, the place of the first sample in sight (or infinity)."""
    columns, samples = seen_at.shape
    nearest = -np.minimum.accumulate(seen_at, axis=1)
    wanted = -(np.arange(rows, dtype=np.float32) + 0.5)
    found = np.full((columns, rows), np.inf, np.float32)
    for c in range(columns):
        j = np.searchsorted(nearest[c], wanted)
        hit = j < samples
        after = np.minimum(j, samples - 1)
        before = np.maximum(after - 1, 0)
        fall = seen_at[c, before] - seen_at[c, after]
        share = np.where(fall > 1e-6, (seen_at[c, before] + wanted) / np.maximum(fall, 1e-6), 0)
        found[c, hit] = (before + np.clip(share, 0, 0.999))[hit]
    return found


def _lit(land: Land, slant: Floats, found: Floats) -> tuple[Floats, Floats]:
    """Give light and steepness for each column and row, from a coarser grid of samples."""
    depths = land.depths()[::2]
    x = land.view.eye[0] + slant[:, None] * depths
    z = np.broadcast_to(land.view.eye[2] + depths, x.shape)
    gap = np.maximum(depths * 0.002, 0.15)
    form = land.form or land.height
    y = form(x, z)
    east, north = (form(x + gap, z) - y) / gap, (form(x, z + gap) - y) / gap
    length = np.sqrt(1 + east ** 2 + north ** 2)
    sx, sy, sz = land.sun
    facing = np.maximum((sy - sx * east - sz * north) / length, 0)
    light = 0.14 + 0.1 / length + 0.36 * facing / sy * _unshaded(land, x, y, z)
    light = np.where(facing / sy > 1, light - 0.2 * (facing / sy - 1), light)
    return _read(light, found), _read(1 - 1 / length, found)


def _unshaded(land: Land, x: Floats, y: Floats, z: Floats) -> Floats:
    """Tell how much of the sun reaches each place past the hills (0 to 1)."""
    sx, sy, sz = land.sun
    flat = float(np.hypot(sx, sz))
    free = np.ones(x.shape, np.float32)
    for reach in np.geomspace(3, land.throw, 16):
        shift = reach / flat
        rise = (land.form or land.height)(x + sx * shift, z + sz * shift) - y - sy * shift
        free = np.minimum(free, step(0.04 * reach, -0.02 * reach, rise))
    return free


def _read(grid: Floats, found: Floats) -> Floats:
    """Read a grid of every fourth column and second sample at the places found."""
    columns, _ = found.shape
    v = np.where(np.isfinite(found), found, 0) / 2
    i = np.minimum(v.astype(np.int32), grid.shape[1] - 2)
    share = v - i
    u = np.maximum((np.arange(columns) - 0.0) / 4, 0)
    k = np.minimum(u.astype(np.int32), grid.shape[0] - 2)[:, None]
    a = np.clip(u[:, None] - k, 0, 1)
    low = grid[k, i] * (1 - a) + grid[k + 1, i] * a
    high = grid[k, i + 1] * (1 - a) + grid[k + 1, i + 1] * a
    return np.asarray(low * (1 - share) + high * share, np.float32)


@dataclass(frozen=True)
class Air:
    """Haze: the colour that things take as they go away, half of it at a distance."""

    colour: Colour
    half: float

    def share(self, depth: float) -> float:
        """Give the share of haze at a depth."""
        return float(1 - 0.5 ** (depth / self.half))

    def over(self, colours: Floats, depth: Floats) -> Floats:
        """Put haze over a field of colours."""
        far = np.where(np.isfinite(depth), depth, 0)
        return blend(colours, self.colour, np.asarray(1 - 0.5 ** (far / self.half)))

    def of(self, colour: Colour, depth: float) -> Colour:
        """Put haze over one colour."""
        return mix(colour, self.colour, self.share(depth))


def sky(canvas: Canvas, colours: Sequence[Colour], foot: float) -> Floats:
    """Give a sky whose colours run from the top of the picture to the row « foot »."""
    _, y = canvas.grid()
    places = np.linspace(0, foot, len(colours))
    parts = [np.interp(y[:, 0], places, [c[k] for c in colours]) for k in range(3)]
    window = np.hanning(int(0.16 * foot * canvas.scale) | 1)
    reach = len(window) // 2
    soft = [np.convolve(np.pad(p, reach, mode="edge"), window / window.sum(), "valid") for p in parts]
    line = np.stack(soft, -1).astype(np.float32)
    return np.repeat(line[:, None, :], y.shape[1], 1)


def clouds(canvas: Canvas, band: tuple[float, float], colour: Colour, count: int, alpha: float = 0.5) -> None:
    """Lay long flat clouds between two rows."""
    rng = canvas.rng
    for _ in range(count):
        x, y = rng.uniform(-100, canvas.width + 100), rng.uniform(*band)
        long = rng.uniform(240, 760)
        wisps = []
        for k in range(rng.integers(2, 5)):
            start = x + rng.uniform(-0.4, 0.3) * long
            end = start + rng.uniform(0.5, 1.0) * long
            row = y + k * long * 0.014
            line = curve([(start, row), ((start + end) / 2, row - long * 0.006), (end, row + 2)])
            wisps.append(ribbon(line, [0.5, long * 0.02, long * 0.032, long * 0.014, 0.5]))
        canvas.shapes(wisps, colour, alpha, 1.2)


def stand(land: Land, ground: Ground, canvas: Canvas, place: Point) -> tuple[float, float, float] | None:
    """Project a place on the ground if it can be seen."""
    x, y, unit = land.place(*place)
    column, row = int(x * canvas.scale), int((y - 1.5) * canvas.scale)
    rows, columns = ground.depth.shape
    if not (-200 * canvas.scale < column < columns + 200 * canvas.scale and row >= 0):
        return None
    depth = place[1] - land.view.eye[2]
    if row < rows and 0 <= column < columns and ground.depth[row, column] < depth * 0.985:
        return None
    return x, y, unit


# --- what stands on the land --------------------------------------------------------


def lean(tones: Sequence[Colour], air: Air, depth: float) -> tuple[Colour, ...]:
    """Put haze over several tones."""
    return tuple(air.of(t, depth) for t in tones)


ARGANIER = (SOUS_BOIS, mix(ARGAN, NUIT, 0.2), ARGAN, FEUILLE)
OLIVIER = (mix(SOUS_BOIS, ECUME, 0.12), mix(ARGAN, ATLANTIQUE, 0.25), mix(ARGAN, ECUME, 0.3), mix(ARGAN, ECUME, 0.55))
AMANDIER = (mix(SOUS_BOIS, TERRE, 0.2), ARGAN, FEUILLE, JEUNE_POUSSE)


def crown(canvas: Canvas, area: tuple[float, float, float, float], tones: Sequence[Colour], side: int) -> None:
    """Paint foliage in an area (x, y, rx, ry): a dark mass, then leaves by their light."""
    x, y, rx, ry = area
    rng = canvas.rng
    count = int(np.clip(rx / 5, 5, 13))
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False) + rng.uniform(-0.3, 0.3, count)
    away = rng.uniform(0.45, 0.72, count)
    clumps = np.stack(
        [x + np.cos(angle) * away * rx, y + np.sin(angle) * away * ry * 0.85,
         rng.uniform(0.3, 0.46, count) * rx], 1)
    clumps = np.concatenate([clumps, [[x, y, rx * 0.55]]])
    for cx, cy, r in clumps:
        canvas.dab(cx, cy, r, r * min(ry / rx * 1.35, 1), tones[0])
    leaf = max(1.2, min(0.62 * float(np.sqrt(rx)), 7 + rx * 0.006))
    total = int(np.clip(4.4 * rx * ry / leaf ** 2, 14, 5200))
    cx, cy, r = clumps[rng.integers(0, len(clumps), total)].T
    turn, out = rng.uniform(0, 2 * np.pi, total), np.sqrt(rng.uniform(0, 1.12, total))
    u, v = np.cos(turn) * out, np.sin(turn) * out
    px, py = cx + u * r, cy + v * r * min(ry / rx * 1.35, 1)
    light = (0.4 + 0.3 * (0.5 * side * u - 0.85 * v) + 0.34 * (0.55 * side * (px - x) / rx - 0.8 *
                                                               (py - y) / ry) + rng.normal(0, 0.11, total))
    for k in np.argsort(light):
        tone = tones[int(np.clip(light[k] * 4, 0, 3))]
        canvas.dab(px[k], py[k], leaf * 0.95, leaf * 0.62, tone)


def tree(canvas: Canvas, foot: Point, size: float, tones: Sequence[Colour], side: int = 1) -> None:
    """Paint a wide low tree, « size » pixels high, with a twisted trunk."""
    x, y = foot
    rng = canvas.rng
    wood, woodlight = mix(tones[0], TERRE_BRULEE, 0.55), mix(tones[1], OCRE, 0.5)
    if size < 14:
        canvas.dab(x, y - size * 0.56, size * 0.6, size * 0.42, tones[0])
        canvas.dab(x + side * size * 0.12, y - size * 0.66, size * 0.44, size * 0.28, tones[2])
        return
    bend = rng.uniform(-0.12, 0.12)
    for fork in (-0.26, 0.05, 0.3):
        trunk = curve([(x + fork * size * 0.1, y + size * 0.02), (x + (bend + fork * 0.2) * size, y - size * 0.2),
                       (x + (fork + bend) * size * 0.9, y - size * 0.52)])
        canvas.shape(ribbon(trunk, [size * 0.085, size * 0.06, size * 0.035]), wood)
        if size > 50:
            canvas.shape(ribbon(shifted(trunk, side * size * 0.016, 0), size * 0.02), woodlight)
    crown(canvas, (x + bend * size * 0.6, y - size * 0.62, size * rng.uniform(0.6, 0.76), size * 0.37), tones, side)


def tuft(canvas: Canvas, foot: Point, size: float, tones: Sequence[Colour]) -> None:
    """Paint a tuft of dry grass or a low bush."""
    x, y = foot
    for k in range(7):
        lean_by = (k - 3) / 3 + canvas.rng.uniform(-0.2, 0.2)
        tip = (x + lean_by * size * 0.8, y - size * canvas.rng.uniform(0.6, 1.1))
        blade = curve([(x + lean_by * size * 0.2, y), (x + lean_by * size * 0.35, y - size * 0.5), tip], density=4)
        canvas.shape(ribbon(blade, [size * 0.16, size * 0.12, 0.4]), tones[k % len(tones)])


@dataclass(frozen=True)
class House:
    """A block of adobe: centre and size in metres, and the colour of its sunlit wall."""

    x: float
    z: float
    wide: float
    deep: float
    high: float
    wall: Colour
    floor: float | None = None


def building(canvas: Canvas, land: Land, house: House, air: Air) -> None:
    """Paint a house: roof, the side that shows, the front, its windows and door."""
    base = land.y(house.x, house.z) - 1.0 if house.floor is None else house.floor
    top = base + house.high + (1.0 if house.floor is None else 0.0)
    x0, x1 = house.x - house.wide / 2, house.x + house.wide / 2
    z0, z1 = house.z - house.deep / 2, house.z + house.deep / 2
    depth = z0 - land.view.eye[2]
    at = land.view.project
    front_lit, side_lit = land.sun[2] < 0, (land.sun[0] > 0) == (x1 < land.view.eye[0])
    lit, dark = air.of(house.wall, depth), air.of(mix(house.wall, OMBRE, 0.62), depth)
    half = air.of(mix(house.wall, OMBRE, 0.3), depth)
    edge = x1 if x1 < land.view.eye[0] else x0
    corner = [(edge, base, z0), (edge, top, z0), (edge, top, z1), (edge, base, z1)]
    if x1 < land.view.eye[0] or x0 > land.view.eye[0]:
        canvas.shape([at(*c)[:2] for c in corner], lit if side_lit else dark)
    roof = [(x0, top, z0), (x1, top, z0), (x1, top, z1), (x0, top, z1)]
    if top < land.view.eye[1]:
        canvas.shape([at(*c)[:2] for c in roof], mix(half, air.of(SABLE, depth), 0.45))
    face = [at(*c)[:2] for c in ((x0, base, z0), (x1, base, z0), (x1, top, z0), (x0, top, z0))]
    canvas.shape(face, lit if front_lit else half)
    canvas.shape(ribbon([face[3], face[2]], max(at(0, 0, z0)[2] * 0.35, 0.8)), mix(lit, air.of(PISE, depth), 0.35))
    _openings(canvas, (face[3], face[1]), house, air.of(mix(OMBRE, NUIT, 0.4), depth))


def _openings(canvas: Canvas, face: tuple[Point, Point], house: House, dark: Colour) -> None:
    """Cut windows and a door in the front of a house."""
    (left, top), (right, foot) = face
    unit = (right - left) / house.wide
    if unit < 1.6:
        return
    floors = max(int(house.high // 2.9), 1)
    for level in range(floors):
        count = max(int(house.wide // 3.2), 1)
        y = top + (foot - top) * (level + 0.32) / (floors + 0.12)
        for k in range(count):
            if canvas.rng.random() < 0.25:
                continue
            x = left + (right - left) * (k + 0.5) / count
            w, h = (unit * 0.42, unit * 0.62) if house.wide > 5 else (unit * 0.24, unit * 0.7)
            canvas.shape(box(x - w, y - h, x + w, y + h), dark)
            if unit > 8:
                canvas.shape(box(x - w * 1.3, y + h, x + w * 1.3, y + h * 1.25), house.wall)
    if house.wide > 5 and canvas.rng.random() < 0.6:
        x = left + (right - left) * canvas.rng.choice([0.3, 0.5, 0.72])
        paint = mix(dark, ATLANTIQUE, 0.5) if canvas.rng.random() < 0.6 else dark
        canvas.shape(box(x - unit * 0.6, foot - unit * 2.9, x + unit * 0.6, foot), paint)


def village(rng: np.random.Generator, centre: Point, spread: Point, count: int) -> list[House]:
    """Scatter houses around a centre, far ones first."""
    walls = (mix(TERRE_VIVE, SABLE,
                 0.42), mix(TERRE, SABLE, 0.5), OCRE, mix(TERRE_VIVE, PISE,
                                                          0.55), mix(SABLE, PISE, 0.55), mix(TERRE_VIVE, SABLE, 0.22))
    houses: list[House] = []
    for _ in range(count * 14):
        a, r = rng.uniform(0, 2 * np.pi), np.sqrt(rng.random())
        x, z = centre[0] + np.cos(a) * r * spread[0], centre[1] + np.sin(a) * r * spread[1]
        if all(abs(x - h.x) > 7.2 or abs(z - h.z) > 8 for h in houses) and len(houses) < count:
            high = 3.2 * rng.choice([1, 1, 2, 2, 2.4])
            houses.append(
                House(x, z, rng.uniform(6.5, 11.5), rng.uniform(6, 8.5), high, walls[rng.integers(len(walls))]))
    return sorted(houses, key=lambda h: -h.z)


def minaret(canvas: Canvas, land: Land, place: Point, air: Air, high: float = 15.0) -> None:
    """Paint a plain square minaret with its lantern."""
    base = land.y(*place) - 1
    wall = mix(SABLE, PISE, 0.5)
    for wide, low, top in ((4.0, 0.0, high), (4.6, high, high + 0.7), (1.8, high, high + 3.6)):
        house = House(place[0], place[1], wide, wide, top - low, wall, base + low)
        building(canvas, land, replace(house, wall=wall), air)


def cast(land: Land, place: Point, size: tuple[float, float, float], throw: float = 0.7) -> list[Point]:
    """Give, from above, the shadow of a round thing (radius, foot and top heights)."""
    radius, low, high = size
    sx, sy, sz = land.sun
    x, z = place
    a, b = low / sy, high / sy * throw
    ends = [oval(x - sx * k, z - sz * k, radius, radius) for k in (a, b)]
    return hull(ends[0] + ends[1])


def hull(points: Points) -> list[Point]:
    """Give the convex outline around points."""
    ordered = sorted(set(points))
    chains: list[list[Point]] = []
    for run in (ordered, ordered[::-1]):
        chain: list[Point] = []
        for p in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        chains.append(chain[:-1])
    return chains[0] + chains[1]


def _turn(a: Point, b: Point, c: Point) -> float:
    """Tell which way three points turn."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


# --- people -------------------------------------------------------------------------

Arm = tuple[Point, Point]

DOWN: tuple[Arm, Arm] = (((-0.125, 0.66), (-0.115, 0.5)), ((0.125, 0.66), (0.115, 0.5)))
STROLL: tuple[Arm, Arm] = (((-0.15, 0.67), (-0.12, 0.53)), ((0.1, 0.65), (0.16, 0.53)))
OFFER: tuple[Arm, Arm] = (((0.0, 0.66), (0.16, 0.63)), ((0.13, 0.68), (0.25, 0.66)))
CARRY: tuple[Arm, Arm] = (((-0.13, 0.66), (-0.11, 0.47)), ((0.15, 0.67), (0.13, 0.46)))
POINT_OUT: tuple[Arm, Arm] = (((-0.125, 0.66), (-0.11, 0.5)), ((0.2, 0.76), (0.33, 0.86)))
CHEER: tuple[Arm, Arm] = (((-0.19, 0.9), (-0.16, 1.06)), ((0.19, 0.9), (0.17, 1.07)))
FOLDED: tuple[Arm, Arm] = (((-0.14, 0.66), (0.02, 0.6)), ((0.14, 0.66), (-0.02, 0.58)))


@dataclass(frozen=True)
class Figure:
    """A person seen simply: garments, what the head wears, gesture, step.

    Without « lower » the garment is long.  A scarf in the colour of hair is long hair.
    « face » is where the person looks: -1 left,
    1 right, 0 away from us.  Places of arms are in heights of the person.
    """

    cloth: Colour
    lower: Colour | None = None
    hair: Colour = CHEVEUX
    scarf: bool = False
    arms: tuple[Arm, Arm] = DOWN
    stride: float = 0.02
    face: int = 0
    pack: Colour | None = None
    child: bool = False
    skin: Colour = PEAU

    def through(self, air: Colour, share: float) -> Figure:
        """Give the same person in haze or in another light."""

        def tint(colour: Colour) -> Colour:
            return mix(colour, air, share)

        return replace(self, cloth=tint(self.cloth), lower=self.lower and tint(self.lower), hair=tint(self.hair),
                       pack=self.pack and tint(self.pack), skin=tint(self.skin))


LONG = ((0.03, 0.865), (0.075, 0.845), (0.112, 0.805), (0.104, 0.72), (0.088, 0.6), (0.1, 0.48), (0.115, 0.3),
        (0.13, 0.05), (0.05, 0.035))
SHORT = ((0.03, 0.865), (0.08, 0.845), (0.118, 0.805), (0.106, 0.7), (0.092, 0.58), (0.098, 0.46), (0.05, 0.45))


def person(canvas: Canvas, who: Figure, foot: Point, size: float, side: int = 1) -> None:
    """Paint a person « size » pixels high, lit from the right (1) or the left (-1)."""
    x, y = foot
    mirror = -1 if who.face < 0 else 1
    slim = 0.9 if who.face else 1.0

    def at(points: Points) -> list[Point]:
        return [(x + px * size * mirror, y - py * size) for px, py in points]

    dark = mix(who.cloth, OMBRE, 0.55)
    _legs(canvas, who, at, size)
    far, near = who.arms
    _arm(canvas, who, (at([(-0.085 * slim, 0.805), *far]), dark), size)
    if who.pack and who.face:
        bag = curve(at([(-0.06, 0.83), (-0.13, 0.8), (-0.18, 0.68), (-0.16, 0.57), (-0.06, 0.56)]), closed=True,
                    density=6)
        canvas.shape(bag, halves(bag, who.pack, mix(who.pack, OMBRE, 0.5), side=side))
    outline = LONG if who.lower is None else SHORT
    sway = who.stride * 0.8 if who.lower is None and who.face else 0.0
    right = [(px * slim + sway * (1 - py), py) for px, py in outline]
    left = [(-px * slim, py) for px, py in outline[::-1]]
    body = curve(at(right + left), closed=True, density=5)
    canvas.shape(body, halves(body, who.cloth, dark, side=side))
    _folds(canvas, who, at, size)
    _head(canvas, who, at, (size, side))
    if who.pack and not who.face:
        bag = curve(at([(-0.075, 0.8), (0.075, 0.8), (0.085, 0.58), (-0.085, 0.58)]), closed=True)
        canvas.shape(bag, halves(bag, who.pack, mix(who.pack, OMBRE, 0.4), side=side))
    tone = mix(who.cloth, OMBRE, 0.16 if side * mirror > 0 else 0.45)
    _arm(canvas, who, (at([(0.085 * slim, 0.805), *near]), tone), size)


Placer = Callable[[Points], list[Point]]


def _folds(canvas: Canvas, who: Figure, at: Placer, size: float) -> None:
    """Crease a long garment, when it is big enough for creases to show."""
    if who.lower is not None or size < 150:
        return
    for top, foot in ((-0.03, -0.07), (0.02, 0.02), (0.06, 0.095)):
        line = curve(at([(top, 0.52), ((top + foot) / 2, 0.3), (foot, 0.06)]), density=5)
        canvas.shape(ribbon(line, [0.2, size * 0.006, size * 0.014]), OMBRE, 0.28)


def _legs(canvas: Canvas, who: Figure, at: Placer, size: float) -> None:
    """Paint legs, or only the feet under a long garment."""
    stride = who.stride
    shoe = mix(CHEVEUX, TERRE_BRULEE, 0.3)
    for k, dark in ((-1, 0.45), (1, 0.15)):
        heel = (k * 0.035 + k * stride, 0.012)
        toe = at([(heel[0] + abs(who.face) * 0.03, 0.014)])[0]
        canvas.dab(toe[0], toe[1], size * (0.045 if who.face else 0.03), size * 0.017, shoe)
        if who.lower is not None:
            leg = curve(
                at([(k * 0.042, 0.5), (k * 0.042 + k * stride * 0.45 + abs(who.face) * 0.012, 0.27),
                    (heel[0], 0.02)]), density=5)
            canvas.shape(ribbon(leg, [size * 0.095, size * 0.07, size * 0.052]), mix(who.lower, OMBRE, dark))


def _arm(canvas: Canvas, who: Figure, line: tuple[list[Point], Colour], size: float) -> None:
    """Paint an arm through shoulder, elbow and hand."""
    points, tone = line
    bent = curve(points, density=5)
    canvas.dab(*between(points[-2], points[-1], 1.13), size * 0.021, size * 0.023, who.skin)
    canvas.shape(ribbon(bent, [size * 0.062, size * 0.052, size * 0.042]), tone)
    canvas.dab(*points[0], size * 0.031, size * 0.031, tone)


def _head(canvas: Canvas, who: Figure, at: Placer, how: tuple[float, int]) -> None:
    """Paint neck, head, and hair or scarf."""
    size, side = how
    grow = 1.28 if who.child else 1.0
    middle = 0.86 + 0.066 * grow
    (x, y), shade = at([(abs(who.face) * 0.01, middle)])[0], mix(who.skin, OMBRE, 0.5)
    neck = at([(0, 0.83), (0.004, 0.9)])
    canvas.shape(ribbon(neck, size * 0.05), shade)
    rx, ry = size * 0.05 * grow, size * 0.064 * grow
    head = oval(x, y, rx, ry)
    canvas.shape(head, halves(head, who.skin, shade, side=side))
    dark = mix(who.hair, OMBRE if who.scarf else NUIT, 0.5)
    if who.scarf:
        drape = curve([(x - rx * 1.05, y), (x - rx * 0.7, y - ry * 0.95), (x, y - ry * 1.18),
                       (x + rx * 0.7, y - ry * 0.95), (x + rx * 1.05, y), (x + rx * 1.5, y + ry * 1.5),
                       (x + rx * 0.4, y + ry * 1.9), (x - rx * 0.4, y + ry * 1.9), (x - rx * 1.5, y + ry * 1.5)],
                      closed=True, density=5)
        canvas.shape(drape, halves(drape, who.hair, dark, side=side))
        if who.face:
            lit = who.skin if side == who.face else mix(who.skin, OMBRE, 0.35)
            canvas.shape(oval(x + who.face * rx * 0.5, y + ry * 0.06, rx * 0.56, ry * 0.72), lit)
        if size > 250:
            for k in (0.2, 0.75):
                fold = curve([(x - who.face * rx * k, y - ry * 0.9), (x - who.face * rx * (k + 0.25), y + ry * 0.5),
                              (x - who.face * rx * (k * 0.5), y + ry * 1.75)], density=6)
                canvas.shape(ribbon(fold, [0.3, size * 0.005, size * 0.008]), OMBRE, 0.3)
        return
    if not who.face:
        cover = [p for p in oval(x, y - ry * 0.1, rx * 1.05, ry * 1.02) if p[1] < y + ry * 0.6]
        canvas.shape(cover, halves(cover, who.hair, dark, side=side))
        return
    cover = oval(x - who.face * rx * 0.1, y - ry * 0.06, rx * 1.06, ry * 1.04)
    canvas.shape(cover, halves(cover, who.hair, dark, side=side))
    face = [(max(px, x + rx * 0.02) if who.face > 0 else min(px, x - rx * 0.02), max(py, y - ry * 0.42))
            for px, py in oval(x + who.face * rx * 0.12, y + ry * 0.08, rx * 0.86, ry * 0.92)]
    canvas.shape(face, who.skin if side == who.face else mix(who.skin, OMBRE, 0.35))


def ground_shadow(canvas: Canvas, foot: Point, reach: Point, wide: float, depth: float = 0.42) -> None:
    """Lay the long shadow of something upright on the ground before or behind it."""
    x, y = foot
    neck, end = (x + reach[0] * 0.82, y + reach[1] * 0.82), (x + reach[0] * 0.9, y + reach[1] * 0.9)
    turn = float(np.arctan2(reach[1], reach[0]))
    long = float(np.hypot(*reach))
    body = ribbon([foot, between(foot, neck, 0.45), between(foot, neck, 0.93), neck],
                  [wide * 0.5, wide * 0.9, wide * 0.85, wide * 0.5])
    canvas.shapes([body, oval(*end, long * 0.1, wide * 0.27, turn)], OMBRE, depth, 1.2)


# --- pictures: landscapes -----------------------------------------------------------

CHAUD = (OMBRE, TERRE_BRULEE, TERRE, TERRE_VIVE, OCRE, SABLE)
VERT = (SOUS_BOIS, mix(ARGAN, NUIT, 0.25), ARGAN, FEUILLE, JEUNE_POUSSE)


def sun(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Give a direction of length 1."""
    length = float(np.sqrt(x * x + y * y + z * z))
    return (x / length, y / length, z / length)


def grainy(canvas: Canvas, light: Floats, strength: float = 0.032) -> Floats:
    """Ruffle light a little, so that tones meet in a spray instead of a line."""
    rows, columns = light.shape
    cell = max(round(3 * canvas.scale), 1)
    size = (rows // cell + 2, columns // cell + 2)
    spray = canvas.rng.normal(0, strength, size).astype(np.float32)
    wide = Image.fromarray(spray).resize((size[1] * cell, size[0] * cell), Image.Resampling.BICUBIC)
    return light + np.asarray(wide, np.float32)[:rows, :columns]


def lay(canvas: Canvas, ground: Ground, land: Floats, above: Floats) -> None:
    """Put land and sky on the canvas."""
    canvas.put(np.where(ground.seen[..., None], land, above))


def scatter(rng: np.random.Generator, area: tuple[float, float, float, float], gap: float) -> list[Point]:
    """Give places on a loose grid over (x0, z0, x1, z1), far ones first."""
    x0, z0, x1, z1 = area
    places = [(x + rng.uniform(-0.42, 0.42) * gap, z + rng.uniform(-0.42, 0.42) * gap)
              for z in np.arange(z0, z1, gap) for x in np.arange(x0, x1, gap)]
    return sorted(places, key=lambda p: -p[1])


def in_frame(view: View, place: Point, width: float = 2600, margin: float = 300) -> bool:
    """Tell whether a place falls between the left and right edges."""
    x, _, _ = view.project(place[0], 0, place[1])
    return place[1] - view.eye[2] > view.near and -margin < x < width + margin


SOIR = (mix(ATLANTIQUE, NUIT_CLAIRE,
            0.35), mix(ATLANTIQUE, ECUME, 0.25), mix(ATLANTIQUE, ECUME,
                                                     0.55), mix(ECUME, PISE, 0.6), mix(PISE, SAFRAN,
                                                                                       0.28), mix(PISE, SAFRAN, 0.5))


def shaded(colours: Floats, shade: Floats) -> Floats:
    """Cool the colours that lie in shade (0 to 1)."""
    return blend(colours, NUIT, 0.2 * shade)


def argan_plain(canvas: Canvas) -> None:
    """The argan plain, late in the day, the sun ahead on the left."""

    def height(x: Floats, z: Floats) -> Floats:
        plain = fractal(x / 160, z / 160, 3, 3) * 5 - 2.5
        hills = step(1500, 3600, z) * ridged(x / 1700 + 3, z / 1900, 21, 7) * 760
        return np.asarray(plain + hills, np.float32)

    land = Land(View((0, 15, 0), 2100, 700, 13, 9000), height, sun(-0.72, 0.34, 0.5), throw=2200)
    rng = canvas.rng
    places = [
        p for p in scatter(rng, (-420, 34, 420, 1100), 17)
        if in_frame(land.view, p) and abs(p[0] - 9 * np.sin(p[1] / 42) - 5) > 6.0 and _grove(p) > 0.42
    ]
    sizes = [float(rng.uniform(4.6, 8.0)) for _ in places]
    shadows = [cast(land, p, (s * 0.6, 0.5, s * 0.85)) for p, s in zip(places, sizes, strict=True)]
    shade = plan((-430, 10, 430, 1110), shadows, 0.15, 9000)
    ground = trace(canvas, land)
    under = shade.at(ground.x, ground.z) * (ground.depth < 1200)
    track = np.abs(ground.x - 9 * np.sin(ground.z / 42) - 5)
    light = ground.light + 0.1 - 0.36 * under
    light = light + 0.13 * step(2.6, 2.0, track) * (ground.depth < 700)
    light = light - 0.09 * step(0.34, 0.24, np.abs(track - 1.0)) * (ground.depth < 300)
    tint = fractal(ground.x / 30, ground.z / 30, 8, 4) * 0.36 - 0.18
    near = ramp(grainy(canvas, light + tint * (ground.depth < 1500)), CHAUD, 0.5)
    warm = mix(PISE, SAFRAN, 0.22)
    colours = Air(warm, 2600).over(shaded(near, under), ground.depth)
    lay(canvas, ground, colours, sky(canvas, SOIR, 660))
    dry_grass(canvas, land, (-40, 19, 40, 62))
    grove(canvas, land, ground, (list(zip(places, sizes, strict=True)), Air(mix(warm, OCRE, 0.3), 520)))
    for place, who in (((10.2, 66), Figure(TERRE, scarf=True, hair=SAFRAN, stride=0.04)),
                       ((11.8, 65.6), Figure(ATLANTIQUE, NUIT, stride=0.05,
                                             child=True)), ((8.4, 66.8), Figure(PISE, NUIT_CLAIRE, stride=0.06))):
        walker(canvas, land, place, who, 2.1)


def dry_grass(canvas: Canvas, land: Land, area: tuple[float, float, float, float]) -> None:
    """Sow tufts and stones over an area of near ground."""
    rng = canvas.rng
    for place in scatter(rng, area, 2.6):
        x, y, unit = land.place(*place)
        if rng.random() < 0.5:
            tuft(canvas, (x, y), unit * rng.uniform(0.25, 0.6), (mix(ARGAN, OCRE, 0.5), JEUNE_POUSSE, SABLE, OCRE))
        elif rng.random() < 0.5:
            r = unit * rng.uniform(0.06, 0.16)
            canvas.dab(x, y, r * 1.5, r * 0.6, TERRE_BRULEE)
            canvas.dab(x - r * 0.3, y - r * 0.2, r * 1.1, r * 0.4, mix(SABLE, OCRE, 0.4))


def _grove(place: Point) -> float:
    """Tell how thick the trees stand somewhere (0 to 1)."""
    x, z = np.full(1, place[0] / 70, np.float32), np.full(1, place[1] / 70, np.float32)
    return float(fractal(x, z, 77, 2)[0])


def grove(canvas: Canvas, land: Land, ground: Ground, trees: tuple[list[tuple[Point, float]], Air]) -> None:
    """Plant trees of given heights (metres), far ones first, through the air."""
    side = 1 if land.sun[0] > 0 else -1
    for place, size in trees[0]:
        spot = stand(land, ground, canvas, place)
        if spot:
            tree(canvas, spot[:2], size * spot[2], lean(ARGANIER, trees[1], place[1]), side)


def terraced(y: Floats, tall: float, share: Floats) -> Floats:
    """Cut a slope into terraces of a given height, where share is 1."""
    u = y / tall
    level = np.floor(u)
    cut = tall * (level + step(0.82, 1.0, u - level))
    return np.asarray(y + (cut - y) * share, np.float32)


def terrace_parts(y: Floats, tall: float) -> tuple[Floats, Floats]:
    """Give, from heights on terraced land, the terrace's number and its wall (1) or tread (0)."""
    u = y / tall + 0.06
    level = np.floor(u)
    return level, step(0.1, 0.15, u - level)


BASINS = ((-58.0, 82.0, 34.0, 22.0, 1.9), (-13.0, 82.0, 34.0, 22.0, 1.0), (32.0, 82.0, 34.0, 22.0, 0.1),
          (-8.0, 122.0, 36.0, 18.0, 1.8))
MATIN = (mix(ATLANTIQUE, ECUME, 0.2), mix(ATLANTIQUE, ECUME,
                                          0.5), mix(ECUME, ATLANTIQUE,
                                                    0.2), ECUME, mix(PISE, SAFRAN, 0.12), mix(PISE, SAFRAN, 0.25))


def basins_form(x: Floats, z: Floats) -> Floats:
    """Give the land of the treatment basins: a flat, a spur, mountains."""
    spur = np.exp(-(((x - 74) / 105) ** 2) - ((z - 268) / 82) ** 2) * 46
    spur = spur + np.exp(-(((x + 210) / 150) ** 2) - ((z - 330) / 110) ** 2) * 52
    rise = step(140, 620, z) * 40 + spur + (fractal(x / 70, z / 70, 31, 4) - 0.5) * 13 * step(135, 200, z)
    hills = step(520, 1500, z) * ridged(x / 1500 + 0.15, z / 1100 + 0.35, 41, 7) * 330
    hills = hills + step(2200, 5200, z) * ridged(x / 2600 + 2.3, z / 2300, 47, 7) * 1250
    return np.asarray(rise + hills - 2.2 * step(78, 40, z), np.float32)


def basins_height(x: Floats, z: Floats) -> Floats:
    """Give the same land with its terraces."""
    return terraced(basins_form(x, z), 3.6, _terraces(z))


def _terraces(z: Floats) -> Floats:
    """Tell where the slope is cut into terraces."""
    return step(150, 170, z) * step(560, 430, z)


def basins(canvas: Canvas) -> None:
    """Treatment basins and reed beds below a village, in the morning."""
    land = Land(View((-6, 44, 0), 2020, 560, 30, 9000), basins_height, sun(0.78, 0.46, -0.42), form=basins_form)
    rng = canvas.rng
    houses = village(rng, (74, 268), (62, 42), 58)
    trees = [(p, float(rng.uniform(2.6, 4.8))) for p in scatter(rng, (-230, 66, 260, 520), 11.5)
             if in_frame(land.view, p) and _clear_of_basins(p) and rng.random() < 0.45 and all(
                 abs(p[0] - h.x) > 7 or abs(p[1] - h.z) > 7 for h in houses)]
    shadows = [cast(land, p, (s * 0.6, 0.4, s)) for p, s in trees]
    shade = plan((-260, 40, 280, 540), shadows + [house_shadow(land, h) for h in houses], 0.15)
    ground = trace(canvas, land)
    lay(canvas, ground, _basins_land(canvas, ground, shade), sky(canvas, MATIN, 470))
    settle(canvas, land, ground, (houses, trees, AMANDIER, Air(mix(ECUME, PISE, 0.5), 900)))
    minaret(canvas, land, (88, 262), Air(mix(ECUME, PISE, 0.5), 900))
    for basin in sorted(BASINS, key=lambda b: -b[1]):
        _basin(canvas, land, basin)
    _channel(canvas, land)
    for place, who in (((-20.5, 83), Figure(NUIT_CLAIRE, NUIT, face=1, stride=0.04,
                                            arms=POINT_OUT)), ((-17.6, 82),
                                                               Figure(PISE, TERRE_BRULEE, face=-1, stride=0.03))):
        walker(canvas, land, place, who, 2.6)
    _reeds(canvas)


def house_shadow(land: Land, house: House) -> list[Point]:
    """Give, from above, the shadow of a house."""
    foot = box(house.x - house.wide / 2, house.z - house.deep / 2, house.x + house.wide / 2, house.z + house.deep / 2)
    k = house.high / land.sun[1] * 0.8
    return hull(foot + shifted(foot, -land.sun[0] * k, -land.sun[2] * k))


def settle(canvas: Canvas, land: Land, ground: Ground, things: tuple[list[House], list[tuple[Point, float]],
                                                                     Sequence[Colour], Air]) -> None:
    """Build houses and plant trees of one kind, far ones first."""
    houses, trees, tones, air = things
    side = 1 if land.sun[0] > 0 else -1
    order = [(h.z, k, None) for k, h in enumerate(houses)] + [(t[0][1], k, t) for k, t in enumerate(trees)]
    for _, k, planted in sorted(order, key=lambda item: -item[0]):
        if planted is None:
            building(canvas, land, houses[k], air)
        elif spot := stand(land, ground, canvas, planted[0]):
            tree(canvas, spot[:2], planted[1] * spot[2], lean(tones, air, planted[0][1]), side)


def walker(canvas: Canvas, land: Land, place: Point, who: Figure, tall: float = 1.75) -> None:
    """Put a person on the land, with a shadow; small far people are drawn a little large."""
    x, y, unit = land.place(*place)
    size = unit * tall * (0.74 if who.child else 1)
    sx, sy, sz = land.sun
    end = land.view.project(place[0] - sx / sy * 1.3, land.y(*place), place[1] - sz / sy * 1.3)
    ground_shadow(canvas, (x, y), (end[0] - x, end[1] - y), size * 0.2)
    person(canvas, who, (x, y), size, 1 if sx > 0 else -1)


def _clear_of_basins(place: Point) -> bool:
    """Keep trees off the basins and off the view of them."""
    x, z = place
    return z > 150 or abs(x) > 84 or (z > 108 and not -20 < x < 40)


def _basins_land(canvas: Canvas, ground: Ground, shade: Plan) -> Floats:
    """Colour the land of the basins: fields on terraces, stone walls, bare hills."""
    under = shade.at(ground.x, ground.z) * (ground.depth < 600)
    tint = fractal(ground.x / 24, ground.z / 24, 8, 4) * 0.3 - 0.15
    light = grainy(canvas, ground.light + 0.13 + tint * (ground.depth < 700) - 0.36 * under, 0.024)
    level, wall = terrace_parts(ground.y, 3.6)
    inside = _terraces(ground.z)
    wall = wall * inside
    bare = ramp(light - 0.3 * wall * (ground.y > 1), CHAUD, 0.5)
    plot = np.floor(ground.x / 22 + 6 * noise(level * 1.7, level * 0.3, 12))
    green = noise(plot * 5.7 + 0.5, level * 3.1 + 0.5, 55) + 0.25 * noise(ground.x / 90, ground.z / 90, 9)
    grown = (green > 0.62) & (wall < 0.5) & (inside > 0.5) & (ground.y > 1) & (ground.y < 95)
    rows = 0.07 * np.sin(ground.x * 3.2) * (ground.depth < 330)
    colours = np.where(grown[..., None], ramp(light + rows, VERT, 0.5), bare)
    colours = Air(mix(PISE, SAFRAN, 0.1), 2600).over(shaded(colours, under), ground.depth)
    return Air(mix(ECUME, ATLANTIQUE, 0.22), 3300).over(colours, np.maximum(ground.depth - 700, 0))


def _basin(canvas: Canvas, land: Land, basin: tuple[float, float, float, float, float]) -> None:
    """Paint one basin with its rim; the last of the row and the far one are planted."""
    x, z, wide, deep, up = basin
    top, at = up + 1.1, land.view.project
    x1, z1, rim, ground = x + wide, z + deep, 1.0, -0.5

    def face(*corners: tuple[float, float, float]) -> list[Point]:
        return [at(*c)[:2] for c in corners]

    shadow = face((x - 3.2, ground, z), (x, ground, z), (x, ground, z1), (x - 3.2, ground, z1))
    canvas.shape(shadow, OMBRE, 0.4, 1.5)
    canvas.shape(face((x, ground, z), (x1, ground, z), (x1, top, z), (x, top, z)), mix(SABLE, PISE, 0.35))
    if x > land.view.eye[0]:
        canvas.shape(face((x, ground, z), (x, top, z), (x, top, z1), (x, ground, z1)), mix(PISE, OMBRE, 0.6))
    if x1 < land.view.eye[0]:
        canvas.shape(face((x1, ground, z), (x1, top, z), (x1, top, z1), (x1, ground, z1)), SABLE)
    canvas.shape(face((x, top, z), (x1, top, z), (x1, top, z1), (x, top, z1)), PISE)
    a, b, c, d = x + rim, x1 - rim, z + rim, z1 - rim
    canvas.shape(face((a, top, c), (b, top, c), (b, top, d), (a, top, d)), mix(OMBRE, NUIT, 0.5))
    canvas.shape(face((a, top, d), (b, top, d), (b, top - 1, d), (a, top - 1, d)), mix(PISE, OMBRE, 0.25))
    water = face((a, top - 1, c), (b, top - 1, c), (b, top - 1, d), (a, top - 1, d))
    planted = x > 20 or z > 110
    far_y, near_y = water[2][1], water[0][1]
    tones = (mix(ECUME, ATLANTIQUE, 0.25), mix(ATLANTIQUE, ECUME, 0.35), ATLANTIQUE, NUIT_CLAIRE)
    canvas.shape(water, Fade((0, far_y), (0, near_y), tones))
    if planted:
        _planted(canvas, land, (a, b, c, d, top - 1))
    else:
        _ripples(canvas, land, (a, b, c, d, top - 1))


def _ripples(canvas: Canvas, land: Land, area: tuple[float, float, float, float, float]) -> None:
    """Lay thin bright lines on water."""
    a, b, c, d, y = area
    rng = canvas.rng
    for _ in range(34):
        z = rng.uniform(c + 0.6, d - 0.6)
        x = rng.uniform(a + 1, b - 6)
        end = min(x + rng.uniform(1.5, 6), b - 0.5)
        p, q = land.view.project(x, y, z), land.view.project(end, y, z)
        canvas.shape(ribbon([p[:2], between(p[:2], q[:2], 0.5), q[:2]], [0.3, 3.2, 0.3]), ECUME,
                     float(rng.uniform(0.25, 0.7)))


def _planted(canvas: Canvas, land: Land, area: tuple[float, float, float, float, float]) -> None:
    """Fill a basin with reeds in rows, far ones first."""
    a, b, c, d, y = area
    rng = canvas.rng
    tones = (SOUS_BOIS, ARGAN, FEUILLE, JEUNE_POUSSE)
    for z in np.arange(d - 0.8, c + 0.4, -1.1):
        for x in np.arange(a + 0.6, b - 0.4, 0.62):
            if rng.random() < 0.16:
                continue
            px, py, unit = land.view.project(x + rng.uniform(-0.3, 0.3), y, z + rng.uniform(-0.4, 0.4))
            high = unit * rng.uniform(1.5, 2.6)
            tip = (px + rng.uniform(-0.3, 0.45) * unit, py - high)
            canvas.shape(ribbon([(px, py), between((px, py), tip, 0.6), tip], [unit * 0.3, unit * 0.22, 0.6]),
                         tones[int(np.clip(rng.normal(1.4, 0.9), 0, 3))])


def _channel(canvas: Canvas, land: Land) -> None:
    """Join the basins by pipes and bring the water down from the village."""
    at = land.view.project
    for x, up in ((-24.0, 1.9), (21.0, 1.0)):
        p, q = at(x - 0.6, up + 0.9, 92)[:2], at(x + 11.6, up + 0.1, 92)[:2]
        canvas.shape(ribbon(shifted([p, q], 0, 5), 13), OMBRE)
        canvas.shape(ribbon([p, q], 11), PISE)
    line = [(48, 232), (30, 205), (22, 180), (12, 158), (8, 141)]
    path = curve([at(x, land.y(x, z) + 0.4, z)[:2] for x, z in line])
    canvas.shape(ribbon(shifted(path, 2, 3), [3, 8]), OMBRE, 0.6)
    canvas.shape(ribbon(path, [3, 9]), PISE)


def _reeds(canvas: Canvas) -> None:
    """Frame the picture with tall reeds close by, on the left and the right."""
    rng = canvas.rng
    for k in range(210):
        left = rng.random() < 0.68
        x = rng.beta(1, 2.4) * 820 if left else 2600 - rng.beta(1, 2.6) * 520
        near = k / 210
        high = rng.uniform(240, 560) * (1.05 - (x if left else 2600 - x) / 1100)
        bend = rng.uniform(-0.08, 0.2) * high
        stem = curve([(x, 1790), (x + bend * 0.3, 1770 - high * 0.5), (x + bend, 1770 - high)], density=6)
        tone = mix((SOUS_BOIS, mix(ARGAN, NUIT, 0.35), ARGAN, FEUILLE)[rng.integers(4)], NUIT, 0.3 * (1 - near))
        canvas.shape(ribbon(stem, [11, 8, 3]), tone)
        for _ in range(3):
            share = rng.uniform(0.25, 0.85)
            px, py = stem[int(share * (len(stem) - 1))]
            out = rng.choice([-1, 1]) * rng.uniform(50, 130)
            leaf = curve([(px, py), (px + out * 0.5, py - 60), (px + out, py - rng.uniform(0, 60))], density=5)
            canvas.shape(ribbon(leaf, [9, 10, 0.6]), tone)
        if rng.random() < 0.35:
            x, y = stem[-1]
            canvas.shape(oval(x, y - 8, 8, 46, 0.12), mix(SABLE, TERRE_VIVE, 0.3 + 0.4 * near))


COUCHANT = (mix(ATLANTIQUE, NUIT_CLAIRE, 0.2), mix(ATLANTIQUE, ECUME,
                                                   0.35), mix(ECUME, PISE,
                                                              0.5), mix(PISE, SAFRAN,
                                                                        0.35), mix(SAFRAN, PISE,
                                                                                   0.3), mix(SAFRAN, TERRE_VIVE, 0.3))


def sea(ground: Ground, tones: Sequence[Colour]) -> Floats:
    """Colour water by long streaks that shorten far away."""
    wide = 1 + ground.depth / 160
    streak = noise(ground.x / (6 * wide), ground.z / (1.5 * wide), 91)
    swell = noise(ground.x / (34 * wide), ground.z / (9 * wide), 93)
    far = step(200, 5000, np.where(ground.seen, ground.depth, 0).astype(np.float32))
    return ramp(np.asarray(0.14 + 0.42 * swell + 0.26 * streak + 0.22 * far, np.float32), tones, 0.6)


def shore_at(z: Floats) -> Floats:
    """Give where the coast runs: a bay, then a headland."""
    return np.interp(z, (0, 40, 90, 160, 250, 360, 480, 620, 760, 900, 1050, 1400, 2400, 9000),
                     (18, 14, -6, -46, -84, -100, -84, -30, 60, 140, 150, 110, 420, 2300)).astype(np.float32)


def inland(x: Floats, z: Floats) -> Floats:
    """Give the distance from the sea, negative in the water."""
    ragged = (fractal(x / 75, z / 75, 61, 4) - 0.5) * 46
    return np.asarray(shore_at(z) - x + ragged, np.float32)


def coast_height(x: Floats, z: Floats) -> Floats:
    """Give cliffs above a beach."""
    d = inland(x, z)
    rough = fractal(x / 20, z / 20, 66, 5)
    cliff = step(36, 50, d + (rough - 0.5) * 13) * (34 + 5 * step(40, 300, d))
    ledge = step(40, 54, d + (fractal(x / 9, z / 9, 71, 4) - 0.5) * 22) * 7
    hills = step(120, 900, d) * fractal(x / 320, z / 320, 68, 5) * 90 + (rough - 0.5) * 3 * step(44, 70, d)
    return np.asarray(np.maximum(d * 0.05, -0.4) + cliff + ledge + hills, np.float32)


def coast(canvas: Canvas) -> None:
    """A clean beach below the cliffs of the Sahel, at sunset."""
    land = Land(View((-14, 70, 0), 1750, 600, 16, 9000), coast_height, sun(0.72, 0.27, 0.46), throw=500)
    ground = trace(canvas, land)
    above = _sunset(canvas)
    water = _waves(canvas, ground)
    tint = fractal(ground.x / 16, ground.z / 16, 8, 4) * 0.3 - 0.15
    light = grainy(canvas, ground.light + 0.1 + tint)
    strata = noise(ground.y * 0.55 + 0.012 * ground.z, 0 * ground.y + 3.5, 39) - 0.5
    rock = ramp(light + 0.34 * strata * (ground.slope > 0.1), CHAUD, 0.5)
    d = inland(ground.x, ground.z)
    sand = ramp(light + 0.1, (TERRE_BRULEE, TERRE_VIVE, OCRE, SABLE, mix(SABLE, PISE, 0.6)), 0.5)
    wet = step(12, 9, d + 4 * noise(ground.x / 14, ground.z / 14, 5))
    sand = blend(sand, mix(OCRE, NUIT_CLAIRE, 0.35), 0.7 * wet)
    scrub = step(0.5, 0.62, grainy(canvas, fractal(ground.x / 15, ground.z / 15, 19, 5))) * (ground.slope < 0.1)
    top = blend(rock, mix(FEUILLE, OCRE, 0.45), 0.5 * scrub * (ground.depth < 1800))
    colours = np.where((d < 44)[..., None] & (ground.slope < 0.1)[..., None], sand, top)
    colours = Air(mix(PISE, SAFRAN, 0.4), 1900).over(np.where((d < 1.2)[..., None], water, colours),
                                                     np.where(d < 1.2, 0, ground.depth).astype(np.float32))
    lay(canvas, ground, colours, above)
    _coast_life(canvas, land, ground)


def _sunset(canvas: Canvas) -> Floats:
    """Give an evening sky with its sun and flat clouds."""
    canvas.put(sky(canvas, COUCHANT, 620))
    canvas.glow((1960, 520), 620, mix(SAFRAN, PISE, 0.5), 0.5)
    clouds(canvas, (120, 330), mix(PISE, SAFRAN, 0.3), 5, 0.4)
    clouds(canvas, (360, 500), mix(TERRE_VIVE, PISE, 0.4), 7, 0.45)
    canvas.shape(oval(1960, 505, 74, 74), mix(PISE, SAFRAN, 0.25))
    return canvas.pixels()


def _waves(canvas: Canvas, ground: Ground) -> Floats:
    """Colour the sea, with foam along the shore and the path of the sun."""
    x, y = canvas.grid()
    d = -inland(ground.x, ground.z)
    tones = (NUIT, NUIT_CLAIRE, ATLANTIQUE, mix(ATLANTIQUE, ECUME, 0.3), mix(ATLANTIQUE, ECUME, 0.6))
    colours = sea(ground, tones)
    colours = blend(colours, mix(ATLANTIQUE, ARGAN_PALE, 0.5), 0.65 * step(70, 5, d))
    wobble = d + 16 * fractal(ground.x / 40, ground.z / 40, 33, 3) + 2.5 * noise(ground.x / 4, ground.z / 4, 34)
    crest = np.abs(((wobble / 21) % 1) - 0.5) * 21
    foam = step(2.9, 1.6, crest + d * 0.017 + 3.5 * step(0.35, 0.65, noise(ground.x / 30, ground.z / 18, 36)))
    foam = np.maximum(foam * (d < 110) * (ground.depth < 1600), step(3.4, 1.4, np.abs(d)))
    colours = blend(colours, mix(ECUME, PISE, 0.5), 0.92 * foam)
    below = np.maximum(y - 603, 0) + 2
    streak = noise(x / (9 + below * 0.2), 24 * np.log(below), 97)
    path = np.exp(-(((x - 1960) / (70 + 0.42 * below)) ** 2)) * step(900, 40, below)
    gold = step(0.7, 0.62, streak + 0.75 * (1 - path)) * ground.seen
    return blend(colours, mix(SAFRAN, PISE, 0.55), 0.9 * gold)


def _coast_life(canvas: Canvas, land: Land, ground: Ground) -> None:
    """Put bushes on the cliff, boats and a few walkers on the beach."""
    rng = canvas.rng
    air = Air(mix(PISE, SAFRAN, 0.4), 700)
    for place in scatter(rng, (-260, 24, 160, 900), 10):
        d = float(inland(np.full(1, place[0], np.float32), np.full(1, place[1], np.float32))[0])
        if d < 66 or rng.random() < 0.55 or not in_frame(land.view, place):
            continue
        if spot := stand(land, ground, canvas, place):
            size = rng.uniform(1.4, 3.6) * spot[2]
            crown(canvas, (spot[0], spot[1] - size * 0.3, size * 0.75, size * 0.42), lean(OLIVIER, air, place[1]), 1)
    for z in (176, 187, 200, 216):
        x = float(shore_at(np.full(1, z, np.float32))[0])
        while inland(np.full(1, x, np.float32), np.full(1, z, np.float32))[0] < 20:
            x -= 1
        _boat(canvas, land.place(x, z))
    for x, z, who in ((-36, 142, Figure(NUIT_CLAIRE, NUIT,
                                        stride=0.07)), (-34.4, 142, Figure(TERRE, scarf=True, hair=PISE))):
        walker(canvas, land, (x, z), who, 2.6)


def _boat(canvas: Canvas, spot: tuple[float, float, float]) -> None:
    """Paint a blue fishing boat drawn up on the sand."""
    x, y, unit = spot
    u = unit * 9
    canvas.shape(oval(x - u * 0.15, y + u * 0.02, u * 0.6, u * 0.06), OMBRE, 0.45, 0.8)
    hull_line = curve([(x - u * 0.5, y - u * 0.14), (x - u * 0.3, y), (x + u * 0.3, y), (x + u * 0.56, y - u * 0.2)])
    canvas.shape(hull_line, ATLANTIQUE)
    canvas.shape(
        ribbon(curve([(x - u * 0.5, y - u * 0.14), (x, y - u * 0.1), (x + u * 0.56, y - u * 0.2)]), u * 0.05), PISE)


# --- a new road ---------------------------------------------------------------------

NEIGE = (mix(ATLANTIQUE, NUIT, 0.3), mix(ATLANTIQUE, ECUME, 0.4), mix(ATLANTIQUE, ECUME, 0.75), ECUME, PISE)
BITUME = (OMBRE, mix(NUIT, OCRE, 0.45), mix(NUIT, SABLE, 0.55), mix(ECUME, OCRE, 0.4), mix(ECUME, SABLE, 0.4))


def road_height(x: Floats, z: Floats) -> Floats:
    """Give a plain that rises to a village, foothills and a high range."""
    plain = (fractal(x / 130, z / 130, 5, 3) - 0.5) * 5 * step(7, 30, np.abs(x))
    rise = 9 * step(120, 330, z)
    hills = step(700, 2200, z) * ridged(x / 1300 + 5.2, z / 1300, 23, 6) * 300
    range_ = step(3000, 9500, z) * (0.12 + ridged(x / 2500 + 1.45, z / 1900 + 0.1, 27, 8)) * 2250
    return np.asarray(plain + rise + hills + range_, np.float32)


def new_road(canvas: Canvas) -> None:
    """A new wide road that leads to a village and its mosque, the High Atlas behind."""
    land = Land(View((-5.5, 8.2, 0), 1950, 800, 8, 13000), road_height, sun(0.78, 0.4, -0.16), throw=3000)
    rng = canvas.rng
    houses = village(rng, (2, 292), (82, 44), 46)
    houses = [h for h in houses if abs(h.x) > 10 or h.z > 285]
    trees = [
        (p, float(rng.uniform(4.2, 7))) for p in scatter(rng, (-260, 26, 260, 640), 15)
        if in_frame(land.view, p) and abs(p[0]) > 14 and rng.random() < 0.5 and (
            p[1] < 225 or rng.random() < 0.35) and all(abs(p[0] - h.x) > 8 or abs(p[1] - h.z) > 8 for h in houses)
    ]
    young = [((side * 9.2, float(z)), 2.5) for z in range(22, 230, 13) for side in (-1, 1)]
    trees += young
    shadows = [cast(land, p, (s * 0.55, 0.5, s * 0.85)) for p, s in trees]
    shade = plan((-270, 8, 270, 650), shadows + [house_shadow(land, h) for h in houses], 0.12, 8000)
    ground = trace(canvas, land)
    lay(canvas, ground, _road_land(canvas, ground, shade), sky(canvas, MATIN, 640))
    dry_grass(canvas, land, (-36, 11, -9, 58))
    dry_grass(canvas, land, (10, 18, 40, 60))
    settle(canvas, land, ground, (houses, trees, ARGANIER, Air(mix(ECUME, PISE, 0.6), 650)))
    minaret(canvas, land, (7, 274), Air(mix(ECUME, PISE, 0.6), 900), 19)
    for place, who in ROAD_PEOPLE:
        walker(canvas, land, place, who)


ROAD_PEOPLE: tuple[tuple[Point, Figure], ...] = (
    ((3.4, 92), Figure(PISE, stride=0.03)),
    ((1.8, 92.5), Figure(NUIT_CLAIRE, NUIT, stride=0.05)),
    ((-2.5, 64), Figure(TERRE, scarf=True, hair=SAFRAN, stride=0.03)),
    ((-1.2, 63.6), Figure(SAFRAN, TERRE_BRULEE, stride=0.06, child=True, pack=ATLANTIQUE)),
    ((4.7, 38), Figure(ATLANTIQUE, scarf=True, hair=PISE, stride=0.04)),
    ((3.5, 37.4), Figure(ARGAN, NUIT, stride=0.05)),
    ((-4.2, 27), Figure(mix(PISE, SABLE, 0.5), stride=0.03)),
    ((-3.2, 26.6), Figure(ECUME, NUIT, stride=0.05, child=True)),
)


def _road_land(canvas: Canvas, ground: Ground, shade: Plan) -> Floats:
    """Colour the plain, the road with its kerbs and dashes, hills and snow."""
    under = shade.at(ground.x, ground.z) * (ground.depth < 700)
    tint = fractal(ground.x / 26, ground.z / 26, 8, 4) * 0.36 - 0.18
    light = grainy(canvas, ground.light + 0.1 - 0.34 * under)
    colours = ramp(light + tint * (ground.depth < 1200), CHAUD, 0.5)
    grass = step(0.5, 0.64, grainy(canvas, fractal(ground.x / 13, ground.z / 20, 14, 5))) * (ground.depth < 500)
    colours = blend(colours, mix(JEUNE_POUSSE, OCRE, 0.3), 0.5 * grass * (1 - under))
    snow = step(500, 820, ground.y - 700 * fractal(ground.x / 500, ground.z / 500, 3, 4) + 300)
    snowy = ramp(grainy(canvas, ground.light * 1.5 - 0.2), NEIGE, 0.5)
    colours = np.where((snow * (ground.depth > 3000) > 0.4)[..., None], snowy, colours)
    across = np.abs(ground.x)
    on_road = (ground.z < 270) & ground.seen
    tar = ramp(ground.light + 0.1 - 0.46 * under, BITUME, 0.5)
    colours = blend(colours, OCRE, step(7.6, 7.2, across) * on_road * 0.8)
    colours = np.where((on_road & (across < 6))[..., None], tar, colours)
    kerb = (on_road & (np.abs(across - 6.15) < 0.2)) | (on_road & (across < 0.11) & (ground.z % 7 < 3.2))
    colours = np.where(kerb[..., None], blend(colours, PISE, 0.95 - 0.45 * under), colours)
    colours = Air(mix(PISE, SAFRAN, 0.12), 2300).over(shaded(colours, under), np.minimum(ground.depth, 2600))
    return Air(mix(ECUME, ATLANTIQUE, 0.3), 6500).over(colours, np.maximum(ground.depth - 1500, 0))


# --- spectacles ---------------------------------------------------------------------


def spectacles(canvas: Canvas) -> None:
    """A village, blurred, and sharp through the lenses of spectacles on a sill."""
    _view_of_village(canvas)
    sharp = canvas.image.copy()
    pale = sharp.filter(ImageFilter.GaussianBlur(15 * canvas.scale))
    canvas.image = Image.blend(pale, Image.new("RGB", sharp.size, _ink(mix(PISE, ECUME, 0.4))), 0.3)
    lenses = [_lens(x) for x in (770, 1830)]
    mask = Image.new("L", sharp.size)
    pen = ImageDraw.Draw(mask)
    for lens in lenses:
        pen.polygon([(x * canvas.scale, y * canvas.scale) for x, y in lens], fill=255)
    canvas.image.paste(sharp, (0, 0), mask)
    _sill(canvas)
    for lens in lenses:
        _glare(canvas, lens)
    _frame(canvas, lenses)


def _view_of_village(canvas: Canvas) -> None:
    """Paint the landscape that the spectacles look at."""

    def form(x: Floats, z: Floats) -> Floats:
        hill = np.exp(-((x / 150) ** 2) - ((z - 250) / 90) ** 2) * 34 + 5 * fractal(x / 60, z / 60, 6, 3)
        hills = step(420, 1900, z) * ridged(x / 1250 + 3.4, z / 1200 + 2.2, 44, 7) * 560
        return np.asarray(hill * step(90, 170, z) + hills, np.float32)

    def height(x: Floats, z: Floats) -> Floats:
        return terraced(form(x, z), 3.4, step(130, 150, z) * step(430, 380, z))

    land = Land(View((0, 34, 0), 2150, 690, 22, 6000), height, sun(-0.7, 0.42, -0.3), form=form)
    rng = canvas.rng
    houses = village(rng, (0, 236), (96, 30), 62)
    trees = [(p, float(rng.uniform(3.4, 6))) for p in scatter(rng, (-210, 50, 210, 420), 13)
             if in_frame(land.view, p) and rng.random() < 0.55 and not 200 < p[1] < 272]
    shadows = [cast(land, p, (s * 0.55, 0.5, s * 0.85)) for p, s in trees]
    shade = plan((-260, 30, 260, 550), shadows + [house_shadow(land, h) for h in houses], 0.15)
    ground = trace(canvas, land)
    under = shade.at(ground.x, ground.z) * (ground.depth < 600)
    tint = fractal(ground.x / 24, ground.z / 24, 8, 4) * 0.3 - 0.15
    level, wall = terrace_parts(ground.y, 3.4)
    wall = wall * step(130, 150, ground.z) * (ground.z < 400)
    light = grainy(canvas, ground.light + 0.1 + tint * (ground.depth < 700) - 0.34 * under - 0.28 * wall)
    plot = np.floor(ground.x / 24 + 5 * noise(level * 1.7, level * 0.3, 12))
    green = (noise(plot * 5.7, np.floor(ground.z / 26) * 3.1, 50) > 0.5) & (ground.z < 300) & (wall < 0.5)
    colours = np.where(green[..., None], ramp(light + 0.06 * np.sin(ground.x * 3), VERT, 0.5),
                       ramp(light, CHAUD, 0.5))
    colours = Air(mix(PISE, SAFRAN, 0.14), 2400).over(shaded(colours, under), ground.depth)
    colours = Air(mix(ECUME, ATLANTIQUE, 0.25), 2600).over(colours, np.maximum(ground.depth - 900, 0))
    lay(canvas, ground, colours, sky(canvas, MATIN, 560))
    settle(canvas, land, ground, (houses, trees, AMANDIER, Air(mix(ECUME, PISE, 0.6), 900)))
    minaret(canvas, land, (-44, 230), Air(mix(ECUME, PISE, 0.6), 900), 17)


def _lens(x: float) -> list[Point]:
    """Give the outline of a lens around a column."""
    turn = np.linspace(0, 2 * np.pi, 160, endpoint=False)
    c, s = np.cos(turn), np.sin(turn)
    return [(x + 432 * np.sign(a) * abs(a) ** 0.72, 880 + (345 + 25 * b) * np.sign(b) * abs(b) ** 0.78)
            for a, b in zip(c, s, strict=True)]


def _sill(canvas: Canvas) -> None:
    """Paint the adobe sill with the shadow of the spectacles."""
    canvas.shape(box(0, 1235, 2600, 1750),
                 Fade((0, 1235), (0, 1750), (mix(PISE, SABLE, 0.6), mix(SABLE, OCRE, 0.4), OCRE)))
    canvas.shape(box(0, 1228, 2600, 1246), mix(PISE, SABLE, 0.2))
    rng = canvas.rng
    for _ in range(420):
        x, y = rng.uniform(0, 2600), rng.uniform(1262, 1740)
        canvas.shape(oval(x, y, rng.uniform(4, 26), rng.uniform(1, 3)), mix(OCRE, TERRE_VIVE, rng.random()), 0.25)
    for x in (770, 1830):
        shadow = [(px + (1290 - 1226) * 0.8 + (py - 880) * -0.42 + 120, 1275 + (1240 - py) * 0.17)
                  for px, py in _lens(x)]
        canvas.shape(shadow, mix(OMBRE, TERRE_VIVE, 0.3), 0.38, 5)
        inner = [(between(p, (x + 190, 1338), 0.12)) for p in shadow]
        canvas.shape(inner, mix(SABLE, PISE, 0.3), 0.42, 6)


def _glare(canvas: Canvas, lens: list[Point]) -> None:
    """Lay two slanted reflections on a lens."""
    xs = [x for x, _ in lens]
    left = min(xs)
    for shift, wide in ((150, 90), (290, 34)):
        band = [(left + shift, 600), (left + shift + wide, 600), (left + shift + wide - 170, 960),
                (left + shift - 170, 960)]
        inside = [(min(max(x, left + 26), max(xs)), y) for x, y in band]
        canvas.shape(inside, PISE, 0.22, 2)


def _frame(canvas: Canvas, lenses: list[list[Point]]) -> None:
    """Paint rims, bridge and side pieces."""
    for out in (-1, 1):
        hinge = (770 - 415, 735) if out < 0 else (1830 + 415, 735)
        arm = curve([
            hinge, (hinge[0] + out * 90, 745), (hinge[0] + out * 205, 1180), (hinge[0] + out * 235, 1560),
            (hinge[0] + out * 190, 1800)
        ], density=14)
        canvas.shape(ribbon(shifted(arm, 40, 26), [26, 60, 76]), OMBRE, 0.3, 6)
        canvas.shape(ribbon(arm, [36, 52, 74]), NUIT)
        canvas.shape(ribbon(shifted(arm, -out * 12, 0), [6, 9, 13]), mix(ATLANTIQUE, ECUME, 0.3), 0.8)
    bridge = curve([(1182, 800), (1240, 730), (1300, 712), (1360, 730), (1418, 800)], density=14)
    canvas.shape(ribbon(bridge, [50, 40, 50]), NUIT)
    canvas.shape(ribbon(shifted(bridge, 0, -9), 8), mix(ATLANTIQUE, ECUME, 0.3), 0.8)
    for lens in lenses:
        loop = [*lens, *lens[:8]]
        for wide, tone, alpha, shift in ((46, NUIT, 1.0, (0, 0)), (8, mix(ATLANTIQUE, ECUME, 0.35), 0.75, (-5, -7)),
                                         (3, mix(NUIT, CHEVEUX, 0.6), 1.0, (0, 0))):
            for part in (loop[:60], loop[54:114], loop[108:]):
                canvas.shape(ribbon(shifted(part, *shift), wide), tone, alpha)


# --- vehicles -----------------------------------------------------------------------


def wheel(canvas: Canvas, centre: Point, r: float) -> None:
    """Paint a wheel seen from the side."""
    x, y = centre
    canvas.shape(oval(x, y, r, r), mix(NUIT, CHEVEUX, 0.7))
    canvas.shape(oval(x, y, r * 0.62, r * 0.62), mix(ECUME, OMBRE, 0.45))
    canvas.shape(oval(x, y, r * 0.5, r * 0.5), mix(ECUME, OMBRE, 0.25))
    canvas.shape(oval(x, y, r * 0.2, r * 0.2), mix(NUIT, CHEVEUX, 0.5))


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> list[Point]:
    """Give the outline of a rectangle with round corners."""
    points = []
    for cx, cy, start in ((x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180), (x1 - r, y0 + r, 270)):
        for k in range(9):
            a = np.radians(start + k * 11.25)
            points.append((float(cx + r * np.cos(a)), float(cy + r * np.sin(a))))
    return points


def bus(canvas: Canvas, x: float, y: float, long: float) -> None:
    """Paint a school bus that drives to the right; (x, y) is its rear wheel line."""
    u = long

    def part(x0: float, y0: float, x1: float, y1: float, r: float = 0.01) -> list[Point]:
        return rounded(x + x0 * u, y + y0 * u, x + x1 * u, y + y1 * u, r * u)

    canvas.shape(oval(x + 0.5 * u, y + 0.005 * u, 0.55 * u, 0.022 * u), mix(NUIT, CHEVEUX, 0.5), 0.55, 3)
    body = part(0, -0.36, 1, -0.035, 0.045)
    canvas.shape(
        body,
        Fade((0, y - 0.36 * u), (0, y - 0.03 * u),
             (mix(SAFRAN, PISE, 0.45), SAFRAN, SAFRAN, mix(SAFRAN, TERRE_VIVE, 0.55))))
    canvas.shape(part(0.02, -0.365, 0.93, -0.345, 0.009), mix(SAFRAN, PISE, 0.7))
    canvas.shape(part(0, -0.155, 1, -0.125, 0.004), NUIT)
    canvas.shape(part(0, -0.075, 1, -0.06, 0.004), mix(TERRE, SAFRAN, 0.1))
    glass = Fade((x, y - 0.32 * u), (x + 0.2 * u, y - 0.1 * u),
                 (mix(NUIT, ATLANTIQUE, 0.4), mix(ATLANTIQUE, SAFRAN, 0.25)))
    for k in range(6):
        canvas.shape(part(0.03 + k * 0.118, -0.318, 0.135 + k * 0.118, -0.185, 0.014), glass)
        _passenger(canvas, (x + (0.085 + k * 0.118) * u, y - 0.186 * u), u, k)
    canvas.shape(part(0.745, -0.318, 0.835, -0.06, 0.012), mix(NUIT, ATLANTIQUE, 0.3))
    canvas.shape(part(0.786, -0.318, 0.794, -0.06, 0.002), SAFRAN)
    front = [(x + a * u, y + b * u) for a, b in ((0.86, -0.318), (0.965, -0.318), (0.995, -0.18), (0.86, -0.18))]
    canvas.shape(front, glass)
    canvas.shape(oval(x + 0.925 * u, y - 0.235 * u, 0.02 * u, 0.026 * u), CHEVEUX)
    canvas.shape(part(0.9, -0.212, 0.95, -0.18, 0.01), CHEVEUX)
    canvas.shape(part(0.975, -0.115, 1.004, -0.082, 0.012), mix(PISE, SAFRAN, 0.2))
    canvas.shape(part(-0.004, -0.12, 0.016, -0.08, 0.006), TERRE)
    canvas.shape(part(0.97, -0.062, 1.008, -0.036, 0.008), OMBRE)
    for place in (0.2, 0.71):
        canvas.shape(oval(x + place * u, y - 0.042 * u, 0.064 * u, 0.064 * u), mix(CHEVEUX, NUIT, 0.5))
        wheel(canvas, (x + place * u, y - 0.04 * u), 0.052 * u)


def _passenger(canvas: Canvas, seat: Point, u: float, k: int) -> None:
    """Put a child's head and shoulders at a bus window."""
    x, y = seat
    if k == 4:
        return
    tone = (TERRE, ECUME, ARGAN, PISE, ATLANTIQUE, TERRE_VIVE)[k]
    canvas.shape([(x - 0.03 * u, y), (x - 0.024 * u, y - 0.026 * u), (x + 0.024 * u, y - 0.026 * u),
                  (x + 0.03 * u, y)], mix(tone, NUIT, 0.35))
    canvas.shape(oval(x + 0.002 * u, y - 0.05 * u, 0.019 * u, 0.024 * u), mix(PEAU, NUIT, 0.35))
    canvas.shape(oval(x - 0.003 * u, y - 0.056 * u, 0.02 * u, 0.021 * u),
                 mix((CHEVEUX, SAFRAN, CHEVEUX, CHEVEUX, PISE, CHEVEUX)[k], NUIT, 0.35))


def tipper(canvas: Canvas, x: float, y: float, long: float) -> None:
    """Paint a municipal tipper lorry that drives to the right; (x, y) is its rear."""
    u = long

    def part(points: Points) -> list[Point]:
        return [(x + a * u, y + b * u) for a, b in points]

    canvas.shape(oval(x + 0.5 * u, y + 0.004 * u, 0.56 * u, 0.024 * u), OMBRE, 0.6, 3)
    canvas.shape(part(box(0.02, -0.135, 0.98, -0.095)), mix(NUIT, CHEVEUX, 0.6))
    skip = part(((-0.005, -0.375), (0.655, -0.375), (0.64, -0.14), (0.03, -0.14)))
    canvas.shape(
        skip,
        Fade((0, y - 0.38 * u), (0, y - 0.13 * u), (mix(ARGAN, JEUNE_POUSSE, 0.45), ARGAN, mix(ARGAN, NUIT, 0.25))))
    for k in range(6):
        a = 0.06 + k * 0.108
        canvas.shape(part(((a, -0.368), (a + 0.016, -0.368), (a + 0.016, -0.142), (a, -0.142))),
                     mix(ARGAN, NUIT, 0.35))
        canvas.shape(part(((a - 0.006, -0.368), (a, -0.368), (a, -0.142), (a - 0.006, -0.142))), JEUNE_POUSSE, 0.6)
    canvas.shape(part(box(-0.012, -0.388, 0.665, -0.366)), mix(ARGAN, JEUNE_POUSSE, 0.6))
    _cab(canvas, part, (x, y, u))
    for place in (0.17, 0.31, 0.8):
        canvas.shape(oval(x + place * u, y - 0.075 * u, 0.083 * u, 0.08 * u), mix(CHEVEUX, NUIT, 0.5))
        wheel(canvas, (x + place * u, y - 0.066 * u), 0.067 * u)


def _cab(canvas: Canvas, part: Placer, frame: tuple[float, float, float]) -> None:
    """Paint the cab of the lorry, its driver and its lamp."""
    x, y, u = frame
    cab = curve(
        part(((0.69, -0.1), (0.69, -0.4), (0.71, -0.425), (0.87, -0.425), (0.9, -0.41), (0.955, -0.25),
              (0.985, -0.23), (0.99, -0.1))), density=4)
    canvas.shape(cab, Fade((0, y - 0.43 * u), (0, y - 0.1 * u), (PISE, mix(PISE, SABLE, 0.4), mix(SABLE, OCRE, 0.5))))
    glass = Fade((x + 0.72 * u, 0), (x + 0.95 * u, 0), (mix(NUIT, ATLANTIQUE, 0.5), mix(ATLANTIQUE, ECUME, 0.5)))
    canvas.shape(part(((0.72, -0.385), (0.835, -0.385), (0.835, -0.255), (0.72, -0.255))), glass)
    canvas.shape(part(((0.855, -0.385), (0.885, -0.385), (0.933, -0.255), (0.855, -0.255))), glass)
    canvas.shape(oval(x + 0.785 * u, y - 0.3 * u, 0.02 * u, 0.026 * u), CHEVEUX)
    canvas.shape(part(((0.75, -0.255), (0.762, -0.282), (0.808, -0.282), (0.822, -0.255))), NUIT)
    canvas.shape(part(box(0.845, -0.385, 0.85, -0.11)), mix(OCRE, OMBRE, 0.4))
    canvas.shape(part(box(0.69, -0.19, 0.988, -0.17)), ARGAN)
    canvas.shape(rounded(x + 0.96 * u, y - 0.16 * u, x + 0.993 * u, y - 0.13 * u, 0.008 * u), mix(SAFRAN, PISE, 0.5))
    canvas.shape(part(box(0.94, -0.11, 1.0, -0.075)), mix(NUIT, CHEVEUX, 0.6))


def bin_(canvas: Canvas, foot: Point, high: float, colour: Colour, side: int = 1) -> None:
    """Paint a wheeled bin seen from the front; foot is the middle of its base."""
    x, y = foot
    w = high * 0.33
    dark = mix(colour, NUIT, 0.5)
    body = [(x - w * 0.78, y - high * 0.03), (x + w * 0.78, y - high * 0.03), (x + w, y - high * 0.86),
            (x - w, y - high * 0.86)]
    for k in (-1, 1):
        canvas.shape(oval(x + k * w * 0.66, y - high * 0.05, high * 0.055, high * 0.06), mix(NUIT, CHEVEUX, 0.6))
    canvas.shape(body, halves(body, colour, mix(colour, NUIT, 0.32), side=side))
    for rib in (-0.4, 0.0, 0.4):
        canvas.shape(
            ribbon([(x + rib * w * 1.5, y - high * 0.74), (x + rib * w * 1.25, y - high * 0.12)], high * 0.016), dark,
            0.45)
    lid = [(x - w * 1.1, y - high * 0.85), (x + w * 1.1, y - high * 0.85), (x + w * 1.06, y - high * 0.93),
           (x + w * 0.8, y - high), (x - w * 0.8, y - high), (x - w * 1.06, y - high * 0.93)]
    canvas.shape(lid, Fade((0, y - high), (0, y - high * 0.84), (mix(colour, PISE, 0.35), colour)))
    canvas.shape(box(x - w * 1.1, y - high * 0.865, x + w * 1.1, y - high * 0.84), dark)


# --- pictures: roads ----------------------------------------------------------------

AUBE = (NUIT, mix(NUIT_CLAIRE, ATLANTIQUE,
                  0.3), mix(ATLANTIQUE, NUIT_CLAIRE,
                            0.2), mix(ATLANTIQUE, PISE, 0.5), mix(PISE, SAFRAN,
                                                                  0.35), mix(SAFRAN, PISE,
                                                                             0.25), mix(SAFRAN, TERRE_VIVE, 0.35))

ROCHE_AUBE = (NUIT, mix(NUIT, TERRE_BRULEE, 0.4), TERRE_BRULEE, TERRE, TERRE_VIVE, mix(SAFRAN, TERRE_VIVE, 0.4))


def school_bus(canvas: Canvas) -> None:
    """A school bus on a mountain road at dawn, mist in the valleys."""

    def height(x: Floats, z: Floats) -> Floats:
        peaks = ridged(x / (700 + 0.22 * z) + 1.3, z / 1000 + 0.4, 83, 6) * (150 + 0.145 * z)
        return np.asarray(peaks - 0.03 * z - 30, np.float32)

    land = Land(View((0, 235, 0), 1900, 640, 330, 9000), height, sun(0.34, 0.2, 0.9), throw=2500)
    ground = trace(canvas, land)
    canvas.put(sky(canvas, AUBE, 720))
    canvas.glow((1730, 500), 380, mix(TERRE_VIVE, PISE, 0.6), 0.45)
    clouds(canvas, (120, 330), mix(TERRE_VIVE, PISE, 0.35), 7, 0.4)
    clouds(canvas, (380, 520), mix(SAFRAN, PISE, 0.45), 6, 0.55)
    canvas.glow((1730, 470), 240, mix(SAFRAN, PISE, 0.5), 0.6)
    canvas.shape(oval(1730, 462, 70, 70), mix(PISE, SAFRAN, 0.15))
    above = canvas.pixels()
    light = grainy(canvas, ground.light * 1.25 - 0.02, 0.028)
    rock = ramp(light, ROCHE_AUBE, 0.5)
    colours = Air(mix(mix(NUIT_CLAIRE, TERRE_VIVE, 0.5), PISE, 0.55), 1900).over(rock, ground.depth)
    mist = step(120, 10, ground.y + 50 * fractal(ground.x / 260, ground.z / 260, 7, 4)) * step(
        330, 1100,
        np.where(ground.seen, ground.depth, 0).astype(np.float32))
    lay(canvas, ground, blend(colours, mix(PISE, SAFRAN, 0.3), 0.8 * mist), above)
    _hairpins(canvas)
    bus(canvas, 560, 1352, 900)
    _headlights(canvas)


def _hairpins(canvas: Canvas) -> None:
    """Paint the near slope, the bench of the road and the road itself."""
    rng = canvas.rng
    far = curve([(-50, 1010), (240, 985), (520, 1075), (900, 1120), (1400, 1190), (1900, 1165), (2250, 1075),
                 (2650, 1000)])
    canvas.shape([*far, (2650, 1800), (-50, 1800)],
                 Fade((0, 1000), (0, 1400), (mix(TERRE, NUIT, 0.35), mix(TERRE_BRULEE, NUIT, 0.4))))
    for _ in range(900):
        x = rng.uniform(0, 2600)
        top = float(np.interp(x, [p[0] for p in far], [p[1] for p in far]))
        y = top + 8 + rng.beta(1, 2) * 240
        r = rng.uniform(3, 9) * (0.5 + (y - top) / 160)
        canvas.dab(x, y, r, r * 0.7, mix(SOUS_BOIS, NUIT, rng.uniform(0.1, 0.5)))
        canvas.dab(x + r * 0.3, y - r * 0.35, r * 0.55, r * 0.34, mix(ARGAN, TERRE_VIVE, rng.uniform(0.1, 0.4)))
    road = curve([(-80, 1335), (700, 1345), (1500, 1352), (2050, 1318), (2420, 1222), (2490, 1160), (2330, 1110),
                  (2020, 1098), (1800, 1122), (1640, 1150)])
    width = [150, 158, 150, 118, 66, 34, 24, 18, 11, 1]
    canvas.shape(ribbon(shifted(road[:46], 0, 26), [w * 1.16 for w in width[:6]]), mix(NUIT, TERRE_BRULEE, 0.3))
    edge = ribbon(road, [w * 1.12 for w in width])
    canvas.shape(edge, mix(OCRE, SAFRAN, 0.25))
    canvas.shape(
        ribbon(road, width),
        Fade((0, 1400), (2600, 1150), (mix(NUIT, OCRE, 0.28), mix(NUIT, SABLE, 0.5), mix(SABLE, OCRE, 0.35))))
    for k in range(3, len(road) - 4, 4):
        share = k / len(road)
        w = float(np.interp(share, np.linspace(0, 1, 10), width))
        canvas.shape(ribbon(road[k:k + 3], w * 0.035), mix(PISE, SAFRAN, 0.2), 0.85)
    for k in range(2, len(road) - 20, 3):
        (x, y), w = road[k], float(np.interp(k / len(road), np.linspace(0, 1, 10), width))
        stone = box(x - w * 0.1, y + w * 0.44, x + w * 0.12, y + w * 0.66)
        canvas.shape(stone, halves(stone, mix(PISE, SAFRAN, 0.25), mix(PISE, NUIT, 0.5)))
    near = curve([(-50, 1480), (300, 1455), (800, 1478), (1400, 1492), (2000, 1462), (2350, 1370), (2660, 1190)])
    canvas.shape([*near, (2660, 1800), (-50, 1800)],
                 Fade((0, 1420), (0, 1760), (mix(TERRE_BRULEE, NUIT, 0.25), mix(TERRE_BRULEE, NUIT, 0.62), NUIT)))
    _near_bank(canvas, near)


def _near_bank(canvas: Canvas, edge: list[Point]) -> None:
    """Cover the bank under the road with stones, bushes and two argan trees."""
    rng = canvas.rng
    xs, ys = [p[0] for p in edge], [p[1] for p in edge]
    for _ in range(700):
        x = rng.uniform(0, 2600)
        top = float(np.interp(x, xs, ys))
        y = top + rng.beta(1, 1.3) * (1760 - top)
        r = rng.uniform(5, 17) * (0.5 + (y - top) / 260)
        dark = mix(TERRE_BRULEE, NUIT, rng.uniform(0.45, 0.8))
        canvas.dab(x, y, r * 1.4, r * 0.7, dark)
        canvas.dab(x + r * 0.35, y - r * 0.25, r * 0.85, r * 0.3, mix(dark, SAFRAN, rng.uniform(0.1, 0.32)))
    tones = (mix(SOUS_BOIS, NUIT, 0.5), mix(ARGAN, NUIT, 0.5), mix(ARGAN, OMBRE, 0.25), mix(FEUILLE, SAFRAN, 0.3))
    for x, y, size in ((170, 1700, 420), (2380, 1640, 330), (1990, 1735, 210), (640, 1745, 190)):
        tree(canvas, (x, y), size, tones, 1)


def _headlights(canvas: Canvas) -> None:
    """Throw the light of the bus on the road before it."""
    lamp = (1462, 1264)
    for wide, alpha in ((1.0, 0.22), (0.6, 0.22)):
        canvas.shape([lamp, (1990, 1262 - 16 * wide), (2060, 1290 + 40 * wide), (1860, 1366), (1560, 1372)],
                     mix(PISE, SAFRAN, 0.3), alpha, 14)
    canvas.glow(lamp, 90, mix(PISE, SAFRAN, 0.2), 0.8)


def lorry(canvas: Canvas) -> None:
    """The tipper lorry collecting in a valley that opens on the ocean."""

    def form(x: Floats, z: Floats) -> Floats:
        axis = 40 * np.sin(z / 330) - 30
        side = np.abs(x - axis)
        slopes = step(50, 460, side) * (88 + 70 * (fractal(x / 210, z / 210, 52, 6) - 0.4))
        fall = step(1500, 120, z) * 26 + (fractal(x / 60, z / 60, 54, 4) - 0.5) * 7
        return np.asarray(np.where(z > 1650, -1, (slopes + fall) * step(1650, 1420, z) - 0.5), np.float32)

    def height(x: Floats, z: Floats) -> Floats:
        return terraced(form(x, z), 4.2, step(90, 110, z) * step(900, 700, z))

    land = Land(View((-40, 100, 0), 1900, 470, 45, 30000), height, sun(-0.62, 0.44, -0.36), form=form)
    rng = canvas.rng
    houses = village(rng, (72, 330), (52, 66), 40)
    trees = [(p, float(rng.uniform(3.4, 6.2))) for p in scatter(rng, (-330, 90, 300, 900), 17)
             if in_frame(land.view, p) and rng.random() < 0.5 and all(
                 abs(p[0] - h.x) > 8 or abs(p[1] - h.z) > 8 for h in houses)]
    shadows = [cast(land, p, (s * 0.55, 0.5, s * 0.85)) for p, s in trees]
    shade = plan((-350, 60, 320, 940), shadows + [house_shadow(land, h) for h in houses], 0.2, 7000)
    ground = trace(canvas, land)
    _lorry_land(canvas, ground, shade)
    settle(canvas, land, ground, (houses, trees, ARGANIER, Air(mix(ECUME, PISE, 0.5), 900)))
    minaret(canvas, land, (50, 352), Air(mix(ECUME, PISE, 0.5), 900), 16)
    _roadside(canvas)


def _lorry_land(canvas: Canvas, ground: Ground, shade: Plan) -> None:
    """Colour the valley, its fields and the ocean beyond."""
    under = shade.at(ground.x, ground.z) * (ground.depth < 1000)
    level, wall = terrace_parts(ground.y, 4.2)
    wall = wall * (ground.z < 800) * (ground.z > 110)
    tint = fractal(ground.x / 30, ground.z / 30, 8, 4) * 0.3 - 0.15
    light = grainy(canvas, ground.light + 0.19 + tint * (ground.depth < 900) - 0.34 * under - 0.24 * wall)
    axis = 40 * np.sin(ground.z / 330) - 30
    plot = np.floor(ground.x / 24 + 6 * noise(level * 1.7, level * 0.3, 12)) * 5.7 + level * 1.3
    green = (noise(plot + 0.5, np.floor(ground.z / 22) * 3.1 + 0.5, 56) > 0.4) & (np.abs(ground.x - axis) < 130)
    green &= (ground.z < 1100) & (wall < 0.5)
    colours = np.where(green[..., None], ramp(light + 0.05 * np.sin(ground.x * 2.6) * (ground.depth < 350), VERT,
                                              0.5), ramp(light, CHAUD, 0.5))
    bed = np.abs(ground.x - axis - 14 * np.sin(ground.z / 70) - 6 * np.sin(ground.z / 23))
    sand = ramp(light + 0.12, CHAUD[2:], 0.5)
    colours = np.where((ground.seen & (bed < 6.5))[..., None], sand, colours)
    colours = Air(mix(PISE, SAFRAN, 0.12), 2000).over(shaded(colours, under), ground.depth)
    tones = (mix(ATLANTIQUE, NUIT_CLAIRE, 0.4), ATLANTIQUE, mix(ATLANTIQUE, ECUME,
                                                                0.25), mix(ATLANTIQUE, ECUME,
                                                                           0.45), mix(ATLANTIQUE, ECUME, 0.7))
    water = Air(mix(ECUME, PISE, 0.2), 16000).over(sea(ground, tones), ground.depth)
    surf = step(26, 6, np.abs(ground.z - 1590 - 30 * fractal(ground.x / 120, ground.z / 200, 15, 4)))
    water = blend(water, ECUME, surf * (ground.y < 0.2))
    colours = np.where(((ground.y < -0.2) & (ground.z > 1400))[..., None], water, colours)
    lay(canvas, ground, colours, sky(canvas, MATIN, 470))
    clouds(canvas, (90, 330), PISE, 6, 0.6)


def _roadside(canvas: Canvas) -> None:
    """Paint the road in front with the lorry, bins and people."""
    canvas.shape([(-10, 1262), (900, 1236), (1800, 1228), (2610, 1242), (2610, 1760), (-10, 1760)],
                 Fade((0, 1230), (0, 1750), (OCRE, TERRE_VIVE, mix(TERRE, TERRE_VIVE, 0.5))))
    rng = canvas.rng
    for _ in range(330):
        x, y = rng.uniform(0, 2600), 1250 + 70 * rng.random()
        tuft(canvas, (x, y), rng.uniform(8, 26), (mix(ARGAN, OCRE, 0.3), FEUILLE, JEUNE_POUSSE, SABLE))
    canvas.shape([(-10, 1352), (2610, 1330), (2610, 1600), (-10, 1640)],
                 Fade((0, 1330), (0, 1640), (mix(SABLE, PISE, 0.35), mix(SABLE, OCRE, 0.25), mix(SABLE, OCRE, 0.6))))
    for shift in (0.3, 0.66):
        canvas.shape([(-10, 1352 + 288 * shift), (2610, 1330 + 270 * shift), (2610, 1338 + 282 * shift),
                      (-10, 1362 + 300 * shift)], mix(OCRE, TERRE_VIVE, 0.3), 0.4, 2)
    for x, colour in ((1835, ARGAN), (1960, ARGAN), (2085, ATLANTIQUE)):
        ground_shadow(canvas, (x + 20, 1392), (150, 26), 70, 0.4)
        bin_(canvas, (x, 1396), 176, colour, -1)
    canvas.shape([(760, 1556), (1760, 1556), (1960, 1600), (960, 1606)], OMBRE, 0.45, 4)
    tipper(canvas, 560, 1560, 1120)
    for x, who, size in ((2260, Figure(TERRE, scarf=True, hair=SAFRAN, face=-1, arms=CARRY, stride=0.03),
                          360), (2390, Figure(SAFRAN, NUIT, face=-1, stride=0.06, child=True), 232),
                         (420, Figure(mix(SAFRAN, TERRE_VIVE, 0.3), NUIT_CLAIRE, face=1, arms=OFFER,
                                      stride=0.07), 372)):
        y = 1470 if x > 1000 else 1580
        ground_shadow(canvas, (x, y), (size * 0.55, size * 0.08), size * 0.2)
        person(canvas, who, (x, y), size, -1)
    bag = curve([(2212, 1312), (2186, 1350), (2190, 1386), (2222, 1392), (2246, 1376), (2240, 1340)], closed=True)
    canvas.shape(bag, mix(ATLANTIQUE, ECUME, 0.4))
    _verge(canvas)


def _verge(canvas: Canvas) -> None:
    """Grow bushes and grass along the foot of the picture."""
    rng = canvas.rng
    for k in range(150):
        x, y = rng.uniform(-20, 2620), 1640 + 120 * (k / 150)
        tuft(canvas, (x, y), rng.uniform(24, 70), (SOUS_BOIS, mix(ARGAN, OCRE, 0.2), FEUILLE, JEUNE_POUSSE, SABLE))
    for x, size in ((120, 150), (2440, 190), (1320, 80)):
        crown(canvas, (x, 1735, size, size * 0.52), AMANDIER, -1)


# --- pictures: villages close by ----------------------------------------------------


def plaster(canvas: Canvas, wall: Points, tones: Sequence[Colour], marks: int = 160) -> None:
    """Paint an earthen wall: a slow change of tone and small trowel marks."""
    xs, ys = [x for x, _ in wall], [y for _, y in wall]
    canvas.shape(wall, Fade((min(xs), min(ys)), (max(xs), max(ys)), tuple(tones)))
    rng = canvas.rng
    for _ in range(marks):
        x, y = rng.uniform(min(xs), max(xs)), rng.uniform(min(ys), max(ys))
        long, tone = rng.uniform(10, 60), mix(tones[-1], OMBRE if rng.random() < 0.5 else PISE, 0.3)
        if not all(holds(wall, (x + k * long, y + j)) for k in (-1, 1) for j in (-8, 8)):
            continue
        canvas.shape(
            ribbon(curve([(x - long, y), (x, y - 3), (x + long, y + 1)], density=4),
                   [0.5, rng.uniform(2, 6), 0.5]), tone, 0.3)


def arch(x0: float, x1: float, top: float, foot: float) -> list[Point]:
    """Give the outline of an opening with a round head."""
    r = (x1 - x0) / 2
    head = [(x0 + r - r * np.cos(a), top + r - r * np.sin(a)) for a in np.linspace(0, np.pi, 40)]
    return [(x0, foot), *[(float(x), float(y)) for x, y in head], (x1, foot)]


def zellige(canvas: Canvas, area: tuple[float, float, float, float], side: float) -> None:
    """Cover an area with small square tiles in a woven step pattern."""
    x0, y0, x1, y1 = area
    tones = (ATLANTIQUE, ECUME, NUIT_CLAIRE, mix(ATLANTIQUE, ECUME, 0.4))
    for row in range(int(np.ceil((y1 - y0) / side))):
        for column in range(int(np.ceil((x1 - x0) / side))):
            k = (abs((column % 12) - 6) + row) % 6
            tone = tones[0] if k == 0 else tones[1] if k < 3 else tones[2] if k == 3 else tones[3]
            x, y = x0 + column * side, y0 + row * side
            canvas.shape(box(x + 1, y + 1,
                             min(x + side, x1) - 1,
                             min(y + side, y1) - 1), mix(tone, PISE, 0.08 * canvas.rng.random()))


def fountain(canvas: Canvas) -> None:
    """A village tap under a wall, terraces and mountains beyond."""

    def form(x: Floats, z: Floats) -> Floats:
        side = step(-20, 260, x + 0.2 * z) * 70 + step(70, 330, z) * 34
        return np.asarray(
            side + 8 * fractal(x / 80, z / 80, 6, 3)
            + step(480, 1500, z) * 460 * ridged(x / 1000 + 2.1, z / 900 + 4.2, 64, 7), np.float32)

    def height(x: Floats, z: Floats) -> Floats:
        return terraced(form(x, z), 4.0, step(50, 60, z) * step(520, 420, z))

    land = Land(View((-36, 48, 0), 1900, 560, 30, 7000), height, sun(-0.66, 0.46, -0.38), form=form)
    rng = canvas.rng
    houses = village(rng, (116, 300), (50, 34), 30)
    trees = [(p, float(rng.uniform(3.4, 5.6))) for p in scatter(rng, (-150, 50, 220, 470), 12)
             if in_frame(land.view, p) and rng.random() < 0.5 and all(
                 abs(p[0] - h.x) > 8 or abs(p[1] - h.z) > 8 for h in houses)]
    shadows = [cast(land, p, (s * 0.55, 0.5, s * 0.85)) for p, s in trees]
    shade = plan((-170, 40, 260, 520), shadows + [house_shadow(land, h) for h in houses], 0.15)
    ground = trace(canvas, land)
    lay(canvas, ground, _terrace_land(canvas, ground, (shade, 4.0)), sky(canvas, MATIN, 480))
    settle(canvas, land, ground, (houses, trees, AMANDIER, Air(mix(ECUME, PISE, 0.5), 900)))
    _tap_place(canvas)


def _terrace_land(canvas: Canvas, ground: Ground, how: tuple[Plan, float]) -> Floats:
    """Colour terraces of a given height: walls, plots, bare hills behind."""
    shade, tall = how
    under = shade.at(ground.x, ground.z) * (ground.depth < 600)
    level, wall = terrace_parts(ground.y, tall)
    wall = wall * (ground.z < 470)
    tint = fractal(ground.x / 24, ground.z / 24, 8, 4) * 0.3 - 0.15
    light = grainy(canvas, ground.light + 0.13 + tint * (ground.depth < 700) - 0.34 * under - 0.27 * wall, 0.024)
    plot = np.floor(ground.x / 20 + 5 * noise(level * 1.7, level * 0.3, 12))
    green = (noise(plot * 5.7 + 0.5, level * 3.1 + 0.5, 58) > 0.42) & (wall < 0.5) & (ground.z < 470)
    green &= ground.y > 2
    rows = 0.06 * np.sin((ground.x + 0.4 * ground.z) * 2.6) * (ground.depth < 300)
    stones = 0.1 * (noise(ground.x * 1.4, ground.y * 2.2, 17) - 0.5) * wall * (ground.depth < 260)
    colours = np.where(green[..., None], ramp(light + rows, VERT, 0.5), ramp(light + stones * 3, CHAUD, 0.5))
    colours = Air(mix(PISE, SAFRAN, 0.12), 2300).over(shaded(colours, under), ground.depth)
    return Air(mix(ECUME, ATLANTIQUE, 0.25), 3000).over(colours, np.maximum(ground.depth - 700, 0))


def _tap_place(canvas: Canvas) -> None:
    """Paint the paved place with the fountain, and the people who come for water."""
    canvas.shape([(-10, 1300), (1300, 1330), (2610, 1388), (2610, 1760), (-10, 1760)],
                 Fade((0, 1300), (0, 1750), (mix(SABLE, PISE, 0.25), mix(SABLE, OCRE, 0.3), OCRE)))
    _paving(canvas)
    canvas.shape([(1180, 1425), (1360, 1448), (1760, 1512), (1500, 1570), (1180, 1530)], OMBRE, 0.36, 5)
    plaster(canvas, [(-10, 470), (1130, 470), (1130, 1440), (-10, 1440)],
            (mix(PISE, SABLE, 0.4), mix(SABLE, OCRE, 0.35), mix(OCRE, TERRE_VIVE, 0.2)), 260)
    canvas.shape([(1130, 470), (1206, 505), (1206, 1420), (1130, 1440)], mix(TERRE, OMBRE, 0.4))
    canvas.shape([(-10, 436), (1148, 436), (1216, 474), (1216, 508), (1148, 486), (-10, 486)], mix(PISE, SABLE, 0.2))
    canvas.shape(box(-10, 486, 1130, 506), OMBRE, 0.28, 2)
    niche = arch(330, 900, 610, 1240)
    canvas.shape(arch(300, 930, 580, 1240), mix(PISE, ECUME, 0.4))
    canvas.shape(niche, NUIT)
    zellige(canvas, (346, 900, 900, 1240), 30)
    canvas.shape(arch(330, 900, 610, 902), Fade((330, 610), (900, 900), (mix(NUIT_CLAIRE, OMBRE, 0.2), ATLANTIQUE)))
    canvas.shape(box(332, 906, 388, 1238), NUIT, 0.4, 3)
    _spout(canvas)
    _at_the_tap(canvas)


def _paving(canvas: Canvas) -> None:
    """Draw the joints of a paved place in perspective."""
    joint = mix(OCRE, TERRE_VIVE, 0.5)
    for k in range(7):
        y = 1340 + 420 * (k / 7) ** 1.5
        canvas.shape(ribbon([(-10, y), (1300, y + 14), (2610, y + 50)], 2.5 + k * 0.6), joint, 0.5)
    for k in range(-6, 24):
        x = 140 * k
        canvas.shape(
            ribbon([(900 + (x - 900) * 0.72, 1310 + 0.02 * x), (x, 1540), (900 + (x - 900) * 1.35, 1770)], 3), joint,
            0.4)


def _spout(canvas: Canvas) -> None:
    """Paint the tap, the falling water and the stone trough."""
    brass = Fade((0, 960), (0, 1040), (mix(SAFRAN, PISE, 0.65), SAFRAN, mix(SAFRAN, TERRE_BRULEE, 0.55)))
    canvas.shape(oval(548, 1010, 20, 44), mix(SAFRAN, TERRE_BRULEE, 0.45))
    pipe = curve([(548, 1010), (590, 1008), (622, 1020), (630, 1062)], density=12)
    canvas.shape(ribbon(shifted(pipe, 8, 10), 34), NUIT, 0.4, 4)
    canvas.shape(ribbon(pipe, [34, 36, 34, 30]), brass)
    canvas.shape(ribbon(shifted(pipe[:26], 0, -9), 5), mix(SAFRAN, PISE, 0.85))
    canvas.shape(box(578, 960, 592, 1000), brass)
    canvas.shape(rounded(542, 944, 630, 964, 10), brass)
    canvas.shape(box(612, 1056, 648, 1068), mix(SAFRAN, TERRE_BRULEE, 0.5))
    stream = ribbon([(630, 1068), (631, 1140), (632, 1262)], [18, 22, 30])
    canvas.shape(
        stream,
        Fade((614, 0), (650, 0), (mix(ATLANTIQUE, ECUME, 0.5), ECUME, (255.0, 255.0, 255.0), ECUME, ATLANTIQUE)))
    canvas.shape([(250, 1236), (980, 1236), (1010, 1284), (220, 1284)], mix(PISE, SABLE, 0.3))
    canvas.shape([(290, 1244), (940, 1244), (962, 1276), (268, 1276)], Fade((0, 1244), (0, 1276), (NUIT, ATLANTIQUE)))
    for r, a in ((78, 0.5), (44, 0.8)):
        canvas.shape(ribbon(oval(632, 1262, r, r * 0.17), 4), ECUME, a)
    plaster(canvas, [(220, 1284), (1010, 1284), (996, 1446), (234, 1446)], (mix(SABLE, PISE, 0.5), OCRE), 40)
    canvas.shape([(220, 1284), (1010, 1284), (1008, 1302), (222, 1302)], OMBRE, 0.25, 2)
    canvas.shape([(996, 1446), (1010, 1284), (1120, 1462), (1080, 1490), (300, 1490), (234, 1446)], OMBRE, 0.26, 4)


def _at_the_tap(canvas: Canvas) -> None:
    """Put two neighbours and a child, with their water cans, before the terraces."""

    def can(x: float, y: float, size: float, colour: Colour) -> None:
        body = rounded(x - size * 0.32, y - size * 0.8, x + size * 0.32, y, size * 0.09)
        canvas.shape(body, halves(body, colour, mix(colour, OMBRE, 0.45), side=-1))
        canvas.shape(
            ribbon(
                curve([(x - size * 0.2, y - size * 0.78), (x - size * 0.14, y - size), (x + size * 0.16, y - size),
                       (x + size * 0.2, y - size * 0.78)]), size * 0.09), mix(colour, OMBRE, 0.3))

    for x, y, reach, wide in ((1380, 1560, (330, 60), 130), (1700, 1530, (330, 62), 120), (2130, 1600, (260, 46),
                                                                                           90)):
        ground_shadow(canvas, (x, y), reach, wide)
    person(canvas, Figure(TERRE, scarf=True, hair=SAFRAN, face=-1, arms=CARRY, stride=0.03), (1380, 1560), 640, -1)
    person(canvas, Figure(NUIT_CLAIRE, scarf=True, hair=PISE, face=-1, arms=POINT_OUT), (1700, 1530), 620, -1)
    person(canvas, Figure(SAFRAN, NUIT, face=-1, arms=STROLL, stride=0.1, child=True), (2130, 1600), 440, -1)
    for x, y, size, colour in ((1297, 1420, 150, ATLANTIQUE), (1560, 1590, 140, mix(SAFRAN, PISE,
                                                                                    0.2)), (900, 1556, 138, ECUME)):
        if y > 1500:
            canvas.shape([(x - size * 0.3, y), (x + size * 0.3, y - 4), (x + size * 1.1, y + 16),
                          (x + size * 0.5, y + 24)], OMBRE, 0.36, 3)
        can(x, y, size, colour)


# --- the school yard ----------------------------------------------------------------


def school_yard(canvas: Canvas) -> None:
    """The yard of the community school in the morning, children at play."""
    canvas.put(sky(canvas, MATIN, 760))
    _range(canvas, (520, 90, 3), mix(mix(ATLANTIQUE, ECUME, 0.55), TERRE_VIVE, 0.12), 1.0)
    _range(canvas, (600, 80, 8), mix(mix(OCRE, ECUME, 0.4), ATLANTIQUE, 0.1), 1.4)
    _range(canvas, (690, 60, 15), mix(TERRE_VIVE, SABLE, 0.35), 2.0)
    canvas.shape(
        box(-10, 800, 2610, 1760),
        Fade((0, 800), (0, 1760), (mix(SABLE, PISE, 0.3), mix(SABLE, OCRE, 0.25), OCRE, mix(OCRE, TERRE_VIVE, 0.6))))
    _yard_ground(canvas)
    _school(canvas)
    _yard_tree(canvas)
    _children(canvas)


def _range(canvas: Canvas, shape: tuple[float, float, int], colour: Colour, pitch: float) -> None:
    """Lay one flat range of hills (row, height, seed)."""
    row, tall, seed = shape
    x = np.linspace(-20, canvas.width + 20, 500, dtype=np.float32)
    y = row - tall * 2 * (ridged(x / 620 * pitch, np.full_like(x, seed * 1.7), seed, 6) - 0.3)
    outline = [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
    canvas.shape([*outline, (canvas.width + 20, canvas.height), (-20, canvas.height)],
                 Fade((0, row - tall), (0, row + 230), (colour, mix(colour, PISE, 0.5))))


def _yard_ground(canvas: Canvas) -> None:
    """Mark the yard: a worn court, stones, and a far wall."""
    canvas.shape([(-10, 772), (2610, 780), (2610, 862), (-10, 850)], mix(SABLE, PISE, 0.35))
    canvas.shape([(-10, 764), (2610, 772), (2610, 786), (-10, 778)], PISE)
    canvas.shape([(-10, 850), (2610, 862), (2610, 880), (-10, 866)], OMBRE, 0.3, 3)
    line = mix(PISE, ECUME, 0.3)
    for points in ([(1010, 1060), (2560, 1010), (2760, 1600), (820, 1720), (1010, 1060)], [(1720, 1036),
                                                                                           (1830, 1660)]):
        canvas.shape(ribbon(points, 9), line, 0.75)
    canvas.shape(ribbon(oval(1772, 1300, 220, 92), 9), line, 0.75)
    rng = canvas.rng
    for _ in range(500):
        y = 880 + 870 * rng.random() ** 0.7
        r = (y - 700) / 130 * rng.uniform(0.4, 1.3)
        canvas.dab(rng.uniform(0, 2600), y, r * 1.6, r * 0.6, mix(OCRE, TERRE_VIVE, rng.random() * 0.6))


def _school(canvas: Canvas) -> None:
    """Paint the school: two wings of classrooms with an arcade, blue doors."""
    wall, lit = mix(PISE, SABLE, 0.5), mix(PISE, SABLE, 0.15)
    plaster(canvas, [(-10, 380), (1180, 520), (1180, 1010), (-10, 1180)], (lit, wall, mix(SABLE, OCRE, 0.3)), 120)
    plaster(canvas, [(1180, 520), (1420, 548), (1420, 940), (1180, 1010)],
            (mix(OCRE, OMBRE, 0.35), mix(OCRE, OMBRE, 0.5)), 30)
    canvas.shape([(-10, 340), (1196, 494), (1440, 530), (1440, 556), (1196, 530), (-10, 392)], TERRE)
    canvas.shape([(-10, 340), (1196, 494), (1196, 503), (-10, 352)], mix(TERRE_VIVE, SABLE, 0.4))
    for k in range(6):
        a, b = 0.035 + k * 0.163, 0.035 + k * 0.163 + 0.125
        _bay(canvas, (a, b), k)
    canvas.shape([(-10, 1120), (1180, 968), (1180, 1010), (-10, 1180)], mix(TERRE, TERRE_BRULEE, 0.3))
    canvas.shape([(-10, 1180), (1180, 1010), (1420, 940), (1560, 960), (1250, 1070), (-10, 1290)], OMBRE, 0.3, 6)
    for k in range(2):
        x = 1232 + k * 96
        canvas.shape([(x, 640 + k * 8), (x + 52, 645 + k * 8), (x + 52, 760), (x, 762)], mix(NUIT, OMBRE, 0.3))


def _bay(canvas: Canvas, span: tuple[float, float], k: int) -> None:
    """Paint one bay of the school front between two shares of its length."""

    def top(s: float) -> float:
        return 380 + 140 * s

    def foot(s: float) -> float:
        return 1130 - 158 * s

    a, b = span
    xa, xb = -10 + 1190 * a, -10 + 1190 * b
    za, zb = foot(a), foot(b)
    ta, tb = top(a) + (za - top(a)) * 0.34, top(b) + (zb - top(b)) * 0.34
    head = [(xa + (xb - xa) * (0.5 - 0.5 * np.cos(t)), ta + (tb - ta) * (0.5 - 0.5 * np.cos(t)) -
             (xb - xa) * 0.42 * np.sin(t)) for t in np.linspace(0, np.pi, 30)]
    opening = [(xa, za), *[(float(x), float(y)) for x, y in head], (xb, zb)]
    canvas.shape(opening, Fade((xa, 0), (xb, 0), (mix(OMBRE, TERRE_VIVE, 0.35), mix(OMBRE, TERRE_VIVE, 0.15))))
    inner = [(between(p, (xb, (za + zb) / 2), 0.16)) for p in opening]
    canvas.shape(inner, mix(OMBRE, TERRE_VIVE, 0.5))
    w = xb - xa
    if k % 2 == 0:
        canvas.shape([(xa + w * 0.36, za - 8 - 0.13 * w), (xa + w * 0.36, za - (za - ta) * 0.78),
                      (xb - w * 0.08, zb - (zb - tb) * 0.78), (xb - w * 0.08, zb - 8)], ATLANTIQUE)
        canvas.shape([(xa + w * 0.62, za - 14), (xa + w * 0.62, za - (za - ta) * 0.78),
                      (xa + w * 0.65, za - (za - ta) * 0.78), (xa + w * 0.65, za - 14)], NUIT_CLAIRE)
    else:
        canvas.shape([(xa + w * 0.34, za - (za - ta) * 0.42), (xa + w * 0.34, za - (za - ta) * 0.86),
                      (xb - w * 0.1, zb - (zb - tb) * 0.86), (xb - w * 0.1, zb - (zb - tb) * 0.42)],
                     mix(ECUME, ATLANTIQUE, 0.45))


def _yard_tree(canvas: Canvas) -> None:
    """Paint the big argan tree of the yard with its bench and shade."""
    canvas.shape(oval(2090, 1215, 560, 92), OMBRE, 0.4, 8)
    tree(canvas, (2186, 1180), 800, (SOUS_BOIS, mix(ARGAN, NUIT, 0.15), ARGAN, FEUILLE), 1)
    ring = oval(2186, 1186, 150, 42)
    canvas.shape(shifted(ring, 0, 34), mix(SABLE, OMBRE, 0.5))
    canvas.shape([*shifted(oval(2186, 1186, 150, 42)[:25], 0, 34), *oval(2186, 1186, 150, 42)[24::-1]],
                 halves(box(2036, 0, 2336, 1), mix(SABLE, PISE, 0.4), OCRE))
    canvas.shape(ring, mix(PISE, SABLE, 0.4))
    canvas.shape(oval(2186, 1180, 112, 27), mix(TERRE, OMBRE, 0.4))


CHILDREN: tuple[tuple[float, float, float, Figure], ...] = (
    (640, 1215, 300, Figure(ECUME, NUIT, face=1, stride=0.13, arms=STROLL, child=True, pack=SAFRAN)),
    (760, 1190, 286,
     Figure(TERRE, TERRE_BRULEE, scarf=True, hair=CHEVEUX, face=1, stride=0.07, arms=STROLL, child=True,
            pack=ATLANTIQUE)),
    (1010, 1130, 262, Figure(ARGAN, NUIT, face=-1, stride=0.05, child=True)),
    (1120, 1124, 330, Figure(mix(NUIT_CLAIRE, ATLANTIQUE, 0.3), scarf=True, hair=PISE, face=-1, arms=POINT_OUT)),
    (1985, 1232, 282, Figure(PISE, NUIT_CLAIRE, face=1, child=True, arms=OFFER)),
    (2330, 1240, 286, Figure(TERRE_VIVE, NUIT, face=-1, child=True, scarf=True, hair=ECUME, arms=OFFER)),
    (2440, 1262, 290, Figure(ATLANTIQUE, TERRE_BRULEE, scarf=True, hair=CHEVEUX, face=-1, child=True, arms=FOLDED)),
    (1420, 1430, 370, Figure(SAFRAN, NUIT, face=1, stride=0.15, arms=STROLL, child=True)),
    (1730, 1390, 356, Figure(ECUME, NUIT_CLAIRE, face=-1, stride=0.14, arms=POINT_OUT, child=True)),
    (2130, 1500, 402, Figure(TERRE, NUIT, face=-1, stride=0.12, arms=CHEER, child=True)),
    (330, 1490, 404, Figure(ATLANTIQUE, NUIT, face=1, stride=0.1, arms=OFFER, child=True)),
    (840, 1560, 424, Figure(mix(TERRE_VIVE, SAFRAN, 0.3), TERRE_BRULEE, face=-1, stride=0.1, arms=OFFER, child=True)),
    (580, 1450, 384,
     Figure(PISE, ARGAN, scarf=True, hair=mix(CHEVEUX, TERRE_BRULEE, 0.3), face=0, stride=0.05, arms=CHEER,
            child=True)),
)


def _children(canvas: Canvas) -> None:
    """Put the children, their ball and their skipping rope, with long shadows."""
    for x, y, size, _ in CHILDREN:
        ground_shadow(canvas, (x, y), (-size * 0.95, size * 0.2), size * 0.22)
    canvas.shape(ribbon(curve([(425, 1296), (470, 1050), (585, 960), (700, 1060), (742, 1330)]), 7), PISE)
    for x, y, size, who in sorted(CHILDREN, key=lambda c: c[1]):
        person(canvas, who, (x, y), size, 1)
    canvas.shape(oval(1540, 1452, 60, 11), OMBRE, 0.4, 2)
    ball = oval(1582, 1418, 36, 36)
    canvas.shape(ball, halves(ball, PISE, mix(PISE, OMBRE, 0.5)))
    canvas.shape(ribbon(curve([(1552, 1404), (1582, 1420), (1612, 1402)]), 7), TERRE)
    canvas.shape(ribbon(curve([(1570, 1450), (1582, 1420), (1600, 1448)]), 6), ATLANTIQUE)


# --- the lodge and the water tower --------------------------------------------------

CREPUSCULE = (NUIT, mix(NUIT, NUIT_CLAIRE, 0.6), NUIT_CLAIRE, mix(ATLANTIQUE, NUIT_CLAIRE,
                                                                  0.3), mix(ATLANTIQUE, PISE,
                                                                            0.4), mix(TERRE_VIVE, PISE,
                                                                                      0.6), mix(SAFRAN, PISE, 0.4))
ARBRE_SOIR = (mix(SOUS_BOIS, NUIT, 0.55), mix(ARGAN, NUIT, 0.62), mix(ARGAN, NUIT,
                                                                      0.37), mix(FEUILLE, TERRE_VIVE, 0.38))
LUEUR = mix(SAFRAN, PISE, 0.35)


def lodge(canvas: Canvas) -> None:
    """The lodge above the health centre, its windows lit, hikers arriving at dusk."""

    def height(x: Floats, z: Floats) -> Floats:
        peaks = ridged(x / 1500 + 0.62, z / 1400 + 2.2, 29, 8) * (120 + 0.36 * z)
        return np.asarray(step(240, 700, z) * peaks - 24 + 14 * fractal(x / 90, z / 90, 4, 4), np.float32)

    land = Land(View((0, 44, 0), 1750, 900, 60, 7000), height, sun(-0.8, 0.3, -0.3), throw=2600)
    ground = trace(canvas, land)
    canvas.put(sky(canvas, CREPUSCULE, 520))
    _stars(canvas)
    clouds(canvas, (200, 330), mix(TERRE_VIVE, NUIT_CLAIRE, 0.3), 7, 0.4)
    above = canvas.pixels()
    light = grainy(canvas, ground.light * 0.95 - 0.26 + 0.3 * step(150, 900, ground.y), 0.025)
    rock = ramp(light, (NUIT, mix(NUIT, TERRE_BRULEE, 0.3), mix(NUIT_CLAIRE, TERRE, 0.5), mix(
        TERRE, TERRE_VIVE, 0.5), mix(TERRE_VIVE, SAFRAN, 0.4), mix(SAFRAN, PISE, 0.5)), 0.5)
    colours = Air(mix(mix(NUIT_CLAIRE, TERRE_VIVE, 0.35), PISE, 0.3), 2800).over(rock, ground.depth)
    low = step(60, -20, ground.y) * step(200, 900, np.where(ground.seen, ground.depth, 0).astype(np.float32))
    lay(canvas, ground, blend(colours, mix(NUIT_CLAIRE, PISE, 0.4), 0.55 * low), above)
    _lodge_ground(canvas)
    _lodge_house(canvas)
    _lodge_life(canvas)


def _stars(canvas: Canvas) -> None:
    """Put a few stars high up."""
    rng = canvas.rng
    for _ in range(90):
        y = 260 * rng.random() ** 1.4
        r = rng.uniform(1.2, 3.0)
        canvas.shape(oval(rng.uniform(0, 2600), y, r, r)[::4], PISE, float(rng.uniform(0.4, 0.95)))


def _lodge_ground(canvas: Canvas) -> None:
    """Paint the hillside, the terrace of the house and the path."""
    rng = canvas.rng
    back = curve([(-40, 1190), (500, 1160), (1200, 1180), (1800, 1120), (2300, 1165), (2650, 1090)])
    canvas.shape([*back, (2650, 1760), (-40, 1760)],
                 Fade((0, 1100), (0, 1400), (mix(ARGAN, NUIT, 0.5), mix(TERRE_BRULEE, NUIT, 0.5))))
    for x, y, size in ((1660, 1170, 150), (1850, 1185, 190), (2090, 1200, 165), (2320, 1215, 220), (2540, 1200, 180),
                       (60, 1220, 190)):
        tree(canvas, (x, y), size, ARBRE_SOIR, -1)
    front = curve([(-40, 1390), (700, 1385), (1500, 1400), (2000, 1350), (2650, 1290)])
    canvas.shape([*front, (2650, 1760), (-40, 1760)],
                 Fade((0, 1300), (0, 1760),
                      (mix(TERRE_BRULEE, OCRE, 0.25), mix(TERRE_BRULEE, NUIT, 0.3), mix(NUIT, TERRE_BRULEE, 0.35))))
    for _ in range(520):
        u, v = rng.uniform(0, 2600), 1330 + 420 * rng.random()
        if v < 1400 and u < 1500:
            continue
        r = rng.uniform(4, 13)
        canvas.dab(u, v, r * 1.3, r * 0.6, mix(TERRE_BRULEE, NUIT, rng.uniform(0.3, 0.8)))
        canvas.dab(u - r * 0.3, v - r * 0.22, r * 0.8, r * 0.26, mix(TERRE, OCRE, rng.uniform(0, 0.6)))
    path = curve([(830, 1420), (960, 1490), (1400, 1520), (1900, 1500), (2250, 1430), (2420, 1340), (2300, 1270),
                  (2120, 1240)])
    canvas.shape(ribbon(path, [150, 130, 104, 84, 60, 36, 18, 6]), mix(OCRE, NUIT, 0.35))
    canvas.shape(ribbon(shifted(path, -6, -8), [120, 100, 80, 62, 42, 24, 12, 4]), mix(OCRE, NUIT, 0.12))


def _lodge_house(canvas: Canvas) -> None:
    """Paint the two storeys: the health centre below, the lodge with its gallery above."""
    wall = (mix(OCRE, SAFRAN, 0.15), mix(TERRE_VIVE, OCRE, 0.4), mix(TERRE, OMBRE, 0.25))
    canvas.shape([(1300, 690), (1560, 740), (1560, 1385), (1300, 1420)],
                 Fade((1300, 0), (1560, 0), (mix(TERRE_BRULEE, NUIT, 0.45), mix(TERRE_BRULEE, NUIT, 0.65))))
    plaster(canvas, box(230, 690, 1300, 1425), wall, 150)
    canvas.shape([(200, 648), (1318, 648), (1588, 706), (1588, 742), (1318, 698), (200, 698)],
                 mix(SABLE, TERRE_VIVE, 0.35))
    canvas.shape([(1318, 648), (1588, 706), (1588, 742), (1318, 698)], mix(TERRE, NUIT, 0.4))
    for k in range(11):
        tooth = 200 + k * 1118 / 11
        canvas.shape([(tooth, 649), (tooth + 51, 614), (tooth + 102, 649)], mix(SABLE, TERRE_VIVE, 0.35))
    canvas.shape(box(230, 698, 1300, 716), OMBRE, 0.35, 3)
    for k in range(4):
        _window(canvas, arch(290 + k * 250, 470 + k * 250, 752, 1012), k)
    canvas.shape(box(214, 1012, 1312, 1046), mix(SABLE, TERRE_VIVE, 0.25))
    canvas.shape(box(230, 1046, 1300, 1066), OMBRE, 0.4, 3)
    for x in range(236, 1300, 27):
        canvas.shape(box(x, 930, x + 7, 1014), mix(NUIT, TERRE_BRULEE, 0.3))
    canvas.shape(box(230, 924, 1300, 936), mix(NUIT, TERRE_BRULEE, 0.2))
    for x0, x1 in ((300, 480), (1050, 1230)):
        canvas.shape(box(x0 - 14, 1126, x1 + 14, 1302), mix(PISE, OCRE, 0.4))
        _window(canvas, box(x0, 1140, x1, 1288), 9)
        canvas.shape(box((x0 + x1) / 2 - 6, 1140, (x0 + x1) / 2 + 6, 1288), ATLANTIQUE)
        canvas.shape(box(x0, 1208, x1, 1218), ATLANTIQUE)
    canvas.shape(arch(662, 898, 1098, 1425), mix(PISE, OCRE, 0.4))
    _window(canvas, arch(684, 876, 1120, 1425), 8)
    canvas.shape([(684, 1216), (742, 1236), (742, 1425), (684, 1425)], ATLANTIQUE)
    canvas.shape([(640, 1425), (920, 1425), (950, 1452), (610, 1452)], mix(SABLE, OCRE, 0.4))
    canvas.shape([(690, 1452), (890, 1452), (1130, 1640), (560, 1640)], LUEUR, 0.26, 16)
    canvas.shape([(1352, 880), (1424, 892), (1424, 1010), (1352, 1006)], mix(SAFRAN, TERRE_VIVE, 0.3))
    canvas.shape([(1462, 898), (1518, 908), (1518, 1014), (1462, 1012)], mix(SAFRAN, TERRE_VIVE, 0.45))


def _window(canvas: Canvas, opening: list[Point], k: int) -> None:
    """Light an opening from within."""
    ys, xs = [y for _, y in opening], [x for x, _ in opening]
    canvas.shape(opening, SAFRAN, 0.4, 22)
    canvas.shape(
        opening,
        Fade((0, min(ys)), (0, max(ys)),
             (mix(PISE, SAFRAN, 0.3), mix(SAFRAN, PISE, 0.2), mix(SAFRAN, TERRE_VIVE, 0.4))))
    if k < 4:
        x = min(xs) + (max(xs) - min(xs)) * (0.3, 0.62, 0.5, 0.4)[k]
        canvas.shape(box(min(xs), min(ys) + 90, min(xs) + 16, max(ys)), mix(SAFRAN, TERRE, 0.6))
        if k in (1, 2):
            person(
                canvas,
                Figure(mix(TERRE_BRULEE, NUIT, 0.3), scarf=k == 2, hair=mix(TERRE, NUIT, 0.3),
                       face=1 if k == 1 else -1, arms=OFFER, skin=mix(PEAU, NUIT, 0.3)), (x, max(ys) + 20), 250, 1)
        else:
            canvas.shape(ribbon([(x, min(ys)), (x, min(ys) + 70)], 3), TERRE_BRULEE)
            canvas.shape(oval(x, min(ys) + 84, 20, 24), mix(PISE, SAFRAN, 0.1))


def _lodge_life(canvas: Canvas) -> None:
    """Bring the hostess, the hikers and the beehives."""
    for x, y in ((1560, 1545), (1740, 1530)):
        canvas.shape(oval(x + 30, y, 70, 12), NUIT, 0.5, 3)
    person(canvas, Figure(TERRE, scarf=True, hair=SAFRAN, face=1, arms=OFFER), (842, 1446), 296, -1)
    for x, y, size, who in ((1560, 1548, 352,
                             Figure(NUIT_CLAIRE, mix(OCRE, NUIT, 0.4), face=-1, stride=0.1, pack=TERRE_VIVE,
                                    arms=STROLL)), (1745, 1532, 336,
                                                    Figure(mix(ARGAN, SABLE, 0.25), NUIT, face=-1, stride=0.09,
                                                           pack=ATLANTIQUE, arms=STROLL, scarf=True,
                                                           hair=mix(CHEVEUX, TERRE_BRULEE, 0.4)))):
        stick = [(x - size * 0.2, y - size * 0.5), (x - size * 0.27, y)]
        canvas.shape(ribbon(stick, 6), mix(SABLE, TERRE_BRULEE, 0.4))
        person(canvas, who, (x, y), size, -1)
    rng = canvas.rng
    for k, colour in enumerate((SAFRAN, ATLANTIQUE, PISE, TERRE_VIVE, mix(ATLANTIQUE, ECUME, 0.5))):
        x, y, s = 2010 + k * 128, 1650 - k * 14, 104
        _hive(canvas, (x, y + rng.uniform(-6, 6)), s, colour)
    for x, y, size in ((90, 1720, 330), (2560, 1760, 240)):
        tree(canvas, (x, y), size, ARBRE_SOIR, 1)
    for _ in range(70):
        tuft(canvas, (rng.uniform(0, 2600), rng.uniform(1690, 1760)), rng.uniform(24, 60),
             (mix(SOUS_BOIS, NUIT, 0.5), mix(ARGAN, NUIT, 0.5), mix(OCRE, NUIT, 0.4)))


def _hive(canvas: Canvas, foot: Point, s: float, colour: Colour) -> None:
    """Paint a beehive on its legs."""
    x, y = foot
    lit = mix(colour, NUIT, 0.2)
    canvas.shape(oval(x + 10, y, s * 0.62, s * 0.1), NUIT, 0.5, 3)
    for k in (-1, 1):
        canvas.shape(box(x + k * s * 0.34 - 5, y - s * 0.3, x + k * s * 0.34 + 5, y), mix(NUIT, TERRE_BRULEE, 0.4))
    body = box(x - s * 0.42, y - s * 0.92, x + s * 0.42, y - s * 0.2)
    canvas.shape(body, halves(body, lit, mix(lit, NUIT, 0.45), side=-1))
    canvas.shape(box(x - s * 0.42, y - s * 0.57, x + s * 0.42, y - s * 0.54), mix(lit, NUIT, 0.5))
    canvas.shape(box(x - s * 0.2, y - s * 0.27, x + s * 0.2, y - s * 0.22), mix(NUIT, CHEVEUX, 0.5))
    canvas.shape(box(x - s * 0.5, y - s * 1.02, x + s * 0.5, y - s * 0.92), mix(PISE, NUIT, 0.35))


def water_tower(canvas: Canvas) -> None:
    """The water tower over the village, gardens in front, the ocean far off."""

    def height(x: Floats, z: Floats) -> Floats:
        plain = 14 * fractal(x / 150, z / 150, 4, 4) * step(60, 160, z)
        fall = step(1100, 1800, z) * -60
        hills = step(420, 900, z) * step(200, 900, -x + 0.1 * z) * ridged(x / 700 + 1.3, z / 700, 88, 6) * 190
        return np.asarray(plain + fall + hills, np.float32)

    land = Land(View((0, 27, 0), 1900, 780, 26, 40000), height, sun(0.7, 0.5, -0.34))
    rng = canvas.rng
    houses = village(rng, (58, 205), (92, 60), 62)
    trees = [(p, float(rng.uniform(3.6, 6.4))) for p in scatter(rng, (-300, 84, 330, 1000), 19)
             if in_frame(land.view, p) and rng.random() < 0.45 and all(
                 abs(p[0] - h.x) > 8 or abs(p[1] - h.z) > 8 for h in houses)]
    shadows = [cast(land, p, (s * 0.55, 0.5, s * 0.85)) for p, s in trees]
    shade = plan((-320, 20, 350, 1020), shadows + [house_shadow(land, h) for h in houses], 0.2, 7000)
    ground = trace(canvas, land)
    under = shade.at(ground.x, ground.z) * (ground.depth < 1100)
    tint = fractal(ground.x / 26, ground.z / 26, 8, 4) * 0.34 - 0.17
    light = grainy(canvas, ground.light + 0.18 + tint * (ground.depth < 1200) - 0.34 * under)
    colours = Air(mix(PISE, SAFRAN, 0.1), 2200).over(shaded(ramp(light, CHAUD, 0.5), under), ground.depth)
    tones = (ATLANTIQUE, mix(ATLANTIQUE, ECUME, 0.15), mix(ATLANTIQUE, ECUME, 0.3), mix(ATLANTIQUE, ECUME, 0.55))
    wet = (ground.y < -34) & (ground.z > 1100)
    lay(canvas, ground, np.where(wet[..., None], sea(ground, tones), colours), sky(canvas, MATIN, 780))
    clouds(canvas, (120, 520), PISE, 9, 0.55)
    settle(canvas, land, ground, (houses, trees, ARGANIER, Air(mix(ECUME, PISE, 0.5), 800)))
    minaret(canvas, land, (96, 190), Air(mix(ECUME, PISE, 0.5), 900), 15)
    _tower(canvas)
    _gardens(canvas)


def _tower(canvas: Canvas) -> None:
    """Paint the tower: a ribbed shaft, a conical tank with a woven band."""
    round_ = (mix(PISE, OMBRE, 0.55), mix(PISE, OMBRE, 0.35), mix(PISE, SABLE,
                                                                  0.3), PISE, mix(PISE, SABLE,
                                                                                  0.2), mix(PISE, OMBRE, 0.18))
    canvas.shape([(560, 1300), (760, 1290), (420, 1345), (-40, 1390), (-40, 1350), (260, 1318)], OMBRE, 0.36, 8)
    shaft = [(548, 1310), (570, 640), (790, 640), (812, 1310)]
    canvas.shape(shaft, Fade((548, 0), (812, 0), round_))
    for k in range(7):
        s = (k + 0.5) / 7
        canvas.shape(ribbon([(570 + 220 * s, 650), (548 + 264 * s, 1310)], 5), OMBRE, 0.14)
    tank = curve([(566, 650), (440, 470), (408, 330), (410, 250), (680, 222), (950, 250), (952, 330), (920, 470),
                  (794, 650)], density=8)
    canvas.shape(tank, Fade((408, 0), (952, 0), round_))
    band = curve([(408, 330), (540, 352), (680, 360), (820, 352), (952, 330)]) + curve([(944, 400), (820, 424),
                                                                                        (680, 432), (540, 424),
                                                                                        (416, 400)])
    canvas.shape(band, Fade((408, 0), (952, 0), tuple(mix(c, ATLANTIQUE, 0.85) for c in round_)))
    for k in range(17):
        s = (k + 0.5) / 17
        a = np.pi * (1 - s)
        x, y = 680 + 266 * np.cos(a), 366 + 30 * np.sin(a)
        w = 15 * np.sin(a) + 3
        canvas.shape([(x, y - 22), (x + w, y), (x, y + 22), (x - w, y)], mix(SAFRAN, OMBRE, 0.3 * (1 - s)))
    canvas.shape(oval(680, 250, 271, 40), mix(PISE, SABLE, 0.35))
    canvas.shape(curve([(430, 240), (680, 150), (930, 240), (680, 284)], closed=True), Fade((430, 0), (930, 0),
                                                                                            round_))
    canvas.shape(ribbon([(680, 170), (680, 96)], 6), NUIT)
    canvas.shape(ribbon(curve([(566, 652), (680, 668), (794, 652)]), 16), mix(PISE, OMBRE, 0.4))
    canvas.shape(arch(648, 716, 1130, 1312), ATLANTIQUE)
    canvas.shape(ribbon([(770, 640), (790, 1300)], 9), mix(ATLANTIQUE, NUIT, 0.3))
    for k in range(4):
        y = 720 + k * 105
        canvas.shape(arch(666, 694, y, y + 52), mix(NUIT, OMBRE, 0.3))


def _gardens(canvas: Canvas) -> None:
    """Paint irrigated beds in perspective, and the people who water them."""
    canvas.shape([(-10, 1318), (2610, 1270), (2610, 1760), (-10, 1760)],
                 Fade((0, 1280), (0, 1750), (OCRE, TERRE_VIVE, mix(TERRE, TERRE_VIVE, 0.4))))
    canvas.shape([(-10, 1306), (2610, 1258), (2610, 1284), (-10, 1334)], mix(SABLE, PISE, 0.3))
    canvas.shape([(-10, 1334), (2610, 1284), (2610, 1296), (-10, 1352)], OMBRE, 0.3, 2)
    for k in range(-4, 12):
        top, foot = 1300 + (k * 180 - 1300) * 0.55 + 260, 1300 + (k * 300 - 1300) * 1.25
        bed = [(top, 1350 - 0.017 * top), (top + 72, 1350 - 0.017 * top), (foot + 255, 1760), (foot, 1760)]
        canvas.shape(bed, mix(TERRE_BRULEE, OMBRE, 0.25) if k % 5 else SABLE)
        if k % 5 == 0:
            for a, b, tone in ((0.16, 0.84, ATLANTIQUE), (0.16, 0.3, NUIT_CLAIRE), (0.42, 0.56,
                                                                                    mix(ATLANTIQUE, ECUME, 0.6))):
                canvas.shape([
                    between(bed[0], bed[1], a),
                    between(bed[0], bed[1], b),
                    between(bed[3], bed[2], b),
                    between(bed[3], bed[2], a)
                ], tone)
            continue
        _crop(canvas, bed, k)
    _watering(canvas)


def _watering(canvas: Canvas) -> None:
    """Put the gardeners, the hose and its jet."""
    for x, y, size, who in ((1700, 1520, 400, Figure(TERRE, scarf=True, hair=PISE, face=-1, arms=OFFER, stride=0.03)),
                            (2140, 1450, 350, Figure(PISE, NUIT, face=-1, arms=STROLL,
                                                     stride=0.06)), (1130, 1436, 240,
                                                                     Figure(SAFRAN, NUIT_CLAIRE, face=1, arms=CHEER,
                                                                            child=True, stride=0.08))):
        ground_shadow(canvas, (x, y), (-size * 0.6, size * 0.12), size * 0.2)
        person(canvas, who, (x, y), size, 1)
    hose = curve([(2610, 1640), (2200, 1600), (1900, 1640), (1700, 1560), (1640, 1300), (1612, 1262)])
    canvas.shape(ribbon(hose, 10), ATLANTIQUE)
    jet = curve([(1604, 1258), (1510, 1262), (1420, 1340), (1352, 1540)], density=14)
    canvas.shape(ribbon(jet, [6, 10, 20, 44]), ECUME, 0.55, 2)
    canvas.shape(ribbon(jet, [3, 4, 6, 8]), PISE, 0.9)
    for _ in range(46):
        u, v = jet[canvas.rng.integers(8, len(jet))]
        spread = (1604 - u) * 0.12
        canvas.shape(oval(u + canvas.rng.normal(0, spread), v + canvas.rng.normal(0, spread), 4, 7, 0.4), ECUME, 0.9)


def _crop(canvas: Canvas, bed: list[Point], kind: int) -> None:
    """Plant a bed with rows of one crop, small far off."""
    rng = canvas.rng
    tones = ((SOUS_BOIS, ARGAN, FEUILLE, JEUNE_POUSSE), (mix(ARGAN, NUIT,
                                                             0.3), mix(ARGAN, ECUME,
                                                                       0.15), mix(ARGAN, ECUME,
                                                                                  0.3), mix(ARGAN, ARGAN_PALE, 0.6)),
             (SOUS_BOIS, ARGAN, JEUNE_POUSSE, SAFRAN))[kind % 3]
    for share in np.linspace(0, 1, 30) ** 1.6:
        left, right = between(bed[0], bed[3], share), between(bed[1], bed[2], share)
        size = (right[0] - left[0]) * 0.15
        for across in (0.18, 0.5, 0.82):
            x, y = between(left, right, across)
            for _ in range(7):
                a, r = rng.uniform(-np.pi, 0), size * rng.uniform(0.3, 1.0)
                tip = (x + np.cos(a) * r * 1.1, y + np.sin(a) * r * 1.2)
                canvas.shape(ribbon([(x, y), between((x, y), tip, 0.55), tip], [size * 0.1, size * 0.5, 0.5]),
                             tones[rng.integers(4)])


# --- pictures: the festival ---------------------------------------------------------


def bunting(canvas: Canvas, ends: tuple[Point, Point, float], size: float, night: float) -> None:
    """Hang a string of pennants between two points; night darkens the far ones."""
    (xa, ya), (xb, yb), sag = ends
    s = np.linspace(0, 1, 80)
    line = [(float(xa + (xb - xa) * t), float(ya + (yb - ya) * t + sag * 4 * t * (1 - t))) for t in s]
    tones = (SAFRAN, ATLANTIQUE, TERRE_VIVE, ECUME, mix(ARGAN, JEUNE_POUSSE, 0.3))
    count = int((xb - xa) / (size * 1.12))
    for k in range(count):
        t = (k + 0.5) / count
        (x, y), (x2, y2) = line[int(t * 78)], line[int(t * 78) + 1]
        lean_by = (y2 - y) / (x2 - x)
        w, tip = size * 0.46, canvas.rng.uniform(-0.1, 0.1) * size
        flag = [(x - w, y - w * lean_by), (x + w, y + w * lean_by), (x + tip, y + size * 1.25)]
        tone = mix(tones[k % 5], NUIT, night)
        canvas.shape(flag, tone)
        canvas.shape([flag[0], between(flag[0], flag[1], 0.42), flag[2]], mix(tone, OMBRE, 0.4))
    canvas.shape(ribbon(line, size * 0.05), mix(PISE, NUIT, night + 0.1))


def hanging(canvas: Canvas, area: tuple[float, float, float, float], stitch: float) -> None:
    """Weave a hanging in stepped lozenges over an area (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = area
    columns, rows = int((x1 - x0) / stitch), int((y1 - y0) / stitch)
    tones = (TERRE, mix(TERRE_VIVE, SAFRAN, 0.2), SAFRAN, mix(PISE, SAFRAN, 0.15), NUIT_CLAIRE, TERRE_BRULEE)
    canvas.shape(box(x0, y0, x0 + columns * stitch, y0 + rows * stitch), TERRE)
    for row in range(rows):
        for column in range(columns):
            u, v = abs((column % 24) - 12), abs((row % 24) - 12)
            d = u + v
            k = 2 if d < 2 else 4 if d < 4 else 3 if d in (6, 7) else 1 if d in (9, 10) else 5 if d == 12 else 0
            if row < 3 or row >= rows - 3:
                k = 2 if (column // 2 + row) % 2 else 4
            if k:
                canvas.shape(
                    box(x0 + column * stitch, y0 + row * stitch, x0 + column * stitch + stitch,
                        y0 + row * stitch + stitch), tones[k])


def festival(canvas: Canvas) -> None:
    """The hall of the Almoggar festival: the stage, seen over the audience."""
    canvas.shape(box(0, 0, 2600, 1760),
                 Fade((0, 0), (0, 1100), (NUIT, mix(NUIT, TERRE_BRULEE, 0.25), mix(NUIT, TERRE_BRULEE, 0.55))))
    _hall(canvas)
    hanging(canvas, (760, 300, 1840, 850), 15)
    canvas.shape(box(760, 300, 1840, 850), Fade((0, 300), (0, 850), (NUIT, mix(NUIT, TERRE_VIVE, 0.5))), 0.3)
    canvas.shape([(430, 850), (2170, 850), (2330, 985), (270, 985)],
                 Fade((0, 850), (0, 985), (mix(OCRE, SAFRAN, 0.4), mix(SAFRAN, PISE, 0.35))))
    canvas.shape([(270, 985), (2330, 985), (2330, 1075), (270, 1075)], mix(TERRE_BRULEE, NUIT, 0.25))
    _step_frieze(canvas)
    _performers(canvas)
    for x, foot, wide in ((520, 800, 190), (1000, 1080, 250), (1620, 1520, 250), (2080, 1830, 190)):
        beam = [(x - 14, -10), (x + 14, -10), (foot + wide, 960), (foot - wide, 960)]
        canvas.shape(beam, mix(SAFRAN, PISE, 0.55), 0.13, 12)
        canvas.shape(
            [beam[0], beam[1], between(beam[2], beam[3], 0.3),
             between(beam[2], beam[3], 0.7)], PISE, 0.09, 10)
    bunting(canvas, ((280, 210), (2320, 190), 120), 46, 0.32)
    bunting(canvas, ((60, 120), (2560, 130), 170), 74, 0.18)
    bunting(canvas, ((-120, -40), (2720, -30), 210), 118, 0.0)
    _audience(canvas)


def _hall(canvas: Canvas) -> None:
    """Paint the walls of the hall, its beams and curtains."""
    for k in range(7):
        y = 20 + k * 58
        inset = 40 + k * 60
        canvas.shape([(inset - 200, y), (2800 - inset, y), (2790 - inset, y + 12), (inset - 190, y + 12)],
                     mix(NUIT, TERRE_BRULEE, 0.2 + 0.05 * k), 0.7)
    for side in (0, 1):
        for k in range(9):
            x = 372 + k * 46 if not side else 2228 - k * 46
            fold = [(x - 24, 240), (x + 24, 240), (x + 30, 880), (x - 30, 880)]
            canvas.shape(
                fold,
                halves(fold, mix(TERRE, NUIT, 0.1 + 0.02 * k), mix(TERRE_BRULEE, NUIT, 0.5),
                       side=1 if not side else -1))
    canvas.shape(box(330, 226, 2270, 262), mix(TERRE_BRULEE, NUIT, 0.4))
    canvas.glow((1300, 800), 900, mix(SAFRAN, TERRE_VIVE, 0.35), 0.3)


def _step_frieze(canvas: Canvas) -> None:
    """Run the stepped wave of the house along the front of the stage."""
    s = 9.0
    for column in range(229):
        x, high = 270 + column * s, stitches(column)
        canvas.shape(box(x, 1075 - high * s, x + s, 1075), mix(SAFRAN, TERRE_BRULEE, 0.25))


def _performers(canvas: Canvas) -> None:
    """Put a speaker, a choir and two drummers on the stage."""
    tones = (PISE, mix(PISE, SABLE, 0.4), ECUME, PISE, mix(PISE, SABLE, 0.5), ECUME, PISE)
    for k, tone in enumerate(tones):
        x = 1020 + k * 94
        canvas.shape(oval(x, 912, 44, 8), OMBRE, 0.5, 2)
        scarf = k % 2 == 1
        person(
            canvas,
            Figure(tone if not scarf else (ATLANTIQUE, SAFRAN, TERRE)[k // 2], scarf=scarf,
                   hair=(SAFRAN, ECUME, PISE)[k // 2] if scarf else CHEVEUX, face=1 if k < 4 else -1, arms=FOLDED),
            (x, 912 - abs(k - 3) * 3), 266 + (k % 3) * 8, 1 if k < 4 else -1)
    for x, face in ((1740, -1), (1880, -1)):
        person(canvas, Figure(PISE if x < 1800 else mix(NUIT_CLAIRE, ATLANTIQUE, 0.4), face=face, arms=OFFER),
               (x, 930), 282, -1)
        drum = oval(x - 62, 752, 46, 50)
        canvas.shape(drum, TERRE_BRULEE)
        canvas.shape(oval(x - 64, 752, 40, 44), mix(PISE, SAFRAN, 0.2))
    canvas.shape(oval(760, 930, 70, 10), OMBRE, 0.5, 2)
    person(canvas, Figure(mix(NUIT_CLAIRE, ATLANTIQUE, 0.2), NUIT, face=1, arms=POINT_OUT), (720, 934), 288, 1)
    desk = [(752, 800), (852, 800), (838, 938), (766, 938)]
    canvas.shape(desk, halves(desk, mix(OCRE, TERRE_VIVE, 0.4), TERRE_BRULEE))
    canvas.shape([(744, 786), (860, 778), (862, 800), (746, 806)], mix(SABLE, OCRE, 0.3))
    canvas.shape(ribbon(curve([(800, 782), (796, 750), (776, 726)]), 5), NUIT)
    canvas.dab(774, 722, 9, 9, NUIT)


def _audience(canvas: Canvas) -> None:
    """Fill the hall with people seen from behind, row after row."""
    rng = canvas.rng
    rows = 8
    for row in range(rows):
        t = row / (rows - 1)
        base, r = 1090 + 690 * t ** 1.35, 25 + 92 * t ** 1.25
        pitch = r * 3.0
        count = int(2800 / pitch) + 2
        for k in range(count):
            x = -60 + (k + (row % 2) * 0.5) * pitch + rng.uniform(-0.16, 0.16) * pitch
            if rng.random() < 0.07:
                continue
            _spectator(canvas, (x, base + rng.uniform(-0.3, 0.3) * r), r * rng.uniform(0.9, 1.08), t)


def _spectator(canvas: Canvas, neck: Point, r: float, near: float) -> None:
    """Paint one back: shoulders, head, hair or scarf, with the light of the stage around it."""
    rng = canvas.rng
    x, y = neck
    cloths = (TERRE, ATLANTIQUE, ARGAN, NUIT_CLAIRE, mix(PISE, OCRE, 0.3), TERRE_VIVE, mix(SAFRAN, TERRE_VIVE,
                                                                                           0.4), ECUME)
    dim = 0.35 + 0.38 * near
    cloth = mix(cloths[rng.integers(len(cloths))], NUIT, dim)
    rim = mix(mix(SAFRAN, PISE, 0.35), cloth, 0.25 + 0.3 * near)
    body = curve([(x - r * 1.55, y + r * 4), (x - r * 1.5, y + r * 1.5), (x - r * 1.05, y + r * 0.72),
                  (x - r * 0.3, y + r * 0.35), (x + r * 0.3, y + r * 0.35), (x + r * 1.05, y + r * 0.72),
                  (x + r * 1.5, y + r * 1.5), (x + r * 1.55, y + r * 4)], density=6)
    canvas.shape(shifted(body, 0, -r * 0.07), rim)
    canvas.shape(shifted(body, 0, r * 0.03), cloth)
    canvas.shape(ribbon([(x, y - r * 0.4), (x, y + r * 0.6)], r * 0.74), mix(PEAU, NUIT, dim))
    _back_of_head(canvas, neck, r, (dim, rim))


def _back_of_head(canvas: Canvas, neck: Point, r: float, light: tuple[float, Colour]) -> None:
    """Paint a head seen from behind: short or long hair, a cap, a bun or a scarf."""
    rng, (x, y), (dim, rim) = canvas.rng, neck, light
    kind = rng.random()
    hair = mix(mix(CHEVEUX, TERRE_BRULEE, rng.choice([0.0, 0.15, 0.3])), NUIT, 0.3)
    if kind < 0.44:
        scarf = mix((PISE, SAFRAN, TERRE_VIVE, ATLANTIQUE, ECUME)[rng.integers(5)], NUIT, dim * 0.85)
        tone, fall = (scarf, 1.3) if kind < 0.3 else (hair, 1.02)
        veil = curve([(x - r * 0.98, y - r * 0.4), (x - r * 0.7, y - r * 1.35), (x, y - r * 1.72),
                      (x + r * 0.7, y - r * 1.35), (x + r * 0.98, y - r * 0.4), (x + r * fall, y + r * 0.75),
                      (x, y + r * 1.15), (x - r * fall, y + r * 0.75)], closed=True, density=6)
        canvas.shape(shifted(veil, 0, -r * 0.07), mix(rim, PISE, 0.2))
        canvas.shape(shifted(veil, 0, r * 0.02), tone)
        for k in (-0.5, 0.1, 0.55):
            fold = curve([(x + k * r * 0.7, y - r * 0.9), (x + k * r, y), (x + k * r * 1.3, y + r * 0.85)], density=5)
            canvas.shape(ribbon(fold, [0.3, r * 0.05, r * 0.09]), NUIT, 0.3)
        return
    head = oval(x, y - r * 0.62, r * 0.84, r * 1.02)
    for k in (-1, 1):
        canvas.dab(x + k * r * 0.84, y - r * 0.5, r * 0.13, r * 0.22, mix(PEAU, NUIT, dim * 0.9))
    canvas.shape(shifted(head, 0, -r * 0.07), rim)
    canvas.shape(head, mix(PEAU, NUIT, dim))
    canvas.shape([(px, min(py, y - r * 0.02 - abs(px - x) * 0.25)) for px, py in head], hair)
    if kind > 0.9:
        cap = mix((PISE, TERRE, ECUME)[rng.integers(3)], NUIT, dim * 0.8)
        canvas.shape([(px, min(py, y - r * 0.95 + ((px - x) / r) ** 2 * 0.12 * r))
                      for px, py in oval(x, y - r * 0.64, r * 0.87, r * 1.06)], cap)


# --- sorting ------------------------------------------------------------------------


def sorting(canvas: Canvas) -> None:
    """A family brings sorted waste to green and blue bins along a wall."""
    canvas.put(sky(canvas, MATIN, 820))
    clouds(canvas, (100, 460), PISE, 6, 0.5)
    canvas.shape(box(1500, 760, 2610, 900),
                 Fade((0, 760), (0, 880), (mix(ATLANTIQUE, ECUME, 0.55), mix(ATLANTIQUE, ECUME, 0.2))))
    _range(canvas, (840, 50, 4), mix(mix(TERRE_VIVE, ECUME, 0.35), SABLE, 0.3), 1.4)
    _range(canvas, (900, 55, 9), mix(TERRE_VIVE, SABLE, 0.35), 1.9)
    canvas.shape(
        box(-10, 985, 2610, 1760),
        Fade((0, 985), (0, 1750), (mix(SABLE, PISE, 0.25), mix(SABLE, OCRE, 0.35), mix(OCRE, TERRE_VIVE, 0.55))))
    _dapple(canvas)
    _street(canvas)
    _sorting_wall(canvas)
    _sorting_people(canvas)


def _street(canvas: Canvas) -> None:
    """Paint houses and trees that go down the street on the right."""
    walls = (mix(TERRE_VIVE, SABLE, 0.45), mix(SABLE, PISE, 0.4), OCRE, mix(TERRE_VIVE, PISE, 0.5))
    for k, (x, w, top, foot) in enumerate(
        ((1760, 120, 840, 1000), (1868, 150, 800, 1012), (2030, 150, 838, 1010), (2330, 320, 700, 1060))):
        wall = box(x, top, x + w, foot)
        canvas.shape(wall, Fade((0, top), (0, foot), (walls[k], mix(walls[k], OCRE, 0.4))))
        canvas.shape([(x, top), (x, foot), (x - w * 0.16, foot - 14), (x - w * 0.16, top + 8)],
                     mix(walls[k], OMBRE, 0.6))
        canvas.shape(box(x - 4, top - 10, x + w + 4, top + 4), mix(PISE, SABLE, 0.3))
        for j in range(max(int(w // 70), 1)):
            canvas.shape(box(x + 24 + j * 74, top + 36, x + 54 + j * 74, top + 78), mix(NUIT, OMBRE, 0.4))
    canvas.shape(box(2440, 880, 2520, 1060), ATLANTIQUE)
    canvas.shape([(2170, 1010), (2236, 1010), (2236, 560), (2170, 560)],
                 halves(box(2170, 0, 2236, 1), mix(PISE, SABLE, 0.4), mix(OCRE, OMBRE, 0.3), side=-1))
    canvas.shape(box(2162, 548, 2244, 566), PISE)
    canvas.shape(box(2188, 494, 2218, 548), mix(PISE, SABLE, 0.5))
    for x, y, size in ((1700, 1020, 150), (2290, 1060, 210), (2580, 1110, 300)):
        canvas.shape(oval(x + size * 0.5, y, size * 0.7, size * 0.07), OMBRE, 0.36, 3)
        tree(canvas, (x, y), size, ARGANIER, -1)


def _sorting_wall(canvas: Canvas) -> None:
    """Paint the long wall with its door, the shade of a tree on it, and the bins."""
    plaster(canvas, [(-10, 150), (1640, 520), (1640, 1060), (-10, 1290)],
            (mix(TERRE_VIVE, SABLE, 0.55), mix(TERRE_VIVE, SABLE, 0.4), mix(TERRE_VIVE, SABLE, 0.28)), 260)
    canvas.shape([(-10, 96), (1664, 492), (1664, 530), (-10, 164)], mix(PISE, SABLE, 0.35))
    canvas.shape([(-10, 164), (1640, 526), (1640, 544), (-10, 190)], OMBRE, 0.28, 3)
    canvas.shape([(-10, 1190), (1640, 1010), (1640, 1060), (-10, 1290)], mix(ATLANTIQUE, PISE, 0.35))
    rng = canvas.rng
    leaves = []
    for _ in range(420):
        a, r = rng.uniform(0, 6.28), rng.random() ** 0.6
        leaves.append(
            oval(1190 + np.cos(a) * r * 330, 640 + np.sin(a) * r * 190 + 40 * np.cos(a), rng.uniform(10, 30),
                 rng.uniform(7, 18), rng.uniform(0, 3))[::4])
    leaves.append(ribbon(curve([(1290, 1090), (1270, 900), (1210, 720)]), [40, 34, 20]))
    canvas.shapes(leaves, OMBRE, 0.3, 2)
    door = [(120, 470), (420, 520), (420, 1228), (120, 1268)]
    canvas.shape([(92, 436), (448, 496), (448, 1228), (92, 1276)], PISE)
    canvas.shape(door, Fade((120, 0), (420, 0), (ATLANTIQUE, mix(ATLANTIQUE, NUIT_CLAIRE, 0.5))))
    for k in range(4):
        x = 150 + k * 68
        canvas.shape([(x, 560 + (x - 120) * 0.14), (x + 44, 566 + (x - 120) * 0.14), (x + 44, 830), (x, 830)],
                     mix(NUIT_CLAIRE, ATLANTIQUE, 0.3))
        canvas.shape([(x, 880), (x + 44, 880), (x + 44, 1180), (x, 1186)], mix(NUIT_CLAIRE, ATLANTIQUE, 0.3))
    canvas.dab(394, 870, 12, 16, SAFRAN)
    for k, (x, colour) in enumerate(
        ((1560, ATLANTIQUE), (1425, ARGAN), (1280, ARGAN), (1122, ATLANTIQUE), (950, ARGAN), (765, ARGAN))):
        y, high = 1098 + k * 30, 232 + k * 27
        canvas.shape([(x - high * 0.26, y), (x + high * 0.28, y), (x + high * 1.0, y + high * 0.17),
                      (x + high * 0.4, y + high * 0.2)], OMBRE, 0.4, 4)
        bin_(canvas, (x, y), high, colour, -1)


def _sorting_people(canvas: Canvas) -> None:
    """Put a father, a mother and two children before the bins, with what they carry."""
    crew = ((1000, 1450, 690, Figure(TERRE, scarf=True, hair=SAFRAN, face=-1, arms=OFFER)),
            (1440, 1350, 400,
             Figure(SAFRAN, NUIT, scarf=True, hair=CHEVEUX, face=-1, arms=OFFER, child=True,
                    stride=0.05)), (1830, 1470, 690, Figure(PISE, NUIT_CLAIRE, face=-1, arms=OFFER, stride=0.08)),
            (2180, 1400, 420, Figure(ARGAN, TERRE_BRULEE, face=-1, arms=CARRY, child=True, stride=0.09)))
    for x, y, size, _ in crew:
        ground_shadow(canvas, (x, y), (size * 0.72, size * 0.2), size * 0.2)
    for x, y, size, who in sorted(crew, key=lambda c: c[1]):
        person(canvas, who, (x, y), size, -1)
    pail = [(800, 966), (898, 966), (884, 1058), (816, 1058)]
    canvas.shape(oval(846, 960, 54, 22), FEUILLE)
    for dx, dy, tone in ((-24, -12, SAFRAN), (8, -20, TERRE_VIVE), (28, -6, JEUNE_POUSSE)):
        canvas.dab(849 + dx, 958 + dy, 20, 15, tone)
    canvas.shape(pail, halves(pail, mix(SAFRAN, PISE, 0.2), mix(SAFRAN, OMBRE, 0.45), side=-1))
    bottle(canvas, (1356, 1110), 108, mix(ECUME, ATLANTIQUE, 0.3))
    carton(canvas, (1590, 1000, 176, 124), -1)
    bag = curve([(2124, 1206), (2090, 1256), (2094, 1320), (2136, 1334), (2170, 1312), (2160, 1250)], closed=True)
    canvas.shape(bag, halves(bag, mix(ATLANTIQUE, ECUME, 0.6), ATLANTIQUE, side=-1))


def _dapple(canvas: Canvas) -> None:
    """Lay stones on the ground, and the shade of a tree that stands outside the picture."""
    rng = canvas.rng
    for _ in range(420):
        y = 1120 + 620 * rng.random()
        r = (y - 900) / 110 * rng.uniform(0.4, 1.3)
        x = rng.uniform(0, 2600)
        if y > 1290 - 0.14 * x:
            canvas.dab(x, y, r * 1.6, r * 0.6, mix(OCRE, TERRE_VIVE, rng.random() * 0.6))
            canvas.dab(x - r * 0.4, y - r * 0.2, r, r * 0.3, mix(SABLE, OCRE, rng.random()))
    leaves = []
    for _ in range(520):
        a, d = rng.uniform(0, 6.28), rng.random() ** 0.62
        leaves.append(
            oval(240 + np.cos(a) * d * 720, 1690 + np.sin(a) * d * 150, rng.uniform(14, 46), rng.uniform(6, 15),
                 rng.uniform(-0.4, 0.4))[::4])
    canvas.shapes(leaves, OMBRE, 0.34, 3)


# --- things on tables ---------------------------------------------------------------


def bottle(canvas: Canvas, foot: Point, high: float, inside: Colour, side: int = 1) -> None:
    """Paint a slim bottle, its liquid, label and stopper."""
    x, y = foot
    w = high * 0.16
    body = curve([(x - w, y), (x - w, y - high * 0.55),
                  (x - w * 0.9, y - high * 0.64), (x - w * 0.36, y - high * 0.74), (x - w * 0.34, y - high * 0.9),
                  (x + w * 0.34, y - high * 0.9), (x + w * 0.36, y - high * 0.74), (x + w * 0.9, y - high * 0.64),
                  (x + w, y - high * 0.55), (x + w, y)], density=5)
    deep, pale = mix(inside, TERRE_BRULEE, 0.45), mix(inside, PISE, 0.55)
    run = (deep, inside, inside, pale, inside) if side > 0 else (inside, pale, inside, inside, deep)
    canvas.shape(body, Fade((x - w, 0), (x + w, 0), run))
    canvas.shape(box(x - w * 0.98, y - high * 0.44, x + w * 0.98, y - high * 0.16), PISE)
    canvas.shape(box(x - w * 0.98, y - high * 0.4, x + w * 0.98, y - high * 0.375), TERRE)
    s = high * 0.035
    canvas.shape([(x, y - high * 0.34), (x + s, y - high * 0.3), (x, y - high * 0.26), (x - s, y - high * 0.3)],
                 ARGAN)
    canvas.shape(box(x - w * 0.6, y - high * 0.225, x + w * 0.6, y - high * 0.21), mix(OMBRE, PISE, 0.4))
    cork = rounded(x - w * 0.42, y - high, x + w * 0.42, y - high * 0.88, high * 0.02)
    canvas.shape(cork, halves(cork, mix(OCRE, SABLE, 0.3), TERRE_BRULEE, side=side))


def carton(canvas: Canvas, area: tuple[float, float, float, float], side: int = 1) -> None:
    """Paint a parcel (left, top, width, height) with a woven band and its depth."""
    x, y, w, h = area
    lit, dark = mix(SABLE, OCRE, 0.35), mix(OCRE, TERRE_BRULEE, 0.45)
    d = w * 0.22
    canvas.shape([(x, y), (x + w, y), (x + w - side * d, y - d * 0.6), (x - side * d, y - d * 0.6)],
                 mix(SABLE, PISE, 0.35))
    flank = [(x, y), (x - d, y - d * 0.6), (x - d, y + h - d * 0.5),
             (x, y + h)] if side > 0 else [(x + w, y), (x + w + d, y - d * 0.6), (x + w + d, y + h - d * 0.5),
                                           (x + w, y + h)]
    canvas.shape(flank, dark)
    canvas.shape(box(x, y, x + w, y + h), Fade((0, y), (0, y + h), (lit, mix(lit, OCRE, 0.5))))
    s = w / 36
    for column in range(36):
        high = stitches(column)
        mid = y + h * 0.72
        canvas.shape(box(x + column * s, mid - high * s * 0.5, x + column * s + s + 0.5, mid + high * s * 0.5),
                     TERRE if column // 12 % 2 == 0 else ATLANTIQUE)
    canvas.shape(box(x + w * 0.44, y, x + w * 0.56, y + h * 0.3), mix(PISE, SABLE, 0.3))
    canvas.shape(box(x + w * 0.62, y + h * 0.12, x + w * 0.92, y + h * 0.42), PISE)
    for k in range(3):
        canvas.shape(
            box(x + w * 0.66, y + h * (0.18 + k * 0.08), x + w * (0.88 - 0.05 * k), y + h * (0.2 + k * 0.08)),
            mix(OMBRE, PISE, 0.3))


def bowl(canvas: Canvas, place: Point, wide: float, colour: Colour, full: Colour) -> None:
    """Paint a bowl seen from the side, filled with small round things."""
    x, y = place
    r = wide / 2
    for _ in range(46):
        a, d = canvas.rng.uniform(0, 6.28), np.sqrt(canvas.rng.random())
        px, py = x + np.cos(a) * d * r * 0.86, y - r * 0.62 + np.sin(a) * d * r * 0.16 - (1 - d) * r * 0.22
        canvas.dab(px, py, r * 0.11, r * 0.085, mix(full, OMBRE, canvas.rng.uniform(0, 0.4)))
        canvas.dab(px - r * 0.02, py - r * 0.03, r * 0.06, r * 0.03, mix(full, PISE, 0.4))
    shell = curve([(x - r, y - r * 0.62), (x - r * 0.86, y - r * 0.2), (x - r * 0.4, y), (x + r * 0.4, y),
                   (x + r * 0.86, y - r * 0.2), (x + r, y - r * 0.62)], density=8)
    low = [(float(x + r * np.cos(t)), float(y - r * 0.62 + r * 0.17 * np.sin(t))) for t in np.linspace(0, np.pi, 24)]
    canvas.shape([*shell, *low], halves(box(x - r, 0, x + r, 1), colour, mix(colour, OMBRE, 0.45)))
    canvas.shape(ribbon(low, r * 0.07), mix(colour, PISE, 0.45))


def table(canvas: Canvas, edge: float, tones: Sequence[Colour], back: float) -> None:
    """Paint a table that crosses the picture: its top from « back » to its edge, its front."""
    canvas.shape(box(-10, back, 2610, edge), Fade((0, back), (0, edge), tuple(tones)))
    rng = canvas.rng
    for _ in range(60):
        x, y = rng.uniform(-100, 2500), rng.uniform(back + 6, edge - 6)
        long = rng.uniform(80, 420)
        canvas.shape(ribbon(curve([(x, y), (x + long / 2, y + rng.uniform(-3, 3)), (x + long, y)]), [0.5, 3, 0.5]),
                     tones[-1], 0.4)
    canvas.shape(box(-10, edge, 2610, edge + 34), mix(tones[-1], OMBRE, 0.35))
    canvas.shape(box(-10, edge + 34, 2610, 1770),
                 Fade((0, edge), (0, 1750), (mix(TERRE_BRULEE, NUIT, 0.3), mix(NUIT, TERRE_BRULEE, 0.4))))
    s = 13.0
    for column in range(201):
        high = stitches(column)
        canvas.shape(box(column * s, edge + 62, column * s + s, edge + 62 + high * s), mix(TERRE, TERRE_BRULEE, 0.3))
        if column % 12 == 6:
            x, y = column * s + s / 2, edge + 62 + 12 * s
            canvas.shape([(x, y - 22), (x + 22, y), (x, y + 22), (x - 22, y)], mix(SAFRAN, TERRE_BRULEE, 0.25))


def laptop(canvas: Canvas, place: Point, wide: float) -> tuple[float, float, float, float]:
    """Paint an open laptop standing on « place »; give its screen's area."""
    x, y = place
    high = wide * 0.62
    canvas.shape(oval(x, y + wide * 0.03, wide * 0.62, wide * 0.04), OMBRE, 0.45, 5)
    canvas.shape(rounded(x - wide / 2, y - high, x + wide / 2, y - wide * 0.02, wide * 0.025),
                 mix(NUIT, CHEVEUX, 0.4))
    canvas.shape([(x - wide * 0.5, y - wide * 0.025), (x + wide * 0.5, y - wide * 0.025),
                  (x + wide * 0.6, y + wide * 0.035), (x - wide * 0.6, y + wide * 0.035)], mix(ECUME, OMBRE, 0.25))
    canvas.shape([(x - wide * 0.6, y + wide * 0.035), (x + wide * 0.6, y + wide * 0.035),
                  (x + wide * 0.59, y + wide * 0.05), (x - wide * 0.59, y + wide * 0.05)], mix(ECUME, OMBRE, 0.6))
    area = (x - wide * 0.47, y - high + wide * 0.03, x + wide * 0.47, y - wide * 0.05)
    canvas.shape(box(*area), mix(PISE, ECUME, 0.5))
    return area


# --- pictures: indoors --------------------------------------------------------------


def room(canvas: Canvas, tones: tuple[Colour, Colour, Colour], floor: float) -> None:
    """Paint a back wall and a floor."""
    canvas.shape(box(-10, -10, 2610, floor), Fade((0, 0), (2600, floor), (tones[0], tones[1])))
    canvas.shape(box(-10, floor, 2610, 1770), Fade((0, floor), (0, 1750), (tones[2], mix(tones[2], OMBRE, 0.4))))
    canvas.shape(box(-10, floor - 30, 2610, floor), mix(tones[1], TERRE, 0.4))


def window(canvas: Canvas, area: tuple[float, float, float, float], panes: int) -> None:
    """Paint a wide window on the sea at Aglou: sky, headland, surf, beach."""
    x0, y0, x1, y1 = area
    high = y1 - y0
    sea_at, sand_at = y0 + high * 0.46, y0 + high * 0.74
    canvas.shape(box(x0 - 34, y0 - 34, x1 + 34, y1 + 40), mix(PISE, ECUME, 0.3))
    canvas.shape(box(x0, y0, x1, sea_at),
                 Fade((0, y0), (0, sea_at), (mix(ATLANTIQUE, ECUME, 0.35), ECUME, mix(PISE, SAFRAN, 0.2))))
    canvas.shape(
        box(x0, sea_at, x1, sand_at),
        Fade((0, sea_at), (0, sand_at), (ATLANTIQUE, mix(ATLANTIQUE, ECUME, 0.3), mix(ATLANTIQUE, ARGAN_PALE, 0.55))))
    cliff = [(x0, sea_at - high * 0.16), *curve([(x0 + (x1 - x0) * s, sea_at - high * h)
                                                 for s, h in ((0.02, 0.16), (0.12, 0.15), (0.22, 0.11), (0.29, 0.1),
                                                              (0.33, 0.02), (0.36, -0.01))])]
    canvas.shape([*cliff, (x0, sand_at)],
                 Fade((0, sea_at - high * 0.16), (0, sand_at), (mix(OCRE, PISE, 0.3), mix(TERRE_VIVE, OCRE, 0.4))))
    for k in range(4):
        y = sea_at + (sand_at - sea_at) * (0.3 + 0.21 * k)
        line = curve([(x0 + (x1 - x0) * s, y + 6 * np.sin(s * 9 + k * 2))
                      for s in np.linspace(0.14 - 0.03 * k, 1, 9)])
        canvas.shape(ribbon(line, [0.5, 4 + 3 * k, 3 + 2 * k, 6 + 3 * k, 1]), ECUME, 0.9)
    beach = curve([(x0, sand_at - 40), (x0 + (x1 - x0) * 0.4, sand_at - 6), (x1, sand_at + 16)])
    canvas.shape([*beach, (x1, y1), (x0, y1)],
                 Fade((0, sand_at - 40), (0, y1), (mix(SABLE, PISE, 0.5), mix(SABLE, OCRE, 0.3))))
    for k in range(1, panes):
        x = x0 + (x1 - x0) * k / panes
        canvas.shape(box(x - 9, y0, x + 9, y1), mix(ATLANTIQUE, NUIT, 0.15))
    for points in (box(x0, y0, x1, y0 + 16), box(x0, y1 - 16, x1, y1), box(x0, y0, x0 + 16,
                                                                           y1), box(x1 - 16, y0, x1, y1)):
        canvas.shape(points, mix(ATLANTIQUE, NUIT, 0.15))
    canvas.shape(box(x0 - 50, y1 + 26, x1 + 50, y1 + 54), PISE)
    canvas.shape(box(x0 - 50, y1 + 54, x1 + 50, y1 + 74), OMBRE, 0.3, 4)


def training(canvas: Canvas) -> None:
    """A training session for those who accompany entrepreneurs, the sea in the window."""
    room(canvas, (mix(PISE, SABLE, 0.25), mix(SABLE, OCRE, 0.25), mix(TERRE_VIVE, SABLE, 0.35)), 1110)
    window(canvas, (1010, 190, 2360, 800), 4)
    for x0, x1 in ((1120, 1330), (1480, 1690), (1840, 2050)):
        canvas.shape([(x0, 1120), (x1, 1120), (x1 - 330, 1760), (x0 - 420, 1760)], mix(SAFRAN, PISE, 0.5), 0.22, 14)
    _paperboard(canvas)
    person(canvas, Figure(mix(NUIT_CLAIRE, ATLANTIQUE, 0.3), NUIT, face=-1, arms=POINT_OUT), (880, 1290), 830, 1)
    far = ((1250, Figure(TERRE, scarf=True, hair=SAFRAN, face=-1,
                         arms=FOLDED)), (1470, Figure(ECUME, NUIT, face=-1,
                                                      arms=FOLDED)), (1690, Figure(ARGAN, NUIT, face=-1, arms=OFFER)),
           (1915, Figure(mix(SAFRAN, PISE, 0.15), scarf=True, hair=CHEVEUX, face=-1,
                         arms=FOLDED)), (2140, Figure(NUIT_CLAIRE, NUIT, face=-1, arms=FOLDED)))
    for x, who in far:
        _chair(canvas, (x + 24, 1010), 160)
        person(canvas, who, (x, 1530), 690, -1)
    _meeting_table(canvas)
    near = ((1130, 2080, Figure(PISE,
                                NUIT)), (1540, 2120,
                                         Figure(ATLANTIQUE, scarf=True,
                                                hair=mix(CHEVEUX, TERRE_BRULEE,
                                                         0.4))), (1960, 2100, Figure(TERRE_VIVE, NUIT, arms=STROLL)),
            (2380, 2060, Figure(mix(ARGAN, JEUNE_POUSSE, 0.3), scarf=True, hair=ECUME)))
    for x, y, who in near:
        person(canvas, who, (x, y), 960, -1)
        _chair(canvas, (x, 1490), 330)
    _plant(canvas)


def _chair(canvas: Canvas, top: Point, wide: float) -> None:
    """Paint the back of a chair below a point."""
    x, y = top
    tone = mix(TERRE_BRULEE, NUIT, 0.2)
    frame = rounded(x - wide / 2, y, x + wide / 2, y + wide * 0.98, wide * 0.1)
    canvas.shape(frame, halves(frame, tone, mix(TERRE, TERRE_BRULEE, 0.4)))
    for k in (-1, 1):
        canvas.shape(
            box(x + k * wide * 0.42 - wide * 0.05, y + wide * 0.3, x + k * wide * 0.42 + wide * 0.05, y + wide * 1.5),
            mix(tone, NUIT, 0.3))
    canvas.shape(box(x - wide * 0.36, y + wide * 0.14, x + wide * 0.36, y + wide * 0.19), SAFRAN, 0.55)


def _paperboard(canvas: Canvas) -> None:
    """Paint a paperboard: from an idea, by steps, to a plant that bears fruit."""
    for x in (250, 640):
        canvas.shape(ribbon([(x, 380), (x + (-60 if x < 400 else 60), 1330)], 22), mix(TERRE_BRULEE, NUIT, 0.3))
    canvas.shape(box(170, 250, 750, 1010), OMBRE, 0.25, 14)
    canvas.shape(box(160, 236, 730, 1000), (252.0, 250.0, 246.0))
    canvas.shape(box(150, 220, 740, 262), mix(NUIT, OMBRE, 0.3))
    canvas.shape(oval(262, 872, 46, 46), SAFRAN)
    canvas.shape(rounded(242, 912, 282, 946, 8), NUIT)
    for k in range(8):
        a = np.pi * (0.95 + k * 0.157)
        canvas.shape(
            ribbon([(262 + 60 * np.cos(a), 872 + 60 * np.sin(a)), (262 + 82 * np.cos(a), 872 + 82 * np.sin(a))], 8),
            SAFRAN)
    chain = curve([(330, 830), (400, 720), (450, 690), (500, 590), (560, 540)])
    canvas.shape(ribbon(chain, 5), TERRE)
    for k in range(0, len(chain), 6):
        u, v = chain[k]
        canvas.shape([(u, v - 17), (u + 15, v), (u, v + 17), (u - 15, v)], (TERRE, ATLANTIQUE, ARGAN)[k // 6 % 3])
    canvas.shape(ribbon(curve([(600, 560), (596, 470), (608, 370)]), 12), ARGAN)
    for x, y, turn in ((570, 480, -0.6), (632, 440, 0.6), (576, 410, -0.5), (638, 370, 0.5), (606, 330, 1.5)):
        canvas.shape(oval(x, y, 40, 17, -turn), FEUILLE if x > 600 else ARGAN)
    canvas.shape(box(556, 560, 650, 572), TERRE_VIVE)
    for k, w in enumerate((120, 160, 100)):
        canvas.shape(box(210, 330 + k * 44, 210 + w, 340 + k * 44), mix(NUIT, PISE, 0.45))
    for k, h in enumerate((40, 74, 116)):
        canvas.shape(box(480 + k * 66, 940 - h, 526 + k * 66, 940), (ATLANTIQUE, TERRE, ARGAN)[k])
    canvas.shape(box(460, 940, 690, 948), NUIT)


def _meeting_table(canvas: Canvas) -> None:
    """Paint the table with laptops, paper and glasses of tea."""
    top = [(1010, 1150), (2420, 1150), (2640, 1500), (780, 1500)]
    canvas.shape([(780, 1500), (2640, 1500), (2640, 1560), (800, 1560)], mix(TERRE_BRULEE, NUIT, 0.3))
    canvas.shape(top, Fade((0, 1150), (0, 1500), (mix(OCRE, PISE, 0.35), mix(OCRE, TERRE_VIVE, 0.25))))
    canvas.shape([(1250, 1160), (1420, 1160), (1240, 1495), (1000, 1495)], mix(SAFRAN, PISE, 0.6), 0.35, 10)
    canvas.shape([(1700, 1160), (1880, 1160), (1800, 1495), (1540, 1495)], mix(SAFRAN, PISE, 0.6), 0.35, 10)
    for x, y, w in ((1200, 1235, 150), (1700, 1220, 140), (2120, 1240, 150)):
        canvas.shape([(x, y), (x + w, y), (x + w + 24, y + 70), (x - 16, y + 70)], PISE)
        for k in range(3):
            canvas.shape([(x + 16, y + 16 + k * 15), (x + w - 20, y + 16 + k * 15), (x + w - 18, y + 19 + k * 15),
                          (x + 14, y + 19 + k * 15)], mix(OMBRE, PISE, 0.4))
    for x, y in ((1440, 1260), (1940, 1250)):
        canvas.shape([(x - 96, y + 96), (x + 96, y + 96), (x + 116, y + 140), (x - 116, y + 140)],
                     mix(ECUME, OMBRE, 0.3))
        canvas.shape(rounded(x - 100, y - 30, x + 100, y + 98, 10), mix(NUIT, CHEVEUX, 0.4))
        canvas.shape([(x, y + 20), (x + 15, y + 36), (x, y + 52), (x - 15, y + 36)], SAFRAN)
    for x, y in ((1130, 1330), (1620, 1320), (2080, 1370), (2320, 1290)):
        canvas.shape(oval(x + 24, y + 2, 40, 9), OMBRE, 0.35, 2)
        canvas.shape([(x - 22, y - 62), (x + 22, y - 62), (x + 17, y), (x - 17, y)],
                     Fade((x - 22, 0), (x + 22, 0), (mix(SAFRAN, TERRE, 0.5), mix(SAFRAN, PISE, 0.5), SAFRAN)))
        canvas.shape(box(x - 22, y - 64, x + 22, y - 46), mix(ECUME, PISE, 0.5), 0.8)
        canvas.shape(oval(x + 4, y - 50, 12, 6), FEUILLE)


def _plant(canvas: Canvas) -> None:
    """Stand a potted plant in the near corner."""
    rng = canvas.rng
    for k in range(26):
        a = rng.uniform(-2.7, -0.45)
        long = rng.uniform(240, 520)
        tip = (150 + np.cos(a) * long * 0.75, 1390 + np.sin(a) * long)
        leaf = curve([(150, 1400), (150 + np.cos(a) * long * 0.35, 1390 + np.sin(a) * long * 0.7), tip])
        canvas.shape(ribbon(leaf, [10, 44, 34, 1]), (SOUS_BOIS, mix(ARGAN, NUIT, 0.2), ARGAN, FEUILLE)[k % 4])
    pot = [(20, 1380), (290, 1380), (250, 1720), (60, 1720)]
    canvas.shape(pot, halves(pot, TERRE_VIVE, TERRE_BRULEE))
    canvas.shape(box(6, 1364, 304, 1420),
                 halves(box(6, 0, 304, 1), mix(TERRE_VIVE, SABLE, 0.25), mix(TERRE, TERRE_BRULEE, 0.4)))
    for k in range(9):
        x = 44 + k * 24
        canvas.shape([(x, 1530), (x + 12, 1512), (x + 24, 1530), (x + 12, 1548)], PISE, 0.8)


def workshop(canvas: Canvas) -> None:
    """Women of the cooperative sort, press and bottle argan oil."""
    room(canvas, (mix(SABLE, PISE, 0.45), mix(OCRE, SABLE, 0.5), mix(TERRE_VIVE, OCRE, 0.4)), 1240)
    _arched_window(canvas)
    _shelves(canvas)
    _press(canvas)
    crew = ((600, 1560, 1010, Figure(ATLANTIQUE, scarf=True, hair=PISE, face=1,
                                     arms=OFFER)), (1130, 1545, 960,
                                                    Figure(TERRE, scarf=True, hair=SAFRAN, face=-1, arms=OFFER)),
            (1600, 1570, 1030, Figure(mix(ARGAN, FEUILLE, 0.2), scarf=True, hair=CHEVEUX, face=1,
                                      arms=OFFER)), (2330, 1560, 1000,
                                                     Figure(mix(NUIT_CLAIRE, ATLANTIQUE, 0.15), scarf=True,
                                                            hair=mix(TERRE_VIVE, PISE, 0.4), face=-1, arms=OFFER)))
    for x, y, size, who in crew:
        person(canvas, who, (x, y), size, -1)
        apron = [(x - 0.05 * size, y - 0.76 * size), (x + 0.05 * size, y - 0.76 * size),
                 (x + 0.062 * size, y - 0.6 * size), (x + 0.092 * size, y - 0.57 * size),
                 (x + 0.1 * size, y - 0.3 * size), (x - 0.1 * size, y - 0.3 * size),
                 (x - 0.092 * size, y - 0.57 * size), (x - 0.062 * size, y - 0.6 * size)]
        canvas.shape(apron, halves(apron, mix(PISE, ECUME, 0.4), mix(PISE, OMBRE, 0.4), side=-1))
        canvas.shape(box(x - 0.09 * size, y - 0.59 * size, x + 0.09 * size, y - 0.572 * size),
                     mix(who.cloth, OMBRE, 0.2))
    bowl(canvas, (863, 962), 190, mix(TERRE_VIVE, SABLE, 0.2), mix(OCRE, SABLE, 0.4))
    bottle(canvas, (1884, 960), 220, SAFRAN, -1)
    bottle(canvas, (2050, 1010), 190, mix(SAFRAN, PISE, 0.3), -1)
    canvas.shape([(330, 250), (640, 250), (1700, 1300), (1000, 1300)], mix(SAFRAN, PISE, 0.6), 0.16, 24)
    table(canvas, 1480, (mix(OCRE, PISE, 0.45), mix(OCRE, SABLE, 0.4), mix(OCRE, TERRE_VIVE, 0.3)), 1190)
    _work_things(canvas)


def _arched_window(canvas: Canvas) -> None:
    """Open an arched window on argan trees at the left."""
    canvas.shape(arch(150, 560, 180, 900), mix(PISE, ECUME, 0.3))
    canvas.shape(arch(186, 524, 216, 870),
                 Fade((0, 216), (0, 870), (mix(ATLANTIQUE, ECUME, 0.4), ECUME, mix(PISE, SAFRAN, 0.3))))
    canvas.shape([(186, 700), (300, 650), (400, 672), (524, 630), (524, 870), (186, 870)], mix(OCRE, PISE, 0.35))
    canvas.shape([(186, 760), (360, 740), (524, 764), (524, 870), (186, 870)], mix(TERRE_VIVE, SABLE, 0.5))
    for x, y, size in ((262, 790, 96), (442, 800, 120)):
        tree(canvas, (x, y), size, ARGANIER, -1)
    canvas.shape(box(350, 216, 360, 870), ATLANTIQUE)
    canvas.shape(box(186, 560, 524, 570), ATLANTIQUE)
    for k in (0, 1):
        x = (186, 524)[k]
        canvas.shape(ribbon([(x, 380), (x, 870)], 16), ATLANTIQUE)
    canvas.shape(box(130, 866, 580, 904), PISE)


def _shelves(canvas: Canvas) -> None:
    """Hang shelves with bottles, jars and soaps on the back wall."""
    rng = canvas.rng
    for y in (420, 660, 900):
        canvas.shape(box(800, y + 30, 1980, y + 62), OMBRE, 0.3, 8)
        x = 830.0
        while x < 1930:
            kind = rng.random()
            if kind < 0.5:
                bottle(canvas, (x + 26, y), rng.choice([150, 172]),
                       (SAFRAN, mix(SAFRAN, TERRE_VIVE, 0.3), mix(ARGAN, SAFRAN, 0.45))[rng.integers(3)], -1)
                x += 66
            elif kind < 0.8:
                _jar(canvas, (x + 40, y), 92, (mix(OCRE, SABLE, 0.3), mix(TERRE_BRULEE, OCRE,
                                                                          0.4), JEUNE_POUSSE)[rng.integers(3)])
                x += 98
            else:
                for k in range(3):
                    canvas.shape(rounded(x + 6, y - 34 * (k + 1), x + 86, y - 34 * k - 4, 6),
                                 (mix(ARGAN_PALE, ARGAN, 0.3), mix(PISE, SABLE, 0.5), mix(PISE, TERRE_VIVE, 0.25))[k])
                    canvas.shape(box(x + 34, y - 34 * (k + 1), x + 58, y - 34 * k - 4), PISE, 0.7)
                x += 112
        canvas.shape(box(790, y, 1980, y + 26), halves(box(790, 0, 1980, 1), TERRE, mix(TERRE, OCRE, 0.3)))


def _jar(canvas: Canvas, foot: Point, high: float, inside: Colour) -> None:
    """Paint a jar with its lid and label."""
    x, y = foot
    w = high * 0.4
    canvas.shape(rounded(x - w, y - high * 0.84, x + w, y, high * 0.1),
                 Fade((x - w, 0), (x + w, 0), (mix(inside, PISE, 0.45), inside, inside, mix(inside, OMBRE, 0.5))))
    canvas.shape(rounded(x - w * 0.94, y - high, x + w * 0.94, y - high * 0.8, high * 0.05),
                 mix(SAFRAN, TERRE_BRULEE, 0.35))
    canvas.shape(box(x - w * 0.7, y - high * 0.6, x + w * 0.7, y - high * 0.2), PISE)
    canvas.shape([(x, y - high * 0.54), (x + w * 0.3, y - high * 0.4), (x, y - high * 0.26),
                  (x - w * 0.3, y - high * 0.4)], TERRE)


def _press(canvas: Canvas) -> None:
    """Paint the press: hopper, screw barrel, spout and frame of steel."""
    steel = (mix(ECUME, OMBRE, 0.5), ECUME, mix(ECUME, ATLANTIQUE, 0.25), mix(ECUME, OMBRE, 0.45))
    canvas.shape(box(2080, 620, 2540, 1300), mix(NUIT_CLAIRE, ATLANTIQUE, 0.25))
    canvas.shape(box(2080, 620, 2120, 1300), mix(NUIT_CLAIRE, ECUME, 0.25))
    canvas.shape([(2170, 330), (2470, 330), (2370, 540), (2270, 540)], Fade((2170, 0), (2470, 0), steel))
    canvas.shape(oval(2320, 330, 150, 26), mix(TERRE_BRULEE, OCRE, 0.4))
    canvas.shape(box(2270, 538, 2370, 640), Fade((2270, 0), (2370, 0), steel))
    canvas.shape(rounded(1990, 690, 2440, 800, 30), Fade((0, 690), (0, 800), steel))
    for k in range(8):
        canvas.shape(box(2030 + k * 30, 690, 2036 + k * 30, 800), mix(OMBRE, ECUME, 0.4))
    canvas.shape([(2020, 800), (2080, 800), (2064, 850), (2036, 850)], mix(ECUME, OMBRE, 0.4))
    canvas.shape(ribbon([(2050, 850), (2050, 900)], [9, 8]), SAFRAN)
    for k, tone in enumerate((ARGAN, SAFRAN, TERRE)):
        canvas.dab(2480, 860 + k * 56, 18, 18, tone)


def _work_things(canvas: Canvas) -> None:
    """Lay baskets, bowls, bottles and parcels on the table."""
    for _ in range(40):
        x, y = canvas.rng.uniform(520, 1180), canvas.rng.uniform(1330, 1425)
        canvas.dab(x, y, 15, 10, mix(TERRE_BRULEE, OCRE, canvas.rng.uniform(0.2, 0.7)))
        canvas.dab(x - 3, y - 4, 8, 3.4, SABLE)
    for x, w in ((300, 320), (860, 300)):
        _basket(canvas, (x, 1395), w)
    bowl(canvas, (1270, 1375), 250, mix(PISE, SABLE, 0.3), mix(OCRE, SABLE, 0.4))
    for k in range(5):
        x, y = 1450 + k * 82, 1360 + (k % 2) * 26
        canvas.shape(oval(x + 50, y, 60, 10), OMBRE, 0.3, 3)
        bottle(canvas, (x, y), 236, SAFRAN if k % 3 else mix(SAFRAN, TERRE_VIVE, 0.35), -1)
    canvas.shape(oval(2050, 1300, 96, 20), OMBRE, 0.3, 3)
    bowl(canvas, (2050, 1300), 190, mix(ECUME, OMBRE, 0.2), SAFRAN)
    carton(canvas, (2230, 1180, 250, 200), -1)


def _basket(canvas: Canvas, foot: Point, wide: float) -> None:
    """Paint a woven basket full of argan fruit."""
    x, y = foot
    r = wide / 2
    for _ in range(90):
        a, d = canvas.rng.uniform(0, 6.28), np.sqrt(canvas.rng.random())
        px, py = x + np.cos(a) * d * r * 0.9, y - r * 0.92 + np.sin(a) * d * r * 0.2 - (1 - d) * r * 0.3
        tone = (FEUILLE, SAFRAN, OCRE, mix(TERRE_VIVE, SAFRAN, 0.4))[canvas.rng.integers(4)]
        canvas.dab(px, py, r * 0.1, r * 0.085, mix(tone, OMBRE, 0.3))
        canvas.dab(px - r * 0.02, py - r * 0.025, r * 0.075, r * 0.055, tone)
    rows = 9
    for k in range(rows):
        t = k / rows
        half = r * (1.0 - 0.26 * t ** 1.6)
        top = y - r * 0.92 * (1 - t)
        count = 18
        for j in range(count):
            a, b = np.pi * j / count, np.pi * (j + 1) / count
            xa, xb = x - half * np.cos(a), x - half * np.cos(b)
            dip = r * 0.17 * np.sin((a + b) / 2)
            light = 0.2 + 0.5 * (j / count)
            tone = mix(mix(SABLE, OCRE, 0.4) if (j + k) % 2 else mix(OCRE, TERRE_VIVE, 0.5), OMBRE, light * 0.6)
            if k in (2, 3, 6) and (j + k) % 2:
                tone = mix(TERRE if k < 4 else ATLANTIQUE, OMBRE, light * 0.5)
            canvas.shape(box(xa, top + dip, xb + 1, top + dip + r * 0.92 / rows + 3), tone)


def parcels(canvas: Canvas) -> None:
    """A shop on a screen, and the parcels it sends from the village to the other shore."""
    canvas.shape(box(-10, -10, 2610, 1300),
                 Fade((0, 0), (2600, 1200), (mix(PISE, SABLE, 0.2), mix(SABLE, OCRE, 0.2), mix(OCRE, SABLE, 0.4))))
    window(canvas, (1560, 150, 2440, 800), 2)
    canvas.shape([(1560, 830), (2440, 830), (1500, 1500), (300, 1500)], mix(SAFRAN, PISE, 0.6), 0.22, 24)
    hanging(canvas, (150, 130, 630, 850), 20)
    canvas.shape(box(150, 130, 630, 850), Fade((150, 130), (630, 850), (PISE, mix(TERRE_BRULEE, NUIT, 0.3))), 0.2)
    canvas.shape(box(130, 112, 650, 138), mix(TERRE_BRULEE, NUIT, 0.3))
    for k in range(25):
        canvas.shape(box(152 + k * 20, 850, 158 + k * 20, 886), mix(PISE, SABLE, 0.3))
    person(canvas, Figure(TERRE, scarf=True, hair=mix(CHEVEUX, TERRE_BRULEE, 0.3), face=-1, arms=OFFER), (1650, 1560),
           1060, 1)
    table(canvas, 1500, (mix(OCRE, PISE, 0.5), mix(OCRE, SABLE, 0.45), mix(OCRE, TERRE_VIVE, 0.3)), 1140)
    bottle(canvas, (1362, 1000), 250, SAFRAN, 1)
    area = laptop(canvas, (800, 1330), 900)
    _shop(canvas, area)
    _parcel_things(canvas)
    _thread(canvas)


def _shop(canvas: Canvas, area: tuple[float, float, float, float]) -> None:
    """Fill a screen with a shop: a band, products, buttons; no words."""
    x0, y0, x1, y1 = area
    wide, high = x1 - x0, y1 - y0
    canvas.shape(box(x0, y0, x1, y0 + high * 0.13), NUIT)
    canvas.shape(ribbon([(x0 + 40, y0 + high * 0.065), (x0 + 190, y0 + high * 0.065)], 12), PISE)
    for k in range(3):
        canvas.shape(rounded(x1 - 90 - k * 96, y0 + 20, x1 - 24 - k * 96, y0 + 44, 8),
                     (SAFRAN, ATLANTIQUE, ATLANTIQUE)[k])
    for k in range(6):
        column, row = k % 3, k // 3
        x, y = x0 + wide * (0.06 + column * 0.31), y0 + high * (0.19 + row * 0.41)
        w, h = wide * 0.27, high * 0.36
        canvas.shape(rounded(x, y, x + w, y + h, 14), (255.0, 255.0, 255.0))
        canvas.shape(rounded(x + 8, y + 8, x + w - 8, y + h * 0.7, 10),
                     (mix(SABLE, PISE, 0.5), ARGAN_PALE, ECUME, ECUME, mix(SABLE, PISE, 0.5), ARGAN_PALE)[k])
        base = (x + w / 2, y + h * 0.66)
        if k in (0, 4):
            bottle(canvas, base, h * 0.56, SAFRAN)
        elif k in (1, 5):
            _jar(canvas, base, h * 0.42, (JEUNE_POUSSE, OCRE)[k // 4])
        elif k == 2:
            bowl(canvas, base, h * 0.62, TERRE_VIVE, mix(OCRE, SABLE, 0.4))
        else:
            for j in range(2):
                canvas.shape(rounded(base[0] - 42, base[1] - 30 * (j + 1), base[0] + 42, base[1] - 30 * j - 4, 6),
                             (mix(ARGAN_PALE, ARGAN, 0.45), mix(PISE, TERRE_VIVE, 0.4))[j])
        canvas.shape(box(x + 16, y + h * 0.77, x + w * 0.6, y + h * 0.81), mix(NUIT, PISE, 0.3))
        canvas.shape(box(x + 16, y + h * 0.87, x + w * 0.4, y + h * 0.91), mix(NUIT, PISE, 0.6))
        canvas.shape(rounded(x + w * 0.68, y + h * 0.77, x + w - 14, y + h * 0.92, 8), TERRE if k != 1 else ARGAN)


def _parcel_things(canvas: Canvas) -> None:
    """Lay parcels, bottles, tape and a telephone on the table."""
    canvas.shape([(1480, 1400), (2560, 1400), (2600, 1440), (1560, 1450)], OMBRE, 0.35, 8)
    carton(canvas, (2060, 880, 420, 270), 1)
    carton(canvas, (1990, 1130, 520, 290), 1)
    carton(canvas, (1330, 1140, 440, 270), 1)
    for k, (x, tone) in enumerate(((1430, SAFRAN), (1520, mix(SAFRAN, TERRE_VIVE,
                                                              0.3)), (1610, mix(ARGAN, SAFRAN, 0.4)))):
        bottle(canvas, (x, 1188 - k % 2 * 14), 250, tone, 1)
    front = box(1330, 1140, 1770, 1410)
    canvas.shape(front, Fade((0, 1140), (0, 1410), (mix(SABLE, OCRE, 0.35), mix(SABLE, OCRE, 0.65))))
    canvas.shape([(1330, 1140), (1770, 1140), (1800, 1196), (1310, 1196)], mix(SABLE, PISE, 0.3))
    canvas.shape([(1310, 1196), (1800, 1196), (1796, 1208), (1330, 1208)], OMBRE, 0.3, 2)
    s = 440 / 48
    for column in range(48):
        high = stitches(column)
        canvas.shape(
            box(1330 + column * s, 1335 - high * s * 0.55, 1330 + column * s + s + 0.5, 1335 + high * s * 0.55),
            (TERRE, ATLANTIQUE)[column // 12 % 2])
    canvas.shape(oval(1905, 1440, 84, 20), OMBRE, 0.35, 4)
    canvas.shape(oval(1900, 1420, 76, 34), mix(SAFRAN, TERRE_BRULEE, 0.5))
    canvas.shape(oval(1900, 1404, 76, 34), mix(SAFRAN, PISE, 0.3))
    canvas.shape(oval(1900, 1404, 44, 19), mix(OCRE, TERRE_BRULEE, 0.5))
    phone = [(180, 1400), (330, 1380), (400, 1452), (230, 1476)]
    canvas.shape(shifted(phone, 8, 12), OMBRE, 0.4, 4)
    canvas.shape(phone, mix(NUIT, CHEVEUX, 0.4))
    canvas.shape([between(p, (285, 1428), 0.12) for p in phone], mix(ECUME, ATLANTIQUE, 0.2))
    for k, tone in enumerate((ATLANTIQUE, SAFRAN, TERRE)):
        left, right = between(phone[0], phone[3], 0.24 + 0.22 * k), between(phone[1], phone[2], 0.24 + 0.22 * k)
        canvas.shape(ribbon([between(left, right, 0.2), between(left, right, 0.8)], 9), tone)
    bowl(canvas, (1190, 1462), 210, mix(PISE, SABLE, 0.3), mix(OCRE, SABLE, 0.4))


def _thread(canvas: Canvas) -> None:
    """Draw the beaded thread of the house from the screen to the parcel."""
    line = curve([(1000, 900), (1180, 560), (1500, 430), (1900, 520), (2180, 700), (2260, 872)], density=26)
    canvas.shape(ribbon(line, 7), SAFRAN)
    for k in range(8, len(line) - 6, 11):
        x, y = line[k]
        canvas.shape([(x, y - 19), (x + 19, y), (x, y + 19), (x - 19, y)], SAFRAN)
        canvas.shape([(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)], TERRE)
    x, y = line[-1]
    canvas.shape([(x - 34, y - 42), (x + 34, y - 42), (x, y + 8)], TERRE)


def oil(canvas: Canvas) -> None:
    """A bottle of argan oil under a fruiting branch, the plain behind (portrait)."""
    canvas.put(
        sky(canvas, (mix(ATLANTIQUE, ECUME, 0.35), mix(ATLANTIQUE, ECUME, 0.6), ECUME, mix(
            PISE, SAFRAN, 0.15), mix(PISE, SAFRAN, 0.35), mix(SAFRAN, PISE, 0.4)), 1750))
    canvas.shape(oval(875, 1040, 590, 590), mix(SAFRAN, PISE, 0.72), 0.5)
    canvas.shape(oval(875, 1040, 470, 470), mix(SAFRAN, PISE, 0.35))
    _range(canvas, (1560, 120, 5), mix(mix(ATLANTIQUE, ECUME, 0.6), TERRE_VIVE, 0.25), 1.2)
    _range(canvas, (1690, 100, 12), mix(OCRE, ECUME, 0.3), 1.5)
    _range(canvas, (1790, 70, 19), mix(TERRE_VIVE, SABLE, 0.4), 1.9)
    canvas.shape(box(-10, 1800, 1760, 2140), Fade((0, 1800), (0, 2140), (mix(OCRE, SABLE, 0.4), TERRE_VIVE)))
    rng = canvas.rng
    for k in range(90):
        t = float((k / 90) ** 1.3)
        x, y = rng.uniform(-30, 1780), 1806 + 260 * t
        size = 26 + 120 * t
        canvas.shape(oval(x + size * 0.6, y, size * 0.8, size * 0.09), OMBRE, 0.3)
        tree(canvas, (x, y), size, ARGANIER, -1)
    _oil_table(canvas)
    _big_bottle(canvas)
    _branch(canvas)


def _oil_table(canvas: Canvas) -> None:
    """Paint the stone table with fruit and kernels."""
    canvas.shape(
        box(-10, 2100, 1760, 2610),
        Fade((0, 2100), (0, 2600), (mix(PISE, SABLE, 0.4), mix(SABLE, OCRE, 0.35), mix(OCRE, TERRE_VIVE, 0.4))))
    canvas.shape(box(-10, 2092, 1760, 2112), mix(PISE, SABLE, 0.1))
    s = 17.5
    for column in range(101):
        high = stitches(column)
        canvas.shape(box(column * s, 2600 - high * s, column * s + s + 0.5, 2620), mix(TERRE, TERRE_BRULEE, 0.2))
        canvas.shape(box(column * s, 2600 - high * s - 2 * s, column * s + s + 0.5, 2600 - high * s - s), SAFRAN)
    canvas.shape([(700, 2330), (1100, 2330), (1760, 2440), (1760, 2500), (1000, 2390)], OMBRE, 0.34, 14)
    canvas.shape([(860, 2330), (1060, 2340), (1560, 2440), (1300, 2430)], mix(SAFRAN, PISE, 0.2), 0.5, 18)
    bowl(canvas, (1330, 2400), 430, mix(TERRE_VIVE, SABLE, 0.1), mix(OCRE, SABLE, 0.35))
    rng = canvas.rng
    for x, y, r in ((300, 2390, 56), (420, 2340, 50), (520, 2420, 60), (190, 2320, 46), (640, 2380, 44)):
        canvas.shape(oval(x + r * 0.7, y + r * 0.7, r * 1.2, r * 0.3), OMBRE, 0.4, 5)
        _fruit(canvas, (x, y), r, float(rng.uniform(-0.6, 0.6)), rng.choice([0.1, 0.5, 0.9]))
    for x, y in ((820, 2440), (900, 2420), (960, 2466), (730, 2470), (1010, 2424)):
        canvas.shape(oval(x + 14, y + 14, 40, 12), OMBRE, 0.4, 3)
        canvas.shape(oval(x, y, 40, 24, 0.3), mix(TERRE_BRULEE, OCRE, 0.4))
        canvas.shape(oval(x - 8, y - 7, 24, 10, 0.3), mix(OCRE, SABLE, 0.5))


def _fruit(canvas: Canvas, centre: Point, r: float, turn: float, ripe: float) -> None:
    """Paint an argan fruit, green when young and gold when ripe."""
    x, y = centre
    tone = mix(mix(ARGAN, JEUNE_POUSSE, 0.5), mix(SAFRAN, TERRE_VIVE, 0.15), float(ripe))
    canvas.shape(oval(x, y, r * 1.22, r, turn), mix(tone, OMBRE, 0.35))
    canvas.shape(oval(x - r * 0.1, y - r * 0.1, r * 1.08, r * 0.86, turn), tone)
    canvas.shape(oval(x - r * 0.34, y - r * 0.36, r * 0.46, r * 0.3, turn), mix(tone, PISE, 0.5))
    c, s = np.cos(turn), np.sin(turn)
    canvas.dab(x + r * 1.22 * c, y + r * 1.22 * s, r * 0.1, r * 0.1, mix(TERRE_BRULEE, NUIT, 0.3))


def _big_bottle(canvas: Canvas) -> None:
    """Paint the bottle large: glass, oil, label with the stepped motif, stopper."""
    left, right, foot = 650, 1100, 2370
    base = rounded(left, 1600, right, foot, 46)
    body = curve([(left, 1700), (left, 1420), (left + 40, 1280), (left + 150, 1170), (left + 165, 1010),
                  (right - 165, 1010), (right - 150, 1170), (right - 40, 1280), (right, 1420), (right, 1700)],
                 density=8)
    canvas.shapes([body, base], mix(ECUME, SAFRAN, 0.25), 0.7)
    deep = rounded(left + 20, 1600, right - 20, foot - 24, 34)
    inside = curve([(left + 20, 1700), (left + 22, 1440), (left + 62, 1322), (left + 120, 1312), (right - 120, 1312),
                    (right - 62, 1322), (right - 22, 1440), (right - 20, 1700)], density=8)
    tones = (mix(SAFRAN, PISE, 0.45), SAFRAN, mix(SAFRAN, TERRE_VIVE, 0.12), SAFRAN, mix(SAFRAN, TERRE_BRULEE, 0.45))
    canvas.shapes([inside, deep], Fade((left, 0), (right, 0), tones))
    canvas.shape(oval(875, 1314, 140, 18), mix(SAFRAN, PISE, 0.5))
    _label(canvas, left, right)
    canvas.shape(ribbon([(left + 58, 1450), (left + 54, 1800), (left + 58, 2300)], [2, 30, 2]), (255.0, 250.0, 240.0),
                 0.55, 2)
    canvas.shape(ribbon([(right - 44, 1480), (right - 40, 1900), (right - 46, 2290)], [2, 16, 2]),
                 (255.0, 250.0, 240.0), 0.3, 2)
    canvas.shape(rounded(790, 985, 960, 1030, 18), mix(ECUME, PISE, 0.3))
    cork = rounded(806, 880, 944, 1000, 18)
    canvas.shape(cork, halves(cork, mix(TERRE_VIVE, OCRE, 0.4), mix(OCRE, SABLE, 0.4)))
    rng = canvas.rng
    for _ in range(26):
        canvas.dab(rng.uniform(818, 932), rng.uniform(892, 986), rng.uniform(2, 6), rng.uniform(1.5, 3), TERRE_BRULEE)
    canvas.shape(box(786, 1030, 964, 1058), TERRE)


def _label(canvas: Canvas, left: float, right: float) -> None:
    """Paint the label: stepped borders and a sprig."""
    label = box(left + 2, 1640, right - 2, 2120)
    canvas.shape(label, Fade((left, 0), (right, 0), (mix(PISE, SABLE, 0.2), PISE, PISE, mix(PISE, OMBRE, 0.28))))
    s = 446 / 48
    for column in range(48):
        high = stitches(column)
        x = left + 2 + column * s
        for y, sign, tone in ((1650, 1, TERRE), (2110, -1, NUIT)):
            a, b = sorted((y, y + sign * high * s))
            canvas.shape(box(x, a, x + s + 0.5, b), mix(tone, OMBRE, 0.25 if column > 40 else 0))
    for k in range(3):
        canvas.shape(oval(875, 1920 - k * 34, 13, 44 - k * 8), ARGAN)
    for turn, dx in ((-0.75, -52), (0.75, 52), (-1.0, -84), (1.0, 84)):
        canvas.shape(oval(875 + dx, 1886 + abs(dx) * 0.18, 18, 52, turn), ARGAN if abs(dx) < 60 else FEUILLE)
    canvas.shape([(875, 1780), (899, 1804), (875, 1828), (851, 1804)], SAFRAN)


def _branch(canvas: Canvas) -> None:
    """Hang a thorny branch with leaves and fruit from the top of the picture."""
    rng = canvas.rng
    wood = mix(TERRE_BRULEE, NUIT, 0.25)
    limbs = (curve([(-40, 210), (300, 300), (640, 300), (960, 420), (1240, 380), (1560, 520)],
                   density=16), curve([(420, 300), (520, 450), (560, 640)], density=12),
             curve([(960, 420), (1080, 560), (1240, 660), (1330, 800)],
                   density=12), curve([(300, 300), (240, 440), (200, 600)],
                                      density=12), curve([(640, 300), (820, 180), (1040, 120)], density=12),
             curve([(1240, 380), (1440, 260), (1690, 210)], density=12))
    for k, limb in enumerate(limbs):
        wide = [44, 36, 26, 12] if k == 0 else [22, 16, 7]
        canvas.shape(ribbon(limb, wide), wood)
        canvas.shape(ribbon(shifted(limb, 0, -wide[0] * 0.16), [w * 0.22 for w in wide]), mix(OCRE, SABLE, 0.2), 0.7)
    for limb in limbs:
        for foot in limb[2::2]:
            _leaves_at(canvas, foot, 3)
    for limb in limbs:
        for x, y in limb[5::9]:
            dx, dy = rng.uniform(-50, 50), rng.uniform(60, 110)
            canvas.shape(ribbon(curve([(x, y), (x + dx * 0.4, y + dy * 0.5), (x + dx, y + dy - 40)]), 6), wood)
            _fruit(canvas, (x + dx, y + dy), rng.uniform(44, 62), rng.uniform(1.1, 2.0), rng.random())
    for limb in limbs:
        for foot in limb[4::7]:
            _leaves_at(canvas, foot, 1)


def _leaves_at(canvas: Canvas, foot: Point, count: int) -> None:
    """Grow leaves in all directions from about one place."""
    rng = canvas.rng
    for _ in range(count):
        place = (foot[0] + rng.uniform(-16, 16), foot[1] + rng.uniform(-10, 10))
        _leaf(canvas, place, rng.uniform(0, 6.28), rng.uniform(70, 140))


def _leaf(canvas: Canvas, foot: Point, turn: float, long: float) -> None:
    """Paint one leaf with its midrib, from its foot in a direction."""
    x, y = foot
    c, s = float(np.cos(turn)), float(np.sin(turn))
    tip = (x + c * long, y + s * long)
    bend = (x + c * long * 0.5 - s * long * 0.08, y + s * long * 0.5 + c * long * 0.08)
    line = curve([foot, bend, tip], density=8)
    light = 0.5 - 0.5 * s
    tone = (SOUS_BOIS, mix(ARGAN, NUIT,
                           0.15), ARGAN, FEUILLE)[int(np.clip(light * 3 + canvas.rng.normal(0.4, 0.7), 0, 3))]
    canvas.shape(ribbon(line, [5, long * 0.26, long * 0.3, long * 0.2, 1]), tone)
    canvas.shape(ribbon(line, [3, 3, 0.5]), mix(tone, PISE, 0.4))


def harvest(canvas: Canvas) -> None:
    """The products of the cooperative seen from above on a woven cloth (square)."""
    canvas.shape(box(-10, -10, 1810, 1810),
                 Fade((0, 0), (1800, 1800), (mix(TERRE_VIVE, TERRE, 0.4), TERRE, mix(TERRE, TERRE_BRULEE, 0.6))))
    _cloth(canvas)
    wares = ((450, 460, 300, "amandes"), (1120, 380, 250, "huile"), (1490, 845, 230, "olives"),
             (900, 940, 330, "argan"), (380, 1160, 250, "cereales"), (1330, 1370, 290, "herbes"), (760, 1500, 210,
                                                                                                   "beurre"))
    for x, y, r, kind in wares:
        canvas.shape(oval(x + r * 0.22, y + r * 0.26, r * 1.04, r * 1.02), OMBRE, 0.45, 16)
        _dish(canvas, (x, y), r, kind)
    _soaps(canvas)
    for x, y, turn in ((110, 800, -0.5), (1080, 1700, 0.3), (1690, 1120, 2.6), (140, 1640, -0.9)):
        _sprig(canvas, (x, y), turn)
    for _ in range(34):
        u, v = canvas.rng.uniform(60, 1740), canvas.rng.uniform(60, 1740)
        if all(np.hypot(u - a, v - b) > r + 50 for a, b, r, _ in wares) and not (u > 1300 and v < 560):
            _almond(canvas, (u, v), 26, float(canvas.rng.uniform(0, 6.28)))


def _cloth(canvas: Canvas) -> None:
    """Lay a woven cloth at a slant under the dishes, with a border of steps."""
    s = 18.0
    canvas.shape(box(126, 126, 1710, 1710), OMBRE, 0.4, 14)
    canvas.shape(box(108, 108, 1692, 1692), mix(PISE, SABLE, 0.3))
    for k in range(88):
        high = stitches(k)
        a = 108 + k * s
        for edge, sign in ((126, 1), (1674, -1)):
            p, q = sorted((edge, edge + sign * high * s))
            canvas.shape(box(a, p, a + s, q), TERRE)
            canvas.shape(box(p, a, q, a + s), TERRE)
            p, q = sorted((edge + sign * (high + 1) * s, edge + sign * (high + 2) * s))
            canvas.shape(box(a, p, a + s, q), ATLANTIQUE)
            canvas.shape(box(p, a, q, a + s), ATLANTIQUE)
    for x, y in ((108, 108), (1458, 108), (108, 1458), (1458, 1458)):
        canvas.shape(box(x, y, x + 234, y + 234), TERRE)
        for half, tone in ((99, SAFRAN), (72, NUIT_CLAIRE), (36, SAFRAN)):
            canvas.shape([(x + 117, y + 117 - half), (x + 117 + half, y + 117), (x + 117, y + 117 + half),
                          (x + 117 - half, y + 117)], tone)
    canvas.shape(box(330, 330, 1470, 1470), mix(PISE, SABLE, 0.2))
    _cloth_middle(canvas, s)
    for k in range(132):
        x = 108 + k * 12
        canvas.shape(box(x, 84, x + 5, 110), mix(PISE, SABLE, 0.4))
        canvas.shape(box(x, 1690, x + 5, 1718), mix(PISE, SABLE, 0.4))


def _cloth_middle(canvas: Canvas, s: float) -> None:
    """Weave small lozenges into the middle of the cloth."""
    for row in range(63):
        for column in range(63):
            d = abs((column % 14) - 7) + abs((row % 14) - 7)
            if d in (0, 4):
                left, top = 334 + column * s, 334 + row * s
                canvas.shape(box(left, top, left + s, top + s),
                             mix(SAFRAN, PISE, 0.25) if d == 0 else mix(SABLE, OCRE, 0.45))


def _dish(canvas: Canvas, centre: Point, r: float, kind: str) -> None:
    """Paint a dish from above with what it holds."""
    (x, y), rng = centre, canvas.rng
    glaze = {
        "amandes": NUIT_CLAIRE,
        "huile": ECUME,
        "olives": PISE,
        "argan": mix(OCRE, SABLE, 0.4),
        "cereales": TERRE_BRULEE,
        "herbes": mix(ATLANTIQUE, ECUME, 0.3),
        "beurre": mix(SAFRAN, TERRE_VIVE, 0.3)
    }[kind]
    canvas.shape(oval(x, y, r, r), glaze)
    canvas.shape(oval(x, y, r * 0.97, r * 0.97),
                 Fade((x - r, y - r), (x + r, y + r), (mix(glaze, PISE, 0.35), glaze, mix(glaze, OMBRE, 0.3))))
    canvas.shape(oval(x, y, r * 0.84, r * 0.84),
                 Fade((x - r, y - r), (x + r, y + r), (mix(glaze, OMBRE, 0.55), mix(glaze, OMBRE, 0.25))))
    for k in range(28):
        a = k * 2 * np.pi / 28
        px, py = x + np.cos(a) * r * 0.905, y + np.sin(a) * r * 0.905
        canvas.shape([(px, py - r * 0.036), (px + r * 0.036, py), (px, py + r * 0.036), (px - r * 0.036, py)],
                     ATLANTIQUE if kind in ("huile", "olives") else mix(glaze, PISE, 0.6))
    if kind in ("huile", "beurre"):
        _smooth_ware(canvas, centre, r, kind)
        return
    count, size = {
        "amandes": (230, 30),
        "olives": (170, 27),
        "argan": (210, 34),
        "cereales": (900, 10),
        "herbes": (240, 30)
    }[kind]
    for k in range(count):
        a, d = rng.uniform(0, 6.28), np.sqrt(rng.random()) * (1 - 0.12 * k / count)
        p = (float(x + np.cos(a) * d * r * 0.76), float(y + np.sin(a) * d * r * 0.76))
        _morsel(canvas, p, size, kind)


def _morsel(canvas: Canvas, p: Point, size: float, kind: str) -> None:
    """Paint one almond, olive, fruit, grain or leaf."""
    rng = canvas.rng
    turn = float(rng.uniform(0, 6.28))
    if kind == "amandes":
        _almond(canvas, p, size, turn)
    elif kind == "argan":
        _fruit(canvas, p, size * 0.8, turn, float(rng.random() ** 0.6))
    elif kind == "olives":
        tone = (mix(ARGAN, NUIT, 0.1), mix(NUIT, TERRE_BRULEE, 0.5), FEUILLE, mix(NUIT, TERRE_BRULEE,
                                                                                  0.35))[rng.integers(4)]
        canvas.shape(oval(p[0] + 4, p[1] + 6, size, size * 0.8, turn), mix(tone, NUIT, 0.6))
        canvas.shape(oval(*p, size, size * 0.8, turn), tone)
        canvas.dab(p[0] - size * 0.3, p[1] - size * 0.32, size * 0.24, size * 0.15, mix(tone, PISE, 0.6))
    elif kind == "cereales":
        tone = (SABLE, OCRE, mix(SABLE, PISE, 0.5), mix(SAFRAN, PISE, 0.4), mix(OCRE, TERRE_VIVE,
                                                                                0.5))[rng.integers(5)]
        canvas.shape(oval(p[0] + 2, p[1] + 3, size * 1.2, size * 0.6, turn)[::3], OMBRE, 0.6)
        canvas.shape(oval(*p, size * 1.2, size * 0.6, turn)[::3], tone)
    else:
        _leaf(canvas, p, turn, size * float(rng.uniform(1.2, 2.6)))


def _almond(canvas: Canvas, p: Point, size: float, turn: float) -> None:
    """Paint an almond in its skin."""
    x, y = p
    c, s = np.cos(turn), np.sin(turn)

    def drop(grow: float, dx: float, dy: float) -> list[Point]:
        shape = ((1.15, 0.0), (0.5, 0.5), (-0.5, 0.58), (-0.95, 0.0), (-0.5, -0.58), (0.5, -0.5))
        return curve([(float(x + dx + (u * c - v * s) * size * grow), float(y + dy + (u * s + v * c) * size * grow))
                      for u, v in shape], closed=True, density=5)

    tone = mix(mix(TERRE_VIVE, OCRE, 0.3), TERRE_BRULEE, canvas.rng.random() * 0.4)
    canvas.shape(drop(1.0, 4, 6), OMBRE, 0.6)
    canvas.shape(drop(1.0, 0, 0), tone)
    canvas.shape(drop(0.62, -3, -4), mix(tone, SABLE, 0.35))
    canvas.shape(
        ribbon([(x - c * size * 0.6, y - s * size * 0.6), (x + c * size * 0.7, y + s * size * 0.7)], [0.5, 3, 0.5]),
        mix(tone, TERRE_BRULEE, 0.6))


def _smooth_ware(canvas: Canvas, centre: Point, r: float, kind: str) -> None:
    """Fill a dish with oil, or with almond butter in a spiral."""
    x, y = centre
    if kind == "huile":
        canvas.shape(
            oval(x, y, r * 0.78, r * 0.78),
            Fade((x - r, y - r), (x + r, y + r), (mix(SAFRAN, TERRE_VIVE, 0.3), SAFRAN, mix(SAFRAN, PISE, 0.3))))
        canvas.shape(
            ribbon(curve([(x - r * 0.5, y - r * 0.3), (x - r * 0.3, y - r * 0.52), (x, y - r * 0.6)]),
                   [2, r * 0.09, 2]), (255.0, 248.0, 230.0), 0.75)
        canvas.shape(oval(x + r * 0.28, y + r * 0.36, r * 0.16, r * 0.1, -0.6), mix(SAFRAN, PISE, 0.6), 0.7)
        return
    butter = mix(OCRE, SABLE, 0.35)
    canvas.shape(oval(x, y, r * 0.78, r * 0.78), butter)
    turns = np.linspace(0, 7 * np.pi, 150)
    spiral = [(float(x + np.cos(t) * r * 0.74 * t / 22), float(y + np.sin(t) * r * 0.74 * t / 22)) for t in turns]
    canvas.shape(ribbon(shifted(spiral, 4, 6), [4, r * 0.06]), mix(butter, TERRE_BRULEE, 0.5))
    canvas.shape(ribbon(spiral, [3, r * 0.035]), mix(butter, PISE, 0.5))


def _soaps(canvas: Canvas) -> None:
    """Stack three cakes of soap tied with a band."""
    for x, y, turn, tone in ((1600, 238, 0.18, mix(PISE, SABLE, 0.6)), (1492, 330, -0.35, mix(PISE, TERRE_VIVE, 0.3)),
                             (1600, 450, 0.12, mix(ARGAN_PALE, ARGAN, 0.35))):
        c, s = np.cos(turn), np.sin(turn)
        cake = [(float(x + (u * c - v * s)), float(y + (u * s + v * c))) for u, v in rounded(-105, -68, 105, 68, 22)]
        band = [(float(x + (u * c - v * s)), float(y + (u * s + v * c))) for u, v in box(-30, -69, 30, 69)]
        canvas.shape(shifted(cake, 18, 22), OMBRE, 0.42, 8)
        canvas.shape(shifted(cake, 5, 9), mix(tone, OMBRE, 0.4))
        canvas.shape(cake, tone)
        canvas.shape(band, NUIT_CLAIRE)
        canvas.shape([(x, y - 18), (x + 18, y), (x, y + 18), (x - 18, y)], SAFRAN)


def _sprig(canvas: Canvas, foot: Point, turn: float) -> None:
    """Lay a sprig of thyme or verbena."""
    x, y = foot
    c, s = np.cos(turn), np.sin(turn)
    stem = curve([(x, y), (x + c * 120 - s * 14, y + s * 120 + c * 14), (x + c * 260, y + s * 260)], density=12)
    canvas.shape(ribbon(shifted(stem, 8, 12), 8), OMBRE, 0.4, 3)
    canvas.shape(ribbon(stem, [9, 6, 2]), mix(ARGAN, TERRE_BRULEE, 0.4))
    for k in range(2, len(stem), 2):
        for side in (-1, 1):
            _leaf(canvas, stem[k], turn + side * 0.9 + float(canvas.rng.normal(0, 0.12)), 64 - k * 0.9)


# --- the list of pictures -----------------------------------------------------------


@dataclass(frozen=True)
class Picture:
    """A picture to paint: its file name, its painter and its size."""

    name: str
    paint: Callable[[Canvas], None]
    width: int = 2600
    height: int = 1750

    def canvas(self) -> Canvas:
        """Give the blank canvas; the seed comes from the name."""
        return Canvas(self.width, self.height, zlib.crc32(self.name.encode()))


PICTURES = (
    Picture("jeunesse-developpement-1", basins),
    Picture("jeunesse-developpement-2", fountain),
    Picture("horizon-sud-1", lorry),
    Picture("horizon-sud-2", sorting),
    Picture("horizon-sud-3", coast),
    Picture("espoir-du-sud-1", school_bus),
    Picture("espoir-du-sud-2", school_yard),
    Picture("coup-d-eclats-1", new_road),
    Picture("coup-d-eclats-2", spectacles),
    Picture("cnsm-1", festival),
    Picture("cnsm-2", argan_plain),
    Picture("riviere-al-kawtar-1", training),
    Picture("asdssi-idergane-1", lodge),
    Picture("aods-ouijjane-1", workshop),
    Picture("aods-ouijjane-2", parcels),
    Picture("aods-ouijjane-3", oil, 1750, 2600),
    Picture("aods-ouijjane-4", harvest, 1800, 1800),
    Picture("afoulki-france-1", water_tower),
)


def main(names: Sequence[str]) -> None:
    """Paint the pictures named, or all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        if not names or picture.name in names:
            canvas = picture.canvas()
            picture.paint(canvas)
            (IMAGES / f"{picture.name}.jpg").write_bytes(jpeg(canvas))


if __name__ == "__main__":
    main(sys.argv[1:])
