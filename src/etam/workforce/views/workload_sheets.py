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
    return _file(write_sheet(Analysis(one, localdate())), one, "xlsx", XLSX)


@login_required
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheet as PDF."""
    one = access.workload_to_view(request.user, pk)
    return _file(compose(Analysis(one, localdate())).data, one, "pdf", "application/pdf")


def _file(data: bytes, one: Workload, ending: str, media_type: str) -> HttpResponseBase:
    name = f"abk-{one.year}-{one.position}-{slugify(one.office.name)[:60]}.{ending}".replace("_", "-")
    response = FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
