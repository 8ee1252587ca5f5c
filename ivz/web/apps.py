"""Start-up of the pages."""

from django.apps import AppConfig

from ivz.web.catalogues import merge_catalogues

merge_catalogues()  # not in ready(): models, which come first, read the catalogues already


class WebConfig(AppConfig):
    name = "ivz.web"
