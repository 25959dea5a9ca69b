"""The data of a document as XML, for its file's metadata.

Elements are named as in the national e-bill file (EInvoice), as far as it has a name.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from printing.invoice_document import InvoiceDocument
from printing.statement_document import StatementDocument
from printing.text import for_paper


def invoice_xml(document: InvoiceDocument) -> str:
    """The invoice, its items and 其他信息."""
    root = Element("EInvoice")
    _add(root, "EInvoiceName", document.title)
    _add(root, "EInvoiceCode", document.code)
    _add(root, "EInvoiceNumber", document.number)
    _add(root, "RandomNumber", document.check_code)
    _add(root, "TotalAmount", str(document.total))
    _add(root, "IssueDate", f"{document.issued_on:%Y%m%d}")
    _add(SubElement(root, "InvoicingParty"), "InvoicingPartyName", document.issuer)
    payer = SubElement(root, "PayerParty")
    _add(payer, "PayerPartyCode", document.payer_id)
    _add(payer, "PayerPartyName", document.payer)
    _add(root, "CurrencyType", "CNY")
    _add(root, "Remark", document.remarks)
    _add(root, "HandlingPerson", document.cashier)
    _add(root, "Checker", document.checker)
    extra = SubElement(root, "MainExt")
    for label, value in (*document.other.entries, *document.more):
        SubElement(extra, "Info", name=for_paper(label)).text = for_paper(value)
    details = SubElement(root, "Details")
    for item in document.items:
        line = SubElement(details, "Item")
        _add(line, "ItemName", item.name)
        _add(line, "ItemQuantity", item.quantity)
        _add(line, "ItemAmount", str(item.amount))
        _add(line, "ItemRemark", item.remark)
    return tostring(root, encoding="unicode")


def statement_xml(document: StatementDocument) -> str:
    """The lines of a statement, group by group."""
    root = Element("AuxDetails")
    _add(root, "EInvoiceCode", document.code)
    _add(root, "EInvoiceNumber", document.number)
    _add(root, "TotalAmount", str(document.total))
    for group in document.groups:
        for line in group.lines:
            item = SubElement(root, "AuxItem")
            _add(item, "AuxItemRelatedName", group.name)
            _add(item, "AuxItemName", line.name)
            _add(item, "AuxItemSpecification", line.specification)
            _add(item, "AuxItemUnit", line.unit)
            _add(item, "AuxItemStd", str(line.unit_price))
            _add(item, "AuxItemQuantity", str(line.quantity))
            _add(item, "AuxItemAmount", str(line.amount))
            _add(item, "AuxItemRemark", line.insurance_class)
    return tostring(root, encoding="unicode")


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = for_paper(text)
