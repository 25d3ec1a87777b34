"""From the rows of the sheets to the data of an instrument's file, with the cell that each piece came from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etam.content.files import Pointer
from etam.exchange.instrument_sheet.cells import Line, Place, SheetFault, Tables
from etam.exchange.instrument_sheet.layout import (
    ABOUT,
    BOTH,
    CARRIED,
    CARRIED_TOP,
    FORM,
    GRADES,
    KNOWN,
    LADDERS,
    NODE,
    NOTES,
    OUTSIDE,
    QUESTIONS,
    SECTION,
    SECTIONS,
    TABLES,
    Column,
    is_path,
    of_section,
)
from etam.questionnaire.numbers import format_number

WEIGHTS_SUM = 100
DUST = 1e-9
WITH_OPTIONS = ("ladder", "choice", "yes_no")


class Assembler:
    """Puts the file together; `data` is usable as far as `faults` is empty, `places` says where pointers come from."""

    def __init__(self, tables: Tables, base: Mapping[str, Any] | None = None):
        self.tables = tables
        self.base = base or {}
        self.faults: list[SheetFault] = []
        self.places: dict[Pointer, Place] = {}
        self.sections = [line for line in tables.rows[SECTIONS] if self._use(line) in (BOTH, FORM)]
        self.nodes = [line for line in tables.rows[SECTIONS] if self._use(line) != FORM]
        self.ladders = _grouped(tables.rows[LADDERS], "[ladder]")
        self.used: set[str] = set()
        # Step of a ladder with its points and the maximum they exceed: the cells of that maximum.
        self.too_high: dict[tuple[Place, float, float], list[Place]] = {}
        self._refuse_twice()
        self._refuse_strangers()
        self.data = self._instrument()
        self._refuse_unused()
        self._refuse_too_high()

    def fault(self, place: Place, sentence: str) -> None:
        self.faults.append(SheetFault(place, sentence))

    def _use(self, line: Line) -> str:
        return str(line.get("[use]") or BOTH)

    def _instrument(self) -> dict[str, Any]:
        data = self._entry(self.tables.about, ABOUT, ())
        scoring = data.pop("scoring", {})
        data["sections"] = [self._section(line, i) for i, line in enumerate(self.sections)]
        for key in CARRIED_TOP:
            if key in self.base:
                data[key] = self.base[key]
                self.places[(key,)] = self.tables.about.at("[base]")
        if "code" in scoring.get("tree", {}):
            data["scoring"] = self._scoring(scoring)
        elif self.nodes and any(self._use(line) != BOTH or line.get("weight") for line in self.nodes):
            self.fault(
                self.tables.about.at("scoring.tree.code"), "kosong, padahal lembar Komponen memuat bobot. Isi kodenya."
            )
        return data

    def _entry(self, line: Line, columns: Sequence[Column], at: Pointer) -> dict[str, Any]:
        """What a row says in the columns that are paths, as nested data."""
        entry: dict[str, Any] = {}
        for column in columns:
            if is_path(column.key) and column.key in line.values:
                path = tuple(column.key.split("."))
                _put(entry, path, line.get(column.key))
                self.places[(*at, *path)] = line.at(column.key)
        self.places.setdefault(at, line.at(columns[0].key))
        self._speak_twice(entry, at)
        return entry

    def _speak_twice(self, entry: dict[str, Any], at: Pointer) -> None:
        """English where it is absent; a text in English alone is a fault."""
        for key, value in entry.items():
            if isinstance(value, dict) and "id" in value:
                value.setdefault("en", value["id"])
            elif isinstance(value, dict) and "en" in value:
                self.fault(self.places[(*at, key, "en")], "terisi, tetapi bahasa Indonesianya kosong.")
            elif isinstance(value, dict):
                self._speak_twice(value, (*at, key))

    def _section(self, line: Line, index: int) -> dict[str, Any]:
        at: Pointer = ("sections", index)
        section = self._entry(line, of_section(SECTION), at)
        if "number" not in section:
            self.fault(line.at("number"), "kosong. Bagian formulir perlu nomor.")
        mine = [one for one in self.tables.rows[QUESTIONS] if one.get("[section]") == line.get("code")]
        if not mine:
            self.fault(line.at("code"), f"komponen “{line.get('code')}” tidak mempunyai pertanyaan.")
        section["questions"] = [self._question(one, (*at, "questions", i)) for i, one in enumerate(mine)]
        return section

    def _question(self, line: Line, at: Pointer) -> dict[str, Any]:
        question = self._entry(line, TABLES[QUESTIONS], at)
        element = question.get("element", "")
        self._give_steps(question, line, at)
        for key, entries in (("notes", self._notes(element, at)), ("known_from", self._known(element, at))):
            if entries:
                question[key] = entries
        before = self._before(element)
        for key in CARRIED:
            if key in before:
                question[key] = before[key]
                self.places[(*at, key)] = self.tables.about.at("[base]")
        return question

    def _give_steps(self, question: dict[str, Any], line: Line, at: Pointer) -> None:
        name = line.get("[ladder]")
        most = question.get("maximum")
        if name is None:
            if question.get("type") == "ladder":
                self.fault(line.at("[ladder]"), "kosong. Pertanyaan bertipe tangga perlu nama tangganya.")
            return
        key = "options" if question.get("type") in WITH_OPTIONS else "point_bands"
        question[key] = self._steps(line, (*at, key))
        if key == "options" and "maximum" not in self._before(question.get("element", "")):
            # The highest points stand there to be compared, not to be asked.
            question.pop("maximum", None)
        if key == "options" and most is not None:
            self._hold_against(self.ladders.get(str(name), []), most, line.at("maximum"))

    def _hold_against(self, steps: Sequence[Line], most: float, cell: Place) -> None:
        for step in steps:
            points = step.get("points")
            if points is not None and points > most:
                self.too_high.setdefault((step.at("points"), points, most), []).append(cell)

    def _steps(self, line: Line, at: Pointer) -> list[dict[str, Any]]:
        name = str(line.get("[ladder]"))
        self.used.add(name)
        if name not in self.ladders:
            self.fault(line.at("[ladder]"), f"tangga “{name}” tidak ada pada lembar {LADDERS}.")
        return [self._entry(step, TABLES[LADDERS], (*at, i)) for i, step in enumerate(self.ladders.get(name, []))]

    def _notes(self, element: str, at: Pointer) -> list[dict[str, Any]]:
        mine = [line for line in self.tables.rows[NOTES] if line.get("[element]") == element]
        return [self._entry(line, TABLES[NOTES], (*at, "notes", i)) for i, line in enumerate(mine)]

    def _known(self, element: str, at: Pointer) -> list[dict[str, Any]]:
        mine = [line for line in self.tables.rows[KNOWN] if line.get("[element]") == element]
        entries = []
        for i, line in enumerate(mine):
            here = (*at, "known_from", i)
            entry = self._entry(line, TABLES[KNOWN], here)
            if line.get("[ladder]"):
                entry["steps"] = self._steps(line, (*here, "steps"))
            entries.append(entry)
        return entries

    def _scoring(self, given: dict[str, Any]) -> dict[str, Any]:
        tree = given["tree"]
        tree.setdefault("label", {"id": tree["code"], "en": tree["code"]})
        at: Pointer = ("scoring", "tree")
        tops = [line for line in self.nodes if not line.get("[parent]")]
        self._fill(tree, tops, at, str(tree["code"]))
        scoring = {**given, "tree": tree}
        lines = self.tables.rows[GRADES]
        if lines:
            grades = [self._entry(line, TABLES[GRADES], ("scoring", "grades", i)) for i, line in enumerate(lines)]
            scoring["grades"] = grades
        return scoring

    def _fill(self, node: dict[str, Any], children: Sequence[Line], at: Pointer, code: str) -> None:
        if children:
            self._weigh(children)
            node["parts"] = [self._node(line, (*at, "parts", i)) for i, line in enumerate(children)]
            return
        elements = [line.get("element") for line in self.tables.rows[QUESTIONS] if self._node_of(line) == code]
        if elements:
            node["questions"] = [element for element in elements if element]
        else:
            self.fault(self.places.get(at, Place(SECTIONS)), f"“{code}” tidak mempunyai pertanyaan yang bernilai.")

    def _node(self, line: Line, at: Pointer) -> dict[str, Any]:
        node = self._entry(line, of_section(("code", "title", *NODE)), at)
        node["label"] = node.pop("title", {"id": "", "en": ""})
        code = str(line.get("code"))
        self._fill(node, [one for one in self.nodes if one.get("[parent]") == code], at, code)
        return node

    def _weigh(self, sisters: Sequence[Line]) -> None:
        """Weights of sisters sum to 100, or none is given."""
        given = [line.get("weight") for line in sisters]
        if all(weight is None for weight in given):
            return
        for line in sisters:
            weight = line.get("weight")
            if weight is None:
                self.fault(line.at("weight"), "kosong, sedangkan saudaranya berbobot. Isi semua, atau kosongkan semua.")
            elif weight <= 0:
                self.fault(line.at("weight"), f"bobot {format_number(weight)} harus lebih dari 0.")
        total = sum(weight for weight in given if weight is not None)
        if None not in given and abs(total - WEIGHTS_SUM) > DUST:
            last = sisters[-1].at("weight")
            self.fault(last, f"bobot berjumlah {format_number(total)}, seharusnya {WEIGHTS_SUM}. Periksa kolom Bobot.")

    def _node_of(self, line: Line) -> str:
        """The node that a question scores in; "" for none."""
        named = line.get("[node]")
        if named is not None:
            return "" if named == OUTSIDE else str(named)
        own = next((one for one in self.sections if one.get("code") == line.get("[section]")), None)
        return str(own.get("code")) if own is not None and self._use(own) == BOTH else ""

    def _before(self, element: str) -> Mapping[str, Any]:
        questions = (one for section in self.base.get("sections", []) for one in section["questions"])
        return next((one for one in questions if one["element"] == element), {})

    def _refuse_twice(self) -> None:
        for lines, key, what in (
            (self.tables.rows[QUESTIONS], "element", "elemen"),
            (self.sections, "code", "komponen"),
            (self.nodes, "code", "simpul"),
            (self.tables.rows[GRADES], "code", "predikat"),
        ):
            for name, mine in _grouped(lines, key).items():
                for line in mine[1:]:
                    self.fault(line.at(key), f"{what} “{name}” sudah ada di sel {mine[0].at(key).cell}.")

    def _refuse_strangers(self) -> None:
        """A name that another sheet should carry and does not."""
        elements = {line.get("element") for line in self.tables.rows[QUESTIONS]}
        sections = {line.get("code") for line in self.sections}
        nodes = {line.get("code") for line in self.nodes}
        roots = {self.tables.about.get("scoring.tree.code"), OUTSIDE}
        for sheet, key, known, where in (
            (QUESTIONS, "[section]", sections, SECTIONS),
            (QUESTIONS, "[node]", nodes | roots, SECTIONS),
            (SECTIONS, "[parent]", nodes, SECTIONS),
            (NOTES, "[element]", elements, QUESTIONS),
            (KNOWN, "[element]", elements, QUESTIONS),
        ):
            for line in self.tables.rows[sheet]:
                name = line.get(key)
                if name is not None and name not in known:
                    self.fault(line.at(key), f"“{name}” tidak ada pada lembar {where}.")
        for line in self.nodes:
            if line.get("[parent]") and line.get("code") in self._above(line):
                self.fault(line.at("[parent]"), f"“{line.get('code')}” menjadi induk dirinya sendiri.")

    def _above(self, line: Line) -> Iterator[Any]:
        parents = {one.get("code"): one.get("[parent]") for one in self.nodes}
        code = line.get("[parent]")
        for _ in parents:
            if code is None:
                return
            yield code
            code = parents.get(code)

    def _refuse_unused(self) -> None:
        for name, lines in self.ladders.items():
            if name not in self.used:
                self.fault(lines[0].at("[ladder]"), f"tangga “{name}” tidak dipakai pertanyaan mana pun.")
        if not self.sections:
            self.fault(Place(SECTIONS), "tidak memuat satu pun bagian formulir.")
        if not self.tables.rows[QUESTIONS]:
            self.fault(Place(QUESTIONS), "tidak memuat satu pun pertanyaan.")

    def _refuse_too_high(self) -> None:
        for (place, points, most), cells in self.too_high.items():
            others = f" dan {len(cells) - 1} sel lainnya" if len(cells) > 1 else ""
            where = f"di sel {cells[0].cell} lembar {QUESTIONS}{others}"
            self.fault(place, f"{format_number(points)} poin melebihi maksimum {format_number(most)} {where}.")


def _grouped(lines: Sequence[Line], key: str) -> dict[Any, list[Line]]:
    groups: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        if line.get(key) is not None:
            groups[line.get(key)].append(line)
    return dict(groups)


def _put(entry: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for part in path[:-1]:
        entry = entry.setdefault(part, {})
    entry[path[-1]] = value
