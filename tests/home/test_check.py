"""The check of the data: a row is broken behind the back of the actions, and the check tells."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ivz.authorization.openness import Openness
from ivz.authorization.roles import Role
from ivz.decisions.states import Series
from ivz.home.queries.integrity import findings
from ivz.home.queries.integrity.areas import area_findings
from ivz.home.queries.integrity.database import database_findings
from ivz.home.queries.integrity.meetings import meeting_findings
from ivz.home.queries.integrity.network import network_findings
from ivz.home.queries.integrity.numbering import numbering_findings
from ivz.home.queries.integrity.openness import openness_findings
from ivz.home.queries.integrity.portfolios import portfolio_findings
from ivz.meetings.states import ItemKind, MeetingState, Presence
from ivz.network.models import AreaLink, AreaPopulation, AreaSuccession, BodyRelation, Mandate
from ivz.network.models.areas import AreaKind
from ivz.network.models.bodies import RelationKind
from ivz.portfolios.models import Portfolio, Priority
from ivz.portfolios.states import PortfolioState
from ivz.search import indexing
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AreaFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    NetworkFactory,
    OrganisationFactory,
    ProposalFactory,
    RestrictionFactory,
    SeatFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)
START = dt.date(2010, 1, 1)


def told(check):
    return [str(finding) for finding in check()]


def test_an_empty_installation_and_an_ordinary_one_pass(capsys):
    seat = SeatFactory(role=Role.CHAIR)
    SeatFactory(body=seat.body, role=Role.SECRETARY)
    indexing.rebuild()

    call_command("check")

    assert "The data holds together." in capsys.readouterr().out


def test_a_finding_stands_on_a_line_and_the_command_fails(capsys):
    seat = SeatFactory(valid_from=START, body__valid_from=TODAY)
    indexing.rebuild()

    with pytest.raises(CommandError, match="1 findings"):
        call_command("check")

    line = f"bodies and seats: network.Seat {seat.pk}: the seat lies outside the life of its body"
    assert line in capsys.readouterr().out.splitlines()


def test_the_program_can_be_checked_without_the_data():
    SeatFactory(valid_from=START, body__valid_from=TODAY)

    call_command("check", no_data=True)
    call_command("check", tags=["urls"])


def test_a_schema_that_is_behind_is_told_first(monkeypatch):
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_args: ["one"]
    )

    with pytest.raises(CommandError, match="run migrate first"):
        call_command("check")


@pytest.mark.django_db(transaction=True)
def test_a_reference_to_nothing():
    seat = SeatFactory()
    with connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            pytest.skip("PostgreSQL refuses to lose a row that something refers to")
        connection.cursor().execute("UPDATE network_seat SET body_id = 987654")

    found = told(database_findings)

    assert f"network.Seat {seat.pk}: body leads to a row that is not there" in found
    with connection.constraint_checks_disabled():
        connection.cursor().execute("DELETE FROM network_seat")


def test_two_chairs_on_one_day_but_not_one_after_the_other():
    body = BodyFactory()
    first = SeatFactory(body=body, role=Role.CHAIR, valid_from=START, valid_until=TODAY)
    SeatFactory(body=body, role=Role.CHAIR, valid_from=TODAY)
    assert told(network_findings) == []

    second = SeatFactory(body=body, role=Role.CHAIR, valid_from=START + YEAR, valid_until=TODAY)

    assert told(network_findings) == [
        f"network.Seat {second.pk}: a second chair beside seat {first.pk} on 2011-01-01"
    ]


def test_a_mandate_that_starts_after_its_body_ended():
    body = BodyFactory(valid_until=TODAY)
    mandate = Mandate.objects.create(body=body, subject="money", text="x", valid_from=TODAY)

    (line,) = told(network_findings)

    assert line.startswith(f"network.Mandate {mandate.pk}")


def test_lines_between_bodies_that_run_in_a_circle():
    one, two, three = BodyFactory(), BodyFactory(), BodyFactory()
    BodyRelation.objects.create(body=one, kind=RelationKind.ADVISES, other=two)
    BodyRelation.objects.create(body=three, kind=RelationKind.STEERS, other=two)
    assert told(network_findings) == []

    BodyRelation.objects.create(body=three, kind=RelationKind.REPORTS_TO, other=one)

    (line,) = told(network_findings)
    assert "lines run in a circle" in line


def test_lines_that_never_hold_on_the_same_day_make_no_circle():
    one, two = BodyFactory(), BodyFactory()
    up, down = RelationKind.ADVISES, RelationKind.REPORTS_TO
    BodyRelation.objects.create(body=one, kind=up, other=two, valid_until=TODAY)
    BodyRelation.objects.create(body=two, kind=down, other=one, valid_from=TODAY)

    assert told(network_findings) == []


def test_successors_in_a_circle():
    one = OrganisationFactory()
    two = OrganisationFactory(successor=one)
    one.successor = two
    one.save()

    (line,) = told(network_findings)

    assert "succession run in a circle" in line


def test_a_network_decided_by_the_body_of_another():
    network = NetworkFactory(deciding_body=BodyFactory())

    assert told(network_findings) == [
        f"network.Network {network.pk}: the deciding body belongs to another network"
    ]


def test_a_municipality_in_two_districts_on_one_day():
    municipality = AreaFactory()
    districts = [AreaFactory(kind=AreaKind.DISTRICT) for _number in range(2)]
    for district in districts:
        AreaLink.objects.create(area=municipality, parent=district, valid_from=START)

    found = told(area_findings)

    assert any("network.AreaLink" in line for line in found)


def test_a_municipality_that_is_used_and_lies_nowhere():
    municipality, _of_another_part_of_the_country = AreaFactory(), AreaFactory()
    OrganisationFactory(area=municipality)

    assert told(area_findings) == [
        f"network.Area {municipality.pk}: the municipality lies in no larger area"
    ]


def test_a_merger_that_loses_inhabitants():
    district = AreaFactory(kind=AreaKind.DISTRICT)
    old, new = AreaFactory(valid_until=TODAY), AreaFactory(valid_from=TODAY)
    AreaLink.objects.create(area=old, parent=district, valid_until=TODAY)
    AreaLink.objects.create(area=new, parent=district, valid_from=TODAY)
    AreaSuccession.objects.create(predecessor=old, successor=new, on=TODAY)
    AreaPopulation.objects.create(area=old, on=TODAY - YEAR, inhabitants=20_000, source="-")
    after = AreaPopulation.objects.create(area=new, on=TODAY, inhabitants=20_100, source="-")
    assert told(area_findings) == []

    after.inhabitants = 10_000
    after.save()

    (line,) = told(area_findings)
    assert "loses inhabitants: 20000 before, 10000 after" in line


def test_a_portfolio_held_by_somebody_who_does_not_decide():
    secretary = SeatFactory(role=Role.SECRETARY)
    network = secretary.body.network
    row = Portfolio.objects.create(
        network=network, theme=ThemeFactory(), holder=secretary.person, valid_from=START
    )

    assert told(portfolio_findings) == [
        f"portfolios.Portfolio {row.pk}: the holder decides nowhere on its first day"
    ]

    SeatFactory(body=secretary.body, person=secretary.person, role=Role.MEMBER)
    assert told(portfolio_findings) == []


def test_two_portfolios_and_two_priorities_on_one_day():
    network, theme, area = NetworkFactory(), ThemeFactory(), AreaFactory()
    for start in (START, TODAY):
        Portfolio.objects.create(
            network=network, theme=theme, state=PortfolioState.VACANT, valid_from=start
        )
        Priority.objects.create(municipality=area, theme=theme, source="-", valid_from=start)

    found = told(portfolio_findings)

    assert [line.split()[0] for line in found] == ["portfolios.Portfolio", "portfolios.Priority"]


def test_a_priority_of_a_district_and_one_after_a_municipality_ended():
    theme = ThemeFactory()
    district = AreaFactory(kind=AreaKind.DISTRICT)
    gone = AreaFactory(valid_until=START)
    for area in (district, gone):
        Priority.objects.create(municipality=area, theme=theme, source="-", valid_from=TODAY)

    found = " ".join(told(portfolio_findings))

    assert "no municipality" in found
    assert "outside the life" in found


def test_numbers_with_a_gap():
    body = BodyFactory()
    for number in (1, 2, 4):
        DecisionFactory(body=body, number=number)
    DecisionFactory(body=body, number=1, series=Series.CLOSED, openness=Openness.NETWORK)
    DecisionFactory(body=body, number=7, is_practice=True)

    assert told(numbering_findings) == [
        f"network.Body {body.pk}: 3 decisions of 2016 in the open series, numbered 1 to 4"
    ]


def test_a_number_of_another_year():
    decision = DecisionFactory(number=1, year=2015)

    assert told(numbering_findings) == [
        f"decisions.Decision {decision.pk}: numbered in another year than it was taken"
    ]


def test_a_decision_a_follow_up_and_a_paper_more_open_than_what_they_hang_on():
    paper = ProposalFactory(openness=Openness.PUBLIC)
    meeting = MeetingFactory(body=paper.body, state=MeetingState.HELD)
    item = AgendaItemFactory(meeting=meeting, proposal=paper, openness=Openness.BODY)
    decision = DecisionFactory(body=paper.body, openness=Openness.NETWORK)
    DraftDecisionFactory(item=item, decision=decision)
    FollowUpFactory(body=paper.body, decision=decision, openness=Openness.PUBLIC)

    found = " ".join(told(openness_findings))

    assert "more open than its agenda item" in found
    assert "more open than its decision" in found
    assert "more open than its item" in found


def test_what_is_public_too_early():
    AgendaItemFactory(meeting__state=MeetingState.DRAFT, openness=Openness.PUBLIC)
    item = AgendaItemFactory(meeting__state=MeetingState.HELD, openness=Openness.PUBLIC)
    decision = DecisionFactory(body=item.meeting.body, openness=Openness.PUBLIC)
    DraftDecisionFactory(item=item, decision=decision)

    found = " ".join(told(openness_findings))

    assert "public before the agenda was out" in found
    assert "public before the decision list was published" in found


def test_a_restriction_to_nobody_by_another_body():
    restriction = RestrictionFactory()
    AgendaItemFactory(openness=Openness.RESTRICTED, restriction=restriction)

    found = " ".join(told(openness_findings))

    assert "restricted to nobody" in found
    assert "by a decision of another body" in found


def test_attendance_of_a_seat_that_was_over_or_elsewhere():
    meeting = MeetingFactory(state=MeetingState.HELD)
    over = SeatFactory(body=meeting.body, valid_until=TODAY)
    for seat in (over, SeatFactory()):
        meeting.attendance.create(seat=seat, presence=Presence.PRESENT)

    found = " ".join(told(meeting_findings))

    assert "not in force on the day" in found
    assert "in another body" in found


def test_an_adopted_list_that_lacks_a_decision_and_was_never_published():
    meeting = MeetingFactory(state=MeetingState.ADOPTED)
    AgendaItemFactory(meeting=meeting, kind=ItemKind.DECIDE)

    found = " ".join(told(meeting_findings))

    assert "adopted without being published" in found
    assert "no decision, although the list was adopted" in found


def test_a_decision_of_another_body_on_an_item():
    DraftDecisionFactory(decision=DecisionFactory(number=1))

    (line,) = told(meeting_findings)

    assert "by another body" in line


def test_no_finding_tells_a_title():
    title = "Gesloten onderwerp"
    item = AgendaItemFactory(title=title, meeting__state=MeetingState.DRAFT)
    item.openness = Openness.PUBLIC
    item.save()

    assert told(findings)
    assert title not in " ".join(told(findings))
