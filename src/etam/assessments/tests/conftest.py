import pytest

from etam.assessments.tests.cast import AuditCast, make_audit_cast


@pytest.fixture
def cast(db: None) -> AuditCast:
    return make_audit_cast()
