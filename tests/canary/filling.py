"""The forms of a page, filled in as somebody in a hurry would: what stands there, or anything."""

from bs4 import BeautifulSoup, SoupStrainer

from tests.factories import TODAY

FORMS = SoupStrainer("form")
ANYTHING = {
    "date": TODAY.isoformat(),
    "time": "10:00",
    "number": "1",
    "email": "iemand@example.org",
    "url": "https://example.org/",
}
TEXT = "Tekst"
NOT_TYPED = {"file", "submit", "button", "reset", "image"}


def forms_on(answer, path):
    """Give where each form of a page leads, with what a browser sends for each of its buttons."""
    if "html" not in answer.get("Content-Type", "") or answer.streaming:
        return
    for form in BeautifulSoup(answer.content, "html.parser", parse_only=FORMS).find_all("form"):
        if form.get("method", "get").lower() == "post":
            yield form.get("action") or path, form


def filled_in(form):
    """Give what a browser sends of a form, once for each of its buttons."""
    sent = {}
    for field in form.find_all(["input", "select", "textarea"]):
        name = field.get("name")
        if name and not field.has_attr("disabled"):
            sent.setdefault(name, []).extend(values_of(field, already=sent.get(name)))
    buttons = [each for each in form.find_all("button") if each.get("name")]
    yield from ({**sent, each["name"]: [each.get("value", "")]} for each in buttons)
    if not buttons:
        yield sent


def values_of(field, *, already):
    if field.name == "select":
        return options_of(field)
    if field.name == "textarea":
        return [field.text.strip() or TEXT]
    kind = field.get("type", "text")
    if kind in NOT_TYPED:
        return []
    if kind in {"checkbox", "radio"}:
        is_chosen = field.has_attr("checked") or (kind == "radio" and not already)
        return [field.get("value", "on")] if is_chosen else []
    is_kept = kind == "hidden" or field.get("value")
    return [field.get("value", "")] if is_kept else [ANYTHING.get(kind, TEXT)]


def options_of(field):
    options = field.find_all("option")
    chosen = [each for each in options if each.has_attr("selected") and each.get("value")]
    able = chosen or [each for each in options if each.get("value")][:1]
    return [each["value"] for each in able]
