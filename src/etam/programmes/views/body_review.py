"""What may be the same: a person decides each, and nobody is asked again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from etam.accounts.access import signed_in
from etam.institutions.actions import InstitutionProblem, body_lists
from etam.institutions.likeness import ASK_FROM
from etam.institutions.models import Region
from etam.programmes.access import bodies as access
from etam.web.formats import number

PAGE_SIZE = 20
DECIDED_SHOWN = 10


@login_required
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Every doubt that waits, the likeliest first, those put off at the end."""
    return _page(request)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: the same, another one, or not now."""
    doubt = get_object_or_404(access.doubts_to_decide(request.user), pk=pk)
    written = request.POST.get("on", "")
    try:
        on = parse_date(written) if written else None
        body_lists.decide(doubt, decision=request.POST.get("decision", ""), on=on, by=signed_in(request))
    except (InstitutionProblem, ValueError) as problem:
        sentence = str(problem) if isinstance(problem, InstitutionProblem) else "Tanggalnya tidak ada dalam kalender."
        return _page(request, (pk, sentence))
    messages.success(request, "Keputusan dicatat.")
    return redirect("programmes:body_review")


def _page(request: HttpRequest, problem: tuple[int, str] | None = None) -> HttpResponse:
    doubts = access.doubts_to_decide(request.user)
    waiting = doubts.filter(decision__in=("open", "later")).order_by("-decision", "-likeness", "pk")
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("halaman"))
    regions = Region.objects.in_bulk({one.row["region"] for one in page if one.row.get("region")})
    failed, sentence = problem or (0, "")
    count = page.paginator.count
    context = {
        "page": page,
        "rows": [(one, regions.get(one.row.get("region", "")), sentence if one.pk == failed else "") for one in page],
        "decided": doubts.filter(decision__in=("same", "new")).order_by("-decided_at")[:DECIDED_SHOWN],
        "headline": f"{number(count)} pasangan menunggu keputusan" if count else "Tidak ada yang menunggu keputusan",
        "ask_from": ASK_FROM,
        "problem": sentence,
    }
    return render(request, "programmes/body_review.html", context, status=422 if problem else 200)
