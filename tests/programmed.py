"""A sub-activity of the auditee's office in the world of the walk."""

from datetime import date

from etam.institutions.models import Institution
from etam.programmes.actions import activities
from etam.programmes.actions.activities import Plan
from etam.programmes.actions.nomenclature import load_lists
from etam.programmes.models import BudgetCode
from etam.submissions.tests.cast import Cast


def programmed(cast: Cast) -> dict[str, int | str]:
    """The keys by which addresses name the sub-activity and its code."""
    load_lists()
    office = Institution.objects.get(code="K-1")
    code = BudgetCode.objects.get(version__code="permendagri-90-2019", level="regency", code="2.24.02.2.01.02")
    row = activities.record(office, year=date.today().year, code=code, plan=Plan(), by=cast.officer)
    return {"activity": row.pk, "budget_code": code.pk}
