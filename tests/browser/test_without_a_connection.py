"""Ten minutes without a connection, by the clock of the browser: nothing lost, nothing twice."""

import pytest
from playwright.sync_api import expect

from ivz.decisions.models import FollowUp
from tests.browser.test_in_the_meeting import MINUTES, STATE, opening, ready
from tests.browser.test_writing_together import window  # noqa: F401  a browser of one's own

pytestmark = pytest.mark.usefixtures("example_region")
MINUTE = 60_000
FIRST, SECOND = "Cijfers nasturen", "Zaal bespreken"


def test_ten_minutes_without_a_connection_lose_nothing_and_repeat_nothing(
    window,  # noqa: F811
):
    page = window("coordinator")
    page.clock.install()
    ready(page)
    version, failed = opening().version, []
    page.on("requestfailed", lambda request: failed.append(request.method))

    cut_after_storing(page, FIRST)
    for minute in range(1, 10):
        page.fill(MINUTES, f"Na {minute} minuten.")
        page.clock.run_for(MINUTE)
    add(page, SECOND)
    page.clock.run_for(MINUTE)
    expect(page.locator(STATE)).to_contain_text("Geen verbinding")
    assert failed.count("POST") > 10
    assert opening().minutes == ""
    assert told() == [FIRST]

    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text("Alles bewaard om")

    assert told() == [FIRST, SECOND]
    shown = page.locator("[data-live-panel]:not([hidden]) [data-live-part=agreed]")
    expect(shown).to_contain_text(FIRST)
    expect(shown).to_contain_text(SECOND)
    assert (opening().minutes, opening().version) == ("Na 9 minuten.", version + 1)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('outbox'))") == []


def cut_after_storing(page, what):
    """Add something of which the server keeps it and the answer never comes; then nothing works."""

    def cut(route):
        route.fetch()
        page.context.set_offline(True)
        route.abort()

    page.route("**/afspraak/", cut, times=1)
    add(page, what)
    expect(page.locator(STATE)).to_contain_text("Geen verbinding")


def add(page, what):
    """Note an action at the item that is on, by keyboard."""
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("Tab")
    page.keyboard.type(what)
    page.keyboard.press("Control+s")


def told():
    found = FollowUp.objects.filter(what__in=[FIRST, SECOND])
    return list(found.order_by("pk").values_list("what", flat=True))
