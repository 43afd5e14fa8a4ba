"""PDF files for tests, written by hand: no font file, no library, every glyph where the test wants it.

A font here is a name, widths and a table to Unicode: that is all that a reader of text needs. As in the files of Word
each font comes in subsets: a subset has codes for the letters that are used, whatever they look like.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
EM = 0.5
# Codes whose letters, in whatever serif font a reader puts in, are no wider than half an em.
CODES = b"0123456789abcdefghijknopqrstuvxyz!#$()*,-./:;?[]^_`{|}IJ"


@dataclass
class Sheet:
    """One page: operators of its content stream, and what hangs on it. Places are in points from the bottom left."""

    width: float = 595
    height: float = 842
    turned: int = 0
    content: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    notes: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    picture: bool = False

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 14,
        font: str = "Serif",
        *,
        mode: int = 0,
        tracking: float = 0,
        angle: int = 0,
    ) -> Sheet:
        """Draw text with its baseline at y."""
        self.content.append(drawn(x, y, text, size, font, mode=mode, tracking=tracking, angle=angle))
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 14, pitch: float = 18) -> Sheet:
        """Draw rows one under the other, the first with its baseline at y."""
        for number, text in enumerate(texts):
            self.text(x, y - number * pitch, text, size)
        return self

    def centred(self, y: float, text: str, size: float = 14, font: str = "Serif", middle: float = 297.5) -> Sheet:
        return self.text(middle - len(text) * size * EM / 2, y, text, size, font)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a thin line."""
        self.content.append(f"0.5 w {x0} {y0} m {x1} {y1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Draw the lines of a table."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self


def drawn(
    x: float, y: float, text: str, size: float, font: str, *, mode: int = 0, tracking: float = 0, angle: int = 0
) -> str:
    """Return the operators that draw text; `{font|text}` is replaced by subsets and codes when the file is written."""
    a, b, c, d = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[angle]
    return f"BT {mode} Tr {tracking} Tc {a} {b} {c} {d} {x} {y} Tm {{{font}|{size}|{text.encode().hex()}}} ET"


# Name in tests -> name in the file; `Blind` has no table to Unicode.
FONTS = {
    "Serif": "TimesNewRomanPSMT",
    "Bold": "TimesNewRomanPS-BoldMT",
    "Italic": "TimesNewRomanPS-ItalicMT",
    "Other": "DejaVuSerif",
    "Symbol": "Symbol",
    "Old": ".VnTime",
    "Blind": "ABCDEF+Unknown",
}


def write(sheets: Sequence[Sheet], *, password: str | None = None, signed: str | None = None) -> bytes:
    """Return the bytes of a PDF; with `password` it is locked (RC4, 40 bits), `signed` is the time of a signature."""
    objects: list[bytes] = [b"", b""]  # catalog and page tree, filled at the end

    def add(body: str | bytes) -> int:
        objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(objects)

    subsets = _Subsets()
    streams = [[subsets.encode(part) for part in (*sheet.content,)] for sheet in sheets]
    forms = [[subsets.encode(form) for form in sheet.forms] for sheet in sheets]
    notes = [[(box, subsets.encode(drawing)) for box, drawing in sheet.notes] for sheet in sheets]
    fonts = f"/Font << {' '.join(f'/{name} {add(font)} 0 R' for name, font in subsets.fonts(add))} >>"
    picture = add(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x80\nendstream"
    )
    pages = []
    for sheet, content, drawings, marked in zip(sheets, streams, forms, notes, strict=True):
        names = [f"/Im {picture} 0 R"]
        if sheet.picture:
            content.insert(0, f"q {sheet.width} 0 0 {sheet.height} 0 0 cm /Im Do Q")
        for number, form in enumerate(drawings):
            names.append(f"/Fm{number} {add(_form(form, fonts, sheet.width, sheet.height))} 0 R")
            content.append(f"/Fm{number} Do")
        marks = [add(_note(add(_form(drawing, fonts, *box[2:])), box)) for box, drawing in marked]
        stream = add(_stream("\n".join(content)))
        pages.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {sheet.width} {sheet.height} ] /Rotate {sheet.turned}"
                f" /Resources << {fonts} /XObject << {' '.join(names)} >> >> /Contents {stream} 0 R"
                f" /Annots [ {' '.join(f'{mark} 0 R' for mark in marks)} ] >>"
            )
        )
    form = ""
    if signed is not None:
        value = add(f"<< /Type /Sig /Filter /Adobe.PPKLite /M ({signed}) /Contents <00> /ByteRange [ 0 0 0 0 ] >>")
        form = f" /AcroForm << /SigFlags 3 /Fields [ {add(f'<< /FT /Sig /T (S) /V {value} 0 R >>')} 0 R ] >>"
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R{form} >>".encode()
    objects[1] = (
        f"<< /Type /Pages /Count {len(pages)} /Kids [ {' '.join(f'{page} 0 R' for page in pages)} ] >>".encode()
    )
    return _file(objects, password)


class _Subsets:
    """The subsets of fonts that a file uses: each has codes for some letters."""

    def __init__(self) -> None:
        self._letters: dict[str, list[str]] = {}

    def encode(self, drawing: str) -> str:
        """Replace the texts of a drawing by the codes of their letters."""
        return re.sub(r"\{(\w+)\|([\d.]+)\|(\w*)\}", lambda found: self._shown(*found.groups()), drawing)

    def _shown(self, font: str, size: str, coded: str) -> str:
        letters = self._letters.setdefault(font, [])
        out, subset, codes = [], -1, ""
        for letter in bytes.fromhex(coded).decode():
            if letter not in letters:
                letters.append(letter)
            number, code = divmod(letters.index(letter), len(CODES))
            if number != subset and codes:
                out.append(f"/{font}{subset} {size} Tf <{codes}> Tj")
                codes = ""
            subset, codes = number, codes + f"{CODES[code]:02x}"
        return " ".join([*out, f"/{font}{subset} {size} Tf <{codes}> Tj"])

    def fonts(self, add: Callable[[str | bytes], int]) -> Iterator[tuple[str, str]]:
        """Yield the resource name and the dictionary of each subset."""
        for font, letters in self._letters.items():
            for number in range(0, len(letters), len(CODES)):
                held = dict(zip(CODES, letters[number:], strict=False))
                pairs = "".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>\n" for code, letter in held.items())
                table = add(
                    _stream(
                        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
                        "1 begincodespacerange <00> <FF> endcodespacerange\n"
                        f"{len(held)} beginbfchar\n{pairs}endbfchar\nendcmap end end"
                    )
                )
                widths = " ".join(str(_width(held.get(code, "x"))) for code in range(256))
                flags = add(f"<< /Type /FontDescriptor /FontName /{FONTS[font]} /Flags 34 /Ascent 800 /Descent -200 >>")
                unicode_table = "" if font == "Blind" else f" /ToUnicode {table} 0 R"
                yield (
                    f"{font}{number // len(CODES)}",
                    f"<< /Type /Font /Subtype /TrueType /BaseFont /{FONTS[font]} "
                    " /FirstChar 0 /LastChar 255"
                    f" /Widths [ {widths} ] /FontDescriptor {flags} 0 R{unicode_table} >>",
                )


def _width(letter: str) -> int:
    return 0 if unicodedata.combining(letter[0]) else round(EM * 1000)


def _stream(body: str) -> bytes:
    data = body.encode("latin-1")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _form(drawing: str, fonts: str, width: float, height: float) -> bytes:
    data = drawing.encode("latin-1")
    box = f"/BBox [ 0 0 {width} {height} ]"
    head = f"<< /Type /XObject /Subtype /Form {box} /Resources << {fonts} >> /Length {len(data)} >>"
    return head.encode() + b"\nstream\n" + data + b"\nendstream"


def _note(form: int, box: tuple[float, float, float, float]) -> str:
    """Return an annotation that shows a form at x, y with a width and a height."""
    x, y, width, height = box
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /Sig /F 4 /Rect [ {x} {y} {x + width} {y + height} ]"
        f" /AP << /N {form} 0 R >> >>"
    )


def _file(objects: list[bytes], password: str | None) -> bytes:
    identity = hashlib.md5(b"vbparse").digest()
    trailer = f"/Root 1 0 R /ID [ <{identity.hex()}> <{identity.hex()}> ]"
    if password is not None:
        key, lock = _lock(password, identity)
        objects = [_locked(body, number, key) for number, body in enumerate(objects, start=1)]
        objects.append(lock)
        trailer += f" /Encrypt {len(objects)} 0 R"
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


# ---- locked files: the standard handler, revision 2 (ISO 32000-1, 7.6.3) --------------------------------------------


def _lock(password: str, identity: bytes) -> tuple[bytes, bytes]:
    padded = (password.encode() + PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    rights = -44
    key = hashlib.md5(padded + owner + rights.to_bytes(4, "little", signed=True) + identity).digest()[:5]
    user = _rc4(key, PADDING)
    return key, f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user.hex()}> /P {rights} >>".encode()


def _locked(body: bytes, number: int, key: bytes) -> bytes:
    if b"stream\n" not in body:
        return body
    head, rest = body.split(b"stream\n", 1)
    data = rest.removesuffix(b"\nendstream")
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    return head + b"stream\n" + _rc4(own, data) + b"\nendstream"


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
