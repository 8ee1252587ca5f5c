"""Following the links of the site from its start page, so many pages of each kind."""

import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

from django.urls import resolve


def follow(page, *, most_of):
    """Give the view, the path and the answer of what links lead to.

    Args:
        page: a browser window, signed in or not.
        most_of: how many to ask at most, for the name of a view; 0 for none.
    """
    waiting, met, found = ["/"], set(), Counter()
    while waiting:
        path = waiting.pop(0)
        kind = resolve(urlsplit(path).path).view_name
        if path in met or found[kind] >= most_of(kind):
            continue
        met.add(path)
        found[kind] += 1
        answer = page.request.get(path)
        yield kind, path, answer
        if "text/html" in answer.headers["content-type"]:
            waiting += links_in(answer.text(), path)


def links_in(text, path):
    """Give the addresses on this site that a page links to."""
    found = [urljoin(path, link) for link in re.findall(r'href="([^"#]+)', text)]
    here = [link.replace("&amp;", "&") for link in found if not urlsplit(link).netloc]
    return [link for link in here if not link.startswith(("/static/", "mailto:", "tel:"))]
