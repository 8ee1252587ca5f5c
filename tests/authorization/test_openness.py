"""How open things are compared."""

import pytest

from ivz.authorization.openness import Openness, is_at_most_as_open, most_closed

PUBLIC, NETWORK, BODY, RESTRICTED = Openness


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([PUBLIC], PUBLIC),
        ([PUBLIC, NETWORK], NETWORK),
        ([NETWORK, PUBLIC], NETWORK),
        ([BODY, NETWORK, PUBLIC], BODY),
        ([PUBLIC, RESTRICTED, BODY], RESTRICTED),
    ],
)
def test_what_derives_from_several_is_as_closed_as_the_most_closed(levels, expected):
    assert most_closed(*levels) == expected


@pytest.mark.parametrize(
    ("level", "fits_under"),
    [
        (PUBLIC, {PUBLIC}),
        (NETWORK, {PUBLIC, NETWORK}),
        (BODY, {PUBLIC, NETWORK, BODY}),
        (RESTRICTED, {PUBLIC, NETWORK, BODY, RESTRICTED}),
    ],
)
def test_nothing_is_more_open_than_its_limit(level, fits_under):
    assert {limit for limit in Openness if is_at_most_as_open(level, limit)} == fits_under
