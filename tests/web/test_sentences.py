"""``translate`` says what Django's own says, in fewer steps."""

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import override

WAYS = [
    '{% translate "Save" %}',
    '{% translate "Save" as said %}[{{ said }}]',
    '{% translate "Save" noop %}',
    '{% translate "Nowhere in a catalogue, 100% <b>" %}',
    '{% translate "Save"|upper %}',
    "{% translate typed %}",
    '{% translate "Save" context "of a boat" %}',
    '{% translate "" %}',
    '{% translate _("Save") %}',
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_sentence_is_said_as_django_says_it(way, language):
    context = {"typed": "<b>Save</b>"}
    with override(language):
        ours = Template(way).render(Context(context))
        django = Template("{% load i18n %}" + way).render(Context(context))

    assert ours == django
    assert isinstance(ours, SafeString)


def test_a_sentence_follows_the_language_of_the_moment():
    page = Template('{% translate "Save" %}')

    with override("nl"):
        assert page.render(Context()) == "Bewaar"
    with override("en"):
        assert page.render(Context()) == "Save"
