"""Addresses of the pages about meeting series, the years made from them, and school holidays."""

from django.urls import path

from ivz.meetings.views import holidays, series, year

_series = "reeksen/<int:meeting_series>/"

urlpatterns = [
    path("jaar/<int:year>/", year.page, name="year"),
    path("reeksen/", series.overview, name="series"),
    path("reeksen/nieuw/", series.new, name="new_series"),
    path(f"{_series}wijzig/", series.edit, name="edit_series"),
    path(f"{_series}verwijder/", series.remove, name="remove_series"),
    path(f"{_series}jaar/<int:year>/", series.year, name="series_year"),
    path(f"{_series}jaar/<int:year>/terug/", series.unmake, name="unmake_year"),
    path(f"{_series}jaar/<int:year>/wissel/", series.swap, name="swap_hosts"),
    path("schoolvakanties/", holidays.page, name="holidays"),
    path("schoolvakanties/<int:school_holiday>/verwijder/", holidays.remove, name="remove_holiday"),
]
