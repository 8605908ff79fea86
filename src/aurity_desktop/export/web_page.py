"""HTML: one page that needs nothing from anywhere."""

from __future__ import annotations

from html import escape

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
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
    turns = [
        f"<dt>{escape(document.name(each.speaker))} <time>{clock(each.start)}</time></dt>"
        f"<dd>{escape(one_line(each.text))}</dd>"
        for each in document.segments
    ]
    page = _PAGE.format(
        language=escape(one_line(document.session.language) or "es"),
        title=escape(document.title),
        heading=escape(heading(document)),
        turns="\n".join(turns),
    )
    return page.encode("utf-8")
