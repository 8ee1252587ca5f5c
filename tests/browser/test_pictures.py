"""The pictures of the README; ``IVZ_PICTURES=1`` writes them anew into docs/images."""

import os
import struct
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("example_region")

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDE, HIGH = 1280, 1000
# Where each is taken, and the heading that stands on it.
PICTURES = {
    "vandaag": ("/", "Vandaag"),
    "besluiten": (
        "/vergaderingen/dvo-twente/2016-10-10-oefening/besluiten/D1/",
        "Besluiten vastleggen",
    ),
    "bijdragen": ("/bijdragen/twente/2018/", "Bijdragen 2018"),
}


def size_of(picture):
    return struct.unpack(">II", picture.read_bytes()[16:24])


@pytest.mark.parametrize("name", PICTURES)
def test_the_readme_shows_a_page_as_it_is(name, page, tmp_path):
    folder = IMAGES if os.environ.get("IVZ_PICTURES") == "1" else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    path, heading = PICTURES[name]
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-coordinator']").click()

    page.goto(path)
    expect(page.locator("h1")).to_contain_text(heading)
    page.screenshot(path=folder / f"{name}.png")

    assert (folder / f"{name}.png").stat().st_size > 20_000
    assert size_of(IMAGES / f"{name}.png") == (WIDE, HIGH)
