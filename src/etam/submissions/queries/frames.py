"""A round's list of institutions beside the list of the period before."""

from etam.institutions.models import InstitutionChange
from etam.questionnaire.match import Listed, Match, match_lists
from etam.submissions.models import Round


def frame_check(round_: Round) -> list[Match]:
    """Who is missing, new, merged, renamed or listed twice against the last round of the same instrument.

    Empty when there is no earlier round to compare with.
    """
    earlier = Round.objects.filter(instrument_code=round_.instrument_code, period__lt=round_.period)
    last = earlier.order_by("-period").first()
    return match_lists(_listed(last), _listed(round_)) if last else []


def _listed(round_: Round) -> list[Listed]:
    """The list of a round, with names as they were when it opened."""
    merged = dict(
        InstitutionChange.objects.filter(kind=InstitutionChange.Kind.MERGED).values_list(
            "institution__code", "successor__code"
        )
    )
    renamed = {
        change.institution_id: change.before
        for change in InstitutionChange.objects.filter(
            kind=InstitutionChange.Kind.RENAMED, on__gt=round_.opens_on
        ).order_by("-on")
    }
    return [
        Listed(
            code=one.institution.code,
            name=renamed.get(one.institution_id, one.institution.name),
            kind=one.kind,
            subtype=one.subtype,
            region=one.institution.region_id,
            npp=one.institution.npp,
            npsn=one.institution.npsn,
            merged_into=merged.get(one.institution.code) or "",
        )
        for one in round_.submissions.select_related("institution").order_by("institution__code")
    ]
