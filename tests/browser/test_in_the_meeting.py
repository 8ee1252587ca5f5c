"""Two secretaries in one meeting, one of them without a connection for a while."""

import pytest
from playwright.sync_api import expect

from ivz.decisions.models import FollowUp
from ivz.meetings.models import AgendaItem, DraftDecision, Meeting, RoomScreen, Voice
from ivz.network.models import Person, Seat
from tests.browser.test_writing_together import window  # noqa: F401  a browser of one's own

pytestmark = pytest.mark.usefixtures("example_region")
PRACTICE = "2016-10-10-oefening"
LIVE = f"/vergaderingen/dvo-twente/{PRACTICE}/in-de-vergadering/"
STATE = "[data-outbox-state]"
SHOWN = "[data-live-panel]:not([hidden])"
MINUTES = f"{SHOWN} [name=minutes]"


@pytest.fixture
def other_secretary():
    """Let somebody else keep this meeting too."""
    meeting = Meeting.objects.get(slug=PRACTICE)
    secretary = Seat.objects.filter(body=meeting.body, role="secretary").first()
    person = Person.objects.get(user__username="voorbeeld-police")
    Seat.objects.create(
        body=meeting.body, person=person, role=secretary.role, valid_from=secretary.valid_from
    )


def ready(page, address=LIVE):
    """Wait until every item is at hand."""
    page.goto(address)
    expect(page.locator("[data-live-panel]")).to_have_count(9, timeout=30_000)


@pytest.mark.slow
def test_what_is_typed_without_a_connection_arrives_once_and_over_nobody(
    window,  # noqa: F811
    axe,
    other_secretary,
):
    page, other = window("coordinator"), window("police")
    ready(page)
    axe(page)
    page.keyboard.press("n")
    expect(page.locator("nav small")).to_have_text("nu aan de orde")

    page.context.set_offline(True)
    type_three_things(page)
    expect(page.locator(STATE)).to_contain_text("Geen verbinding")
    expect(page.locator(STATE)).to_contain_text("3")
    other.goto(LIVE)
    other.fill(MINUTES, "De voorzitter opent.")
    expect(other.locator(STATE)).to_contain_text("Alles bewaard om")
    assert not FollowUp.objects.filter(what="Cijfers nasturen").exists()

    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text("Niet bewaard: 1", timeout=10_000)
    assert FollowUp.objects.filter(what="Cijfers nasturen").count() == 1
    assert DraftDecision.objects.get(item__meeting__slug=PRACTICE).outcome == "accepted"
    assert opening().minutes == "De voorzitter opent."

    page.reload()  # what was typed is still in this browser
    put_both_together(page)
    assert opening().minutes.split("\n") == ["De voorzitter opent.", "", "Opening, jn? Geen toets."]
    assert RoomScreen.objects.get().item == opening()

    signs_out_without_a_trace(page)


def opening():
    return AgendaItem.objects.get(meeting__slug=PRACTICE, label="A")


def type_three_things(page):
    """Type a report, decide a point of another item and add an action, by keyboard."""
    page.keyboard.press("v")
    page.keyboard.type("Opening, jn? Geen toets.")
    page.keyboard.press("Escape")
    for _ in "BCD":
        page.keyboard.press("j")
    expect(page.locator(f"{SHOWN} h2")).to_contain_text("D1")
    page.keyboard.press("b")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Tab")
    page.keyboard.type("Cijfers nasturen")
    page.keyboard.press("Control+s")


def put_both_together(page):
    page.locator("nav [data-live-item].is-unsaved").click()
    both = page.locator(f"{SHOWN} [data-outbox-both]")
    expect(both).to_contain_text("De voorzitter opent.")
    expect(page.locator(MINUTES)).to_have_value("Opening, jn? Geen toets.")
    both.get_by_role("button", name="Allebei, onder elkaar").first.click()
    page.locator(f"{SHOWN} [data-outbox-button]:visible").click()
    expect(page.locator(STATE)).to_contain_text("Alles bewaard om")


def signs_out_without_a_trace(page):
    """Sign out over something that could not be sent: it asks, and then nothing is left."""
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.keyboard.press("p")
    page.locator(f"{SHOWN} [name=words]").first.fill("Vertrouwelijk")
    assert "Vertrouwelijk" in page.evaluate("JSON.stringify(localStorage)")

    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("/")

    assert asked == ["Nog niet bewaard: 1. Uitloggen gooit dat weg. Uitloggen?"]
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"
    assert not Voice.objects.exists()
