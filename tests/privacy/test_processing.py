"""Every field of every model stands in the register of processing, and the register can be read.

Policy: docs/policy/privacy.md#register
"""

from collections import Counter

import pytest
from django.apps import apps

from ivz.accounts.models import User
from ivz.authorization.roles import Duty
from ivz.network.models import Person
from ivz.privacy.processing import classified, processings, references_to
from tests.factories import BodyFactory, member_of, someone_with_duty

# The words of ``modelsearch.IndexEntry`` once more, as one engine or the other keeps them.
COPIES = {"sqliteftsindexentry", "title_text", "body_text"}
FIELDS = {
    (model._meta.label, field.name): field
    for model in apps.get_models()
    for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    if not COPIES & {model._meta.model_name, field.name}
}
PERSONAL = {field for each in processings() for field in each.named_fields}


def test_every_field_of_every_model_is_classified_once():
    named = Counter(classified())

    assert set(FIELDS) - set(named) == set(), "say in processing.toml whether these are personal"
    assert set(named) - set(FIELDS) == set()
    assert [field for field, times in named.items() if times > 1] == []


def test_whatever_points_at_a_person_or_account_is_personal():
    pointing = {name for name, field in FIELDS.items() if field.related_model in {User, Person}}

    assert pointing - PERSONAL == set()


def test_every_processing_says_why_and_how_long():
    for each in processings():
        assert all([each.title, each.purpose, each.basis, each.people, each.recipients])
        assert each.retention


def test_references_are_found_by_the_register():
    found = {f"{field.model._meta.label}.{field.name}" for field in references_to(Person)}

    assert {"decisions.FollowUp.owner", "network.Seat.person"} <= found


@pytest.mark.django_db
@pytest.mark.parametrize("duty", Duty)
def test_whoever_runs_or_audits_the_installation_reads_the_register(client, duty):
    client.force_login(someone_with_duty(duty).user)

    page = client.get("/privacy/verwerkingsregister/").content.decode()
    table = client.get("/privacy/verwerkingsregister.csv").content.decode()

    assert "Registers van het netwerk" in page
    assert "network.Person.name" in table
    assert client.get("/privacy/verwerkingsregister.ods").status_code == 200


@pytest.mark.django_db
def test_others_are_refused_the_register(client):
    client.force_login(member_of(BodyFactory()).user)

    assert client.get("/privacy/verwerkingsregister/").status_code == 403
    assert client.get("/privacy/verwerkingsregister.csv").status_code == 403
