"""What people type in: a filter, an answer, a verdict, more time, another owner."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html

from etam.content.followup_rules import Reason, Status
from etam.evidence.models import Evidence
from etam.followup import reference
from etam.followup.actions.linking import DAYS, LONGEST_NAME
from etam.followup.actions.locking import MAX_TEXT
from etam.followup.models import Recommendation
from etam.followup.queries import listing
from etam.institutions.forms import institution_with
from etam.institutions.models import Institution, Region
from etam.web.formats import listed
from etam.web.forms import day_field

CLOCKS = [
    ("", "Semua"),
    ("lewat", "Lewat batas"),
    ("menunggu", "Menunggu penilaian"),
    ("lama", "Sudah lama"),
]
FIRST = ("cari", "status", "waktu")


def _text(label: str, rows: int = 3, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, max_length=MAX_TEXT, **options)


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices


def _reasons(known: dict[str, Reason]) -> list[tuple[str, str]]:
    return [("", "Pilih alasan"), *((one.code, one.label["id"]) for one in known.values())]


class Filter(forms.Form):
    """Narrows the list; a value that does not exist is left out."""

    cari = forms.CharField(label="Kata, lembaga, atau kode", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False)
    waktu = forms.ChoiceField(label="Waktu", required=False, choices=CLOCKS)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    sumber = forms.ChoiceField(label="Sumber", required=False)
    topik = forms.ChoiceField(label="Topik", required=False)

    def __init__(self, data: Any, rows: QuerySet[Recommendation], regencies: QuerySet[Region]):
        super().__init__(data)
        rules = reference.latest()
        _offer(self, "status", [("", "Semua"), *((one.code, one.word["id"]) for one in rules.statuses.values())])
        _offer(self, "daerah", [("", "Semua"), *((one.code, one.short_name) for one in regencies)])
        _offer(self, "sumber", [("", "Semua"), *listing.sources(rows)])
        _offer(self, "topik", [("", "Semua"), *((code, label["id"]) for code, label in rules.topics.items())])
        self.is_valid()

    @property
    def first(self) -> list[forms.BoundField]:
        """The filters that most people use."""
        return [self[name] for name in FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        """The others, which a page folds away."""
        return [field for field in self if field.name not in FIRST]

    @property
    def more_given(self) -> bool:
        """Whether one of the others is set, so that it must be seen."""
        return bool(self.given.keys() - FIRST)

    @property
    def given(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def search(self, rows: QuerySet[Recommendation], day: date) -> QuerySet[Recommendation]:
        """The recommendations that answer, those that end first before others."""
        given = self.given.get
        found = listing.matching(
            rows,
            day,
            search=given("cari", ""),
            status=given("status", ""),
            regency=given("daerah", ""),
            source=given("sumber", ""),
            topic=given("topik", ""),
            clock=given("waktu", ""),
        )
        return listing.by_urgency(found)


class _AnswerForm(forms.Form):
    """What was done, and how far it has come."""

    text = _text("Apa yang sudah dilakukan", 5)
    progress = forms.IntegerField(
        label="Kemajuan dalam persen", help_text="0: baru dimulai. 100: seluruhnya sudah dilakukan."
    )


class RespondForm(_AnswerForm):
    """An answer of the owner; evidence is chosen beside it."""

    no_evidence_reason = _text(
        "Alasan tanpa bukti", 2, required=False, help_text="Diisi hanya kalau memang tidak ada bukti yang diperlukan."
    )


class LinkAnswerForm(_AnswerForm):
    """An answer through a signed link: without files, so it says where the evidence can be seen."""

    proof = _text(
        "Bukti",
        3,
        help_text="Di mana buktinya dapat dilihat: nomor dan tanggal surat, alamat halaman. Atau mengapa tidak ada.",
    )


class LinkForm(forms.Form):
    """Who answers through a signed link, and for how long it serves."""

    holder = forms.CharField(
        label="Siapa yang menjawab",
        max_length=LONGEST_NAME,
        help_text="Nama orang dan instansinya. Nama ini tampil pada jawabannya.",
    )
    days = forms.IntegerField(label="Berlaku berapa hari", initial=DAYS)


class JudgeForm(forms.Form):
    """A verdict on the answer that waits."""

    response_number = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label="Penilaian Anda", widget=forms.RadioSelect)
    note = _text("Catatan untuk penanggung jawab", 3, required=False)
    reason = forms.ChoiceField(label="Alasan tidak dapat ditindaklanjuti", required=False)
    document = forms.ChoiceField(label="Dokumen yang menunjukkannya", required=False)

    def __init__(self, *args: Any, recommendation: Recommendation, papers: list[Evidence], **kwargs: Any):
        super().__init__(*args, **kwargs)
        rules = recommendation.rules
        _offer(self, "status", [(one.code, _with_needs(one)) for one in rules.statuses.values()])
        _offer(self, "reason", _reasons(dict(rules.impossible_reasons)))
        _offer(self, "document", [("", "Pilih dokumen"), *(_paper(one) for one in papers)])


class ExtendForm(forms.Form):
    """More time."""

    due_on = day_field("Batas baru")
    reason = forms.ChoiceField(label="Alasan yang sah")
    note = _text("Penjelasan", 2, required=False)

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _offer(self, "reason", _reasons(dict(recommendation.rules.late_reasons)))


class OwnerForm(forms.Form):
    """Another owner."""

    institution = forms.CharField(
        label="Kode lembaga", required=False, max_length=40, help_text="Kode pada halaman lembaga, misalnya L00301."
    )
    owner_name = forms.CharField(
        label="Nama", required=False, max_length=200, help_text="Hanya untuk yang tidak terdaftar di Etam."
    )
    reason = _text("Alasan pengalihan", 2)

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any):
        super().__init__(*args, **kwargs)

    def clean_institution(self) -> Institution | None:
        return institution_with(self.cleaned_data["institution"])


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = _text("Alasan", 2)

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any):
        super().__init__(*args, **kwargs)


def _with_needs(status: Status) -> str:
    """A status in words, and what a verdict with it must bring."""
    needs = [
        words
        for is_needed, words in (
            (status.needs_evidence, "bukti, atau alasan bahwa bukti tidak diperlukan"),
            (status.needs_note, "catatan"),
            (status.needs_reason, "alasan dari daftar"),
            (status.needs_document, "dokumen dari bukti jawaban ini"),
        )
        if is_needed
    ]
    label = f"{status.letter}. {status.label['id']}"
    return format_html("<span>{}<small>Perlu {}.</small></span>", label, listed(needs)) if needs else label


def _paper(one: Evidence) -> tuple[str, str]:
    return one.code, f"{one.title} ({one.code}, {one.kind})"
