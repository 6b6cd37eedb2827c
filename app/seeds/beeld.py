"""Draws the photos of the demo with Pillow: simple scenes that a toezichthouder would recognise."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

BREEDTE, HOOGTE = 1600, 1200
RAND = 12
"""Points cut off of half the size, so that a photo held askew has no empty corner."""
Kleur = tuple[int, int, int]
Scene = Callable[[ImageDraw.ImageDraw, random.Random], None]


def teken(scene: str, zaad: int) -> bytes:
    """A JPEG of 1600 x 1200 of `scene` (a name in `SCENES`); the same `zaad` gives the same bytes."""
    rng = random.Random(zaad)
    image = Image.new("RGB", (BREEDTE, HOOGTE), (214, 222, 228))
    SCENES[scene](ImageDraw.Draw(image), rng)
    image = image.reduce(2)
    if zaad % 2:
        image = Image.blend(image, Image.effect_noise(image.size, 26).convert("RGB"), 0.06)
    scheef = image.rotate(rng.uniform(-1.4, 1.4))
    image = scheef.crop((RAND, RAND, scheef.width - RAND, scheef.height - RAND)).resize((BREEDTE, HOOGTE))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _tint(kleur: Kleur, rng: random.Random, spread: int = 10) -> Kleur:
    shift = rng.randint(-spread, spread)
    red, green, blue = (max(0, min(255, part + shift)) for part in kleur)
    return red, green, blue


def _bricks(draw: ImageDraw.ImageDraw, rng: random.Random, box: tuple[int, int, int, int], kleur: Kleur) -> None:
    left, top, right, bottom = box
    draw.rectangle(box, fill=(188, 182, 172))
    for row, y in enumerate(range(top, bottom, 44)):
        for x in range(left - (row % 2) * 70, right, 140):
            inside = (max(x + 3, left), y + 3, min(x + 134, right), min(y + 38, bottom))
            if inside[0] < inside[2] and inside[1] < inside[3]:
                draw.rectangle(inside, fill=_tint(kleur, rng, 14))


def _sky(draw: ImageDraw.ImageDraw, rng: random.Random, until: int) -> None:
    for y in range(until):
        part = y / until
        draw.line((0, y, BREEDTE, y), fill=(int(150 + 70 * part), int(176 + 48 * part), int(198 + 34 * part)))
    for _ in range(5):
        x, y = rng.randint(0, BREEDTE), rng.randint(30, until // 2)
        draw.ellipse((x, y, x + rng.randint(160, 420), y + rng.randint(30, 70)), fill=(226, 232, 236))


def _gang(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    draw.polygon([(0, 0), (560, 360), (560, 760), (0, 1200)], fill=_tint((222, 214, 196), rng))
    draw.polygon([(1600, 0), (1040, 360), (1040, 760), (1600, 1200)], fill=_tint((232, 226, 212), rng))
    draw.polygon([(0, 0), (1600, 0), (1040, 360), (560, 360)], fill=(240, 238, 232))
    draw.polygon([(0, 1200), (560, 760), (1040, 760), (1600, 1200)], fill=_tint((136, 112, 88), rng))
    draw.rectangle((560, 360, 1040, 760), fill=(206, 200, 186))
    draw.rectangle((720, 440, 880, 760), fill=_tint((112, 86, 62), rng))
    draw.ellipse((852, 600, 868, 616), fill=(214, 190, 120))
    draw.polygon([(180, 420), (330, 470), (330, 900), (180, 1060)], fill=_tint((120, 94, 70), rng))


def gang_zonder_melder(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """A corridor; the ceiling has only the ring where a smoke detector was."""
    _gang(draw, rng)
    draw.ellipse((760, 190, 860, 232), outline=(176, 170, 160), width=6)
    draw.line((810, 212, 826, 240), fill=(90, 90, 90), width=4)


def gang_met_accu(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """A corridor with an electric bicycle being charged."""
    _gang(draw, rng)
    for x in (420, 820):
        draw.ellipse((x, 740, x + 300, 1040), outline=(30, 34, 38), width=18)
    draw.line((570, 890, 700, 690, 900, 690, 970, 890, 700, 690), fill=_tint((20, 84, 130), rng), width=16)
    draw.line((900, 690, 880, 620, 960, 600), fill=(40, 40, 44), width=12)
    draw.rectangle((690, 760, 850, 820), fill=(34, 36, 40))
    draw.ellipse((836, 776, 852, 792), fill=(230, 60, 40))
    draw.line((690, 800, 420, 860, 250, 800), fill=(20, 20, 20), width=7)


def doorvoer(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """A pipe and cables through a hole in a wall, not sealed."""
    _bricks(draw, rng, (0, 0, BREEDTE, HOOGTE), (206, 202, 194))
    x, y = rng.randint(420, 620), rng.randint(340, 460)
    draw.ellipse((x, y, x + 560, y + 520), fill=(44, 42, 40))
    draw.ellipse((x + 90, y + 120, x + 380, y + 410), fill=(150, 158, 164), outline=(96, 104, 110), width=20)
    for offset in range(4):
        points = [(x + 400 + offset * 26, y + 60), (x + 430 + offset * 30, y + 300), (x + 520 + offset * 60, 1200)]
        draw.line(points, fill=[(170, 50, 40), (40, 70, 130), (190, 170, 60), (60, 60, 60)][offset], width=20)
    draw.rectangle((120, 900, 760, 952), fill=(236, 206, 70))
    for cm in range(0, 640, 32):
        draw.line((120 + cm, 900, 120 + cm, 926 if cm % 160 else 944), fill=(30, 30, 30), width=4)


def bouwplaats(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """A building site behind a fence with a gap."""
    _sky(draw, rng, 560)
    draw.rectangle((0, 560, BREEDTE, HOOGTE), fill=(150, 132, 104))
    draw.rectangle((300, 180, 1180, 720), fill=(176, 170, 162))
    for row in range(3):
        for column in range(5):
            left, top = 350 + column * 166, 230 + row * 160
            draw.rectangle((left, top, left + 100, top + 110), fill=(70, 84, 98))
    for x in range(-40, 1640, 330):
        if 800 < x < 1000:
            continue
        draw.rectangle((x, 620, x + 316, 1000), outline=(200, 204, 206), width=12)
        for bar in range(x + 24, x + 316, 24):
            draw.line((bar, 626, bar, 994), fill=(186, 190, 192), width=3)


def wapening(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """Reinforcement of a floor before pouring."""
    draw.rectangle((0, 0, BREEDTE, HOOGTE), fill=(172, 164, 150))
    for x in range(-600, 2200, 120):
        draw.line((x + 300, 0, x - 200, HOOGTE), fill=_tint((116, 78, 56), rng), width=20)
    for y in range(60, HOOGTE, 110):
        draw.line((0, y, BREEDTE, y + rng.randint(-8, 8)), fill=_tint((134, 92, 66), rng), width=18)
    for _ in range(14):
        x, y = rng.randint(0, BREEDTE), rng.randint(0, HOOGTE)
        draw.rectangle((x, y, x + 46, y + 26), fill=(208, 208, 204))


def gevel(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """The front of a house."""
    _sky(draw, rng, 420)
    _bricks(draw, rng, (180, 360, 1420, 1120), (150, 78, 60))
    draw.polygon([(120, 380), (800, 60), (1480, 380)], fill=_tint((84, 78, 80), rng))
    for x in (300, 1080):
        draw.rectangle((x, 480, x + 220, 720), fill=(236, 236, 230))
        draw.rectangle((x + 18, 498, x + 202, 702), fill=(86, 104, 120))
    draw.rectangle((700, 640, 900, 1120), fill=_tint((34, 74, 58), rng))
    draw.rectangle((0, 1110, BREEDTE, HOOGTE), fill=(138, 136, 132))


def voegwerk(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """Old masonry with new, too hard joints in one area."""
    _bricks(draw, rng, (0, 0, BREEDTE, HOOGTE), (142, 74, 54))
    for y in range(300, 900, 44):
        draw.rectangle((500, y - 5, 1150, y + 6), fill=(226, 224, 220))
    for _ in range(9):
        x, y = rng.randint(520, 1100), rng.randint(320, 860)
        draw.polygon([(x, y), (x + 70, y + 12), (x + 50, y + 44), (x - 8, y + 30)], fill=(198, 140, 110))


def blustoestel(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """A fire extinguisher with its label."""
    draw.rectangle((0, 0, BREEDTE, HOOGTE), fill=_tint((214, 208, 196), rng))
    draw.rounded_rectangle((640, 330, 940, 1120), 90, fill=(188, 30, 32))
    draw.rectangle((720, 250, 860, 350), fill=(40, 40, 42))
    draw.line((860, 290, 1010, 420, 1000, 760), fill=(26, 26, 28), width=26)
    draw.rectangle((690, 560, 890, 860), fill=(240, 240, 236))
    for y in range(590, 840, 36):
        draw.line((706, y, 706 + rng.randint(90, 168), y), fill=(70, 70, 70), width=8)


def tent(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """A marquee with stalls in front of its exit."""
    _sky(draw, rng, 620)
    draw.rectangle((0, 620, BREEDTE, HOOGTE), fill=(126, 142, 96))
    draw.polygon([(160, 640), (480, 320), (1140, 320), (1440, 640)], fill=(240, 240, 236))
    draw.rectangle((200, 640, 1400, 960), fill=(226, 228, 226))
    draw.rectangle((700, 680, 900, 960), fill=(58, 60, 66))
    for x in range(560, 1060, 130):
        draw.rectangle((x, 880, x + 110, 1010), fill=_tint((150, 110, 70), rng))


def meting(draw: ImageDraw.ImageDraw, rng: random.Random) -> None:
    """A tape measure across a passage."""
    _gang(draw, rng)
    draw.polygon([(520, 900), (1120, 900), (1120, 948), (520, 948)], fill=(238, 208, 66))
    for x in range(520, 1120, 24):
        draw.line((x, 900, x, 922 if (x - 520) % 120 else 942), fill=(24, 24, 24), width=4)
    draw.rounded_rectangle((1110, 870, 1230, 980), 18, fill=(196, 44, 30))


SCENES: dict[str, Scene] = {
    "gang": gang_zonder_melder,
    "accu": gang_met_accu,
    "doorvoer": doorvoer,
    "bouwplaats": bouwplaats,
    "wapening": wapening,
    "gevel": gevel,
    "voegwerk": voegwerk,
    "blustoestel": blustoestel,
    "tent": tent,
    "meting": meting,
}


def teken_logo() -> bytes:
    """The logo of the demo municipality as PNG: a gate in a wall, above water."""
    image = Image.new("RGBA", (960, 280), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    blauw, water = (8, 54, 90, 255), (43, 124, 178, 255)
    for links in (24, 104, 184):
        draw.rectangle((links, 24, links + 48, 72), fill=blauw)
    draw.rectangle((24, 64, 232, 176), fill=blauw)
    draw.pieslice((92, 96, 164, 168), 180, 360, fill=(255, 255, 255, 255))
    draw.rectangle((92, 132, 164, 176), fill=(255, 255, 255, 255))
    for hoogte in (192, 228):
        for links in range(24, 232, 52):
            draw.arc((links, hoogte, links + 52, hoogte + 36), 180, 360, fill=water, width=12)
    draw.text((276, 74), "Waterdonk", font=ImageFont.load_default(size=128), fill=blauw)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
