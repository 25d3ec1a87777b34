"""A delivery to the centre in the world of the walk, with a file and a receipt."""

from django.utils.timezone import localdate

from etam.content.obligations import latest_obligations
from etam.obligations import actions
from etam.obligations.actions import Sent
from etam.obligations.exports.files import File
from etam.submissions.tests.cast import Cast


def delivered(cast: Cast) -> dict[str, int]:
    """The key by which addresses name the delivery."""
    paper = File("surat.pdf", "", b"%PDF-1.7\n")
    obligation, today = latest_obligations().all[0], localdate()
    sent = Sent(delivered_on=today, receipt="041/2026", file=paper, receipt_file=paper)
    return {"delivery": actions.deliver(obligation, today.year, sent, by=cast.officer).pk}
