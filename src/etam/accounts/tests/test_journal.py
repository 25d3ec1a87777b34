import pytest

from etam.accounts import journal
from etam.accounts.models import JournalEntry, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return User.objects.create_user("rina@example.id", name="Rina")


def test_keeps_who_what_and_when(user):
    entry = journal.record("account.create", user, by=user, summary="Membuat akun.", email="rina@example.id")
    assert (entry.by, entry.action, entry.detail) == (user, "account.create", {"email": "rina@example.id"})


def test_tells_the_latest_first(user):
    journal.record("one", user, by=None, summary="Satu.")
    journal.record("two", user, by=None, summary="Dua.")
    assert [entry.action for entry in journal.of(user)] == ["two", "one"]


def test_many_subjects_get_an_entry_each(user):
    other = User.objects.create_user("andi@example.id", name="Andi")
    journal.record_many("closed", [user, other], by=None, summary="Ditutup.")
    assert JournalEntry.objects.filter(action="closed").count() == 2
