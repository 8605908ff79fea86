"""Leaving out what an export is not to carry."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from aurity_desktop.corpus.session_file.content import SessionContent
from aurity_desktop.corpus.transfer.reissued_chain import Numbers, reissued
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.integrity import Redaction
from aurity_desktop.domain.name_cover import name_cover
from aurity_desktop.domain.speakers import SpeakerRole

_Cover = Callable[[str], str]


def redacted(content: SessionContent, redaction: Redaction, secret: bytes = b"") -> SessionContent:
    """The content without what `redaction` names.

    The sound itself is left out by the writer.

    Names: every display name that was given becomes its role in brackets, also where the name or a
    part of it is spoken; users become numbers; title, source (a file may be called after the
    patient) and the reasons of states and spans (they may hold paths, or a device called after its
    owner) go. That hides the names that the app knows, and no others: a redacted text may still
    tell who spoke. With any redaction the facts are withheld: they hold words and names. The audit
    rows come in a chain of their own, under `secret`, by which no word can be guessed.
    """
    if not redaction.any:
        return content
    content = _reissued(replace(content, facts=()), redaction, secret)
    if redaction.names or redaction.text:
        content = replace(content, notes=())  # each names a patient and says what ails them
    if redaction.names:
        content = _without_names(content)
    if redaction.text:
        content = _with_text(content, lambda _text: "")
        content = replace(content, words=())
    return content


def identifies(content: SessionContent, redaction: Redaction) -> bool:
    """Whether an export redacted so may still tell who the people are.

    `content` is the redacted one. A chain that an earlier version began names the source; the
    export has a commitment in its place, and is counted as if it named it.
    """
    if not (redaction.audio and redaction.names and redaction.text):
        return True
    created = [row for row in content.audit if row.operation == Event.SESSION_CREATED]
    return any(json.loads(row.metadata).get("source") for row in created)


def what_is_left(redaction: Redaction, purpose: str) -> tuple[str, ...]:
    """What an export redacted so still tells, in the words of its manifest."""
    parts = (
        (True, "session id"),
        (True, "times and lengths"),
        (True, "languages and models"),
        (True, "labels, roles and turns"),
        (True, "events"),
        (redaction.audio, "hashes of the sound"),
        (not redaction.audio, "sound"),
        (not redaction.names, "names"),
        (not redaction.text, "words"),
        (bool(purpose), "the purpose as it was written"),
    )
    return tuple(what for stays, what in parts if stays)


def _reissued(content: SessionContent, redaction: Redaction, secret: bytes) -> SessionContent:
    """The chain of the export's own, with its numbers in the tables that say the same.

    The id of a run is a hash over what it was made of, the expected words among it.
    """
    runs, users = Numbers("run"), Numbers("user") if redaction.names else None
    return replace(
        content,
        audit=reissued(content.audit, secret, runs, users),
        turns=tuple(replace(turn, run_id=runs.of(turn.run_id)) for turn in content.turns),
        edits=tuple(
            replace(
                edit,
                run_id=runs.of(edit.run_id),
                user_id=edit.user_id if users is None else users.of(edit.user_id),
            )
            for edit in content.edits
        ),
        bookmarks=tuple(
            replace(each, user_id=each.user_id if users is None else users.of(each.user_id))
            for each in content.bookmarks
        ),
    )


def _without_names(content: SessionContent) -> SessionContent:
    cover = _name_cover(content)
    plan = replace(content.summary.plan, title="", source="", vocabulary=())
    return replace(
        _with_text(content, cover),
        summary=replace(content.summary, plan=plan, reason="", retitled=None),
        speakers=tuple(replace(naming, name="") for naming in content.speakers),
        states=tuple(replace(dated, reason="") for dated in content.states),
        spans=tuple((audit_id, replace(span, reason="")) for audit_id, span in content.spans),
        consents=tuple(replace(dated, given_by="") for dated in content.consents),
        patients=(),
    )


def _with_text(content: SessionContent, change: _Cover) -> SessionContent:
    return replace(
        content,
        chunks=tuple(
            replace(chunk, transcription=change(chunk.transcription)) for chunk in content.chunks
        ),
        words=tuple(replace(word, text=change(word.text)) for word in content.words),
        segments=tuple(replace(segment, text=change(segment.text)) for segment in content.segments),
        edits=tuple(
            replace(found, edit=replace(found.edit, text=change(found.edit.text)))
            for found in content.edits
        ),
        bookmarks=tuple(
            replace(found, bookmark=replace(found.bookmark, text=change(found.bookmark.text)))
            for found in content.bookmarks
        ),
        live_corrections=tuple(
            # What was heard in place of a name is as good as the name.
            replace(
                each,
                heard="" if change(each.text) != each.text else change(each.heard),
                text=change(each.text),
            )
            for each in content.live_corrections
        ),
    )


def covered(content: SessionContent, text: str) -> str:
    """`text` with roles in place of the names that the session knows."""
    return _name_cover(content)(text)


def _name_cover(content: SessionContent) -> _Cover:
    voices = [(naming.name, naming.role.value) for naming in content.speakers]
    told = [each.patient.name for each in content.patients if each.patient is not None]
    return name_cover([*voices, *((name, SpeakerRole.PACIENTE.value) for name in told)])
