"""Start-up of the subject on what the network knows."""

from django.apps import AppConfig


class PositionConfig(AppConfig):
    name = "ivz.position"
