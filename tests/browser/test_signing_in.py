"""Getting in as people do it: an invitation, a code from an app, recovery codes, a passkey."""

import pytest
from django.contrib.auth.hashers import make_password

from ivz.accounts.models import User
from ivz.network.models import Person
from tests.browser.keyboard import press_on, type_in
from tests.entry import code_for

PHRASE = "een lange zin als wachtwoord"
INVITED = "ivz-coordinator-borne"


@pytest.fixture(autouse=True)
def mail_in_the_mailbox(settings, page):
    page.set_default_timeout(15_000)
    settings.EMAIL_BACKEND = "ivz.mail.backend.WaitingMailBackend"


def button(page, name, **more):
    return page.get_by_role("button", name=name, **more)


def sign_out(page):
    page.goto("/")
    press_on(page, button(page, "Uitloggen"))
    page.wait_for_selector("text=Inloggen")


def give_password(page, username):
    page.goto("/inloggen/")
    type_in(page, page.get_by_label("Gebruikersnaam of e-mailadres"), username)
    type_in(page, page.get_by_label("Wachtwoord", exact=True), PHRASE)
    page.keyboard.press("Enter")


@pytest.mark.slow
def test_from_an_invitation_to_a_recovery_code(page, axe, screenshot, example_region):
    person = Person.objects.get(slug=INVITED)
    invite(page, person, axe)
    screenshot(page, "account-invited")
    sign_out(page)

    secret = accept(page, axe, screenshot)
    codes = page.locator(".ivz-codes code").all_inner_texts()
    axe(page)
    screenshot(page, "recovery-codes")
    assert len(codes) == 10
    with page.expect_download() as download:
        press_on(page, page.get_by_role("link", name="Downloaden"))
    assert download.value.path().read_text().split() == codes
    sign_out(page)

    for code in [code_for(secret), codes[0]]:
        give_password(page, "borne@regio.example")
        page.wait_for_selector("h1:has-text('Tweede stap')")
        axe(page)
        type_in(page, page.get_by_label("Code"), code)
        page.keyboard.press("Enter")
        page.wait_for_selector(f".ivz-bar__who:has-text('{person.function}')")
        sign_out(page)


def invite(page, person, axe):
    """Invite a person as the coordinator does, from the register of the network."""
    page.goto("/inloggen/")
    axe(page)
    press_on(page, page.locator("button[value=voorbeeld-coordinator]"))
    page.wait_for_selector(".ivz-bar__who button")
    page.goto(f"/netwerk/twente/mensen/{person.slug}/")
    press_on(page, page.get_by_role("link", name="Uitnodigen om in te loggen"))
    page.wait_for_selector("h1:has-text('Uitnodigen')")
    axe(page)
    type_in(page, page.get_by_label("E-mailadres"), "borne@regio.example")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=De uitnodiging is onderweg")
    axe(page)


def accept(page, axe, screenshot):
    """Follow the link in the mailbox, choose a password and tie an app; give its secret."""
    page.goto("/voorbeeld/post/")
    axe(page)
    screenshot(page, "mailbox")
    press_on(page, page.locator("a[href*='/inloggen/uitnodiging/']"))
    page.wait_for_selector("h1:has-text('Kies een wachtwoord')")
    axe(page)
    screenshot(page, "choose-password")
    type_in(page, page.get_by_label("Nieuw wachtwoord"), PHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Maak een tweede stap')")
    axe(page)
    screenshot(page, "second-step")
    secret = page.locator(".ivz-key").inner_text()
    type_in(page, page.get_by_label("Code"), code_for(secret))
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Herstelcodes')")
    return secret


@pytest.fixture
def device(page):
    """Give the browser a device that keeps passkeys and recognises its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devices, made["authenticatorId"]


def test_a_passkey_signs_in_without_a_password(page, axe, screenshot, example_region, device):
    User.objects.filter(username="voorbeeld-mayor").update(password=make_password(PHRASE))
    give_password(page, "voorbeeld-mayor")
    page.wait_for_selector(".ivz-bar__who button")
    page.goto("/account/")
    axe(page)
    screenshot(page, "own-account")
    press_on(page, page.get_by_role("link", name="Voeg er een toe"))
    press_on(page, button(page, "Maak een passkey"))
    page.wait_for_selector("h1:has-text('Herstelcodes')")
    sign_out(page)

    page.goto("/inloggen/")
    press_on(page, button(page, "Inloggen met een passkey"))
    page.wait_for_selector(".ivz-bar__who:has-text('Burgemeester')")
    sign_out(page)

    give_password(page, "voorbeeld-mayor")
    page.wait_for_selector("h1:has-text('Tweede stap')")
    press_on(page, button(page, "Inloggen met een passkey"))
    page.wait_for_selector(".ivz-bar__who:has-text('Burgemeester')")


def test_a_passkey_that_nobody_touches_is_explained(page, example_region, device):
    devices, authenticator = device
    devices.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.goto("/inloggen/")

    press_on(page, button(page, "Inloggen met een passkey"))

    page.wait_for_selector("[data-problem]:has-text('niet gegeven')")


def test_the_pages_fit_a_phone(phone, axe, screenshot, example_region):
    phone.goto("/inloggen/")
    phone.locator("button[value=voorbeeld-administrator]").click()
    for address, name in [
        ("/beheer/accounts/", "accounts"),
        ("/account/", "own"),
        ("/account/tweede-stap/", "second-step"),
        ("/beheer/accounts/aanwijzen/", "appoint"),
    ]:
        phone.goto(address)
        axe(phone)
        screenshot(phone, f"phone-{name}")
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, address
