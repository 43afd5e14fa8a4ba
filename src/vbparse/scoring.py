"""Score a parsed dataset against gold answers, field by field.

A gold folder holds one JSON per document and may hold ``_complete.json``, the number of documents in each source;
``evaluation/GUIDE.md`` defines every part. A figure is an F1 (2 right / (gold + found)) or an accuracy. ``score`` pools
all documents, ``macro`` is the mean over documents: a field is as good as the lower of the two. A document that is not
found is wrong in every field.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

Row = dict[str, Any]
"""A row of the dataset, or a part of a gold answer: both are data from outside, read as they are."""

# Tone marks on the second vowel, and where older spelling puts them.
# fmt: off
OLD_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}
# fmt: on
TABLES = ("documents", "sections", "tasks", "appendices", "tables", "table_rows", "targets", "citations")
SOURCE_SUFFIXES = (".txt", ".md", ".docx", ".pdf")


# --- folding -----------------------------------------------------------------------------------------------------


def norm(value: object) -> str:
    """Fold what no reader would call a difference.

    NFC, case, tone placement, dashes, quotes, spaces, edge punctuation; None becomes the empty string.
    """
    if value is None:
        return ""
    text = unicodedata.normalize("NFC", str(value)).casefold()
    text = re.sub(r"[‐-―−]", "-", text)
    text = re.sub(r"[“”„«»\"‘’'`*_\\]", "", text)
    text = re.sub(r"</?(b|i|u|sup|sub|br)/?>", "", text)
    for old, new in OLD_TONE.items():
        text = text.replace(old, new)
    text = re.sub(r"\s*([-/,;:.])\s*", r"\1", text)
    return re.sub(r"\s+", " ", text).strip(" .,;:-–/")


def key(value: object, length: int = 60) -> str:
    """The first ``length`` characters of the folded text: what two texts are compared by."""
    return norm(value)[:length]


def marker(value: object) -> str:
    """A marker (``I.``, ``(1)``, ``a)``) without the punctuation around it."""
    return re.sub(r"[\s.\-)–:]+$", "", norm(value)).lstrip("(")


def atoms(names: Iterable[str]) -> frozenset[str]:
    """The single units in a list of names, so that where a list is split does not matter but every name does."""
    parts = re.split(r"[,;]| và ", " ; ".join(norm(n) for n in names))
    return frozenset(p.strip(" .") for p in parts if p.strip(" ."))


def day(value: object) -> str | None:
    """The ISO date of a date, a time or a text; None where there is none."""
    return str(value)[:10] if value else None


# --- counting ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """How good one field is: pooled over all documents, as the mean over documents, and for each of them."""

    score: float
    macro: float
    gold: int
    found: int
    right: int
    documents: dict[str, float]

    @property
    def lower(self) -> float:
        """The lower of pooled and macro: what the field is worth."""
        return min(self.score, self.macro)


class Tally:
    """Counts (gold, found, right) by field and document, and what was missed.

    ``where`` names the document that is being counted; ``misses`` holds, by field, one line for each thing that is
    missing, extra or wrong.
    """

    def __init__(self) -> None:
        self.counts: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        self.misses: defaultdict[str, list[str]] = defaultdict(list)
        self.where = ""

    def f1(self, field: str, gold: int, found: int, right: int) -> None:
        """Add to the counts of a field."""
        for slot, n in enumerate((gold, found, right)):
            self.counts[field][self.where][slot] += n

    def accuracy(self, field: str, right: bool, note: str | None = None) -> None:
        """Count one answer, right or wrong; the note says what was wrong."""
        self.f1(field, 1, 1, int(right))
        if not right and note:
            self.miss(field, note)

    def miss(self, field: str, note: str) -> None:
        """Write down what was missing, extra or wrong."""
        self.misses[field].append(f"{self.where}: {note}")

    def sets(self, field: str, gold: Iterable[str], found: Iterable[str]) -> None:
        """Count two lists whose order does not matter, but how often a thing occurs does."""
        gold, found = list(gold), list(found)
        rest, right = list(found), 0
        for item in gold:
            if item in rest:
                rest.remove(item)
                right += 1
            else:
                self.miss(field, f"missing {item!r}")
        for item in rest:
            self.miss(field, f"extra {item!r}")
        self.f1(field, len(gold), len(found), right)

    def figures(self) -> dict[str, Figure]:
        """The figure of every field that occurs in a gold answer or in the dataset, in the order of counting."""

        def value(count: Sequence[int]) -> float:
            return 2 * count[2] / (count[0] + count[1])

        out: dict[str, Figure] = {}
        for field, by_document in self.counts.items():
            counted = {d: c for d, c in by_document.items() if c[0] + c[1]}
            if not counted:
                continue
            gold, found, right = (sum(c[i] for c in counted.values()) for i in range(3))
            out[field] = Figure(
                score=round(value((gold, found, right)), 4),
                macro=round(sum(map(value, counted.values())) / len(counted), 4),
                gold=gold,
                found=found,
                right=right,
                documents={d: round(value(c), 4) for d, c in counted.items()},
            )
        return out


# --- matching ----------------------------------------------------------------------------------------------------


def pairs(gold_keys: Sequence[object], found_keys: Sequence[object]) -> list[tuple[int, int]]:
    """Order-keeping pairs of equal keys."""
    blocks = difflib.SequenceMatcher(None, gold_keys, found_keys, autojunk=False).get_matching_blocks()
    return [(b.a + i, b.b + i) for b in blocks for i in range(b.size)]


def unmatched(
    tally: Tally,
    field: str,
    matched: Sequence[tuple[int, int]],
    want: Sequence[object],
    have: Sequence[object],
    show: Callable[[object], str] = str,
) -> None:
    """Write down what has no partner in ``matched``."""
    for i in sorted(set(range(len(want))) - {a for a, _ in matched}):
        tally.miss(field, f"missing {show(want[i])}")
    for i in sorted(set(range(len(have))) - {b for _, b in matched}):
        tally.miss(field, f"extra {show(have[i])}")


def load(parsed_dir: Path) -> dict[str, list[Row]]:
    """The tables that are scored, as rows; a table that is missing is empty."""
    import pyarrow.parquet as pq

    paths = {name: parsed_dir / f"{name}.parquet" for name in TABLES}
    return {name: pq.read_table(path).to_pylist() if path.exists() else [] for name, path in paths.items()}


def by(rows: Iterable[Row], column: str) -> defaultdict[Any, list[Row]]:
    """The rows by their value in a column."""
    out: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        out[row.get(column)].append(row)
    return out


def overlap(gold: Row, row: Row) -> int:
    """How many source lines a gold and a parsed document share; zero or less for none."""
    last: int = min(row["line_end"], gold["last_line"])
    first: int = max(row["line_start"], gold["first_line"])
    return last - first + 1


def assign(golds: Sequence[Row], rows: Sequence[Row]) -> dict[int, Row]:
    """One parsed document for each gold one, at most once each.

    By shared source lines, or where the source has none by number, then by subject.
    """

    def likeness(gold: Row, row: Row) -> float:
        return difflib.SequenceMatcher(None, norm(row["subject"]), norm(gold["subject"])).ratio()

    left, found = list(rows), {}
    for i, gold in enumerate(golds):
        best: Row | None = None
        if "first_line" in gold and any(r.get("line_start") for r in left):
            best = max((r for r in left if r.get("line_start")), key=partial(overlap, gold))
            best = best if overlap(gold, best) > 0 else None
        elif "first_line" not in gold:
            number = norm(gold.get("number"))
            best = next((r for r in left if gold.get("number") and norm(r["number"]) == number), None)
            if best is None:
                best = max(left, key=partial(likeness, gold), default=None)
        if best is not None:
            left.remove(best)
            found[i] = best
    return found


# --- the parts of a document -------------------------------------------------------------------------------------


def score_header(tally: Tally, gold: Row, row: Row | None) -> None:
    """Heading block, bounds, recipients and first signature of one document; ``row`` is None where it is not found."""
    have: Row = row or {}
    found = row is not None
    for field in ("organisation", "issuer", "number", "doc_type", "subject", "place", "secrecy"):
        right = found and norm(gold.get(field)) == norm(have.get(field))
        tally.accuracy(f"header.{field}", right, f"{gold.get(field)!r} but {have.get(field)!r}")
    date = day(have.get("issued_on"))
    tally.accuracy("header.date", found and gold["date"] == date, f"{gold['date']} but {date}")
    if "first_line" in gold:
        lines = have.get("line_start"), have.get("line_end")
        note = f"lines {gold['first_line']}-{gold['last_line']} but {lines}"
        tally.accuracy("document.bounds", bool(lines[0]) and same_bounds(gold, have), note)
    if "orphan_appendix" in gold:
        right = found and (have["kind"] == "orphan_appendix") is gold["orphan_appendix"]
        tally.accuracy("document.kind", right)
    if "recipients" in gold:
        for field in ("recipients", "addressees"):
            tally.sets(field, map(norm, gold.get(field, [])), map(norm, have.get(field) or []))
    want = gold.get("signature") or {}
    signature = (have.get("signatures") or [{}])[0] or {}
    for field in ("authority", "position", "name"):
        right = found and norm(want.get(field)) == norm(signature.get(field))
        tally.accuracy(f"signature.{field}", right, f"{want.get(field)!r} but {signature.get(field)!r}")
    fields = ("organisation", "issuer", "number", "doc_type", "subject", "place")
    whole = found and all(norm(gold.get(f)) == norm(have.get(f)) for f in fields)
    tally.accuracy("header.whole", whole and gold["date"] == date)


def same_bounds(gold: Row, row: Row) -> bool:
    """Whether the two share more than 97 % of the lines that either holds."""
    hull = max(row["line_end"], gold["last_line"]) - min(row["line_start"], gold["first_line"]) + 1
    return bool(overlap(gold, row) / hull > 0.97)


def score_outline(tally: Tally, gold: Row, sections: Sequence[Row]) -> None:
    """Outline nodes by marker and first words; of those found, their titles and parents."""

    def node(section: Row) -> bool:
        return bool(section.get("marker")) and section.get("kind") in ("heading", "clause")

    by_id = {s["section_id"]: s for s in sections}

    def node_above(section: Row) -> Row | None:
        above = by_id.get(section.get("parent_id"))
        while above is not None and not node(above):
            above = by_id.get(above.get("parent_id"))
        return above

    found = sorted((s for s in sections if node(s)), key=lambda s: s["ordinal"])
    want = [(marker(n["marker"]), key(n["text_start"], 30)) for n in gold["outline"]]
    have = [(marker(s["marker"]), key(s["text"], 30)) for s in found]
    matched = pairs(want, have)
    to_found = dict(matched)
    tally.f1("outline.nodes", len(want), len(have), len(matched))
    unmatched(tally, "outline.nodes", matched, want, have)
    titles = parents = 0
    for a, b in matched:
        answer, section = gold["outline"][a], found[b]
        if norm(answer["title"]) == norm(section.get("title")):
            titles += 1
        else:
            note = f"{answer['marker']}: {answer['title']!r} but {section.get('title')!r}"
            tally.miss("outline.titles", note)
        above, up = node_above(section), answer["parent"]
        if up is None or above is None:
            right = up is None and above is None
        else:
            right = up in to_found and found[to_found[up]]["section_id"] == above["section_id"]
        if right:
            parents += 1
        else:
            start = answer["text_start"][:40]
            note = f"parent of {answer['marker']} {start!r} is {above and above['marker']}"
            tally.miss("outline.parents", note)
    tally.f1("outline.titles", len(want), len(have), titles)
    tally.f1("outline.parents", len(want), len(have), parents)


def score_tasks(tally: Tally, gold: Row, tasks: Sequence[Row]) -> None:
    """Tasks by their first words, assigned ones of body and tables apart; of those found, deadline and units."""
    tasks = sorted(tasks, key=lambda t: t["ordinal"])
    for assigned, where in ((True, "body"), (True, "table"), (False, "body"), (False, "table")):
        field = f"tasks.{where}" if assigned else "tasks.unassigned"
        in_table = where == "table"
        want = [t for t in gold["tasks"] if t["assigned"] is assigned and t["where"] == where]
        have = [t for t in tasks if bool(t["assigned"]) is assigned and bool(t.get("table_id")) is in_table]
        # An answer holds the first 60 characters as printed: cut first, fold then, or equal texts get unequal keys.
        want_keys, have_keys = [key(t["text_start"]) for t in want], [key(t["text"][:60]) for t in have]
        matched = pairs(want_keys, have_keys)
        tally.f1(field, len(want), len(have), len(matched))
        unmatched(tally, field, matched, want_keys, have_keys, repr)
        whole = sum(score_task(tally, field, want[a], have[b]) for a, b in matched)
        tally.f1(f"{field}.whole", len(want), len(have), whole)


def score_task(tally: Tally, field: str, gold: Row, task: Row) -> bool:
    """Deadline, leading and coordinating units of one task; True where all three are right."""
    start = key(gold["text_start"], 40)
    answer = gold["deadline"] or {}
    want = answer.get("kind"), answer.get("start"), answer.get("end")
    have = task.get("deadline_kind"), day(task.get("deadline_start")), day(task.get("deadline_end"))
    deadline = want == have
    note = f"{start!r}: {want} but {have} ({task.get('deadline_raw')!r})"
    tally.accuracy(f"{field}.deadline", deadline, note)
    right = {}
    for role in ("lead", "coordinate"):
        named, read = atoms(gold[role]), atoms(task.get(role) or [])
        right[role] = named == read
        if gold["assigned"] if role == "lead" else named or read:
            tally.accuracy(f"{field}.{role}", right[role], f"{start!r}: {gold[role]} but {task.get(role)}")
    return deadline and all(right.values())


def score_appendices(
    tally: Tally,
    gold: Row,
    appendices: Sequence[Row],
    tables: Sequence[Row],
    rows_of: Mapping[Any, Sequence[Row]],
) -> None:
    """Labels and titles of the appendices, and their tables: count, headers, cells and whole rows."""

    def line(cells: Sequence[str]) -> str:
        return " | ".join(cells)

    def shared(lines: Counter[str], table: Row) -> int:
        return sum((lines & Counter(map(line, have_rows[table["table_id"]]))).values())

    appendices = sorted(appendices, key=lambda a: a["ordinal"])
    for field, column in (("appendices.labels", "label"), ("appendices.titles", "title")):
        want_texts, have_texts = ([norm(a[column]) for a in side] for side in (gold["appendices"], appendices))
        tally.sets(field, want_texts, have_texts)
    answers = [t for a in gold["appendices"] for t in a["tables"]]
    left = [t for t in sorted(tables, key=lambda t: t["ordinal"]) if t.get("appendix_id")]
    tally.f1("tables.count", len(answers), len(left), min(len(answers), len(left)))
    have_rows = {
        t["table_id"]: [
            [norm(c) for c in r["cells"]] for r in sorted(rows_of.get(t["table_id"], ()), key=lambda r: r["row"])
        ]
        for t in left
    }
    for answer in answers:
        want = [[norm(c) for c in r] for r in answer["rows"]]
        header = [norm(c) for c in answer["header"]]
        best = max(left, key=partial(shared, Counter(map(line, want))), default=None)
        have = have_rows[best["table_id"]] if best else []
        have_header = [norm(c) for c in best["header"]] if best else []
        if best:
            left.remove(best)
        tally.accuracy("tables.header", header == have_header, f"{header} but {have_header}")
        joined = pairs([line(r)[:60] for r in want], [line(r)[:60] for r in have])
        cells = sum(x == y for a, b in joined for x, y in zip(want[a], have[b], strict=False))
        tally.f1("tables.cells", sum(map(len, want)), sum(map(len, have)), cells)
        whole = {a for a, b in joined if want[a] == have[b]}
        tally.f1("tables.rows", len(want), len(have), len(whole))
        for i in sorted(set(range(len(want))) - whole):
            tally.miss("tables.rows", f"{want[i]}")
    for extra in left:
        have = have_rows[extra["table_id"]]
        tally.f1("tables.rows", 0, len(have), 0)
        tally.f1("tables.cells", 0, sum(map(len, have)), 0)


def score_targets(tally: Tally, gold: Row, targets: Sequence[Row]) -> None:
    """Targets by comparator, figures and unit, with at least 60 % of the words of the indicator."""

    def figure(target: Row) -> tuple[str, float | None, float | None, str]:
        low, high = (None if x is None else round(float(x), 4) for x in (target["value"], target["value_max"]))
        return target["comparator"], low, high, norm(target["unit"])

    def words(target: Row) -> Counter[str]:
        return Counter(norm(target["indicator"]).split())

    left, right = list(targets), 0
    for want in gold["targets"]:
        same = (t for t in left if figure(t) == figure(want))
        needed = 0.6 * sum(words(want).values())
        hit = next((t for t in same if sum((words(want) & words(t)).values()) >= needed), None)
        if hit is None:
            tally.miss("targets", f"missing {want['indicator'][:50]!r} {figure(want)}")
        else:
            left.remove(hit)
            right += 1
    for target in left:
        tally.miss("targets", f"extra {str(target['indicator'])[:50]!r} {figure(target)}")
    tally.f1("targets", len(gold["targets"]), len(targets), right)


def score_citations(tally: Tally, gold: Row, citations: Sequence[Row]) -> None:
    """Citations in full form by number, in order; of those found, date, type and issuer."""
    found = sorted((c for c in citations if c.get("form") in (None, "full")), key=lambda c: c["char_start"])
    answers = gold["citations"]
    matched = pairs([norm(c["number"]) for c in answers], [norm(c["number"]) for c in found])
    tally.f1("citations", len(answers), len(found), len(matched))
    unmatched(tally, "citations", matched, [c["raw"] for c in answers], [c["raw"] for c in found], repr)
    for a, b in matched:
        want, have = answers[a], found[b]
        raw = f"{want['raw']!r}"
        note = f"{raw}: {want['date']} but {have.get('issued_on')}"
        tally.accuracy("citations.date", want["date"] == day(have.get("issued_on")), note)
        right = norm(want["doc_type"]) == norm(have.get("doc_type"))
        tally.accuracy("citations.type", right, f"{raw}: {have.get('doc_type')!r}")
        note = f"{raw}: {want['issuer']!r} but {have.get('issuer')!r}"
        tally.accuracy("citations.issuer", norm(want["issuer"]) == norm(have.get("issuer")), note)


# --- the whole ---------------------------------------------------------------------------------------------------


def score(gold_dir: Path, parsed_dir: Path) -> Tally:
    """Compare the dataset in ``parsed_dir`` with the answers in ``gold_dir``.

    Sources are matched by name without folder and suffix. A table that is missing counts as empty.
    """
    tally, data = Tally(), load(Path(parsed_dir))
    by_source: defaultdict[str, list[Row]] = defaultdict(list)
    for row in data["documents"]:
        if row["kind"] in ("document", "orphan_appendix"):
            by_source[Path(row["source_path"]).stem].append(row)
    parts = {name: by(data[name], "doc_id") for name in TABLES if name != "table_rows"}
    rows_of = by(data["table_rows"], "table_id")
    count_documents(tally, Path(gold_dir) / "_complete.json", by_source)
    for path in sorted(p for p in Path(gold_dir).glob("*.json") if not p.name.startswith("_")):
        content = json.loads(path.read_text(encoding="utf-8"))
        golds = content.get("documents", [content])
        source = Path(content["source"])
        name = source.stem if source.suffix in SOURCE_SUFFIXES else content["source"]
        found = assign(golds, by_source[name])
        for i, gold in enumerate(golds):
            tally.where = path.stem + (f" {gold['number']}" if "documents" in content else "")
            document = found.get(i)
            tally.accuracy("document.found", document is not None, "not found")
            score_header(tally, gold, document)
            if "outline" not in gold:
                continue
            own = {n: rows[document["doc_id"]] if document else [] for n, rows in parts.items()}
            score_outline(tally, gold, own["sections"])
            score_tasks(tally, gold, own["tasks"])
            score_appendices(tally, gold, own["appendices"], own["tables"], rows_of)
            score_targets(tally, gold, own["targets"])
            score_citations(tally, gold, own["citations"])
    return tally


def count_documents(tally: Tally, complete: Path, by_source: Mapping[str, Sequence[Row]]) -> None:
    """Compare the number of documents in each source with the file that tells it, if there is one."""
    if not complete.exists():
        return
    for source, n in json.loads(complete.read_text(encoding="utf-8")).items():
        tally.where = source
        have = len(by_source.get(source, ()))
        tally.f1("document.count", n, have, min(n, have))
        if n != have:
            tally.miss("document.count", f"{n} documents but {have}")


# --- telling -----------------------------------------------------------------------------------------------------


def format_report(tally: Tally, *, misses: bool = False, by_document: bool = False) -> str:
    """One line a field and one with the mean of what the fields are worth; no line break at the end.

    ``by_document`` adds a line with the documents below 1; ``misses`` adds a line for all that is missing, extra or
    wrong.
    """
    figures = tally.figures()
    lines = []
    for field, f in figures.items():
        counts = f"gold {f.gold:5} found {f.found:5} right {f.right:5}"
        lines.append(f"{field:26} {f.score:.3f}  macro {f.macro:.3f}   {counts}")
        if by_document:
            lines.append("      " + ", ".join(f"{d} {v:.2f}" for d, v in f.documents.items() if v < 1))
        if misses:
            lines.extend(f"      {note}" for note in tally.misses[field])
    lines.append(f"{'mean':26} {sum(f.lower for f in figures.values()) / max(1, len(figures)):.3f}")
    return "\n".join(lines)


def history_line(version: str, figures: Mapping[str, Figure], fields: Sequence[str] | None = None) -> str:
    """The version and the lower of pooled and macro of each field, separated by tabs.

    ``fields`` gives the columns and their order (by default those of ``figures``); a field without a figure is blank.
    """
    columns = list(figures) if fields is None else fields
    return "\t".join([version, *(f"{figures[f].lower:.4f}" if f in figures else "" for f in columns)])


def record(history: Path, version: str, figures: Mapping[str, Figure]) -> None:
    """Write a version's figures into a history: a tab-separated file with a header and one line a version.

    The line of a version that is there already is replaced in its place. Fields that are new get a column at the end,
    blank in the lines of other versions. The file and its folder are made where they are missing.
    """
    old = history.read_text(encoding="utf-8").splitlines() if history.exists() else []
    known = old[0].split("\t")[1:] if old else []
    fields = known + [f for f in figures if f not in known]
    lines = {}
    for text in old[1:]:
        name, *values = text.split("\t")
        lines[name] = "\t".join([name, *values, *[""] * (len(fields) - len(values))])
    lines[version] = history_line(version, figures, fields)
    history.parent.mkdir(parents=True, exist_ok=True)
    history.write_text("\n".join(["\t".join(["version", *fields]), *lines.values()]) + "\n", encoding="utf-8")
