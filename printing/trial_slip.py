"""打印测试单: one slip on which a technician sees everything that a printer must do."""

from kiosk.model.slips import TrialSlip
from printing.slip import Align, Size, Slip
from printing.slip_format import SlipFormat
from printing.slip_parts import draw_code, draw_head, draw_origin
from printing.trial_patterns import SHADES, density, ruler

# Common, punctuation of two bytes, Extension A, beyond the BMP, and one without a font.
_CHARACTERS = (
    ("常用字", "永和医院挂号缴费"),
    ("标点", "，。：；￥（）《》"),
    ("生僻字 扩展A", "㛃㐀䶮"),
    ("生僻字 扩展B", "\U00020bb7\U0002a6a5"),
    ("无字形 显示编码", "\U0002fffd"),
)
_SHORT = "31060125,0001234567,a1b2c3,188.21,2025-03-01"
_LONG = "GS1.test." + "0123456789abcdefABCDEF_-" * 20  # as long as a guide slip's


def draw_trial(slip: Slip, trial: TrialSlip) -> None:
    """Widths, ruler, density, characters, codes; the cut follows."""
    format = slip.format
    draw_head(slip, trial.imprint, "打印测试单")
    slip.line("测试用，不涉及任何费用", align=Align.CENTRE)
    slip.pair("打印机", trial.printer)
    slip.pair("纸宽", f"{format.columns} 列 {format.dots} 点")
    slip.pair("字库", format.text.value)
    slip.rule()
    _draw_widths(slip, format)
    slip.line("标尺（每格 1 毫米，203 dpi）")
    slip.picture(ruler(format.dots))
    slip.line(f"浓度（%） {' '.join(map(str, SHADES))}")
    slip.picture(density(format.dots))
    slip.rule()
    for label, characters in _CHARACTERS:
        slip.pair(label, characters)
    slip.rule()
    for label, content in (("短码", _SHORT), ("长码", _LONG)):
        slip.line(label, align=Align.CENTRE)
        draw_code(slip, content)
    slip.rule()
    draw_origin(slip, trial.imprint)
    slip.line("此行之后切纸", align=Align.CENTRE)


def _draw_widths(slip: Slip, format: SlipFormat) -> None:
    slip.line(_numbered(format.columns))
    for size, label in ((Size.NORMAL, "常规"), (Size.TALL, "高"), (Size.BIG, "大")):
        slip.line(f"{label} Aa 0123456789", size)
    slip.line("左", align=Align.LEFT)
    slip.line("中", align=Align.CENTRE)
    slip.pair("左", "右")


def _numbered(columns: int) -> str:
    """A column for each character, every tenth one numbered."""
    line = "".join(f"{'....+....':s}{ten % 10}" for ten in range(1, columns // 10 + 2))
    return line[:columns]
