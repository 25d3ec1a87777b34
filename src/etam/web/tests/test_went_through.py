"""What a form says of an action that it was to do."""

import pytest
from django import forms

from etam.web.forms import went_through


class Refused(Exception):
    def __init__(self, sentence, field=""):
        super().__init__(sentence)
        self.field = field


class Form(forms.Form):
    name = forms.CharField()
    version = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture
def form():
    return Form({"name": "a", "version": "1"})


def refuse(*told):
    def act():
        raise Refused(*told)

    return act


class TestWentThrough:
    def test_an_action_that_is_done_leaves_the_form_alone(self, form):
        assert went_through(form, lambda: None, refused=Refused)
        assert not form.errors

    @pytest.mark.parametrize(
        ("field", "place"), [("name", "name"), ("", "__all__"), ("absent", "__all__"), ("version", "__all__")]
    )
    def test_what_is_refused_stands_where_people_see_it(self, form, field, place):
        assert not went_through(form, refuse("Tidak bisa.", field), refused=Refused)
        assert form.errors == {place: ["Tidak bisa."]}

    def test_another_fault_is_not_swallowed(self, form):
        with pytest.raises(ZeroDivisionError):
            went_through(form, lambda: 1 / 0, refused=Refused)
