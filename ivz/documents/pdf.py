"""Making tagged PDF documents from HTML.

Everything a document needs comes from our own static files; nothing is fetched.
"""

import hashlib
import mimetypes
from io import BytesIO
from pathlib import Path

import pikepdf
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "static:"
HOUSE_STYLE = "static:documents/print.css"


class UnknownAsset(FatalURLFetchingError):  # type: ignore[misc]
    """A document asks for something that is not one of our static files."""


class StaticFiles(URLFetcher):  # type: ignore[misc]
    """Reads ``static:…`` from our static files and refuses every other address."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Give the static file that ``url`` names."""
        try:
            found = finders.find(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        except SuspiciousFileOperation as outside:
            raise UnknownAsset(url) from outside
        if not isinstance(found, str):
            raise UnknownAsset(url)
        kind, _encoding = mimetypes.guess_type(found)
        return URLFetcherResponse(
            url, Path(found).read_bytes(), {"Content-Type": kind or "application/octet-stream"}
        )


def digest_of(html: str) -> str:
    """Name a document by its content and our house style, to tell whether a reader has it."""
    style = StaticFiles().fetch(HOUSE_STYLE).read()
    return hashlib.sha256(html.encode() + style).hexdigest()


def render(html: str) -> bytes:
    """Turn a document into a tagged PDF (PDF/UA-1) in our house style.

    Title and language come from the document. The same document gives the same file;
    it is made once and kept in the cache.

    Args:
        html: a whole document; what it refers to stands under ``static:``.

    Raises:
        UnknownAsset: the document asks for something outside our static files.
    """
    digest = digest_of(html)
    made: bytes | None = cache.get(f"pdf-{digest}")
    if made is None:
        made = render_once(html)
        cache.set(f"pdf-{digest}", made)
    return made


def render_once(html: str) -> bytes:
    """Make the same document as ``render`` and keep no copy: for what one reader alone may have.

    Raises:
        UnknownAsset: the document asks for something outside our static files.
    """
    identifier = bytes.fromhex(digest_of(html)[:32])
    return _with_header_scopes(_made(html, pdf_variant="pdf/ua-1", pdf_identifier=identifier))


def render_untagged(html: str) -> bytes:
    """Make a PDF that is only looked at, to be laid over pages of another one."""
    return _made(html)


def _made(html: str, **options: object) -> bytes:
    files, fonts = StaticFiles(), FontConfiguration()
    style = CSS(url=HOUSE_STYLE, url_fetcher=files, font_config=fonts)
    document = HTML(string=html, base_url=SCHEME, url_fetcher=files)
    made: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, **options)
    return made


def _with_header_scopes(pdf: bytes) -> bytes:
    # WeasyPrint tags header cells, but not what they are the header of.
    result = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        _scope_headers(document.Root.StructTreeRoot, in_head=False)
        document.save(result, deterministic_id=True)
    return result.getvalue()


def _scope_headers(element: pikepdf.Object | None, *, in_head: bool) -> None:
    if not isinstance(element, pikepdf.Dictionary):
        return
    role = str(element.get("/S", ""))
    if role == "/TH":
        attributes = element.get("/A") or pikepdf.Dictionary(O=pikepdf.Name.Table)
        attributes["/Scope"] = pikepdf.Name.Column if in_head else pikepdf.Name.Row
        element["/A"] = attributes
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        _scope_headers(child, in_head=in_head or role == "/THead")
