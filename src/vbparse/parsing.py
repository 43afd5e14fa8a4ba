"""One file, from bytes to a parsed source: read, structure, and what to do when it can't be read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace

from vbparse.diagnostics import diagnostic
from vbparse.document import Document, ParsedSource
from vbparse.errors import SourceError, is_of_memory
from vbparse.facts.certainty import bounded
from vbparse.facts.records import with_facts
from vbparse.model import Block, Diagnostic, Source, Status
from vbparse.readers import kind_of, read
from vbparse.structure import structure

_LETTER = "mail-text"
_OF_NO_LETTER = ("no-document", "listed-document-missing")  # the documents that a letter names are attached to it


@dataclass(frozen=True)
class Options:
    """What a caller may choose.

    `include_secret` keeps documents marked Mật, Tối mật, Tuyệt mật; `passwords` are tried on locked files.
    """

    include_secret: bool = False
    passwords: tuple[str, ...] = field(default=(), repr=False)


def parse_bytes(data: bytes, source_path: str, options: Options | None = None) -> ParsedSource:
    """Parse the bytes of one file. Never raises for bad input: the source's row says what is wrong.

    Raises MemoryError when there is no more memory, and whatever a fault of vbparse raises: `broken_off` tells both.
    """
    options = options or Options()
    try:
        tape = read(data, source_path, options.passwords)
    except SourceError as error:
        if is_of_memory(error):  # the file may be sound
            raise MemoryError from error
        return not_read(data, source_path, error)
    row = _row(data, source_path)
    found, tape, left_out = structure(tape, include_secret=options.include_secret)
    blocks: dict[str | None, list[Block]] = {}
    for block in found.blocks:
        blocks.setdefault(block.doc_id, []).append(block)
    documents = tuple(
        bounded(with_facts(document, tape, blocks.get(document.doc_id, ())), tape) for document in found.documents
    )
    status, notes = _verdict(source_path, documents, left_out)
    unread = [note for note in found.diagnostics if note.severity == "error"]
    if unread and status == "ok":
        status = "partial"
    told = next(iter([*notes, *unread]), None)
    row = row.model_copy(
        update={
            "format": tape.format,
            "status": status,
            "error_code": told.code if told else None,
            "error_message": told.message if told else None,
            "n_documents": len(documents),
            "pages": tape.pages,
            "encoding": tape.encoding,
            "legacy_font": tape.legacy_font,
        }
    )
    if status == "skipped":
        return ParsedSource(row, diagnostics=notes)
    lines = tuple((line.start, line.number) for line in tape.lines if line.number is not None)
    parsed = ParsedSource(row, tape.text, found.blocks, lines=lines)
    documents = tuple(d.model_copy(update={"diagnostics": parsed.located(d.diagnostics)}) for d in documents)
    return replace(parsed, documents=documents, diagnostics=parsed.located((*found.diagnostics, *notes)))


def covering(parsed: ParsedSource) -> ParsedSource:
    """Return what the text of a mail gave that comes with attachments: it need not hold a document of its own."""
    if parsed.source.error_code != "no-document":
        return parsed
    row = parsed.source.model_copy(update={"status": "ok", "error_code": None, "error_message": None})
    kept = [note for note in parsed.diagnostics if note.code not in _OF_NO_LETTER]
    return replace(parsed, source=row, diagnostics=(*kept, diagnostic(_LETTER, row.source_path, None, None)))


def check_settings() -> None:
    """Raise UsageError where the environment asks for an engine that can't be used, before any file is read."""
    if os.environ.get("VBPARSE_OCR"):
        from vbparse.readers.scan.engines import choose

        choose()


def broken_off(data: bytes, source_path: str, error: Exception) -> ParsedSource:
    """Return the source of a file that parsing broke off at, for lack of memory or for a fault of vbparse."""
    if isinstance(error, SourceError):
        return not_read(data, source_path, error)
    if is_of_memory(error):
        return not_read(data, source_path, too_much_memory())
    kind = type(error).__name__
    told = SourceError(
        "internal-error",
        f"vbparse failed on this file ({kind}). The other files are not touched by it. Please report it, with the file"
        " where you may share it.",
        f"vbparse gặp lỗi khi xử lý tệp này ({kind}). Các tệp khác không bị ảnh hưởng. Hãy báo lỗi, kèm tệp nếu được"
        " phép chia sẻ.",
    )
    return not_read(data, source_path, told)


def too_much_memory() -> SourceError:
    """Return the error of a file that takes more memory than one may."""
    return SourceError(
        "too-much-memory",
        "Reading this file takes more memory than one file may take: it is very large, damaged, or made to do harm. The"
        " other files are not touched by it. Where you trust it, split it or save it anew, or allow more, in megabytes:"
        " VBPARSE_MEMORY=4096.",
        "Đọc tệp này tốn nhiều bộ nhớ hơn mức cho phép với một tệp: tệp rất lớn, bị hỏng hoặc cố ý gây hại. Các tệp"
        " khác không bị ảnh hưởng. Nếu tin tệp, hãy tách nhỏ hoặc lưu lại, hoặc tăng mức (tính bằng MB):"
        " VBPARSE_MEMORY=4096.",
    )


def not_read(data: bytes, source_path: str, error: SourceError) -> ParsedSource:
    """Return the source of a file that can't be read; `data` are the bytes that could be had of it."""
    failed = {"status": "failed", "error_code": error.code, "error_message": error.message}
    note = diagnostic(error.code, source_path, None, None, message=error.message, message_vi=error.message_vi)
    return ParsedSource(_row(data, source_path).model_copy(update=failed), diagnostics=(note,))


def _row(data: bytes, source_path: str) -> Source:
    return Source(
        source_path=source_path,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        format=kind_of(data, source_path),
        status="ok",
        n_documents=0,
    )


def _verdict(
    source_path: str, documents: tuple[Document, ...], left_out: tuple[str, ...]
) -> tuple[Status, tuple[Diagnostic, ...]]:
    """Return the status of a source that was read, with what keeps it from being `ok`."""
    if left_out:
        notes = tuple(diagnostic("secret-left-out", source_path, None, None, secrecy=degree) for degree in left_out)
        return ("partial" if documents else "skipped"), notes
    if not documents:
        return "partial", (diagnostic("no-document", source_path, None, None),)
    return "ok", ()
