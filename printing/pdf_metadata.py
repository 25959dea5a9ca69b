"""What a PDF says of itself: the XMP packet of a PDF/A-2b file.

The data of the document travel in the packet as XML, in a property of our own that the
packet describes (ISO 19005-2, 6.6.2.3). Not as an attachment: PDF/A-2 allows only PDF/A
files there, and no kiosk prints an invoice file that has one.
"""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

PRODUCER = "hospital-kiosk, ReportLab"
DATA_NAMESPACE = "urn:hospital-kiosk:einvoice:1#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Of one document, for its file. All texts are filtered ones."""

    title: str
    subject: str
    author: str
    issued_on: date
    data: str  # XML

    @property
    def pdf_date(self) -> str:
        return f"D:{self.issued_on:%Y%m%d}000000+08'00'"

    @property
    def xmp_date(self) -> str:
        return f"{self.issued_on.isoformat()}T00:00:00+08:00"


def xmp_packet(description: Description) -> bytes:
    """The packet, in UTF-8."""
    title, subject, author, data = (
        escape(text)
        for text in (
            description.title,
            description.subject,
            description.author,
            description.data,
        )
    )
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:einvoice="{DATA_NAMESPACE}">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>
</dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>hospital-kiosk</xmp:CreatorTool>
<xmp:CreateDate>{description.xmp_date}</xmp:CreateDate>
<xmp:ModifyDate>{description.xmp_date}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<einvoice:Data>{data}</einvoice:Data>
</rdf:Description>
{_EXTENSION}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


_EXTENSION = f"""<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Data of a medical e-invoice</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{DATA_NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>einvoice</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>Data</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>The invoice as XML, elements named as in the national form\
</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
