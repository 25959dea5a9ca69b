"""What can come out of a printer."""

from enum import StrEnum


class Document(StrEnum):
    """A slip, or a document on pages."""

    RECEIPT = "receipt"  # 凭条
    INVOICE = "invoice"  # 医疗电子票据
    STATEMENT = "statement"  # 费用明细清单
    COVER_LIST = "cover_list"  # 报销材料目录, drawn by the kiosk
    EXCHANGE = "exchange"  # the invoice on numbered stock, 换开

    @property
    def is_slip(self) -> bool:
        return self is Document.RECEIPT

    @property
    def is_reported(self) -> bool:
        """Whether central is told of each copy (rule P6)."""
        return self in (Document.INVOICE, Document.STATEMENT)
