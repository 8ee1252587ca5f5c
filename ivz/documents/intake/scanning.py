"""Asking the malware scanner of the installation.

Policy: docs/policy/documents.md#malware
"""

import logging
import shlex
import subprocess

from django.conf import settings
from django.utils.translation import gettext as _

from ivz.documents.intake.refusals import FileRefused, Infected

SECONDS = 60
_FOUND = 1

logger = logging.getLogger(__name__)


def scan(content: bytes) -> None:
    """Let the scanner read the file, where the installation has one; without, nothing happens.

    The command reads the file on standard input; 0 means clean, 1 means found, as with ClamAV.

    Raises:
        Infected: the scanner found something.
        FileRefused: the scanner did not answer; what could not be checked does not come in.
    """
    if not settings.DOCUMENT_SCANNER:
        return
    command = shlex.split(settings.DOCUMENT_SCANNER)
    try:
        answer = subprocess.run(  # noqa: S603 -- the command of whoever runs the installation
            command, input=content, capture_output=True, timeout=SECONDS, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        logger.exception("The malware scanner did not answer")
        answer = -1
    if answer == _FOUND:
        raise Infected(
            _(
                "The virus scanner found something in this file, so it was not taken in. Do not "
                "send it on, and tell whoever looks after the computers."
            )
        )
    if answer != 0:
        logger.error("The malware scanner answered %s", answer)
        raise FileRefused(
            _(
                "The virus scanner does not answer now, so the file was not taken in. Try again "
                "in a few minutes; if it stays so, tell the administrator."
            )
        )
