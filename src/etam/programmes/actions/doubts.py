"""What may be right but looks like a slip of the hand: it is taken once somebody confirms it and says why."""

from etam.institutions.models import Institution
from etam.programmes.exceptions import NeedsReason
from etam.programmes.models import BudgetCode, SubActivity
from etam.programmes.queries.activities import budget_of, standing
from etam.web.formats import rupiah

# A budget typed in thousands, or with three zeros too many; real changes from year to year are far smaller.
THOUSAND, LEEWAY = 1000, 2


def refuse_unlikely_budget(office: Institution, year: int, code: BudgetCode, budget: int, *, confirmed: bool) -> None:
    """Raise NeedsReason where a budget is about a thousand times, or a thousandth of, what it was the year before."""
    before = budget_before(office, year, code)
    if confirmed or not before or not budget:
        return
    factor = max(budget, before) / min(budget, before)
    if factor < THOUSAND / LEEWAY:
        return
    small = budget < before
    raise NeedsReason(
        f"Anggarannya {rupiah(budget)}, sedangkan pada {year - 1} {rupiah(before)}: kira-kira "
        f"{'seperseribunya' if small else 'seribu kali lipat'}. Tulis dalam rupiah penuh, bukan ribuan. "
        "Bila memang benar, tulis sebabnya pada keterangan lalu nyatakan benar.",
        "money",
    )


def budget_before(office: Institution, year: int, code: BudgetCode) -> int:
    """What the same sub-activity was given the year before, by code or, in another list, by name; 0 without one."""
    rows = standing().filter(office=office, year=year - 1)
    found = next((one for one in rows if _is_same(one, code)), None)
    return budget_of(found) if found else 0


def _is_same(one: SubActivity, code: BudgetCode) -> bool:
    own = one.budget_code
    return own.pk == code.pk or own.name.casefold() == code.name.casefold()
