"""What tests of the page that reads seats and people in do alike."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

PAGE = "/netwerk/twente/inlezen/"
HEADING = "overleg,rol,functie,werkgever,organisatie,vanaf"


def send(client, table, **more):
    content = table.encode() if isinstance(table, str) else table
    return client.post(
        PAGE, {"file": SimpleUploadedFile("zetels.csv", content), "reason": "Nieuwe lijst", **more}
    )


def confirm(client, trial, **more):
    return client.post(
        PAGE,
        {
            "table": trial.context["table"],
            "fingerprint": trial.context["outcome"].fingerprint,
            "reason": "Nieuwe lijst",
            **more,
        },
    )


def effects(answer):
    return [(line.effect, line.what) for line in answer.context["outcome"].lines]


def problems(answer):
    return [(each.line, each.column, each.expected) for each in answer.context["refused"].problems]


def text(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def queries_for(table, client):
    """Give how many queries showing and storing a table takes."""
    with CaptureQueriesContext(connection) as showing:
        trial = send(client, table)
    with CaptureQueriesContext(connection) as storing:
        assert confirm(client, trial).status_code == 302
    return len(showing), len(storing)
