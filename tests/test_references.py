"""References to other documents: a table of what is printed and how it is read.

The table is text. A line at the margin is what is printed (⏎ a line break, ⇥ a tab); the indented lines under it are
the references it holds, in order: form (`=` full), type | number | date | issuer, `-` for none, `?` before the words of
a date that names no day. `#` says why the cases under it exist.
"""

from __future__ import annotations

import pytest

from growth import grows_with_length
from vbparse.lexicon.references import Reference, find_references

TABLE = """
# -- the usual form, with and without commas
Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ
    = Nghị quyết | 57-NQ/TW | 2024-12-22 | Bộ Chính trị
theo tinh thần Kết luận số 226-KL/TW ngày 11/12/2025 của Ban Bí thư về việc chấn chỉnh lề lối làm việc
    = Kết luận | 226-KL/TW | 2025-12-11 | Ban Bí thư
Hướng dẫn số 37-HD/BTGDVTU, ngày 25/3/2026 của Ban Tuyên giáo và Dân vận Tỉnh ủy về tổ chức học tập
    = Hướng dẫn | 37-HD/BTGDVTU | 2026-03-25 | Ban Tuyên giáo và Dân vận Tỉnh ủy
Chỉ thị số 36-CT/TW, ngày 14/6/2024 của Ban Bí thư Trung ương Đảng về đại hội các hội văn học, nghệ thuật
    = Chỉ thị | 36-CT/TW | 2024-06-14 | Ban Bí thư Trung ương Đảng
Nghị quyết số 42-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng khóa XIII về tiếp tục đổi mới
    = Nghị quyết | 42-NQ/TW | 2023-11-24 | Ban Chấp hành Trung ương Đảng
Chỉ thị số 50-CT/TW của Bộ Chính trị khóa XI về tăng cường sự lãnh đạo của Đảng
    = Chỉ thị | 50-CT/TW | - | Bộ Chính trị
Nghị quyết số 08-NQ/TW, ngày 26/01/2022 của Bộ Chính trị khoá XIII về "đẩy mạnh phát triển công nghiệp"
    = Nghị quyết | 08-NQ/TW | 2022-01-26 | Bộ Chính trị
Chỉ thị số 40-CT/TW ngày 22/11/2014 của Ban Bí thư Trung ương Đảng (khóa XI) về tín dụng chính sách
    = Chỉ thị | 40-CT/TW | 2014-11-22 | Ban Bí thư Trung ương Đảng
Kế hoạch số 53-KH/TU, ngày 06/3/2026 của Ban Thường vụ Tỉnh ủy về Chỉ thị số 47-CT/TW, ngày 23/5/2025 của Ban Bí thư.
    = Kế hoạch | 53-KH/TU | 2026-03-06 | Ban Thường vụ Tỉnh ủy
    = Chỉ thị | 47-CT/TW | 2025-05-23 | Ban Bí thư
Chương trình hành động số 18-CTr/TU, ngày 24/3/2026 của Tỉnh ủy Lai Châu về thực hiện Chỉ thị số 58-CT/TW
    = Chương trình hành động | 18-CTr/TU | 2026-03-24 | Tỉnh ủy Lai Châu
    = Chỉ thị | 58-CT/TW | - | -
Đề án số 04-ĐA/TU, ngày 25/8/2021 của Ban Chấp hành Đảng bộ tỉnh về phát triển hạ tầng thiết yếu
    = Đề án | 04-ĐA/TU | 2021-08-25 | Ban Chấp hành Đảng bộ tỉnh
Thông tri số 07-TT/TU, ngày 31/7/2024 của Ban Thường vụ Tỉnh ủy; Kế hoạch số 453-KH/HU của Ban Thường vụ Huyện ủy
    = Thông tri | 07-TT/TU | 2024-07-31 | Ban Thường vụ Tỉnh ủy
    = Kế hoạch | 453-KH/HU | - | Ban Thường vụ Huyện ủy
Công văn số 624-CV/TU ngày 01/3/2017 của Ban Thường vụ Tỉnh ủy về chế độ tự phê bình và phê bình
    = Công văn | 624-CV/TU | 2017-03-01 | Ban Thường vụ Tỉnh ủy
(thay Quyết định số 148-QĐ/TU ngày 09/09/2016 của Ban Thường vụ Tỉnh ủy).
    = Quyết định | 148-QĐ/TU | 2016-09-09 | Ban Thường vụ Tỉnh ủy
Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị về "Chuẩn mực đạo đức cách mạng của cán bộ, đảng viên"
    = Quy định | 144-QĐ/TW | 2024-05-09 | Bộ Chính trị
Tờ trình số 12-TTr/BTCTU ngày 03/02/2024 của Ban Tổ chức Tỉnh ủy
    = Tờ trình | 12-TTr/BTCTU | 2024-02-03 | Ban Tổ chức Tỉnh ủy
Báo cáo số 45-BC/HU, ngày 12/12/2023 của Ban Thường vụ Huyện ủy Tam Đường gửi Tỉnh ủy
    = Báo cáo | 45-BC/HU | 2023-12-12 | Ban Thường vụ Huyện ủy Tam Đường
Hướng dẫn số 36-HD/VPTW ngày 03/4/2018 của Văn phòng Trung ương Đảng về thể thức
    = Hướng dẫn | 36-HD/VPTW | 2018-04-03 | Văn phòng Trung ương Đảng
Hướng dẫn số 02-HD/UBKTTW ngày 9/12/2021 của Ủy ban Kiểm tra Trung ương thực hiện một số nội dung
    = Hướng dẫn | 02-HD/UBKTTW | 2021-12-09 | Ủy ban Kiểm tra Trung ương
Nghị quyết số 5-NQ/CB của Chi bộ 3 về nhiệm vụ năm 2024
    = Nghị quyết | 5-NQ/CB | - | Chi bộ 3
theo Quy chế làm việc số 01-QC/TU ngày 20/11/2020 của Ban Chấp hành Đảng bộ tỉnh
    = Quy chế | 01-QC/TU | 2020-11-20 | Ban Chấp hành Đảng bộ tỉnh
Công văn số 2061-CV/TU, ngày 15/8/2024 của Tỉnh ủy Lai Châu đến các cơ quan
    = Công văn | 2061-CV/TU | 2024-08-15 | Tỉnh ủy Lai Châu
Thông báo số 96-TB/TU ngày 05/10/2016).
    = Thông báo | 96-TB/TU | 2016-10-05 | -

# -- the type as it is printed
về tiếp tục thực hiện nghị quyết số 35-NQ/TW, ngày 22/10/2018 của Bộ Chính trị khóa XII về “Tăng cường bảo vệ”
    = Nghị quyết | 35-NQ/TW | 2018-10-22 | Bộ Chính trị
Kết luận 61-KL/TW, ngày 17/8/2023 của Ban Bí thư về tiếp tục thực hiện Chỉ thị số 13-CT/TW, ngày 12/01/2017
    = Kết luận | 61-KL/TW | 2023-08-17 | Ban Bí thư
    = Chỉ thị | 13-CT/TW | 2017-01-12 | -
# an abbreviation in a table
Chương trình hành động của Chính phủ thực hiện NQ số 66-NQ/TW
    = Nghị quyết | 66-NQ/TW | - | -
QĐ số 12-QĐ/TU ngày 3/4/2021
    = - | 12-QĐ/TU | 2021-04-03 | -
# chương trình hành động and chương trình share their code
Chương trình hành động số 03-CTr/TU ngày 04/12/2020
    = Chương trình hành động | 03-CTr/TU | 2020-12-04 | -
Chương trình số 03-CTr/TU ngày 04/12/2020 của Tỉnh uỷ
    = Chương trình | 03-CTr/TU | 2020-12-04 | Tỉnh uỷ
Chương trình hành động số 03-CTR/TU ngày 04/12/2020
    = Chương trình hành động | 03-CTr/TU | 2020-12-04 | -
# quyết định and quy định share theirs: only the printed name tells
Quyết định số 1158-QĐ/TU, Quy định số 307-QĐ/TU và Kết luận này
    = Quyết định | 1158-QĐ/TU | - | -
    = Quy định | 307-QĐ/TU | - | -
    self Kết luận | - | - | -
theo 377-QĐ/TW ngày 08/10/2025
    = - | 377-QĐ/TW | 2025-10-08 | -
# other codes tell the type by themselves
tinh thần của 10-NQ/TU (57-NQ/TW)
    = Nghị quyết | 10-NQ/TU | - | -
    = Nghị quyết | 57-NQ/TW | - | -
Văn bản số 1234-CV/BTCTU ngày 5/6/2023
    = Công văn | 1234-CV/BTCTU | 2023-06-05 | -
văn bản số 1234/UBND-VX ngày 5/6/2023 của UBND tỉnh
    = - | 1234/UBND-VX | 2023-06-05 | UBND tỉnh
# the printed name counts, whatever the code says
Kế hoạch số 12-CTr/TU ngày 5/6/2023
    = Kế hoạch | 12-CTr/TU | 2023-06-05 | -
Thông báo kết luận số 123-TB/TU ngày 02/3/2024 của Thường trực Tỉnh ủy
    = Thông báo kết luận | 123-TB/TU | 2024-03-02 | Thường trực Tỉnh ủy
Quy chế phối hợp số 05-QC/BTGTU-BDVTU ngày 4/5/2022
    = Quy chế phối hợp | 05-QC/BTGTU-BDVTU | 2022-05-04 | -
Hướng dẫn liên tịch số 05-HDLT/BTCTU-SNV ngày 3/4/2019
    = Hướng dẫn liên tịch | 05-HDLT/BTCTU-SNV | 2019-04-03 | -
Quy định số 08-QĐi/TW ngày 25/10/2018 của Ban Chấp hành Trung ương
    = Quy định | 08-QĐi/TW | 2018-10-25 | Ban Chấp hành Trung ương
# accents lost by an OCR
Nghi quyết số 57-NQ/TW; Chi thị 38-CT/TW; Quyêt đinh số 99-QĐ/TW; Chương trinh hành động số 3-CTr/TU
    = Nghị quyết | 57-NQ/TW | - | -
    = Chỉ thị | 38-CT/TW | - | -
    = Quyết định | 99-QĐ/TW | - | -
    = Chương trình hành động | 3-CTr/TU | - | -
# a name parted from its number
Luật Lưu trữ số 33/2024/QH15, ngày 21/6/2024 của Quốc hội
    = Luật | 33/2024/QH15 | 2024-06-21 | Quốc hội
Luật Cán bộ, công chức số 80/2025/QH15
    = Luật | 80/2025/QH15 | - | -
Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân số 85/2015/QH13 ngày 25/6/2015
    = Luật | 85/2015/QH13 | 2015-06-25 | -
Chỉ thị của Ban Bí thư số 38-CT/TW ngày 30/7/2024
    = Chỉ thị | 38-CT/TW | 2024-07-30 | Ban Bí thư
các Nghị quyết của Bộ Chính trị số 57-NQ/TW, 59-NQ/TW
    = Nghị quyết | 57-NQ/TW | - | Bộ Chính trị
    = Nghị quyết | 59-NQ/TW | - | Bộ Chính trị
Nghị quyết Hội nghị Trung ương 4 (khóa XII) số 04-NQ/TW
    = Nghị quyết | 04-NQ/TW | - | -
Nghị quyết Quân ủy Trung ương số 847-NQ/QUTW ngày 28/12/2021
    = Nghị quyết | 847-NQ/QUTW | 2021-12-28 | -
# but not from the number of what it carries out
Kế hoạch của Tỉnh ủy thực hiện Chỉ thị số 38-CT/TW của Ban Bí thư, trình Tỉnh ủy trước ngày 15/9/2024.
    = Chỉ thị | 38-CT/TW | - | Ban Bí thư
Kết luận của Bộ Chính trị tại Thông báo số 12-TB/TW
    = Thông báo | 12-TB/TW | - | -

# -- several numbers under one name
các Nghị quyết số 18, 19-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII
    = Nghị quyết | 18-NQ/TW | 2017-10-25 | Ban Chấp hành Trung ương Đảng
    = Nghị quyết | 19-NQ/TW | 2017-10-25 | Ban Chấp hành Trung ương Đảng
các Kết luận số 187, 188- KL/TW ngày 29/8/2025 của Bộ⏎Chính trị, Ban Bí thư
    = Kết luận | 187-KL/TW | 2025-08-29 | Bộ Chính trị
    = Kết luận | 188-KL/TW | 2025-08-29 | Bộ Chính trị
các Nghị quyết số 57, 59, 66 và 68-NQ/TW của Bộ Chính trị
    = Nghị quyết | 57-NQ/TW | - | Bộ Chính trị
    = Nghị quyết | 59-NQ/TW | - | Bộ Chính trị
    = Nghị quyết | 66-NQ/TW | - | Bộ Chính trị
    = Nghị quyết | 68-NQ/TW | - | Bộ Chính trị
các Kế hoạch số 452-KH/HU, 453-KH/HU ngày 13/8/2024 của Ban Thường vụ Huyện ủy
    = Kế hoạch | 452-KH/HU | 2024-08-13 | Ban Thường vụ Huyện ủy
    = Kế hoạch | 453-KH/HU | 2024-08-13 | Ban Thường vụ Huyện ủy
các Nghị quyết số 57-NQ/TW, 59-NQ/TW, 66-NQ/TW và 68-NQ/TW của Bộ Chính trị
    = Nghị quyết | 57-NQ/TW | - | Bộ Chính trị
    = Nghị quyết | 59-NQ/TW | - | Bộ Chính trị
    = Nghị quyết | 66-NQ/TW | - | Bộ Chính trị
    = Nghị quyết | 68-NQ/TW | - | Bộ Chính trị
Nghị quyết số 57-NQ/TW, số 59-NQ/TW và số 66-NQ/TW
    = Nghị quyết | 57-NQ/TW | - | -
    = Nghị quyết | 59-NQ/TW | - | -
    = Nghị quyết | 66-NQ/TW | - | -
Quy định số 205-QĐ/TW ngày 23/9/2019, 114-QĐ/TW ngày 11/7/2023 của Bộ Chính trị
    = Quy định | 205-QĐ/TW | 2019-09-23 | Bộ Chính trị
    = Quy định | 114-QĐ/TW | 2023-07-11 | Bộ Chính trị
Nghị định số 107, 108/2020/NĐ-CP ngày 14/9/2020 của Chính phủ
    = Nghị định | 107/2020/NĐ-CP | 2020-09-14 | Chính phủ
    = Nghị định | 108/2020/NĐ-CP | 2020-09-14 | Chính phủ
# another code is another type
Nghị quyết số 18-NQ/TW, 61-KL/TW và 05-CT/TW
    = Nghị quyết | 18-NQ/TW | - | -
    = Kết luận | 61-KL/TW | - | -
    = Chỉ thị | 05-CT/TW | - | -
# each name for itself: what follows the last is not said of the first
Chỉ thị số 15/CT-TTg ngày 27/3/2020 và Chỉ thị số 16/CT-TTg ngày 31/3/2020 của Thủ tướng Chính phủ
    = Chỉ thị | 15/CT-TTg | 2020-03-27 | -
    = Chỉ thị | 16/CT-TTg | 2020-03-31 | Thủ tướng Chính phủ
theo Nghị định số 107/2020/NĐ-CP và tổ chức cấp huyện theo Nghị định số 108/2020/NĐ-CP của Chính phủ, bảo đảm
    = Nghị định | 107/2020/NĐ-CP | - | -
    = Nghị định | 108/2020/NĐ-CP | - | Chính phủ
Kết luận số 89-KL/TW của Bộ Chính trị, Kết luận số 90-KL/TW của Ban Bí thư, Kế hoạch số 454-KH/HU và
    = Kết luận | 89-KL/TW | - | Bộ Chính trị
    = Kết luận | 90-KL/TW | - | Ban Bí thư
    = Kế hoạch | 454-KH/HU | - | -
Chỉ thị số 38-CT/TW, Thông tri số 07-TT/TU, Kế hoạch số 453-KH/HU, Kế hoạch số 452-KH/HU.
    = Chỉ thị | 38-CT/TW | - | -
    = Thông tri | 07-TT/TU | - | -
    = Kế hoạch | 453-KH/HU | - | -
    = Kế hoạch | 452-KH/HU | - | -

# -- numbers and dates as copies and scans print them
THỰC HIỆN CHỈ THỊ SỐ 58CT/TW, NGÀY 10/01/2026 CỦA BAN BÍ THƯ VỀ TĂNG CƯỜNG SỰ LÃNH ĐẠO
    = Chỉ thị | 58-CT/TW | 2026-01-10 | BAN BÍ THƯ
Nghị quyết số 72- NQ/TW ngày 09/9/2025 của Bộ Chính trị
    = Nghị quyết | 72-NQ/TW | 2025-09-09 | Bộ Chính trị
Quyết định số 84 QĐ/TWĐTN ngày 22/02/2013 của Ban Chấp hành Trung ương Đoàn
    = Quyết định | 84-QĐ/TWĐTN | 2013-02-22 | Ban Chấp hành Trung ương Đoàn
Kết luận số 100 - KL/TW ngày 18/8/2014 của Ban Bí thư “về việc đổi mới”
    = Kết luận | 100-KL/TW | 2014-08-18 | Ban Bí thư
Chỉ thị số: 03-CT/HU ngày 3 - 4 - 2021 của Huyện ủy
    = Chỉ thị | 03-CT/HU | 2021-04-03 | Huyện ủy
Nghị quyết số 68-⏎NQ/TW ngày 04/5/2025 của Bộ Chính trị
    = Nghị quyết | 68-NQ/TW | 2025-05-04 | Bộ Chính trị
Quy định số⏎270-QĐ/TW, ngày⏎06/12/2014 đối với tài liệu
    = Quy định | 270-QĐ/TW | 2014-12-06 | -
Nghị quyết số 57-NQ/TWngày 22/12/2024 của Bộ Chính trị
    = Nghị quyết | 57-NQ/TW | 2024-12-22 | Bộ Chính trị
# the mark of a footnote
Nghị quyết số 57-NQ/TW1 ngày 22/12/2024 của Bộ Chính trị
    = Nghị quyết | 57-NQ/TW | 2024-12-22 | Bộ Chính trị
Nghị quyết 57/NQ-TW; Nghị quyết 57-NQ-TW của Bộ chính trị
    = Nghị quyết | 57/NQ-TW | - | -
    = Nghị quyết | 57-NQ-TW | - | Bộ chính trị
Quyết định số 42/2019/QĐ-TTg ngày 16 tháng 12 năm 2019 của Thủ tướng Chính phủ
    = Quyết định | 42/2019/QĐ-TTg | 2019-12-16 | Thủ tướng Chính phủ
Nghị quyết số 57-NQ/TW ngày 22-12-2024 của Bộ Chính trị
    = Nghị quyết | 57-NQ/TW | 2024-12-22 | Bộ Chính trị
Nghị quyết số 57-NQ/TW ban hành ngày 22/12/2024
    = Nghị quyết | 57-NQ/TW | 2024-12-22 | -
Quy định 22-QĐ/TW (28/7/2021) của Ban Chấp hành Trung ương, Chỉ thị 50-CT/TW (23/7/2025)
    = Quy định | 22-QĐ/TW | 2021-07-28 | Ban Chấp hành Trung ương
    = Chỉ thị | 50-CT/TW | 2025-07-23 | -
Nghị quyết số 21-NQ/TW khóa XIII, ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng
    = Nghị quyết | 21-NQ/TW | 2022-06-16 | Ban Chấp hành Trung ương Đảng
Chỉ thị số 05-CT/TW (khóa XII) ngày 15/5/2016 của Bộ Chính trị
    = Chỉ thị | 05-CT/TW | 2016-05-15 | Bộ Chính trị
# the date after the body
Quyết định số 99-QĐ/TW của Ban Bí thư, ngày 03/10/2023 về hướng dẫn khung
    = Quyết định | 99-QĐ/TW | 2023-10-03 | Ban Bí thư
# dates that cannot be are kept as words
Kế hoạch số 52-KH/ĐU ngày 25/3/2206 của Đảng uỷ Ủy ban nhân dân tỉnh về thực hiện Nghị quyết Đại hội
    = Kế hoạch | 52-KH/ĐU | ?25/3/2206 | Đảng uỷ Ủy ban nhân dân tỉnh
Quyết định số 5-QĐ/TU ngày 31/02/2021 của Tỉnh ủy
    = Quyết định | 5-QĐ/TU | ?31/02/2021 | Tỉnh ủy
Báo cáo số 123/BC-UBND, ngày … tháng … năm 2024 của UBND huyện
    = Báo cáo | 123/BC-UBND | ?ngày … tháng … năm 2024 | UBND huyện
# only a year, or a date of something else
Kết luận 212-KL/TW năm 2025 về định hướng; (viết tắt là Chỉ thị số 05-CT/TW); ngày 01/3/2017, Ban Thường vụ họp
    = Kết luận | 212-KL/TW | - | -
    = Chỉ thị | 05-CT/TW | - | -
# a blank number is none
Kế hoạch số -KH/ĐU, ngày tháng năm 2026 của Đảng ủy
    nothing
(Kèm theo Hướng dẫn số      -HD/ĐU, ngày /4/2026 của Ban Thường vụ)
    nothing

# -- who issued it
Chỉ thị số 38-CT/TW của Ban Bí thư, trình Thường trực Huyện ủy
    = Chỉ thị | 38-CT/TW | - | Ban Bí thư
Chỉ thị số 05-CT/TW của Bộ Chính trị (khóa XII), Quy định về trách nhiệm nêu gương
    = Chỉ thị | 05-CT/TW | - | Bộ Chính trị
Nghị quyết số 37-NQ/TW của Bộ Chính trị và Hướng dẫn số 02-HD/TW ngày 08/02/2018 của Ban Bí thư Trung ương Đảng
    = Nghị quyết | 37-NQ/TW | - | Bộ Chính trị
    = Hướng dẫn | 02-HD/TW | 2018-02-08 | Ban Bí thư Trung ương Đảng
Nghị quyết số 19-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII
    = Nghị quyết | 19-NQ/TW | 2017-10-25 | Ban Chấp hành Trung ương Đảng
Kế hoạch số 20-KH/TU của Ban Thường vụ Tỉnh ủy chưa được thường xuyên
    = Kế hoạch | 20-KH/TU | - | Ban Thường vụ Tỉnh ủy
Nghị quyết số 182-NQ/TU của Ban Chấp hành Đảng bộ tỉnh thực hiện Nghị quyết Đại hội
    = Nghị quyết | 182-NQ/TU | - | Ban Chấp hành Đảng bộ tỉnh
Quyết định số 1158-QĐ/TU của Ban Thường vụ Tỉnh ủy ban hành Quy chế tiếp xúc, đối thoại
    = Quyết định | 1158-QĐ/TU | - | Ban Thường vụ Tỉnh ủy
Kế hoạch số 153-KH/TU ngày 11/7/2019 của Ban Thường vụ Tỉnh ủy Bắc Kạn về triển khai
    = Kế hoạch | 153-KH/TU | 2019-07-11 | Ban Thường vụ Tỉnh ủy Bắc Kạn
Kế hoạch số 10-KH/TU ngày 5/6/2024 của Ban Thường vụ Thành ủy Hải Phòng triển khai thực hiện Chỉ thị
    = Kế hoạch | 10-KH/TU | 2024-06-05 | Ban Thường vụ Thành ủy Hải Phòng
Kế hoạch số 85-KH/ĐU ngày 21/8/2019 của Đảng ủy xã Hà Vị về triển khai
    = Kế hoạch | 85-KH/ĐU | 2019-08-21 | Đảng ủy xã Hà Vị
Nghị quyết số 03-NQ/HU của Ban Chấp hành Đảng bộ huyện Phong Thổ lần thứ XX
    = Nghị quyết | 03-NQ/HU | - | Ban Chấp hành Đảng bộ huyện Phong Thổ
Quyết định số 05-QĐ/ĐU ngày 12/02/2024 của Ban Chấp hành Đảng bộ xã Tân Trung)
    = Quyết định | 05-QĐ/ĐU | 2024-02-12 | Ban Chấp hành Đảng bộ xã Tân Trung
Nghị quyết số 07-NQ/ĐU của Ban Chấp hành Đảng bộ Các cơ quan Đảng tỉnh về công tác
    = Nghị quyết | 07-NQ/ĐU | - | Ban Chấp hành Đảng bộ Các cơ quan Đảng tỉnh
Nghị quyết số 04-NQ/ĐUK của Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh về
    = Nghị quyết | 04-NQ/ĐUK | - | Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh
Hướng dẫn số 27-HD/BXDD, ngày 21/5/2026 của Ban Xây dựng đảng Đảng ủy)
    = Hướng dẫn | 27-HD/BXDD | 2026-05-21 | Ban Xây dựng đảng Đảng ủy
Công văn số 77-CV/BCSĐ của Ban Cán sự đảng Ủy ban nhân dân tỉnh
    = Công văn | 77-CV/BCSĐ | - | Ban Cán sự đảng Ủy ban nhân dân tỉnh
Quyết định số 88-QĐ/TWĐTN của Ban Bí thư Trung ương Đoàn TNCS Hồ Chí Minh
    = Quyết định | 88-QĐ/TWĐTN | - | Ban Bí thư Trung ương Đoàn TNCS Hồ Chí Minh
Nghị quyết số 05 - NQ/ TU, ngày 3/4/2021 của BTV Tỉnh ủy
    = Nghị quyết | 05-NQ/TU | 2021-04-03 | BTV Tỉnh ủy
Thông tư số 01/2020/TT-BNV ngày 10/01/2020 của Bộ trưởng Bộ Nội vụ hướng dẫn
    = Thông tư | 01/2020/TT-BNV | 2020-01-10 | Bộ trưởng Bộ Nội vụ
Thông tư số 26/2021/TT-BLĐTBXH của Bộ Lao động - Thương binh và Xã hội quy định
    = Thông tư | 26/2021/TT-BLĐTBXH | - | Bộ Lao động - Thương binh và Xã hội
# names with commas are listed in types.toml
Quyết định số 12/QĐ-SVHTTDL của Sở Văn hóa, Thể thao và Du lịch tỉnh Lai Châu
    = Quyết định | 12/QĐ-SVHTTDL | - | Sở Văn hóa, Thể thao và Du lịch tỉnh Lai Châu
Quyết định số 11-QĐ/BCĐTW ngày 5/5/2022 của Ban Chỉ đạo Trung ương về phòng, chống tham nhũng, tiêu cực về việc
    = Quyết định | 11-QĐ/BCĐTW | 2022-05-05 | Ban Chỉ đạo Trung ương về phòng, chống tham nhũng, tiêu cực
Công văn số 197/STTTT ngày 02/2/2021 của Sở Thông tin và Truyền thông; Kế hoạch số 661/KH-UBND của UBND Huyện Triệu Sơn
    = Công văn | 197/STTTT | 2021-02-02 | Sở Thông tin và Truyền thông
    = Kế hoạch | 661/KH-UBND | - | UBND Huyện Triệu Sơn
Thông tư liên tịch số 01/2013/TTLT-BTP-BNV của Bộ Tư pháp và Bộ Nội vụ
    = Thông tư liên tịch | 01/2013/TTLT-BTP-BNV | - | Bộ Tư pháp
Kế hoạch số 64-KH/TU, NGÀY 06/4/2026 CỦA BAN THƯỜNG VỤ TỈNH ỦY LAI CHÂU THỰC HIỆN CHỈ THỊ SỐ 03-CT/TW
    = Kế hoạch | 64-KH/TU | 2026-04-06 | BAN THƯỜNG VỤ TỈNH ỦY LAI CHÂU
    = Chỉ thị | 03-CT/TW | - | -
QUYẾT ĐỊNH SỐ 42/2019/QĐ-TTG CỦA THỦ TƯỚNG CHÍNH PHỦ
    = Quyết định | 42/2019/QĐ-TTg | - | THỦ TƯỚNG CHÍNH PHỦ
# nobody is named directly behind it
Nghị quyết số 80-NQ/TW và các chủ trương liên quan của Trung ương, của tỉnh
    = Nghị quyết | 80-NQ/TW | - | -
Chỉ thị số 47-CT/TW, ngày 23/5/2025 về tăng cường sự lãnh đạo của Đảng đối với công tác dư luận xã hội
    = Chỉ thị | 47-CT/TW | 2025-05-23 | -
Nghị quyết số 10-NQ/TU của các cấp ủy
    = Nghị quyết | 10-NQ/TU | - | -
# who issued it may stand before it
công nghệ, Ban Bí thư ban hành Chỉ thị số 57-CT/TW nhằm nâng cao hiệu quả công tác bảo đảm an ninh mạng
    = Chỉ thị | 57-CT/TW | - | Ban Bí thư
Ban Thường vụ Tỉnh ủy đã ban hành Nghị quyết số 433-NQ/TU ngày 04/5/2019 về phát triển CNTT
    = Nghị quyết | 433-NQ/TU | 2019-05-04 | Ban Thường vụ Tỉnh ủy
Tỉnh ủy ban hành các Kế hoạch số 20-KH/TU, 21-KH/TU
    = Kế hoạch | 20-KH/TU | - | Tỉnh ủy
    = Kế hoạch | 21-KH/TU | - | Tỉnh ủy
Ngày 14-11-2016, Ban Chấp hành Đảng bộ tỉnh khóa XIII đã ban hành Nghị quyết số 10-NQ/TU về huy động
    = Nghị quyết | 10-NQ/TU | 2016-11-14 | Ban Chấp hành Đảng bộ tỉnh
những địa bàn dễ xảy ra vi phạm sau ngày ban hành Chỉ thị số 19-CT/TU mà không xử lý
    = Chỉ thị | 19-CT/TU | - | -
Kết luận số 14-KL/TW ngày 22/9/2021 do Bộ Chính trị ban hành
    = Kết luận | 14-KL/TW | 2021-09-22 | Bộ Chính trị

# -- state documents
Nghị quyết số 133/2020/QH14 của Quốc hội về Ngày bầu cử đại biểu Quốc hội khóa XV
    = Nghị quyết | 133/2020/QH14 | - | Quốc hội
Nghị quyết số 140/NQ-CP ngày 17/5/2025 của Chính phủ ban hành Chương trình hành động
    = Nghị quyết | 140/NQ-CP | 2025-05-17 | Chính phủ
Nghị định 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư
    = Nghị định | 30/2020/NĐ-CP | 2020-03-05 | Chính phủ
theo Nghị định số 135/2020/NĐ -CP ngày 18/11/2020 của Chính phủ
    = Nghị định | 135/2020/NĐ-CP | 2020-11-18 | Chính phủ
Luật số 83/2025/QH15 (sửa đổi, bổ sung)
    = Luật | 83/2025/QH15 | - | -
Nghị quyết 101/2025/UBTVQH15 ngày 26/9/2025 của Ủy ban Thường vụ Quốc hội
    = Nghị quyết | 101/2025/UBTVQH15 | 2025-09-26 | Ủy ban Thường vụ Quốc hội
Nghị quyết liên tịch 102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN
    = Nghị quyết liên tịch | 102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN | - | -
Kế hoạch số 212/KH-UBND ngày 28/7/2020 của UBND tỉnh đã đề ra
    = Kế hoạch | 212/KH-UBND | 2020-07-28 | UBND tỉnh
Nghị quyết 06/2020/NQ-HĐND ngày 09/7/2020 của HĐND tỉnh
    = Nghị quyết | 06/2020/NQ-HĐND | 2020-07-09 | HĐND tỉnh
Công văn số 216/TTg-CN ngày 23/02/2021
    = Công văn | 216/TTg-CN | 2021-02-23 | -
Nghị định số 91-CP ngày 17/8/1994 của Chính phủ; Quyết định số 773/TTg
    = Nghị định | 91-CP | 1994-08-17 | Chính phủ
    = Quyết định | 773/TTg | - | -
Nghị quyết 30c/NQ-CP ngày 08/11/2011; Công điện số 1063/CĐ-TTg của Thủ tướng
    = Nghị quyết | 30c/NQ-CP | 2011-11-08 | -
    = Công điện | 1063/CĐ-TTg | - | Thủ tướng

# -- rows of contents
34⇥Kết luận số 55-KL/TU ngày 07/3/2021 của Ban Thường vụ Tỉnh ủy⇥Về Nghị quyết số 113-NQ/TU ngày 22/7/2016⇥190
    = Kết luận | 55-KL/TU | 2021-03-07 | Ban Thường vụ Tỉnh ủy
    = Nghị quyết | 113-NQ/TU | 2016-07-22 | -
26⇥Chỉ thị 05-CT/TU ngày 05/5/2021 của Ban Thường vụ Tỉnh ủy⇥Về nâng cao năng lực
    = Chỉ thị | 05-CT/TU | 2021-05-05 | Ban Thường vụ Tỉnh ủy

# -- short forms and the document itself
Nghị quyết 57, Nghị quyết số 68 của Bộ Chính trị
    short Nghị quyết | 57 | - | -
    short Nghị quyết | 68 | - | Bộ Chính trị
Quyết định số 244 ngày 09/6/2014 của Ban Chấp hành Trung ương về Quy chế bầu cử; Chỉ thị 05 được triển khai
    short Quyết định | 244 | 2014-06-09 | Ban Chấp hành Trung ương
    short Chỉ thị | 05 | - | -
Chỉ thị 38 của Ban Bí thư về đẩy mạnh
    short Chỉ thị | 38 | - | Ban Bí thư
Thực hiện Nghị quyết này và Kế hoạch này, các sở; Chương trình hành động này
    self Nghị quyết | - | - | -
    self Kế hoạch | - | - | -
    self Chương trình hành động | - | - | -
# quantities, and documents without a number
Kế hoạch 5 năm 2021-2025; Báo cáo 6 tháng; Chương trình 2 con số; kế hoạch 12
    nothing
Nghị quyết Đại hội XIII của Đảng, Nghị quyết Trung ương 4 khóa XII, nghị quyết này
    nothing
Lưu Văn phòng; T/M BAN THƯỜNG VỤ; năm 2024 NQ/TW; QCVN 01:2021/BXD
    nothing

"""


def cases() -> list[tuple[str, list[str]]]:
    """Return (text, references written as in the table) for every case of the table."""
    found: list[tuple[str, list[str]]] = []
    for line in TABLE.splitlines():
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            found.append((line.replace("⏎", "\n").replace("⇥", "\t"), []))
    return [(text, [] if wanted == ["nothing"] else wanted) for text, wanted in found]


def written(reference: Reference) -> str:
    form = "=" if reference.form == "full" else reference.form
    day = reference.issued_on.isoformat() if reference.issued_on else f"?{reference.date_raw}"
    parts = (reference.doc_type, reference.number, day if reference.date_raw else None, reference.issuer)
    return f"{form} " + " | ".join(part or "-" for part in parts)


@pytest.mark.parametrize(("text", "wanted"), cases())
def test_find_references(text: str, wanted: list[str]) -> None:
    found = find_references(text)
    assert [written(reference) for reference in found] == wanted
    for reference in found:
        assert reference.raw == " ".join(text[reference.start : reference.end].split())
        if reference.issuer_span:
            assert reference.issuer == " ".join(text[slice(*reference.issuer_span)].split())


def test_the_table_is_large() -> None:
    assert len(cases()) >= 120


# (text, raw of each reference)
RAW = [
    ("theo Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị", ["Nghị quyết số 57-NQ/TW, ngày 22/12/2024"]),
    ("nghị quyết số 72- NQ/TW ngày 09/9/2025;", ["nghị quyết số 72- NQ/TW ngày 09/9/2025"]),
    ("Nghị quyết số 21-NQ/TW khóa XIII, ngày 16/6/2022 của", ["Nghị quyết số 21-NQ/TW khóa XIII, ngày 16/6/2022"]),
    ("Chỉ thị số 05-CT/TW khóa XII của Bộ Chính trị", ["Chỉ thị số 05-CT/TW"]),  # no date to reach over khóa XII for
    ("Quyết định số 99-QĐ/TW của Ban Bí thư, ngày 03/10/2023", ["Quyết định số 99-QĐ/TW"]),
    ("Quy định 22-QĐ/TW (28/7/2021)", ["Quy định 22-QĐ/TW (28/7/2021)"]),
    ("Luật Lưu trữ số 33/2024/QH15, ngày 21/6/2024", ["Luật Lưu trữ số 33/2024/QH15, ngày 21/6/2024"]),
    # one symbol for two numbers: both have the whole expression
    ("các Nghị quyết số 18, 19-NQ/TW ngày 25/10/2017", ["Nghị quyết số 18, 19-NQ/TW ngày 25/10/2017"] * 2),
    ("các Kế hoạch số 452-KH/HU, 453-KH/HU ngày 13/8/2024", ["Kế hoạch số 452-KH/HU", "453-KH/HU ngày 13/8/2024"]),
    ("thực hiện Nghị quyết 57 và Kế hoạch này", ["Nghị quyết 57", "Kế hoạch này"]),
]


@pytest.mark.parametrize(("text", "raw"), RAW)
def test_raw(text: str, raw: list[str]) -> None:
    assert [reference.raw for reference in find_references(text)] == raw


# (text, subject of each reference)
SUBJECTS = [
    ("Chỉ thị số 3-CT/TU của Tỉnh ủy về phòng, chống dịch; Kế hoạch", ["về phòng, chống dịch"]),
    ("Kết luận số 3-KL/TU ngày 3/3/2021 về việc sơ kết. Các cấp ủy", ["về việc sơ kết"]),
    ("12\tChỉ thị số 12-CT/TU ngày 28/9/2021\tVề thu, chi ngân sách\t190", ["Về thu, chi ngân sách"]),
    ("(Quyết định số 5-QĐ/TU của Tỉnh ủy về quy chế (sửa đổi) mới)", ["về quy chế (sửa đổi) mới"]),
    ("Nghị quyết số 35-NQ/TW của Bộ Chính trị khóa XII về “Tăng cường bảo vệ”.", ["về “Tăng cường bảo vệ”"]),
    ("Kết luận số 100-KL/TW của Ban Bí thư “về việc đổi mới” và", ["về việc đổi mới"]),
    # the subject holds the reference it is about
    ("Kế hoạch số 3-KH/TU về thực hiện Chỉ thị số 4-CT/TW", ["về thực hiện Chỉ thị số 4-CT/TW", None]),
    # it ends where the next of a list begins
    ("Nghị quyết số 57-NQ/TW về đột phá, Nghị quyết số 59-NQ/TW về hội nhập", ["về đột phá", "về hội nhập"]),
    # and where the sentence goes on with who acts on it
    ("Thực hiện Kế hoạch số 52-KH/ĐU về nhiệm vụ năm 2026, Đảng ủy Văn phòng ban hành", ["về nhiệm vụ năm 2026"]),
    ("Nghị quyết số 18, 19-NQ/TW về sắp xếp bộ máy", ["về sắp xếp bộ máy"] * 2),
    ("Nghị quyết số 57-NQ/TW của Bộ Chính trị nhằm đổi mới", [None]),
]


@pytest.mark.parametrize(("text", "subjects"), SUBJECTS)
def test_subject(text: str, subjects: list[str | None]) -> None:
    assert [reference.subject for reference in find_references(text)] == subjects


HUGE = {
    "sentence": "thực hiện Chương trình của Tỉnh ủy và các sở, ban, ngành " * 1_900,
    "names": "Kế hoạch " * 11_000,
    "parentheses": "Nghị quyết số 57-NQ/TW " + "(" * 50_000 + ")" * 50_000,
    "capitals": "BAN THƯỜNG VỤ TỈNH ỦY " * 5_000,
    "a body without end": "Nghị quyết số 57-NQ/TW của " + "Ban Thường Vụ " * 8_000,
    "commas": "Nghị quyết số 57-NQ/TW về " + "A, B, " * 20_000,
    "subjects in subjects": "Nghị quyết số 57-NQ/TW về " * 4_000,
    "bodies that issue": "Ban Bí thư ban hành Chỉ thị số 57-CT/TW " * 2_500,
    "a name without end": "Luật " + "a" * 100_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_work_grows_with_the_length(text: str) -> None:
    grows_with_length(find_references, text)


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị; " * 10_000,
        "các Nghị quyết số " + ", ".join(f"{n}-NQ/TW" for n in range(10_000)),
        "các Nghị quyết số " + ", ".join(str(n) for n in range(10_000)) + "-NQ/TW của Bộ Chính trị",
    ],
    ids=["references", "numbers under one name", "digits before one symbol"],
)
def test_ten_thousand_numbers(text: str) -> None:
    assert len(find_references(text)) == 10_000
    grows_with_length(find_references, text)
