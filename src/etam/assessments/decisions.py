"""Forms of decisions about one assessment: give up, another edition, the result, opening it again."""

from typing import Any

from django import forms

from etam.assessments import editions, standing
from etam.assessments.actions.auditing import unanswered_irregularities
from etam.assessments.models import Assessment

WORDS = forms.Textarea(attrs={"rows": 3, "maxlength": 1000})


class ReasonForm(forms.Form):
    """Why; whoever is touched by it reads this."""

    reason = forms.CharField(
        label="Alasan",
        widget=WORDS,
        max_length=1000,
        error_messages={"required": "Tulis alasannya: orang lain memutuskan dan bekerja berdasarkan alasan ini."},
    )


class EditionForm(forms.Form):
    """Another edition of the instrument, before anybody has scored."""

    version = forms.ChoiceField(label="Edisi")
    reason = forms.CharField(
        label="Sebab",
        widget=WORDS,
        max_length=1000,
        error_messages={"required": "Tulis sebab pindah edisi."},
        help_text="Misalnya nomor keputusan yang mengganti instrumen.",
    )

    def __init__(self, *arguments: Any, assessment: Assessment, **keywords: Any):
        super().__init__(*arguments, **keywords)
        newer = standing.newer_editions(assessment)
        self.fields["version"].choices = [  # type: ignore[attr-defined]
            (one, f"{one}{' (lebih baru)' if one in newer else ''}") for one in standing.other_editions(assessment)
        ]


class AuditResultForm(forms.Form):
    """The result of an audit follows from the moderated sheet; only silence of the office needs a word."""

    silence_reason = forms.CharField(
        label="Mengapa ditetapkan tanpa tanggapan",
        widget=WORDS,
        max_length=1000,
        help_text="Misalnya: tidak menjawab dalam tenggat yang disebut dalam surat.",
    )

    def __init__(self, *arguments: Any, assessment: Assessment, **keywords: Any):
        super().__init__(*arguments, **keywords)
        if left := unanswered_irregularities(assessment):
            told = " ".join(one.sentence for one in left)
            self.fields["silence_reason"].error_messages["required"] = f"{told} Tulis sebabnya, atau tunggu tanggapan."
        else:
            del self.fields["silence_reason"]


class AccreditationResultForm(forms.Form):
    """What Perpusnas decided; it need not follow from the moderated sheet."""

    official_score = forms.DecimalField(label="Nilai resmi", required=False, localize=True)
    official_grade = forms.ChoiceField(label="Predikat")
    deviation_reason = forms.CharField(
        label="Mengapa predikatnya tidak mengikuti nilai",
        widget=WORDS,
        max_length=1000,
        required=False,
        help_text="Hanya bila predikat resmi menyimpang dari nilainya.",
    )

    def __init__(self, *arguments: Any, assessment: Assessment, **keywords: Any):
        super().__init__(*arguments, **keywords)
        grades = reversed(editions.scheme_of(assessment).grades)
        self.fields["official_grade"].choices = [  # type: ignore[attr-defined]
            ("", "Pilih predikat"),
            *((one.code, f"{one.code}: {one.label.id}" if one.code != "none" else one.label.id) for one in grades),
        ]

    def clean_official_score(self) -> float | None:
        score = self.cleaned_data["official_score"]
        return None if score is None else float(score)


class ReopeningForm(forms.Form):
    """Decide about a request; a refusal says why."""

    decision = forms.CharField(
        label="Sebab bila ditolak",
        widget=WORDS,
        max_length=1000,
        required=False,
    )
