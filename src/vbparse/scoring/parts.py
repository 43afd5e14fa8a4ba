"""The fields of one document: heading block, outline, tasks, appendices and tables, targets, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from vbparse.scoring.folding import atoms, day, key, marker, norm
from vbparse.scoring.matching import Row, overlap
from vbparse.scoring.tally import Tally, pairs, unmatched


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
