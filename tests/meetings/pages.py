"""What tests of pages read: addresses, and parts of a page."""

from bs4 import BeautifulSoup
from django.urls import reverse

HTMX = {"HX-Request": "true"}


def address(name, meeting, *args):
    return reverse(f"meetings:{name}", args=[meeting.body.slug, meeting.slug, *args])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def main_of(response):
    return " ".join(soup(response).select_one("main").get_text(" ").split())


def article_in(response):
    return soup(response).select_one("#meeting")


def without_tokens(article):
    for token in article.select("[name=csrfmiddlewaretoken]"):
        token.decompose()
    return article
