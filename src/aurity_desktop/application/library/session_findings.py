"""What is found in a session by the clinical rules, in its transcript as it reads now."""

from __future__ import annotations

from aurity_desktop.application.library.library import Library
from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.findings import Finding


def session_findings(library: Library, session_id: str) -> tuple[Finding, ...]:
    """Corrections applied; in the live text before there is a final one. Any thread.

    A second for an hour of talk. Raises UnknownSession.
    """
    language = library.session(session_id).language
    reading = library.reading(session_id)
    if reading is None:
        return findings_in(library.words(session_id), language)
    return findings_in(
        reading.words,
        language,
        run_id=library.run_id(session_id),
        places=reading.places,
        roles={each.label: each.role for each in library.speakers(session_id)},
    )
