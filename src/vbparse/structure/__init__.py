"""From a tape to documents: segmentation, heading blocks, outlines, closings, appendices, tables."""

from __future__ import annotations

from vbparse.diagnostics import diagnostic
from vbparse.document import Document
from vbparse.lexicon.fold import fold
from vbparse.lexicon.words import words
from vbparse.model import Block, Diagnostic
from vbparse.structure import components as parts
from vbparse.structure.assemble import Assembler, body_flow
from vbparse.structure.contents import Listing, read_contents
from vbparse.structure.fields import Context, Identity, Mentions, found
from vbparse.structure.identity import identify
from vbparse.structure.labels import Labels
from vbparse.structure.paragraphs import Flow, Paragraph
from vbparse.structure.segment import Segments, give_footnotes, is_printer, segment
from vbparse.structure.stamps import with_stamps
from vbparse.structure.withheld import Secrets, find_secrets, secret_lines
from vbparse.tape import Line, Tape

__all__ = ["Structure", "structure"]


class Structure:
    """What a tape holds: its documents in order, the labelled lines, and diagnostics of no document."""

    def __init__(
        self, documents: tuple[Document, ...], blocks: tuple[Block, ...], diagnostics: tuple[Diagnostic, ...]
    ) -> None:
        self.documents, self.blocks, self.diagnostics = documents, blocks, diagnostics


def structure(tape: Tape, *, include_secret: bool = False) -> tuple[Structure, Tape, tuple[str, ...]]:
    """Find the documents of a tape and take them apart.

    Returns the structure, the tape it is of, and the degrees of secrecy of the documents that were left out: unless
    `include_secret`, a document that is marked Mật, Tối mật or Tuyệt mật is cut out of the tape itself.
    """
    left_out: list[str] = []
    while True:
        flowing = tape.flowing()
        segments = segment(flowing)
        secrets = find_secrets(tape, flowing, segments)
        if include_secret or not secrets.degrees:
            return _structure(tape, flowing, segments, secrets), tape, tuple(left_out)
        left_out += secrets.degrees
        tape = tape.without(secret_lines(tape, flowing, segments, secrets))  # and look again at what is left


def _structure(whole: Tape, tape: Tape, segments: Segments, secrets: Secrets) -> Structure:
    labels = Labels(whole)
    asides = [line for line in whole.lines if line.aside is not None]
    listings = read_contents(tape, segments.front)
    give_footnotes(segments, tape, [line for line in asides if line.aside == "footnote"])
    flows = [body_flow(tape, extent) for extent in segments.extents]
    mentions = Mentions(tape)
    identities = [
        identify(extent, _preamble(flow), Context(tape, listings, mentions, range(extent.start, extent.stop)))
        for extent, flow in zip(segments.extents, flows, strict=True)
    ]
    for identity, sign in zip(identities, secrets.signs, strict=True):
        identity.secrecy = found([sign.line], sign.degree) if sign else None
    documents = []
    for ordinal, (extent, flow, identity) in enumerate(zip(segments.extents, flows, identities, strict=True), start=1):
        documents.append(Assembler(tape, extent, identity, labels, ordinal).build(flow))
    _label_matter(tape, segments, labels)
    for line in asides:
        labels.put([line], line.aside or "other", _document_at(documents, line))
    documents = with_stamps(documents, asides, whole)
    diagnostics = [
        *_missing(tape, listings, identities),
        *(diagnostic(n.code, tape.source_path, None, tape.span([(n.start, n.end)]), **n.fields) for n in tape.notes),
    ]
    return Structure(tuple(documents), labels.blocks(), tuple(diagnostics))


def _document_at(documents: list[Document], line: Line) -> str | None:
    """Return the document that a line stands in."""
    inside = (d.doc_id for d in documents if d.span.char_start <= line.start < d.span.char_end)
    return next(inside, None)


def _preamble(flow: Flow) -> list[Paragraph]:
    """Return the paragraphs before the first numbered block."""
    out = []
    for paragraph in flow.paragraphs:
        if paragraph.marker is not None and not paragraph.marker.bullet:
            break
        out.append(paragraph)
    return out[:40]


def _missing(tape: Tape, listings: list[Listing], identities: list[Identity]) -> list[Diagnostic]:
    """Documents that the contents list and the source lacks, each once."""
    held = {fold(identity.number.value) for identity in identities if identity.number}
    out, seen = [], set()
    for entry in listings:
        key = fold(entry.number)
        if key not in held and key not in seen:
            seen.add(key)
            span = tape.span(entry.pieces)
            out.append(diagnostic("listed-document-missing", tape.source_path, None, span, number=entry.number))
    return out


def _label_matter(tape: Tape, segments: Segments, labels: Labels) -> None:
    """Label what belongs to no document: front matter and contents, scribbles and back matter."""
    if not segments.extents:
        return
    contents = False
    for index in segments.front:
        line = tape.lines[index]
        if parts.is_stamp(line):
            labels.put([line], "stamp")
        contents = contents or line.cells is not None or fold(parts.bare(line)) in words("matter.contents")
        labels.put([line], "contents" if contents else "front_matter")
    for number, extent in enumerate(segments.extents):
        last = number + 1 == len(segments.extents)
        stop = len(tape.lines) if last else segments.extents[number + 1].start
        rest = labels.free(tape.lines[extent.stop : stop])
        short = len(rest) <= 2 and all(len(line.text) < 40 for line in rest)
        printed = any(is_printer(line) for line in rest)
        for line in rest:
            kind = "scribble" if short and not printed else "back_matter" if last or printed else "other"
            labels.put([line], kind)  # type: ignore[arg-type]
