"""What makes a file refused; each says what to do."""

from ivz.errors import RuleBroken


class FileRefused(RuleBroken):
    """This file is not taken in; the message says why, and the way out."""


class Infected(FileRefused):
    """The malware scanner found something."""
