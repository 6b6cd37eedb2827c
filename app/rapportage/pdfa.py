"""Finishes a PDF to PDF/A-2b: metadata that says so, an output intent, fixed dates and id, nothing forbidden.

The claim alone proves nothing: `problems` holds the file against the rules we can check ourselves.
"""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from app.rapportage.icc import srgb_profile

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{titel}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{auteur}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Schouw</xmp:CreatorTool><xmp:CreateDate>{op}</xmp:CreateDate><xmp:ModifyDate>{op}</xmp:ModifyDate>
<pdf:Producer>Schouw</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def finish(data: bytes, *, titel: str, auteur: str, op: datetime, zaad: str) -> bytes:
    """The PDF as PDF/A-2b. `op` becomes both dates; `zaad` the file id, so that equal input gives equal bytes."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        _describe(pdf, titel, auteur, op.astimezone(UTC).replace(microsecond=0))
        _add_output_intent(pdf)
        _identify(pdf, zaad)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
            static_id=False,
            deterministic_id=True,
        )
    return out.getvalue()


def _describe(pdf: Pdf, titel: str, auteur: str, op: datetime) -> None:
    """XMP and the document information, which must say the same."""
    moment = f"D:{op:%Y%m%d%H%M%S}+00'00'"
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(titel),
            Author=String(auteur),
            Creator=String("Schouw"),
            Producer=String("Schouw"),
            CreationDate=String(moment),
            ModDate=String(moment),
        )
    )
    filled = _XMP.format(titel=_escape(titel), auteur=_escape(auteur), op=f"{op:%Y-%m-%dT%H:%M:%S}+00:00")
    pdf.Root.Metadata = pdf.make_indirect(Stream(pdf, filled.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML))
    pdf.Root.Lang = String("nl-NL")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _escape(tekst: str) -> str:
    """Text for XML; what XML 1.0 cannot hold becomes a replacement sign."""
    safe = "".join(sign if sign in "\t\n\r" or ord(sign) >= 0x20 else "\ufffd" for sign in tekst)
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _add_output_intent(pdf: Pdf) -> None:
    profile = pdf.make_indirect(Stream(pdf, srgb_profile(), N=3))
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2-1"),
                Info=String("sRGB IEC61966-2-1"),
                DestOutputProfile=profile,
            )
        ]
    )


def _identify(pdf: Pdf, zaad: str) -> None:
    key = hashlib.sha256(zaad.encode("utf-8")).digest()[:16]
    pdf.trailer.ID = Array([String(key), String(key)])


def problems(data: bytes) -> list[str]:
    """What breaks a rule of PDF/A-2b (ISO 19005-2) that can be checked here; empty when nothing was found."""
    found: list[str] = []
    with Pdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            found.append("encryption")
        if "/ID" not in pdf.trailer:
            found.append("no file id")
        found += _catalog(pdf)
        for number, page in enumerate(pdf.pages, start=1):
            found += [f"page {number}: {text}" for text in _page(page.obj)]
        found += [text for item in pdf.objects for text in _anywhere(item)]
    return found


def _catalog(pdf: Pdf) -> list[str]:
    root: Any = pdf.Root
    found = []
    if "/Metadata" not in root or b"pdfaid:part>2<" not in root.Metadata.read_bytes():
        found.append("no XMP claim of part 2")
    profiles = [intent.DestOutputProfile.read_bytes() for intent in root.get("/OutputIntents", [])]
    if not profiles or bytes(profiles[0])[36:40] != b"acsp":
        found.append("no output intent with a profile")
    if str(root.get("/Lang", "")) != "nl-NL":
        found.append("no language")
    names = root.get("/Names", Dictionary())
    found += [f"forbidden {name}" for name in ("/JavaScript", "/EmbeddedFiles") if name in names]
    found += [f"forbidden {name}" for name in ("/OpenAction", "/AA", "/OCProperties", "/AcroForm") if name in root]
    return found


def _page(page: Any) -> list[str]:
    found = []
    group = page.get("/Group")
    if group is not None and "/CS" not in group:
        found.append("transparency group without colour space")
    for note in page.get("/Annots", []):
        found.append(f"annotation {note.get('/Subtype')}")
    for name, font in (page.Resources.get("/Font") or {}).items():
        if not _is_embedded(font):
            found.append(f"font {name} {font.get('/BaseFont')} is not embedded")
    return found


def _is_embedded(font: Any) -> bool:
    parts = [font, *font.get("/DescendantFonts", [])]
    return any("/FontFile2" in part.get("/FontDescriptor", Dictionary()) for part in parts)


def _anywhere(item: Any) -> list[str]:
    if not isinstance(item, Dictionary | Stream):
        return []
    found = []
    if item.get("/S") in (Name.JavaScript, Name.Launch, Name.Sound, Name.Movie):
        found.append(f"action {item.get('/S')}")
    if item.get("/Subtype") == Name.Image:
        found += [f"image with {key}" for key in ("/Interpolate", "/Alternates", "/OPI") if item.get(key)]
    if item.get("/Filter") == Name.LZWDecode:
        found.append("LZW compression")
    if item.get("/Type") == Name.ExtGState and "/TR" in item:
        found.append("transfer curve")
    return found


def count_pages(data: bytes) -> int:
    """How many sheets a PDF has."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)
