"""The drawings of the example hold what its registers hold, on any day and for each network."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db.models import Q

from ivz.network.models import Body, BodyRelation, Network, in_force

DAYS = [date(2014, 1, 1), date(2016, 10, 10), date(2019, 6, 1), date(2023, 6, 1)]


@pytest.mark.django_db
@pytest.mark.usefixtures("example_region")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_body_is_a_box_and_each_relation_a_line(client, day):
    lines_drawn = 0
    for network in Network.objects.all():
        page = client.get(f"/netwerk/{network.slug}/tekening/?peildatum={day}")
        drawing = BeautifulSoup(page.content, "html.parser")
        boxes = {
            box["href"].split("/overleggen/")[1].split("/")[0] for box in drawing.select("svg a")
        }
        bodies = Body.objects.filter(in_force(day))
        drawn = Network.objects.filter(Q(pk=network.pk) | Q(parent=network))
        relations = BodyRelation.objects.filter(
            Q(body__network__in=drawn) | Q(other__network__in=drawn),
            in_force(day),
            body__in=bodies,
            other__in=bodies,
        )
        ends = {
            slug for pair in relations.values_list("body__slug", "other__slug") for slug in pair
        }

        own = set(bodies.filter(network__in=drawn).values_list("slug", flat=True))
        assert boxes == own | ends, network
        assert len(drawing.select("svg .d-line")) == relations.count(), network
        lines_drawn += relations.count()
    assert lines_drawn
