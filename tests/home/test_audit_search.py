"""What an auditor looks for and finds, and takes along."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ivz.accounts.actors import Actor
from ivz.audit.actions import append
from ivz.audit.models import AuditEntry, Result
from ivz.audit.queries import Place, Search, entries
from ivz.audit.states import Event
from ivz.authorization.roles import Duty
from ivz.home.views.installation import ENTRIES_PER_PAGE
from tests.factories import TODAY, UserFactory, someone_with_duty

pytestmark = pytest.mark.django_db
MORNING = datetime(2016, 10, 10, 8, tzinfo=UTC)


def entry(number=0, **values):
    given = {
        "event": "seat.changed",
        "subject_model": "network.Seat",
        "subject_id": str(number),
        "origin": "web",
        "by": "coördinator",
        "at": MORNING + timedelta(minutes=number),
    }
    return AuditEntry(**(given | values))


@pytest.fixture
def auditor(client):
    actor = someone_with_duty(Duty.AUDITOR)
    client.force_login(actor.user)
    return actor


OTHERS = {
    "by": "iemand",
    "event": "seat.added",
    "subject_model": "network.Body",
    "subject_id": "12",
    "result": Result.REFUSED,
    "origin": "api",
}


@pytest.mark.parametrize("name", OTHERS)
def test_each_field_finds_what_it_names_and_nothing_else(name):
    append([entry(1), entry(2, **{name: OTHERS[name]})])

    found = entries(Search(**{name: OTHERS[name]}))

    assert [getattr(each, name) for each in found] == [OTHERS[name]]


def test_a_period_holds_its_first_and_its_last_day():
    midnight = datetime(2016, 10, 9, 22, tzinfo=UTC)  # in Amsterdam the tenth begins
    append([entry(number, at=midnight + timedelta(days=number)) for number in range(-1, 4)])

    found = entries(Search(day_from=TODAY, day_until=TODAY + timedelta(days=1)))

    assert [each.subject_id for each in found] == ["1", "0"]


def test_going_back_meets_every_entry_once_also_those_of_one_moment():
    append([entry(number, at=MORNING) for number in range(7)])
    seen, place = [], None

    for _page in range(3):
        page = list(entries(Search(), older_than=place)[:3])
        seen += [each.subject_id for each in page]
        place = Place.of(page[-1])

    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


@pytest.mark.parametrize("text", ["", "_", "gisteren_4", "2016-10-10T08:00:00_4", "2016_x"])
def test_a_place_that_is_none_starts_at_the_newest(client, auditor, text):
    assert Place.read(text) is None
    assert client.get(reverse("home:audit_trail"), {"ouder": text}).status_code == 200


def test_a_place_survives_the_address():
    place = Place(at=MORNING, pk=4)

    assert Place.read(str(place)) == place


def test_the_page_leads_to_what_is_older_and_keeps_what_was_asked(client, auditor):
    append([entry(number) for number in range(ENTRIES_PER_PAGE + 3)] + [entry(99, by="ander")])

    first = page(client, "?by=coördinator")
    older = first.find("a", string="Ouder")["href"]
    second = page(client, older)

    assert len(rows(first)) == ENTRIES_PER_PAGE
    assert [row[4] for row in rows(second)] == ["coördinator"] * 3
    assert second.find("a", string="Ouder") is None
    assert second.find("a", string="Naar de nieuwste")


def page(client, query):
    answer = client.get(reverse("home:audit_trail") + query)
    return BeautifulSoup(answer.content, "html.parser")


def rows(soup):
    return [
        [" ".join(cell.text.split()) for cell in row.select("td")]
        for row in soup.select("tbody tr")
    ]


def test_a_day_that_is_none_is_said_beside_the_field(client, auditor):
    answer = client.get(reverse("home:audit_trail"), {"day_from": "31-31-2016"})

    assert answer.status_code == 422
    assert 'id="id_day_from_error"' in answer.content.decode()


def test_a_copy_holds_the_selection_and_is_noted_itself(client, auditor):
    append([entry(1), entry(2, by="=ander")])

    answer = client.get(reverse("home:audit_export", args=["csv"]), {"by": "=ander"})

    lines = list(csv.reader(io.StringIO(answer.content.decode())))
    assert [line[5] for line in lines] == ["Uitvoerder", "'=ander"]
    noted = AuditEntry.objects.get(event=Event.EXPORTED)
    assert (noted.by, noted.result) == (auditor.name, Result.DONE)


def test_a_copy_as_spreadsheet_says_who_made_it(client, auditor):
    from odfdo import Document  # noqa: PLC0415

    append([entry(1)])
    answer = client.get(reverse("home:audit_export", args=["ods"]), {"origin": "web"})

    about = Document(io.BytesIO(answer.content)).body.get_table(1)
    facts = {row[0]: row[1] for row in about.get_values()}
    assert facts["Gemaakt door"] == auditor.name
    assert facts["Herkomst"] == "Pagina"


@pytest.mark.parametrize("name", ["home:audit_trail", "home:audit_export"])
def test_only_an_auditor_reads_or_takes_it(client, name):
    address = reverse(name, args=["csv"] if name.endswith("export") else [])
    client.force_login(someone_with_duty(Duty.ADMINISTRATOR).user)

    assert client.get(address).status_code == 403
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("name", [None, *OTHERS])
def test_the_database_reads_an_index_from_its_newest_end(name, older):
    search = Search(**{name: OTHERS[name]}) if name else Search()
    place = Place(at=MORNING, pk=4) if older else None

    plan = entries(search, older_than=place)[:51].explain().upper()

    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite" and name != "subject_id":
        assert "USING INDEX AUDIT" in plan or "USING COVERING INDEX AUDIT" in plan
        assert "TEMP B-TREE" not in plan


def test_who_looked_along_is_shown_beside_who_was_looked_along_with(client, auditor):
    append([entry(1, by="beheer", acting_as="lid")])

    assert rows(page(client, "?by=beheer"))[0][4] == "beheer kijkt mee als lid"


def test_an_entry_tells_from_which_network_it_came(client):
    answer = client.post(
        reverse("home:sign_in"), {"username": "x", "password": "y"}, REMOTE_ADDR="192.0.2.77"
    )

    assert answer.status_code == 422
    noted = AuditEntry.objects.get(event=Event.SIGN_IN_REFUSED)
    assert (noted.address, noted.subject_id, noted.by) == ("192.0.2.0/24", "", "anonymous")


def test_a_refused_sign_in_names_an_account_that_exists(client):
    user = UserFactory(username="lid")

    client.post(reverse("home:sign_in"), {"username": "lid", "password": "y"})

    assert AuditEntry.objects.get(event=Event.SIGN_IN_REFUSED).subject_id == str(user.pk)


def test_an_actor_without_request_has_no_address():
    assert Actor(today=TODAY, origin="worker").address == ""
