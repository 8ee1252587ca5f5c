"""Receiving uploads: in memory, never more than the largest file that is taken in.

Nothing of a file that was not checked yet touches the disk.
"""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class BoundedUploadHandler(FileUploadHandler):
    """Keeps the files of one request in memory; of what goes over the limit only the size."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._received = 0
        self._buffer = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start a file."""
        super().new_file(*args, **kwargs)
        self._buffer = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, or let go of the file once the request holds too much."""
        self._received += len(raw_data)
        if self._received > settings.DOCUMENT_MEGABYTES * 1_000_000:
            self._buffer = BytesIO()
        else:
            self._buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file; its size tells whether it was too large."""
        self._buffer.seek(0)
        return InMemoryUploadedFile(
            self._buffer,
            self.field_name,
            str(self.file_name),
            str(self.content_type),
            file_size,
            self.charset,
            self.content_type_extra,
        )
