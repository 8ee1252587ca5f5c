"""What was adopted as a focus agenda changes no more, and the page says so."""

import pytest
from django.urls import reverse

from ivz.projects.models import FocusGround
from tests.projects.network import region
from tests.projects.test_focus import adopted
from tests.projects.test_pages import signed_in, text_of

pytestmark = pytest.mark.django_db


def test_a_ground_of_what_was_adopted_stays_and_the_page_says_why():
    here = region()
    agenda, ground = adopted(here), FocusGround.objects.get()
    address = reverse("projects:remove_ground", args=[agenda.slug, ground.pk])

    done = signed_in(here.coordinator).post(address, follow=True)

    assert "Wat is vastgesteld, verandert niet meer." in text_of(done)
    assert FocusGround.objects.filter(pk=ground.pk).exists()
