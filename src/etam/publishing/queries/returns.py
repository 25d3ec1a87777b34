"""A library's returns, as far as the public may know."""

from django.utils import timezone

from etam.institutions.models import Institution
from etam.publishing.libraries import YearlyReturn, public_state
from etam.submissions.models import Submission


def of_library(library: Institution) -> list[YearlyReturn]:
    """One line for each round that asked this library, newest first."""
    asked = Submission.objects.filter(institution=library, round__opens_on__lte=timezone.localdate())
    rows = asked.order_by("-round__period").values_list("round__period", "state")
    return [YearlyReturn(period, public_state(state)) for period, state in rows]
