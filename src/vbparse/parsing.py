"""One file, from bytes to a parsed source: read, structure, and what to do when it can't be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from vbparse.diagnostics import diagnostic
from vbparse.document import ParsedSource
from vbparse.errors import SourceError
from vbparse.facts.records import with_facts
from vbparse.model import Source, Status
from vbparse.readers import format_of, read
from vbparse.structure import structure


@dataclass(frozen=True)
class Options:
    """What a caller may choose: `include_secret` keeps documents marked Mật, Tối mật, Tuyệt mật."""

    include_secret: bool = False


def parse_bytes(data: bytes, source_path: str, options: Options | None = None) -> ParsedSource:
    """Parse the bytes of one file. Never raises for bad input: the source's row says what is wrong."""
    options = options or Options()
    row = Source(
        source_path=source_path,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        format=format_of(source_path),
        status="ok",
        n_documents=0,
    )
    try:
        tape = read(data, source_path)
    except SourceError as error:
        failed = {"status": "failed", "error_code": error.code, "error_message": error.message}
        note = diagnostic(error.code, source_path, None, None, message=error.message, message_vi=error.message_vi)
        return ParsedSource(row.model_copy(update=failed), diagnostics=(note,))
    found, tape, left_out = structure(tape, include_secret=options.include_secret)
    status: Status = "ok"
    code = message = None
    if left_out:
        degrees = ", ".join(left_out)
        status, code = ("partial" if found.documents else "skipped"), "secret"
        message = f"{len(left_out)} document(s) marked {degrees} left out; --include-secret takes them in"
    elif not found.documents:
        status, code = "partial", "no-document"
        message = (
            "the text was read but no document was found in it; "
            "check that its title (such as NGHỊ QUYẾT) is on a line of its own"
        )
    row = row.model_copy(
        update={
            "status": status,
            "error_code": code,
            "error_message": message,
            "n_documents": len(found.documents),
            "pages": tape.pages,
            "encoding": tape.encoding,
        }
    )
    secret = tuple(diagnostic("secret-left-out", source_path, None, None, secrecy=degree) for degree in left_out)
    if status == "skipped":
        return ParsedSource(row, diagnostics=secret)
    documents = tuple(with_facts(document, tape, found.blocks) for document in found.documents)
    return ParsedSource(row, tape.text, found.blocks, documents, (*found.diagnostics, *secret))
