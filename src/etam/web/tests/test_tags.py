from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from etam.web.components import STATUSES, Link, Stat


def draw(text, **context):
    return Template("{% load etam %}" + text).render(Context(context))


class TestFilters:
    def test_a_number_is_written_the_indonesian_way(self):
        assert draw("{{ value|angka:1 }}", value=1234.56) == "1.234,6"

    def test_a_number_that_is_not_there_says_so(self):
        assert draw("{{ value|persen:1 }}", value={"nothing": "missing"}) == "tidak ada data"

    def test_zero_is_a_number(self):
        assert draw("{{ value|persen }} {{ value|rupiah }}", value=0) == "0% Rp0"

    def test_two_kinds_of_nothing_look_different(self):
        missing = draw("{{ value|nilai }}", value={"nothing": "missing"})
        not_applicable = draw("{{ value|nilai }}", value={"nothing": "not_applicable"})
        assert missing == '<span class="missing">tidak ada data</span>'
        assert not_applicable == '<span class="not-applicable">tidak berlaku</span>'

    def test_a_text_answer_is_escaped(self):
        assert draw("{{ value|nilai }}", value="<b>Taman Baca</b>") == "&lt;b&gt;Taman Baca&lt;/b&gt;"

    def test_a_range_of_equal_ends_is_one_number(self):
        assert draw("{{ value|rentang }}", value=(9, 9)) == "9"

    def test_a_range_in_a_title_does_not_break_at_its_dash(self):
        assert draw("{{ value|utuh }}", value="urutan 5–8, lalu") == "urutan 5\u2060–\u20608, lalu"

    def test_a_dash_between_words_may_break(self):
        assert draw("{{ value|utuh }}", value="Yeo–Johnson") == "Yeo–Johnson"

    def test_days_are_counted_from_the_day_given(self):
        assert draw("{{ due|hari_lagi:today }}", due=date(2026, 3, 31), today=date(2026, 2, 17)) == "42 hari lagi"

    def test_a_step_is_read_from_its_edges(self):
        assert draw('{{ 83|langkah:"40 60 75 90" }}') == "4"


class TestMarks:
    @pytest.mark.parametrize("state", STATUSES)
    def test_every_status_has_its_word(self, state):
        assert STATUSES[state].word in draw("{% status state %}", state=state)

    def test_an_official_fact_carries_no_mark(self):
        assert draw('{% confidence "official" %}') == ""

    def test_an_unknown_lozenge_is_refused_by_name(self):
        with pytest.raises(TemplateSyntaxError, match='"third": use one of bar, dash'):
            draw('{% k "third" %}')

    def test_a_change_has_an_arrow_and_a_sign(self):
        assert draw('{% change -7.7 "%" 1 %}') == '<span class="down">▼ −7,7%</span>'

    def test_what_rounds_to_nothing_has_not_changed(self):
        assert draw('{% change 0.04 "%" 1 %}') == '<span class="same">tetap</span>'

    def test_a_new_unit_has_no_places_won_or_lost(self):
        assert "baru sejak 2023" in draw('{% rank_change None "2023" %}')


class TestFigures:
    def test_lengths_are_written_for_css_not_for_people(self):
        assert 'style="--v:37.4;--goal:75;"' in draw("{% bar 37.4 goal=75 %}")

    def test_a_bar_without_value_is_not_drawn(self):
        assert draw("{% bar None %}") == ""

    def test_an_interval_keeps_its_three_places(self):
        assert 'style="--lo:5;--hi:8;--at:7;"' in draw("{% span 5 8 7 %}")

    def test_a_heat_cell_without_value_says_why(self):
        cell = draw('{% heat_cell None "50" why="tidak ada putaran" %}')
        assert 'class="cell s0"' in cell
        assert "tidak ada putaran" in cell

    def test_a_heat_cell_of_zero_has_a_value(self):
        assert "0%" in draw('{% heat_cell 0 "50" %}')

    def test_contributions_end_in_their_sum(self):
        drawn = draw("{% contrib parts 'Selisih' 'Sumbangan' %}", parts=[("Koleksi", -0.6), ("Tenaga", 0.9)])
        assert drawn.index("+0,9") < drawn.index("+0,3")

    def test_a_share_is_drawn_with_a_point(self):
        assert "--v:0.667" in draw("{% contrib parts 'Selisih' 'Sumbangan' %}", parts=[("a", -0.6), ("b", 0.9)])

    def test_a_key_figure_may_lead_further(self):
        assert '<a href="/kelengkapan/">' in draw("{% stats items %}", items=[Stat("83%", "diterima", "/kelengkapan/")])


class TestNavigation:
    def test_the_last_crumb_is_here_and_no_link(self):
        drawn = draw('{% crumbs "Beranda" "/" "Peringkat" %}')
        assert '<li aria-current="page">Peringkat</li>' in drawn
        assert drawn.count("<a ") == 1

    def test_a_tab_counts_the_indonesian_way(self):
        assert "1.234" in draw("{% tabs items 'Antrean' %}", items=[Link("/", "Menunggu", count=1234)])

    def test_page_links_keep_the_question(self):
        page = Paginator(range(30), 10).page(1)
        request = RequestFactory().get("/perpustakaan/?q=desa&halaman=1")
        assert "?q=desa&amp;halaman=3" in draw("{% pager page %}", page=page, request=request)

    def test_one_page_needs_no_links(self):
        assert draw("{% pager page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


class TestBlocks:
    def test_a_message_escapes_its_title_and_keeps_its_markup(self):
        drawn = draw("{% message 'warn' title %}<a href='/'>x</a>{% endmessage %}", title="<Perlu>")
        assert "&lt;Perlu&gt;" in drawn
        assert "<a href='/'>" in drawn

    def test_an_unknown_tone_is_refused_by_name(self):
        with pytest.raises(TemplateSyntaxError, match="use ok, warn, stop or info"):
            draw('{% message "red" %}x{% endmessage %}')

    def test_detail_is_closed_until_asked_for(self):
        assert '<details class="more"><summary>Arti</summary>' in draw("{% more 'Arti' %}x{% endmore %}")


class ReturnForm(forms.Form):
    titles = forms.IntegerField(label="Judul", help_text="Judul yang berbeda.")
    note = forms.CharField(label="Catatan", required=False)


class TestForms:
    FORM = ReturnForm({"titles": "banyak"})

    def test_help_and_error_are_tied_to_the_control(self):
        drawn = draw("{{ form.titles.as_field_group }}", form=self.FORM)
        assert 'aria-describedby="id_titles_helptext id_titles_error"' in drawn
        assert all(f'id="{name}"' in drawn for name in ("id_titles_helptext", "id_titles_error"))

    def test_a_field_that_may_stay_empty_says_so(self):
        assert "(boleh kosong)" in draw("{{ form.note.as_field_group }}", form=self.FORM)

    def test_a_refused_form_begins_with_links_to_what_to_mend(self):
        drawn = draw("{{ form }}", form=self.FORM)
        assert drawn.index('<a href="#id_titles">Judul: ') < drawn.index('id="id_titles"')
        assert "Satu hal harus diperbaiki" in drawn

    def test_a_fresh_form_has_no_summary(self):
        assert "harus diperbaiki" not in draw("{{ form }}", form=ReturnForm())

    def test_a_unit_stands_beside_the_number(self):
        assert "<span>judul</span>" in draw('{% field form.titles unit="judul" %}', form=ReturnForm())

    def test_checks_become_a_summary_too(self):
        drawn = draw("{% error_summary items=items %}", items=[("judul", "2.1 Judul melebihi eksemplar")])
        assert '<a href="#judul">2.1 Judul melebihi eksemplar</a>' in drawn
