"""A clinical note as a FHIR R4 document (hl7.org/fhir/R4/documents.html), JSON.

Composition, Encounter, DocumentReference and Provenance; the patient, who wrote it and where are
named by logical references, for this program keeps no register of them. The tests validate what is
written here against the models of `fhir.resources`.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from datetime import datetime, timedelta
from html import escape
from typing import Any, Final

from aurity_desktop.domain.clinical_note import HeadField, Note, NoteSection
from aurity_desktop.domain.note_document import NoteDocument
from aurity_desktop.domain.safe_text import one_line, safe_json
from aurity_desktop.export.note_text import missing_words

_LOINC: Final = "http://loinc.org"
_CLASS: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
_EMPTY: Final = "http://terminology.hl7.org/CodeSystem/list-empty-reason"
_AGENT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
#: RFC 3986: an identifier that is a URI itself.
_URI: Final = "urn:ietf:rfc:3986"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
#: Of the version 5 UUIDs, by which the same note makes the same bundle.
_SPACE: Final = uuid.UUID("6f6d0d62-6f0b-5f6c-9c0e-0d2d6c6f7a11")
_LANGUAGES: Final = {"es": "es-MX", "en": "en-US"}

Resource = dict[str, Any]


def note_fhir(document: NoteDocument) -> bytes:
    """The bundle, UTF-8. A draft is `preliminary`, what was signed `final`."""
    note = document.note.only_what_counts
    ids = _Ids(document.identity)
    at = _instant(document.at)
    resources = (
        _composition(document, note, ids, at),
        _encounter(document, note, ids),
        _document_reference(document, note, ids, at),
        _provenance(document, note, ids, at),
    )
    bundle = {
        "resourceType": "Bundle",
        "id": ids.of("Bundle"),
        "identifier": {"system": _URI, "value": f"urn:uuid:{ids.of('Bundle')}"},
        "type": "document",
        "timestamp": at,
        "entry": [
            {"fullUrl": ids.url(each["resourceType"]), "resource": each} for each in resources
        ],
    }
    return (safe_json(bundle, indent=2) + "\n").encode("utf-8")


class _Ids:
    """The ids of a bundle's resources, one of each type."""

    def __init__(self, identity: str) -> None:
        self._identity = identity

    def of(self, kind: str) -> str:
        return str(uuid.uuid5(_SPACE, f"{self._identity}/{kind}"))

    def url(self, kind: str) -> str:
        return f"urn:uuid:{self.of(kind)}"

    def reference(self, kind: str) -> Resource:
        return {"reference": self.url(kind), "type": kind}


def _composition(document: NoteDocument, note: Note, ids: _Ids, at: str) -> Resource:
    author = _author(note)
    composition: Resource = {
        "resourceType": "Composition",
        "id": ids.of("Composition"),
        "language": _LANGUAGES.get(note.language, "es-MX"),
        "status": "final" if document.signed is not None else "preliminary",
        "type": _concept(note.code, note.title),
        "subject": _patient(note),
        "encounter": ids.reference("Encounter"),
        "date": at,
        "author": [author],
        "title": one_line(note.title),
        "section": [_section(each, note.language) for each in note.sections if _stands(each)],
    }
    if document.signed is not None:
        composition["attester"] = [{"mode": "legal", "time": at, "party": author}]
    institution = one_line(note.value(HeadField.INSTITUTION))
    if institution:
        composition["custodian"] = {"type": "Organization", "display": institution}
    return _without_empty(composition)


def _stands(section: NoteSection) -> bool:
    return bool(section.texts) or section.required


def _section(section: NoteSection, language: str) -> Resource:
    texts = section.texts or (missing_words(language),)
    items = "".join(f"<li>{escape(one_line(each))}</li>" for each in texts)
    made: Resource = {
        "title": one_line(section.title),
        "text": {"status": "generated", "div": f'<div xmlns="{_XHTML}"><ul>{items}</ul></div>'},
    }
    if section.code:
        made["code"] = _concept(section.code, section.title)
    if section.missing:
        reason = {"system": _EMPTY, "code": "unavailable", "display": "Unavailable"}
        made["emptyReason"] = {"coding": [reason]}
    return made


def _encounter(document: NoteDocument, note: Note, ids: _Ids) -> Resource:
    session = document.session
    start = session.plan.created_at
    return _without_empty(
        {
            "resourceType": "Encounter",
            "id": ids.of("Encounter"),
            "identifier": [{"value": session.session_id}],
            "status": "finished",
            "class": {"system": _CLASS, "code": "AMB", "display": "ambulatory"},
            "subject": _patient(note),
            "period": {
                "start": _instant(start),
                "end": _instant(start + timedelta(seconds=session.duration)),
            },
        }
    )


def _document_reference(document: NoteDocument, note: Note, ids: _Ids, at: str) -> Resource:
    data = document.text.encode("utf-8")
    # FHIR R4 has SHA-1 here; the SHA-256 stands in Provenance.
    sha1 = hashlib.sha1(data, usedforsecurity=False).digest()
    return _without_empty(
        {
            "resourceType": "DocumentReference",
            "id": ids.of("DocumentReference"),
            "status": "current",
            "docStatus": "final" if document.signed is not None else "preliminary",
            "type": _concept(note.code, note.title),
            "subject": _patient(note),
            "date": at,
            "author": [_author(note)],
            "content": [
                {
                    "attachment": {
                        "contentType": "text/plain; charset=utf-8",
                        "language": _LANGUAGES.get(note.language, "es-MX"),
                        "data": base64.b64encode(data).decode("ascii"),
                        "size": len(data),
                        "hash": base64.b64encode(sha1).decode("ascii"),
                        "title": one_line(note.title),
                        "creation": at,
                    }
                }
            ],
            "context": {"encounter": [ids.reference("Encounter")]},
        }
    )


def _provenance(document: NoteDocument, note: Note, ids: _Ids, at: str) -> Resource:
    """Who made it and out of what: the session, and the SHA-256 of the text that was signed."""
    author = {"system": _AGENT, "code": "author", "display": "Author"}
    session = document.session.session_id
    return {
        "resourceType": "Provenance",
        "id": ids.of("Provenance"),
        "target": [ids.reference("Composition"), ids.reference("DocumentReference")],
        "recorded": at,
        "agent": [{"type": {"coding": [author]}, "who": _author(note)}],
        "entity": [
            {
                "role": "source",
                "what": {
                    "identifier": {"system": _URI, "value": f"urn:sha256:{document.sha256}"},
                    "display": "SHA-256",
                },
            },
            {"role": "source", "what": {"identifier": {"value": session}, "display": session}},
        ],
    }


def _patient(note: Note) -> Resource:
    """By the clinic's record number and by name, as far as either is known."""
    number = one_line(note.value(HeadField.RECORD_NUMBER))
    name = one_line(note.value(HeadField.PATIENT))
    found: Resource = {"type": "Patient"}
    if number:
        found["identifier"] = {"value": number}
    found["display"] = name or number or missing_words(note.language)
    return found


def _author(note: Note) -> Resource:
    name = one_line(note.value(HeadField.AUTHOR))
    licence = one_line(note.value(HeadField.LICENCE))
    found: Resource = {"type": "Practitioner", "display": name or missing_words(note.language)}
    if licence:
        found["identifier"] = {"value": licence}
    return found


def _concept(code: str, title: str) -> Resource:
    concept: Resource = {"text": one_line(title)}
    if code:
        concept["coding"] = [{"system": _LOINC, "code": code}]
    return concept


def _without_empty(resource: Resource) -> Resource:
    return {name: value for name, value in resource.items() if value not in ("", [], {})}


def _instant(moment: datetime) -> str:
    return moment.astimezone().isoformat(timespec="seconds")
