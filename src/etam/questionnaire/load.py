"""From an instrument's folder to an Instrument, or to every fault it has with file and line."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from etam.content.bases import regulations_of
from etam.content.files import (
    CONTENT_ROOT,
    ContentError,
    Document,
    Fault,
    Pointer,
    all_versions,
    check_schema,
    folder_checksum,
    read_yaml,
)
from etam.content.kinds import LIBRARY, Kinds, latest_kinds
from etam.expressions import Expression, Type, names
from etam.questionnaire import known, messages, rules, score_tree
from etam.questionnaire.building import Builder
from etam.questionnaire.instrument import (
    CONTEXT_NAMES,
    QUESTION_TYPES,
    Check,
    Derived,
    Instrument,
    Mechanism,
    Note,
    Option,
    Origin,
    PeerRule,
    PointBand,
    Question,
    Section,
    Words,
)

FILE = "instrument.yml"
YES_NO = ({"value": "ya", "label": {"id": "Ya", "en": "Yes"}}, {"value": "tidak", "label": {"id": "Tidak", "en": "No"}})


def load_instrument(folder: Path) -> Instrument:
    """The instrument in `folder`. Raises ContentError with every fault.

    Loaded once per process for each state of the file: released folders do not change.
    """
    path = folder / FILE
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    return _loaded(folder.resolve(), changed)


def check_instrument(folder: Path) -> list[Fault]:
    """Everything wrong with the instrument in `folder`."""
    faults = [] if (folder / "CHANGES.md").is_file() else [Fault(folder / "CHANGES.md", 0, "is absent")]
    try:
        instrument = _read(folder)
    except ContentError as error:
        return [*faults, *error.faults]
    if folder.name != instrument.version or folder.parent.name != instrument.code:
        faults.append(
            Fault(folder / FILE, 1, f"says {instrument.code}/{instrument.version}, but lies in another folder")
        )
    return faults


def instrument_folder(code: str, version: str) -> Path:
    """Where the released version of an instrument lies."""
    return CONTENT_ROOT / "instruments" / code / version


def instrument_folders() -> list[Path]:
    """The folder of every version of every instrument, oldest version first."""
    return all_versions(CONTENT_ROOT / "instruments")


@lru_cache(maxsize=64)
def _loaded(folder: Path, changed: int) -> Instrument:
    return _read(folder)


def _read(folder: Path) -> Instrument:
    document = read_yaml(folder / FILE)
    faults = check_schema(document, "instrument")
    if faults:
        raise ContentError(faults)
    builder = _Builder(document)
    instrument = builder.instrument(folder_checksum(folder))
    if builder.faults:
        raise ContentError(builder.faults)
    return instrument


class _Builder(Builder):
    """Builds an instrument from a file that fits the schema, and collects what the schema cannot see."""

    def __init__(self, document: Document):
        super().__init__(document)
        self.types = self._types()

    def instrument(self, checksum: str) -> Instrument:
        sections = tuple(self._section(section, ("sections", i)) for i, section in enumerate(self.data["sections"]))
        questions = {question.element: question for section in sections for question in section.questions}
        derived = tuple(self._derived(entry, ("derived", i)) for i, entry in enumerate(self.data.get("derived", [])))
        checks = self._range_checks(questions) + self._checks(questions)
        self.refuse_twice([(check.id, ("checks",)) for check in checks], "check")
        return Instrument(
            code=self.data["code"],
            version=self.data["version"],
            checksum=checksum,
            title=words(self.data["title"]),
            origin=origin(self.data),
            sections=sections,
            checks=tuple(checks),
            peer_rules=tuple(self._peer_rules()),
            mechanisms=tuple(_mechanism(entry) for entry in self.data.get("mechanisms", [])),
            derived=derived,
            scoring=score_tree.build(self, self.data["scoring"], sections) if "scoring" in self.data else None,
            answered_by=self.data.get("answered_by", ""),
            verified_by=self.data.get("verified_by", ""),
            asks=self._asks(),
        )

    def _asked_by(self, code: str) -> Mapping[str, Type]:
        """The elements that another instrument asks for. Raises KeyError where there is no other one of this code."""
        if code == self.data["code"]:
            raise KeyError(code)
        return asked_by(code)

    def _asks(self) -> tuple[str, ...]:
        kinds = _kinds()
        for i, code in enumerate(self.data.get("asks", [])):
            if code not in kinds.kinds:
                self.fault(("asks", i), f'kind "{code}" is not one of {", ".join(kinds.kinds)}')
        return tuple(self.data.get("asks", kinds.of_family(LIBRARY)))

    def _types(self) -> dict[str, Type]:
        types = dict(CONTEXT_NAMES)
        seen: list[tuple[str, Pointer]] = []
        for i, section in enumerate(self.data["sections"]):
            for j, question in enumerate(section["questions"]):
                types[question["element"]] = QUESTION_TYPES[question["type"]]
                seen.append((question["element"], ("sections", i, "questions", j, "element")))
        for i, entry in enumerate(self.data.get("derived", [])):
            seen.append((entry["element"], ("derived", i, "element")))
        self.refuse_twice([*((name, ()) for name in CONTEXT_NAMES), *seen], "element")
        return types

    def _section(self, data: Mapping[str, Any], at: Pointer) -> Section:
        questions = tuple(
            self._question(question, (*at, "questions", i), data["code"])
            for i, question in enumerate(data["questions"])
        )
        return Section(data["code"], data["number"], words(data["title"]), questions, _words_or_none(data.get("help")))

    def _question(self, data: Mapping[str, Any], at: Pointer, section: str) -> Question:
        label = words(data["label"])
        short = words(data.get("short", data["label"]))
        options = self._options(data, at)
        is_bounded = data["type"] in ("count", "money", "percent")
        if data["type"] == "ladder" and "options" not in data:
            self.fault(at, f'question "{data["element"]}" is a ladder without options')
        minimum = data.get("minimum", 0 if is_bounded else None)
        maximum = data.get("maximum", 100 if data["type"] == "percent" else None)
        if "points" in data:
            self._check_points(data, at, minimum, maximum)
        return Question(
            element=data["element"],
            number=data["number"],
            type=data["type"],
            label=label,
            short=short,
            help=words(data["help"]) if "help" in data else Words("", ""),
            definition=words(data["definition"]) if "definition" in data else Words("", ""),
            origin=origin({**self.inherited, **data}),
            unit=_words_or_none(data.get("unit")),
            column=data.get("column", ""),
            options=options,
            applies_to=self._condition(data, "applies_to", at),
            needs=self._condition(data, "needs", at),
            required=data.get("required", True),
            personal=data.get("personal", False),
            prefill=data.get("prefill", ""),
            known_from=known.build(self, data, at, options, self._asked_by),
            evidence=_words_or_none(data.get("evidence")),
            minimum=minimum,
            maximum=maximum,
            point_bands=self._point_bands(data, at),
            value_is_points="points" in data,
            iso_2789=_words_or_none(data.get("iso_2789")),
            notes=tuple(Note(words(note["text"]), note["confidence"]) for note in data.get("notes", [])),
            not_applicable_as=data.get("not_applicable_as"),
            section=section,
        )

    def _check_points(self, data: Mapping[str, Any], at: Pointer, minimum: float | None, maximum: float | None) -> None:
        """An answer can be its own points only where its bounds say what the worst and the best are."""
        name = f'question "{data["element"]}"'
        if not QUESTION_TYPES[data["type"]].is_number:
            self.fault((*at, "points"), f"{name} takes its answer as points, but its answer is no number")
        elif maximum is None or maximum <= 0:
            self.fault((*at, "points"), f"{name} takes its answer as points, so it needs a maximum above 0")
        elif minimum is None or minimum < 0:
            self.fault((*at, "points"), f"{name} takes its answer as points, so it needs a minimum of 0 or more")
        if "point_bands" in data:
            self.fault((*at, "point_bands"), f"{name} has both points and point_bands")

    def _condition(self, data: Mapping[str, Any], key: str, at: Pointer) -> Expression | None:
        return self.expression(data[key], (*at, key), condition=True) if key in data else None

    def _options(self, data: Mapping[str, Any], at: Pointer) -> tuple[Option, ...]:
        entries = data.get("options", YES_NO if data["type"] == "yes_no" else ())
        self.refuse_twice([(entry["value"], (*at, "options", i)) for i, entry in enumerate(entries)], "option")
        return tuple(
            Option(
                entry["value"],
                words(entry["label"]),
                entry.get("points"),
                self._condition(entry, "applies_to", (*at, "options", i)),
                entry.get("national", ""),
            )
            for i, entry in enumerate(entries)
        )

    def _point_bands(self, data: Mapping[str, Any], at: Pointer) -> tuple[PointBand, ...]:
        entries = data.get("point_bands", [])
        bands = score_tree.bands(self, entries, (*at, "point_bands"))
        return tuple(
            PointBand(band, entry["points"], origin({**data, **entry}))
            for band, entry in zip(bands, entries, strict=True)
        )

    def _derived(self, data: Mapping[str, Any], at: Pointer) -> Derived:
        formula = self.expression(data["formula"], (*at, "formula"), condition=False)
        return Derived(data["element"], words(data["label"]), formula, _words_or_none(data.get("unit")))

    def _range_checks(self, questions: Mapping[str, Question]) -> list[Check]:
        checks = []
        for i, section in enumerate(self.data["sections"]):
            for j, entry in enumerate(section["questions"]):
                question = questions[entry["element"]]
                rule = rules.range_rule(question)
                if rule:
                    at: Pointer = ("sections", i, "questions", j)
                    made = {"rule": "range", "severity": "must_fix", "confidence": "derived", "source": "question type"}
                    checks.append(self._check(rule, made, "range", at, questions))
        return checks

    def _checks(self, questions: Mapping[str, Question]) -> list[Check]:
        return [
            self._check(rule, entry, rules.kind_of(entry), ("checks", i, rules.kind_of(entry)), questions)
            for i, entry in enumerate(self.data.get("checks", []))
            for rule in rules.expand(entry)
        ]

    def _check(
        self, rule: rules.Rule, entry: Mapping[str, Any], kind: str, at: Pointer, questions: Mapping[str, Question]
    ) -> Check:
        expression = self.expression(rule.expression, at, condition=True)
        shows = {name: self.expression(text, at, condition=False) for name, text in rule.shows.items()}
        read = (name.removeprefix("last_year.") for name in names(expression))
        elements = rule.elements or tuple(dict.fromkeys(name for name in read if name in questions))
        for element in elements:
            if element not in questions:
                self.fault(at, f'check "{rule.id}" names the unknown element "{element}"')
        for problem in messages.problems(rule.message, questions, shows):
            self.fault((*at[:2], "message"), f'check "{rule.id}": {problem}')
        return Check(
            rule.id,
            entry.get("rule", entry.get("id", rule.id)),
            kind,
            elements,
            entry["severity"],
            rule.message,
            expression,
            origin(entry),
            shows,
        )

    def _peer_rules(self) -> Iterable[PeerRule]:
        for i, entry in enumerate(self.data.get("checks", [])):
            if "peers" in entry:
                settings = entry["peers"]
                value = self.expression(settings["value"], ("checks", i, "peers", "value"), condition=False)
                is_log = settings.get("scale", "linear") == "log"
                yield PeerRule(entry["id"], value, settings["spread"], settings["at_least"], is_log)


@cache
def asked_by(code: str) -> Mapping[str, Type]:
    """The elements that the newest edition of an instrument asks for. Raises KeyError where there is none."""
    folders = [folder for folder in instrument_folders() if folder.parent.name == code]
    if not folders:
        raise KeyError(code)
    return {question.element: question.value_type for question in load_instrument(folders[-1]).questions}


@cache
def _kinds() -> Kinds:
    return latest_kinds()


def words(data: Mapping[str, str]) -> Words:
    return Words(data["id"], data["en"])


def origin(data: Mapping[str, Any]) -> Origin:
    return Origin(data.get("confidence", "unverified"), data.get("source", ""), regulations_of(data.get("basis", ())))


def _words_or_none(data: Mapping[str, str] | None) -> Words | None:
    return words(data) if data else None


def _mechanism(entry: Mapping[str, Any]) -> Mechanism:
    return Mechanism(entry["rule"], entry["carried_out_by"], entry["severity"], words(entry["text"]), origin(entry))
