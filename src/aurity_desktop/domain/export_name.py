"""What an exported file is called: the day, and the patient or the reason for the visit."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import datetime

from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import SessionSummary

#: What no file system of the three takes in a name, and what hides a file or ends badly on one.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_LONGEST = 80


def export_name(session: SessionSummary, suffix: str, taken: Container[str] = ()) -> str:
    """`2026-11-28 Consulta diabetes.docx`; the time instead where there is no title.

    In lower case, `taken` are the names that are given already: then 2, 3 … follows.
    """
    began: datetime = session.plan.created_at.astimezone()
    title = " ".join(_FORBIDDEN.sub(" ", one_line(session.title)).split())[:_LONGEST].strip(" .")
    stem = f"{began:%Y-%m-%d} {title or began.strftime('%H.%M')}"
    name, number = f"{stem}.{suffix}", 2
    while name.lower() in taken:
        name, number = f"{stem} {number}.{suffix}", number + 1
    return name
