"""Returns that pass every check, to be spoilt one answer at a time."""

from typing import Any

from etam.questionnaire import Answers, Context

MISSING = {"nothing": "missing"}
NOT_APPLICABLE = {"nothing": "not_applicable"}

VILLAGE = Context("public", "village", "64.08")
SCHOOL = Context("school", "sd_mi", "64.08")
REGENCY = Context("public", "regency", "64.08")
SPECIAL = Context("special", "special", "64.08")

COUNTS = {
    "print_titles": 1000,
    "print_items": 1200,
    "digital_titles": 20,
    "digital_items": 25,
    "print_titles_added": 30,
    "print_items_added": 40,
    "digital_titles_added": 2,
    "digital_items_added": 3,
    "collection_budget_total": 10_000_000,
    "staff_qualified": 0,
    "staff_not_qualified": 2,
    "staff_cpd": 1,
    "training_budget": 0,
    "literacy_participants": 180,
    "users_total": 1500,
    "ict_users": 200,
    "print_titles_used": 300,
    "print_items_used": 350,
    "digital_titles_used": 5,
    "digital_items_used": 5,
    "literacy_activities": 6,
    "partnerships": 1,
    "service_types": 3,
    "service_policies": 2,
    "service_budget": 5_000_000,
}
TEXTS = {
    "institution_name": "Desa Nehes Liah Bing",
    "npp": "6408052D1000001",
    "library_name": "Perpustakaan Desa Nehes Liah Bing",
    "address": "Jalan Pesantren 2",
    "province": "64",
    "regency": "64.08",
    "respondent_name": "Hartati",
    "respondent_whatsapp": "081200000000",
    "evidence_url": "https://drive.example.id/bukti",
}


def clean_return(context: Context = VILLAGE, **changes: Any) -> dict[str, Any]:
    """A complete return of the institution in `context` that no check finds fault with, but for `changes`."""
    answers = {**TEXTS, **COUNTS, "library_type": context.kind, "library_subtype": context.subtype}
    if context.kind == "school":
        answers |= {"school_staff_total": 14, "pupils_total": 160, "npsn": "30401234"}
        answers |= {"collection_budget_bos": 8_000_000, "collection_budget_non_bos": 2_000_000}
    if context.kind == "special":
        answers |= {"employees_total": 60}
    if context.subtype in ("province", "regency"):
        answers |= {"regional_policies": 1}
    return {**answers, **changes}


def with_last_year(last_year: Answers, context: Context = VILLAGE) -> Context:
    return Context(context.kind, context.subtype, context.region, last_year)
