"""The same outpatient invoice as other libraries draw it: same texts, table and QR.

Each keeps what its interface lets it keep between two invoices: typst its compiler,
weasyprint its fonts. fpdf2 has fonts per document only, and so reads them each time.
"""

import base64
import html
import io
import json
from collections.abc import Iterator
from typing import Any, Protocol

import segno
import typst
import weasyprint  # type: ignore[import-untyped]  # it brings no types
from fpdf import FPDF
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

from printing.capital import capital_amount
from printing.fonts import chain
from printing.invoice_document import InvoiceDocument, InvoiceItem

_HEAD = ("项目名称", "数量/单位", "金额（元）", "备注") * 2
_WIDTHS = (43, 17, 20, 15) * 2  # mm


class Peer(Protocol):
    def draw(self, document: InvoiceDocument) -> bytes:
        """The invoice as one A5 page."""


class Fpdf2:
    def draw(self, document: InvoiceDocument) -> bytes:
        pdf = FPDF("landscape", "mm", (148, 210))
        for font in _fonts():
            pdf.add_font(font.name, fname=font.path, collection_font_number=font.face)
        first, *rest = (font.name for font in _fonts())
        pdf.set_fallback_fonts(rest)
        pdf.set_auto_page_break(False)
        pdf.add_page()
        pdf.image(io.BytesIO(_png(document)), 12, 7, 18)
        pdf.set_font(first, size=17)
        _write(pdf, (50, 10), document.title)
        pdf.set_font(first, size=8)
        for row, (left, right) in enumerate(_pairs(document)):
            _write(pdf, (10, 26 + 4.9 * row), left)
            _write(pdf, (145, 26 + 4.9 * row), right)
        pdf.set_xy(10, 42)
        for cells in (_HEAD, *_rows(document)):
            pdf.set_x(10)
            for width, cell in zip(_WIDTHS, cells, strict=True):
                pdf.cell(width, 5, cell, border="LR")
            pdf.ln()
        pdf.rect(10, 42, 190, 90)
        for row, line in enumerate(_lines(document)):
            _write(pdf, (10, 106 + 4.3 * row), line)
        return bytes(pdf.output())


def _write(pdf: FPDF, at: tuple[float, float], text: str) -> None:
    pdf.set_xy(*at)
    pdf.cell(text=text)


class WeasyPrint:
    def __init__(self) -> None:
        self._fonts = FontConfiguration()

    def draw(self, document: InvoiceDocument) -> bytes:
        page = weasyprint.HTML(string=_html(document))
        made: bytes = page.write_pdf(font_config=self._fonts)
        return made


class Typst:
    def __init__(self) -> None:
        folders = [font.path.parent for font in _fonts()]
        self._compiler = typst.Compiler(font_paths=folders, ignore_system_fonts=True)

    def draw(self, document: InvoiceDocument) -> bytes:
        data = {
            "title": document.title,
            "pairs": [*_pairs(document)],
            "cells": [*_HEAD, *(cell for row in _rows(document) for cell in row)],
            "lines": [*_lines(document)],
        }
        made = self._compiler.compile(
            _TYPST.encode(),
            format="pdf",
            pdf_tags=False,
            sys_inputs={"data": json.dumps(data), "qr": _svg(document)},
        )
        assert isinstance(made, bytes)
        return made


_TYPST = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 210mm, height: 148mm, margin: 10mm)
#set text(font: ("WenQuanYi Micro Hei", "HanaMinA", "HanaMinB"), size: 8pt)
#place(image(bytes(sys.inputs.qr), format: "svg", width: 18mm))
#align(center, text(17pt, data.title))
#v(6mm)
#for pair in data.pairs [#grid(columns: (134mm, 1fr), pair.at(0), pair.at(1))]
#table(
  columns: (43mm, 17mm, 20mm, 15mm, 43mm, 17mm, 20mm, 15mm),
  inset: 1.2mm,
  ..data.cells,
)
#for line in data.lines [#line #linebreak()]
"""


def _html(document: InvoiceDocument) -> str:
    png = base64.b64encode(_png(document)).decode()
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}" for cell in cells)
        for cells in (_HEAD, *_rows(document))
    )
    pairs = "".join(
        f"<div>{html.escape(left)}<span>{html.escape(right)}</span></div>"
        for left, right in _pairs(document)
    )
    lines = "".join(f"<div>{html.escape(line)}</div>" for line in _lines(document))
    return f"""<!doctype html><title>{document.number}</title><style>
@page {{ size: 210mm 148mm; margin: 10mm }}
body {{ font: 8pt "WenQuanYi Micro Hei", HanaMinA, HanaMinB }}
h1 {{ font-size: 17pt; text-align: center }} img {{ position: absolute; width: 18mm }}
span {{ position: absolute; left: 136mm }}
table {{ width: 190mm; border-collapse: collapse }}
td {{ border: 0.3pt solid; padding: 0.8mm }}
</style><img src="data:image/png;base64,{png}"><h1>{document.title}</h1>
{pairs}<table>{rows}</table>{lines}"""


def _fonts() -> list[Any]:
    return [font for font in chain() if font.truetype and font.needed]


def _pairs(document: InvoiceDocument) -> Iterator[tuple[str, str]]:
    yield f"票据代码：{document.code}", f"票据号码：{document.number}"
    code = f"交款人统一社会信用代码：{document.payer_id}"
    yield code, f"校验码：{document.check_code}"
    yield f"交款人：{document.payer}", f"开票日期：{document.issued_on}"


def _rows(document: InvoiceDocument) -> Iterator[tuple[str, ...]]:
    for at in range(0, len(document.items), 2):
        two = [*document.items[at : at + 2]]
        cells = tuple(cell for item in two for cell in _cells(item))
        yield cells + ("",) * (len(_HEAD) - len(cells))


def _cells(item: InvoiceItem) -> tuple[str, ...]:
    return (item.name, item.quantity, str(item.amount), item.remark)


def _lines(document: InvoiceDocument) -> Iterator[str]:
    words = capital_amount(document.total)
    yield f"金额合计（大写）{words}（小写）{document.total}"
    entries = [f"{label}：{value}" for label, value in document.other.entries]
    for at in range(0, len(entries), 4):
        yield "  ".join(entries[at : at + 4])
    yield f"备注：{document.remarks}"
    yield f"收款单位（章）：{document.issuer} 复核人：{document.checker}"


def _png(document: InvoiceDocument) -> bytes:
    file = io.BytesIO()
    _qr(document).save(file, kind="png", scale=4, border=0)
    return file.getvalue()


def _svg(document: InvoiceDocument) -> str:
    file = io.BytesIO()
    _qr(document).save(file, kind="svg", border=0)
    return file.getvalue().decode()


def _qr(document: InvoiceDocument) -> segno.QRCode:
    return segno.make(document.verification_url, error="m", micro=False)
