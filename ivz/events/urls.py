"""Addresses of the pages on events and theme weeks."""

from django.urls import path

from ivz.events.views import events, weeks

app_name = "events"

_WEEK = "themaweken/<slug:week>/"

urlpatterns = [
    path("", events.index, name="list"),
    path("nieuw/", events.new, name="new"),
    path("themaweken/", weeks.index, name="weeks"),
    path("themaweken/nieuw/", weeks.new, name="new_week"),
    path(_WEEK, weeks.page, name="week"),
    path(f"{_WEEK}themaweek.<slug:suffix>", weeks.file, name="week_file"),
    path(f"{_WEEK}wijzig/", weeks.change, name="change_week"),
    path(f"{_WEEK}gaat-niet-door/", weeks.cancel, name="cancel_week"),
    path(f"{_WEEK}gaat-toch-door/", weeks.put_back, name="put_week_back"),
    path(f"{_WEEK}activiteit/", weeks.join, name="join"),
    path("<slug:event>/", events.page, name="event"),
    path("<slug:event>/wijzig/", events.change, name="change"),
    path("<slug:event>/gaat-niet-door/", events.cancel, name="cancel"),
    path("<slug:event>/gaat-toch-door/", events.put_back, name="put_back"),
    path("<slug:event>/uit-de-themaweek/", weeks.leave, name="leave"),
]
