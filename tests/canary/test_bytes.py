"""What is public does not hang on what is closed: not by a byte, a count, a mail or a calendar.

Whatever is written in closed texts, and whatever closed joins a public meeting, everybody without
an account gets the same answers as before.
Policy: docs/policy/openness.md
"""

import datetime as dt
import io
import zipfile

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ivz.authorization.openness import Openness
from ivz.decisions.models import Addressee, Decision, FollowUp, Restriction
from ivz.meetings.models import Meeting
from ivz.meetings.states import MeetingState
from ivz.network.models import Body, Organisation
from ivz.search import indexing
from ivz.search.vocabulary import vocabulary
from ivz.signin.actions.own import make_feed_key
from tests.canary.scene import CLOSED
from tests.canary.visits import DRAWN_BY_CHANCE, visitor_called
from tests.decisions.factories import AddresseeFactory, DecisionElsewhereFactory
from tests.factories import (
    AdvicePointFactory,
    AgendaItemFactory,
    AgreementFactory,
    AnnexFactory,
    DecisionFactory,
    DraftDecisionFactory,
    FollowUpFactory,
    ProposalFactory,
    ReferralFactory,
)
from tests.meetings.lateness_factories import LateChangeFactory, PrivateNoteFactory
from tests.meetings.pages import soup
from tests.meetings.parking_factories import ParkedItemFactory
from tests.meetings.voice_factories import VoiceFactory

pytestmark = pytest.mark.django_db
PUBLISHED = "2016-10-10"
PATHS = ("vergaderingen/", "zoeken/", "api/v1/meetings", "api/v1/decisions", "api/v1/search")
OF_A_MEETING = ["", "besluitenlijst/", "besluitenlijst.pdf", "besluitenlijst.odt", "vaststelling/"]
OF_AN_ANSWER = ["", "/agenda", "/decisions", "/record"]
ASKED = ["zoeken/?q={word}", "api/v1/search?q={word}", "api/v1/decisions?pageSize=500"]
WORDS = ["besluit", "toezicht", "inbraak", "jaarwisseling", "bijdrage"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
texts = st.sampled_from(WORDS) | st.text(LETTERS, min_size=1, max_size=60)


@pytest.fixture
def meeting(opened):
    """Give a meeting of which the list is public, with a calendar of somebody of the body."""
    secretary = next(who.actor for who in opened.people if who.name == "secretary in the board")
    key = make_feed_key(now=timezone.now(), by=secretary)
    opened.feed = f"/vergaderingen/agenda/{key}.ics"
    found = Meeting.objects.select_related("body__network")
    return found.get(body__slug="dvo-twente", slug=PUBLISHED)


def item(meeting, closed):
    paper = ProposalFactory(body=meeting.body, **closed)
    AdvicePointFactory(proposal=paper)
    made = AgendaItemFactory(
        meeting=meeting, proposal=paper, planned_minutes=15, minutes="Gezegd.", **closed
    )
    AnnexFactory(proposal=paper, **closed)
    AnnexFactory(proposal=None, item=made, sender="Van buiten", **closed)
    VoiceFactory(item=made, seat=meeting.body.seats.first())
    LateChangeFactory(meeting=meeting, item=made)
    ParkedItemFactory(body=meeting.body, noted_in=meeting, **closed)
    return made


def decision(meeting, closed):
    DraftDecisionFactory(
        item=item(meeting, closed), decision=DecisionFactory(body=meeting.body, year=2009, **closed)
    )


def draft_on_something_public(meeting, closed):
    if undecided := public_items(meeting).filter(drafts=None).first():
        DraftDecisionFactory(item=undecided, point=None, decision=None)


def decision_on_something_public(meeting, closed):
    made = DecisionFactory(body=meeting.body, year=2009, **closed)
    if undecided := public_items(meeting).filter(drafts=None).first():
        DraftDecisionFactory(item=undecided, point=None, decision=made)


def agreement_at_something_public(meeting, closed):
    made = FollowUpFactory(body=meeting.body, opened_on=meeting.date, **closed)
    AgreementFactory(item=public_item(meeting), follow_up=made)
    ReferralFactory(follow_up=made, body=other_body(meeting))


def follow_up_of_a_public_decision(meeting, closed):
    made = {"decision": public_decision(meeting), "opened_on": meeting.date}
    FollowUpFactory(body=meeting.body, returns_on=dt.date(2016, 12, 12), **made, **closed)


def annexes(meeting, closed):
    AnnexFactory(proposal=None, meeting=meeting, **closed)
    AnnexFactory(proposal=None, item=public_item(meeting), **closed)
    with_paper = meeting.items.filter(openness=Openness.PUBLIC, proposal__openness=Openness.PUBLIC)
    AnnexFactory(proposal=with_paper.first().proposal, **closed)


def receipts_of_a_public_decision(meeting, closed):
    asked = public_decision(meeting)
    known = Addressee.objects.filter(decision=asked).exclude(body=None).values("body")
    AddresseeFactory(decision=asked, body=other_body(meeting, pk__in=known), waits=True)
    places = Organisation.objects.exclude(pk__in=asked.elsewhere.values("organisation"))
    DecisionElsewhereFactory(decision=asked, organisation=places.order_by("pk").first())


def note_with_something_public(meeting, closed):
    PrivateNoteFactory(item=public_item(meeting))
    LateChangeFactory(meeting=meeting, item=public_item(meeting))


def other_body(meeting, **but):
    """Give a body of the network that is there already: a new one would be public itself."""
    others = Body.objects.filter(network=meeting.body.network).exclude(pk=meeting.body_id)
    return others.exclude(**but).order_by("pk").first() if but else others.order_by("pk").first()


def public_items(meeting):
    return meeting.items.filter(openness=Openness.PUBLIC)


def public_item(meeting):
    return public_items(meeting).first()


def public_decision(meeting):
    return Decision.objects.filter(draft__item__meeting=meeting, openness=Openness.PUBLIC).first()


def draft_meeting(meeting, closed):
    day = dt.date(2016, 11, 7) + dt.timedelta(days=Meeting.objects.count())
    elsewhere = Body.objects.filter(network__slug="ijsselland").order_by("pk").first()
    drafted = {"date": day, "slug": day.isoformat(), "state": MeetingState.DRAFT}
    item(Meeting.objects.create(body=elsewhere, **drafted), closed)


JOINING = [
    item,
    decision,
    draft_on_something_public,
    decision_on_something_public,
    agreement_at_something_public,
    follow_up_of_a_public_decision,
    annexes,
    receipts_of_a_public_decision,
    note_with_something_public,
    draft_meeting,
]


def closed_levels():
    """Give what makes a record closed, once for each level, with a restriction that is there."""
    restriction = Restriction.objects.order_by("pk").first()
    for level in CLOSED:
        is_named = level == Openness.RESTRICTED
        planned = {"openness": level, "planned_openness": level}
        yield {**planned, "restriction": restriction if is_named else None}


def public_answers(opened, meeting, paths):
    """Give everything that leaves: pages and files by path, a calendar, and the mail to members."""
    nobody = visitor_called("nobody", opened).client
    answers = {path: told(nobody.get(path)) for path in paths}
    answers["calendar"] = told(nobody.get(opened.feed))
    secretary = visitor_called("secretary in the board", opened).client
    ready = soup(secretary.get(f"{meeting.get_absolute_url()}gepubliceerd/"))
    answers["mail"] = str(ready.select_one(".ivz-mail"))
    assert "besluitenlijst" in answers["mail"]
    return answers


def told(answer):
    """Give status and content; of a file that says who kept it when, what stands in it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return answer.status_code, packed.read("content.xml")
    return answer.status_code, DRAWN_BY_CHANCE.sub("", content.decode(errors="replace"))


def readable_paths(opened, meeting):
    """Give the addresses that answer somebody without an account.

    Of each kind some, all of the meeting with its papers and decisions, and some searches.
    """
    nobody = visitor_called("nobody", opened).client
    paths = [path for pattern, path in opened.addresses if pattern.startswith(PATHS)]
    paths += of_the_meeting(meeting)
    paths += [f"/{each.format(word=word)}" for each in ASKED for word in WORDS]
    return [path for path in dict.fromkeys(paths) if nobody.get(path).status_code == 200]


def of_the_meeting(meeting):
    page, body = meeting.get_absolute_url(), meeting.body.slug
    yield from (f"{page}{each}" for each in OF_A_MEETING)
    yield from (f"/api/v1/meetings/{body}_{meeting.slug}{each}" for each in OF_AN_ANSWER)
    yield from (each.proposal.get_absolute_url() for each in meeting.items.exclude(proposal=None))
    for decision in Decision.objects.filter(draft__item__meeting=meeting):
        yield f"/vergaderingen/besluiten/{body}/{decision.year}/{decision.number}/"
    yield from (f"/vergaderingen/jaar/{meeting.date.year}/", "/", "/vergaderingen/besluiten/")


def closed_texts(opened):
    """Give every record and field that is closed to somebody without an account."""
    planted = visitor_called("nobody", opened).forbidden
    found = (opened.words[word] for word in planted)
    plain = (models.CharField, models.TextField)
    shaped = (models.EmailField, models.URLField, models.SlugField)
    return [
        (record, name)
        for record, name in found
        if record._meta.get_field(name).editable
        and isinstance(record._meta.get_field(name), plain)
        and not isinstance(record._meta.get_field(name), shaped)
    ]


def rewritten(pairs, written):
    """Put a text in each field, unless a constraint forbids that; tell how many changed."""
    done = 0
    for (record, name), text in zip(pairs, written, strict=True):
        longest = record._meta.get_field(name).max_length
        try:
            with transaction.atomic():
                type(record).objects.filter(pk=record.pk).update(**{name: text[:longest]})
                done += 1
        except IntegrityError:
            continue
    return done


@pytest.fixture(scope="module")
def gathered():
    """Give what was asked before anything changed; gathered once."""
    return {}


@pytest.fixture
def before(opened, meeting, gathered):
    """Give what everybody gets as long as nothing changed, by address."""
    if not gathered:
        gathered |= public_answers(opened, meeting, readable_paths(opened, meeting))
    return gathered


def apart(opened, meeting, before):
    """Give the addresses that answer otherwise by now, each with where it differs."""
    indexing.rebuild()
    vocabulary.forget()
    after = public_answers(opened, meeting, [path for path in before if path.startswith("/")])
    return {
        path: differing(before[path], after[path]) for path in before if after[path] != before[path]
    }


def differing(one, other):
    """Show both answers around the first place where they differ."""
    texts = [str(each) for each in (one, other)]
    at = next((n for n, pair in enumerate(zip(*texts, strict=False)) if len(set(pair)) > 1), 0)
    return [text[max(0, at - 60) : at + 60] for text in texts]


def test_canary_no_closed_text_and_nothing_that_joins_closed_changes_a_byte(
    opened, meeting, before
):
    pairs = closed_texts(opened)

    assert rewritten(pairs, ["jaarwisseling" for _each in pairs]) > len(pairs) / 2
    for closed in closed_levels():
        for join in JOINING:
            join(meeting, closed)

    assert len(before) > 40
    assert apart(opened, meeting, before) == {}


@pytest.mark.slow
def test_canary_public_bytes_do_not_hang_on_whatever_is_closed(opened, meeting, before):
    pairs = closed_texts(opened)

    # Without making what fails smaller: each try asks every address.
    @settings(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(
        chance=st.randoms(use_true_random=False),
        written=st.lists(texts, min_size=40, max_size=40),
        joins=st.lists(st.tuples(st.sampled_from(JOINING), st.integers(0, 2)), max_size=6),
    )
    def closed_changes(chance, written, joins):
        with transaction.atomic():
            rewritten(chance.sample(pairs, len(written)), written)
            for join, level in joins:
                join(meeting, list(closed_levels())[level])

            told_apart = apart(opened, meeting, before)

            transaction.set_rollback(True)
        assert told_apart == {}

    closed_changes()


def test_canary_a_public_change_is_seen(opened, meeting, before):
    FollowUp.objects.filter(openness=Openness.PUBLIC, body=meeting.body).update(what="Anders")
    meeting.items.filter(openness=Openness.PUBLIC).update(title="Anders", minutes="Anders")

    told_apart = apart(opened, meeting, before)

    page = meeting.get_absolute_url()
    told = {page, f"{page}besluitenlijst/", f"{page}besluitenlijst.pdf", "calendar"}
    assert told <= set(told_apart)
