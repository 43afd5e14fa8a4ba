"""Old Word files, RTF and OpenDocument: LibreOffice makes them DOCX, and the reader of DOCX reads that.

LibreOffice keeps what the other readers of these formats lose: tables with their cells, the font of each run, notes,
automatic numbers. It is started with a profile of its own that lets no macro run, follows no link and has no network,
and is stopped when it takes too long.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final
from xml.sax.saxutils import escape

import regex
from lxml import etree

from vbparse.errors import SourceError
from vbparse.model import SourceFormat
from vbparse.readers.docx import read_docx
from vbparse.readers.docx.names import w
from vbparse.tape import Note, Tape

CONVERTER: Final = "LibreOffice"
TIMEOUT: Final = 180.0  # seconds; a file of a hundred pages takes five

_NAMES = ("soffice", "libreoffice")
_PLACES = {
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ),
}
# Settings of the profile: (path, property, value).
_SETTINGS: Final = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    *(("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("/org.openoffice.Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)
_DOCUMENT = "word/document.xml"
_SHORTEST = 8  # characters: shorter ones may be the same by chance, as figures are
_UNSAFE = regex.compile(r"[^\w .()]|^\W+|[. ]+$")
_LONGEST = 60
_WORD = b"\xec\xa5"  # the first bytes of the stream of text, mostly right behind the header of the container
_HEADER = 512
_ENCRYPTED = 0x0100
_STREAM = "WordDocument".encode("utf-16-le")


def find_office() -> str | None:
    """Return the path of LibreOffice on this machine, None where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in _PLACES.get(sys.platform, ()) if Path(path).exists()), None)


def read_old_word(data: bytes, source_path: str, kind: SourceFormat) -> Tape:
    """Read a DOC, RTF or ODT file to a tape, which tells in a note what made it a DOCX.

    Raises SourceError as `to_docx` and `read_docx` do.
    """
    docx = to_docx(data, kind, PurePosixPath(source_path).stem)
    tape = read_docx(_merged_once(docx) if kind == "doc" else docx, source_path)
    first = tape.lines[0]
    note = Note("converted", first.start, first.end, {"kind": kind.upper(), "converter": CONVERTER})
    return replace(tape, format=kind, pages=None, notes=(note, *tape.notes))


def to_docx(data: bytes, kind: SourceFormat, name: str = "source") -> bytes:
    """Return a DOC, RTF or ODT file as DOCX; a document that prints its own name prints `name`.

    Raises SourceError: `no-converter` where LibreOffice is not installed, `encrypted-file`, `damaged-file` when it
    makes nothing of the file, `conversion-timeout`.
    """
    if kind == "doc" and _STREAM not in data:
        raise _damaged()
    if kind == "doc" and data[_HEADER : _HEADER + 2] == _WORD:
        flags = int.from_bytes(data[_HEADER + 10 : _HEADER + 12], "little")
        if flags & _ENCRYPTED:
            raise _encrypted()
    program = find_office()
    if program is None:
        raise _no_converter(kind)
    with tempfile.TemporaryDirectory(prefix="vbparse-") as folder:
        return _convert(program, data, f"{_UNSAFE.sub('_', name)[:_LONGEST] or 'source'}.{kind}", Path(folder))


def _convert(program: str, data: bytes, name: str, folder: Path) -> bytes:
    profile = folder / "profile"
    _write_settings(profile)
    source = folder / "in" / name
    source.parent.mkdir()
    source.write_bytes(data)
    command = [program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            "conversion-timeout",
            f"{CONVERTER} took more than {TIMEOUT:.0f} seconds for the file; save it as DOCX and try again",
            f"{CONVERTER} xử lý tệp quá {TIMEOUT:.0f} giây; hãy lưu tệp thành DOCX rồi thử lại",
        ) from error
    except OSError as error:
        raise SourceError(
            "no-converter",
            f"{CONVERTER} can't be started ({error.strerror}); install it again, or save the file as DOCX",
            f"không khởi động được {CONVERTER} ({error.strerror}); hãy cài lại, hoặc lưu tệp thành DOCX",
        ) from error
    made = (folder / "out" / name).with_suffix(".docx")
    if not made.exists():
        raise _damaged()
    return made.read_bytes()


def _merged_once(docx: bytes) -> bytes:
    """Return a DOCX where a merged cell holds its words once.

    In a DOC each of the cells that were merged keeps its text, of which Word shows the first; LibreOffice puts them one
    behind the other where they are the same.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[_DOCUMENT], etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    changed = False
    for span in root.iter(w("gridSpan")):
        cell = next(span.iterancestors(w("tc")))
        texts = list(cell.iter(w("t")))
        left = _once("".join(text.text or "" for text in texts), int(span.get(w("val"), "1")))
        for text in texts if left is not None else ():
            kept = (text.text or "")[: left or 0]
            left = (left or 0) - len(kept)
            text.text, changed = kept, True
    if not changed:
        return docx
    parts[_DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _once(text: str, most: int) -> int | None:
    """Return the length of the words that a text repeats, up to `most` times; None where it repeats nothing."""
    for times in range(most, 1, -1):
        length, rest = divmod(len(text), times)
        if not rest and length >= _SHORTEST and text == text[:length] * times:
            return length
    return None


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{escape(path)}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    target = profile / "user" / "registrymodifications.xcu"
    target.parent.mkdir(parents=True)
    target.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _damaged() -> SourceError:
    return SourceError(
        "damaged-file",
        f"{CONVERTER} can't open the file: it is damaged or locked; open it in Word and save it as DOCX",
        f"{CONVERTER} không mở được tệp: tệp hỏng hoặc bị khóa; hãy mở bằng Word rồi lưu thành DOCX",
    )


def _encrypted() -> SourceError:
    return SourceError(
        "encrypted-file",
        "the file is locked with a password; open it in Word and save it without one",
        "tệp có mật khẩu; hãy mở bằng Word và lưu lại không có mật khẩu",
    )


def _no_converter(kind: SourceFormat) -> SourceError:
    return SourceError(
        "no-converter",
        f"{kind.upper()} files are read through {CONVERTER}, which is not installed; "
        "install it (Debian, Ubuntu: apt install libreoffice-writer; else from libreoffice.org), or save as DOCX",
        f"tệp {kind.upper()} được đọc qua {CONVERTER} nhưng máy chưa cài; "
        "hãy cài (Debian, Ubuntu: apt install libreoffice-writer; máy khác: libreoffice.org) hoặc lưu thành DOCX",
    )
