"""An author tries a draft on the phone beside it: what is clicked opens what follows, and is kept as a test."""

from __future__ import annotations

from playwright.sync_api import expect
from sqlalchemy import select

from app.accounts.models import User
from app.core.clock import now
from app.protocols.concept import read_ruw, start_concept
from app.protocols.models import Concept
from tests.browser.server import Server
from tests.browser.toestel import MakeDesk

DATABASES = "indexedDB.databases().then((all) => all.map(({ name }) => name))"
CHANGED = """plek => document.body.dispatchEvent(
    new CustomEvent('concept-gewijzigd', {detail: {plek}, bubbles: true}))"""
"""What the answer to an autosave sets off."""
SHOW = """code => document.querySelector("[data-telefoon]").contentWindow.postMessage(
    {soort: "punt", code}, location.origin)"""
BRON = {"grondslagen": [{"bron": "geen", "zekerheid": "gelezen"}], "gevolg": 2}
RUW = {
    "protocol": "probeersel",
    "titel": "Probeersel",
    "thema": "proef",
    "soort": "toezichtprotocol",
    "doel": "Proberen.",
    "geldig_van": "2024-01-01",
    "onderdelen": [
        {
            "code": "gang",
            "titel": "Gang",
            "punten": [
                {
                    "code": "G-01",
                    "vraag": "Is de gang vrij?",
                    "type": "oordeel",
                    "foto": {"wanneer": "bij_afwijking"},
                    **BRON,
                    "vervolgvragen": [
                        {
                            "code": "G-01.1",
                            "vraag": "Wat ligt er?",
                            "type": "tekst",
                            "toon_als": {"vraag": "G-01", "is": "voldoet_niet"},
                        }
                    ],
                }
            ],
        },
        {
            "code": "kamers",
            "titel": "Kamers",
            "herhaling": {"per": "kamer"},
            "punten": [{"code": "K-01", "vraag": "Hangt er een melder?", "type": "oordeel", **BRON}],
        },
    ],
}


def test_what_is_clicked_in_the_preview_becomes_a_test(server: Server, desk: MakeDesk) -> None:
    with server.session() as session:
        auteur = session.scalars(select(User).where(User.email == "auteur@schouw.example")).one()
        draft = start_concept(session, auteur.lidmaatschappen[0].organisatie_id, RUW, by=auteur, now=now())
        session.commit()
        key = draft.id
    someone = desk("auteur")
    voor = someone.go("/protocollen").evaluate(DATABASES)
    page = someone.go(f"/protocollen/concepten/{key}/voorbeeld")
    phone = page.frame_locator("[data-telefoon]")
    gang, vervolg = phone.locator("[id='G-01@']"), phone.locator("[id='G-01.1@']")
    expect(phone.get_by_text("G-01.1 weg, nog onbekend: G-01 voldoet niet")).to_be_visible()
    expect(vervolg).to_be_hidden()
    gang.get_by_role("radio", name="Voldoet niet").check()
    expect(phone.get_by_text("G-01.1 in beeld omdat geldt: G-01 voldoet niet")).to_be_visible()
    vervolg.get_by_label("Wat ligt er?").fill("Dozen")
    gang.get_by_label("Foto toevoegen").click()
    expect(gang.get_by_role("link", name="Foto 1, Voorbeeld, bij G-01")).to_be_visible()
    phone.get_by_role("button", name="Kamer toevoegen").click()
    phone.locator("[data-herhaling]").get_by_role("radio", name="Voldoet", exact=True).check()

    page.get_by_label("Naam van de proef").fill("Dozen in de gang")
    page.get_by_role("button", name="Bewaar als test").click()
    expect(page.get_by_role("heading", name="Proef 1: Dozen in de gang slaagt")).to_be_visible()
    with server.session() as session:
        proef = read_ruw(session.get_one(Concept, key))["proeven"][0]
    assert proef["antwoorden"] == [
        {"vraag": "G-01", "waarde": "voldoet_niet", "fotos": 1},
        {"vraag": "G-01.1", "waarde": "Dozen"},
        {"vraag": "K-01", "pad": "1", "waarde": "voldoet"},
    ]
    assert (proef["zichtbaar"], proef["bevindingen"], proef["fotos_verplicht"]) == (["G-01.1"], ["G-01"], ["G-01"])

    page.get_by_label("Doe alsof").select_option("Leeg begin")
    expect(vervolg).to_be_hidden()
    expect(phone.locator("[data-herhaling]")).to_have_count(0)
    page.get_by_role("button", name="Laad in voorbeeld").click()
    expect(vervolg.get_by_label("Wat ligt er?")).to_have_value("Dozen")
    expect(phone.locator("[data-herhaling]").get_by_role("radio", name="Voldoet", exact=True)).to_be_checked()
    expect(gang.get_by_role("link", name="Foto 1, Voorbeeld, bij G-01")).to_be_visible()

    # The draft is changed beside it: the punt is drawn anew, and what was clicked stays.
    with server.session() as session:
        draft = session.get_one(Concept, key)
        draft.ruw = draft.ruw.replace("Is de gang vrij?", "Is de hele gang vrij?")
        session.commit()
    page.evaluate(CHANGED, "punt:G-01")
    expect(gang.get_by_text("Is de hele gang vrij?")).to_be_visible()
    expect(gang.get_by_role("radio", name="Voldoet niet")).to_be_checked()
    expect(vervolg.get_by_label("Wat ligt er?")).to_have_value("Dozen")
    page.evaluate(CHANGED, "onderdeel:gang")
    expect(gang.get_by_role("radio", name="Voldoet niet")).to_be_checked()
    rolled = page.evaluate("scrollY")
    page.evaluate(SHOW, "K-01")
    expect(phone.locator("[data-herhaling] .punt")).to_be_in_viewport()
    assert page.evaluate("scrollY") == rolled
    assert page.evaluate(DATABASES) == voor
