"""Old Word files, RTF and OpenDocument: LibreOffice makes them DOCX, and the reader of DOCX reads that.

LibreOffice keeps what the other readers of these formats lose: tables with their cells, the font of each run, notes,
automatic numbers. It is started with a profile of its own that lets no macro run, follows no link and has no network,
and is stopped when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from vbparse.errors import SourceError
from vbparse.model import SourceFormat
from vbparse.readers.docx import read_docx
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
    tape = read_docx(to_docx(data, kind), source_path)
    first = tape.lines[0]
    note = Note("converted", first.start, first.end, {"kind": kind.upper(), "converter": CONVERTER})
    return replace(tape, format=kind, pages=None, notes=(note, *tape.notes))


def to_docx(data: bytes, kind: SourceFormat) -> bytes:
    """Return a DOC, RTF or ODT file as DOCX.

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
        return _convert(program, data, kind, Path(folder))


def _convert(program: str, data: bytes, kind: SourceFormat, folder: Path) -> bytes:
    profile = folder / "profile"
    _write_settings(profile)
    source = folder / f"source.{kind}"
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
    made = folder / "out" / "source.docx"
    if not made.exists():
        raise _damaged()
    return made.read_bytes()


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
