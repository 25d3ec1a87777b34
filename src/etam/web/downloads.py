"""Tables as downloads."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from etam.web.tables import Cell, write_csv


def csv_answer(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], name: str, *, sample: bool = False
) -> HttpResponse:
    """A table as a CSV file to be saved under `name`."""
    response = HttpResponse(write_csv(header, rows, sample=sample), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
