"""What rooms do and what content says of its legal basis hold together."""

from etam.assessments.models import Document
from etam.content.documents import load_documents
from etam.content.files import CONTENT_ROOT, versions


def test_every_kind_of_audit_document_says_which_regulation_asks_for_it():
    known = load_documents(versions(CONTENT_ROOT / "documents")[-1]).documents
    assert [kind for kind in Document.Kind.values if kind not in known or not known[kind].basis] == []


def test_documents_go_by_one_name_in_content_and_on_paper():
    known = load_documents(versions(CONTENT_ROOT / "documents")[-1]).documents
    of_audits = [kind for kind in Document.Kind if kind != Document.Kind.SELF]
    assert [known[kind].label["id"] for kind in of_audits] == [kind.label for kind in of_audits]
