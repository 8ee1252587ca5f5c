"""The text of a PDF, page by page."""

import io
from collections.abc import Iterator
from itertools import islice

from pypdf import PdfReader

MOST_PAGES = 1_000


def texts_of_pdf(content: bytes) -> Iterator[str]:
    """Give the text of each page; pictures of text hold none."""
    for page in islice(PdfReader(io.BytesIO(content)).pages, MOST_PAGES):
        yield page.extract_text()
