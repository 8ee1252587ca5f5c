"""Keeping a meeting through the screens, as its secretary does, and reading what comes out.

Everything goes in by the forms of the pages, without a script: a screen a step.
"""

import io
import re

import pikepdf
from django.test import Client
from playwright.sync_api import expect

from ivz.meetings.models import AgendaItem, Meeting
from ivz.network.models import Person, Seat, in_force
from tests.factories import UserFactory
from tests.meetings.pages import words_in

SUBMIT = "main form button[type=submit].nl-button--primary"


class Secretary:
    """A signed-in window, and one meeting that is kept in it."""

    def __init__(self, context, base_url, body):
        self.body, self.address = body, ""
        context.route("**/static/**", lambda route: route.abort())  # nothing here asks for looks
        self.page = context.new_page()
        context.add_cookies([session_of(secretary_of(body), base_url)])

    def go(self, path):
        self.page.goto(f"{self.address}{path}")

    def fill(self, **given):
        """Fill in fields by name; opens what is folded around them."""
        for name, value in given.items():
            field = self.page.locator(f"main [name={name}]").first
            folded = field.locator("xpath=ancestor::details[not(@open)]")
            while folded.count():
                folded.first.locator("summary").first.click()
            kind = field.evaluate("element => element.type || element.tagName")
            if kind == "radio":
                self.page.locator(f"main [name={name}][value={value}]").check()
            elif kind == "checkbox":
                field.set_checked(value)
            elif kind == "select-one":
                field.select_option(str(value))
            else:
                field.fill(str(value))

    def send(self, button=SUBMIT):
        """Press a button; whatever it was, no form comes back with an error."""
        self.page.locator(button).first.click()
        expect(self.page.locator("main .ivz-field__error")).to_have_count(0)

    def plans(self, date, **when):
        self.page.goto("/vergaderingen/nieuw/")
        self.fill(body=self.body.slug, date=date.isoformat(), **when)
        self.send()
        self.meeting = Meeting.objects.filter(body=self.body).latest("pk")
        assert self.meeting.date == date
        self.address = self.meeting.get_absolute_url()

    def changes(self, **given):
        self.go("wijzig/")
        self.fill(**given)
        self.send()

    def puts_on(self, label, title, kind="discuss", **more):
        self.go("agenda/nieuw/")
        self.fill(label=label, title=title, kind=kind, planned_openness="public", **more)
        self.send()

    def takes_off(self, *labels):
        for label in labels:
            self.go(f"agenda/{self.key(label)}/verwijder/")
            self.send("main form button[type=submit]")

    def renames(self, before, **more):
        self.go(f"agenda/{self.key(before)}/wijzig/")
        self.fill(**more)
        self.send()

    def hangs(self, label, title, sender=""):
        self.go(f"agenda/{self.key(label)}/bijlage-erbij/")
        self.fill(title=title, sender=sender, planned_openness="public")
        self.send()

    def hangs_file(self, title, content):
        """Hang a file on the meeting itself, such as a record that came in on paper."""
        self.go("bijlage-erbij/")
        file = {"name": "verslag.pdf", "mimeType": "application/pdf", "buffer": content}
        self.page.locator("main input[type=file]").set_input_files(file)
        self.fill(title=title, planned_openness="public")
        self.send()

    def convenes(self):
        self.go("bijeenroepen/")
        self.send()

    def keeps_attendance(self, *, absent=(), deputies=(), guests=()):
        """Note who was absent and replaced, by function; everybody else was there."""
        seats = Seat.objects.filter(in_force(self.meeting.date), body=self.body)
        by_function = {seat.person.function: seat.pk for seat in seats.select_related("person")}
        self.go("aanwezigheid/")
        for function in absent:
            self.fill(**{f"presence_{by_function[function]}": "absent_with_notice"})
        for function, deputy in deputies:
            seat = by_function[function]
            self.fill(**{f"presence_{seat}": "deputised", f"deputy_{seat}": deputy})
        self.fill(guests="\n".join(guests))
        self.send("button[name=rest]")
        self.send("main form .ivz-actions button.nl-button--primary")

    def is_refused_twice(self, function):
        """Paste a list on which somebody is present and absent: nothing is filled in for them."""
        self.go("aanwezigheid/")
        self.fill(geplakt=f"Aanwezig: {function}\nAfwezig: {function}")
        self.send("button[name=lees]")
        expect(self.page.get_by_role("alert")).to_contain_text(function)
        seat = self.page.locator("fieldset", has_text=function)
        expect(seat.locator("input:checked:not([value=''])")).to_have_count(0)

    def reports(self, label, minutes, conclusion=""):
        self.go(f"agenda/{self.key(label)}/verslag/")
        self.fill(minutes=minutes, conclusion=conclusion)
        self.send()

    def agrees(self, label, kind, what, **more):
        self.go(f"agenda/{self.key(label)}/afspraken/")
        self.fill(kind=kind, what=what, **more)
        self.send()

    def hears(self, label, *voices):
        """Note where members stand on an item: function, position and words."""
        self.go(f"in-de-vergadering/{self.key(label)}/")
        for function, position, words in voices:
            form = self.page.locator("form[action$='/lid/']")
            chosen = form.locator("option", has_text=re.compile(f"^{re.escape(function)}"))
            form.locator("[name=seat]").select_option(chosen.first.get_attribute("value"))
            form.locator("[name=position]").select_option(position)
            form.locator("[name=words]").fill(words)
            form.locator("button").click()
            expect(self.page.locator(f"input[name=words][value='{words}']")).to_have_count(1)

    def decides(self, label, outcome, text, *, conclusion="", **more):
        """Note the outcome of an item without paper, and record it."""
        self.go(f"besluiten/{label}/")
        self.fill(outcome=outcome, text=text, **more)
        self.send(".ivz-outcome-form button[type=submit]")
        self.go(f"besluiten/{label}/vastleggen/")
        self.fill(**{"conclusion": conclusion} if conclusion else {})
        self.send()
        expect(self.page.locator("#recording")).to_contain_text(self.body.short_name)

    def settles(self, follow_up, answer):
        """Write down at the meeting what came of something earlier."""
        self.go("")
        form = self.page.locator(f"form[action$='/afgehandeld/{follow_up.pk}/']")
        self.page.locator("li", has=form).locator("summary").click()
        form.locator("[name=result]").fill(answer)
        form.locator("button").click()

    def parks(self, label, title):
        self.go(f"agenda/{self.key(label)}/parkeer/")
        self.fill(title=title)
        self.send()

    def publishes(self, *, reason="", **forms):
        self.go("besluitenlijst/")
        self.fill(**forms)
        self.send("form[action$='/verslagvormen/'] button")
        self.go("publiceer/")
        if reason:
            self.fill(reason=reason)
        self.send(".ivz-stick form button.nl-button--primary")
        self.page.wait_for_url("**/gepubliceerd/")

    def key(self, label):
        return AgendaItem.objects.get(meeting=self.meeting, label=label).pk


def secretary_of(body):
    """Give the secretary of a body an account, where there is none yet."""
    seats = Seat.objects.filter(body=body, role="secretary", is_revoked=False)
    person = Person.objects.filter(seats__in=seats).order_by("-user", "pk").first()
    if person.user is None:
        person.user = UserFactory()
        person.save()
    return person.user


def session_of(user, base_url):
    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}


def three_ways(visitor, address, name):
    """Give the words of a record as a visitor reads it: page, PDF and ODT; the PDF is tagged."""
    visitor.goto(f"{address}{name}/")
    found = {"page": " ".join(visitor.locator("main").inner_text().split())}
    for suffix in ["pdf", "odt"]:
        answer = visitor.request.get(f"{address}{name}.{suffix}")
        assert answer.ok, suffix
        found[suffix] = words_in(answer.body())
        if suffix == "pdf":
            with pikepdf.open(io.BytesIO(answer.body())) as document:
                assert "/StructTreeRoot" in document.Root
    return found


def hold(found, *expected):
    """Check that every form of a record tells everything that is expected, in that order."""
    for way, words in found.items():
        at = 0
        for each in expected:
            where = words.find(each, at)
            assert where >= 0, f"{way} lacks {each!r} in: {words[at:]}"
            at = where
