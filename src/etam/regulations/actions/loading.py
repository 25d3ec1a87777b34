"""Writes of the register that come from content."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import models, transaction

from etam.accounts.models import User
from etam.content.files import CONTENT_ROOT, versions
from etam.content.regulations import Register, load_register
from etam.editions.actions import loaded_version, record_version
from etam.editions.models import ContentVersion
from etam.regulations.models import Article, Origin, Regulation, RegulationRelation, Withdrawable

# What content does not say, so that loading it leaves it as it is.
OUR_OWN = (
    "id", "origin", "edited_at", "edited_by", "checked_on", "checked_by", "changed_at", "abstract", "call_number",
    "withdrawn_at", "withdrawn_by", "withdrawn_reason",
)  # fmt: skip


def load_regulations(*, folder: Path | None = None, by: User | None = None) -> ContentVersion:
    """Bring the register to an edition of content, the newest unless `folder` names another.

    Loading the same edition again changes nothing. What a person has added, changed or taken out stays as it is, and so
    does a regulation that the edition no longer holds: something may rest on it. Raises ContentError when the edition
    has a fault.
    """
    edition = folder or versions(CONTENT_ROOT / "regulations")[-1]
    if (loaded := loaded_version("regulations", "register", edition)) is not None:
        return loaded
    register = load_register(edition)
    with transaction.atomic():
        _bring(Regulation, _regulations(register), key=("code",))
        _untouched(RegulationRelation).filter(subject__in=register.by_id).delete()
        _bring(RegulationRelation, _relations(register), key=("subject_id", "verb", "object_id"))
        _bring(Article, _articles(register), key=("regulation_id", "number"))
        return record_version("regulations", "register", register.version, register.checksum, by=by)


def _bring(model: type[models.Model], rows: Iterable[models.Model], key: tuple[str, ...]) -> None:
    """Insert rows, or correct those that nobody has touched; `key` are the fields that name one row."""
    touched = set(model._default_manager.exclude(pk__in=_untouched(model)).values_list(*key))
    free = [row for row in rows if tuple(getattr(row, name) for name in key) not in touched]
    unique = [name.removesuffix("_id") for name in key]
    fields = [one.name for one in model._meta.concrete_fields if one.name not in (*OUR_OWN, *unique)]
    model._default_manager.bulk_create(free, update_conflicts=True, unique_fields=unique, update_fields=fields)


def _untouched(model: type[models.Model]) -> models.QuerySet[Any]:
    rows = model._default_manager.filter(origin=Origin.CONTENT, edited_at=None)
    return rows.filter(withdrawn_at=None) if issubclass(model, Withdrawable) else rows


def _regulations(register: Register) -> list[Regulation]:
    names = (
        "type", "number", "year", "title", "issuer", "place", "set_on", "promulgated_on", "in_force_on", "ended_on",
        "gazette", "status", "confidence", "note",
    )  # fmt: skip
    return [Regulation(code=one.id, subjects=list(one.subjects), **_values(one, names)) for one in register.regulations]


def _relations(register: Register) -> list[RegulationRelation]:
    names = ("verb", "by_article", "since", "confidence", "note")
    return [
        RegulationRelation(
            subject_id=one.subject, object_id=one.object, articles=list(one.articles), **_values(one, names)
        )
        for one in register.relations
    ]


def _articles(register: Register) -> list[Article]:
    return [
        Article(regulation_id=one.regulation, number=one.article, **_values(one, ("subject", "confidence", "note")))
        for one in register.articles
    ]


def _values(one: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}
