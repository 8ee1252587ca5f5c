"""The formats for assignment and plan: every field with the questions that help, kept as written.

After annexes 4 and 5 of the note. The number of questions is that of the annex, or more where we
ask one more.
"""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from ivz.authorization.roles import GroupRole, Role
from ivz.errors import RuleBroken
from ivz.projects.actions import assessments, assignments, groups, plans
from ivz.projects.actions.assessments import Judgement
from ivz.projects.actions.assignments import AssignmentDetails
from ivz.projects.actions.groups import PlaceDetails
from ivz.projects.models import Assessment, Assignment, Member, Plan, Project, Request
from ivz.projects.states import Criterion, Section
from tests.factories import OrganisationFactory, PersonFactory, UserFactory
from tests.projects import factories as make
from tests.projects.network import HOLDS, region
from tests.projects.test_pages import signed_in, text_of, yes_to_all

pytestmark = pytest.mark.django_db

ASSIGNMENT = {
    "cause": (4, "Wat gebeurt er als niemand dit oppakt?"),
    "aim": (4, "Wanneer zijn we tevreden, en wanneer is het project klaar?"),
    "result": (5, "Hoe stel je het je voor?"),
    "partners": (1, "Welke partners doen mee, en wat doet ieder?"),
    "scope": (7, "Wat krijgt de opdrachtgever niet?"),
    "risks": (4, "Welke neveneffecten kunnen er zijn?"),
    "planning": (1, "Wat is wanneer klaar, en wanneer is het project af?"),
    "finances": (1, "Is er geld, regionaal of lokaal, en is het genoeg?"),
}
PLAN = {
    Section.CAUSE: (4, ""),
    Section.ANALYSIS: (2, "Wie, wat, waar, wanneer en waarom?"),
    Section.AMBITION: (1, "Wat is er anders in de regio als dit lukt?"),
    Section.AIM: (4, ""),
    Section.RESULT: (5, "Hoe stel je het je voor?"),
    Section.INDICATORS: (1, "Aan welke cijfers zien we of het werkt? Van waar naar waar?"),
    Section.APPROACH: (1, "Welke stappen leiden naar het resultaat, en in welke volgorde?"),
    Section.PARTNERS: (1, ""),
    Section.SCOPE: (7, ""),
    Section.RELATIONS: (3, "Welke vragen om dezelfde mensen"),
    Section.RISKS: (4, ""),
    Section.CONDITIONS: (2, "Wat is daarvoor nodig van de opdrachtgever?"),
    Section.GROUP: (1, "hoe vaak komt die bij elkaar?"),
    Section.CAPACITY: (1, ""),
    Section.PLANNING: (1, "Wat is wanneer klaar, en wanneer is het project af?"),
    Section.MONITORING: (1, "Hoe volgen we de voortgang: het werk en de cijfers?"),
    Section.COMMUNICATION: (1, "Hoe horen betrokkenen, partners en bestuur ervan?"),
    Section.FINANCES: (1, "Is er geld, regionaal of lokaal, en is het genoeg?"),
}


@pytest.fixture
def here():
    return region()


@pytest.fixture
def coordinator(here):
    return signed_in(here.coordinator)


@pytest.fixture
def project(here):
    project = make.ProjectFactory(body=here.board)
    make.PlanFactory(project=project)
    return project


@pytest.fixture
def leader(here, project):
    """Let somebody without a seat lead the project, and sign in."""
    person = PersonFactory(user=UserFactory())
    groups.place(project, PlaceDetails(role=GroupRole.LEADER, person=person), by=here.chair)
    client = Client()
    client.force_login(person.user)
    return client


def shown_on(client, name, *rest):
    return unescape(text_of(client.get(reverse(f"projects:{name}", args=rest))))


def questions_beside(page, name):
    """Give the questions that help with one field, as the page shows them."""
    (shown,) = re.findall(rf'<ul[^>]*aria-labelledby="hints-{name}">(.*?)</ul>', page, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", shown)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("board", "Het besluitende overleg"),
        ("mayor", "Een burgemeester"),
        ("partner", "Een partner"),
    ],
)
def test_board_a_single_mayor_or_a_partner_asks(here, kind, words):
    asks = signed_in(here.coordinator if kind == "partner" else here.mayor)
    typed = {"title": "Fietsendieven", "problem": "Het stijgt.", "requester_kind": kind}

    asks.post(reverse("projects:new_request"), typed)

    asked = Request.objects.get()
    page = shown_on(asks, "request", asked.key)
    assert asked.requester_kind == kind
    assert re.search(rf"<dt>Namens</dt>\s*<dd>{words}</dd>", page)


@pytest.mark.parametrize("field", ASSIGNMENT)
def test_the_assignment_asks_each_field_with_its_questions_and_keeps_it(here, coordinator, field):
    key = here.asked().key
    count, question = ASSIGNMENT[field]
    typed = {"cause": "Nu.", "aim": "Minder.", field: f"Dit staat bij {field}."}

    asked = questions_beside(shown_on(coordinator, "assignment", key), field)
    coordinator.post(reverse("projects:assignment", args=[key]), typed)

    assert (len(asked), question in asked) == (count, True)
    assert getattr(Assignment.objects.get(), field) == typed[field]
    assert typed[field] in shown_on(coordinator, "request", key)
    assert typed[field] in shown_on(coordinator, "assignment", key)


def test_assignment_and_plan_ask_the_same_in_the_same_order(here, coordinator, leader, project):
    key = here.asked().key

    assignment = shown_on(coordinator, "assignment", key)
    plan = shown_on(coordinator, "plan", project.slug)

    asked = re.findall(r'id="hints-(\w+)"', assignment)
    assert asked == [section.value for section in Section if section.value in ASSIGNMENT]
    sections = re.findall(r'id="(\w+)"', plan)
    assert [each for each in sections if each in ASSIGNMENT] == asked
    for section in asked:
        beside = questions_beside(shown_on(leader, "section", project.slug, section), section)
        assert beside == questions_beside(assignment, section), section


def test_what_it_takes_stands_beside_the_test(here, coordinator):
    key = here.asked().key
    typed = {"cause": "Nu.", "aim": "Minder.", "planning": "Klaar in mei.", "finances": "€ 5.000."}
    coordinator.post(reverse("projects:assignment", args=[key]), typed | {"hours_per_week": "4"})

    page = shown_on(coordinator, "test", key)

    assert re.search(r"<dt>Planning</dt>\s*<dd>Klaar in mei.</dd>", page)
    assert re.search(r"<dt>Geld</dt>\s*<dd>€ 5.000.</dd>", page)
    assert re.search(r"<dt>Uren per week</dt>\s*<dd>4", page)


@pytest.mark.parametrize("field", ASSIGNMENT)
def test_the_plan_starts_with_what_the_assignment_says(here, field):
    here.spreads_to(7)
    texts = {"cause": "Nu.", "aim": "Minder.", field: "Zo staat het in de opdracht."}
    written = assignments.write(
        here.asked(), AssignmentDetails(**texts), version=None, by=here.coordinator
    )

    assessments.accept(assessments.assess(written, HOLDS, by=here.chair), by=here.chair)

    kept = dict(Plan.objects.get().sections.values_list("section", "text"))
    assert kept[field] == texts[field]


def test_nobody_tests_what_is_not_worked_out_as_an_assignment(here, coordinator):
    asked = here.asked()
    address = reverse("projects:test", args=[asked.key])

    without = coordinator.post(address, yes_to_all())
    empty = assignments.write(
        asked, AssignmentDetails(cause="Nu.", aim=" "), version=None, by=here.coordinator
    )

    assert without.status_code == 404
    with pytest.raises(RuleBroken, match="Schrijf eerst waarom"):
        assessments.assess(empty, HOLDS, by=here.coordinator)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        (Criterion.PUBLIC_ORDER, "Openbare orde en veiligheid"),
        (Criterion.BOARD_DECIDES, "Het overleg kan er zelf"),
        (Criterion.URGENT, "Actueel"),
        (Criterion.FEASIBLE, "Haalbaar"),
    ],
)
def test_a_request_passes_only_when_each_judged_criterion_holds(here, criterion, words):
    here.spreads_to(7)
    judgements = {**HOLDS, criterion: Judgement(is_met=False, reason="Nee.")}
    failed = here.tested(here.asked(), judgements)

    with pytest.raises(RuleBroken, match=f"Niet elk criterium gaat op: {words}"):
        assessments.accept(failed, by=here.chair)

    assert not Project.objects.exists()
    again = assessments.assess(failed.assignment, HOLDS, by=here.chair)
    assert assessments.accept(again, by=here.chair)


def test_the_test_ticks_four_criteria_counts_the_fifth_and_shows_all_five(here, coordinator):
    here.spreads_to(7)
    asked = here.asked()
    here.tested(asked)
    address = reverse("projects:test", args=[asked.key])
    no = {**yes_to_all(), "urgent_holds": "no", "version": 1}

    unasked = coordinator.post(address, {"urgent_reason": "Nog niets."})
    unexplained = coordinator.post(address, no)
    coordinator.post(address, {**no, "urgent_reason": "Het kan wachten."})

    assert (unasked.status_code, unexplained.status_code) == (422, 422)
    assert text_of(unasked).count("ivz-field--invalid") == len(yes_to_all())
    page = shown_on(coordinator, "request", asked.key)
    assert all(str(criterion.label) in page for criterion in Criterion)
    assert (page.count("Gaat op"), page.count("Gaat niet op")) == (4, 1)
    assert "Het kan wachten." in page


@pytest.mark.parametrize("section", list(Section))
def test_the_plan_asks_each_section_with_its_questions_and_keeps_it(project, leader, section):
    count, question = PLAN[section]
    text = f"Dit staat bij {section}."

    asked = questions_beside(shown_on(leader, "section", project.slug, section), section)
    leader.post(
        reverse("projects:section", args=[project.slug, section]), {"text": text, "version": 0}
    )

    assert len(asked) == count
    assert question in " ".join(asked)
    document = shown_on(leader, "plan", project.slug)
    (chapter,) = re.findall(rf'id="{section}"(.*?)</section>', document, re.DOTALL)
    assert str(section.label) in chapter
    assert text in chapter


def test_the_contractor_writes_the_plan_and_the_client_reads_it(here, project, leader):
    address = reverse("projects:section", args=[project.slug, Section.RESULT])
    mayor = signed_in(here.mayor)

    refused = mayor.post(address, {"text": "Van de opdrachtgever.", "version": 0})
    leader.post(address, {"text": "Van de opdrachtnemer.", "version": 0})

    assert refused.status_code == 403
    assert "Van de opdrachtnemer." in shown_on(mayor, "plan", project.slug)


def chapter_of(project, here, section):
    """Give what the records add to a section of the plan, for who reads it."""
    document = shown_on(signed_in(here.mayor), "plan", project.slug)
    (chapter,) = re.findall(rf'id="{section}"(.*?)</section>', document, re.DOTALL)
    return chapter.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("nature", "words"), [("complementary", "aanvullend"), ("competing", "concurrerend")]
)
def test_the_plan_says_whether_other_work_adds_or_competes(here, project, leader, nature, words):
    typed = {"other_words": "Landelijk programma", "nature": nature}

    leader.post(reverse("projects:add_part", args=[project.slug, "relatie"]), typed)

    chapter = chapter_of(project, here, Section.RELATIONS)
    assert f"Landelijk programma ({words})" in chapter


@pytest.mark.parametrize("source", ["regional", "local"])
def test_the_plan_says_where_its_money_comes_from(here, project, leader, source):
    typed = {"what": "Voorlichting", "euros": "1250.50", "source": source}
    words = {"regional": "regionaal budget", "local": "lokaal budget"}

    leader.post(reverse("projects:add_part", args=[project.slug, "budget"]), typed)

    chapter = chapter_of(project, here, Section.FINANCES)
    assert "1.250,50" in chapter
    assert words[source] in chapter


def test_the_plan_names_what_is_ready_when_and_when_the_project_is_done(here, project, leader):
    milestone = {"title": "Werkwijze klaar", "due_on": "2017-03-01"}
    days = {"starts_on": "2016-11-01", "ends_on": "2017-12-31", "version": project.version}

    leader.post(reverse("projects:add_part", args=[project.slug, "mijlpaal"]), milestone)
    leader.post(reverse("projects:dates", args=[project.slug]), days)

    assert "1 maart 2017: Werkwijze klaar" in chapter_of(project, here, Section.PLANNING)
    page = shown_on(signed_in(here.mayor), "plan", project.slug).replace("\xa0", " ")
    assert "31 december 2017" in page


@pytest.mark.parametrize("role", [GroupRole.LEADER, GroupRole.SECRETARY, GroupRole.MEMBER])
def test_a_partner_supplies_leader_secretary_or_expert(here, project, leader, coordinator, role):
    partner = OrganisationFactory(name="Regionale Brandweer")
    person = PersonFactory(function="Specialist toezicht", organisation=partner)
    here.platform.seats.create(role=Role.MEMBER, person=person)
    typed = {
        "person": person.pk,
        "function": "Adviseur vergunningen",
        "organisation": partner.pk,
        "hours_per_week": "4",
        "valid_from": "2016-10-10",
    }
    if role == GroupRole.LEADER:
        address = reverse("projects:assign", args=[project.slug, "projectleider"])
        coordinator.post(address, typed)
    else:
        address = reverse("projects:add_member", args=[project.slug])
        leader.post(address, {**typed, "role": role})

    member = Member.objects.get(project=project, person=person)
    assert (member.role, member.organisation) == (role, partner)
    line = chapter_of(project, here, Section.GROUP)
    for word in ("Adviseur vergunningen", "Specialist toezicht", "Regionale Brandweer", "4 uur"):
        assert word in line


def test_an_edition_keeps_every_section(here, project):
    writer = here.coordinator
    for section in Section:
        plans.write_section(project.plan, section, f"Over {section}.", version=0, by=writer)
    holder = PlaceDetails(role=GroupRole.HOLDER, person=here.mayor.user.person)
    led = PlaceDetails(role=GroupRole.LEADER, person=PersonFactory())
    for place in (holder, led):
        groups.place(project, place, by=here.chair)
    days = {"starts_on": None, "ends_on": make.END_OF_2017, "version": project.version}
    plans.set_dates(project, **days, by=writer)

    edition = plans.submit(project.plan, by=writer)

    page = shown_on(signed_in(here.mayor), "edition", project.slug, edition.number)
    assert all(f"Over {section}." in page for section in Section)
