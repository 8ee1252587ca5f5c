"""Answers to the four questions of the start, and reading what the page says back."""

from bs4 import BeautifulSoup
from django.urls import reverse

ASSEN, EMMEN = "GM0106", "GM0114"
NETWORK = {"name": "Drenthe", "purpose": "Samen tegen ondermijning."}
MUNICIPALITIES = {"municipalities": [ASSEN, EMMEN]}
BOARD = {"name": "Veiligheidsoverleg Drenthe", "short_name": "DVO Drenthe", "kind": "board"}
PLATFORM = {"name": "Platform IV Drenthe", "short_name": "Platform Drenthe", "kind": "platform"}
MEETING = {
    "body": "0",
    "date": "2016-11-14",
    "starts_at": "10:30",
    "place": "Provinciehuis",
    "function": "Regiocoördinator",
}


def rows(*bodies):
    """Give bodies as the form sends them."""
    sent = {"form-TOTAL_FORMS": str(len(bodies)), "form-INITIAL_FORMS": "0"}
    for number, body in enumerate(bodies):
        sent |= {f"form-{number}-{field}": value for field, value in body.items()}
    return sent


def answer(client, question, data):
    names = {"network": "begin", "meeting": "begin_meeting"}
    return client.post(reverse(f"home:{names.get(question, f'begin_{question}')}"), data)


def answer_all(client, **changed):
    """Answer the four questions; a question that is named gets another answer."""
    answers = {
        "network": NETWORK,
        "municipalities": MUNICIPALITIES,
        "bodies": rows(BOARD, PLATFORM),
        "meeting": MEETING,
    }
    for question, data in (answers | changed).items():
        response = answer(client, question, data)
    return response


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def errors_in(response):
    return [error.get_text(strip=True) for error in page_of(response).select(".ivz-field__error")]
