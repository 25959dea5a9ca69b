"""One PDF/A-2b file as it grows: pages, fonts, metadata, colour profile.

Pages come from pens; reportlab numbers and writes the objects. The rules that reportlab
does not keep by itself (ISO 19005-2) are kept here: an end of line before `endstream`,
no font that is not embedded, an output intent. Its objects are `Any`: their attributes
are not in its stubs.
"""

import struct
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFCatalog,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFPage,
    PDFResourceDictionary,
    PDFString,
)

from printing.drawn import Drawn
from printing.fitting import MOST_BYTES, MOST_PAGES, DoesNotFit
from printing.fonts import Font
from printing.letters import Letters
from printing.measuring import MM
from printing.pdf_fonts import PageFont
from printing.pdf_metadata import PRODUCER, Description, xmp_packet
from printing.pen import Pen

_SYMBOLIC = 4  # the flag of fonts whose codes follow no standard encoding
_LEVEL = 1  # of zlib; 6 takes twice as long for a twentieth of the bytes


class PdfFile:
    """Pages in order, then `finish`."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._letters = Letters()
        self._pages: list[tuple[Pen, tuple[float, float]]] = []

    def page(self, width_mm: float, height_mm: float) -> Pen:
        """Begin the next page."""
        pen = Pen(self._letters, height_mm)
        self._pages.append((pen, (width_mm, height_mm)))
        return pen

    def finish(self) -> Drawn:
        """Return the file; the same pages are the same bytes, whenever it is drawn.

        DoesNotFit if it has more pages or bytes than a kiosk prints.
        """
        document: Any = PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7))
        self._describe(document)
        fonts = PDFDictionary(
            {
                self._letters.label(font): _composite(document, font, characters)
                for font, characters in self._letters.fonts.items()
            }
        )
        resources = document.Reference(_resources(document.Reference(fonts)))
        for pen, size in self._pages:
            content = pen.content
            document.updateSignature(content)
            document.addPage(_page(content, size, resources))
        pdf = document.GetPDFData(None)
        if len(self._pages) > MOST_PAGES or len(pdf) > MOST_BYTES:
            raise DoesNotFit(f"{len(self._pages)} pages, {len(pdf)} bytes")
        return Drawn(
            pdf=pdf,
            pages=len(self._pages),
            unknown_characters=self._letters.unknown,
        )

    def _describe(self, document: Any) -> None:
        described = self._description
        document.setTitle(described.title)
        document.setSubject(described.subject)
        document.setAuthor(described.author)
        document.setCreator("hospital-kiosk")
        document.setProducer(PRODUCER)
        document.setDateFormatter(lambda *_: described.pdf_date)
        packet = xmp_packet(described)
        document.updateSignature(packet)
        kind = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}
        catalog = document.Catalog
        # Reportlab's catalog writes only the entries that it knows.
        catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]
        catalog.Metadata = _Stream(packet, kind, is_plain=True)
        catalog.OutputIntents = PDFArrayCompact([_output_intent(document)])
        catalog.Lang = PDFString("zh-CN")


class _Stream(PDFObject):
    """A stream that ends with an end of line, as PDF/A wants it."""

    __RefOnly__ = 1

    def __init__(
        self, content: bytes, entries: Mapping[str, object], *, is_plain: bool = False
    ) -> None:
        self._content = content if is_plain else zlib.compress(content, _LEVEL)
        self._entries = {**entries, "Length": len(self._content)}
        if not is_plain:
            self._entries["Filter"] = PDFName("FlateDecode")

    def format(self, document: Any) -> bytes:
        dictionary: bytes = PDFDictionary(self._entries).format(document)
        return dictionary + b"\nstream\n" + self._content + b"\nendstream\n"


def _page(content: bytes, size: tuple[float, float], resources: object) -> object:
    page: Any = PDFPage()
    page.pagewidth, page.pageheight = (round(side * MM, 3) for side in size)
    page.Contents = _Stream(content, {})
    page.Resources = resources
    return page


def _resources(fonts: object) -> PDFResourceDictionary:
    resources = PDFResourceDictionary()
    resources.Font = fonts
    resources.allProcs()
    return resources


def _composite(document: Any, font: Font, characters: PageFont) -> object:
    """A Type 0 font (ISO 32000-1, 9.7.6) whose codes are glyph numbers."""
    name = PDFName(characters.name)
    return document.Reference(
        PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArrayCompact([_descendant(document, characters)]),
                "ToUnicode": document.Reference(
                    _Stream(characters.to_unicode.encode("ascii"), {})
                ),
            }
        )
    )


def _descendant(document: Any, characters: PageFont) -> object:
    system = {"Registry": "Adobe", "Ordering": "Identity"}
    strings = {key: PDFString(value) for key, value in system.items()}
    return document.Reference(
        PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(characters.name),
                "CIDSystemInfo": PDFDictionary({**strings, "Supplement": 0}),
                "CIDToGIDMap": PDFName("Identity"),
                "DW": 1000,
                "W": f"[1 [{' '.join(map(str, characters.widths))}]]",
                "FontDescriptor": document.Reference(_descriptor(document, characters)),
            }
        )
    )


def _descriptor(document: Any, characters: PageFont) -> PDFDictionary:
    program = characters.program
    left, bottom, right, top = characters.box
    return PDFDictionary(
        {
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(characters.name),
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArrayCompact([left, bottom, right, top]),
            "ItalicAngle": 0,
            "Ascent": top,
            "Descent": bottom,
            "CapHeight": top,
            "StemV": 80,
            "FontFile2": document.Reference(
                _Stream(program, {"Length1": len(program)})
            ),
        }
    )


def _output_intent(document: Any) -> object:
    condition = PDFString("sRGB IEC61966-2.1")
    return document.Reference(
        PDFDictionary(
            {
                "Type": PDFName("OutputIntent"),
                "S": PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": condition,
                "Info": condition,
                "DestOutputProfile": document.Reference(
                    _Stream(srgb_profile(), {"N": 3})
                ),
            }
        )
    )


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB, made by LittleCMS, with a fixed date of creation."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + profile[36:]
