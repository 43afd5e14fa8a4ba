"""What the pipeline may doubt, repair or be unable to do: one entry a code, with its words for people.

Codes are stable. `CODES` is the list that the manual prints; a message is the template of its code with the fields of
the case filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vbparse.model import Diagnostic, Severity
from vbparse.tape import Span


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of diagnostic: severity, what it means, and its message in English and Vietnamese."""

    code: str
    severity: Severity
    meaning: str
    message: str
    message_vi: str


_ALL = (
    # numbering
    Code(
        "number-skipped",
        "warning",
        "A number of the outline is missing in a list.",
        "after {last} comes {marker}: {expected} is missing",
        "sau {last} là {marker}: thiếu {expected}",
    ),
    Code(
        "number-repeated",
        "warning",
        "A number of the outline is printed twice in a list.",
        "{marker} is printed twice; {expected} was expected",
        "số {marker} bị lặp; lẽ ra là {expected}",
    ),
    Code(
        "number-restarted",
        "warning",
        "A list of the outline goes back to a lower number under the same heading.",
        "after {last} comes {marker} again under the same heading",
        "sau {last} lại đến {marker} trong cùng một mục",
    ),
    Code(
        "list-starts-late",
        "warning",
        "A list of the outline does not begin at one.",
        "the list begins with {marker}",
        "danh sách bắt đầu từ {marker}",
    ),
    Code(
        "number-misprinted",
        "warning",
        "A number does not fit the heading it stands under; it was hung where it fits.",
        "{marker} does not fit the numbers around it",
        "số {marker} không khớp với các số xung quanh",
    ),
    # heading block
    Code(
        "no-heading-block",
        "info",
        "A document has a title but no heading block.",
        "the document has no heading block; it begins at its title",
        "văn bản không có phần đầu (cơ quan, số, ngày); bắt đầu từ tên loại",
    ),
    Code(
        "blank-number",
        "warning",
        "The number of the document is left blank.",
        "the number is left blank: {raw}",
        "số văn bản còn để trống: {raw}",
    ),
    Code(
        "blank-date",
        "warning",
        "The date of the document is left blank, wholly or in part.",
        "the date is left blank: {raw}",
        "ngày ban hành còn để trống: {raw}",
    ),
    Code(
        "number-from-elsewhere",
        "info",
        "The number or date was not read from a heading block.",
        "{field} {value} was read from {place}",
        "{field_vi} {value} được lấy từ {place_vi}",
    ),
    Code(
        "date-differs",
        "warning",
        "Two places give different dates for one document.",
        "the date is {chosen} but {place} says {other}",
        "ngày ban hành là {chosen} nhưng {place_vi} ghi {other}",
    ),
    Code(
        "subject-differs",
        "info",
        "The contents give another subject than the document.",
        "the contents call it {other}",
        "mục lục ghi trích yếu là {other}",
    ),
    Code(
        "type-differs",
        "warning",
        "The printed type and the letters of the number do not agree.",
        "the type is {doc_type} but the number {number} is one of a {other}",
        "tên loại là {doc_type} nhưng số {number} là của {other}",
    ),
    Code(
        "impossible-date",
        "warning",
        "A printed date cannot be.",
        "the date {raw} cannot be",
        "ngày {raw} không thể có",
    ),
    Code(
        "unknown-issuer",
        "warning",
        "No issuer could be told.",
        "no issuer could be told",
        "không xác định được cơ quan ban hành",
    ),
    # closing
    Code(
        "no-signature",
        "warning",
        "A document has no signature.",
        "the document has no signature",
        "văn bản không có phần ký",
    ),
    Code(
        "no-signer-name",
        "warning",
        "A signature has no name.",
        "no name under {authority}",
        "không có họ tên người ký dưới {authority}",
    ),
    Code(
        "text-after-closing",
        "info",
        "Text behind the closing belongs to no part.",
        "text behind the signature belongs to no appendix: {raw}",
        "phần chữ sau chữ ký không thuộc phụ lục nào: {raw}",
    ),
    # text and tables
    Code(
        "joined-paragraph",
        "info",
        "A paragraph that a page break or line end cut was joined.",
        "a paragraph in {pieces} pieces was joined",
        "đã nối một đoạn văn bị cắt thành {pieces} phần",
    ),
    Code(
        "dropped-repeated-heading",
        "info",
        "A table's heading row, repeated after a page break, was left out of the rows.",
        "a repeated heading row was left out",
        "đã bỏ dòng tiêu đề bảng lặp lại ở trang sau",
    ),
    Code(
        "joined-row",
        "info",
        "A table row that a page break cut was joined.",
        "a row in two pieces was joined",
        "đã nối một dòng của bảng bị cắt ở chỗ sang trang",
    ),
    Code(
        "lost-columns",
        "warning",
        "Rows have fewer cells than the table has columns; the last were filled with empty cells.",
        "{rows} rows have fewer than {columns} cells; the missing ones are taken as empty",
        "{rows} dòng có ít hơn {columns} ô; các ô thiếu được coi là trống",
    ),
    Code(
        "wrong-column",
        "warning",
        "A cell seems to be in the wrong column.",
        "the column {column!r} holds {value!r}, which belongs to another column",
        "cột {column!r} ghi {value!r}, có lẽ thuộc cột khác",
    ),
    # source
    Code(
        "listed-document-missing",
        "warning",
        "The contents list a document that the source does not hold.",
        "the contents list {number}, which is not in the source",
        "mục lục có ghi {number} nhưng tệp không có văn bản này",
    ),
    Code(
        "no-document",
        "warning",
        "A file was read but holds no document.",
        "the text was read but no document was found in it; "
        "check that its title (such as NGHỊ QUYẾT) is on a line of its own",
        "đã đọc được chữ nhưng không tìm thấy văn bản nào; "
        "hãy kiểm tra tên loại (như NGHỊ QUYẾT) có đứng riêng một dòng không",
    ),
    Code(
        "mail-text",
        "info",
        "The text of a mail holds no document; its attachments are sources of their own.",
        "this is the text of a mail and no document; see the files that are attached to it",
        "đây là nội dung thư, không phải văn bản; xem các tệp đính kèm",
    ),
    Code(
        "facts-given-up",
        "warning",
        "The text took too long to read for facts; the document has none.",
        "tasks, targets and citations were not read: a passage took longer than the limit",
        "không trích được nhiệm vụ, chỉ tiêu, viện dẫn: có đoạn văn xử lý quá lâu",
    ),
    Code(
        "converted",
        "info",
        "The file was read through another program.",
        "the {kind} file was read through {converter}",
        "tệp {kind} được đọc qua {converter}",
    ),
    Code(
        "page-parts-left-out",
        "info",
        "Menus and other parts of a web page that are no text were left out.",
        "{count} characters of the web page are no text and were left out ({kinds})",
        "đã bỏ {count} ký tự không phải nội dung của trang web ({kinds})",
    ),
    Code(
        "lost-space",
        "info",
        "The space between two words was lost, and put back.",
        "{raw} was read as {text}",
        "{raw} được đọc là {text}",
    ),
    Code(
        "lost-space-unclear",
        "info",
        "The space between two words seems to be missing; it is spelled so in the paper, or not certain where it was.",
        "{raw} may be two words; it is left as it is",
        "{raw} có lẽ là hai chữ viết liền; vẫn giữ nguyên",
    ),
    Code(
        "control-characters",
        "info",
        "Control characters were taken out of the text.",
        "{count} control characters were taken out",
        "đã bỏ {count} ký tự điều khiển",
    ),
    Code(
        "tracked-changes",
        "warning",
        "A Word file holds changes that nobody has accepted; it was read as if all were.",
        "changes not yet accepted: {inserted} insertions are read, {struck} deletions are left out",
        "có thay đổi chưa được chấp nhận: {inserted} chỗ thêm được đọc, {struck} chỗ xóa bị bỏ ra",
    ),
    Code(
        "hidden-left-out",
        "warning",
        "Text of a Word file that is formatted as hidden was left out.",
        "{count} hidden characters were left out",
        "đã bỏ {count} ký tự ẩn",
    ),
    Code(
        "comments-left-out",
        "info",
        "Comments in a Word file were left out.",
        "{count} comments were left out",
        "đã bỏ {count} nhận xét (comment)",
    ),
    Code(
        "drawing-left-out",
        "warning",
        "Diagrams and charts in a Word file were left out, with the words in them.",
        "{count} diagrams or charts were left out; their words are not in the result",
        "đã bỏ {count} sơ đồ hoặc biểu đồ; chữ trong đó không có trong kết quả",
    ),
    Code(
        "embedded-left-out",
        "error",
        "A Word file holds other files as parts of its text, which were not read.",
        "{count} files inside the document were not read; open it in Word and save it anew, so that they become text",
        "chưa đọc {count} tệp nằm trong văn bản; hãy mở bằng Word và lưu lại để nội dung đó thành chữ",
    ),
    Code(
        "secret-left-out",
        "warning",
        "A document that bears a degree of secrecy was kept out of the dataset.",
        "a document marked {secrecy} was left out; use --include-secret to take it in",
        "đã bỏ ra một văn bản có độ {secrecy}; dùng --include-secret nếu được phép đưa vào",
    ),
    Code(
        "same-document",
        "info",
        "A document with the very same words is in another source; this one has a number in its id.",
        "a document with the very same words is in {other}; this one has a number in its id",
        "tệp {other} đã có văn bản giống hệt từng chữ; mã của văn bản này được thêm số thứ tự",
    ),
    # facts
    Code(
        "unclear-unit",
        "info",
        "The words do not tell which unit a task is for.",
        "it is not clear which unit is meant: {raw}",
        "không rõ đơn vị được giao: {raw}",
    ),
    Code(
        "unclear-deadline",
        "info",
        "The time of a task is printed but can't be read.",
        "the time can't be read: {raw}",
        "không đọc được thời hạn: {raw}",
    ),
    Code(
        "task-without-unit",
        "warning",
        "A row of a table of assignments names no unit.",
        "the row of a table of assignments names no unit: {raw}",
        "dòng trong bảng phân công không ghi đơn vị: {raw}",
    ),
    Code(
        "deadline-before-issue",
        "warning",
        "A deadline lies before the date of the document.",
        "the deadline {raw} is before the date of issue {issued}",
        "thời hạn {raw} trước ngày ban hành {issued}",
    ),
    Code(
        "unit-spelling-joined",
        "warning",
        "Two spellings of a unit that differ by a slip of an OCR tool were joined.",
        "{variant} is taken as a slip for {name}",
        "{variant} được coi là lỗi nhận dạng của {name}",
    ),
    Code(
        "cited-type-differs",
        "warning",
        "A citation gives another type than the cited document bears.",
        "the citation says {cited} but {number} is a {actual}",
        "chỗ viện dẫn ghi {cited} nhưng {number} là {actual}",
    ),
    Code(
        "cited-date-differs",
        "warning",
        "A citation gives another date than the cited document bears.",
        "the citation dates {number} {cited}, the document bears {actual}",
        "chỗ viện dẫn ghi {number} ngày {cited}, văn bản ghi ngày {actual}",
    ),
    Code(
        "two-documents-one-number",
        "warning",
        "Two documents of the dataset bear one number.",
        "{number} is also the number of {other}",
        "số {number} cũng là số của {other}",
    ),
    # files that give nothing: the message is that of the error
    Code("empty-file", "error", "The file is empty or holds no text.", "{message}", "{message_vi}"),
    Code("not-text", "error", "A file named as text holds binary data.", "{message}", "{message_vi}"),
    Code(
        "unknown-encoding",
        "error",
        "The text is in no encoding that is read (Unicode, Windows-1258, TCVN3, VNI, VISCII, VPS).",
        "{message}",
        "{message_vi}",
    ),
    Code("file-too-large", "error", "The file is larger than what is read.", "{message}", "{message_vi}"),
    Code("line-too-long", "error", "A line is longer than any line of a document.", "{message}", "{message_vi}"),
    Code("unsupported-format", "error", "The format of the file is not read.", "{message}", "{message_vi}"),
    Code(
        "wrong-extension",
        "warning",
        "The file is of another format than its name says; it was read as what it is.",
        "the file is named {suffix} but is {kind}; it was read as {kind}",
        "tệp có đuôi {suffix} nhưng thực ra là {kind}; đã đọc theo loại {kind}",
    ),
    Code(
        "damaged-file",
        "error",
        "The file is damaged or cut off; what could be read is given.",
        "{message}",
        "{message_vi}",
    ),
    Code(
        "encrypted-file",
        "error",
        "The file is locked with a password that was not given.",
        "{message}",
        "{message_vi}",
    ),
    Code("scan-without-text", "error", "No page of the file has text that can be read.", "{message}", "{message_vi}"),
    Code(
        "page-is-scan",
        "error",
        "Pages of a PDF are pictures without a real text layer; nothing of them was read.",
        "page {pages} is a picture without text that can be read; nothing of it is in the result",
        "trang {pages} là ảnh quét, không có lớp chữ đọc được; kết quả không có nội dung trang này",
    ),
    Code(
        "page-is-garbled",
        "error",
        "The letters of pages of a PDF are in no encoding that is known; nothing of them was read.",
        "the letters of page {pages} have no known encoding; nothing of it is in the result",
        "không xác định được bảng mã chữ của trang {pages}; kết quả không có nội dung trang này",
    ),
    Code(
        "ocr-slip",
        "info",
        "A slip of an OCR tool in a fixed word of the format was put right.",
        "{read} was read as {text}",
        "{read} được hiểu là {text}",
    ),
    Code(
        "ocr-doubtful",
        "warning",
        "A word in the line of the number or date is doubtful, as handwriting is; compare it with the paper.",
        "{text} is read with {percent} % certainty; compare it with the paper",
        "{text} chỉ chắc {percent} %; hãy đối chiếu với bản giấy",
    ),
    Code(
        "read-from-picture",
        "info",
        "A figure in the line of the number or date stands on the page as a picture; an engine read it.",
        "{text} stands there as a picture and is read with {percent} % certainty",
        "{text} được chèn dưới dạng ảnh, nhận dạng chắc {percent} %",
    ),
    Code(
        "picture-not-read",
        "warning",
        "Something stands as a picture in the line of the number or date and was not read as a figure.",
        "something stands as a picture in this line and was not read: {text}",
        "trong dòng này có ảnh chèn chưa nhận dạng được: {text}",
    ),
    Code(
        "page-reads-badly",
        "warning",
        "A scanned page was read with little certainty; a better scan would give a better result.",
        "page {page} was read with {percent} % certainty; compare it with the paper or scan it again",
        "trang {page} chỉ nhận dạng chắc {percent} %; hãy đối chiếu với bản giấy hoặc quét lại",
    ),
    Code(
        "ocr-failed",
        "error",
        "The engine gave up on a scanned page; nothing of it was read.",
        "page {page} could not be read: {reason}; nothing of it is in the result",
        "không nhận dạng được trang {page}: {reason}; kết quả không có nội dung trang này",
    ),
    Code(
        "archive-of-files",
        "error",
        "The file holds other files, and was asked for as one.",
        "{message}",
        "{message_vi}",
    ),
    Code(
        "archive-limit",
        "error",
        "An archive is beyond the limits; not all of it was opened.",
        "{message}",
        "{message_vi}",
    ),
    Code("no-converter", "error", "The program that reads the format is not installed.", "{message}", "{message_vi}"),
    Code("conversion-timeout", "error", "The converter took too long for the file.", "{message}", "{message_vi}"),
    Code("unreadable", "error", "The file can't be opened or read.", "{message}", "{message_vi}"),
    Code(
        "too-much-memory", "error", "Reading the file takes more memory than one may take.", "{message}", "{message_vi}"
    ),
    Code("process-ended", "error", "The process that read the file was ended.", "{message}", "{message_vi}"),
    Code("internal-error", "error", "vbparse failed on the file.", "{message}", "{message_vi}"),
)

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")

CODES: dict[str, Code] = {code.code: code for code in _ALL}

ACROSS = frozenset(
    (
        "task-without-unit",
        "deadline-before-issue",
        "unit-spelling-joined",
        "cited-type-differs",
        "cited-date-differs",
        "two-documents-one-number",
    )
)
"""The codes of checks across a dataset: they stand in its table of diagnostics, and in no document's JSON."""


def diagnostic(code: str, source_path: str, doc_id: str | None, span: Span | None, **fields: str) -> Diagnostic:
    """Make a diagnostic of a known code; `fields` fill its message. Raises KeyError for an unknown code or field."""
    entry = CODES[code]
    return Diagnostic(
        source_path=source_path,
        doc_id=doc_id,
        severity=entry.severity,
        code=code,
        message=entry.message.format(**fields),
        message_vi=entry.message_vi.format(**{name: _day_first(value) for name, value in fields.items()}),
        span=span,
    )


def _day_first(value: str) -> str:
    """Return an ISO date as dd/mm/yyyy, anything else as it is."""
    found = _ISO_DAY.fullmatch(value)
    return "/".join(reversed(found.groups())) if found else value
