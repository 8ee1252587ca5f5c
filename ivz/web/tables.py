"""Answering with a table for a spreadsheet, as CSV or ODS."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from ivz.tabular.writing import CSV_TYPE, ODS_TYPE, Table, as_csv, as_ods

_WRITERS: dict[str, tuple[Callable[[Table], bytes], str]] = {
    "csv": (as_csv, CSV_TYPE),
    "ods": (as_ods, ODS_TYPE),
}


def table_response(table: Table, *, name: str, suffix: str) -> HttpResponse:
    """Give ``table`` as a file to keep.

    Args:
        table: what to write.
        name: the name of the file, without what stands after the point.
        suffix: ``csv`` or ``ods``.

    Raises:
        Http404: ``suffix`` is neither.
    """
    if suffix not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[suffix]
    response = HttpResponse(write(table), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
