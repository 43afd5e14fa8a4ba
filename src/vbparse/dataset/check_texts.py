"""The checks that hold the tables against the cleaned texts: spans, words, and that nothing is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from vbparse.dataset.paths import possible, text_path
from vbparse.dataset.problem import Problem, Rows, problem
from vbparse.dataset.schemas import SPECS

_WORDS = {
    "sections": "text",
    "tasks": "text",
    "blocks": "text",
    "deadlines": "raw",
    "targets": "raw",
    "citations": "raw",
    "task_units": "raw",
    "evidence": "raw",
}
"""The column of a table that holds the words of the row's span (of evidence: where it is not inferred)."""

_ELSEWHERE = {"evidence", "diagnostics"}  # a value may come from another place of the source, such as its contents

_DOC_ID = re.compile(r"[^\s/\\]+_(\d{4}-\d\d-\d\d|undated)_([0-9a-f]{6})")
_WORD = re.compile(r"\w+")


def text_problems(folder: Path, rows: Rows) -> Iterator[Problem]:
    """Tell where the rows and the texts of the dataset in `folder` don't agree."""
    texts: dict[str, str] = {}
    yield from _read_texts(folder, rows, texts)
    yield from _changed(rows, texts)
    documents = {row["doc_id"]: row for row in rows["documents"]}
    tasks = {row["task_id"]: row for row in rows["tasks"]}
    for name, spec in SPECS.items():
        if not spec.has_spans:
            continue
        for row in rows[name]:
            owner = tasks.get(row["task_id"], {}) if name in ("deadlines", "task_units") else row
            document = documents.get(owner.get("doc_id") or "")
            source = row.get("source_path") or (document or {}).get("source_path", "")
            if source in texts:
                yield from _row_problems(name, row, texts[source], document)
    for row in rows["documents"]:
        yield from _id_problems(row)
    yield from _coverage(rows, texts)


def _read_texts(folder: Path, rows: Rows, texts: dict[str, str]) -> Iterator[Problem]:
    """Fill `texts` (source path -> text) and tell which are missing, unreadable or without a source."""
    wanted = {path: row for row in rows["sources"] if (path := possible(text_path, row["source_path"]))}
    found = {path.relative_to(folder).as_posix() for path in (folder / "text").rglob("*") if path.is_file()}
    for path in sorted(found - wanted.keys()):
        yield Problem("text-file", "sources", path, "it belongs to no source")
    with_blocks = {row["source_path"] for row in rows["blocks"]}
    for path, row in wanted.items():
        if path in found:
            try:
                texts[row["source_path"]] = (folder / path).read_bytes().decode()
            except UnicodeDecodeError as error:
                yield problem("text-file", "sources", row, f"{path} is not UTF-8: {error}")
        elif row["status"] in ("ok", "partial") or row["source_path"] in with_blocks:
            yield problem("text-file", "sources", row, f"{path} is missing")


def _changed(rows: Rows, texts: dict[str, str]) -> Iterator[Problem]:
    """Tell which texts are not those that the tables were made from, and take them out of `texts`.

    Then hardly a row fits its text; one problem names the cause. A text counts as changed where a stretch of it is not
    the text of its document, and the blocks of that document don't fit it either.
    """
    blocks: dict[str, list[dict[str, Any]]] = {}
    for row in rows["blocks"]:
        blocks.setdefault(row["source_path"], []).append(row)
    suspect = {
        row["source_path"]
        for row in rows["documents"]
        if row["source_path"] in texts and row["text"] != texts[row["source_path"]][row["char_start"] : row["char_end"]]
    }
    for source in rows["sources"]:
        path = source["source_path"]
        if path not in suspect:
            continue
        own = blocks.get(path, [])
        wrong = sum(any(_row_problems("blocks", row, texts[path], None)) for row in own)
        if wrong:
            del texts[path]
            told = f"its text is not the one that the tables were made from: {wrong} of {len(own)} blocks don't fit it"
            yield problem("text-file", "sources", source, f"{told}. Write the dataset again")


def _row_problems(name: str, row: dict[str, Any], text: str, document: dict[str, Any] | None) -> Iterator[Problem]:
    wrong = _span_error(row, len(text), None if name in _ELSEWHERE else document)
    if wrong:
        yield problem("span", name, row, wrong)
        return
    if name == "documents":
        if row["text"] != text[row["char_start"] : row["char_end"]]:
            yield problem("text", name, row, "text is not the stretch of the source from char_start to char_end")
    elif name == "table_rows":
        missing = Counter(_WORD.findall("\t".join(cell or "" for cell in row["cells"]))) - Counter(
            _WORD.findall(_words(row, text))
        )
        if missing:
            yield problem("cells", name, row, f"not in the row's span: {', '.join(sorted(missing)[:5])}")
    elif name in _WORDS and not row.get("inferred"):
        own, words = row[_WORDS[name]], _words(row, text)
        if own != words:
            yield problem("text", name, row, f"{_WORDS[name]} is {_cut(own)} and its span reads {_cut(words)}")


def _span_error(row: dict[str, Any], length: int, document: dict[str, Any] | None) -> str | None:
    """Return what is wrong with the span of a row, or None."""
    start, end, segments = row["char_start"], row["char_end"], row["segments"]
    if start is None or end is None:  # a diagnostic about no place
        return "a span without start or end has pieces" if segments or start != end else None
    if not segments:
        return "the span has no pieces"
    if not all(map(_is_whole, segments)):
        return "a piece has no start or end"
    at = 0
    for piece in segments:
        if not at <= piece["start"] < piece["end"]:
            return f"the piece {piece['start']} to {piece['end']} is empty, out of order or overlaps the one before"
        at = piece["end"]
    if at > length:
        return f"the span ends at {at}, behind the end of the text at {length}"
    if (start, end) != (segments[0]["start"], at):
        return f"char_start, char_end are {start}, {end}, and the pieces go from {segments[0]['start']} to {at}"
    if document and not document["char_start"] <= start <= end <= document["char_end"]:
        return f"the span {start} to {end} is outside of its document"
    first, last = row["page_start"], row["page_end"]
    if (first is None) != (last is None) or (first is not None and first > last):
        return f"it goes from page {first} to page {last}"
    if len(row["bbox"]) not in (0, 4) or None in row["bbox"] or (row["bbox"] and first is None):
        return "bbox is not x0, y0, x1, y1 on a page"
    return None


def _is_whole(piece: dict[str, int | None] | None) -> bool:
    return piece is not None and None not in piece.values()


def _words(row: dict[str, Any], text: str) -> str:
    return " ".join(" ".join(text[piece["start"] : piece["end"]] for piece in row["segments"]).split())


def _cut(words: str) -> str:
    return repr(words if len(words) <= 60 else f"{words[:59]}…")


def _id_problems(row: dict[str, Any]) -> Iterator[Problem]:
    form = _DOC_ID.fullmatch(row["doc_id"])
    digits = sha256(row["text"].encode()).hexdigest()[:6]
    day = row["issued_on"].isoformat() if row["issued_on"] else "undated"
    if form is None or form[2] != digits or form[1] != day:
        yield problem("doc-id", "documents", row, f"it should be <slug>_{day}_{digits}")


def _coverage(rows: Rows, texts: dict[str, str]) -> Iterator[Problem]:
    """Tell which characters that are not blank are in no block of their source, or in two."""
    pieces: dict[str, list[tuple[int, int]]] = {source: [] for source in texts}
    for row in rows["blocks"]:
        whole = filter(_is_whole, row["segments"])
        pieces.get(row["source_path"], []).extend((piece["start"], piece["end"]) for piece in whole)
    for source, text in texts.items():
        at = 0
        for start, end in [*sorted(pieces[source]), (len(text), len(text))]:
            lost = text[at:start].strip()
            if lost:
                yield Problem("lost-text", "blocks", source, f"in no block, after character {at}: {_cut(lost)}")
            twice = text[start : min(at, end)].strip()
            if twice:
                yield Problem("text-twice", "blocks", source, f"in two blocks, at character {start}: {_cut(twice)}")
            at = max(at, end)
