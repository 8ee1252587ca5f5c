"""What tests of pages read: addresses, and parts of a page."""

import io
import re
import subprocess
import zipfile
from html import unescape

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


def words_in(content):
    """Give the words of a PDF or an ODT, as somebody reads them."""
    if content.startswith(b"%PDF"):
        read = subprocess.run(
            ["pdftotext", "-raw", "-", "-"],  # noqa: S607
            input=content,
            capture_output=True,
            check=True,
        )
        text = read.stdout.decode()
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = unescape(re.sub("<[^>]+>", " ", packed.read("content.xml").decode()))
    return " ".join(text.replace("\u00ad", "").split())
