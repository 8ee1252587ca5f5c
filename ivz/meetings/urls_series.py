"""Addresses of pages beside the meetings themselves: series, years, holidays, referrals."""

from django.urls import path

from ivz.meetings.views import holidays, referrals, series, year

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
    path("verwezen/", referrals.overview, name="referrals"),
    path("verwijs/<int:follow_up>/", referrals.refer, name="refer"),
    path("verwezen/<int:referral>/neem-aan/", referrals.accept, name="accept_referral"),
    path("verwezen/<int:referral>/antwoord/", referrals.answer, name="answer_referral"),
    path("verwezen/<int:referral>/trek-in/", referrals.withdraw, name="withdraw_referral"),
    path("schoolvakanties/", holidays.page, name="holidays"),
    path("schoolvakanties/<int:school_holiday>/verwijder/", holidays.remove, name="remove_holiday"),
]
