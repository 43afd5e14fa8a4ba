"""Pictures that bear no print: photographs, patterns and noise give no text; scans that are faint or bad do."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from pdf_files import Sheet, write
from pictured_pdf import joined
from scan_pages import Paper, bound, encoded
from vbparse.errors import SourceError
from vbparse.parsing import parse_bytes
from vbparse.readers import read
from vbparse.readers.pdf.layer import Layer
from vbparse.readers.pdf.pages import Page
from vbparse.readers.scan.certainty import has_words
from vbparse.readers.scan.sheets import PlacedWord
from vbparse.readers.scan.sheets import Sheet as Scanned

SIZE = (1654, 2339)


pytestmark = pytest.mark.usefixtures("own_cache")


def landscape() -> Image.Image:
    """Hills under a sky."""
    dice = np.random.default_rng(3)
    image = Image.linear_gradient("L").resize((1654, 1170)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(300):
        x, y, high = int(dice.integers(0, 1654)), int(dice.integers(400, 1170)), int(dice.integers(10, 120))
        shade = int(dice.integers(0, 160))
        draw.polygon([(x, y), (x + high // 3, y - high), (x + 2 * high // 3, y)], fill=(shade, shade, shade // 2))
    return image


def clouds() -> Image.Image:
    dice = np.random.default_rng(3)
    small = Image.fromarray(dice.integers(0, 255, (146, 103, 3), dtype=np.uint8))
    return small.resize((827, 1170), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(3))


def circles() -> Image.Image:
    dice = np.random.default_rng(3)
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    for _ in range(200):
        x, y, radius = int(dice.integers(0, 1600)), int(dice.integers(0, 2300)), int(dice.integers(5, 60))
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline="black", width=3)
    return image


def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(3).integers(0, 255, (1170, 827, 3), dtype=np.uint8))


def printed() -> Image.Image:
    paper = Paper().centred(170, 60, "TỈNH ỦY BẮC GIANG", style="Regular").centred(170, 78, "BAN THƯỜNG VỤ")
    paper.text(86, 220, "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy, tổ chức đảng, chính quyền, Mặt trận")
    return paper.text(86, 238, "Tổ quốc và các đoàn thể chính trị - xã hội tập trung lãnh đạo thực hiện tốt các").image


def faint(level: int, blur: float = 0.0) -> Image.Image:
    """Print that is hardly darker than its paper, or out of focus."""
    image = printed().filter(ImageFilter.GaussianBlur(blur)).point(lambda value: level + (255 - level) * value // 255)
    pixels = np.asarray(image, dtype=np.float32) + np.random.default_rng(1).normal(0, 6, (2339, 1654, 1))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("picture", [landscape, clouds, circles, noise], ids=lambda make: make.__name__)
def test_a_picture_without_print_gives_no_text(engine: str, picture: object) -> None:
    assert callable(picture)
    image = picture()
    for data, name in ((encoded(image, "PNG"), "anh.png"), (bound([image], "PDF"), "anh.pdf")):
        with pytest.raises(SourceError) as caught:
            read(data, name)
        assert caught.value.code == "scan-without-text"
        source = parse_bytes(data, name)
        assert (source.source.status, source.source.error_code) == ("failed", "scan-without-text")


@pytest.mark.parametrize(("level", "blur"), [(200, 0), (215, 0), (0, 2), (0, 3)])
def test_bad_scans_are_read(engine: str, level: int, blur: float) -> None:
    text = read(encoded(faint(level, blur), "PNG"), "quet.png").text
    assert "TỈNH ỦY" in text or "BAN THƯỜNG" in text or "TÍNH ỦY" in text


@pytest.mark.parametrize("text", ["Phụ lục 1", "The quick brown fox", "12,5  34,1  100"])
def test_few_words_are_words(engine: str, text: str) -> None:
    assert read(encoded(Paper().text(86, 300, text).image, "PNG"), "quet.png").lines


def test_a_lone_sign_is_no_text(engine: str) -> None:
    with pytest.raises(SourceError):
        read(encoded(Paper().text(290, 60, "2").image, "PNG"), "quet.png")


def test_a_picture_among_pages_with_text_does_no_harm(engine: str) -> None:
    sheet = Sheet().text(86, 700, "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện.")
    tape = read(joined([write([sheet]), bound([landscape()], "PDF")]), "x.pdf")
    assert tape.lines[0].text == "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Ban", 0.9), ("Bí", 0.9), ("thư", 0.9)], True),
        ([("Xí", 0.9), ("Ỷ", 0.9), ("M", 0.9), ("4", 0.9), ("ñ", 0.9), ("v>", 0.9), ("x", 0.9)], False),
        ([("Thương", 0.4), ("quyện", 0.4), ("I", 0.9)], True),  # a bad scan
        ([("xqz", 0.4), ("wft", 0.4)], False),
        ([("BanThườngvụTỉnhủy", 0.3), ("yêucầucáccấpủytổchức", 0.3), ("đảngchínhquyềnMặttrậnTổquốc", 0.3)], True),
        ([("À", 0.9)] * 40, False),
        ([], True),
    ],
)
def test_shares_of_words(words: list[tuple[str, float]], expected: bool) -> None:
    page = Page(1, 595, 842, [], Layer("recognised", 1))
    placed = tuple(PlacedWord(text, (0, 0, 1, 1), sure, None) for text, sure in words)
    assert has_words([Scanned(page, 595, 842, placed)], "tesseract") is expected
