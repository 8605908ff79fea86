"""`resources/specifications/session-file.md`: the layout in prose, for who has no program but this.

Rules that hold for all of it:

- Texts are fixed-length UTF-8, padded with NUL. No object and no variable-length type occurs
  anywhere.
- A record whose text is longer than its field goes on in further rows: `continuation` counts 0,
  1, 2 …; keys and numbers are repeated, each other text field holds its next piece (empty when it
  has ended). Joined in order, the pieces are the text. A piece never ends inside a character.
- Positions are samples at 16 kHz from the start of the recording; times are seconds on that clock,
  exactly `samples / 16000`.
- Times of day are ISO 8601 in UTC with microseconds.
- Little-endian throughout. A type is written as NumPy writes it; `S80` is a text field of 80 bytes.
- `schema_version` of `/` says which version of this specification a file follows. Versions only
  add: a file of version n has the tables and fields whose "since" is at most n, and its hashes are
  over those. A reader of a later version takes the default for what the file lacks; a reader of an
  earlier version refuses the file.
- A fact in `/facts` has the columns that its table had when it was written, in their order. Where
  the table has grown since, `fact_version` in the metadata of the fact's audit row says the version
  (absent: 1); a table of facts that grows brings a new version of this specification.
"""

from __future__ import annotations

import textwrap

from aurity_desktop.corpus.session_file import layout
from aurity_desktop.corpus.session_file.fields import Field

_COLUMNS = 100


def specification() -> str:
    """The whole of the Markdown file."""
    found = layout.CURRENT
    lines = [
        "# The session file",
        "",
        *_wrapped(
            f"Format `{layout.FORMAT}`, schema version {found.version}. "
            "Made from `corpus/session_file/layout.py` and `specification.py`; do not edit."
        ),
        "",
        *_rules(),
        "",
        *_wrapped(
            f"`/{layout.AUDIO}` (since 1): the whole recording, int16 little-endian, 16 kHz, mono, "
            f"shape (samples,). {layout.AUDIO_HASH_RULE}."
        ),
        "",
        *_wrapped(layout.WITHOUT_AUDIO),
        "",
        *_wrapped(f"{layout.CHECKSUM_RULE}."),
        "",
        *_block("Attributes of `/`", "", found.root_attributes),
        *_block(f"Attributes of `/{layout.MANIFEST}`", "", found.manifest_attributes),
    ]
    for table in found.datasets:
        lines += _block(f"`/{table.name}` (since {table.since})", table.meaning, table.fields)
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _COLUMNS, break_long_words=False, break_on_hyphens=False)


def _rules() -> list[str]:
    """The rules are the module's own docstring, so that they are written once."""
    text = (__doc__ or "").partition("Rules that hold for all of it:\n\n")[2]
    return text.strip().splitlines()


def _block(title: str, meaning: str, fields: tuple[Field, ...]) -> list[str]:
    rows = [
        f"| `{field.name}` | `{field.type}` | {field.unit} | {field.meaning} | {_since(field)} |"
        for field in fields
    ]
    head = ["| field | type | unit | meaning | since |", "|---|---|---|---|---|"]
    return [f"## {title}", "", *([*_wrapped(meaning), ""] if meaning else []), *head, *rows, ""]


def _since(field: Field) -> str:
    return f"{field.since}" if field.default is None else f"{field.since}; else {field.default!r}"
