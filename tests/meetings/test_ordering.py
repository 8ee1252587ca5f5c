"""Dragging an item of an agenda to another place."""

import pytest
from django.core.exceptions import PermissionDenied

from ivz.audit.models import AuditEntry
from ivz.authorization.openness import Openness
from ivz.errors import RuleBroken
from ivz.meetings.actions import agendas, ordering
from ivz.meetings.actions.ordering import OrderChanged
from ivz.meetings.models import AgendaItem, Meeting
from ivz.meetings.states import Event, MeetingState
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    RestrictionFactory,
    member_of,
    secretary_of,
)
from tests.meetings.pages import HTMX, address, article_in, main_of, soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def meeting():
    return MeetingFactory()


@pytest.fixture
def items(meeting):
    return [
        AgendaItemFactory(meeting=meeting, label=label, title=f"Punt {label}", position=place)
        for place, label in enumerate("ABCD", start=1)
    ]


@pytest.fixture
def by(meeting):
    return secretary_of(meeting.body)


def labels():
    return "".join(AgendaItem.objects.order_by("position").values_list("label", flat=True))


def keys(items):
    return [item.pk for item in items]


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [("D", "A", "DABC"), ("A", "C", "BACD"), ("B", None, "ACDB"), ("C", "C", "ABDC")],
)
def test_an_item_comes_where_it_was_dragged_to(items, by, moved, before, expected):
    of_label = {item.label: item for item in items}
    target = of_label[before].pk if before else None

    ordering.place_item(of_label[moved], before=target, seen=keys(items), by=by)

    assert labels() == expected
    assert AuditEntry.objects.filter(event=Event.ITEM_CHANGED).count() == 1


def test_what_the_editor_may_not_read_keeps_its_place_around_it(meeting, items, by):
    hidden = AgendaItem.objects.get(label="B")
    hidden.openness = hidden.planned_openness = Openness.RESTRICTED
    hidden.restriction = RestrictionFactory()
    hidden.save()
    seen = [item for item in items if item.label != "B"]

    ordering.place_item(items[3], before=items[2].pk, seen=keys(seen), by=by)
    ordering.place_item(items[0], before=hidden.pk, seen=keys([seen[0], items[3], items[2]]), by=by)

    assert labels() == "BDCA"


@pytest.mark.parametrize("change", ["moved", "added", "removed"])
def test_over_a_newer_order_nothing_moves_and_both_are_told(meeting, items, by, change):
    if change == "moved":
        agendas.move_item(items[0], step=1, by=by)
    elif change == "added":
        AgendaItemFactory(meeting=meeting, label="E", position=5)
    else:
        items[1].delete()
    before = labels()

    with pytest.raises(OrderChanged) as stale:
        ordering.place_item(items[3], before=items[0].pk, seen=keys(items), by=by)

    assert labels() == before
    assert "".join(item.label for item in stale.value.now) == before
    assert stale.value.wanted[0].label == "D"


def test_a_member_and_a_stranger_move_nothing(meeting, items):
    for other in (member_of(meeting.body), secretary_of(BodyFactory())):
        with pytest.raises(PermissionDenied):
            ordering.place_item(items[3], before=None, seen=keys(items), by=other)

    assert labels() == "ABCD"


def test_an_adopted_agenda_moves_no_more(items, by):
    Meeting.objects.update(state=MeetingState.ADOPTED)

    with pytest.raises(RuleBroken):
        ordering.place_item(items[3], before=items[0].pk, seen=keys(items), by=by)


class TestPage:
    def sent(self, items, before):
        return {"voor": before, "gezien": ",".join(str(key) for key in keys(items))}

    def test_dragging_swaps_the_part_and_a_stale_one_shows_both(self, client, meeting, items, by):
        client.force_login(by.user)
        place = address("place_item", meeting, items[3].pk)

        done = client.post(place, self.sent(items, items[0].pk), headers=HTMX, follow=True)
        stale = client.post(place, self.sent(items, items[1].pk), headers=HTMX)

        assert labels() == "DABC"
        shown = [item.get_text() for item in article_in(done).select(".ivz-agenda__nr")]
        assert shown == ["D", "A", "B", "C"]
        assert stale.status_code == 409
        orders = article_in(stale).select("[role=alert] ol")
        assert [order.li.get_text() for order in orders] == ["D Punt D", "A Punt A"]
        assert article_in(stale).select("[data-grip]")

    @pytest.mark.parametrize("odd", [{}, {"gezien": "x,-1,", "voor": "99999999999999999999"}])
    def test_odd_input_moves_nothing(self, client, meeting, items, by, odd):
        client.force_login(by.user)

        answer = client.post(address("place_item", meeting, items[3].pk), odd)

        assert answer.status_code == 409
        assert labels() == "ABCD"

    def test_only_who_edits_has_grips_and_others_are_refused(self, client, meeting, items, by):
        client.force_login(member_of(meeting.body).user)
        place = address("place_item", meeting, items[3].pk)

        refused = client.post(place, self.sent(items, items[0].pk))
        page = soup(client.get(f"{meeting.get_absolute_url()}?bewerk=1"))

        assert refused.status_code == 403
        assert not page.select("[data-grip]")
        assert "Verslepen" not in main_of(client.get(meeting.get_absolute_url()))
        assert labels() == "ABCD"


class TestGoingBack:
    """After a move the page says what moved where, with a button that puts it back."""

    @pytest.fixture(autouse=True)
    def _signed_in(self, client, by):
        client.force_login(by.user)

    def note(self, page):
        return article_in(page).select_one(".ivz-moved")

    def sent_by(self, note):
        return {each["name"]: each["value"] for each in note.select("input[name]")}

    @pytest.mark.parametrize(
        ("moved", "before", "told"),
        [(3, 0, "Agendapunt D staat nu bovenaan."), (0, None, "Agendapunt A staat nu na D.")],
    )
    def test_after_dragging_the_item_says_where_it_stands_and_goes_back(
        self, client, meeting, items, moved, before, told
    ):
        sent = {
            "voor": items[before].pk if before is not None else "",
            "gezien": ",".join(map(str, keys(items))),
        }

        done = client.post(address("place_item", meeting, items[moved].pk), sent, follow=True)
        note = self.note(done)
        assert told in note.get_text()
        assert note.find_parent("li")["id"] == f"punt-{items[moved].label}"
        grip = article_in(done).select_one(f"#grip-{items[moved].pk}")
        assert note.select_one("[role=status]")["id"] in grip["aria-describedby"].split()
        client.post(note.form["action"], self.sent_by(note))

        assert labels() == "ABCD"
        assert AuditEntry.objects.filter(event=Event.ITEM_CHANGED).count() == 2

    @pytest.mark.parametrize("headers", [{}, HTMX], ids=["without a script", "swapped"])
    @pytest.mark.parametrize(("moved", "way"), [(1, "omhoog"), (2, "omlaag")])
    def test_the_buttons_up_and_down_give_the_same_way_back(
        self, client, meeting, items, moved, way, headers
    ):
        step = address("move_item", meeting, items[moved].pk)

        done = client.post(step, {"richting": way}, headers=headers, follow=True)
        assert labels() != "ABCD"
        note = self.note(done)
        client.post(note.form["action"], self.sent_by(note), headers=headers)

        assert labels() == "ABCD"

    def test_over_a_newer_order_nothing_goes_back_and_both_are_told(
        self, client, meeting, items, by
    ):
        step = address("move_item", meeting, items[1].pk)
        note = self.note(client.post(step, {"richting": "omhoog"}, follow=True))
        agendas.move_item(items[3], step=-1, by=by)

        stale = client.post(note.form["action"], self.sent_by(note))

        assert stale.status_code == 409
        assert labels() == "BADC"

    def test_where_nothing_moved_nothing_is_told(self, client, meeting, items):
        first = client.post(
            address("move_item", meeting, items[0].pk), {"richting": "omhoog"}, follow=True
        )

        assert self.note(first) is None

    @pytest.mark.parametrize("key", ["0", "x", "99999999999999999999", "unread"])
    def test_an_address_names_only_what_the_reader_moves(self, client, meeting, items, key):
        hidden = items[1]
        hidden.openness = hidden.planned_openness = Openness.RESTRICTED
        hidden.restriction = RestrictionFactory()
        hidden.save()
        key = hidden.pk if key == "unread" else key
        editing = f"{meeting.get_absolute_url()}?bewerk=1&verplaatst"
        page = client.get(f"{editing}={key}&stond_voor={items[0].pk}")
        other = client.get(f"{editing}={items[0].pk}&stond_voor={key}")
        client.force_login(member_of(meeting.body).user)
        member = client.get(f"{editing}={items[0].pk}&stond_voor=0")

        assert self.note(page) is None
        assert self.note(member) is None
        assert (self.note(other) is None) is (key not in {"0", "x", "99999999999999999999"})
