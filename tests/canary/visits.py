"""Asking for everything, in every way, and reading whatever comes back."""

import io
import json
import re
import subprocess
import zipfile
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from ivz.accounts.actors import Actor
from ivz.accounts.models import User
from ivz.authorization.roles import Duty
from ivz.search.relating import Closeness
from ivz.search.relating import related as related_up_to
from tests.canary.people import Someone
from tests.canary.planting import LOOKS_LIKE_A_WORD
from tests.canary.rules import RULES
from tests.factories import TODAY

NOT_SENT = {"voorbeeld/opnieuw/": "empties the database and loads it anew"}
DRAWN_BY_CHANCE = re.compile(r'("X-CSRFToken": |csrfmiddlewaretoken" value=)"[^"]+"')
NONSENSE = "qxzzzz"
HAS_A_BOX = re.compile(rb'type="(search|text)"')
SHORTEST_WORD = 2
PLAUSIBLE = {
    "network": ["twente", "ijsselland"],
    "body": ["dvo-twente"],
    "year": ["2018"],
    "asOf": ["2016-10-10"],
    "pageSize": ["200"],
}


class Visitor:
    """Somebody at the site, who may not find certain words."""

    def __init__(self, who, planted):
        self.who, self.planted = who, planted
        self.forbidden = planted.forbidden_to(who)
        self.addresses = []  # the auditor reads which address was refused to others
        self.client = Client(raise_request_exception=False)
        if who.actor.user:
            self.client.force_login(who.actor.user)
        self.searches, self.written, self.unwritten = {}, set(), set()

    def everything(self, asked):
        """Read, write, ask as a program, and search for a word of each kind of record."""
        yield from self.leaks(asked)
        yield from self.told_by_programs()
        yield from self.told_by_searching(self.beginnings())

    def beginnings(self):
        """Give few beginnings of words: of each field of each kind one, and of no word to read.

        A search looks for a part of a word, so it finds by these what it finds by the whole. What
        looks like a word to read may find that one: it is left out.
        """
        kinds, read = {}, set()
        for word, (record, name) in self.planted.words.items():
            starts = [word[:length] for length in range(SHORTEST_WORD, len(word) + 1)]
            if word not in self.forbidden:
                read.update(starts)
                continue
            for start in starts:
                kinds.setdefault(start, set()).add((record._meta.label, name))
        closed = {start: of_it for start, of_it in kinds.items() if not related(start, read) & read}
        left = set().union(*closed.values())
        while left:
            start = max(closed, key=lambda each: len(closed[each] & left))
            yield start
            left -= closed[start]

    def leaks(self, asked):
        """Go everywhere and give a sentence for each word that shows but should not."""
        if self.who.has(Duty.AUDITOR):
            self.addresses = sorted((path for _pattern, path in asked), key=len, reverse=True)
        for pattern, path in asked:
            yield from self.read(pattern, path)
            yield from self.write(pattern, path)

    def read(self, pattern, path):
        if pattern in self.unwritten:
            return
        answer = self.client.get(path)
        if answer.status_code == 405:
            self.unwritten.add(pattern)
            return
        yield from self.found(answer, path)
        if "HX-Request" in answer.get("Vary", ""):
            yield from self.found(self.client.get(path, headers={"HX-Request": "true"}), path)
        if HAS_A_BOX.search(answer.content):
            self.note_searches(answer, pattern, path)

    def write(self, pattern, path):
        """Send the form of a page empty, once for each pattern, and take back what that did."""
        if pattern in NOT_SENT or pattern in self.written or pattern.startswith("api/"):
            return
        self.written.add(pattern)
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            answer = self.client.post(path, {})
            yield from self.found(answer, path)
            do_what_waits_for_the_end()
            transaction.set_rollback(True)
        self.client.cookies = cookies
        yield from self.mailed(path)

    def found(self, answer, path):
        if answer.status_code == 500:  # 503 is said on purpose: a file is not on the disk
            yield f"{self.who.name} breaks {path}: {answer.status_code}"
        said = [str(message) for message in get_messages(answer.wsgi_request)]
        shown = " ".join([text_of(answer), str(answer.headers), *said])
        yield from self.named(shown, path)

    def named(self, shown, path):
        shown = DRAWN_BY_CHANCE.sub("", shown)
        for address in self.addresses:
            shown = shown.replace(address, "")
        for word in set(LOOKS_LIKE_A_WORD.findall(shown)) & self.forbidden.keys():
            if word not in path:
                yield f"{self.who.name} finds at {path}: {self.forbidden[word]}"

    def mailed(self, path):
        yield from read_mail(self.planted, after=path)

    def note_searches(self, answer, pattern, path):
        for form in BeautifulSoup(answer.content, "html.parser").find_all("form"):
            if form.get("method", "get").lower() == "get":
                for box in form.select("input[type=search], input[type=text]"):
                    address = form.get("action") or path
                    place = form.get("action") or pattern  # the box at the top is one box
                    self.searches.setdefault((place, box["name"]), address)

    def told_by_searching(self, words):
        """Look for each word and for nonsense; the answers may not differ but in that word."""
        words = list(words)
        for (_pattern, name), address in self.searches.items():
            blank = self.searched(address, name, NONSENSE)
            for word in words:
                if self.searched(address, name, word) != blank:
                    closed = [self.forbidden[each] for each in self.forbidden if word in each]
                    yield f"{self.who.name} sees from searching {address}, {word}: one of {closed}"

    def searched(self, address, name, word):
        answer = self.client.get(address, {name: word})
        page = re.sub(r'csrf\w*"[^"]*"[^"]*"', "", text_of(answer), flags=re.IGNORECASE)
        return re.sub(rf"\b{word}\b", "", DRAWN_BY_CHANCE.sub("", page))

    def told_by_programs(self):
        """Ask the interface for programs with every parameter that it describes."""
        described = self.client.get("/api/v1/openapi.json").json()
        for path, operations in described["paths"].items():
            given = operations["get"].get("parameters", [])
            if "{" not in path:
                for query in queries(given):
                    address = f"/api/v1{path}?{urlencode(query)}"
                    yield from self.found(self.client.get(address), address)


def do_what_waits_for_the_end():
    """Do what waits for the transaction to end, in one that will be taken back."""
    for _ids, send, _robust in list(connection.run_on_commit):
        send()
    connection.run_on_commit.clear()


def read_mail(planted, *, after):
    """Read the mail that was sent as each who gets it; who is unknown is nobody."""
    for letter in mail.outbox:
        told = " ".join([letter.subject, letter.body, str(letter.message())])
        written = set(LOOKS_LIKE_A_WORD.findall(told)) & planted.words.keys()
        for address in letter.recipients() if written else []:
            reader = holder_of(address)
            for word in sorted(written):
                record, name = planted.words[word]
                if not RULES[record._meta.label].reads(reader, record, name):
                    yield f"{address} gets in the mail after {after}: {record._meta.label} {name}"
    mail.outbox.clear()


def related(word, known):
    """Give the words that the search takes for ``word``, spelled as they are or nearly so."""
    return related_up_to(word, known, up_to=Closeness.TYPO)


def visitor_called(name, planted):
    """Give the visitor who goes by this name."""
    return Visitor(next(who for who in planted.people if who.name == name), planted)


def holder_of(address):
    """Give whose mail address it is."""
    known = {each.name for each in User._meta.concrete_fields}
    user = User.objects.filter(email=address).first() if "email" in known else None
    return Someone(address, Actor(user=user, today=TODAY))


def queries(parameters):
    """Give for each value of each parameter a query with all that must be there besides."""
    values = {each["name"]: plausible(each) for each in parameters if each["in"] == "query"}
    must = {
        each["name"]: plausible(each)[0]
        for each in parameters
        if each["in"] == "query" and each.get("required")
    }
    yield must
    for name, tried in values.items():
        yield from ({**must, name: value} for value in tried if must.get(name) != value)


def plausible(parameter):
    """Give the values to try: those named above, all of a choice, or one that fits the type."""
    if parameter["name"] in PLAUSIBLE:
        return PLAUSIBLE[parameter["name"]]
    schema = parameter["schema"]
    kinds = [schema, *schema.get("anyOf", [])]
    chosen = [value for kind in kinds for value in kind.get("enum", [])]
    types = {kind.get("format") or kind.get("type") for kind in kinds}
    fits = {"boolean": "true", "date": TODAY.isoformat(), "integer": "1"}
    return chosen or [fits[each] for each in sorted(types & fits.keys(), key=str)] or [NONSENSE]


def text_of(answer):
    """Give everything an answer says: text, or what is inside a PDF or an office file."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
        return " ".join(part.decode(errors="replace") for part in parts)
    if content.startswith(b"%PDF"):
        return text_of_pdf(content)
    text = content.decode(errors="replace")
    is_json = "json" in answer.get("Content-Type", "")
    return text + (json.dumps(json.loads(text), ensure_ascii=False) if is_json and text else "")


def text_of_pdf(content):
    """Give the words and the properties of a PDF."""
    programs = [["pdftotext", "-", "-"], ["pdfinfo", "-"], ["pdfinfo", "-meta", "-"]]
    told = [
        subprocess.run(program, input=content, capture_output=True, check=True).stdout
        for program in programs
    ]
    return b" ".join(told).decode(errors="replace")
