"""Start-up of the events subject."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "ivz.events"
