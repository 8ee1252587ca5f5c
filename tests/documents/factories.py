"""What was read of files."""

import factory
from factory.django import DjangoModelFactory

from ivz.documents.models import FileWords
from ivz.documents.states import ReadingResult
from tests.factories import VersionFactory


class FileWordsFactory(DjangoModelFactory):
    class Meta:
        model = FileWords

    version = factory.SubFactory(VersionFactory)
    result = ReadingResult.READ
    words = "vossenjacht"
