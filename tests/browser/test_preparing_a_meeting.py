"""A member reads the papers on a tablet, and the secretary drags the agenda in order."""

import pytest
from playwright.sync_api import expect

from ivz.meetings.models import AgendaItem, PrivateNote
from tests.browser.keyboard import press_on, tab_to, type_in
from tests.browser.test_writing_together import window  # noqa: F401  a browser of one's own

pytestmark = pytest.mark.usefixtures("example_region")
MEETING = "/vergaderingen/dvo-twente/2016-10-10-oefening/"
TABLET = {"width": 820, "height": 1180}
OWN = ".ivz-own"
NOTE = f"{OWN} textarea"
TEXT = "Hoort toezicht en handhaving hier thuis?"


@pytest.mark.slow
def test_a_mayor_reads_and_notes_and_nobody_else_sees_it(
    window,  # noqa: F811
    axe,
    screenshot,
):
    page = window("mayor")
    page.set_viewport_size(TABLET)
    page.goto(MEETING)
    press_on(page, page.get_by_role("link", name="Mijn vergadering"))
    expect(page.locator("h2").first).to_have_text("Eigen portefeuille")
    press_on(page, page.locator(f"{OWN} summary").first)
    expect(page.locator(f"{OWN} .ivz-read__points li").first).to_be_visible()
    type_in(page, page.locator(NOTE), TEXT)
    expect(page.locator(f"{OWN} [data-outbox-told]")).to_contain_text("Anderen zien dit niet")
    expect(page.locator("[data-outbox-state]")).to_contain_text("Alles bewaard om")
    axe(page)
    screenshot(page, "my-meeting-tablet")
    page.context.close()

    page = window("mayor")
    page.goto(f"{MEETING}lezen/")
    expect(page.locator(NOTE)).to_have_value(TEXT)
    page.goto("/vergaderingen/aantekeningen/")
    axe(page)
    assert PrivateNote.objects.get().text == TEXT

    other = window("coordinator")
    for address in (f"{MEETING}lezen/", MEETING, "/vergaderingen/aantekeningen/"):
        other.goto(address)
        assert TEXT not in other.content()


def labels(page):
    return page.locator(".ivz-agenda__nr").all_inner_texts()


def grip(page, label):
    return page.locator(f"#punt-{label} [data-grip]")


def test_the_secretary_drags_an_item_or_moves_it_with_the_arrow_keys(
    window,  # noqa: F811
    axe,
):
    page = window("coordinator")
    page.goto(f"{MEETING}?bewerk=1")
    before = labels(page)
    expect(grip(page, "B")).to_be_visible()
    axe(page)

    drag(page, grip(page, "B"), onto=page.locator("#punt-A"))
    expect(page.locator(".ivz-agenda__nr").first).to_have_text("B")
    expect(grip(page, "B")).to_be_focused()
    assert stored()[:3] == ["B", "A", *before[2:3]]

    page.keyboard.press("ArrowDown")
    expect(page.locator(".ivz-agenda__nr").first).to_have_text("A")
    expect(grip(page, "B")).to_be_focused()
    assert stored() == before

    tab_to(page, grip(page, "C"))
    AgendaItem.objects.filter(meeting__slug="2016-10-10-oefening", label="A").update(position=30)
    drag(page, grip(page, "C"), onto=page.locator("#punt-A"))
    expect(page.locator("#twee-volgordes")).to_be_visible()
    axe(page)
    assert stored()[-1] == "A"


def test_what_was_dragged_goes_back_by_keyboard(
    window,  # noqa: F811
    axe,
):
    page = window("coordinator")
    page.goto(f"{MEETING}?bewerk=1")
    before = stored()

    drag(page, grip(page, "B"), onto=page.locator("#punt-A"))
    expect(page.locator("#verplaatst")).to_have_text("Agendapunt B staat nu bovenaan.")
    expect(grip(page, "B")).to_be_focused()
    axe(page)
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Zet terug")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#verplaatst")).to_have_text("Agendapunt B staat nu na A.")
    assert stored() == before


def drag(page, handle, *, onto):
    """Take hold of ``handle`` and let go above the middle of ``onto``."""
    handle.scroll_into_view_if_needed()
    handle.hover()
    page.mouse.down()
    box = onto.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2, steps=4)
    page.mouse.move(box["x"] + 40, max(box["y"] + 4, 1), steps=4)
    page.mouse.up()


def stored():
    items = AgendaItem.objects.filter(meeting__slug="2016-10-10-oefening").order_by("position")
    return list(items.values_list("label", flat=True))
