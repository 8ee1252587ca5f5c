"""How many pages a kept file has."""

from io import BytesIO

import pikepdf
import pytest

from ivz.documents import storage
from ivz.documents.models import Version, random_key
from ivz.documents.page_counts import pages_of
from ivz.documents.states import FileKind


def a_pdf(pages):
    made = BytesIO()
    with pikepdf.new() as document:
        for _number in range(pages):
            document.add_blank_page()
        document.save(made)
    return made.getvalue()


@pytest.fixture
def kept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def keep(content, kind=FileKind.PDF):
        version = Version(stored_as=random_key(), kind=kind)
        storage.write(version.stored_as, content)
        return version

    return keep


def test_the_pages_of_a_pdf_are_counted(kept):
    assert pages_of(kept(a_pdf(3))) == 3


def test_of_another_kind_and_of_a_broken_file_there_is_no_count(kept):
    other = next(kind for kind in FileKind if kind != FileKind.PDF)

    assert pages_of(kept(a_pdf(1), kind=other)) is None
    assert pages_of(kept(b"no pdf")) is None


@pytest.mark.parametrize("name", ["0" * 32, "not a name of ours"])
def test_a_file_that_is_not_here_has_no_count(kept, name):
    assert pages_of(Version(stored_as=name, kind=FileKind.PDF)) is None
