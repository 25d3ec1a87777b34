"""What waits for partners in the plans to help: what is to be budgeted, realised or registered this year."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from etam.institutions import access as institutions
from etam.programmes.queries import stages
from etam.programmes.queries.stages import Stage
from etam.web.formats import number
from etam.web.waiting import Waiting

TOLD = {
    Stage.PLANNED: "rencana bantuan belum dianggarkan",
    Stage.BUDGETED: "bantuan sudah dianggarkan, realisasinya belum tercatat",
    Stage.REALISED: "perpustakaan baru belum didaftarkan",
}
DETAIL = {
    Stage.PLANNED: "Catat anggarannya, atau tarik rencananya dengan alasan.",
    Stage.BUDGETED: "Catat realisasinya begitu dibelanjakan.",
    Stage.REALISED: "Daftarkan perpustakaannya agar dapat mengirim isian.",
}


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """For editing partners: plans of this year and earlier by what they wait for, a line for each."""
    if not institutions.partner_memberships(user, *institutions.EDITING_PARTNERS, on=day):
        return
    mine = institutions.bodies_to_keep(user, day).filter(valid_to=None)
    found = Counter(stages.course(one).stage for one in stages.plans_under_way(mine).filter(year__lte=day.year))
    for stage, words in TOLD.items():
        if found[stage]:
            url = f"{reverse('programmes:help')}?tahap={stage.code}"
            yield Waiting(f"{number(found[stage])} {words}", DETAIL[stage], url, is_urgent=stage is Stage.PLANNED)
