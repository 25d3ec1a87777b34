"""Feeds in the world of the walk: the own one was written, another's waits for the officer who sent it."""

from etam.evidence.storage import write_whole
from etam.exchange.jdihn.writing import feed_path
from etam.exchange.models import FeedUpload
from etam.submissions.tests.cast import Cast


def exchanged(cast: Cast) -> dict[str, int]:
    """The key by which addresses name the feed that came in."""
    write_whole(feed_path(), b"[]")
    upload = FeedUpload.objects.create(
        publisher="Pemerintah Kabupaten Paser",
        file_name="document.json",
        sha256="0" * 64,
        size_bytes=1,
        by=cast.officer,
    )
    return {"feed": upload.pk}
