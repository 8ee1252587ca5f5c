"""Start-up of the pages."""

from django.apps import AppConfig

from ivz.web.catalogues import merge_catalogues
from ivz.web.known_addresses import remember_addresses
from ivz.web.known_columns import compare_columns_quickly
from ivz.web.written_values import write_text_quickly

write_text_quickly()
remember_addresses()
compare_columns_quickly()
merge_catalogues()  # not in ready(): models, which come first, read the catalogues already


class WebConfig(AppConfig):
    name = "ivz.web"
