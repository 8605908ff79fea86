"""What is found in the transcript of a session, as it reads now."""

from __future__ import annotations

from aurity_desktop.application.library.library import Library
from aurity_desktop.domain.findings import Finding
from aurity_desktop.domain.role_guess import guessed_roles
from aurity_desktop.domain.speakers import SpeakerRole

#: Stands for the run of a session that has live text only.
_LIVE = "live"


def session_findings(library: Library, session_id: str) -> tuple[Finding, ...]:
    """Of the final transcript with its corrections; of the live text before there is one.

    Nothing in languages that there are no rules for. Any thread; a second for an hour of talk.
    Raises BadSessionId, UnknownSession.
    """
    from aurity_desktop.clinical.find import findings_in  # not before the window is up

    language = library.session(session_id).language
    speakers = library.speakers(session_id)
    roles = {each.label: each.role for each in speakers}
    roles |= guessed_roles(library.segments(session_id), speakers)
    known = {label: role for label, role in roles.items() if role is not SpeakerRole.DESCONOCIDO}
    reading = library.reading(session_id)
    if reading is None:
        return findings_in(library.words(session_id), language, run_id=_LIVE, roles=known)
    return findings_in(
        reading.words,
        language,
        run_id=library.run_id(session_id),
        places=reading.places,
        roles=known,
    )
