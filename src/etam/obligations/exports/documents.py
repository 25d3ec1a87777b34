"""LAKE and LAKI of a year: the latest edition of each official document, in one archive with their SHA-256."""

import io
import zipfile
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify

from etam.assessments.documents import storage
from etam.assessments.models import Assessment, Document, Programme
from etam.obligations.exceptions import CannotExport
from etam.obligations.exports.files import ZIP, File, Gap
from etam.web.formats import number

Kind, State = Document.Kind, Assessment.State
EXTERNAL, INTERNAL = (Kind.LAKE,), (Kind.LAKI, Kind.LAKI_ALL)
# Dates inside an archive would make equal archives differ.
EPOCH = (1980, 1, 1, 0, 0, 0)


def external(year: int) -> File:
    """The LAKE of every government audited in a year."""
    return _archive(f"lake-{year}.zip", _latest(year, EXTERNAL))


def internal(year: int) -> File:
    """The LAKI of every office audited in a year, and the consolidated ones."""
    return _archive(f"laki-{year}.zip", _latest(year, INTERNAL))


def external_gaps(year: int) -> list[Gap]:
    """What keeps the LAKE of a year from being complete."""
    return _gaps(year, Programme.Kind.EXTERNAL, EXTERNAL, "LAKE")


def internal_gaps(year: int) -> list[Gap]:
    """What keeps the LAKI of a year from being complete."""
    return _gaps(year, Programme.Kind.INTERNAL, INTERNAL, "LAKI")


def _of_year(year: int) -> Q:
    return Q(programme__year=year) | Q(assessment__programme__year=year)


def _latest(year: int, kinds: Sequence[str]) -> list[Document]:
    rows = Document.objects.filter(_of_year(year), kind__in=kinds).select_related("institution", "programme")
    newest = {
        (one.kind, one.programme_id, one.assessment_id, one.institution_id): one for one in rows.order_by("edition")
    }
    return sorted(newest.values(), key=lambda one: one.pk)


def _archive(name: str, documents: Sequence[Document]) -> File:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = []
        for one in documents:
            about = slugify(str(one.institution or one.programme or one.pk))
            inner = f"{one.kind}-{about}-{one.pk}-terbitan-{one.edition}.pdf"
            archive.writestr(zipfile.ZipInfo(inner, EPOCH), _bytes(one))
            listed.append(f"{one.sha256}  {inner}\n")
        archive.writestr(zipfile.ZipInfo("SHA256SUMS.txt", EPOCH), "".join(listed))
    return File(name, ZIP, buffer.getvalue())


def _bytes(one: Document) -> bytes:
    try:
        return storage.fetch(one.sha256)
    except storage.Damaged as damage:
        raise CannotExport(f"Berkas {one} rusak atau hilang. Pulihkan dari cadangan, lalu unduh lagi.") from damage


def _gaps(year: int, kind: str, documents: Sequence[str], name: str) -> list[Gap]:
    programmes = Programme.objects.filter(year=year, kind=kind)
    url = reverse("assessments:programmes")
    if not programmes.exists():
        return [Gap(f"Belum ada program pengawasan {year}.", url=url)]
    audits = Assessment.objects.filter(programme__in=programmes).exclude(state=State.WITHDRAWN)
    open_ones = audits.exclude(state=State.DETERMINED).count()
    without = _without(audits.filter(state=State.DETERMINED), documents)
    found = []
    if open_ones:
        found.append(Gap(f"{number(open_ones)} dari {number(audits.count())} audit belum ditetapkan.", open_ones, url))
    if without:
        found.append(Gap(f"{number(without)} hasil audit yang ditetapkan belum punya {name}.", without, url))
    return found


def _without(audits: QuerySet[Assessment], kinds: Sequence[str]) -> int:
    """How many audits no document of these kinds is about: neither itself, nor its office, nor its whole programme."""
    made = Document.objects.filter(kind__in=kinds)
    about = set(made.values_list("programme", "institution", "assessment"))
    return sum(
        about.isdisjoint({(programme, None, None), (programme, institution, None), (programme, None, audit)})
        for audit, programme, institution in audits.values_list("pk", "programme", "institution")
    )
