"""Start-up of the portfolios subject."""

from django.apps import AppConfig


class PortfoliosConfig(AppConfig):
    name = "ivz.portfolios"
