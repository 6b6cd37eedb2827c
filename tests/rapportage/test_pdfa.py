"""PDF/A: the rules we check ourselves, that they catch breaches, and Apache Preflight where it can be had."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageCms

from app.rapportage.brief import draw_brief
from app.rapportage.icc import srgb_profile
from app.rapportage.pdf.document import draw
from app.rapportage.pdfa import problems
from tests.rapportage.waarden import foto_bytes, make_rapport

JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
]
KEUR = """
import java.io.File;
import org.apache.pdfbox.preflight.*;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;
public class Keur {
  public static void main(String[] args) throws Exception {
    for (String paper : args) {
      PreflightParser parser = new PreflightParser(new File(paper));
      ValidationResult result;
      try {
        parser.parse(Format.PDF_A1B);
        PreflightDocument document = parser.getPreflightDocument();
        document.validate();
        result = document.getResult();
        document.close();
      } catch (SyntaxValidationException error) { result = error.getResult(); }
      System.out.println("gekeurd " + new File(paper).getName());
      for (ValidationResult.ValidationError error : result.getErrorsList())
        System.out.println(error.getErrorCode() + " " + error.getDetails());
    }
  }
}
"""


def papers() -> dict[str, bytes]:
    """One of each kind, with letters from outside the main font."""
    rapport = make_rapport(extra="Ωμέγα ✓ <b>")
    return {
        "intern": draw(rapport, foto_bytes, "intern"),
        "betrokkene": draw(rapport, foto_bytes, "betrokkene"),
        "brief": draw_brief(rapport),
    }


def test_our_papers_keep_the_rules_we_can_check() -> None:
    assert {name: problems(data) for name, data in papers().items()} == {"intern": [], "betrokkene": [], "brief": []}


def _javascript(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(action)


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _no_claim(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def _bare_font(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].obj.Resources.Font["/F99"] = font


def _bare_group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)


@pytest.mark.parametrize(
    ("breuk", "zegt"),
    [
        (_javascript, "JavaScript"),
        (_no_intent, "output intent"),
        (_no_claim, "XMP"),
        (_bare_font, "not embedded"),
        (_bare_group, "transparency"),
    ],
)
def test_a_breach_is_found(breuk: Callable[[pikepdf.Pdf], None], zegt: str) -> None:
    with pikepdf.open(io.BytesIO(draw_brief(make_rapport(fotos=0)))) as pdf:
        breuk(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert any(zegt in problem for problem in problems(out.getvalue()))


def test_encryption_is_found() -> None:
    with pikepdf.open(io.BytesIO(draw_brief(make_rapport(fotos=0)))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="geheim", user=""))
    assert "encryption" in problems(out.getvalue())


def test_the_colour_profile_is_srgb() -> None:
    """Little CMS reads it, and a colour goes through it unchanged to its own sRGB."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    assert ImageCms.getProfileDescription(profile).strip() == "sRGB IEC61966-2-1"
    from PIL import Image

    image = Image.new("RGB", (4, 1))
    for x, colour in enumerate(((18, 38, 58), (160, 27, 27), (255, 176, 0), (128, 128, 128))):
        image.putpixel((x, 0), colour)
    seen = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"))
    assert seen is not None
    pairs = zip(image.tobytes(), seen.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1


def test_a_real_validator_finds_nothing_but_the_part(tmp_path: Path) -> None:
    """Apache Preflight knows PDF/A-1b only. Our claim is part 2, so that one finding is expected and no other: what
    is stricter in 1b holds too. Part 2 itself was not validated by anyone else."""
    missing = [path.name for path in JARS if not path.exists()]
    if shutil.which("java") is None or missing:
        pytest.skip(
            f"Apache Preflight is not here: install java, libpdfbox2-java and its friends ({missing or 'java'})"
        )
    source = tmp_path / "Keur.java"
    source.write_text(KEUR)
    papieren = {tmp_path / f"{name}.pdf": data for name, data in papers().items()}
    for paper, data in papieren.items():
        paper.write_bytes(data)
    command = ["java", "-cp", ":".join(map(str, JARS)), str(source), *map(str, papieren)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.splitlines()
    assert [line for line in lines if "part must be 1" not in line] == [f"gekeurd {paper.name}" for paper in papieren]
