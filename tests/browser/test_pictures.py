"""The pictures of the README; ``IVZ_PICTURES=1`` writes them anew into docs/images."""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("example_region")

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDE, HIGH = 1280, 1000
PICTURES = {
    "vandaag": "/",
    "besluiten": "/vergaderingen/dvo-twente/2016-10-10-oefening/besluiten/D1/",
    "bijdragen": "/bijdragen/twente/2018/",
}


@pytest.mark.parametrize(("name", "path"), PICTURES.items())
def test_the_readme_shows_a_page_as_it_is(name, path, page, tmp_path):
    folder = IMAGES if os.environ.get("IVZ_PICTURES") == "1" else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": WIDE, "height": HIGH})
    page.goto("/inloggen/")
    page.locator("button[value='voorbeeld-coordinator']").click()

    page.goto(path)
    page.screenshot(path=folder / f"{name}.png")

    assert (folder / f"{name}.png").stat().st_size > 20_000
    assert (IMAGES / f"{name}.png").exists()
