"""Every export says who kept it, when, and how open its most closed part is.

Policy: docs/policy/openness.md#exports
"""

import io
import re

import pytest
from django.test import Client
from odfdo import Document

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Duty
from ivz.clock import reading as clock
from ivz.network.models import Network
from ivz.portfolios.models import Portfolio
from tests.factories import (
    LONG_AGO,
    TODAY,
    BodyFactory,
    DataSetFactory,
    DecisionFactory,
    PersonFactory,
    ThemeFactory,
    member_of,
    someone_with_duty,
)

pytestmark = pytest.mark.django_db
STAMP = r"\d{4}-\d\d-\d\d-\d{4}"


@pytest.fixture(autouse=True)
def _example_day():
    clock.move_to(TODAY)


@pytest.fixture
def member():
    return member_of(BodyFactory())


def client_of(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def name_of(answer):
    assert answer.status_code == 200
    return re.search('filename="(.*)"', answer["Content-Disposition"])[1]


def portfolio(network, *, openness):
    decision = DecisionFactory(body=BodyFactory(network=network), openness=openness)
    return Portfolio.objects.create(
        network=network,
        theme=ThemeFactory(),
        holder=PersonFactory(),
        valid_from=LONG_AGO,
        decision=decision,
    )


def test_a_csv_file_says_it_in_its_name_and_stays_one_plain_table(member):
    network = Network.objects.get()
    address = f"/netwerk/{network.slug}/portefeuilles.csv"

    by_visitor, by_member = Client().get(address), client_of(member).get(address)

    who = "burgemeester-van-gemeente-"
    assert re.fullmatch(rf".+_openbaar_{STAMP}_bezoeker\.csv", name_of(by_visitor))
    assert re.fullmatch(rf".+_openbaar_{STAMP}_{who}\d+\.csv", name_of(by_member))
    assert by_visitor.content == by_member.content
    assert by_visitor.content.decode().startswith("themacode,")


def test_an_ods_file_says_it_among_the_facts_about_the_table(member):
    network = Network.objects.get()

    answer = client_of(member).get(f"/netwerk/{network.slug}/portefeuilles.ods")

    sheets = Document(io.BytesIO(answer.content)).body.tables
    facts = dict(row[:2] for row in sheets[1].get_values())
    assert facts["Bewaard door"] == member.user.person.function
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", str(facts["Bewaard op"]))
    assert facts["Openbaarheid van het meest besloten deel"] == "Openbaar"


def test_the_most_closed_row_counts_as_far_as_it_is_read(member):
    network = Network.objects.get()
    portfolio(network, openness=Openness.PUBLIC)
    portfolio(network, openness=Openness.NETWORK)
    address = f"/netwerk/{network.slug}/portefeuilles.csv"

    assert "_netwerk_" in name_of(client_of(member).get(address))
    assert "_openbaar_" in name_of(Client().get(address))


def test_figures_are_as_open_as_their_table(member):
    table = DataSetFactory(network=Network.objects.get(), openness=Openness.NETWORK)

    answer = client_of(member).get(f"/inzicht/{table.slug}/cijfers.csv")

    assert "_netwerk_" in name_of(answer)


def test_the_audit_trail_is_kept_as_restricted():
    auditor = client_of(someone_with_duty(Duty.AUDITOR))

    assert "_besloten_" in name_of(auditor.get("/beheer/logboek/logboek.csv"))
