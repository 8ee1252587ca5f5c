"""Reading the register pages of the example as a visitor does, for a day."""

from bs4 import BeautifulSoup
from django.test import Client


def page(client: Client, path: str, *, on: str = "2016-10-10") -> BeautifulSoup:
    """Give the main part of a register page as of a day."""
    response = client.get(f"/netwerk/{path}", {"peildatum": on})
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser").main


def words(client: Client, path: str, *, on: str = "2016-10-10") -> str:
    """Give what a register page says as of a day, in one line."""
    return one_line(page(client, path, on=on))


def one_line(element: BeautifulSoup) -> str:
    """Give the words of a part of a page with single spaces."""
    return " ".join(element.get_text(" ", strip=True).replace("\N{NO-BREAK SPACE}", " ").split())


def body(client: Client, network: str, slug: str, *, on: str = "2016-10-10") -> str:
    """Give what the page of one body says as of a day."""
    return words(client, f"{network}/overleggen/{slug}/", on=on)


def bodies_on(client: Client, network: str, *, on: str) -> str:
    """Give what the page with all bodies of a network says as of a day."""
    return words(client, f"{network}/overlegstructuur/", on=on)


def rows_of(client: Client, network: str, slug: str, *, on: str = "2016-10-10") -> list[str]:
    """Give the seats of a body as its page lists them on a day, later ones left out."""
    shown = page(client, f"{network}/overleggen/{slug}/", on=on)
    tables = [table for table in shown.select("table") if one_line(table.caption) == "Zetels"]
    return [one_line(row) for table in tables for row in table.select("tbody tr")]
