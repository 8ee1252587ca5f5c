"""Fixtures for the pages on contributions."""

import pytest

from ivz.clock import reading
from tests.factories import TODAY


@pytest.fixture
def at_example_date(db):
    """Make it the day of the meeting."""
    reading.move_to(TODAY)
