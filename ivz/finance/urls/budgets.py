"""Addresses of the pages on budgets."""

from django.urls import path

from ivz.finance.views import annual_accounts, booking_import, bookings, budget_posts, budgets

app_name = "budgets"

YEAR = "<slug:network>/<int:year>/"
HERE = "<slug:network>/<int:year>/<int:edition>/"

urlpatterns = [
    path("", budgets.start, name="start"),
    path("nieuw/", budgets.new, name="new"),
    path(HERE, budgets.page, name="budget"),
    path(f"{HERE}begroting.<slug:suffix>", budgets.file, name="file"),
    path(f"{HERE}wijzig/", budgets.change, name="change"),
    path(f"{HERE}weg/", budgets.remove, name="remove"),
    path(f"{HERE}bereken/", budgets.compute, name="compute"),
    path(f"{HERE}stel-voor/", budgets.propose, name="propose"),
    path(f"{HERE}eerder-vastgesteld/", budgets.note_adopted, name="note_adopted"),
    path(f"{HERE}maak-openbaar/", budgets.make_public, name="make_public"),
    path(f"{HERE}posten/nieuw/", budget_posts.add, name="add_post"),
    path(f"{HERE}posten/<int:post>/", budget_posts.change, name="change_post"),
    path(f"{HERE}posten/<int:post>/weg/", budget_posts.remove, name="remove_post"),
    path(f"{YEAR}verantwoording/", annual_accounts.page, name="account"),
    path(f"{YEAR}verantwoording.<slug:suffix>", annual_accounts.file, name="account_file"),
    path(f"{YEAR}verantwoording/begin/", annual_accounts.begin, name="begin_account"),
    path(f"{YEAR}verantwoording/schrijf/", annual_accounts.write, name="write_account"),
    path(f"{YEAR}verantwoording/teken/", annual_accounts.sign, name="sign"),
    path(f"{YEAR}verantwoording/neem-terug/", annual_accounts.take_back, name="take_back"),
    path(f"{YEAR}verantwoording/maak-openbaar/", annual_accounts.make_public, name="open_account"),
    path(f"{YEAR}stand/", bookings.page, name="watch"),
    path(f"{YEAR}stand.<slug:suffix>", bookings.file, name="watch_file"),
    path(f"{YEAR}boekingen.<slug:suffix>", bookings.bookings_file, name="bookings_file"),
    path(f"{YEAR}boekingen/<int:booking>/boek-tegen/", bookings.correct, name="correct"),
    path(f"{YEAR}boekingen/inlezen/", booking_import.page, name="import"),
    path(
        f"{YEAR}boekingen/voorbeeld.<slug:suffix>", booking_import.template, name="import_template"
    ),
    path(f"{YEAR}stand/<int:post>/", bookings.post, name="post"),
    path(f"{YEAR}stand/<int:post>/boek/", bookings.book, name="book"),
    path(f"{YEAR}stand/<int:post>/verwachting/", bookings.expect, name="expect"),
]
