"""What the pages of the register show: the list, one regulation, one article, the picture of relations."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from etam.publishing import articles, citations, relation_graph, standing_words
from etam.publishing.forms import RegisterForm
from etam.publishing.queries import regulations, relations
from etam.regulations import queries
from etam.regulations.confusion_pages import STATES
from etam.regulations.force import Force, Standing, begins
from etam.regulations.models import Regulation
from etam.regulations.queries import listing
from etam.regulations.queries.confusions import cases_about
from etam.regulations.queries.register import standings_of
from etam.regulations.telling import FORCES, named
from etam.web import components

# From high to low, with how the types of each begin; what fits none is of an agency.
LEVELS: dict[str, tuple[str, ...]] = {
    "Undang-undang": ("UU", "Perppu"),
    "Peraturan pemerintah": ("PP",),
    "Presiden": ("Perpres", "Keppres", "Inpres"),
    "Menteri": ("Permen", "Kepmen", "SE Men"),
    "Lembaga": (),
    "Daerah": ("Perda", "Pergub", "Perbup", "Perwali", "Peraturan Gubernur", "Peraturan Bupati", "Peraturan Wali"),
}
AGENCY = "Lembaga"
FILE_HEADER = (*listing.HEADER, "keadaan_pada", "alamat")


def tabs(form: RegisterForm, counts: Mapping[Force, int]) -> list[components.Link]:
    """The list by force; a force that nothing has is offered only while it is chosen."""
    page, chosen = reverse("regulations"), form.asked.force
    whole = components.Link(f"{page}{form.query(keadaan='')}", "Semua", not chosen, sum(counts.values()))
    return [whole] + [
        components.Link(f"{page}{form.query(keadaan=force)}", status.word, chosen == force, counts[force])
        for force, status in FORCES.items()
        if counts[force] or chosen == force
    ]


def file_rows(codes: Collection[str], day: date, site: str) -> Iterator[tuple[Any, ...]]:
    """One row for each regulation under `FILE_HEADER`; `site` is what stands before its address."""
    for row in listing.table(codes, regulations.standings_among(codes, day)):
        yield (*row, day.isoformat(), f"{site}{reverse('regulation', args=[row[0]])}")


def of_regulation(regulation: Regulation, day: date) -> dict[str, Any]:
    """Everything the page of one regulation tells of `day`."""
    standings = standings_of(relations.around(regulation), day)
    standing = standings[regulation.code]
    # Most hold without a reason, and then there is nothing to cite.
    citing = {code: str(one) for code, one in queries.by_codes(named([standing])).items()} if standing.reason else {}
    changes = relations.changes(regulation)
    flags = regulations.flags_on(regulation)
    resting, older = citations.groups(regulation.code, flags=flags)
    return {
        "regulation": regulation,
        "day": day,
        "force": FORCES[standing.force],
        "text": regulation.files.filter(replaced_at=None).first(),
        "sentence": standing_words.sentence(standing, day, citing),
        "since": standing_words.since(begins(relations.rule_of(regulation))),
        "does": _told(relations.does(regulation)),
        "undergoes": _told(relations.undergoes(regulation)),
        "changes": [(one, standing_words.since(one.when), standing_words.awaited(one.when, day)) for one in changes],
        "articles": articles_of(regulation, changes),
        "resting": resting,
        "older": older,
        "waiting": citations.count_waiting(resting),
        "confusions": [(one, STATES[one.state]) for one in cases_about(regulation.code, timezone.localdate())],
        **(drawn(standings, day, regulation.code) if len(standings) > 1 else {}),
    }


def articles_of(regulation: Regulation, changes: list[relations.Change]) -> list[dict[str, Any]]:
    """Every article that the register, a change or something in Etam names, as a reader counts, with its changes."""
    held = {one.number: one for one in regulation.articles.standing()}
    changed = relations.of_articles(changes)
    resting = citations.articles_of(regulation.code)
    numbers = articles.in_order({*held, *changed, *resting})
    return [
        {"number": number, "about": held.get(number), "changes": changed.get(number, []), "resting": resting[number]}
        for number in numbers
    ]


def of_article(regulation: Regulation, asked: str) -> dict[str, Any] | None:
    """Everything the page of one article tells; None when nothing names that article."""
    changes = relations.changes(regulation)
    told = articles_of(regulation, changes)
    found = next((one for one in told if articles.parts(one["number"]) == articles.parts(asked)), None)
    if found is None:
        return None
    number = found["number"]
    resting, older = citations.groups(regulation.code, number, flags=regulations.flags_on(regulation))
    direct = [one for one in changes if one.through is None]
    return {
        "regulation": regulation,
        "number": number,
        "about": found["about"],
        "within": [one for one in told if one is not found and articles.covers(number, one["number"])],
        "around": next((one for one in told if one is not found and articles.covers(one["number"], number)), None),
        "changes": [
            (one, standing_words.since(one.when))
            for one in direct
            if any(articles.covers(number, other) or articles.covers(other, number) for other in one.articles)
        ],
        "whole": [(one, standing_words.since(one.when)) for one in direct if not one.articles],
        "resting": resting,
        "older": older,
        "waiting": citations.count_waiting(resting),
    }


def drawn(standings: Mapping[str, Standing], day: date, chosen: str = "") -> dict[str, Any]:
    """The picture of regulations as they stand on `day` and of what they do to each other, and its table."""
    held, between = queries.by_codes(standings), relations.between(standings)
    nodes = (_node(one, standings[code].force, chosen) for code, one in held.items())
    edges = (relation_graph.Edge(one.subject_id, one.verb, one.object_id) for one in between)
    verbs, forces = {one.verb for one in between}, {one.force for one in standings.values()}
    return {
        "drawing": relation_graph.draw(nodes, edges, tuple(LEVELS)),
        "verbs": [verb for verb in relation_graph.VERBS if verb in verbs],
        "marks": [(force, status.word) for force, status in FORCES.items() if force in forces],
        "between": [(one, standing_words.since(relations.when(one))) for one in between],
        "day": day,
    }


def _told(found: relations.Lines) -> dict[str, Any]:
    return {"lines": [(one, standing_words.since(one.when)) for one in found.lines], "total": found.total}


def level(type_: str) -> str:
    """The level of rule that a type stands in: "Permendagri" is of a minister."""
    found = (name for name, starts in LEVELS.items() if any(type_ == one or _begins(type_, one) for one in starts))
    return next(found, AGENCY)


def _begins(type_: str, start: str) -> bool:
    # "UU" and "PP" are whole words: "PPKn" would be none.
    return type_.startswith(start) if len(start) > 2 else type_.split(" ")[0] == start


def _node(one: Regulation, force: Force, chosen: str) -> relation_graph.Node:
    told = f"{one} {one.title}".strip()
    return relation_graph.Node(
        code=one.code,
        label=str(one),
        year=one.year,
        lane=level(one.type),
        mark=force,
        title=f"{told}: {FORCES[force].word.lower()}",
        url=one.get_absolute_url(),
        is_chosen=one.code == chosen,
    )
