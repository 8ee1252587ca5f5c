"""The decision on the contribution depends on fourteen municipal budgets.

Source: voorstel E01A, DVO Twente 10 oktober 2016, point 4.
"""

import datetime as dt

import pytest

from ivz.decisions.models import Decision, DecisionElsewhere
from ivz.network.models import Organisation
from ivz.network.models.people import OrganisationKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example_region")]


def test_the_decision_on_the_contribution_waits_for_fourteen_budgets_of_2018():
    decision = Decision.objects.get(
        draft__point__label="4", draft__point__proposal__register_number="E01A", is_practice=False
    )

    rows = DecisionElsewhere.objects.all()

    assert {row.decision for row in rows} == {decision}
    assert {row.due_on for row in rows} == {dt.date(2017, 11, 15)}
    assert all("begroting van 2018" in row.what for row in rows)
    twente = Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY, people__seats__body__network__slug="twente"
    ).distinct()
    assert {row.organisation for row in rows} == set(twente)
    assert len(rows) == 14
