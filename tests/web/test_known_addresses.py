"""An address that is remembered is the one Django finds."""

import pytest
from django import urls
from django.test import override_settings
from django.urls import NoReverseMatch, set_script_prefix

from ivz.web.known_addresses import find_address, reverse

ASKED = [
    ("home:start", []),
    ("network:body", ["twente", "dvo-twente"]),
    ("network:change_seat", ["twente", 7]),
    ("network:change_seat", ["twente", "7"]),
]


@pytest.mark.parametrize(("name", "args"), ASKED)
def test_an_address_is_the_one_that_django_finds(name, args):
    assert [reverse(name, args=args) for _ in range(2)] == [find_address(name, args=args)] * 2


def test_everybody_asks_the_addresses_that_are_remembered():
    assert urls.reverse is reverse
    assert find_address is not reverse


def test_what_is_asked_by_name_or_with_a_question_is_found_too():
    by_name = {"network_slug": "twente", "slug": "dvo-twente"}
    address = "/netwerk/twente/overleggen/dvo-twente/"

    assert reverse("network:body", kwargs=by_name) == address
    assert reverse("home:start", query={"a": 1}) == "/?a=1"


def test_what_does_not_fit_is_refused_every_time():
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            reverse("network:change_seat", args=["twente", "x"])


def test_another_place_or_another_set_of_addresses_is_not_mistaken_for_this_one():
    here = reverse("home:start")
    try:
        set_script_prefix("/ivz/")
        assert reverse("home:start") == "/ivz/"
    finally:
        set_script_prefix("/")
    with override_settings(ROOT_URLCONF="django.contrib.auth.urls"), pytest.raises(NoReverseMatch):
        reverse("home:start")
    assert reverse("home:start") == here == "/"
