"""The board of accreditation with the province's 2,775 libraries, and one self-assessment, as the server answers."""

import statistics
import time
from datetime import date, timedelta
from typing import Any

from scratch import database

LIBRARIES, CERTIFIED, UNDER_WAY, REGENCIES, RUNS = 2_775, 1_100, 300, 10, 7
TARGET = "< 200 ms"
KINDS = (("public", "village"), ("school", "sd_mi"), ("school", "smp_mts"), ("special", "special"), ("tbm", "tbm"))


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database():
        from django.test import Client

        officer, assessment = _world()
        client = Client()
        client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
        pages = {
            f"papan akreditasi, {LIBRARIES} perpustakaan": "/meja/akreditasi/",
            "papan akreditasi menurut jenis": "/meja/akreditasi/?menurut=jenis",
            f"daftar sertifikat, {CERTIFIED} sertifikat": "/meja/akreditasi/sertifikat/",
            "perkiraan dan saran satu perpustakaan": f"/meja/akreditasi/{assessment}/saran/",
            "pemeriksaan satu penilaian mandiri": f"/meja/akreditasi/{assessment}/periksa/",
        }
        return [(what, f"{_median(client, url):.0f} ms", TARGET) for what, url in pages.items()]


def _median(client: Any, url: str) -> float:
    client.get(url)
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        answer = client.get(url)
        taken.append(1000 * (time.perf_counter() - begun))
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answers {answer.status_code}")
    return statistics.median(taken)


def _world() -> tuple[Any, int]:
    """An officer, libraries with certificates and accreditations under way; the key of one that is being checked."""
    from django.conf import settings
    from django.utils import timezone

    from etam.accounts.models import User
    from etam.assessments.models import Certificate
    from etam.institutions.models import Institution, Membership, Region

    settings.SECOND_FACTOR_ROLES = set()
    province = Region.objects.create(code="64", name="Kalimantan Timur", level=1, type="provinsi")
    regions = [
        Region.objects.create(
            code=f"64.{number:02}", name=f"Kabupaten {number}", level=2, type="kabupaten", parent=province
        )
        for number in range(1, REGENCIES + 1)
    ]
    officer = User.objects.create_user("bench@example.id", name="Rina", password=None)
    Membership.objects.create(user=officer, role="officer", region=province, valid_from=date(2020, 1, 1))
    libraries = [_library(number, regions) for number in range(LIBRARIES)]
    Institution.objects.bulk_create(libraries, batch_size=500)
    today, now = timezone.localdate(), timezone.now()
    Certificate.objects.bulk_create(
        [
            Certificate(
                institution=one, number=f"B-{number}", grade="B", score=80.0, scheme_code="accreditation",
                scheme_version="2018.1", valid_from=today - timedelta(days=number), registered_at=now,
                valid_until=today + timedelta(days=1095 - number),
            )
            for number, one in enumerate(libraries[:CERTIFIED])
        ],
        batch_size=500,
    )  # fmt: skip
    return officer, _assessments(libraries, officer)


def _library(number: int, regions: list[Any]) -> Any:
    from etam.institutions.models import Institution

    kind, subtype = KINDS[number % len(KINDS)]
    region = regions[number % REGENCIES]
    return Institution(
        code=f"B-{number}", name=f"Perpustakaan {number}", kind=kind, subtype=subtype, regency=region, region=region
    )


def _assessments(libraries: list[Any], officer: Any) -> int:
    from etam.assessments import actions, editions, generations
    from etam.assessments.models import Sheet

    checking = 0
    suited = [one for one in libraries[CERTIFIED:] if generations.offers(one)][:UNDER_WAY]
    for one in suited:
        offer = generations.offers(one)[0]
        made = actions.declare_intent(one, part=offer.part.code, scheme=offer.scheme, by=None, year=2026)
        if not checking and offer.part.code == "village":
            actions.start(made, by=None)
            own = made.sheets.get(side=Sheet.Side.SELF)
            answers = dict.fromkeys(editions.instrument_of(made).elements, "c")
            actions.save_sheet(own, answers=answers, base_revision=own.revision_number, by=None)
            actions.hand_in(made, by=None)
            checking = made.pk
    return checking
