"""What was scanned, and what kind of code it is in the step it was scanned in.

A scanned string is hostile until it has passed `read`. The value stays opaque:
it goes to central as it is and is never shown, logged or opened.
"""

import re
from dataclasses import dataclass, field
from datetime import date
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
    STAFF_PASS = "staff_pass"  # made by central for one person, kiosk and moment
    BADGE = "badge"  # of somebody who works here
    COLLECTION = "collection"  # 收款码: it takes money instead of paying
    INVOICE = "invoice"  # an invoice's five elements, or where it is verified
    ID_NUMBER = "id_number"  # 身份证号: never an identity by being scanned
    HOSPITAL_NUMBER = "hospital_number"  # 就诊卡, 挂号单 and other bar codes of ours
    WEB_PAGE = "web_page"  # any other URL
    UNKNOWN = "unknown"  # well formed, but nothing that we know
    UNREADABLE = "unreadable"  # empty, too long, or not plain text

    @property
    def identifies(self) -> bool:
        return self in (CodeKind.VOUCHER, CodeKind.SUISHEN, CodeKind.HEALTH_CARD)

    @property
    def pays(self) -> bool:
        return self in (CodeKind.WECHAT, CodeKind.ALIPAY, CodeKind.UNIONPAY)

    @property
    def admits(self) -> bool:
        """Whether somebody shows it who works at the kiosk."""
        return self in (CodeKind.STAFF_PASS, CodeKind.BADGE)

    @property
    def is_kept(self) -> bool:
        """Whether any step takes such a code; of all others the value is dropped."""
        is_ours = self.admits or self is CodeKind.GUIDE_SLIP
        return self.identifies or self.pays or is_ours


@dataclass(frozen=True, slots=True)
class Code:
    """One scanned code. Its value never appears in a repr."""

    kind: CodeKind
    value: str = field(repr=False)


_Shapes = tuple[tuple[CodeKind, re.Pattern[str]], ...]

# Shapes and their sources: docs/codes.md.
# Every pattern is anchored and has no nested repetition.
_IDENTITY: _Shapes = (
    (CodeKind.SUISHEN, re.compile(r"https://s\.sh\.gov\.cn/[0-9A-Za-z_\-#=+/]{1,480}")),
    (CodeKind.VOUCHER, re.compile(r"(?:424|opc)[0-9A-Za-z]{25}")),
    (CodeKind.HEALTH_CARD, re.compile(r"[0-9A-F]{64}:[01]")),
    (
        CodeKind.GUIDE_SLIP,
        re.compile(r"GS1\.[0-9A-Za-z_\-]{1,64}(?:\.[0-9A-Za-z_\-]{1,1100}){2}"),
    ),
    (
        CodeKind.STAFF_PASS,
        re.compile(r"KT1\.[0-9A-Za-z_\-]{1,64}(?:\.[0-9A-Za-z_\-]{1,500}){2}"),
    ),
    (CodeKind.BADGE, re.compile(r"KB1\.[0-9A-Za-z\-]{4,32}")),
)
_PAYMENT: _Shapes = (
    (CodeKind.WECHAT, re.compile(r"1[0-5][0-9]{16}")),
    (CodeKind.ALIPAY, re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")),
    (CodeKind.UNIONPAY, re.compile(r"62[0-9]{17}")),
)
_URL = r"[0-9A-Za-z\-._~:/?#\[\]@!$&'()*+,;=%]"  # what RFC 3986 allows in one
_OTHERS: _Shapes = (
    (CodeKind.COLLECTION, re.compile(rf"(?:wxp://|weixin://wxpay/){_URL}{{1,500}}")),
    (
        CodeKind.COLLECTION,
        re.compile(
            r"https?://(?:qr\.alipay\.com|qr\.95516\.com|payapp\.weixin\.qq\.com|"
            rf"wx\.tenpay\.com)/{_URL}{{1,500}}",
            re.IGNORECASE,
        ),
    ),
    (CodeKind.COLLECTION, re.compile(r"000201[\x20-\x7e]{20,500}")),
    (
        CodeKind.INVOICE,
        re.compile(
            r"[0-9]{2},[0-9]{2},[0-9]{0,12},[0-9]{8,20},[0-9]{1,12}(?:\.[0-9]{1,2})?,"
            r"[0-9]{8},[0-9A-Za-z]{0,20}(?:,[0-9A-Za-z]{0,8}){0,2}"
        ),
    ),
    (
        CodeKind.INVOICE,
        re.compile(
            rf"https?://(?:einvoice\.|pjcy\.mof\.gov\.cn|inv-veri\.){_URL}{{1,500}}"
        ),
    ),
    (CodeKind.WEB_PAGE, re.compile(rf"https?://{_URL}{{1,1100}}", re.IGNORECASE)),
    (CodeKind.HOSPITAL_NUMBER, re.compile(r"[A-Za-z]{0,4}[0-9]{5,16}")),
)
_ID_NUMBER = re.compile(r"[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9X]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999


def read(raw: bytes, step: ScanStep) -> Code:
    """Classify what a scanner delivered. Never raises."""
    try:
        text = raw[: 4 * MAX_LENGTH + 1].decode("utf-8").strip(" \r\n")
    except UnicodeDecodeError:
        return Code(CodeKind.UNREADABLE, "")
    if not 0 < len(text) <= MAX_LENGTH or not text.isprintable():
        return Code(CodeKind.UNREADABLE, "")
    kind = _kind(text, step)
    return Code(kind, text if kind.is_kept else "")


def _kind(text: str, step: ScanStep) -> CodeKind:
    # The step decides first: an identity number and a WeChat code can look alike.
    if step is ScanStep.IDENTITY and _is_id_number(text):
        return CodeKind.ID_NUMBER
    first, second = (
        (_IDENTITY, _PAYMENT) if step is ScanStep.IDENTITY else (_PAYMENT, _IDENTITY)
    )
    for kind, shape in (*first, *second, *_OTHERS):
        if shape.fullmatch(text):
            return kind
    return CodeKind.ID_NUMBER if _is_id_number(text) else CodeKind.UNKNOWN


def _is_id_number(text: str) -> bool:
    """A resident's number: a real date in it and the check character (GB 11643)."""
    if not _ID_NUMBER.fullmatch(text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(
        int(digit) * weight
        for digit, weight in zip(text[:17], _ID_WEIGHTS, strict=True)
    )
    return text[17] == "10X98765432"[total % 11]
