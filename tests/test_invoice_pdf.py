"""The invoices as PDF, read back by other programs than the one that drew them."""

import io
import re
from dataclasses import replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.model.money import ZERO, Money
from printing.capital import capital_amount
from printing.invoice import draw_invoice
from printing.invoice_document import (
    DoesNotAddUp,
    InvoiceDocument,
    InvoiceItem,
    in_form_order,
)
from printing.invoice_file import check_invoice_file
from printing.invoice_page import InvoiceLayout
from printing.sheet import Sheet
from printing.text import for_paper
from tests.paper_samples import INPATIENT, OUTPATIENT, priced, with_items
from tests.pdf_reading import outside, overlapping, said, text_of, words_of

A5, A4 = Sheet.A5_LANDSCAPE, Sheet.A4
LONG_NAME = "盐酸二甲双胍缓释片(0.5g*30片/盒)进口分装"

both_kinds = pytest.mark.parametrize("document", [OUTPATIENT, INPATIENT])
both_sheets = pytest.mark.parametrize("sheet", Sheet)
anything = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "上海市医疗门诊收费票据（电子）",
        "票据代码：31060125",
        "票据号码：0001234567",
        "校验码：a1b2c3",
        "交款人：𠮷䶮㛃·买买提",
        "交款人统一社会信用代码：310101********1234",
        "开票日期：2025-03-01",
        "金额合计（大写）壹佰捌拾捌元贰角壹分",
        "（小写）188.21",
        "业务流水号：20250301093000012345",
        "医疗机构类型：综合医院",
        "性别：女",
        "门诊号：M0012345678",
        "就诊日期：2025-03-01",
        "医保类型：职工基本医疗保险",
        "医保编号：3101******12",
        "医保统筹基金支付：100.00",
        "其他支付：0.00",
        "个人账户支付：50.00",
        "个人现金支付：38.21",
        "个人自付：80.21",
        "个人自费：8.00",
        "附加基金支付：0.00",
        "医保当年账户余额：1208.35",
        "备注：医保流水号：310100202503010001",
        "收款单位（章）：上海市第一示范医院",
        "复核人：系统核验",
        "收款人：自助机K-0012",
    ],
)
def test_everything_on_the_outpatient_form_can_be_found(text: str) -> None:
    assert text in text_of(draw_invoice(OUTPATIENT).pdf)


@pytest.mark.parametrize(
    "text",
    [
        "上海市医疗住院收费票据（电子）",
        "票据代码：31060225",
        "病历号：B20250218",
        "住院号：Z000123456",
        "住院科别：普外科",
        "住院时间：2025-02-23至2025-03-01",
        "预缴金额：5000.00",
        "补缴金额：0.00",
        "退费金额：492.67",
        "谈判药费：0.00",
        "分类自负：0.00",
        "住院天数：6",
        "壹万陆仟玖佰零柒元叁角叁分",
        "（小写）16907.33",
    ],
)
def test_everything_on_the_inpatient_form_can_be_found(text: str) -> None:
    assert text in text_of(draw_invoice(INPATIENT).pdf)


@both_kinds
@both_sheets
def test_every_item_is_read_back_with_its_amount(
    document: InvoiceDocument, sheet: Sheet
) -> None:
    text = text_of(draw_invoice(document, sheet).pdf)
    for item in document.items:
        quantity = item.quantity.replace(" ", "")
        assert f"{item.name}{quantity}{item.amount}{item.remark}" in text


@both_kinds
def test_what_is_read_back_adds_up_to_the_settlement(document: InvoiceDocument) -> None:
    text = text_of(draw_invoice(document).pdf)
    labels = ("医保统筹基金支付", "其他支付", "个人账户支付", "个人现金支付")
    parts = [re.search(rf"(?<!预){label}：([\d.]+)", text) for label in labels]
    paid = sum(Money.parse(part[1]).fen for part in parts if part)
    table, _ = text.split("金额合计")
    amounts = re.findall(r"\d[次项盒日种件](\d+\.\d\d)", table)
    assert paid == document.total.fen
    assert sum(Money.parse(amount).fen for amount in amounts) == document.total.fen


def test_an_invoice_that_does_not_add_up_is_not_drawn() -> None:
    wrong = replace(OUTPATIENT, total=Money(188_22))
    with pytest.raises(DoesNotAddUp, match="0001234567"):
        draw_invoice(wrong)


def test_shares_that_are_not_the_total_are_not_drawn() -> None:
    shares = replace(OUTPATIENT.other.shares, cash_pay=ZERO)
    wrong = replace(OUTPATIENT, other=replace(OUTPATIENT.other, shares=shares))
    with pytest.raises(DoesNotAddUp):
        draw_invoice(wrong)


def test_items_stand_in_the_order_of_the_form() -> None:
    mixed = tuple(
        InvoiceItem(name, "1 次", Money(1))
        for name in ("会诊", "其他", "西药费", "诊察费")
    )
    names = [item.name for item in in_form_order(mixed)]
    assert names == ["诊察费", "西药费", "其他", "会诊"]


@both_kinds
@both_sheets
def test_a_phone_reads_the_verification_address(
    document: InvoiceDocument, sheet: Sheet
) -> None:
    pdf = draw_invoice(document, sheet).pdf
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as file:
        page = file[0].render(scale=150 / 72, grayscale=True).to_numpy()
    found = [barcode.text for barcode in zxingcpp.read_barcodes(page)]
    assert found == [document.verification_url]


@both_sheets
def test_the_page_is_the_sheet(sheet: Sheet) -> None:
    size = {A5: "595.276 x 419.528 pts", A4: "595.276 x 841.89 pts"}[sheet]
    assert size in said(draw_invoice(OUTPATIENT, sheet).pdf, "pdfinfo")


def test_the_title_of_the_file_names_the_invoice_and_not_the_payer() -> None:
    info = said(draw_invoice(OUTPATIENT).pdf, "pdfinfo", "-rawdates")
    assert "上海市医疗门诊收费票据（电子） 0001234567" in info
    assert "CreationDate:    D:20250301000000+08'00'" in info
    assert OUTPATIENT.payer not in info


@both_kinds
def test_a_sample_says_so_and_an_issued_one_does_not(document: InvoiceDocument) -> None:
    assert "不作报销凭证" in text_of(draw_invoice(document).pdf)
    issued = replace(document, sample=False)
    assert not re.search("样|SAMPLE", text_of(draw_invoice(issued).pdf))


def test_a_reprint_says_which_it_is() -> None:
    assert "补打" not in text_of(draw_invoice(OUTPATIENT).pdf)
    again = replace(OUTPATIENT, reprint=2)
    assert "补打第2次" in text_of(draw_invoice(again).pdf)


def test_the_same_invoice_is_the_same_file() -> None:
    assert draw_invoice(OUTPATIENT) == draw_invoice(OUTPATIENT)


def test_what_is_drawn_here_may_be_printed_here() -> None:
    check_invoice_file(draw_invoice(with_items(60)).pdf)


@pytest.mark.parametrize(
    ("items", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (60, 3)]
)
def test_items_that_do_not_fit_go_to_further_pages(items: int, pages: int) -> None:
    document = replace(with_items(items), more=(), remarks="医保流水号：31")
    assert len(InvoiceLayout(document, A5).pages) == pages


@both_kinds
@both_sheets
def test_any_number_of_items_keeps_within_its_frame(
    document: InvoiceDocument, sheet: Sheet
) -> None:
    for count in (*range(70), *range(70, 400, 11), 400):
        layout = InvoiceLayout(with_items(count, LONG_NAME, of=document), sheet)
        for page in layout.pages:
            rows = sum(row.height for row in page.rows)
            assert 48 + rows + page.sums * page.has_sum <= page.bottom
            assert page.bottom <= sheet.height_mm - 16
            assert page.rows or count == 0


@both_kinds
@both_sheets
@pytest.mark.parametrize("count", [1, 21, 63, 400])
def test_no_item_is_lost_and_nothing_overlaps(
    document: InvoiceDocument, sheet: Sheet, count: int
) -> None:
    many = replace(with_items(count, LONG_NAME, of=document), sample=False)
    drawn = draw_invoice(many, sheet)
    words = words_of(drawn.pdf)
    amounts = [word.text for word in words if re.fullmatch(r"\d+\.\d\d", word.text)]
    assert set(amounts) >= {str(item.amount) for item in many.items}
    assert overlapping(words) == []
    assert outside(drawn.pdf) == []
    numbers = re.findall(rf"第(\d+)页共{drawn.pages}页", text_of(drawn.pdf))
    pages = [*map(str, range(1, drawn.pages + 1))]
    assert numbers == (pages if drawn.pages > 1 else [])


@both_kinds
def test_the_total_stands_once_on_the_last_page(document: InvoiceDocument) -> None:
    *before, last, _ = text_of(draw_invoice(with_items(90, of=document)).pdf).split(
        "\f"
    )
    assert not any("金额合计" in page for page in before)
    assert last.count("金额合计") == 1


@both_kinds
@both_sheets
def test_endless_texts_stay_within_the_frame(
    document: InvoiceDocument, sheet: Sheet
) -> None:
    endless = InvoiceItem("药" * 5_000, "1次" * 500, Money(10**11), "注" * 500)
    full = replace(
        priced(document, *[endless] * 4),
        remarks="备" * 5_000,
        more=(("附" * 50, "9" * 90),) * 50,
        payer="王" * 500,
        issuer="院" * 500,
        region="省" * 50,
        check_code="x" * 500,
        sample=False,
    )
    drawn = draw_invoice(full, sheet)
    assert overlapping(words_of(drawn.pdf)) == []
    assert outside(drawn.pdf) == []


def test_an_amount_is_never_broken_into_two_lines() -> None:
    dear = InvoiceItem("手术费", "1 次", Money(9_999_999_999_99))
    words = words_of(draw_invoice(priced(INPATIENT, dear)).pdf)
    amounts = [word.text for word in words if word.text == "9999999999.99"]
    assert len(amounts) == 2  # of the item and of the sum


def test_a_long_name_is_printed_to_its_end() -> None:
    name = "".join(map(chr, range(0x4E00, 0x4E00 + 199))) + "终"
    item = InvoiceItem(name, "1 次", Money(1))
    alone = replace(priced(INPATIENT, item), sample=False)
    words = words_of(draw_invoice(alone, A4).pdf)
    column = [word.text for word in words if word.right < 105 and word.top > 135]
    assert "".join(column).startswith(name)


def test_a_character_that_no_font_has_is_drawn_as_its_code_point_and_told() -> None:
    drawn = draw_invoice(replace(OUTPATIENT, payer="张\U000323b5三"))
    assert drawn.unknown_characters == "\U000323b5"
    assert "交款人：张\U000323b5三" in text_of(drawn.pdf)  # and still can be copied


def test_a_character_without_truetype_outlines_is_drawn_and_found() -> None:
    drawn = draw_invoice(replace(OUTPATIENT, payer="张\u9fed三"))
    assert drawn.unknown_characters == ""
    assert "交款人：张\u9fed三" in text_of(drawn.pdf)


def test_a_name_beyond_the_bmp_is_found_as_it_is() -> None:
    payer = "𠮷𡐓𦒍𫄧𬱖"
    assert payer in text_of(draw_invoice(replace(OUTPATIENT, payer=payer)).pdf)


@settings(max_examples=60, deadline=None)
@given(payer=anything, name=anything, remark=anything, issuer=anything, more=anything)
def test_no_text_breaks_the_page_or_changes_another_field(
    payer: str, name: str, remark: str, issuer: str, more: str
) -> None:
    item = InvoiceItem(name, "1 次", Money(188_21), remark)
    document = replace(
        priced(OUTPATIENT, item), payer=payer, issuer=issuer, remarks=more, more=()
    )
    words = words_of(draw_invoice(replace(document, sample=False)).pdf)
    found = [word.text for word in words]
    for text in (document.number, document.check_code, document.other.insurance_type):
        assert any(text in word for word in found)
    for text in ("188.21", capital_amount(document.total), "2025-03-01"):
        assert any(word.endswith(text) for word in found)
    assert overlapping([word for word in words if word.text.isascii()]) == []


@given(payer=anything)
@settings(max_examples=60, deadline=None)
def test_what_the_fonts_lack_is_told_and_nothing_else(payer: str) -> None:
    unknown = draw_invoice(replace(OUTPATIENT, payer=payer)).unknown_characters
    assert set(unknown) <= set(for_paper(payer))


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, min_size=12, max_size=12))
def test_any_text_in_any_field_gives_a_sound_file(texts: list[str]) -> None:
    names = (
        *("region", "code", "number", "check_code", "payer", "payer_id", "remarks"),
        *("issuer", "checker", "cashier", "verification_url"),
    )
    fields: dict[str, Any] = dict(zip(names, texts, strict=False))
    odd = replace(OUTPATIENT, **fields, more=((texts[-1], texts[0]),))
    pdf = draw_invoice(odd).pdf
    assert "No syntax or stream encoding errors" in said(pdf, "qpdf", "--check")
    assert "188.21" in text_of(pdf)


@pytest.mark.parametrize("address", ["", "x" * 501])
def test_what_is_no_address_gets_no_code(address: str) -> None:
    with_code, without = (
        draw_invoice(replace(OUTPATIENT, verification_url=url)).pdf
        for url in (OUTPATIENT.verification_url, address)
    )
    assert len(without) < len(with_code) - 1000
