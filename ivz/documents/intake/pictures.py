"""Drawing a picture anew: what the camera or a hidden program wrote stays behind."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ivz.documents.intake.packages import damaged
from ivz.documents.intake.refusals import FileRefused
from ivz.documents.states import FileKind

MOST_PIXELS = 50_000_000
_JPEG_QUALITY = 90
_MODES = {FileKind.PNG: {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}, FileKind.JPEG: {"L", "RGB"}}


def clean_picture(content: bytes, kind: FileKind) -> bytes:
    """Give the same picture, upright, without place, camera, remarks or trailing bytes."""
    try:
        drawn = _drawn(content, kind)
    except (FileRefused, Image.DecompressionBombError) as error:
        raise _too_large() from error
    except Exception as error:  # whatever the library trips over, it is the file that is bad
        raise damaged() from error
    target = io.BytesIO()
    drawn.save(target, format=kind.name, quality=_JPEG_QUALITY)
    return target.getvalue()


def _drawn(content: bytes, kind: FileKind) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        source = Image.open(io.BytesIO(content), formats=[kind.name])
    if source.width * source.height > MOST_PIXELS:
        raise _too_large()
    drawn = ImageOps.exif_transpose(source)
    if drawn.mode not in _MODES[kind]:
        drawn = drawn.convert("RGB")
    drawn.info = {name: drawn.info[name] for name in ("transparency",) if name in drawn.info}
    return drawn


def _too_large() -> FileRefused:
    return FileRefused(
        _("This picture is larger than 50 million points. Make it smaller and choose it again.")
    )
