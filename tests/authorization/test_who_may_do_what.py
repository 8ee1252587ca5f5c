"""Role by openness by action: the table in docs/policy/access.md, tried through every door.

Each cell is tried for real: the page is read, the file downloaded, the form sent.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ivz.access.middleware import HELPS
from ivz.access.models import HelpSession
from ivz.accounts.models import User
from ivz.authorization.openness import Openness
from ivz.authorization.roles import BodyKind, Duty, Role
from ivz.clock import reading as clock
from ivz.decisions.models import Restriction
from ivz.decisions.states import Ground
from ivz.documents import storage
from ivz.documents.models import random_key
from ivz.insight.models import DataSet
from ivz.meetings.forms.planning import ItemForm
from ivz.meetings.models import AgendaItem, Annex, DraftDecision
from ivz.meetings.states import MeetingState
from tests.factories import (
    TODAY,
    AgendaItemFactory,
    AnnexFactory,
    AreaFactory,
    BodyFactory,
    DataSetFactory,
    DecisionFactory,
    DraftDecisionFactory,
    MeetingFactory,
    NetworkFactory,
    PersonFactory,
    ProposalFactory,
    RestrictionFactory,
    ThemeFactory,
    VersionFactory,
    actor_with,
    member_of,
    secretary_of,
    someone_with_duty,
)
from tests.projects.factories import RequestFactory

pytestmark = pytest.mark.django_db
PUBLIC, NETWORK, BODY, RESTRICTED = Openness
POLICY = Path(settings.BASE_DIR) / "docs" / "policy" / "access.md"
WORD = {level: f"kenmerk{level}" for level in Openness}
NO_LEVEL = {"export": {BODY}}  # figures belong to a network, which has no level of a body


def table():
    """Give what the policy allows: who, then the level, then the verbs."""
    text = POLICY.read_text(encoding="utf-8").split("## Who may do what")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    header, _line, *people = [[cell.strip() for cell in row] for row in rows]
    assert header[1:] == list(Openness)
    return {
        who: {
            Openness(level): set(re.findall("[a-z]+", cell))
            for level, cell in zip(header[1:], cells, strict=True)
        }
        for who, *cells in people
    }


@dataclass
class Scene:
    """A body whose meeting holds a record of each kind at each level."""

    body: object
    platform: object
    restriction: Restriction
    imposing: object
    items: dict
    annexes: dict
    figures: dict


@pytest.fixture
def scene():
    clock.move_to(TODAY)
    network = NetworkFactory(parent=NetworkFactory())
    body = BodyFactory(network=network, kind=BodyKind.BOARD)
    network.deciding_body = body
    network.save()
    platform = BodyFactory(network=network, kind=BodyKind.PLATFORM)
    imposing = DecisionFactory(body=body)
    restriction = RestrictionFactory(imposed_by=imposing, ground=Ground.INVESTIGATION)
    made = Scene(body, platform, restriction, imposing, {}, {}, {})
    meeting = MeetingFactory(body=body, state=MeetingState.CONVENED)
    area, theme = AreaFactory(), ThemeFactory()
    for level in Openness:
        lay_out(made, meeting, level)
        made.figures[level] = DataSetFactory(network=network, **closed(made, level))
        made.figures[level].figures.create(area=area, theme=theme, rate="1.5")
    return made


def lay_out(made, meeting, level):
    """Put an item with a decision, one without, a paper with a file and a request at a level."""
    how, word = closed(made, level), WORD[level]
    paper = ProposalFactory(body=made.body, title=f"Voorstel {word}", **how)
    made.annexes[level] = AnnexFactory(proposal=paper, document=stored_document(), **how)
    decided = AgendaItemFactory(meeting=meeting, title=f"Besloten {word}", **how)
    decision = DecisionFactory(body=made.body, title=f"Besluit {word}", **how)
    DraftDecisionFactory(item=decided, decision=decision)
    made.items[level] = AgendaItemFactory(meeting=meeting, title=f"Punt {word}", **how)
    RequestFactory(body=made.body, title=f"Verzoek {word}", **how)


def stored_document():
    name, content = random_key(), b"%PDF-1.7"
    storage.write(name, content)
    digest = hashlib.sha256(content).hexdigest()
    kept = {"stored_as": name, "size_bytes": len(content), "digest": digest}
    return VersionFactory(**kept).document


def closed(made, level):
    restriction = made.restriction if level == RESTRICTED else None
    return {"openness": level, "planned_openness": level, "restriction": restriction}


def locked(actor):
    User.objects.filter(pk=actor.user.pk).update(is_active=False)
    return actor


def changed_seat(actor, **changes):
    actor.user.person.seats.update(**changes)
    return actor


def deputy(body, *, valid_until=None):
    actor = member_of(body)
    seat = actor.user.person.seats.get()
    seat.person, seat.deputy, seat.valid_until = PersonFactory(), actor.user.person, valid_until
    seat.save()
    return actor


def reader(made, actor):
    made.restriction.readers.add(actor.user.person)
    return actor


PEOPLE = {
    **{role: lambda made, role=role: actor_with(role, body=made.body) for role in Role},
    "secretary of the platform": lambda made: secretary_of(made.platform),
    "chair of the platform": lambda made: actor_with(Role.CHAIR, body=made.platform),
    "member of the platform": lambda made: member_of(made.platform),
    "secretary of another network": lambda made: secretary_of(BodyFactory()),
    "secretary of the parent network": lambda made: secretary_of(
        BodyFactory(network=made.body.network.parent, kind=BodyKind.PLATFORM)
    ),
    "named reader, member": lambda made: reader(made, member_of(made.body)),
    "named reader, chair": lambda made: reader(made, actor_with(Role.CHAIR, body=made.body)),
    "named reader, secretary": lambda made: reader(made, secretary_of(made.body)),
    "named reader, member of the platform": lambda made: reader(made, member_of(made.platform)),
    "named reader, seat ended": lambda made: changed_seat(
        reader(made, secretary_of(made.body)), valid_until=TODAY
    ),
    "secretary, seat revoked": lambda made: changed_seat(
        reader(made, secretary_of(made.body)), is_revoked=True
    ),
    "deputy of a member": lambda made: reader(made, deputy(made.body)),
    "deputy, seat ended": lambda made: reader(made, deputy(made.body, valid_until=TODAY)),
    "secretary, account locked": lambda made: locked(reader(made, secretary_of(made.body))),
    "administrator": lambda made: someone_with_duty(Duty.ADMINISTRATOR),
    "auditor": lambda made: someone_with_duty(Duty.AUDITOR),
}


def signed_in(who, made):
    """Give the browser of whoever asks."""
    client = Client()
    if who == "helper of a named reader":
        helped = reader(made, secretary_of(made.body)).user
        helper = someone_with_duty(Duty.ADMINISTRATOR).user
        looking = HelpSession.objects.create(
            user=helped,
            helper=helper,
            reason="Hulp",
            code_digest="-",
            until=timezone.now() + timedelta(minutes=5),
            started_at=timezone.now(),
        )
        client.force_login(helper)
        session = client.session
        session[HELPS] = looking.pk
        session.save()
    elif who != "visitor":
        client.force_login(PEOPLE[who](made).user)
    return client


def shows(client, address, level):
    return WORD[level] in client.get(address).content.decode()


def reads_page(client, made, level):
    meeting, paper = made.items[level].meeting, made.annexes[level].proposal
    on_agenda = shows(client, meeting.get_absolute_url(), level)
    assert shows(client, paper.get_absolute_url(), level) == on_agenda
    return on_agenda


def reads_api(client, made, level):
    meeting = made.items[level].meeting
    return shows(client, f"/api/v1/meetings/{made.body.slug}_{meeting.slug}/decisions", level)


def downloads(client, made, level):
    return client.get(made.annexes[level].document.get_absolute_url()).status_code == 200


def exports(client, made, level):
    figures = made.figures[level]
    asked = client.get(f"/api/v1/incidence?dataSet={figures.slug}").status_code
    kept = client.get(f"/inzicht/{figures.slug}/cijfers.csv").status_code
    assert asked == kept
    return kept == 200


def finds(client, made, level):
    return shows(client, f"/projecten/verzoeken/lijkt-op/?title={WORD[level]}", level)


def changes(client, made, level):
    item = made.items[level]
    data = {key: value for key, value in ItemForm.initial_of(item).items() if value is not None}
    address = reverse("meetings:edit_item", args=[made.body.slug, item.meeting.slug, item.pk])
    client.post(address, data | {"origin": "Veranderd"})
    is_changed = AgendaItem.objects.get(pk=item.pk).origin == "Veranderd"
    annex = made.annexes[level]
    client.post(f"{annex.get_absolute_url()}trek-in/", {"version": annex.version})
    assert (Annex.objects.get(pk=annex.pk).withdrawn_at is not None) == is_changed
    return is_changed


def decides(client, made, level):
    item = made.items[level]
    address = reverse("meetings:accept_rest", args=[made.body.slug, item.meeting.slug, item.label])
    client.post(address)
    return DraftDecision.objects.filter(item=item).exists()


def publishes(client, made, level):
    annex = made.annexes[level]
    if level in {PUBLIC, RESTRICTED}:
        return False  # is public already, or asks that its secrecy is lifted first
    Annex.objects.filter(pk=annex.pk).update(planned_openness=PUBLIC)
    type(annex.proposal).objects.filter(pk=annex.proposal.pk).update(openness=PUBLIC)
    client.post(f"{annex.get_absolute_url()}maak-openbaar/", {"version": annex.version})
    return Annex.objects.get(pk=annex.pk).openness == PUBLIC


def restricts(client, made, level):
    item = made.items[level]
    form = {
        "reason": "Onderzoek",
        "ground": "woo-5.1.2c",
        "imposed_by": made.imposing.pk,
        "ends_on": (TODAY + timedelta(days=20)).isoformat(),
    }
    client.post(f"/geheimhouding/opleggen/agendapunt/{item.pk}/", form)
    stored = AgendaItem.objects.get(pk=item.pk)
    return stored.restriction is not None and stored.restriction != made.restriction


def lifts(client, made, level):
    if level != RESTRICTED:
        return False
    address = made.restriction.get_absolute_url() + "hef-op/"
    form = {"to": "network", "why": "Klaar", "decision": made.imposing.pk, "version": 1}
    client.post(address, form)
    return Restriction.objects.get(pk=made.restriction.pk).lifted_on is not None


DOORS = {
    "page": ("read", reads_page),
    "interface for programs": ("read", reads_api),
    "download": ("read", downloads),
    "export": ("read", exports),
    "search": ("search", finds),
    "change": ("change", changes),
    "decide": ("decide", decides),
    "publish": ("publish", publishes),
    "restrict": ("restrict", restricts),
    "lift": ("lift", lifts),
}


@pytest.mark.parametrize("who", table())
def test_everybody_may_what_the_table_says_and_no_more(who, scene):
    client = signed_in(who, scene)
    expected, done = {}, {}

    for door, (verb, tried) in DOORS.items():
        levels = set(Openness) - NO_LEVEL.get(door, set())
        expected[door] = {level for level in levels if verb in table()[who][level]}
        done[door] = {level for level in levels if is_done(tried, client, scene, level)}

    assert done == expected


def is_done(tried, client, scene, level):
    """Try a door, and take back what that did."""
    with transaction.atomic():
        found = tried(client, scene, level)
        transaction.set_rollback(True)
    return found


def test_the_table_names_every_role_and_everybody_that_is_tried():
    assert set(table()) == {"visitor", "helper of a named reader", *PEOPLE}


def test_every_verb_of_the_table_is_tried():
    written = {verb for levels in table().values() for verbs in levels.values() for verb in verbs}

    assert written == {verb for verb, _tried in DOORS.values()}


def test_figures_have_no_level_of_a_body(scene):
    figures = scene.figures[BODY]

    assert figures not in DataSet.objects.visible_to(secretary_of(scene.body))
