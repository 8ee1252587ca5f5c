"""Start-up of the effort subject."""

from django.apps import AppConfig


class EffortConfig(AppConfig):
    name = "ivz.effort"
