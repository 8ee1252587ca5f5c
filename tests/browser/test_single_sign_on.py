"""Single sign-on in a real browser, which holds forms to the policy for content on the way out."""

import copy
import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import press_on, type_in
from tests.factories import UserFactory
from tests.signin.provider import running_provider, trust

pytestmark = pytest.mark.usefixtures("empty_platform")


@pytest.fixture(scope="module")
def issuer(base_url):
    with running_provider(f"{base_url}/inloggen/organisatie/terug/") as address:
        yield address


@pytest.fixture
def provider(settings, issuer, page):
    page.set_default_timeout(15_000)
    page.route(re.compile(r"^https?://(?!localhost)"), lambda route: route.abort())
    return trust(settings, issuer)


def allow_forms_to(settings, address):
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"] = [*policy["DIRECTIVES"]["form-action"], address]
    settings.CONTENT_SECURITY_POLICY = policy


def test_somebody_signs_in_at_the_provider_and_comes_back(provider, issuer, page, axe):
    allow_forms_to(provider, issuer)
    UserFactory(username="coordinator", email="coordinator@regio.example")
    page.goto("/inloggen/")
    axe(page)

    press_on(page, page.get_by_role("button", name="Regio"))
    page.wait_for_url(f"{issuer}/**")
    type_in(page, page.locator("[name=login]"), "coordinator")
    type_in(page, page.locator("[name=password]"), "x")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Continue").click()

    page.wait_for_url(re.compile(r"/(account/)?$"))
    expect(page.locator(".ivz-bar__who")).to_contain_text("coordinator")


def test_the_policy_lets_a_form_go_to_no_other_provider(provider, issuer, page):
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto("/inloggen/")

    press_on(page, page.get_by_role("button", name="Regio"))
    page.wait_for_timeout(1500)

    assert any("form-action" in text for text in refused)
    assert page.url.endswith("/inloggen/")
