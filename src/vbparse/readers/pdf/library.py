"""The functions of pdfium that are called for every glyph and every drawn object, and how they are called.

pypdfium2 wraps each pointer in an object, which costs more than the call itself. Here handles are plain integers and
boxes are written into one buffer a page. Signatures: pdfium's public headers `fpdfview.h`, `fpdf_text.h`,
`fpdf_edit.h`, `fpdf_flatten.h` and `fpdf_annot.h`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_double, c_float, c_int, c_uint, c_ulong, c_void_p

import pypdfium2.raw as raw
import regex

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_…
MOVE_TO, CURVE_TO = 2, 1  # FPDF_SEGMENT_…

_HALVES = regex.compile("[\ud800-\udfff]")  # of a pair of UTF-16, left alone by a wrong table of a font

Box = tuple[float, float, float, float]
FontKey = tuple[str, int]
Matrix = tuple[float, float, float, float, float, float]


def _bind(name: str, result: type | None, *arguments: type) -> Callable[..., int]:
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    if address is None:
        raise ImportError(f"this pdfium has no {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


load_page = _bind("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _bind("FPDF_ClosePage", None, c_void_p)
rotation = _bind("FPDFPage_GetRotation", c_int, c_void_p)
flatten = _bind("FPDFPage_Flatten", c_int, c_void_p, c_int)
count_annotations = _bind("FPDFPage_GetAnnotCount", c_int, c_void_p)
annotation_at = _bind("FPDFPage_GetAnnot", c_void_p, c_void_p, c_int)
close_annotation = _bind("FPDFPage_CloseAnnot", None, c_void_p)
remove_annotation = _bind("FPDFPage_RemoveAnnot", c_int, c_void_p, c_int)
annotation_flags = _bind("FPDFAnnot_GetFlags", c_int, c_void_p)
annotation_type = _bind("FPDFAnnot_GetSubtype", c_int, c_void_p)
load_text = _bind("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _bind("FPDFText_ClosePage", None, c_void_p)
count_chars = _bind("FPDFText_CountChars", c_int, c_void_p)
text_object = _bind("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
unicode_of = _bind("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
has_no_unicode = _bind("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
render_mode = _bind("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_of = _bind("FPDFTextObj_GetFont", c_void_p, c_void_p)
font_flags = _bind("FPDFFont_GetFlags", c_int, c_void_p)
font_weight = _bind("FPDFFont_GetWeight", c_int, c_void_p)
count_objects = _bind("FPDFPage_CountObjects", c_int, c_void_p)
object_at = _bind("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
set_active = _bind("FPDFPageObj_SetIsActive", c_int, c_void_p, c_int)
object_type = _bind("FPDFPageObj_GetType", c_int, c_void_p)
count_in_form = _bind("FPDFFormObj_CountObjects", c_int, c_void_p)
object_in_form = _bind("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)
count_segments = _bind("FPDFPath_CountSegments", c_int, c_void_p)
segment_at = _bind("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_type = _bind("FPDFPathSegment_GetType", c_int, c_void_p)

_clip_path = _bind("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
_count_clips = _bind("FPDFClipPath_CountPaths", c_int, c_void_p)
_count_clip_segments = _bind("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
_clip_segment = _bind("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)
_page_box = _bind("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
_get_text = _bind("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
_loose_box = _bind("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
_tight_box = _bind("FPDFText_GetCharBox", c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
_origin = _bind("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
_char_matrix = _bind("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
_font_size = _bind("FPDFTextObj_GetFontSize", c_int, c_void_p, c_void_p)
_font_data = _bind("FPDFFont_GetFontData", c_int, c_void_p, c_void_p, c_ulong, c_void_p)
_font_name = _bind("FPDFFont_GetBaseFontName", c_ulong, c_void_p, c_char_p, c_ulong)
_annotation_box = _bind("FPDFAnnot_GetRect", c_int, c_void_p, c_void_p)
_pixels = _bind("FPDFImageObj_GetImagePixelSize", c_int, c_void_p, c_void_p, c_void_p)
_bounds = _bind("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
_object_matrix = _bind("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
_draw_mode = _bind("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
_point = _bind("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)

_size = ctypes.c_size_t()
_floats = (c_float * 6)()
_doubles = (c_double * 4)()
_ints = (c_int * 2)()
_F = [ctypes.addressof(_floats) + 4 * n for n in range(6)]
_D = [ctypes.addressof(_doubles) + 8 * n for n in range(4)]
_I = [ctypes.addressof(_ints) + 4 * n for n in range(2)]


def address_of(handle: object) -> int:
    """Return a handle of pypdfium2 as the functions here take it."""
    return ctypes.cast(handle, c_void_p).value or 0  # type: ignore[arg-type]


def page_box(page: int) -> Box:
    """Return left, bottom, right, top of the part of a page that is shown, in its own space."""
    _page_box(page, _F[0])
    left, top, right, bottom = _floats[0], _floats[1], _floats[2], _floats[3]
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def annotation_box(annotation: int) -> Box | None:
    """Return left, bottom, right, top of an annotation in the page's own space; None where it has no box."""
    if not _annotation_box(annotation, _F[0]):
        return None
    left, top, right, bottom = _floats[0], _floats[1], _floats[2], _floats[3]
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def text_of(text_page: int, count: int) -> str:
    """Return the characters of a page, one for each glyph that pdfium counts."""
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = _get_text(text_page, 0, count, ctypes.addressof(buffer))
    text = buffer.raw[: max(0, 2 * written - 2)].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return _HALVES.sub("\ufffd", text)
    codes = (unicode_of(text_page, index) for index in range(count))
    return _HALVES.sub("\ufffd", "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes))


def loose_boxes(text_page: int, count: int) -> list[float]:
    """Return left, top, right, bottom of every glyph, one after the other; width is the advance of upright glyphs."""
    buffer = (c_float * (4 * count))()
    at = ctypes.addressof(buffer)
    for index in range(count):
        _loose_box(text_page, index, at)
        at += 16
    return list(buffer)


def tight_box(text_page: int, index: int) -> Box:
    """Return left, bottom, right, top of the ink of a glyph."""
    _tight_box(text_page, index, _D[0], _D[1], _D[2], _D[3])
    left, right, bottom, top = _doubles
    return left, bottom, right, top


def origin(text_page: int, index: int) -> tuple[float, float]:
    """Return where the baseline of a glyph begins."""
    _origin(text_page, index, _D[0], _D[1])
    return _doubles[0], _doubles[1]


def char_matrix(text_page: int, index: int) -> tuple[float, float, float, float]:
    """Return a, b, c, d of the matrix that a glyph is drawn with."""
    _char_matrix(text_page, index, _F[0])
    return _floats[0], _floats[1], _floats[2], _floats[3]


def font_size(text: int) -> float:
    """Return the size of a text object's font before its matrix, in points."""
    _font_size(text, _F[0])
    return float(_floats[0])


def font_key(font: int) -> FontKey:
    """Return what tells a font from others on all pages: its name with the mark of its subset, the size of its file."""
    buffer = ctypes.create_string_buffer(256)
    _font_name(font, buffer, 256)
    _size.value = 0
    _font_data(font, None, 0, ctypes.addressof(_size))
    return buffer.value.decode("utf-8", "replace"), _size.value


def bare_name(name: str) -> str:
    """Return the name of a font without the mark of its subset."""
    return name[7:] if name[6:7] == "+" else name


def bounds(drawn: int) -> Box:
    """Return left, bottom, right, top of an object, in the space of what holds it."""
    _bounds(drawn, _F[0], _F[1], _F[2], _F[3])
    return _floats[0], _floats[1], _floats[2], _floats[3]


def pixels(image: int) -> tuple[int, int]:
    """Return how many pixels an image is wide and high (0 where that can't be told)."""
    return (_ints[0], _ints[1]) if _pixels(image, _I[0], _I[1]) else (0, 0)


def is_clipped(drawn: int) -> bool:
    """Tell whether no path that an object is clipped to shows any of it: nobody sees what stands there."""
    clip = _clip_path(drawn)
    count = _count_clips(clip) if clip else 0
    if count < 1:
        return False
    left, bottom, right, top = bounds(drawn)
    if right <= left or top <= bottom:
        return False
    for index in range(count):
        segments = (_clip_segment(clip, index, n) for n in range(_count_clip_segments(clip, index)))
        points = [point(segment) for segment in segments if segment]
        if not points:
            continue
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = min(right, max(xs)) - max(left, min(xs)), min(top, max(ys)) - max(bottom, min(ys))
        if width <= _LEAST_SEEN * (right - left) or height <= _LEAST_SEEN * (top - bottom):
            return True
    return False


_LEAST_SEEN = 0.1  # of the width and the height of an object


def object_matrix(drawn: int) -> Matrix:
    """Return the matrix of an object."""
    _object_matrix(drawn, _F[0])
    a, b, c, d, e, f = _floats
    return a, b, c, d, e, f


def is_painted(path: int) -> tuple[bool, bool]:
    """Tell whether a path is filled, and whether it is stroked."""
    _draw_mode(path, _I[0], _I[1])
    return _ints[0] != 0, _ints[1] != 0


def point(segment: int) -> tuple[float, float]:
    """Return the point where a segment of a path ends, in the space of the path."""
    _point(segment, _F[0], _F[1])
    return _floats[0], _floats[1]
