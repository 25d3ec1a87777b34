"""The only pages that show a NIP: each answers a POST with a purpose, once, and leaves an entry in the journal."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.workforce import copy_sheet
from etam.workforce.access import holders as access
from etam.workforce.actions import personal_data
from etam.workforce.exceptions import WorkforceProblem
from etam.workforce.forms.holders import PurposeForm
from etam.workforce.models import Holder
from etam.workforce.queries import holder_pages as pages
from etam.workforce.views.holders import holder_page, tell, unkept


@login_required
@require_POST
@unkept
def read(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """Show a holder's data in this answer only: on the page, as a page to print, or as the copy for the person."""
    row = access.holder_to_open(request.user, pk)
    form = PurposeForm(request.POST)
    if form.is_valid():
        try:
            return WAYS[way](request, row, form.words())
        except WorkforceProblem as problem:
            tell(form, problem)
    return holder_page(request, row, status=422, purpose=form)


def _on_page(request: HttpRequest, row: Holder, purpose: str) -> HttpResponse:
    person = personal_data.read(row, way="page", purpose=purpose, by=signed_in(request))
    return holder_page(request, row, person=pages.opened(row, person))


def _to_print(request: HttpRequest, row: Holder, purpose: str) -> HttpResponse:
    person = personal_data.read(row, way="print", purpose=purpose, by=signed_in(request))
    context: dict[str, Any] = {
        "holder": row,
        "person": pages.opened(row, person),
        "purpose": purpose,
        "now": timezone.now(),
    }
    return render(request, "workforce/holder_print.html", context)


def _as_copy(request: HttpRequest, row: Holder, purpose: str) -> HttpResponse:
    copy = personal_data.export(row, purpose=purpose, by=signed_in(request))
    response = HttpResponse(copy_sheet.workbook(copy), content_type=copy_sheet.MEDIA_TYPE)
    # The name of the file tells no more than the key of the record.
    response["Content-Disposition"] = f'attachment; filename="data-pemangku-{row.pk}-{localdate()}.xlsx"'
    return response


WAYS = {"perlihatkan": _on_page, "cetak": _to_print, "salinan": _as_copy}
