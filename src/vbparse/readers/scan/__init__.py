"""The reader of scans: pictures of pages to tape, and what the PDF reader asks for pages without a text layer.

Engine and libraries are imported when a page is to be read: without them everything else works.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vbparse.errors import SourceError
from vbparse.readers.lines import Row as TapeRow
from vbparse.readers.lines import lay_out
from vbparse.readers.pdf.flow import lay_pages
from vbparse.readers.pdf.furniture import set_apart
from vbparse.readers.pdf.layer import Layer
from vbparse.readers.pdf.pages import Page
from vbparse.readers.scan.engines import Engine, EngineError, choose
from vbparse.tape import Note, Tape

if TYPE_CHECKING:
    from vbparse.readers.pdf.opening import OpenPdf
    from vbparse.readers.pdf.rows import Row
    from vbparse.readers.scan.pictures import Picture
    from vbparse.readers.scan.sheets import Sheet

__all__ = ["Scans", "no_engine", "read_image", "read_scans"]


@dataclass(frozen=True)
class Scans:
    """The scanned pages of a PDF as they were read, by number, and the name of the engine."""

    sheets: dict[int, Sheet]
    engine: str

    def mark(self, rows: list[TapeRow]) -> tuple[list[TapeRow], list[tuple[int, Note]]]:
        """Return lines with their certainty, and what is to be told: notes by index of line."""
        from vbparse.readers.scan.certainty import mark_lines

        marked, notes = mark_lines(rows, self.sheets, self.engine)
        failed = [sheet for sheet in self.sheets.values() if sheet.failure]
        length = len(rows[0][0].text)
        return marked, [
            *(
                (0, Note("ocr-failed", 0, length, {"page": str(s.page.number), "reason": str(s.failure)}))
                for s in failed
            ),
            *notes,
        ]

    def is_nothing(self, rows: Sequence[TapeRow]) -> bool:
        """Whether lines (as `mark` returned them) hold nothing but what engines see in pictures that bear no print."""
        from vbparse.readers.scan.certainty import has_words

        if any(line.certainty is None and line.aside is None for line, _, _ in rows):
            return False
        return not has_words(self.sheets.values(), self.engine)

    def nothing_read(self) -> SourceError:
        """Return the error of scans on which the engine found no words."""
        reasons = sorted({sheet.failure for sheet in self.sheets.values() if sheet.failure})
        if reasons and all(sheet.failure for sheet in self.sheets.values()):
            told = "; ".join(reasons)
            return SourceError(
                "scan-without-text",
                f"{self.engine} failed on every scanned page ({told}); `vbparse doctor` tells whether it is whole",
                f"{self.engine} gặp lỗi trên mọi trang quét ({told}); hãy chạy `vbparse doctor` để xem còn thiếu gì",
            )
        why = f" ({'; '.join(reasons)})" if reasons else ""
        return SourceError(
            "scan-without-text",
            f"no words were found on the {len(self.sheets)} scanned pages{why}; look whether they are blank, dark, "
            "blurred or no paper, and scan them again at 200-300 dpi",
            f"không nhận dạng được chữ nào trên {len(self.sheets)} trang quét{why}; hãy xem đó có phải là văn bản "
            "không, các trang có trắng, tối hoặc mờ không và quét lại ở 200-300 dpi",
        )


def read_image(data: bytes, source_path: str) -> Tape:
    """Read an image file (PNG, JPEG, TIFF with many pages).

    Raises SourceError: `scan-without-text` where no engine is there or nothing can be read, `damaged-file`,
    `file-too-large`.
    """
    engine = choose()
    if engine is None:
        raise no_engine("the image", "tệp ảnh")
    from vbparse.readers.scan.pictures import open_pictures

    broken: list[SourceError] = []
    sheets = list(_read_side_by_side(_until_broken(open_pictures(data), broken), engine, {}))
    scans = Scans({sheet.page.number: sheet for sheet in sheets}, engine.name)
    pages = [sheet.page for sheet in sheets]
    set_apart(pages)
    rows = lay_pages(pages)
    if not rows:
        raise broken[0] if broken else scans.nothing_read()
    rows, notes = scans.mark(rows)
    if scans.is_nothing(rows):
        raise broken[0] if broken else scans.nothing_read()
    for error in broken:
        fields = {"message": error.message, "message_vi": error.message_vi}
        notes.insert(0, (0, Note(error.code, 0, len(rows[0][0].text), fields)))
    return lay_out(rows, source_path, "image", pages=len(sheets), notes=notes)


def read_scans(document: OpenPdf, pages: Sequence[Page]) -> Scans | None:
    """Read the pages of an open PDF that have no real text layer; None where no engine is there.

    What a thin layer holds above the picture of a page (a number that a program put in, a stamp) is taken from there.
    """
    engine = choose()
    if engine is None or not pages:
        return None
    from vbparse.readers.scan.rendering import Overlay, render
    from vbparse.readers.scan.sheets import scaled

    overlays = {page.number: Overlay.of(page) for page in pages}
    pictures = render(document, overlays)
    typed = {number: [scaled(row, held.factor) for row in held.typed] for number, held in overlays.items()}
    sheets = _read_side_by_side(pictures, engine, typed)
    found = {
        sheet.page.number: replace(sheet, factor=sheet.factor * overlays[sheet.page.number].factor) for sheet in sheets
    }
    for number, sheet in found.items():
        for block in overlays[number].stamps:
            sheet.page.blocks.append(replace(block, rows=[scaled(row, sheet.factor) for row in block.rows]))
    return Scans(found, engine.name)


def _read_side_by_side(
    pictures: Iterable[Picture], engine: Engine, typed: Mapping[int, Sequence[Row]]
) -> Iterator[Sheet]:
    """Read pictures of pages on the processors that are free; sheets come in the order of the pictures.

    `typed` are the rows of a text layer above a picture. A page that the engine gives up on has its `failure`.
    """
    count = _threads()
    with ThreadPoolExecutor(count) as pool:
        waiting: deque[Future[Sheet]] = deque()
        for picture in pictures:
            waiting.append(pool.submit(_read, picture, engine, typed.get(picture.number, ())))
            if len(waiting) > count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def no_engine(what: str, what_vi: str) -> SourceError:
    """Return the error of a scan that nothing on this machine can read."""
    return SourceError(
        "scan-without-text",
        f"{what} is a scan and no engine is there to read it; `vbparse doctor` says what to install "
        "(pip install 'vbparse[scan]' is enough)",
        f"{what_vi} là bản quét mà máy chưa có bộ nhận dạng chữ; chạy `vbparse doctor` để biết cần cài gì "
        "(chỉ cần pip install 'vbparse[scan]')",
    )


def _read(picture: Picture, engine: Engine, typed: Sequence[Row]) -> Sheet:
    from vbparse.readers.scan.cache import read_kept
    from vbparse.readers.scan.pictures import pixels_of
    from vbparse.readers.scan.sheets import Sheet, lay_sheet

    try:
        reading = read_kept(pixels_of(picture), engine)
    except EngineError as error:
        page = Page(picture.number, picture.width, picture.height, [], Layer("scan", 0))
        return Sheet(page, picture.width, picture.height, failure=str(error))
    return lay_sheet(reading, picture.number, picture.width, picture.height, typed)


def _threads() -> int:
    """Return how many pages are read side by side: one in a process that has others beside it."""
    if multiprocessing.parent_process() is not None:
        return 1
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _until_broken(pictures: Iterator[Picture], broken: list[SourceError]) -> Iterator[Picture]:
    """Yield the pages before the one that can't be decoded; its error goes into `broken`."""
    try:
        yield from pictures
    except SourceError as error:
        broken.append(error)
