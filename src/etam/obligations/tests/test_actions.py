"""Due dates, deliveries, and taking back what was recorded wrongly."""

from datetime import date

import pytest

from etam.accounts.models import JournalEntry
from etam.content.obligations import latest_obligations
from etam.evidence import storage
from etam.obligations import actions, queries
from etam.obligations.actions import Sent
from etam.obligations.exceptions import BadInput, WrongState
from etam.obligations.exports.files import File
from etam.obligations.models import Delivery
from etam.submissions.tests.cast import NOW, make_cast

TKM = latest_obligations().find("tkm")
IPLM = latest_obligations().find("iplm-workbook")
PDF = File("surat.pdf", "", b"%PDF-1.7\n")


@pytest.fixture
def cast(db, var):
    return make_cast()


def deliver(cast, obligation=TKM, year=2025, **changes):
    sent = Sent(**{"delivered_on": date(2026, 2, 16), "receipt": "041/2026", **changes})
    return actions.deliver(obligation, year, sent, by=cast.officer, at=NOW)


def due(cast, day, source="Surat 12/2026", year=2025):
    return actions.set_due(TKM, year, due_on=day, source=source, by=cast.officer, at=NOW)


class TestSetDue:
    def test_counts_from_then_on_and_keeps_what_was(self, cast):
        due(cast, date(2026, 3, 1))
        due(cast, date(2026, 3, 31), source="Surat 30/2026")
        assert queries.due_on(TKM, 2025) == date(2026, 3, 31)
        assert queries.due_dates_of(TKM, 2025).count() == 2

    def test_needs_to_say_who_set_it(self, cast):
        with pytest.raises(BadInput, match="Tulis dasar batasnya"):
            due(cast, date(2026, 3, 1), source=" ")

    @pytest.mark.parametrize("day", [date(2024, 12, 31), date(2029, 1, 1)])
    def test_refuses_a_day_of_another_year(self, cast, day):
        with pytest.raises(BadInput, match="tidak cocok dengan data 2025"):
            due(cast, day)


class TestDeliver:
    def test_keeps_the_file_as_it_was(self, cast):
        made = deliver(cast, file=PDF)
        assert storage.path_of(made.sha256, actions.FOLDER).read_bytes() == PDF.data
        assert made.sha256 in JournalEntry.objects.get(action="obligation_delivered").detail["sha256"]

    def test_remembers_the_day_that_was_due_then(self, cast):
        due(cast, date(2026, 2, 15))
        late = deliver(cast)
        due(cast, date(2026, 12, 31))
        assert late.is_late

    def test_counts_what_was_missing(self, cast):
        assert deliver(cast, IPLM).missing_at_delivery == 3

    def test_needs_a_receipt(self, cast):
        with pytest.raises(BadInput, match="Tulis tanda terimanya"):
            deliver(cast, receipt="")

    def test_refuses_a_day_to_come(self, cast):
        with pytest.raises(BadInput, match="18 Februari 2026 belum tiba"):
            deliver(cast, delivered_on=date(2026, 2, 18))

    def test_refuses_a_day_before_the_year(self, cast):
        with pytest.raises(BadInput, match="sebelum 2025"):
            deliver(cast, delivered_on=date(2024, 12, 31))

    def test_refuses_a_program_and_stores_nothing(self, cast):
        with pytest.raises(BadInput, match=r"alat\.exe bukan PDF"):
            deliver(cast, receipt_file=File("alat.exe", "", b"MZ\x90\xff"))
        assert not Delivery.objects.exists()


class TestWithdraw:
    def test_keeps_the_record_with_its_reason(self, cast):
        made = deliver(cast)
        actions.withdraw(made, reason="Salah tahun.", by=cast.officer, at=NOW)
        assert queries.line(TKM, 2025).delivery is None
        assert Delivery.objects.get().withdrawn_reason == "Salah tahun."

    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="apa yang keliru"):
            actions.withdraw(deliver(cast), reason="", by=cast.officer)

    def test_is_refused_twice(self, cast):
        made = deliver(cast)
        actions.withdraw(made, reason="Salah.", by=cast.officer)
        with pytest.raises(WrongState, match="sudah ditarik"):
            actions.withdraw(made, reason="Salah.", by=cast.officer)


class TestOnTime:
    def test_counts_what_was_due_by_today(self, cast):
        due(cast, date(2026, 2, 16))
        deliver(cast)
        due(cast, date(2025, 2, 1), year=2024)
        due(cast, date(2026, 6, 1), year=2026)
        assert queries.on_time(NOW.date()) == queries.OnTime(on_time=1, due=2)


class TestWaitingFor:
    def test_tells_an_officer_what_is_overdue(self, cast):
        due(cast, date(2026, 2, 1))
        (one,) = queries.waiting_for(cast.officer, NOW.date())
        assert (one.title, one.is_urgent) == ("Data survei TKM, data 2025", True)

    def test_is_silent_once_delivered(self, cast):
        due(cast, date(2026, 2, 1))
        deliver(cast)
        assert list(queries.waiting_for(cast.officer, NOW.date())) == []
