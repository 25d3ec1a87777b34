"""What officers type in about a regulation, its relations and its articles."""

import re
from typing import Any

from django import forms

from etam.content.regulations import INVERSES
from etam.regulations import checks
from etam.regulations.actions import Details, Passage, Terms
from etam.regulations.actions.editing import CONFIDENCES
from etam.regulations.exceptions import BadInput
from etam.regulations.models import Article, Regulation, RegulationRelation
from etam.regulations.queries.searching import cited, matching
from etam.web.forms import day_field

DOES, UNDERGOES = "does", "undergoes"
SUBJECT = re.compile(r"[a-z][a-z -]*")
SHOWN_CANDIDATES = 5


def _text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Sealed(forms.Form):
    """A form that knows which state of the row the person saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def renew_seal(self, seal: str) -> None:
        """Let the next sending be about the row as it is now."""
        data: Any = self.data
        data = data.copy()
        data["seen"] = seal
        self.data = data


class RegulationForm(Sealed):
    """A regulation, new or to be changed."""

    type = forms.CharField(
        label="Jenis",
        max_length=60,
        help_text="Singkatan atau nama lengkapnya, misalnya UU atau Peraturan Bupati.",
        widget=forms.TextInput(attrs={"list": "jenis-dikenal"}),
    )
    number = forms.CharField(label="Nomor", max_length=60)
    year = forms.IntegerField(label="Tahun", widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    title = forms.CharField(
        label="Judul (tentang)", required=False, widget=_text(2), help_text="Kosongkan bila belum dilihat pada naskah."
    )
    issuer = forms.CharField(label="Penetap", max_length=200, widget=forms.TextInput(attrs={"list": "penetap-dikenal"}))
    place = forms.CharField(label="Tempat penetapan", max_length=120, required=False)
    set_on = day_field("Tanggal penetapan", required=False)
    promulgated_on = day_field("Tanggal pengundangan", required=False)
    in_force_on = day_field("Mulai berlaku", required=False, help_text="Hanya bila berbeda dari tanggal pengundangan.")
    ended_on = day_field(
        "Berakhir", required=False, help_text="Hanya bila berakhir sendiri. Pencabutan dicatat sebagai hubungan."
    )
    gazette = forms.CharField(label="Lembaran atau berita negara/daerah", max_length=120, required=False)
    subjects = forms.CharField(
        label="Subjek", required=False, max_length=200, help_text="Dipisah koma, misalnya perpustakaan, kearsipan."
    )
    call_number = forms.CharField(label="Nomor panggil", max_length=60, required=False)
    abstract = forms.CharField(label="Abstrak", required=False, max_length=4000, widget=_text(4))
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=2000,
        widget=_text(),
        help_text="Termasuk di mana naskahnya dilihat.",
    )

    @property
    def main(self) -> list[forms.BoundField]:
        """What it is."""
        return [self[name] for name in ("type", "number", "year", "title", "issuer", "place")]

    @property
    def days(self) -> list[forms.BoundField]:
        """Its days."""
        return [self[name] for name in checks.DAYS]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What else is known of it."""
        return [self[name] for name in ("gazette", "subjects", "call_number", "abstract", "note")]

    def clean_subjects(self) -> list[str]:
        written = re.split(r"[,;]", self.cleaned_data["subjects"].lower())
        found = list(dict.fromkeys(" ".join(one.split()) for one in written if one.strip()))
        if wrong := [one for one in found if not SUBJECT.fullmatch(one)]:
            raise forms.ValidationError(f"Subjek “{wrong[0]}” hanya boleh memuat huruf. Pisahkan subjek dengan koma.")
        return found

    def details(self) -> Details:
        """What was typed in, once it is valid."""
        return Details(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})

    @staticmethod
    def initial_of(row: Regulation) -> dict[str, Any]:
        """The fields as they stand in a regulation."""
        fields = {name: getattr(row, name) for name in RegulationForm.base_fields if name not in ("seen", "subjects")}
        return {**fields, "subjects": ", ".join(row.subjects)}


class CheckForm(Sealed):
    """Somebody looked at the text: what its status is, and where it was seen."""

    status = forms.ChoiceField(
        label="Status menurut naskah", widget=forms.RadioSelect, choices=Regulation.Status.choices
    )
    confidence = forms.ChoiceField(
        label="Yang dilihat",
        widget=forms.RadioSelect,
        choices=[("official", "Naskah resmi"), ("secondary", "Sumber kedua, bukan naskahnya")],
    )
    checked_on = day_field("Dilihat pada")
    note = forms.CharField(
        label="Di mana dilihat",
        max_length=2000,
        widget=_text(),
        help_text="Misalnya alamat JDIH, halaman lembaran negara.",
    )


class TermsForm(Sealed):
    """What a relation says beside who does what to whom."""

    articles = forms.CharField(
        label="Pasal yang dikenai",
        required=False,
        max_length=600,
        help_text="Misalnya 23(6), 24. Kosong berarti seluruh peraturan.",
    )
    by_article = forms.CharField(
        label="Pasal yang menyatakan",
        required=False,
        max_length=40,
        help_text="Pasal peraturan yang mencabut atau mengubah.",
    )
    since = day_field("Sejak", required=False, help_text="Kosong berarti sejak peraturan itu berlaku.")
    confidence = forms.ChoiceField(
        label="Tingkat keyakinan", choices=list(CONFIDENCES.items()), initial="unverified", widget=forms.RadioSelect
    )
    note = forms.CharField(label="Catatan", required=False, max_length=2000, widget=_text(2))

    def clean_articles(self) -> list[str]:
        try:
            return checks.articles(self.cleaned_data["articles"])
        except BadInput as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean_by_article(self) -> str:
        written = self.cleaned_data["by_article"]
        try:
            return checks.article(written) if written.strip() else ""
        except BadInput as problem:
            raise forms.ValidationError(str(problem)) from problem

    def terms(self) -> Terms:
        """What was typed in, once it is valid."""
        names = ("articles", "by_article", "since", "confidence", "note")
        return Terms(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(row: RegulationRelation) -> dict[str, Any]:
        """The fields as they stand in a relation."""
        fields = {name: getattr(row, name) for name in ("by_article", "since", "confidence", "note")}
        return {**fields, "articles": ", ".join(row.articles)}


class RelationForm(TermsForm):
    """A relation seen from one regulation, in either direction."""

    direction = forms.ChoiceField(label="Peraturan ini")
    other = forms.CharField(
        label="Peraturan lain",
        max_length=200,
        help_text="Nomor dan tahunnya, misalnya UU 43/2007, atau kodenya.",
        widget=forms.TextInput(attrs={"list": "peraturan-lain", "autocomplete": "off"}),
    )
    field_order = ("direction", "other")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        verbs = RegulationRelation.Verb.values
        field: Any = self.fields["direction"]
        field.choices = [
            ("", "Pilih hubungannya"),
            ("Yang dialami", [(f"{UNDERGOES} {verb}", INVERSES[verb]) for verb in verbs]),
            ("Yang dilakukan", [(f"{DOES} {verb}", verb) for verb in verbs]),
        ]

    def clean_other(self) -> Regulation:
        text = self.cleaned_data["other"].partition(" – ")[0]
        found = cited(text) or list(matching(text)[: SHOWN_CANDIDATES + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                f"Tidak ada peraturan “{text}” dalam daftar. Periksa nomor dan tahunnya, atau catat dulu peraturannya."
            )
        named = "; ".join(f"{one} ({one.code})" for one in found[:SHOWN_CANDIDATES])
        raise forms.ValidationError(f"Beberapa peraturan cocok: {named}. Tulis salah satu kodenya.")

    def ends(self, own: Regulation) -> tuple[Regulation, str, Regulation]:
        """(subject, verb, object), once it is valid."""
        side, _, verb = self.cleaned_data["direction"].partition(" ")
        other = self.cleaned_data["other"]
        return (own, verb, other) if side == DOES else (other, verb, own)


class PassageForm(Sealed):
    """What an article is about."""

    subject = forms.CharField(
        label="Perihal", max_length=600, widget=_text(2), help_text="Dengan kata sendiri, bukan salinan bunyinya."
    )
    text = forms.CharField(
        label="Bunyi", required=False, max_length=8000, widget=_text(5), help_text="Hanya bila dilihat pada naskah."
    )
    confidence = forms.ChoiceField(
        label="Tingkat keyakinan", choices=list(CONFIDENCES.items()), initial="unverified", widget=forms.RadioSelect
    )
    note = forms.CharField(label="Catatan", required=False, max_length=2000, widget=_text(2))

    def passage(self) -> Passage:
        """What was typed in, once it is valid."""
        return Passage(**{name: self.cleaned_data[name] for name in ("subject", "text", "confidence", "note")})

    @staticmethod
    def initial_of(row: Article) -> dict[str, Any]:
        """The fields as they stand in an article."""
        return {name: getattr(row, name) for name in ("subject", "text", "confidence", "note")}


class ArticleForm(PassageForm):
    """An article that is not recorded yet."""

    number = forms.CharField(label="Pasal", max_length=40, help_text="Misalnya 23, 23A, atau 23(6).")
    field_order = ("number",)

    def clean_number(self) -> str:
        try:
            return checks.article(self.cleaned_data["number"])
        except BadInput as problem:
            raise forms.ValidationError(str(problem)) from problem


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label="Alasan", max_length=600, widget=_text(2))
