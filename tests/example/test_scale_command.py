"""The command that fills an installation: when it refuses, what it shows, and that it repeats."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from ivz.decisions.models import Decision
from ivz.example.management.commands import example as command
from ivz.example.scale.filling import UNIT, Size
from ivz.example.scale.unit import fill
from ivz.network.models import Network, Seat
from tests.factories import NetworkFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_twice_gives_the_same():
    told = []
    for _turn in range(2):
        size = Size(
            users=20, bodies_per_network=8, meetings=12, items=60, projects=5, audit_entries=0
        )
        fill(size)
        told.append(
            [
                list(Seat.objects.order_by("pk").values_list("person__slug", "valid_from")),
                list(
                    Decision.objects.order_by("body__slug", "year", "series", "number").values_list(
                        "title", "openness"
                    )
                ),
            ]
        )
        call_command("flush", interactive=False, verbosity=0)

    assert told[0] == told[1]
    assert told[0][0]


@pytest.mark.django_db
def test_it_refuses_an_installation_in_use():
    NetworkFactory()

    with pytest.raises(CommandError, match="network already"):
        call_command("example", scale="unit")


IN_A_NEW_DIRECTORY = """
import django
from django.core.management import call_command
django.setup()
from ivz.example.management.commands import example
from ivz.network.models import Network
example.fill = lambda *_asked: print("fills", Network.objects.count())
call_command("example", scale="unit")
"""


@pytest.mark.one_engine
@pytest.mark.slow
def test_a_new_data_directory_is_made_ready_first(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("IVZ_")}

    told = subprocess.run(
        [sys.executable, "-c", IN_A_NEW_DIRECTORY],
        env=kept | {"IVZ_DATA": str(tmp_path / "new" / "unit")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.stdout == "fills 0\n", told.stderr


@pytest.mark.django_db
def test_it_refuses_production(settings):
    settings.IS_EXAMPLE = False

    with pytest.raises(CommandError, match="example mode"):
        call_command("example", scale="unit")

    assert not Network.objects.exists()


@pytest.mark.django_db
def test_the_command_fills_the_whole_unit_and_shows_how_far_it_is(monkeypatch, capsys):
    sizes = []

    def pretend(size, progress):
        sizes.append(size)
        for step in command.BEGINS:
            progress(step, 0)

    monkeypatch.setattr(command, "fill", pretend)

    call_command("example", scale="unit", stderr=io.StringIO())

    shown = capsys.readouterr().err
    assert sizes == [UNIT]
    assert (UNIT.users, UNIT.meetings, UNIT.items) == (500, 600, 40_000)
    assert "%  audit trail" in shown
