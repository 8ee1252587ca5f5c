"""A finding: a sentence that says where a source and a computation agree or differ.

Policy: docs/policy/figures.md#findings
"""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["agrees", "differs", "unclear"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was stated held against what follows from the inputs (Dutch: *bevinding*).

    Attributes:
        code: short and lasting, for instance ``ranks-vernieling``.
        sentence: complete, translated, fit to be read out in a meeting.
        published: what the source states.
        recomputed: what follows from the inputs.
        verdict: whether the two agree; ``unclear`` where the source leaves it open.
        cause: why, in a few translated words.
        place: where in the source the statement stands.
        url: the page with the inputs, where there is one.
    """

    code: str
    sentence: str
    published: str
    recomputed: str
    verdict: Verdict
    cause: str
    place: str
    url: str = ""
