"""Addresses of the screens in the meeting."""

from django.urls import path

from ivz.meetings.views import live, room

_live = "<slug:body>/<slug:meeting>/in-de-vergadering/"
_item = f"{_live}<int:item>/"

urlpatterns = [
    path(_live, live.page, name="live"),
    path("<slug:body>/<slug:meeting>/zaalscherm/", room.page, name="room"),
    path(_item, live.page, name="live_item"),
    path(f"{_item}nu/", live.take_up, name="take_up"),
    path(f"{_item}verslag/", live.report, name="live_report"),
    path(f"{_item}besluit/<str:point>/", live.draft, name="live_draft"),
    path(f"{_item}lid/<int:seat>/", live.voice, name="live_voice"),
    path(f"{_item}lid/", live.add_voice, name="add_voice"),
    path(f"{_item}komt-of-gaat/", live.movement, name="live_movement"),
    path(f"{_item}afspraak/", live.agree, name="live_agree"),
]
