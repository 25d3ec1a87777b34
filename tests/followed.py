"""A recommendation in the world of the walk: the village library answered it with evidence, nobody judged it yet."""

from datetime import timedelta

from etam.accounts import passes
from etam.evidence import storage
from etam.evidence.codes import new_code
from etam.evidence.models import Evidence
from etam.followup import actions
from etam.followup.models import ANSWER_PURPOSE
from etam.submissions.tests.cast import NOW, Cast

BYTES = b"%PDF-1.7\n"


def followed(cast: Cast) -> dict[str, int | str]:
    """The codes by which addresses name the recommendation and the evidence under its answer."""
    paper = _paper(cast)
    (one,) = actions.issue(
        source="gathering",
        source_id=1,
        source_title="Rapat koordinasi 2026",
        source_url="",
        items=[actions.Item(number=1, text="Susun program kerja.", topic="library", institution=cast.village)],
        by=cast.officer,
    )
    actions.respond(one, text="Disusun.", progress=60, evidence_codes=[paper.code], by=cast.operator)
    link, token = passes.issue(
        purpose=ANSWER_PURPOSE, subject=one.code, holder="Bappeda", expires_at=NOW + timedelta(days=3650), by=None
    )
    return {"recommendation": one.code, "paper": paper.code, "link": link.pk, "answer_token": token}


def _paper(cast: Cast) -> Evidence:
    return Evidence.objects.create(
        institution=cast.village,
        code=new_code(),
        type="plan",
        title="Program kerja",
        file_name="program.pdf",
        media_type="application/pdf",
        size_bytes=len(BYTES),
        sha256=storage.keep(BYTES),
        received_sha256=storage.digest(BYTES),
        uploaded_at=NOW,
        by=cast.operator,
    )
