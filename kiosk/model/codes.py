"""What was scanned, and what kind of code it is in the step it was scanned in.

A scanned string is hostile until it has passed `read`. The value stays opaque:
it goes to central as it is and is never shown, logged or opened.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

MAX_LENGTH = 1200  # characters: a guide slip; a QR code may hold 2,953 bytes


class ScanStep(StrEnum):
    """What the kiosk is waiting for."""

    IDENTITY = "identity"
    PAYMENT = "payment"


class CodeKind(StrEnum):
    """What a code is by its shape and the step it was scanned in."""

    VOUCHER = "voucher"  # 医保电子凭证
    SUISHEN = "suishen"  # 随申码 and 亲属随申码
    HEALTH_CARD = "health_card"  # 电子健康卡
    WECHAT = "wechat"  # WeChat 付款码
    ALIPAY = "alipay"  # Alipay 付款码
    UNIONPAY = "unionpay"  # UnionPay 付款码
    GUIDE_SLIP = "guide_slip"  # 导诊单, signed by the doctor's side
    UNKNOWN = "unknown"  # well formed, but nothing that we know
    UNREADABLE = "unreadable"  # empty, too long, or not plain text

    @property
    def identifies(self) -> bool:
        return self in (CodeKind.VOUCHER, CodeKind.SUISHEN, CodeKind.HEALTH_CARD)

    @property
    def pays(self) -> bool:
        return self in (CodeKind.WECHAT, CodeKind.ALIPAY, CodeKind.UNIONPAY)


@dataclass(frozen=True, slots=True)
class Code:
    """One scanned code. Its value never appears in a repr."""

    kind: CodeKind
    value: str = field(repr=False)


# Shapes and their sources: docs/codes.md.
# Every pattern is anchored and has no nested repetition.
_IDENTITY = (
    (CodeKind.SUISHEN, re.compile(r"https://s\.sh\.gov\.cn/[0-9A-Za-z_\-#=+/]{1,480}")),
    (CodeKind.VOUCHER, re.compile(r"(?:424|opc)[0-9A-Za-z]{25}")),
    (CodeKind.HEALTH_CARD, re.compile(r"[0-9A-F]{64}:[01]")),
    (
        CodeKind.GUIDE_SLIP,
        re.compile(r"GS1\.[0-9A-Za-z_\-]{1,64}(?:\.[0-9A-Za-z_\-]{1,1100}){2}"),
    ),
)
_PAYMENT = (
    (CodeKind.WECHAT, re.compile(r"1[0-5][0-9]{16}")),
    (CodeKind.ALIPAY, re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")),
    (CodeKind.UNIONPAY, re.compile(r"62[0-9]{17}")),
)


def read(raw: bytes, step: ScanStep) -> Code:
    """Classify what a scanner delivered. Never raises."""
    try:
        text = raw[: 4 * MAX_LENGTH + 1].decode("utf-8").strip(" \r\n")
    except UnicodeDecodeError:
        return Code(CodeKind.UNREADABLE, "")
    if not 0 < len(text) <= MAX_LENGTH or not text.isprintable():
        return Code(CodeKind.UNREADABLE, "")
    # The step decides first: an identity number and a WeChat code can look alike.
    first, second = (
        (_IDENTITY, _PAYMENT) if step is ScanStep.IDENTITY else (_PAYMENT, _IDENTITY)
    )
    for kind, shape in (*first, *second):
        if shape.fullmatch(text):
            return Code(kind, text)
    return Code(CodeKind.UNKNOWN, "")
