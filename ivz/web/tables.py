"""Answering with a table for a spreadsheet, as CSV or ODS."""

from collections.abc import Callable
from dataclasses import replace

from django.http import Http404, HttpResponse

from ivz.authorization.openness import Openness
from ivz.tabular.writing import CSV_TYPE, ODS_TYPE, Table, as_csv, as_ods
from ivz.web.exports import export_by
from ivz.web.requests import Request

_WRITERS: dict[str, tuple[Callable[[Table], bytes], str]] = {
    "csv": (as_csv, CSV_TYPE),
    "ods": (as_ods, ODS_TYPE),
}


def table_response(
    request: Request, table: Table, *, name: str, suffix: str, openness: str = Openness.PUBLIC
) -> HttpResponse:
    """Give ``table`` as a file to keep, that says who kept it and how open it is.

    Args:
        request: of whoever keeps it.
        table: what to write.
        name: what the name of the file starts with.
        suffix: ``csv`` or ``ods``.
        openness: the openness of the most closed row.

    Raises:
        Http404: ``suffix`` is neither.

    Policy: docs/policy/openness.md#exports
    """
    if suffix not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[suffix]
    export = export_by(request.actor, openness=openness)
    told = replace(table, facts=[*table.facts, *export.facts()])
    return file_response(
        write(told), content_type=content_type, name=export.file_name(name, suffix)
    )


def file_response(content: bytes | str, *, content_type: str, name: str) -> HttpResponse:
    """Give a file to keep under ``name``."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
