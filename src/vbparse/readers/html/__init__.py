"""The reader of web pages (HTML, and MHTML as browsers and Word save it): bytes to tape.

`source` finds the page and its encoding, `content` takes away what is no part of the text, `lines` writes the rest.
"""

from __future__ import annotations

from vbparse.errors import SourceError
from vbparse.readers.encodings import no_text
from vbparse.readers.html.content import take_away
from vbparse.readers.html.lines import Page
from vbparse.readers.html.source import open_page
from vbparse.readers.html.styles import Styles
from vbparse.readers.layout import unfold_layout
from vbparse.readers.legacy import named
from vbparse.readers.lines import lay_out
from vbparse.readers.spacing import part_words
from vbparse.tape import Note, Tape


def read_html(data: bytes, source_path: str) -> Tape:
    """Read a web page to a tape; menus and the like are left out, and a note tells how much.

    Raises SourceError: `empty-file`, `file-too-large`, `unknown-encoding`, `damaged-file`.
    """
    body, encoding = open_page(data)
    page = Page(Styles(body))
    try:
        count, kinds = take_away(body)
        rows = unfold_layout(page.read(body))
    except RecursionError as error:
        raise SourceError(
            "damaged-file",
            "the page has elements one inside the other beyond all measure; save its text as TXT",
            "các thẻ của trang lồng nhau quá nhiều lớp; hãy lưu phần chữ thành TXT",
        ) from error
    if not rows:
        raise no_text()
    rows, notes = part_words(rows)
    if count:
        fields = {"count": str(count), "kinds": ", ".join(kinds)}
        notes.append((0, Note("page-parts-left-out", 0, len(rows[0][0].text), fields)))
    legacy_font = named(page.charsets)
    return lay_out(rows, source_path, "html", encoding=encoding, notes=notes, legacy_font=legacy_font)
