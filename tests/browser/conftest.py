"""Chromium on a live server, with the accessibility check and a quick way back to the example.

``page`` is a desktop window, ``phone`` a narrow one. Both know the address of the server:
``page.goto("/")``. Under the content security policy wait for selectors, not for functions.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.snapshots import put_back

# Playwright keeps an event loop in this thread; the ORM is used beside it, never inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Mark every test in this directory."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Use the Chromium of this machine."""
    names = ["chromium", "chromium-headless-shell", "google-chrome"]
    found = [path for path in map(shutil.which, names) if path]
    assert found, "Chromium is not installed; bin/setup --test says how"
    return {"executable_path": found[0], "args": CHROMIUM_FLAGS, "headless": True}


@pytest.fixture(scope="session")
def base_url(live_server):
    """Let pages be named by their path alone."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(base_url):
    """Open windows as a Dutch visitor at a desk."""
    return {
        "base_url": base_url,
        "viewport": DESKTOP,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "accept_downloads": True,
    }


@pytest.fixture
def phone(browser, browser_context_args):
    """Give a page in a window of 390 points wide that answers to touch."""
    context = browser.new_context(
        **{**browser_context_args, "viewport": PHONE, "has_touch": True, "is_mobile": True}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def axe():
    """Give a check that fails on any violation of WCAG 2.2 AA on a page."""

    def check(page):
        page.evaluate(AXE.read_text())
        report = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG_TAGS
        )
        violations = [
            f"{found['id']}: {found['help']}: {node['html']}"
            for found in report["violations"]
            for node in found["nodes"]
        ]
        assert not violations, f"{page.url}\n" + "\n".join(violations)

    return check


@pytest.fixture
def screenshot():
    """Give a camera: ``screenshot(page, "home")`` writes build/screenshots/home.png."""

    def take(page, name):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.fixture
def example_region(transactional_db, snapshots):
    """Start the test with the example region loaded."""
    put_back(snapshots["example"])


@pytest.fixture
def empty_platform(transactional_db, snapshots):
    """Start the test with what the migrations made, and nothing else."""
    put_back(snapshots["migrated"])
