"""The sheet of a proposal, to be signed and handed on."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from etam.workforce.access import proposals as access
from etam.workforce.documents.proposal import compose
from etam.workforce.views.workload_sheets import sheet_answer


@login_required
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet as PDF, for everybody who may see the proposal."""
    one = access.proposal_to_view(request.user, pk)
    name = f"usulan-{one.year}-{one.position}-{one.office.name}"
    return sheet_answer(compose(one).data, name, "pdf", "application/pdf")
