"""The head of the corpus's chain at one moment, as a line that is kept elsewhere.

    aurity-witness-1 2026-11-30T01:27:00+00:00 412 sha256:3f…

Who holds the line, on paper or on another disk, can tell later whether anything that was there then
was taken away or rewritten, and whether the whole data folder was put back from before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_LINE = re.compile(
    r"aurity-witness-1\s+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00)\s+(\d{1,12})\s+sha256:([0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Witness:
    """At `moment`, by this machine's clock, the corpus's chain had `rows` rows and this last hash.

    The hash covers every row before it, and these cover the chain of each session.
    """

    moment: datetime
    rows: int
    last_hash: str

    @property
    def line(self) -> str:
        """What is printed; letters, digits and a few signs, 120 characters at most."""
        moment = self.moment.astimezone(UTC).isoformat(timespec="seconds")
        return f"aurity-witness-1 {moment} {self.rows} sha256:{self.last_hash}"

    @property
    def content(self) -> bytes:
        """Of the file that holds nothing else, and what a time stamp is of."""
        return f"{self.line}\n".encode("ascii")


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What an authority answered (RFC 3161, DER), and whom one trusts to answer so (PEM)."""

    answer: bytes
    roots: bytes


def witnesses_in(text: str) -> list[Witness]:
    """Every witness that stands in a text, in its order, whatever stands around it."""
    found = []
    for moment, rows, last_hash in _LINE.findall(text):
        try:
            found.append(Witness(datetime.fromisoformat(moment), int(rows), last_hash))
        except ValueError:
            continue  # the 31st of February
    return found
