"""What a choice is called: in the language of the page, and without asking for the others."""

from django.utils import translation

from ivz.authorization.roles import Role
from ivz.network.models import Seat


def test_a_choice_is_called_as_in_the_language_of_the_page():
    seat = Seat(role=Role.SECRETARY)

    with translation.override("nl"):
        assert seat.get_role_display() == "Secretaris"
    with translation.override("en"):
        assert seat.get_role_display() == "Secretary"


def test_a_value_that_is_no_choice_is_shown_as_it_is():
    assert Seat(role="stadhouder").get_role_display() == "stadhouder"


def test_a_label_is_found_without_translating_the_other_labels():
    asked = []

    class Label:
        def __init__(self, text):
            self.text = text

        def __str__(self):
            asked.append(self.text)
            return self.text

        def __hash__(self):
            asked.append(self.text)
            return hash(self.text)

    class Field:
        attname = "role"
        flatchoices = [("chair", Label("Voorzitter")), ("member", Label("Lid"))]

    assert Seat(role="member")._get_FIELD_display(Field()) == "Lid"
    assert set(asked) == {"Lid"}
