"""What priority the deciding body gave a project shows where projects stand, and puts it first."""

import datetime as dt

import pytest
from django.urls import reverse

from ivz.projects.queries import portfolio as queries
from ivz.projects.queries.portfolio import Chosen
from tests.factories import TODAY
from tests.projects.network import region, running
from tests.projects.test_changes import WHY, decided
from tests.projects.test_pages import signed_in, text_of
from tests.projects.test_portfolio import late_report, project_in, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return region()


def test_the_priority_that_was_decided_shows_on_page_portfolio_file_and_interface(here):
    project = running(here, theme=here.theme)
    client, day = signed_in(here.mayor), {"peildatum": TODAY.isoformat()}
    assert "Prioriteit, 1 gaat voor" not in text_of(client.get(project.get_absolute_url()))

    decided(project, "reprioritise", {"priority": "3", **WHY}, body=here.board)

    page = text_of(client.get(project.get_absolute_url()))
    assert "<dt>Prioriteit, 1 gaat voor</dt>\n            <dd>3</dd>" in page
    assert "prioriteit 3" in text_of(client.get(reverse("projects:index")))
    file = client.get(reverse("projects:portfolio_file", args=["csv"]))
    heads, line = [
        row.split(";" if ";" in row else ",")
        for row in file.content.decode("utf-8-sig").splitlines()[:2]
    ]
    assert dict(zip(heads, line, strict=True))["prioriteit"] == "3"
    [item] = client.get("/api/v1/projects", {"network": here.network.slug}).json()["items"]
    assert item["priority"] == 3
    assert "prioriteit 3" not in text_of(client.get(reverse("projects:index"), day))


def test_of_what_asks_the_same_attention_the_first_priority_stands_first(here):
    late_report(project_in(here, "Te laat", priority=9))
    for title, priority in [("A", None), ("B", 2), ("C", 1), ("D", None)]:
        project_in(here, title, priority=priority)
    ranked = queries.portfolio(here.network, Chosen(), actor=here.coordinator).stands

    found = queries.most_attention(here.network, Chosen(), most=9, actor=here.coordinator, on=TODAY)

    assert titles(here) == ["Te laat", "C", "B", "A", "D"]
    assert found == [stand.pk for stand in ranked]


def test_of_another_day_nobody_knows_the_priority(here):
    running(here, starts_on=TODAY - dt.timedelta(days=9), priority=3)
    yesterday = TODAY - dt.timedelta(days=1)
    found = queries.portfolio(here.network, Chosen(), actor=here.coordinator, on=yesterday)

    [row] = queries.rows_of(found.stands, actor=here.coordinator, on=yesterday)

    assert row.priority is None
