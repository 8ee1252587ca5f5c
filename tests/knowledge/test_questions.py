"""Questions with papers: who asks, who answers, and who reads the answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ivz.authorization.openness import Openness
from ivz.decisions.guarded import with_what_hangs_on
from ivz.errors import RuleBroken
from ivz.knowledge.actions import papers as actions
from ivz.knowledge.actions.papers import QuestionDetails
from ivz.knowledge.models import KnowledgeQuestion
from ivz.knowledge.states import PaperKind
from ivz.search import indexing, queries
from ivz.search.queries import Asked
from tests.factories import BodyFactory, RestrictionFactory, member_of, secretary_of, visitor
from tests.knowledge.factories import KnowledgePaperFactory, KnowledgeQuestionFactory
from tests.meetings.pages import main_of, words_in

pytestmark = pytest.mark.django_db
COSTS = "Wat kost het onze gemeente?"
CENTS = "Zeven cent per inwoner."


@pytest.fixture
def paper(platform):
    return KnowledgePaperFactory(
        network=platform.network, kind=PaperKind.QUESTIONS, title="Vragen bij de bijdrage"
    )


@pytest.fixture
def asked(paper):
    return KnowledgeQuestionFactory(paper=paper, question=COSTS)


def signed_in(client, actor):
    client.force_login(actor.user)
    return client


def answered(question, *, openness=Openness.PUBLIC, by):
    details = QuestionDetails(question=question.question, answer=CENTS, openness=openness)
    return actions.answer(question, details, version=question.version, by=by)


def test_a_municipality_asks_and_the_coordinator_sees_it_wait_and_answers(
    client, paper, municipality, coordinator
):
    signed_in(client, municipality).post(
        reverse("knowledge:ask", args=[paper.key]), {"question": COSTS}
    )
    row = KnowledgeQuestion.objects.get()
    address = reverse("knowledge:answer", args=[paper.key, row.pk])
    assert (row.asked_by_id, row.openness) == (municipality.person_id, Openness.NETWORK)
    assert address not in client.get(reverse("knowledge:papers")).content.decode()
    assert client.get(address).status_code == 403

    waiting = signed_in(client, coordinator).get(reverse("knowledge:papers"))
    assert f'href="{address}"' in waiting.content.decode()
    sent = {"question": COSTS, "answer": CENTS, "openness": "network", "version": row.version}
    client.post(address, sent)

    assert CENTS in main_of(signed_in(client, municipality).get(paper.get_absolute_url()))
    assert COSTS not in main_of(signed_in(client, coordinator).get(reverse("knowledge:papers")))


def test_who_may_not_answer_smuggles_no_answer_in(client, paper, municipality):
    sent = {"question": COSTS, "answer": CENTS, "openness": "public"}

    signed_in(client, municipality).post(reverse("knowledge:ask", args=[paper.key]), sent)

    row = KnowledgeQuestion.objects.get()
    assert (row.answer, row.openness) == ("", Openness.NETWORK)
    with pytest.raises(PermissionDenied):
        actions.ask(paper, QuestionDetails(question=COSTS, answer=CENTS), by=municipality)
    for other in (visitor(), secretary_of(BodyFactory())):
        with pytest.raises(PermissionDenied):
            actions.ask(paper, QuestionDetails(question=COSTS), by=other)


def test_an_answer_is_read_by_whom_the_coordinator_says_and_never_without_its_paper(
    client, paper, asked, coordinator
):
    row = answered(asked, by=coordinator)
    inside = KnowledgeQuestionFactory(paper=paper)
    answered(inside, openness=Openness.NETWORK, by=coordinator)
    assert not KnowledgeQuestion.objects.visible_to(visitor()).exists()

    paper = actions.publish(paper, by=coordinator)

    assert list(KnowledgeQuestion.objects.visible_to(visitor())) == [row]
    shown = main_of(client.get(paper.get_absolute_url()))
    assert CENTS in shown
    assert inside.question not in shown


def test_only_what_is_answered_is_public(paper, asked, coordinator):
    details = QuestionDetails(question=COSTS, openness=Openness.PUBLIC)

    with pytest.raises(RuleBroken, match="beantwoord"):
        actions.answer(asked, details, version=1, by=coordinator)


@pytest.mark.parametrize("suffix", ["pdf", "odt"])
def test_the_document_holds_the_questions_its_reader_may_read(
    client, paper, asked, coordinator, suffix
):
    answered(asked, by=coordinator)
    inside = KnowledgeQuestionFactory(paper=paper, question="Alleen voor het netwerk?")
    actions.publish(paper, by=coordinator)
    address = reverse("knowledge:paper_file", args=[paper.key, suffix])

    outside = words_in(client.get(address).content)
    within = words_in(signed_in(client, coordinator).get(address).content)

    assert COSTS in within
    assert inside.question in within
    assert COSTS in outside
    assert CENTS in outside
    assert inside.question not in outside


def test_answers_are_found_by_the_search_by_who_may_read_them(asked, coordinator, municipality):
    answered(asked, openness=Openness.NETWORK, by=coordinator)
    indexing.rebuild()

    found = queries.search(Asked(words="zeven cent inwoner"), actor=municipality).rows

    assert [entry.title for entry in queries.entries_of(found, actor=municipality)] == [COSTS]
    assert queries.search(Asked(words="zeven cent inwoner"), actor=visitor()).rows == ()


def test_who_asked_takes_it_back_until_it_is_answered(client, platform, paper, coordinator):
    asker = member_of(platform)
    mine, answered_one = (
        KnowledgeQuestionFactory(paper=paper, asked_by_id=asker.person_id) for _each in range(2)
    )
    answered(answered_one, by=coordinator)
    with pytest.raises(PermissionDenied):
        actions.withdraw(mine, by=member_of(platform))

    signed_in(client, asker)
    for row in (mine, answered_one):
        client.post(reverse("knowledge:withdraw_question", args=[paper.key, row.pk]))

    assert list(KnowledgeQuestion.objects.all()) == [answered_one]


def test_a_stale_answer_shows_both(client, paper, asked, coordinator):
    KnowledgeQuestion.objects.update(question="Andermans vraag?", version=2)
    sent = {"question": "Mijn vraag?", "answer": CENTS, "openness": "network", "version": 1}

    answer = signed_in(client, coordinator).post(
        reverse("knowledge:answer", args=[paper.key, asked.pk]), sent
    )

    assert answer.status_code == 409
    assert "Andermans vraag?" in answer.content.decode()
    assert "Mijn vraag?" in answer.content.decode()


def test_questions_close_with_their_paper_also_new_ones(paper, asked, coordinator):
    assert with_what_hangs_on(paper) == [paper, asked]
    restriction = RestrictionFactory(imposed_by__body=paper.network.bodies.first())
    restriction.readers.add(coordinator.person_id)
    type(paper).objects.filter(pk=paper.pk).update(
        openness=Openness.RESTRICTED, restriction=restriction
    )
    paper.refresh_from_db()

    row = actions.ask(paper, QuestionDetails(question="Geheim?"), by=coordinator)

    assert (row.openness, row.restriction) == (Openness.RESTRICTED, restriction)


def test_no_question_of_another_paper_stands_at_the_address(client, paper, coordinator):
    elsewhere = KnowledgeQuestionFactory(paper=KnowledgePaperFactory(network=paper.network))

    answer = signed_in(client, coordinator).get(
        reverse("knowledge:answer", args=[paper.key, elsewhere.pk])
    )

    assert answer.status_code == 404
