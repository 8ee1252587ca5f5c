"""When the example region is not loaded, and that nothing then stands half."""

import pytest
from django.core.management import CommandError, call_command

from ivz.example import loader
from ivz.network.models import Network
from tests.factories import NetworkFactory

pytestmark = pytest.mark.django_db


def test_it_loads_whole_or_not_at_all(monkeypatch):
    monkeypatch.setattr(loader, "load_meetings", fail)

    with pytest.raises(OSError, match="disk full"):
        loader.load_example()

    assert not Network.objects.exists()


def test_it_refuses_an_installation_in_use():
    NetworkFactory()

    with pytest.raises(CommandError, match="network already"):
        call_command("load_example")


def test_it_refuses_production(settings):
    settings.IS_EXAMPLE = False

    with pytest.raises(CommandError, match="example mode"):
        call_command("load_example")

    assert not Network.objects.exists()


def fail(*args, **kwargs):
    raise OSError("disk full")
