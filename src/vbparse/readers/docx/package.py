"""The package of a DOCX file: a ZIP opened with limits, its XML parts parsed without entities, and what they refer to.

Only the parts that are asked for are unpacked. A part that is damaged is read as far as it goes and named in `damaged`.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import Final

from lxml import etree

from vbparse.errors import SourceError
from vbparse.readers.docx.names import STRICT, Element
from vbparse.readers.kinds import BROKEN_ZIP

MAX_PART: Final = 120_000_000  # bytes of one part, unpacked
MAX_TOTAL: Final = 200_000_000  # bytes of all parts that are read
MAX_RATIO: Final = 200  # unpacked to packed; text in XML seldom reaches 50
_FREE_RATIO: Final = 10_000_000  # bytes up to which no ratio is asked
_CHUNK: Final = 1 << 20
_LOCAL: Final = b"PK\x03\x04"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCUMENT: Final = "word/document.xml"


class Package:
    """The parts of a DOCX file by name; `main` is the name of the document itself."""

    def __init__(self, data: bytes) -> None:
        """Open the ZIP. Raises SourceError: `damaged-file`, `encrypted-file`."""
        self.damaged: list[str] = []
        self._total = 0
        self._roots: dict[str, Element | None] = {}
        self._zip: zipfile.ZipFile | None = None
        self._salvaged: dict[str, bytes] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {name.lstrip("/"): name for name in self._zip.namelist()}
        except BROKEN_ZIP as error:
            self._salvaged = self._salvage(data)
            if not self._salvaged:
                raise _damaged() from error
            self._names = {name: name for name in self._salvaged}
            self.damaged.append("ZIP")
        self.main = self._main()
        self._relations = self.relations_of(self.main)

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None where it is missing or holds nothing that can be read."""
        if name not in self._roots:
            self._roots[name] = self._parse(name)
        return self._roots[name]

    def related(self, kind: str) -> Element | None:
        """Return the root of the first part that the document refers to as `kind` (`styles`, `footnotes`, …)."""
        found = next((target for of_kind, target in self._relations.values() if of_kind == kind), None)
        return self.part(found) if found is not None else None

    def by_id(self, relation: str) -> Element | None:
        """Return the root of the part with this relationship of the document."""
        _, target = self._relations.get(relation, ("", ""))
        return self.part(target) if target else None

    def relations_of(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part: id -> (kind, name of the target); external targets are left out."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", base + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root.iter(_RELATIONSHIP) if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def _main(self) -> str:
        relations = self.relations_of("")
        named = next((target for kind, target in relations.values() if kind == "officeDocument"), _DOCUMENT)
        for name in (named, _DOCUMENT):
            if name in self._names and self.part(name) is not None:
                return name
        raise _damaged()

    def _parse(self, name: str) -> Element | None:
        if name not in self._names:
            return None
        data = self._read(self._names[name])
        for strict, common in STRICT:
            data = data.replace(strict, common) if strict in data else data
        root: Element | None = None
        try:
            root = etree.fromstring(data, _parser(recover=False))
            if root.getroottree().docinfo.doctype:
                self.damaged.append(name)
        except etree.XMLSyntaxError:
            self.damaged.append(name)
            try:
                root = etree.fromstring(data, _parser(recover=True))
            except etree.XMLSyntaxError:
                root = None
        return root

    def _read(self, name: str) -> bytes:
        """Unpack a part within the limits; what a damaged part still gives."""
        if self._zip is None:
            return self._salvaged[name]
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise encrypted()
        out = bytearray()
        try:
            with self._zip.open(info) as found:
                while chunk := found.read(_CHUNK):
                    out += chunk
                    self._count(len(chunk), len(out), info.compress_size)
        except BROKEN_ZIP:
            self.damaged.append(name)
        return bytes(out)

    def _count(self, more: int, size: int, packed: int) -> None:
        self._total += more
        if size > MAX_PART or self._total > MAX_TOTAL or (size > _FREE_RATIO and size > packed * MAX_RATIO):
            raise SourceError(
                "file-too-large",
                f"the file unpacks to more than {MAX_PART // 1_000_000} MB of text, or is packed too tightly to be a "
                "document; split it, or take it out",
                f"tệp giải nén ra hơn {MAX_PART // 1_000_000} MB chữ, hoặc nén chặt bất thường, không giống một văn "
                "bản; hãy chia nhỏ tệp hoặc bỏ tệp này ra",
            )

    def _salvage(self, data: bytes) -> dict[str, bytes]:
        """Unpack what stands behind each local header of a ZIP whose directory is lost."""
        found: dict[str, bytes] = {}
        at = data.find(_LOCAL)
        while at >= 0 and len(data) - at > 30:
            flags, method, _, _, _, packed, _, name_size, extra_size = struct.unpack_from("<HHHHIIIHH", data, at + 6)
            start = at + 30 + name_size + extra_size
            name = data[at + 30 : at + 30 + name_size].decode("utf-8", "replace")
            if flags & 1:
                raise encrypted()
            after = data.find(_LOCAL, max(start, at + 4))
            if name.endswith((".xml", ".rels")) and name.lstrip("/") not in found:
                stop = start + packed if packed and not flags & 8 else len(data)
                if method == 8:
                    found[name.lstrip("/")] = self._inflate(memoryview(data)[start:stop])
                else:
                    found[name.lstrip("/")] = data[start : min(stop, after if after >= 0 else stop)]
            at = after
        return found

    def _inflate(self, raw: memoryview) -> bytes:
        unpacker, out, at = zlib.decompressobj(-15), bytearray(), 0
        try:
            while at < len(raw) and not unpacker.eof:
                chunk = unpacker.decompress(raw[at : at + _CHUNK // 16])
                at += _CHUNK // 16
                out += chunk
                self._count(len(chunk), len(out), at)
        except zlib.error:
            pass  # what came before the damage is kept; the file is marked as damaged as a whole
        return bytes(out)


def _parser(*, recover: bool) -> etree.XMLParser:
    """Make a parser that opens no entity, no file and no connection, and refuses endless depth."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip


def _damaged() -> SourceError:
    return SourceError(
        "damaged-file",
        "the file is no whole Word document (DOCX): its text can't be found; copy it again, or open it in Word, let "
        "Word repair it and save it anew",
        "tệp Word (DOCX) bị hỏng hoặc thiếu: không tìm thấy phần chữ; hãy chép lại tệp, hoặc mở bằng Word để sửa rồi "
        "lưu lại",
    )


def encrypted() -> SourceError:
    """Return the error for a file that a password locks."""
    return SourceError(
        "encrypted-file",
        "the file is locked with a password; give it (--password), or open it in Word, take the password off and save "
        "it",
        "tệp được đặt mật khẩu; hãy nhập mật khẩu (--password), hoặc mở bằng Word, bỏ mật khẩu rồi lưu lại",
    )
