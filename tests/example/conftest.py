"""The example region, loaded once for the tests of a module."""

import pytest
from django.core.management import call_command

from ivz.example.loader import load_example


@pytest.fixture(scope="module")
def example_region(django_db_setup, django_db_blocker):
    """Load the example region before the tests of a module, and empty the database after."""
    with django_db_blocker.unblock():
        load_example()
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)
