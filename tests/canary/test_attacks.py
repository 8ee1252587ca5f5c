"""What attackers send: markup, formulas, fields nobody asked for, strange paths and verbs.

Policy: docs/security.md
"""

import csv
import io
import re
import zipfile

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.test import Client

from ivz.accounts.models import DutyAssignment, User
from ivz.network.models import Person, Seat
from tests.addresses import ARGUMENT
from tests.canary.planting import texts_of
from tests.canary.rules import models_with_a_rule
from tests.canary.visits import NOT_SENT, visitor_called

pytestmark = pytest.mark.django_db

MARKUP = """="'<i onqx=1>"""
READERS = ["secretary in the platform", "administrator", "auditor"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
VERBS = ["put", "patch", "delete", "trace", "options"]
OUTSIDE = "..%2f..%2f..%2fetc%2fpasswd"


def ours():
    return [model for model in apps.get_models() if "ivz." in model.__module__]


def write_everywhere(text):
    """Put ``text`` in every text of every record, except what addresses or the code go by."""
    for model in ours():
        for field in texts_of(model()):
            is_name_in_code = isinstance(field, models.SlugField) or field.name in {"code", "key"}
            is_short = (field.max_length or len(text)) < len(text)
            if is_name_in_code or is_short or isinstance(field, models.JSONField):
                continue
            try:
                with transaction.atomic():
                    model.objects.update(**{field.name: text})
            except IntegrityError:
                continue


@pytest.mark.one_engine
@pytest.mark.slow
def test_canary_no_text_becomes_markup_or_a_formula(opened):
    asked = opened.addresses
    write_everywhere(MARKUP)
    seen, harmful = 0, []

    for name in READERS:
        client = visitor_called(name, opened).client
        for pattern, path in asked:
            answer = client.get(path)
            if answer.status_code == 500:
                harmful.append(f"{name} breaks {path}")
            seen += b"onqx=1" in answer.content
            harmful += [f"{each} at {path}" for each in harm_in(answer, pattern)]

    assert seen > 100
    assert not harmful, "\n".join(harmful)


def harm_in(answer, pattern):
    """Give what a browser or a spreadsheet would take for more than text."""
    kind = answer.get("Content-Type", "")
    if "csv" in kind:
        cells = [cell for row in csv.reader(io.StringIO(answer.content.decode())) for cell in row]
        return ["formula" for cell in cells if "onqx" in cell and cell.startswith(FORMULA)]
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            told = b"".join(packed.read(name) for name in packed.namelist())
        return ["formula in a workbook"] if b"table:formula" in told else []
    if "html" in kind or "svg" in kind or pattern.endswith(".pdf"):
        return ["markup"] if MARKUP[:4].encode() in answer.content else []
    return []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nobody", "member in the board"])
def test_canary_fields_that_no_form_asks_change_nothing(opened, name):
    client = visitor_called(name, opened).client
    names = {field.name for model in ours() for field in model._meta.concrete_fields}
    values = [str(Person.objects.first().pk), "public", "administrator", "secretary"]
    sent = dict.fromkeys(names - {"version"}, values)
    before = what_rights_hang_on()
    changed = []

    for pattern, path in opened.addresses:
        if pattern in NOT_SENT:
            continue
        cookies = client.cookies.copy()
        with transaction.atomic():
            answer = client.post(path, sent)
            changed += [path] if what_rights_hang_on() != before else []
            changed += [f"{path} breaks"] if answer.status_code >= 500 else []
            transaction.set_rollback(True)
        client.cookies = cookies

    assert changed == []


def what_rights_hang_on():
    """Give who sits where, who has which duty and account, and how open each record is."""
    levelled = [model for model in models_with_a_rule() if "openness" in field_names(model)]
    rows = [model.objects.order_by("pk").values_list("pk", "openness") for model in levelled]
    rows += [
        Seat.objects.order_by("pk").values_list("pk", "role", "person", "is_revoked"),
        DutyAssignment.objects.order_by("pk").values_list("user", "duty"),
        User.objects.order_by("pk").values_list("pk", "is_active", "password"),
        Person.objects.order_by("pk").values_list("pk", "user"),
    ]
    return [list(each) for each in rows]


def field_names(model):
    return {field.name for field in model._meta.concrete_fields}


@pytest.mark.slow
def test_canary_no_address_takes_a_form_without_its_token(opened):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(visitor_called(READERS[0], opened).who.actor.user)

    answers = {path: client.post(path).status_code for _pattern, path in opened.addresses}

    assert {path: code for path, code in answers.items() if code not in {403, 405}} == {}
    assert list(answers.values()).count(403) > 40


def test_canary_no_path_leads_out_of_the_site(opened):
    client = visitor_called(READERS[0], opened).client
    paths = ["/static/" + OUTSIDE, "/" + OUTSIDE]
    for pattern in {pattern for pattern, _path in opened.addresses}:
        for number, _argument in enumerate(ARGUMENT.findall(pattern)):
            parts = iter(OUTSIDE if each == number else "1" for each in range(9))
            paths.append("/" + ARGUMENT.sub(lambda _found, parts=parts: next(parts), pattern))

    answers = [(path, client.get(path)) for path in paths]

    assert [path for path, answer in answers if answer.status_code not in {404, 400}] == []
    assert not [path for path, answer in answers if b"root:" in answer.content]


@pytest.mark.one_engine
def test_canary_no_other_verb_does_anything(opened):
    client = visitor_called(READERS[0], opened).client
    before, odd = what_rights_hang_on(), []

    for number, (_pattern, path) in enumerate(opened.addresses):
        verb = VERBS[number % len(VERBS)]
        answer = getattr(client, verb)(path, headers={"X-HTTP-Method-Override": "POST"})
        odd += [f"{verb} {path}: {answer.status_code}"] if answer.status_code >= 500 else []

    assert odd == []
    assert what_rights_hang_on() == before


STRANGE = {
    "a host of somebody else": ("get", "/", {"headers": {"Host": "evil.example"}}, {400}),
    "a newline in an address to go back to": (
        "post",
        "/taal/",
        {"data": {"language": "en", "next": "/\r\nSet-Cookie: stolen=1"}},
        {302},
    ),
    "an address of another site": (
        "post",
        "/taal/",
        {"data": {"language": "en", "next": "//evil.example/"}},
        {302},
    ),
    "a null in a question": ("get", "/netwerk/twente/zoek/?q=%00", {}, {200}),
    "bytes that are no text": ("get", "/netwerk/twente/zoek/?q=%ff%fe", {}, {200}),
    "one name twice": ("get", "/api/v1/meetings?page=1&page=x", {}, {200, 400}),
    "a very long question": ("get", "/netwerk/twente/zoek/?q=" + "x" * 20_000, {}, {200}),
    "too many fields": ("post", "/taal/", {"data": {str(n): "" for n in range(1500)}}, {400}),
    "too large a body": (
        "post",
        "/taal/",
        {
            "data": b"a=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            "content_type": "application/x-www-form-urlencoded",
        },
        {400, 413},
    ),
    "lists in lists in lists": (
        "post",
        "/api/v1/meetings",
        {"data": "[" * 100_000, "content_type": "application/json"},
        {405},
    ),
    "a number beyond every table": ("get", f"/privacy/verzoeken/{10**30}/", {}, {404}),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_canary_strange_requests_are_refused_in_words(opened, strange):
    method, path, sent, expected = STRANGE[strange]
    client = visitor_called("nobody", opened).client

    answer = getattr(client, method)(path, **sent)

    assert answer.status_code in expected
    assert "stolen" not in answer.cookies
    assert "\n" not in answer.get("Location", "")
    assert not re.match(r"(https?:)?//", answer.get("Location", ""))
    assert "Traceback" not in answer.content.decode(errors="replace")
