"""What the pages of the register show: the list, one regulation, one article, the picture of relations."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from etam.publishing import articles, citations, relation_graph, standing_words
from etam.publishing.forms import RegisterForm
from etam.publishing.queries import regulations, relations
from etam.regulations import queries
from etam.regulations.force import Force, begins
from etam.regulations.models import Regulation
from etam.regulations.queries.register import standings_of
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
CSV_HEAD = (
    "kode", "jenis", "nomor", "tahun", "tentang", "penetap", "subjek", "keadaan_pada", "keadaan", "keyakinan",
    "ditetapkan", "diundangkan", "mulai_berlaku", "berakhir", "sumber_berita", "catatan", "alamat",
)  # fmt: skip


def tabs(form: RegisterForm, counts: Mapping[Force, int]) -> list[components.Link]:
    """The list by force; a force that nothing has is offered only while it is chosen."""
    page, chosen = reverse("regulations"), form.asked.force
    whole = components.Link(f"{page}{form.query(keadaan='')}", "Semua", not chosen, sum(counts.values()))
    return [whole] + [
        components.Link(f"{page}{form.query(keadaan=force)}", status.word, chosen == force, counts[force])
        for force, status in standing_words.FORCES.items()
        if counts[force] or chosen == force
    ]


def csv_rows(
    found: Collection[Regulation], forces: Mapping[str, Force], day: date, site: str
) -> Iterator[tuple[str | int, ...]]:
    """One row for each regulation, in the order of `CSV_HEAD`; a day that is not known stays empty."""
    for one in found:
        days = (one.set_on, one.promulgated_on, one.in_force_on, one.ended_on)
        yield (
            one.code, one.type, one.number, one.year, one.title, one.issuer, "; ".join(one.subjects), day.isoformat(),
            standing_words.FORCES[forces[one.code]].word.lower(), one.confidence,
            *(known.isoformat() if known else "" for known in days), one.gazette, one.note,
            f"{site}{one.get_absolute_url()}",
        )  # fmt: skip


def of_regulation(regulation: Regulation, day: date) -> dict[str, Any]:
    """Everything the page of one regulation tells of `day`."""
    standing = standings_of([regulation.code], day)[regulation.code]
    citing = {code: str(one) for code, one in queries.by_codes(standing_words.named(standing)).items()}
    changes = relations.changes(regulation)
    flags = regulations.flags_on(regulation)
    resting, older = citations.groups(regulation.code, flags=flags)
    near = relations.around(regulation)
    return {
        "regulation": regulation,
        "day": day,
        "force": standing_words.FORCES[standing.force],
        "sentence": standing_words.sentence(standing, day, citing),
        "since": standing_words.since(begins(relations.rule_of(regulation))),
        "does": _told(relations.does(regulation)),
        "undergoes": _told(relations.undergoes(regulation)),
        "changes": [(one, standing_words.since(one.when), standing_words.awaited(one.when, day)) for one in changes],
        "articles": articles_of(regulation, changes),
        "resting": resting,
        "older": older,
        "waiting": citations.count_waiting(resting),
        **(drawn(near, day, regulation.code) if len(near) > 1 else {}),
    }


def articles_of(regulation: Regulation, changes: list[relations.Change]) -> list[dict[str, Any]]:
    """Every article that the register, a change or something in Etam names, as a reader counts, with its changes."""
    held = {one.number: one for one in regulation.articles.standing()}
    changed = relations.of_articles(changes)
    resting = citations.articles_of(regulation.code)
    named = articles.in_order({*held, *changed, *resting})
    return [
        {"number": number, "about": held.get(number), "changes": changed.get(number, []), "resting": resting[number]}
        for number in named
    ]


def of_article(regulation: Regulation, asked: str) -> dict[str, Any] | None:
    """Everything the page of one article tells; None when nothing names that article."""
    changes = relations.changes(regulation)
    named = articles_of(regulation, changes)
    found = next((one for one in named if articles.parts(one["number"]) == articles.parts(asked)), None)
    if found is None:
        return None
    number = found["number"]
    resting, older = citations.groups(regulation.code, number, flags=regulations.flags_on(regulation))
    direct = [one for one in changes if one.through is None]
    return {
        "regulation": regulation,
        "number": number,
        "about": found["about"],
        "within": [one for one in named if one is not found and articles.covers(number, one["number"])],
        "around": next((one for one in named if one is not found and articles.covers(one["number"], number)), None),
        "changes": [
            (one, standing_words.since(one.when))
            for one in direct
            if any(articles.covers(number, named) or articles.covers(named, number) for named in one.articles)
        ],
        "whole": [(one, standing_words.since(one.when)) for one in direct if not one.articles],
        "resting": resting,
        "older": older,
        "waiting": citations.count_waiting(resting),
    }


def drawn(codes: Collection[str], day: date, chosen: str = "") -> dict[str, Any]:
    """The picture of these regulations and of what they do to each other, and its table."""
    held, standings = queries.by_codes(codes), standings_of(codes, day)
    between = relations.between(codes)
    nodes = (_node(one, standings[code].force, chosen) for code, one in held.items())
    edges = (relation_graph.Edge(one.subject_id, one.verb, one.object_id) for one in between)
    verbs, forces = {one.verb for one in between}, {one.force for one in standings.values()}
    return {
        "drawing": relation_graph.draw(nodes, edges, tuple(LEVELS)),
        "verbs": [verb for verb in relation_graph.VERBS if verb in verbs],
        "marks": [(force, status.word) for force, status in standing_words.FORCES.items() if force in forces],
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
        title=f"{told}: {standing_words.FORCES[force].word.lower()}",
        url=one.get_absolute_url(),
        is_chosen=one.code == chosen,
    )
