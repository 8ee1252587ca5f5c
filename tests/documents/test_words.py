"""Reading the words of files for the search: every kind, within limits, whatever the file is.

Policy: docs/policy/search.md#files
"""

import resource
import subprocess
import sys
import zlib

import pikepdf
import pytest
from django.conf import settings as django_settings

from ivz.audit.models import AuditEntry
from ivz.documents import actions, storage, tasks
from ivz.documents.intake import accept
from ivz.documents.models import FileWords
from ivz.documents.queries import unread_versions
from ivz.documents.states import FileKind, ReadingResult
from ivz.documents.words import child, gathering, reading
from ivz.documents.words.gathering import Words
from tests.documents import files
from tests.documents.files import docx
from tests.factories import TODAY, BodyFactory, DocumentFactory, VersionFactory, secretary_of

pytestmark = pytest.mark.django_db
WORD = (
    "<w:p><w:r><w:t>Vossen</w:t></w:r><w:r><w:t>jacht</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>dassen</w:t></w:r></w:p>"
)
DELETED = '<w:p><w:del w:author="x"><w:r><w:delText>geheim</w:delText></w:r></w:del></w:p>'


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def version_of(content, kind=FileKind.PDF, **more):
    """Keep ``content`` as the file of a version, without looking at it first."""
    version = VersionFactory(kind=kind, **more)
    storage.write(version.stored_as, content)
    return version


def words_of(version):
    return reading.read(version).words.split()


@pytest.mark.parametrize(
    "content",
    [
        files.pdf_saying("Over de Vossenjacht", "en dassen"),
        files.odf_saying("text", "Over de Vossenjacht en dassen"),
        files.odf_saying("spreadsheet", "Over de Vossenjacht en dassen"),
        files.odf_saying("presentation", "Over de Vossenjacht en dassen"),
        docx(WORD),
        files.xlsx_saying("Over de Vossenjacht en dassen"),
        files.pptx_saying("Over de Vossenjacht en dassen"),
    ],
    ids=["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx"],
)
def test_the_words_of_each_kind_of_file_are_read_as_it_is_kept(content):
    clean = accept(content)

    read = reading.read(version_of(clean.content, clean.kind))

    assert read.result == ReadingResult.READ
    assert {"vossenjacht", "dassen"} <= set(read.words.split())


def test_words_are_kept_once_without_capitals_and_whole_where_a_line_cuts_them():
    words = Words()

    words.add_all(["Vossen-\njacht en vossenjacht, Drank-\nEn Horecawet", "en"])

    assert words.written() == "vossenjacht en drank horecawet"


def test_what_was_deleted_and_comments_are_not_read():
    version = version_of(docx(WORD + DELETED), FileKind.DOCX)

    assert "geheim" not in words_of(version)


LOCKED = files.pdf_saying("geheim", encryption=pikepdf.Encryption(user="x", owner="y"))
LAUGHS = files.packed(
    {
        "word/document.xml": '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><d><t>&c;</t></d>'
    }
)


def word_bomb():
    """Make a DOCX whose text unpacks to 50 MB."""
    return docx(f"<w:p><w:r><w:t>{'a ' * 25_000_000}</w:t></w:r></w:p>")


def pdf_bomb():
    """Make a PDF whose page unpacks to 200 MB."""
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(b" " * 1_000_000) for _ in range(200)) + packing.flush()

    def write(document):
        stream = pikepdf.Stream(document, packed)
        stream.Filter = pikepdf.Name.FlateDecode
        document.pages[0].Contents = document.make_indirect(stream)

    return files.pdf(change=write, compress_streams=False)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", FileKind.PDF),
        (b"%PDF-1.7 and no more", FileKind.PDF),
        (files.pdf_saying("half")[:300], FileKind.PDF),
        (LOCKED, FileKind.PDF),
        (b"PK\x03\x04 half", FileKind.DOCX),
        (files.packed({"mimetype": "x"}), FileKind.ODT),
        (files.packed({"content.xml": "<open"}), FileKind.ODT),
        (word_bomb, FileKind.DOCX),
        (files.pdf(), FileKind.XLSX),
    ],
    ids=["empty", "no pdf", "half", "locked", "half zip", "no text", "no xml", "bomb", "other"],
)
def test_a_file_that_cannot_be_read_stops_nothing_and_is_recorded(content, kind):
    broken = version_of(content() if callable(content) else content, kind)
    honest = version_of(files.pdf_saying("Vossenjacht"))

    tasks.read_words(TODAY)

    assert FileWords.objects.get(version=broken).result == ReadingResult.UNREADABLE
    assert FileWords.objects.get(version=broken).words == ""
    assert FileWords.objects.get(version=honest).words == "vossenjacht"
    assert broken.told_reading.startswith("De tekst kon niet gelezen worden")


def test_entities_are_not_filled_in():
    assert words_of(version_of(LAUGHS, FileKind.DOCX)) == []


def test_a_page_that_unpacks_without_end_is_not_read():
    read = reading.read(version_of(pdf_bomb()))

    assert read.words == ""
    assert read.result in {ReadingResult.UNREADABLE, ReadingResult.NO_WORDS}


def test_reading_stops_where_it_takes_too_long_or_too_much(monkeypatch):
    version = version_of(files.pdf_saying("Vossenjacht"))
    monkeypatch.setattr(reading, "SECONDS", 0.01)

    assert reading.read(version).result == ReadingResult.UNREADABLE

    monkeypatch.setattr(gathering, "MOST_WORDS", 2)
    words = child.words_of("open-xml", docx(WORD + WORD.replace("dassen", "bevers")))
    assert (words.written(), words.is_whole) == ("vossenjacht dassen", False)


def test_of_a_file_that_breaks_halfway_the_words_until_there_count(monkeypatch):
    def pages(content):
        yield "Vossenjacht"
        raise child.OutOfTime

    monkeypatch.setitem(child._READERS, "pdf", pages)

    words = child.words_of("pdf", b"")

    assert (words.written(), words.is_whole) == ("vossenjacht", False)


def test_the_process_that_reads_may_use_little():
    """Ask the process itself, once it limited itself."""
    asked = (
        "import resource as r; from ivz.documents.words.child import limit; limit();"
        "print([r.getrlimit(x)[0] for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE)])"
    )

    said = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    limits = [child.MEMORY_BYTES, child.PROCESSOR_SECONDS, child.ANSWER_BYTES]
    assert said.strip() == str(limits)
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY


def test_the_process_that_reads_gets_no_settings_and_no_keys(monkeypatch):
    monkeypatch.setenv("IVZ_SECRET_KEY", "geheim")
    monkeypatch.setattr(reading, "_CHILD", "tests.documents.nosy_child")

    given = set(words_of(version_of(files.pdf())))

    assert given - {"LC_CTYPE"} == {"pdf"}


def test_the_newest_file_alone_is_read_and_an_earlier_one_is_forgotten_at_once():
    by = secretary_of(BodyFactory())
    with actions.kept(files.pdf_saying("Vossenjacht"), by=by) as file:
        document = actions.add(file, by=by)
    tasks.read_words(TODAY)
    assert FileWords.objects.get().words == "vossenjacht"

    with actions.kept(files.pdf_saying("Dassenburcht"), by=by) as file:
        newest = actions.replace(document, file, by=by)

    assert not FileWords.objects.exists()
    assert list(unread_versions()) == [newest]


def test_words_of_a_file_that_was_replaced_while_it_was_read_are_not_kept():
    document = DocumentFactory()
    earlier = version_of(files.pdf_saying("Vossenjacht"), document=document)
    read = reading.read(earlier)
    VersionFactory(document=document, number=2)

    actions.keep_words(earlier, read, by=secretary_of(BodyFactory()))

    assert not FileWords.objects.exists()


def test_pictures_and_films_are_not_read():
    for kind in (FileKind.PNG, FileKind.JPEG, FileKind.MP4):
        VersionFactory(kind=kind)

    assert list(unread_versions()) == []


def test_a_scan_holds_no_words_and_that_is_said():
    version = version_of(files.pdf())

    tasks.read_words(TODAY)

    assert FileWords.objects.get(version=version).result == ReadingResult.NO_WORDS


def test_that_a_file_was_read_stands_in_the_audit_trail():
    version = version_of(files.pdf_saying("Vossenjacht"))

    tasks.read_words(TODAY)

    (line,) = AuditEntry.objects.filter(event="document.words-read")
    assert (line.subject_id, line.origin) == (str(version.document_id), "worker")


def test_a_long_list_of_files_does_not_keep_the_other_actions_waiting(monkeypatch):
    for _each in range(2):
        version_of(files.pdf_saying("Vossenjacht"))
    monkeypatch.setattr(tasks, "SECONDS_A_RUN", -1)

    tasks.read_words(TODAY)

    assert unread_versions().count() == 2


def test_what_could_not_be_read_is_tried_once_more_by_whoever_asks_it():
    version = version_of(b"%PDF-1.7 half")
    tasks.read_words(TODAY)
    storage.remove(version.stored_as)
    storage.write(version.stored_as, files.pdf_saying("Vossenjacht"))
    tasks.read_words(TODAY)
    assert FileWords.objects.get().result == ReadingResult.UNREADABLE

    results = tasks.read_what_is_left(TODAY)

    assert results == {ReadingResult.READ: 1}
    assert FileWords.objects.get().words == "vossenjacht"
