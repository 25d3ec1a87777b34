import pytest

from etam.accounts import journal
from etam.editions.actions import record_version
from etam.editions.models import ContentVersion

pytestmark = pytest.mark.django_db


class TestRecordVersion:
    def test_journals_content_that_differs_from_what_was_loaded(self):
        edition = record_version("methods", "iplm", "2023.1", "a" * 64)
        record_version("methods", "iplm", "2023.1", "b" * 64)
        assert ContentVersion.objects.get(pk=edition.pk).checksum == "b" * 64
        assert [entry.action for entry in journal.of(edition)] == ["content_changed", "content_loaded"]
