"""What waits for a person about villages and schools."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from etam.institutions.models import BodyDoubt
from etam.programmes.access import bodies as access
from etam.web.formats import number
from etam.web.waiting import Waiting


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """For those who keep villages or schools: how many pairs nobody has decided yet; what was put off does not ask."""
    if not access.keeps_some(user):
        return
    count = access.doubts_to_decide(user).filter(decision=BodyDoubt.Decision.OPEN).count()
    if count:
        title = f"{number(count)} pasangan desa atau sekolah menunggu keputusan"
        detail = "Dua catatan yang mungkin sama, dari daftar sekolah atau direktori perpustakaan."
        yield Waiting(title, detail, reverse("programmes:body_review"))
