"""What was shown or handed out."""

import pytest

from etam.evidence import actions as evidence
from etam.evidence.models import Use
from etam.outreach import actions
from etam.outreach.exceptions import BadInput
from etam.outreach.tests.cast import NOW


@pytest.fixture
def event(cast):
    return cast.event(organiser_institution=cast.village)


class TestFiles:
    def test_count_as_used_at_the_event(self, cast, event):
        paper = cast.paper()
        actions.add_files(event, codes=[paper.code], by=cast.officer)
        use = Use.objects.get(evidence=paper)
        assert (use.place, use.place_id, use.url) == ("event", str(event.pk), event.get_absolute_url())

    def test_twice_stand_once(self, cast, event):
        paper = cast.paper()
        actions.add_files(event, codes=[paper.code, paper.code], by=cast.officer)
        assert actions.add_files(event, codes=[paper.code], by=cast.officer) == []

    def test_of_another_institution_are_refused(self, cast, event):
        paper = cast.paper(institution=cast.school)
        with pytest.raises(BadInput, match="tidak ada di pustaka bukti Perpustakaan Desa Nehes Liah Bing"):
            actions.add_files(event, codes=[paper.code], by=cast.officer)

    def test_that_were_withdrawn_are_refused(self, cast, event):
        paper = cast.paper()
        evidence.withdraw(paper, reason="Keliru", by=cast.operator, at=NOW)
        with pytest.raises(BadInput, match="sudah ditarik: Keliru"):
            actions.add_files(event, codes=[paper.code], by=cast.officer)

    def test_need_a_registered_organiser(self, cast):
        with pytest.raises(BadInput, match="tidak punya pustaka bukti"):
            actions.add_files(cast.event(), codes=["B7K3QP"], by=cast.officer)

    def test_are_free_again_once_removed(self, cast, event):
        paper = cast.paper()
        (made,) = actions.add_files(event, codes=[paper.code], by=cast.officer)
        actions.remove_material(made, by=cast.officer)
        assert not event.materials.exists()
        assert Use.objects.get(evidence=paper).released_at is not None


class TestLink:
    def test_stands_under_its_title(self, cast, event):
        made = actions.add_link(event, title=" Paparan  2026 ", url="https://example.id/a.pdf", by=cast.officer)
        assert (made.title, made.url) == ("Paparan 2026", "https://example.id/a.pdf")

    @pytest.mark.parametrize(
        "url", ["http://example.id/a", "javascript:alert(1)", "https://", "/a", "https://a@example.id/"]
    )
    def test_must_be_a_whole_secure_address(self, cast, event, url):
        with pytest.raises(BadInput, match="diawali https://"):
            actions.add_link(event, title="Paparan", url=url, by=cast.officer)

    def test_needs_a_title(self, cast, event):
        with pytest.raises(BadInput, match="Judul materi"):
            actions.add_link(event, title=" ", url="https://example.id/a", by=cast.officer)
