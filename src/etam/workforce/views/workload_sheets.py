"""The sheet of an analysis, to be printed, signed and handed on."""

import io

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.workforce.access import workload as access
from etam.workforce.documents.workload import compose
from etam.workforce.models import Workload
from etam.workforce.queries.analysis import Analysis
from etam.workforce.workload_xlsx import write_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet with its formulas."""
    one = access.workload_to_view(request.user, pk)
    return sheet_answer(write_sheet(Analysis(one, localdate())), _name(one), "xlsx", XLSX)


@login_required
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet as PDF."""
    one = access.workload_to_view(request.user, pk)
    return sheet_answer(compose(Analysis(one, localdate())).data, _name(one), "pdf", "application/pdf")


def sheet_answer(data: bytes, name: str, ending: str, media_type: str) -> HttpResponseBase:
    """A sheet to be saved; its name is cut where it grows long."""
    filename = f"{slugify(name.replace('_', '-'))[:100].rstrip('-')}.{ending}"
    response = FileResponse(io.BytesIO(data), as_attachment=True, filename=filename, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _name(one: Workload) -> str:
    return f"abk-{one.year}-{one.position}-{one.office.name}"
