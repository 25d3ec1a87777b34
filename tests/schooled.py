"""A school of Kutai Timur in the world of the walk, a list that an officer sent, and a doubt about the school."""

from django.utils.timezone import localdate, now

from etam.evidence import storage
from etam.institutions.actions import body_lists
from etam.institutions.actions.bodies import NewBody, register_bodies
from etam.institutions.models import BodyDoubt
from etam.submissions.tests.cast import Cast

LIST = b"NPSN;Nama;Bentuk;Kab/Kota\n99000002;SD Negeri 002 Muara Wahau;SD;Kutai Timur\n"


def schooled(cast: Cast) -> dict[str, int | str]:
    """The keys by which addresses name them."""
    new = NewBody("school", "99000001", "SD Negeri 001 Muara Wahau", "sd_mi", cast.regency, form="SD")
    school = register_bodies([new], by=None)[0]
    sent = body_lists.receive(
        file_name="sekolah.csv",
        sha256=storage.keep(LIST, "school-lists"),
        as_of=localdate(),
        source="Dapodik",
        scope="",
        by=cast.officer,
    )
    doubt = BodyDoubt.objects.create(kind="library", key="x", body=school, why="NPSN sama", likeness=100, at=now())
    return {"school_body": school.code, "school_list": sent.pk, "school_doubt": doubt.pk}
