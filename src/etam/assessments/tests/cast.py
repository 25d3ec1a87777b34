"""The people and places of this room's tests; rooms above use them too.

Kutai Timur has an office (Dinas Kesehatan) with a processing unit, and an archive institution. Hasan answers for the
office, Yusran verifies for Kutai Timur and plans its internal audits, Sari and Tono are assessors from elsewhere, Rina
and Dewi are officers of the province. Hartati answers for the village library.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from etam.accounts.models import User
from etam.assessments import actions, editions
from etam.assessments.models import Assessment, Programme, Sheet
from etam.institutions.models import Institution, Region
from etam.institutions.tests.cast import library, person, region
from etam.submissions.tests.cast import NOW

__all__ = ["NOW", "AuditCast", "make_audit_cast"]

SIX = ("creation", "use", "maintenance", "disposal", "staff", "facilities")
WORSE = {"creation": 60, "use": 50, "maintenance": 40, "disposal": 30, "staff": 50, "facilities": 70}
"""A.1 = (60 + 50 + 40 + 30) / 4 = 45; A.2 = (50 + 70) / 2 = 60; with the weights of 2020 (45 + 60) / 2 = 52.5: CC."""


@dataclass
class AuditCast:
    """Everybody and everything a test needs."""

    officer: User
    second_officer: User
    verifier: User
    outsider: User
    auditee: User
    operator: User
    sari: User
    tono: User
    observer: User
    province: Region
    regency: Region
    other_regency: Region
    office: Institution
    archive: Institution
    village: Institution
    programme: Programme

    def planned(self, part: str = "unit_pengolah", unit_name: str = "Bidang Pelayanan") -> Assessment:
        return actions.add_objects(
            self.programme, [actions.AuditObject(self.office, part, unit_name)], by=self.verifier, at=NOW
        )[0]

    def answering(self, assessment: Assessment | None = None, members: tuple[User, ...] | None = None) -> Assessment:
        one = assessment or self.planned()
        actions.assign_team(one, lead=self.sari, members=self.team_of(members), by=self.verifier, at=NOW)
        return actions.start(one, by=self.verifier, at=NOW)

    def scoring(self, answers: dict[str, Any] | None = None, members: tuple[User, ...] | None = None) -> Assessment:
        one = self.answering(members=members)
        self.save(own(one), answers or dict.fromkeys(SIX, 80), self.auditee)
        return actions.hand_in(one, by=self.auditee, at=NOW)

    def moderating(self, members: tuple[User, ...] | None = None, **differing: Any) -> Assessment:
        """Sari and Tono have scored; `differing` is what Tono answered otherwise."""
        one = self.scoring(members=members)
        for user, answers in ((self.sari, WORSE), (self.tono, {**WORSE, **differing})):
            sheet = one.sheets.filter(assessor=user).first()
            if sheet:
                self.save(sheet, answers, user)
                actions.finish_scoring(sheet, by=user, at=NOW)
        one.refresh_from_db()
        return one

    def responding(self, **finding: Any) -> Assessment:
        one = self.moderating()
        if finding:
            actions.write_irregularity(one, by=self.sari, at=NOW, **finding)
        return actions.present(one, by=self.sari, at=NOW)

    def determined(self) -> Assessment:
        return actions.determine(self.responding(), by=self.officer, at=NOW)

    def team_of(self, members: tuple[User, ...] | None) -> tuple[User, ...]:
        return (self.tono,) if members is None else members

    def save(self, sheet: Sheet, answers: dict[str, Any], by: User) -> None:
        actions.save_sheet(sheet, answers=answers, base_revision=sheet.revision_number, by=by, at=NOW)


def make_audit_cast(version: str = "2020.1") -> AuditCast:
    """One internal programme of Kutai Timur under one edition of the scheme."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    office = library("K-1", "Dinas Kesehatan Kutai Timur", "office", "regency_office", regency, regency)
    archive = library("K-2", "Dinas Perpustakaan dan Kearsipan Kutai Timur", "archive", "regency", regency, regency)
    village = library("L-1", "Perpustakaan Desa Nehes Liah Bing", "public", "village", regency, regency)
    people = {
        "officer": person("rina@example.id", "Rina", "officer", region=province),
        "second_officer": person("dewi@example.id", "Dewi", "officer", region=province),
        "verifier": person("yusran@example.id", "Yusran", "verifier", region=regency),
        "outsider": person("surya@example.id", "Surya", "verifier", region=other),
        "auditee": person("hasan@example.id", "Hasan", "operator", institution=office),
        "operator": person("hartati@example.id", "Hartati", "operator", institution=village),
        "sari": person("sari@example.id", "Sari", "assessor"),
        "tono": person("tono@example.id", "Tono", "assessor"),
        "observer": person("lestari@example.id", "Lestari", "observer", region=province),
    }
    programme = actions.create_programme(
        code="aski-2026-kutim",
        kind=Programme.Kind.INTERNAL,
        title="Audit internal Kutai Timur 2026",
        year=2026,
        region=regency,
        scheme=editions.scheme("archive-supervision", version),
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 11, 30),
        by=people["verifier"],
    )
    return AuditCast(
        **people,
        province=province,
        regency=regency,
        other_regency=other,
        office=office,
        archive=archive,
        village=village,
        programme=programme,
    )


def own(assessment: Assessment) -> Sheet:
    """The institution's own sheet as the database has it now."""
    return assessment.sheets.select_related("latest").get(side=Sheet.Side.SELF)


def later(moment: datetime, **shift: int) -> datetime:
    """A moment after another."""
    from datetime import timedelta

    return moment + timedelta(**shift)
