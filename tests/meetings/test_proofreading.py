"""Reading through what becomes public: what stands out, and what does not.

Policy: docs/policy/meetings.md#reading-through
"""

from datetime import date

import pytest

from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind
from ivz.clock import reading as clock
from ivz.insight.models import Claim, Figure
from ivz.meetings.models import Meeting
from ivz.meetings.proofreading import Known, Passage, read_through
from ivz.meetings.queries.decision_lists import preview
from ivz.meetings.queries.findings import computed_again, review_of
from ivz.meetings.queries.proofreading import remarks
from ivz.meetings.states import MeetingState, Presence
from ivz.network.models.bodies import BodyStatus
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    ProposalFactory,
    SeatFactory,
    secretary_of,
)

OPEN = {"openness": Openness.NETWORK, "planned_openness": Openness.PUBLIC}
LANDLINE, MOBILE, ABROAD = "053-" + "4876543", "06" + "12345678", "+31 6 " + "1234 5678"
CLOSED = {"openness": Openness.NETWORK, "planned_openness": Openness.NETWORK}


def found(text, *, attached=(), **known):
    """Give what stands out in one text, as code and words."""
    passage = Passage(place="hier", text=text, attached=attached)
    return [(each.code, each.words) for each in read_through([passage], Known(**known))]


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Op maandag 10 oktober 2016 besloten.", []),
            ("Op Dinsdag 10 oktober 2016.", [("weekday", "Dinsdag 10 oktober 2016")]),
            ("Uiterlijk 31 februari 2017.", [("date", "31 februari 2017")]),
            ("Op 10 oktober 2016, een mooie dag.", []),
        ],
    )
    def test_a_day_of_the_week_fits_its_date(self, text, expected):
        assert found(text) == expected

    def test_the_right_weekday_is_told(self):
        [remark] = read_through([Passage(place="-", text="zondag 10 oktober 2016")], Known())

        assert remark.sentence.split() == ["10", "oktober", "2016", "is", "een", "maandag."]

    @pytest.mark.parametrize(
        ("year", "expected"),
        [("2016", []), ("2017", [("meeting", "DVO van 12 december 2017")])],
    )
    def test_a_meeting_is_named_in_its_own_year(self, year, expected):
        days = {"DVO": frozenset({date(2016, 12, 12)})}

        assert found(f"Naar het DVO van 12 december {year}.", gatherings=days) == expected

    def test_a_meeting_that_is_not_known_at_all_is_left_alone(self):
        days = {"DVO": frozenset({date(2016, 12, 12)})}

        assert found("Na het DVO van 3 maart 2014.", gatherings=days) == []

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("Zie agendapunt E01A.", "E01A is het nummer van het stuk; op deze agenda is het punt"),
            ("Zie agendapunt F9.", "Deze agenda heeft geen punt F9."),
            ("Zie agendapunt D1.", ""),
            ("Ieder agendapunt telt.", ""),
        ],
    )
    def test_an_item_number_is_one_of_this_agenda(self, text, says):
        known = Known(labels=frozenset({"D1"}), papers={"E01A": "D1"})
        told = [each.sentence for each in read_through([Passage(place="-", text=text)], known)]

        assert told == [] if not says else told[0].startswith(says)

    @pytest.mark.parametrize(
        ("text", "attached", "expected"),
        [
            ("Zie bijlage 2.", ["Begroting"], [("annex", "bijlage 2")]),
            ("Zie bijlage 2.", ["Begroting", "Planning"], []),
            ("Zie bijlagen 1, 3 en 5 t/m 7.", ["Bijlage 5: uren"] * 4, [("annex", ...)]),
            ("Zie bijlage 3 van de notitie, en bijlage 4.", ["Notitie Samen sterk"], []),
            ("Zie bijlage 3 van de notitie.", ["Begroting"], [("annex", "bijlage 3")]),
        ],
    )
    def test_an_annex_that_a_text_points_to_hangs_on_it(self, text, attached, expected):
        told = found(text, attached=attached)

        assert [code for code, _words in told] == [code for code, _words in expected]

    def test_the_annexes_that_are_missing_are_named(self):
        passage = Passage(place="-", text="Bijlagen 1, 3 en 5 t/m 7", attached=["A", "Bijlage 6"])
        [remark] = read_through([passage], Known())

        assert remark.sentence == "Bijlage 3, 5, 7 zit er niet bij."

    def test_a_title_that_stays_closed_stands_out(self):
        known = {"closed_titles": frozenset({"Aanpak villa Zonzicht", "Opening"})}

        assert found("Stand van de aanpak villa Zonzicht.", **known) == [
            ("closed", "Aanpak villa Zonzicht")
        ]
        assert found("Opening. Aanpak villa Zonzichtlaan.", **known) == []

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (f"Bel {LANDLINE}.", [("phone", LANDLINE)]),
            (f"Bel {ABROAD}.", [("phone", ABROAD)]),
            (f"Bel {MOBILE}.", [("phone", MOBILE)]),
            ("Mail naar a.b@regio.example.", [("mail", "a.b@regio.example")]),
            ("De heer Van den Berg meldt dit.", [("name", "De heer Van den Berg")]),
            ("Volgens mevrouw De Wit klopt dat.", [("name", "mevrouw De Wit")]),
            ("dhr. J. Jansen licht toe.", [("name", "dhr. J. Jansen")]),
            ("Het kost € 0,1234567890 per jaar.", []),
            ("In 2016-2017 zijn 626.000 inwoners geteld, code 0140.", []),
            ("Mevrouw de voorzitter sluit.", []),
        ],
    )
    def test_people_and_their_numbers_stand_out(self, text, expected):
        assert found(text) == expected

    def test_a_known_name_is_told_once(self):
        told = found("Mw. De Wit belt.", private_names=frozenset({"De Wit"}))

        assert told == [("name", "De Wit")]


@pytest.mark.django_db
class TestRecord:
    @pytest.fixture(autouse=True)
    def _today(self):
        clock.move_to(TODAY)

    @pytest.fixture
    def meeting(self):
        body = BodyFactory(kind=BodyKind.BOARD, status=BodyStatus.DECIDING)
        return MeetingFactory(body=body, state=MeetingState.HELD)

    def told(self, meeting):
        by = secretary_of(meeting.body)
        return [each.code for each in remarks(preview(meeting, actor=by).public, actor=by)]

    def test_a_clean_list_gives_no_remark(self, meeting):
        AgendaItemFactory(meeting=meeting, minutes="Op maandag 10 oktober 2016.", **OPEN)

        assert self.told(meeting) == []

    def test_somebody_is_not_present_and_absent(self, meeting):
        one, other = SeatFactory.create_batch(2, body=meeting.body)
        other.person = one.person
        other.save()
        meeting.attendance.create(seat=one, presence=Presence.PRESENT)
        assert self.told(meeting) == []

        meeting.attendance.create(seat=other, presence=Presence.ABSENT_WITH_NOTICE)

        assert self.told(meeting) == ["attendance"]

    def test_nor_two_people_under_one_name(self, meeting):
        one, other = SeatFactory.create_batch(2, body=meeting.body)
        for seat in (one, other):
            seat.person.name = "Zelfde naam"
            seat.person.save()
        meeting.attendance.create(seat=one, presence=Presence.PRESENT)
        meeting.attendance.create(seat=other, presence=Presence.ABSENT_WITH_NOTICE)

        assert self.told(meeting) == ["attendance"]

    @pytest.mark.parametrize(
        ("due", "owner", "expected"),
        [(TODAY, "", ["owner"]), (TODAY, "Regiocoördinator", []), (None, "", [])],
    )
    def test_what_has_a_day_has_an_owner(self, meeting, due, owner, expected):
        item = AgendaItemFactory(meeting=meeting, **OPEN)
        decision = DecisionFactory(body=meeting.body, due_on=due, owner_words=owner, **OPEN)
        DraftDecisionFactory(item=item, decision=decision)

        assert self.told(meeting) == expected

    def test_what_follows_has_an_owner(self, meeting):
        item = AgendaItemFactory(meeting=meeting, **OPEN)
        decision = DecisionFactory(body=meeting.body, **OPEN)
        DraftDecisionFactory(item=item, decision=decision)
        FollowUpFactory(body=meeting.body, decision=decision, owner=None, owner_words="", **OPEN)

        assert self.told(meeting) == ["owner"]

    def test_the_title_of_an_item_that_stays_closed_is_found_in_public_minutes(self, meeting):
        AgendaItemFactory(meeting=meeting, label="B", title="Ontruiming De Linde", **CLOSED)
        public = AgendaItemFactory(meeting=meeting, label="A", minutes="Zie de brief.", **OPEN)
        assert self.told(meeting) == []

        public.minutes = "Zie de ontruiming De Linde."
        public.save()

        assert self.told(meeting) == ["closed"]

    def test_what_becomes_public_with_the_list_is_no_closed_title(self, meeting):
        paper = ProposalFactory(body=meeting.body, title="Ontruiming De Linde", **OPEN)
        AgendaItemFactory(meeting=meeting, proposal=paper, title="Ontruiming De Linde", **OPEN)

        assert self.told(meeting) == []

    def test_a_closed_text_is_not_read_through(self, meeting):
        AgendaItemFactory(meeting=meeting, minutes=f"Bel {LANDLINE}.", **CLOSED)

        assert self.told(meeting) == []

    def test_a_name_below_board_level_stands_out_and_that_of_a_mayor_does_not(self, meeting):
        item = AgendaItemFactory(meeting=meeting, minutes="Toelichting door Jo Vlietstra.", **OPEN)
        seat = SeatFactory(body__network=meeting.body.network, body__status=BodyStatus.PREPARING)
        seat.person.name = "Jo Vlietstra"
        seat.person.save()
        assert self.told(item.meeting) == ["name"]

        SeatFactory(body=meeting.body, person=seat.person)

        assert self.told(item.meeting) == []

    def test_what_stands_out_is_read_before_it_becomes_public(self, client, meeting):
        AgendaItemFactory(meeting=meeting, minutes=f"Bel {LANDLINE}.", **OPEN)
        client.force_login(secretary_of(meeting.body).user)
        address = f"/vergaderingen/{meeting.body.slug}/{meeting.slug}/publiceer/"
        edition = client.get(address).context["edition"]

        unread = client.post(address, {"edition": edition}, follow=True)
        assert "waarom het zo kan blijven" in unread.content.decode()
        assert LANDLINE in unread.content.decode()
        assert not Meeting.objects.get(pk=meeting.pk).is_published
        client.post(address, {"edition": edition, "reason": "Het algemene nummer"})

        assert Meeting.objects.get(pk=meeting.pk).is_published


@pytest.mark.usefixtures("example_region")
class TestExample:
    def listed(self):
        meeting = Meeting.objects.select_related("body__network").get(
            body__slug="dvo-twente", date=date(2016, 10, 10), is_practice=False
        )
        by = secretary_of(meeting.body)
        return preview(meeting, actor=by).public, by

    @pytest.mark.django_db
    def test_the_errors_of_the_paper_are_named_beside(self):
        listed, by = self.listed()

        [paper] = computed_again(listed)
        review = review_of(paper, actor=by)
        told = " ".join(each.sentence for group in review.groups for each in group.findings)
        told = told.replace("\u00a0", " ")

        assert paper.register_number == "E01A"
        for words in ["12 december 2017", "D1", "Vernieling"]:  # C5, C6, C1
            assert words in told

    @pytest.mark.django_db
    def test_the_page_to_publish_leads_to_what_does_not_hold_in_the_paper(self, client):
        listed, by = self.listed()
        client.force_login(by.user)
        meeting = listed.meeting

        page = client.get(f"/vergaderingen/{meeting.body.slug}/{meeting.slug}/publiceer/")

        words = " ".join(page.content.decode().split())
        assert "/voorstel/E01A/wat-niet-klopt/" in words
        assert "Wat niet klopt in voorstel E01A" in words

    @pytest.mark.django_db
    def test_an_error_typed_in_its_minutes_is_found(self):
        listed, by = self.listed()
        item = listed.items[0].item
        item.minutes = "Het volgende DVO van 12 december 2017 beslist, zie agendapunt E01A."
        item.save()

        listed, by = self.listed()

        assert [each.code for each in remarks(listed, actor=by)] == ["meeting", "item"]


C1, C5, C6 = "ranks-vernieling", "C5", "C6"
WRONG_IN_E01A = [
    *(C1, C5, C6, "C4", "C7", "C8", "C9", "C10", "C11", "C12", "C13a", "C18", "C19", "C20"),
    *("C23", "C25"),
    *("C22a", "C22b", "C24a", "C24b"),
    *("B6a", "B6b", "B7", "B8", "B10", "B11", "B17", "B19", "B21"),
    *("missing-rank-5", "choice-of-themes"),
    *(f"contributions-{each}" for each in ["buying-off", "rates", "open-boundary", "widest-count"]),
    *(f"contributions-{each}" for each in ["value-2-3888", "value-8-15555", "count-GM1774"]),
    *(f"contributions-near-{each}" for each in ["GM1774", "GM1742"]),
]


def findings(meeting, *, by):
    """Give what the check says before ``meeting`` is published: of its record and its papers."""
    public = preview(meeting, actor=by).public
    found = [each.code for each in remarks(public, actor=by)]
    for paper in computed_again(public):
        groups = review_of(paper, actor=by).groups
        found += [each.code for group in groups for each in group.findings]
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("example_region")
class TestEveryMeetingOfTheExample:
    """The four errors that the papers hold are found, and nothing else is called one."""

    @pytest.fixture
    def meeting(self):
        meetings = Meeting.objects.select_related("body__network")
        return meetings.get(body__slug="dvo-twente", date=date(2016, 10, 10), is_practice=False)

    @pytest.fixture
    def by(self, meeting):
        return secretary_of(meeting.body)

    def test_exactly_what_is_known_to_be_wrong_is_found(self):
        held = Meeting.objects.select_related("body__network").order_by("date", "pk")

        told = {str(each.slug): sorted(findings(each, by=secretary_of(each.body))) for each in held}

        assert len(told) == held.count()
        assert told.pop("2016-10-10") == told.pop("2016-10-10-oefening") == sorted(WRONG_IN_E01A)
        assert not any(told.values()), told

    @pytest.mark.parametrize(("code", "right"), [(C5, "2016-12-12"), (C6, "E01A")])
    def test_an_error_of_the_paper_goes_with_one_cell(self, meeting, by, code, right):
        assert code in findings(meeting, by=by)
        claim = Claim.objects.get(code=code)
        claim.cells["values"][1]["value"] = right
        claim.save()

        assert code not in findings(meeting, by=by)

    def test_the_swapped_ranks_go_with_one_figure(self, meeting, by):
        assert C1 in findings(meeting, by=by)
        figures = Figure.objects.filter(theme__code="vernieling")
        figures.filter(area__code="district-ijsselland").update(rate="4.80")

        assert C1 not in findings(meeting, by=by)

    def test_somebody_on_both_sides_of_the_list_comes_with_one_row(self, meeting, by):
        assert "attendance" not in findings(meeting, by=by)
        row = meeting.attendance.filter(presence=Presence.PRESENT).first()
        seat = SeatFactory(body=meeting.body, person=row.seat.person)
        meeting.attendance.create(seat=seat, presence=Presence.ABSENT_WITH_NOTICE)

        assert "attendance" in findings(meeting, by=by)
