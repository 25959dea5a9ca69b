"""医疗收费明细 as PDF, read back by other programs than the one that drew it."""

import re
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.model.bill import BillLine
from kiosk.model.invoice import InvoiceKind
from kiosk.model.money import Money
from kiosk.sandbox.invoices import draw, draw_list
from kiosk.sandbox.people import CATALOGUE
from kiosk.sandbox.records import Coverage, Issued, Person
from kiosk.sandbox.split import split
from printing.four_decimals import FourDecimals
from printing.invoice_document import DoesNotAddUp
from printing.invoice_file import check_invoice_file
from printing.sheet import Sheet
from printing.statement import draw_statement
from printing.statement_document import StatementGroup
from tests.paper_samples import DATE, STATEMENT, line, statement, statement_of
from tests.pdf_reading import outside, overlapping, text_of, words_of

both_sheets = pytest.mark.parametrize("sheet", Sheet)
anything = st.text(st.characters(exclude_categories=()), max_size=60)
ROW = re.compile(r"(\d+\.\d{4})([\d.]+)/(\S)(\d+\.\d{4})甲")


@pytest.mark.parametrize(
    "text",
    [
        "医疗收费明细（电子）",
        "所属电子票据代码：31060125",
        "所属电子票据号码：0001234567",
        "交款人：𠮷䶮㛃·买买提",
        "开票日期：2025年03月01日",
        "化验费（小计：48.0000元）",
        "西药费（小计：26.9301元）",
        "阿莫西林胶囊0.25g×24粒11.56001.5/盒17.3400甲",
        "注射用头孢呋辛钠0.75g0.12341.5/支0.1851甲",
        "合计（元）：74.93",
        "收款单位（章）：上海市第一示范医院",
        "第1页共1页",
    ],
)
def test_everything_on_the_form_can_be_found(text: str) -> None:
    assert text in text_of(draw_statement(STATEMENT).pdf)


@both_sheets
@pytest.mark.parametrize("count", [1, 17, 18, 49, 400])
def test_every_line_is_read_back_and_nothing_overlaps(sheet: Sheet, count: int) -> None:
    document = replace(statement_of(count), sample=False)
    drawn = draw_statement(document, sheet)
    text = text_of(drawn.pdf)
    amounts = [found[3] for found in ROW.findall(text)]
    lines = [line for group in document.groups for line in group.lines]
    assert amounts == [str(line.amount) for line in lines]
    words = words_of(drawn.pdf)
    assert overlapping(words) == []
    assert outside(drawn.pdf) == []
    pages = re.findall(rf"第(\d+)页共{drawn.pages}页", text)
    assert pages == [*map(str, range(1, drawn.pages + 1))]


def test_the_subtotals_of_the_pages_are_the_total() -> None:
    document = statement_of(400)
    text = text_of(draw_statement(document).pdf)
    parts = re.findall(r"本页小计（元）：([\d.]+)", text)
    groups = re.findall(r"（小计：([\d.]+)元）", text)
    for numbers in (parts, groups):
        sums = FourDecimals(sum(FourDecimals.parse(n).ten_thousandths for n in numbers))
        assert sums.rounded == document.total
    assert f"合计（元）：{document.total}" in text


def test_a_group_that_goes_on_says_its_name_again() -> None:
    second = text_of(draw_statement(statement_of(60)).pdf).split("\f")[1]
    assert "诊察费（续）" in second


def test_four_hundred_lines_are_drawn_within_a_second() -> None:
    document = statement_of(400)
    began = time.process_time()
    draw_statement(document)
    assert time.process_time() - began < 1


def test_a_statement_that_does_not_add_up_is_not_drawn() -> None:
    with pytest.raises(DoesNotAddUp, match="0001234567"):
        draw_statement(replace(STATEMENT, total=Money(74_94)))


def test_a_statement_without_lines_is_one_page() -> None:
    assert draw_statement(statement()).pages == 1


def test_an_endless_name_stays_within_the_frame() -> None:
    endless = line("药" * 5_000, "1", unit="盒" * 500, price="9999999999.9999")
    document = replace(statement(StatementGroup("西" * 500, (endless,) * 30)))
    drawn = draw_statement(replace(document, sample=False))
    assert overlapping(words_of(drawn.pdf)) == []
    assert outside(drawn.pdf) == []


@settings(max_examples=40, deadline=None)
@given(name=anything, group=anything, unit=anything, payer=anything)
def test_no_text_changes_another_field(
    name: str, group: str, unit: str, payer: str
) -> None:
    odd = replace(line(name, "12.3456", unit=unit), insurance_class=name)
    document = replace(statement(StatementGroup(group, (odd,))), payer=payer)
    found = [word.text for word in words_of(draw_statement(document).pdf)]
    assert "12.3456" in found
    assert any(word.endswith("12.35") for word in found)
    assert any(document.number in word for word in found)


@given(st.integers(1 - 10**14, 10**14 - 1))
def test_four_decimals_read_back(number: int) -> None:
    assert FourDecimals.parse(str(FourDecimals(number))) == FourDecimals(number)


@pytest.mark.parametrize("text", ["", "1.23456", "1,5", "١", "1.", "--1", "1e3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="four decimals"):
        FourDecimals.parse(text)


@pytest.mark.parametrize(
    ("number", "fen"), [("0.005", 1), ("0.0049", 0), ("-0.005", -1), ("2.5", 250)]
)
def test_rounding_is_half_away_from_zero(number: str, fen: int) -> None:
    assert FourDecimals.parse(number).rounded == Money(fen)


@pytest.fixture
def sold() -> dict[str, Any]:
    """Everything of the sandbox's catalogue, bought by an insured patient."""
    lines = tuple(
        BillLine(name, f"2 {unit}", Money(2 * fen), kind)
        for name, unit, fen, kind in CATALOGUE
    )
    person = Person("P20000009", "王𠮷", "", coverage=Coverage.STANDARD)
    return {"lines": lines, "person": person, "split": split(lines, person)}


@pytest.mark.parametrize("kind", InvoiceKind)
def test_the_sandbox_draws_both_papers_of_a_settlement(
    sold: dict[str, Any], kind: InvoiceKind
) -> None:
    issued = Issued(
        number="0000000042",
        code="31060125",
        setl_id="S1",
        check_code="abc123",
        psn_no="P20000009",
        kind=kind,
        bill_ids=(),
        split=sold["split"],
        issued_on=DATE,
    )
    invoice = draw(issued, sold["person"], sold["lines"], "示范医院")
    listed = draw_list(issued, sold["person"], sold["lines"], "示范医院")
    for pdf in (invoice, listed):
        check_invoice_file(pdf)
        assert "不作报销凭证" in text_of(pdf)
        assert str(issued.amount) in text_of(pdf)
    names = re.findall(r"(?m)^(\S+?)（小计", text_of(listed))
    assert "其他" in names
    assert all(name in text_of(invoice) for name in names)
    subtotals = re.findall(r"（小计：([\d.]+)元）", text_of(listed))
    fen = sum(FourDecimals.parse(one).rounded.fen for one in subtotals)
    assert fen == issued.amount.fen
