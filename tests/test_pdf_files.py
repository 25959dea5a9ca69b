"""Our PDF files against the rules of PDF/A-2b, by a reader that did not write them.

The rules are those of ISO 19005-2 that a file without annotations, forms, layers and
transparency can break. If veraPDF is installed, it is asked too.
"""

import io
import re
import shutil
import struct
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from printing.cover_list import draw_cover_list
from printing.invoice import draw_invoice
from printing.pdf_metadata import DATA_NAMESPACE
from printing.sheet import Sheet
from printing.statement import draw_statement
from tests.paper_samples import (
    INPATIENT,
    OUTPATIENT,
    STATEMENT,
    cover_of,
    statement_of,
    with_items,
)
from tests.pdf_reading import said

RARE = replace(OUTPATIENT, payer="张\U000323b5\u9fed王𠮷㛃", sample=False)
NAMES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "einvoice": DATA_NAMESPACE,
}
# All that a page here may do: no state dictionaries, so no transparency (6.2.10), no
# forms, no shadings.
OPERATORS = {
    *("q", "Q", "cm", "w", "m", "l", "S", "re", "f", "rg", "RG"),
    *("BT", "ET", "Td", "Tf", "Tj", "BDC", "EMC", "INLINE IMAGE"),
}
FORBIDDEN = {"/AA", "/OpenAction", "/JS", "/EmbeddedFiles", "/Annots", "/AcroForm"}
MOST_BYTES_A_PAGE = 200_000


@pytest.fixture(
    scope="module",
    params=[
        "outpatient",
        "inpatient",
        "rare",
        "many",
        "statement",
        "long statement",
        "cover list",
    ],
)
def pdf(request: pytest.FixtureRequest) -> bytes:
    match request.param:
        case "outpatient":
            return draw_invoice(OUTPATIENT).pdf
        case "inpatient":
            return draw_invoice(INPATIENT, Sheet.A4).pdf
        case "rare":
            return draw_invoice(RARE).pdf
        case "many":
            return draw_invoice(with_items(400)).pdf
        case "statement":
            return draw_statement(STATEMENT, Sheet.A5_LANDSCAPE).pdf
        case "cover list":
            return draw_cover_list(cover_of(40)).pdf
    return draw_statement(statement_of(400)).pdf


@pytest.fixture
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


@pytest.fixture
def catalog(reader: PdfReader) -> Any:
    return reader.trailer["/Root"].get_object()


@pytest.fixture
def packet(catalog: Any) -> ElementTree.Element:
    return ElementTree.fromstring(catalog["/Metadata"].get_object().get_data())


@pytest.fixture
def fonts(reader: PdfReader) -> list[Any]:
    resources: Any = reader.pages[0]["/Resources"]
    return [font.get_object() for font in resources["/Font"].values()]


def test_the_file_is_sound(pdf: bytes) -> None:
    assert "No syntax or stream encoding errors" in said(pdf, "qpdf", "--check")


def test_a_page_takes_few_bytes(pdf: bytes, reader: PdfReader) -> None:
    assert len(pdf) / len(reader.pages) < MOST_BYTES_A_PAGE


def test_every_font_is_embedded_as_a_subset_with_its_characters(pdf: bytes) -> None:
    fonts = said(pdf, "pdffonts").splitlines()[2:]
    assert fonts
    assert all(re.search(r"Identity-H +yes yes yes", font) for font in fonts)


def test_the_header_tells_version_and_binary_content(pdf: bytes) -> None:
    """6.1.2"""
    first, second, *_ = pdf.split(b"\n", 2)
    assert first == b"%PDF-1.7"
    assert second[0] == ord("%")
    assert min(second[1:5]) > 127


def test_the_trailer_has_an_id_and_no_encryption(reader: PdfReader) -> None:
    """6.1.3"""
    assert len(reader.trailer["/ID"]) == 2  # type: ignore[arg-type]
    assert "/Encrypt" not in reader.trailer


def test_streams_have_their_length_and_stand_between_ends_of_line(pdf: bytes) -> None:
    """6.1.7.1"""
    begins = re.finditer(rb"/Length (\d+)[^s]*?>>\nstream\n", pdf)
    ends = [pdf[found.end() + int(found[1]) :][:11] for found in begins]
    assert len(ends) == pdf.count(b"endstream")
    assert set(ends) == {b"\nendstream\n"}


def test_nothing_active_is_inside(pdf: bytes) -> None:
    """6.4 to 6.6"""
    assert not [name for name in FORBIDDEN if name.encode() in pdf]


def test_colours_have_a_profile(catalog: Any) -> None:
    """6.2.3"""
    (intent,) = catalog["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    profile = intent.get_object()["/DestOutputProfile"].get_object()
    data = profile.get_data()
    assert profile["/N"] == 3
    assert (data[12:16], data[16:20], data[36:40]) == (b"mntr", b"RGB ", b"acsp")
    assert data[8] <= 4
    assert struct.unpack(">I", data[:4])[0] == len(data)


def test_a_page_draws_only_what_the_rules_allow(reader: PdfReader) -> None:
    """6.2.2, 6.2.10"""
    pages: Any = reader.pages
    for page in pages:
        content = ContentStream(page["/Contents"].get_object(), reader)
        used = {operator.decode() for _, operator in content.operations}
        assert used <= OPERATORS
        assert set(page["/Resources"].get_object()) == {"/Font", "/ProcSet"}


def test_no_missing_glyph_is_shown(reader: PdfReader) -> None:
    """6.2.11.8"""
    pages: Any = reader.pages
    for page in pages:
        content = page["/Contents"].get_object().get_data()
        shown = re.findall(rb"<([0-9A-F]+)> Tj", content)
        codes = {text[at : at + 4] for text in shown for at in range(0, len(text), 4)}
        assert codes
        assert b"0000" not in codes


def test_the_widths_are_those_of_the_font_programs(fonts: list[Any]) -> None:
    """6.2.11.5"""
    for font in fonts:
        (descendant,) = font["/DescendantFonts"]
        described = descendant.get_object()
        program = described["/FontDescriptor"].get_object()["/FontFile2"].get_object()
        first, widths = described["/W"]
        assert (first, described["/CIDToGIDMap"]) == (1, "/Identity")
        measured = advances(program.get_data())[1 : len(widths) + 1]
        assert all(
            abs(width - real) <= 1 for width, real in zip(widths, measured, strict=True)
        )


def test_the_packet_says_what_the_file_is(packet: ElementTree.Element) -> None:
    """6.6.4"""
    assert packet.findtext(".//pdfaid:part", namespaces=NAMES) == "2"
    assert packet.findtext(".//pdfaid:conformance", namespaces=NAMES) == "B"


def test_the_packet_agrees_with_the_information_dictionary(
    packet: ElementTree.Element, reader: PdfReader
) -> None:
    """6.6.3"""
    info: Any = reader.metadata
    for key, path in (
        ("/Title", ".//dc:title//rdf:li"),
        ("/Subject", ".//dc:description//rdf:li"),
        ("/Author", ".//dc:creator//rdf:li"),
        ("/Producer", ".//pdf:Producer"),
        ("/Creator", ".//xmp:CreatorTool"),
    ):
        assert packet.findtext(path, namespaces=NAMES) == info[key]
    created = packet.findtext(".//xmp:CreateDate", namespaces=NAMES)
    assert created == "2025-03-01T00:00:00+08:00"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20250301000000+08'00'"


def test_a_property_of_our_own_is_described(packet: ElementTree.Element) -> None:
    """6.6.2.3"""
    text = ElementTree.tostring(packet, encoding="unicode")
    assert f"namespaceURI>{DATA_NAMESPACE}<" in text
    assert "property>" in text


def test_the_invoice_can_be_taken_from_its_file_as_data() -> None:
    invoice = data_of(draw_invoice(OUTPATIENT).pdf)
    assert invoice.findtext("EInvoiceNumber") == OUTPATIENT.number
    assert invoice.findtext("RandomNumber") == OUTPATIENT.check_code
    assert invoice.findtext("TotalAmount") == "188.21"
    assert invoice.findtext("PayerParty/PayerPartyName") == OUTPATIENT.payer
    amounts = [item.findtext("ItemAmount") for item in invoice.iter("Item")]
    assert amounts == [str(item.amount) for item in OUTPATIENT.items]
    entries = [(info.get("name"), info.text) for info in invoice.iter("Info")]
    assert entries == [*OUTPATIENT.other.entries, *OUTPATIENT.more]


def test_the_statement_can_be_taken_from_its_file_as_data() -> None:
    lines = [*data_of(draw_statement(STATEMENT).pdf).iter("AuxItem")]
    expected = [str(line.amount) for group in STATEMENT.groups for line in group.lines]
    assert [line.findtext("AuxItemAmount") for line in lines] == expected


def test_markup_in_a_name_stays_text() -> None:
    name = "</rdf:li><x>&amp;]]>\"'"
    invoice = data_of(draw_invoice(replace(OUTPATIENT, payer=name, issuer=name)).pdf)
    assert invoice.findtext("PayerParty/PayerPartyName") == name


@pytest.mark.skipif(not shutil.which("verapdf"), reason="veraPDF is not installed")
def test_verapdf_agrees(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf)
    command = ["verapdf", "--flavour", "2b", "--format", "text", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.stdout.startswith(b"PASS")


def data_of(pdf: bytes) -> ElementTree.Element:
    catalog: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    packet = ElementTree.fromstring(catalog["/Metadata"].get_object().get_data())
    data = packet.findtext(".//einvoice:Data", namespaces=NAMES)
    assert data is not None
    return ElementTree.fromstring(data)


def advances(program: bytes) -> list[float]:
    """The widths of the glyphs of a TrueType font, in thousandths of its size."""
    (count,) = struct.unpack_from(">4xH", program)
    records = struct.iter_unpack(">4s4xII", program[12 : 12 + 16 * count])
    tables = {tag: program[at : at + length] for tag, at, length in records}
    (units,) = struct.unpack_from(">18xH", tables[b"head"])
    (glyphs,) = struct.unpack_from(">4xH", tables[b"maxp"])
    (metrics,) = struct.unpack_from(">34xH", tables[b"hhea"])
    assert metrics == glyphs
    pairs = struct.iter_unpack(">Hh", tables[b"hmtx"])
    return [width * 1000 / units for width, _ in pairs]
