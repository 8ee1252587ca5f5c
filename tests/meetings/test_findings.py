"""The page that says what does not hold in a proposal."""

import pytest
from bs4 import BeautifulSoup

from ivz.authorization.openness import Openness
from ivz.insight.models import Claim, Figure
from ivz.meetings.models import Proposal
from ivz.network.models import Body
from tests.factories import ProposalFactory, member_of


@pytest.fixture
def proposal(example_region, db):
    return Proposal.objects.get(register_number="E01A")


def address(proposal):
    return f"{proposal.get_absolute_url()}wat-niet-klopt/"


def findings_on(client, proposal):
    answer = client.get(address(proposal))
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    return {
        item["id"]: " ".join(item.get_text(" ").split()) for item in page.select(".ivz-finding")
    }


def test_findings_come_from_tables_amounts_and_statements(client, proposal):
    found = findings_on(client, proposal)

    for code in ("ranks-vernieling", "contributions-buying-off", "B10", "C5"):
        assert code in found
    assert "B9" not in found


def test_a_finding_shows_published_recomputed_cause_and_place(client, proposal):
    shown = findings_on(client, proposal)["B10"].replace("\N{NO-BREAK SPACE}", " ")

    for part in ("23,4 %", "23,5 %", "Afgekapt", "Notitie, hoofdstuk 3"):
        assert part in shown


def test_findings_are_grouped_and_counted(client, proposal):
    page = BeautifulSoup(client.get(address(proposal)).content, "html.parser")

    groups = [head.get_text(strip=True) for head in page.select(".ivz-review h2")]
    assert groups == ["Cijfers", "Geld en uren", "Data, namen en verwijzingen"]
    assert "kloppen niet" in page.select_one(".ivz-lead").text
    assert page.select_one("details.ivz-agreeing li")


def test_what_contradicts_stands_before_what_is_unclear(client, proposal):
    page = BeautifulSoup(client.get(address(proposal)).content, "html.parser")

    for group in page.select(".ivz-review section"):
        verdicts = [tag.get_text(strip=True) for tag in group.select(".ivz-diff")]
        assert verdicts == sorted(verdicts, key=["Wijkt af", "Let op"].index)


def test_a_finding_vanishes_with_one_changed_cell(client, proposal):
    claim = Claim.objects.get(code="B10")
    claim.cells["stated"] = "23.5"
    claim.save()
    Figure.objects.filter(theme__code="vernieling", area__code="district-ijsselland").update(
        rate="4.80"
    )

    found = findings_on(client, proposal)

    assert "B10" not in found
    assert "ranks-vernieling" not in found


def test_a_finding_appears_with_one_changed_cell(client, proposal):
    claim = Claim.objects.get(code="B9")
    claim.cells["end"] = 1900
    claim.save()

    assert "B9" in findings_on(client, proposal)


def test_a_closed_table_gives_no_finding_to_a_visitor(client, proposal):
    proposal.data_set.openness = "network"
    proposal.data_set.save()

    assert "ranks-vernieling" not in findings_on(client, proposal)

    client.force_login(member_of(proposal.body).user)
    assert "ranks-vernieling" in findings_on(client, proposal)


def test_a_closed_proposal_looks_like_one_that_does_not_exist(client, proposal):
    Proposal.objects.update(openness="network")

    closed = client.get(address(proposal))
    unknown = client.get(address(proposal).replace("E01A", "E99"))

    assert closed.status_code == unknown.status_code == 404
    texts = {BeautifulSoup(answer.content, "html.parser").text for answer in (closed, unknown)}
    assert len(texts) == 1


def test_the_page_takes_few_queries(client, proposal, django_assert_max_num_queries):
    client.force_login(member_of(proposal.body).user)

    with django_assert_max_num_queries(20):
        client.get(address(proposal))


def test_a_paper_of_another_body_with_the_number_has_no_part_in_the_statements(client, proposal):
    elsewhere = Body.objects.filter(network=proposal.body.network).exclude(pk=proposal.body_id)
    namesake = ProposalFactory(
        body=elsewhere.first(), register_number="E01A", openness=Openness.PUBLIC
    )

    assert "B10" in findings_on(client, proposal)
    assert findings_on(client, namesake) == {}


def test_a_paper_of_another_network_with_the_number_changes_nothing(client, proposal):
    ProposalFactory(register_number="E01A")

    assert "B10" in findings_on(client, proposal)
