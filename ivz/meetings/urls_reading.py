"""Addresses of preparing a meeting: what there is to read, and own notes."""

from django.urls import path

from ivz.meetings.views import reading

_meeting = "<slug:body>/<slug:meeting>/lezen/"

urlpatterns = [
    path("aantekeningen/", reading.notes, name="notes"),
    path("aantekeningen/<int:private_note>/weg/", reading.remove, name="remove_note"),
    path(_meeting, reading.page, name="reading"),
    path(f"{_meeting}<int:item>/aantekening/", reading.write, name="write_note"),
]
