"""打印测试页: a page that shows a technician all that a page printer must do."""

from datetime import datetime

from printing.drawn import Drawn
from printing.pdf_file import PdfFile
from printing.pdf_metadata import Description
from printing.pen import Anchor
from printing.sheet import Sheet
from printing.slip_parts import local_time
from printing.text import for_paper

_MARGIN = 6.0  # mm; what no page printer may cut off
_TICKS = ((10, 4.0), (5, 2.5), (1, 1.5))  # every so many mm, so many mm long
_SIZES = (5.0, 6.0, 7.0, 8.0, 10.0, 14.0)  # points
_CHARACTERS = (
    ("常用字", "永和医院挂号缴费"),
    ("生僻字 扩展A", "㛃㐀䶮"),
    ("生僻字 扩展B", "\U00020bb7\U0002a6a5"),
    ("无字形 显示编码", "\U0002fffd"),
)
_CODE = "https://example.org/" + "0123456789abcdef" * 8  # as long as an invoice's


def draw_trial_page(hospital: str, kiosk_id: str, at: datetime, sheet: Sheet) -> Drawn:
    """Frame, ruler, sizes, characters and a code. It shows nobody's data."""
    file = PdfFile(
        Description(
            title="打印测试页",
            subject=for_paper(kiosk_id),
            author=for_paper(hospital),
            issued_on=at.date(),
            data="",
        )
    )
    width, height = sheet.width_mm, sheet.height_mm
    pen = file.page(width, height)
    pen.box((_MARGIN, _MARGIN), (width - _MARGIN, height - _MARGIN))
    for at_mm in range(int(width - 2 * _MARGIN) + 1):
        long = next(length for every, length in _TICKS if at_mm % every == 0)
        x = _MARGIN + at_mm
        pen.line((x, _MARGIN), (x, _MARGIN + long), 0.3)
    middle = width / 2
    pen.write((middle, 22), "打印测试页", 16, anchor=Anchor.MIDDLE)
    pen.write((middle, 29), "测试用，不涉及任何费用", 9, anchor=Anchor.MIDDLE)
    pen.write((14, 38), f"{hospital} {kiosk_id} {local_time(at)}", 9)
    y = 46.0
    for size in _SIZES:
        pen.write((14, y), f"{size:g} pt 医疗电子票据 ¥1,234,567.89", size)
        y += size * 0.7 + 2
    for label, characters in _CHARACTERS:
        pen.write((14, y), label, 9)
        pen.write((60, y), characters, 12)
        y += 7
    pen.qr((width - 50, 60), 34, _CODE)
    pen.write(
        (14, y + 2), "边框四边完整，标尺 10 格为 1 厘米，无条纹、无缺字即为正常", 8
    )
    return file.finish()
