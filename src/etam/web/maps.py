"""The map of the regencies as plain data for the template, and as a picture of its own for documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from etam.web import outlines
from etam.web.components import Key
from etam.web.outlines import Outlines, Point
from etam.web.palette import colours

CREDIT = (
    "Batas wilayah: BPS / OCHA ROAP 2020 melalui geoBoundaries (CC BY 3.0 IGO), disederhanakan. "
    "Bukan acuan hukum batas daerah."
)
# A region below this part of the picture has no room for its name: the name stands in the sea, tied by a line.
ROOM_FOR_NAME = 0.02
LINE_PX, LETTER_PX, OUT_GAP_PX, LONG_NAME = 15, 7.5, 24, 12


@dataclass(frozen=True)
class Place:
    """Where a region stands: label point in degrees, cell of the tile map counted from 0."""

    code: str
    name: str
    lon: float
    lat: float
    grid_row: int
    grid_col: int


@dataclass(frozen=True)
class Mark:
    """What the map says of a region; `step` 1 to 5 is its colour, 0 is hatched: not ranked.

    `number` is the large figure (a rank, or "–"), `note` stands small on the tile ("61,3", "belum"), `title` is the
    whole sentence for those who listen: "Kabupaten Berau: peringkat 5, indeks 61,3, tinggi".
    """

    step: int
    number: str
    note: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class Area:
    code: str
    d: str
    mark: Mark


@dataclass(frozen=True)
class Spot:
    """Where a region's number and name stand; with `dot` and `lead` when they stand outside in the sea."""

    place: Place
    d: str
    number_at: Point
    lines: tuple[tuple[float, float, str], ...]
    dot: Point | None = None
    lead: str = ""


@dataclass(frozen=True)
class Label:
    """A spot with what is said of it."""

    mark: Mark
    spot: Spot


@dataclass(frozen=True)
class Tile:
    name: str
    cell: str
    mark: Mark


@dataclass(frozen=True)
class MapFigure:
    """A map ready to draw; `id` makes its pattern's name unique on a page with several maps."""

    id: str
    title: str
    width: int
    height: int
    areas: tuple[Area, ...]
    labels: tuple[Label, ...]
    tiles: tuple[Tile, ...]


def build(
    path: Path, places: Sequence[Place], marks: Mapping[str, Mark], title: str, name: str = "peta", width: int = 560
) -> MapFigure:
    """Draw `marks` on the outlines at `path`.

    Raises KeyError when a place has no outline or no mark: a region without result gets a mark of step 0.
    """
    spots = layout(path, tuple(places), width)
    return MapFigure(
        id=name,
        title=title,
        width=width,
        height=outlines.load(path, width).frame.height,
        areas=tuple(Area(spot.place.code, spot.d, marks[spot.place.code]) for spot in spots),
        labels=tuple(Label(marks[spot.place.code], spot) for spot in spots),
        tiles=tuple(
            _tile(place, marks[place.code]) for place in sorted(places, key=lambda p: (p.grid_row, p.grid_col))
        ),
    )


def _tile(place: Place, mark: Mark) -> Tile:
    return Tile(place.name, f"{place.grid_row + 1}/{place.grid_col + 1}", mark)


def layout(path: Path, places: tuple[Place, ...], width: int = 560) -> tuple[Spot, ...]:
    """Find the spot of every place, those with room for their name first; kept until the file changes."""
    return _layout(path, path.stat().st_mtime_ns, places, width)


@lru_cache(maxsize=16)
def _layout(path: Path, _changed: int, places: tuple[Place, ...], width: int) -> tuple[Spot, ...]:
    drawn = outlines.load(path, width)
    least = drawn.frame.width * drawn.frame.height * ROOM_FOR_NAME
    small = [place for place in places if drawn.shapes[place.code].area_px < least]
    inside = [_inside(drawn, place) for place in places if place not in small]
    outside: list[Spot] = []
    for place in sorted(small, key=lambda place: -place.lat):
        outside.append(_outside(drawn, place, outside[-1].number_at[1] if outside else 0.0))
    return (*inside, *outside)


def _inside(drawn: Outlines, place: Place) -> Spot:
    shape = drawn.shapes[place.code]
    words = place.name.split() if len(place.name) > LONG_NAME else [place.name]
    size = max(map(len, words)) * LETTER_PX + LINE_PX, LINE_PX * (len(words) + 1)
    x, middle = outlines.room(shape.rings, *size, drawn.frame.place(place.lon, place.lat))
    x, first = round(x), round(middle - size[1] / 2) + LINE_PX
    lines = tuple((x, first + LINE_PX * line, word) for line, word in enumerate(words, start=1))
    return Spot(place, shape.d, (x, first), lines)


def _outside(drawn: Outlines, place: Place, above: float) -> Spot:
    """Put the name to the east of all land at its height, below the name before it."""
    x, y = (round(part) for part in drawn.frame.place(place.lon, place.lat))
    out_y = round(max(y, above + OUT_GAP_PX))
    out_x = round(max(drawn.east_edge(out_y - LINE_PX, out_y + LINE_PX), x + 2 * LINE_PX) + LINE_PX)
    return Spot(
        place,
        drawn.shapes[place.code].d,
        (out_x, out_y + 5),
        ((out_x, out_y + 5, place.name),),
        dot=(x, y),
        lead=f"M{x} {y}L{out_x - 4} {out_y}",
    )


def standalone_svg(figure: MapFigure, keys: Sequence[Key] = (), credit: str = CREDIT) -> str:
    """The map with its legend as an SVG file of its own, in the light colours, for documents on paper."""
    ink = colours()
    legend, end = _svg_keys(keys, figure.height + 14, figure.width, ink)
    height = end + 18
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {figure.width} {height}" width="{figure.width}" '
        f'height="{height}" font-family="Noto Sans, Liberation Sans, DejaVu Sans, sans-serif" font-size="13">',
        f"<title>{escape(figure.title)}</title>",
        '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0v6" stroke="{ink["line-2"]}" stroke-width="1.5"/></pattern>',
        *(_svg_area(area, ink) for area in figure.areas),
        *(_svg_label(label, ink) for label in figure.labels),
        *legend,
        f'<text x="4" y="{height - 6}" font-size="9" fill="{ink["ink-2"]}">{escape(credit)}</text></svg>',
    ]
    return "\n".join(body)


def _fill(step: int, ink: Mapping[str, str]) -> str:
    return ink[f"seq-{step}"] if step else "url(#hatch)"


def _svg_area(area: Area, ink: Mapping[str, str]) -> str:
    edge = ink["map-edge"] if area.mark.step else ink["map-outline"]
    return (
        f'<path d="{area.d}" fill="{_fill(area.mark.step, ink)}" stroke="{edge}" stroke-width="1.2">'
        f"<title>{escape(area.mark.title)}</title></path>"
    )


def _svg_label(label: Label, ink: Mapping[str, str]) -> str:
    spot, number = label.spot, escape(label.mark.number)
    x, y = spot.number_at
    if spot.dot:
        return (
            f'<path d="{spot.lead}" stroke="{ink["ink-2"]}" fill="none"/>'
            f'<circle cx="{spot.dot[0]}" cy="{spot.dot[1]}" r="6" fill="{_fill(label.mark.step, ink)}" '
            f'stroke="{ink["page"]}" stroke-width="2"/>'
            f'<text x="{x}" y="{y}" fill="{ink["ink"]}"><tspan font-weight="700">{number}</tspan> '
            f"{escape(spot.place.name)}</text>"
        )
    letters = ink[f"on-seq-{label.mark.step}"] if label.mark.step else ink["ink"]
    names = "".join(f'<tspan x="{at_x}" y="{at_y}">{escape(text)}</tspan>' for at_x, at_y, text in spot.lines)
    halo = "" if label.mark.step else f'stroke="{ink["page"]}" stroke-width="4" paint-order="stroke" '
    return (
        f'<text text-anchor="middle" {halo}fill="{letters}"><tspan x="{x}" y="{y}" font-size="15" font-weight="700">'
        f"{number}</tspan>{names}</text>"
    )


def _svg_keys(keys: Sequence[Key], top: float, width: int, ink: Mapping[str, str]) -> tuple[list[str], float]:
    """The legend in as many lines as it needs, and the height at which it ends."""
    drawn, x, y = [], 4, top
    for key in keys:
        words = f"{key.label} {key.band}".strip()
        room = 26 + round(len(words) * 5.2)
        if x + room > width:
            x, y = 4, y + 16
        drawn.append(
            f'<rect x="{x}" y="{y}" width="14" height="10" fill="{_fill(key.step, ink)}" '
            f'stroke="{ink["map-outline"]}"/>'
            f'<text x="{x + 18}" y="{y + 9}" font-size="9" fill="{ink["ink"]}">{escape(words)}</text>'
        )
        x += room
    return drawn, y + 16 if keys else top
