"""Whether underthesea earns a place in the parser: `python benchmarks/nlp.py [FOLDER]`.

Needs `pip install vbparse[nlp]`; without it, says so and ends.

Sentence boundaries and names of persons, by underthesea and by the parser's own rules, on the documents of a folder:
how often they agree, where they differ, how long each takes. All ratios are of one run.

Measured on corpus/raw with underthesea 9.5: of 1783 sentence boundaries 1727 are the same. Of the other 56,
45 were read by eye; the parser is right in 43 of these: underthesea cuts before the mark that ends a document
(`chi bộ./.`), in names of roads (`QL.37`) and in addresses of the web, and does not cut behind `đô thị loại I.`; it is
right twice, where a sentence
begins with a figure. It finds 6 of the 7 names on signature lines and takes one in fourteen of the offices, bodies and
recipients for a name (`T/M TỈNH ỦY`), at a hundred times the time. So the parser uses neither; only the words of
`vbparse export words` come from it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vbparse.document import Document
from vbparse.inputs import find_files
from vbparse.lexicon.clauses import sentences
from vbparse.parsing import parse_bytes
from vbparse.structure.closing import is_name

SHOWN = 40  # differences to read


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def cuts(text: str, parts: Iterable[str]) -> set[int]:
    """Return where the sentences of a text end, without the last."""
    found, at = set(), 0
    for part in parts:
        begin = text.find(part, at)
        if begin >= 0:
            at = begin + len(part)
            found.add(len(text[:at].rstrip()))
    return found - {len(text.rstrip())}


def compare_sentences(documents: list[Document], nlp: Any) -> None:
    texts = [section.text for document in documents for section in document.sections]
    ours_time, ours = timed(lambda: [[text[a:b] for a, b in sentences(text)] for text in texts])
    theirs_time, theirs = timed(lambda: [nlp.sent_tokenize(text) for text in texts])
    same, differing = 0, []
    for text, mine, other in zip(texts, ours, theirs, strict=True):
        a, b = cuts(text, mine), cuts(text, other)
        same += len(a & b)
        differing += [("parser", text, at) for at in sorted(a - b)] + [
            ("underthesea", text, at) for at in sorted(b - a)
        ]
    total = same + len(differing)
    print(f"Sentence boundaries in {len(texts)} sections: {total}")
    print(f"  the same       {same / max(total, 1):7.1%}  {same}")
    for who in ("parser", "underthesea"):
        count = sum(one[0] == who for one in differing)
        print(f"  only {who:<11}{count / max(total, 1):6.1%}  {count}")
    print(f"  time: underthesea takes {theirs_time / ours_time:.1f} times as long ({theirs_time:.2f} s)")
    for who, text, at in differing[:: max(1, len(differing) // SHOWN)]:
        print(f"    {who:<11}  {text[max(0, at - 45) : at]} ⏎ {text[at : at + 30].strip()}")


def compare_names(documents: list[Document], nlp: Any) -> None:
    signatures = [signature for document in documents for signature in document.signatures]
    persons = sorted({one.name for one in signatures if one.name})
    fields = [(one.authority, one.position) for one in signatures]
    fields += [(document.issuer, document.organisation) for document in documents]
    others = {value for pair in fields for value in pair if value}
    others |= {name for document in documents for name in document.recipients}

    def by_entities(text: str) -> bool:
        tags = [tag for _, part, _, tag in nlp.ner(text) if part != "CH"]
        return bool(tags) and all(tag.endswith("-PER") for tag in tags)

    def by_words(text: str) -> bool:
        return [part for _, part in nlp.pos_tag(text)] == ["Np"]

    print(f"\nNames of persons among {len(persons)} names and {len(others)} offices, bodies and recipients")
    base = 0.0
    for who, test in (("parser", is_name), ("underthesea.ner", by_entities), ("underthesea.pos_tag", by_words)):
        found = _pick(test, persons)
        seconds, taken = timed(lambda test=test: _pick(test, sorted(others)))  # type: ignore[misc]
        base = base or seconds
        print(
            f"  {who:<20} names found {len(found) / max(len(persons), 1):6.1%}  others taken for names "
            f"{len(taken) / max(len(others), 1):6.1%}  time x{seconds / base:.0f}"
        )
        missed = [name for name in persons if name not in found]
        print(f"      missed: {', '.join(missed[:8]) or '-'}\n      taken:  {', '.join(taken[:8]) or '-'}")


def _pick(test: Callable[[str], bool], texts: Iterable[str]) -> list[str]:
    return [text for text in texts if test(text)]


def main() -> None:
    if find_spec("underthesea") is None:
        print("skipped: underthesea is not installed (pip install vbparse[nlp])")
        return
    started = time.perf_counter()
    nlp: Any = import_module("underthesea")
    print(f"underthesea {nlp.__version__}, imported in {time.perf_counter() - started:.2f} s")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "corpus/raw")
    sources = (parse_bytes(file.read(), file.source_path) for file in find_files(folder))
    documents = [document for source in sources for document in source.documents]
    compare_sentences(documents, nlp)
    compare_names(documents, nlp)


if __name__ == "__main__":
    main()
