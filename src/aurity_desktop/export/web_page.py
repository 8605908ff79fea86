"""HTML: one page that needs nothing from anywhere."""

from __future__ import annotations

from html import escape

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.spans import Line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import timed_aside_words
from aurity_desktop.export.heading import clock, heading

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; }}
body {{ max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }}
dt {{ font-weight: 600; margin-top: 1rem; }}
dt time {{ font-weight: 400; margin-left: .5rem; }}
dd {{ margin: 0; }}
.absent {{ border-block: 1px solid; margin: 1.5rem 0; padding: .25rem 0; font-style: italic; }}
.note {{ border-left: 3px solid; margin: 1rem 0; padding: 0 .75rem; font-style: italic; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{heading}</p>
<dl>
{turns}
</dl>
</body>
</html>
"""


def web_page(document: Document) -> bytes:
    """UTF-8.

    Everything that people said or wrote is escaped, and the page may load and run nothing.
    """
    page = _PAGE.format(
        language=escape(one_line(document.session.language) or "es"),
        title=escape(document.title),
        heading=escape(heading(document)),
        turns="\n".join(_line(each, document) for each in document.lines),
    )
    return page.encode("utf-8")


def _line(line: Line, document: Document) -> str:
    """A term and its description for a turn; a span or a note stands between two lists."""
    if not isinstance(line, Segment):
        words = escape(timed_aside_words(line, document.language))
        kind = "absent" if isinstance(line, Span) else "note"
        return f'</dl>\n<p class="{kind}">{words}</p>\n<dl>'
    return (
        f"<dt>{escape(document.name(line.speaker))} <time>{clock(line.start)}</time></dt>"
        f"<dd>{escape(one_line(line.text))}</dd>"
    )
