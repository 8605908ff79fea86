"""What somebody wants of a session outside of the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aurity_desktop.domain.integrity import Redaction

#: The format of the session itself, which carries its sound and can be imported again.
SESSION_FILE = "h5"


class ExportWay(StrEnum):
    """The ways that are one press away; the values stand in the settings."""

    COPY = "copy"
    WORD = "docx"
    PDF = "pdf"
    PRINT = "print"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """The format, what the file leaves out, and the passphrase that opens it; "" for a plain one.

    `bookmarks`: a document tells what people marked and noted; the session itself always has it.

    The passphrase is never shown, so never in a log.
    """

    form: str = SESSION_FILE
    redaction: Redaction = field(default_factory=Redaction)
    passphrase: str = field(default="", repr=False)
    bookmarks: bool = False

    @property
    def suffix(self) -> str:
        """What the file's name ends with, without the full stop."""
        return f"{self.form}.age" if self.passphrase else self.form
