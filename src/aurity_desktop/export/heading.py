"""What stands above a transcript: when it was, how long, in which language."""

from __future__ import annotations

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line


def heading(document: Document) -> str:
    """Numbers and codes only, so that it reads the same in every language."""
    session = document.session
    at = session.plan.created_at.astimezone()
    parts = [f"{at:%Y-%m-%d %H:%M}", clock(session.duration), session.language]
    if document.title != session.session_id:
        parts.append(session.session_id)
    return one_line(" · ".join(part for part in parts if part))


def clock(seconds: float) -> str:
    """`h:mm:ss`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"
