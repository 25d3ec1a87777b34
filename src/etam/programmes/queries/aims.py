"""What a sub-activity may mean to move, and the course of it over the years beside the programme's money."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.db.models import Count, Sum

from etam.indices import methods
from etam.indices.models import Release
from etam.institutions.models import Institution, Region
from etam.programmes.models import ActivityAim, SubActivity
from etam.programmes.queries.activities import budget_of, spent_of, standing
from etam.programmes.queries.offices import area_of, place_of
from etam.submissions import editions
from etam.submissions.models import Figure

ELEMENT, METHOD = ActivityAim.Source.ELEMENT, ActivityAim.Source.METHOD
INSTRUMENT = "library-return"
# Below this share of the fullest year's returns a year is called partial; our own choice.
WHOLE = 0.8
Money = dict[int, tuple[int, int | None]]
Values = dict[int, tuple[float, int | None]]
NO_PROOF = (
    "Perubahan setelah program berjalan belum membuktikan bahwa program itulah sebabnya: banyak hal lain berubah pada "
    "tahun yang sama, dan jumlah lembaga yang melapor ikut berubah."
)


@dataclass(frozen=True)
class Point:
    """A year of an indicator's course; `value` is None where nothing was accepted or released.

    `is_partial` where far fewer institutions reported than in the fullest year: a sum is then no fall.
    """

    year: int
    value: float | None
    returns: int | None
    budget: int | None
    spent: int | None

    is_partial: bool = False

    @property
    def is_of_programme(self) -> bool:
        return self.budget is not None


@dataclass(frozen=True)
class Course:
    """How an indicator went in one place; `why_empty` says why there is nothing to show."""

    label: str
    place: str
    unit: str
    source: str
    points: tuple[Point, ...]
    why_empty: str = ""

    @property
    def has_partial(self) -> bool:
        return any(one.is_partial for one in self.points)

    @property
    def runs(self) -> list[list[tuple[int, float]]]:
        """The stretches of years that follow each other without a gap; partial years are one."""
        known = [(one.year, one.value) for one in self.points if one.value is not None and not one.is_partial]
        numbered = groupby(enumerate(known), key=lambda pair: pair[1][0] - pair[0])
        return [[pair for _, pair in run] for _, run in numbered]


@cache
def elements() -> dict[str, tuple[str, str, str]]:
    """Every number that library returns ask for: its words, its unit, the title of its section."""
    newest = next(one for one in editions.available() if one.code == INSTRUMENT)
    return {
        one.element: (one.label.id, one.unit.id if one.unit else "", section.title.id)
        for section in newest.sections
        for one in section.questions
        if one.is_number
    }


def label_of(source: str, code: str) -> str:
    """What people call an aim; the code itself where it is known no longer."""
    if source == METHOD:
        return methods.titles().get(code, code)
    return elements()[code][0] if code in elements() else code


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that may be aimed at, in groups: indices first, then the questions by section."""
    groups: list[tuple[str, list[tuple[str, str]]]] = [
        ("Nilai indeks", [(f"{METHOD}:{code}", title) for code, title in sorted(methods.titles().items())])
    ]
    for title, rows in groupby(elements().items(), key=lambda pair: pair[1][2]):
        groups.append((title, [(f"{ELEMENT}:{code}", words[0]) for code, words in rows]))
    return groups


def courses(activity: SubActivity) -> list[Course]:
    """The course of every aim of a sub-activity, with the years and money of the same sub-activity beside it."""
    money = _money(activity)
    return [course for aim in activity.aims.all() for course in _of_aim(aim, activity, money)]


def _money(activity: SubActivity) -> Money:
    """Budget and spending by year of the office's sub-activities of the same code or name."""
    code, found = activity.budget_code, {}
    for one in standing().filter(office=activity.office):
        own = one.budget_code
        if own.pk == code.pk or own.name.casefold() == code.name.casefold():
            found[one.year] = (budget_of(one), spent_of(one))
    return found


def _of_aim(aim: ActivityAim, activity: SubActivity, money: Money) -> list[Course]:
    if aim.source == ELEMENT:
        return [_element(aim.code, activity.office, money)]
    places = _places(activity)
    if not places:
        return [Course(label_of(METHOD, aim.code), str(area_of(activity.office)), "", "", (), _why_nowhere(activity))]
    return [_index(aim.code, place, money) for place in places]


def _places(activity: SubActivity) -> Sequence[Region]:
    """The kab/kota whose index a sub-activity may move: the office's own, or those where the province works."""
    if place_of(activity.office) == activity.office.regency_id:
        return [activity.office.regency]
    codes = {one.region_id[:5] for one in activity.places.all() if len(one.region_id) >= 5}
    return list(Region.objects.filter(code__in=codes).order_by("code"))


def _why_nowhere(activity: SubActivity) -> str:
    """Why an index has no value where the province works: no place, or only the province as a whole."""
    told = "Lokasinya seluruh provinsi, sedangkan indeks" if activity.places.all() else "Indeks"
    return (
        f"{told} dihitung per kabupaten/kota dan tidak dijumlahkan menjadi nilai provinsi. "
        "Tulis kabupaten/kota tempat program ini bekerja pada lokasi, agar nilainya tampil di sini."
    )


def _element(code: str, office: Institution, money: Money) -> Course:
    rows = Figure.objects.filter(element=code, replaced_at=None, number__isnull=False)
    place = place_of(office)
    if place == office.regency_id:
        rows = rows.filter(revision__submission__regency=place)
    sums = {
        row["period"]: (row["total"], row["returns"])
        for row in rows.order_by().values("period").annotate(total=Sum("number"), returns=Count("pk"))
    }
    words = elements().get(code, (code, "", ""))
    source = "Jumlah dari isian perpustakaan yang diterima"
    return Course(words[0], str(area_of(office)), words[1], source, _points(sums, money), _why(sums))


def _index(code: str, place: Region, money: Money) -> Course:
    found: Values = {}
    for release in _released(code):
        unit = next((one for one in release.results.get("units", []) if one["code"] == place.code), None)
        if unit and unit["score"] is not None:
            found[release.period] = (unit["score"], unit["accepted"])
    return Course(label_of(METHOD, code), str(place), "", "Rilis Etam yang berlaku", _points(found, money), _why(found))


def _released(code: str) -> list[Release]:
    """The release of every period that no published correction replaced; of several the latest counts."""
    published = Release.objects.filter(
        state=Release.State.PUBLISHED, method_code=code, kind=Release.Kind.COMPUTED
    ).exclude(corrections__state=Release.State.PUBLISHED)
    return list(published.order_by("period", "number"))


def _points(values: Values, money: Money) -> tuple[Point, ...]:
    """Every year from the first that anything is known about to the last, so that gaps are seen."""
    known = {*values, *money}
    if not known:
        return ()
    fullest = max((returns or 0 for _, returns in values.values()), default=0)
    return tuple(_point(year, values, money, fullest) for year in range(min(known), max(known) + 1))


def _point(year: int, values: Values, money: Money, fullest: int) -> Point:
    value, returns = values.get(year, (None, None))
    partial = returns is not None and returns < WHOLE * fullest
    budget, spent = money.get(year, (None, None))
    return Point(year, value, returns, budget, spent, partial)


def _why(values: Values) -> str:
    return "" if values else "Belum ada nilai yang diterima atau dirilis, jadi belum ada yang dapat dibandingkan."
