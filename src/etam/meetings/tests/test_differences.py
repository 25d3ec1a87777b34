"""What one wording changes in another."""

from hypothesis import given
from hypothesis import strategies as st

from etam.meetings.differences import differences

TEXTS = st.text(alphabet="ab \n", max_size=30)


def test_names_what_came_and_what_went():
    found = [(one.kind, one.text) for one in differences("Data desa diperbarui.", "Data kampung dan desa diperbarui.")]
    assert found == [("same", "Data "), ("added", "kampung dan "), ("same", "desa diperbarui.")]


@given(TEXTS, TEXTS)
def test_gives_both_texts_back(before, after):
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.kind != "added") == before
    assert "".join(one.text for one in pieces if one.kind != "removed") == after
