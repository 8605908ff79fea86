"""Findings, decisions and typed texts become a note in a form."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.clinical_note import (
    EntryState,
    HeadField,
    NoteEntry,
    NoteRecord,
    note_from_json,
    note_to_json,
)
from aurity_desktop.domain.findings import Dose, Sign, VitalSign
from aurity_desktop.domain.note_assembly import assembled, suggestion
from aurity_desktop.domain.note_template import NoteTemplate, TemplateSection, source_named
from tests.note.examples import METFORMIN, TALK, found

FORM = NoteTemplate(
    "form",
    {"es": "Nota", "en": "Note"},
    (
        TemplateSection("evolution", {"es": "Evolución"}, (source_named("symptom.affirmed"),)),
        TemplateSection("denied", {"es": "Niega"}, (source_named("symptom.denied"),)),
        TemplateSection("prognosis", {"es": "Pronóstico"}, required=True),
        TemplateSection(
            "treatment",
            {"es": "Tratamiento"},
            (source_named("medicine.prescribed"), source_named("study.ordered")),
            required=True,
        ),
    ),
    (HeadField.PATIENT, HeadField.DATE, HeadField.AUTHOR),
    frozenset({HeadField.PATIENT, HeadField.DATE}),
)
CONFIRMED, REJECTED = EntryState.CONFIRMED, EntryState.REJECTED


def note_of(findings=TALK, decided=(), texts=None, head=None):
    record = NoteRecord({each.entry_id: each for each in decided}, texts or {})
    return assembled(FORM, findings, record, head or {}, "es")


def lines(note, key):
    (section,) = (each for each in note.sections if each.key == key)
    return [(line.entry.state.value, line.entry.text) for line in section.lines]


def asked(name, findings=TALK, **changes):
    entry = suggestion(next(each for each in findings if each.finding_id == name), "es")
    return replace(entry, **changes)


def test_findings_stand_where_the_form_wants_them_and_wait_for_a_decision():
    note = note_of()
    assert lines(note, "evolution") == [("open", "Tos, 3 días")]
    assert lines(note, "denied") == [("open", "Niega fiebre")]
    assert [text for _, text in lines(note, "treatment")] == [
        "Metformina 850 mg, vía oral, cada 12 horas, 30 días",
        "Se solicita: radiografía de tórax",
    ]
    assert note.open_lines == 4


def test_only_what_was_confirmed_or_typed_counts():
    note = note_of(
        decided=[asked("cough", state=CONFIRMED), asked("metformin", state=REJECTED)],
        texts={"evolution": "Refiere mejoría.\n\n  Duerme bien. "},
    )
    assert [each.texts for each in note.sections] == [
        ("Tos, 3 días", "Refiere mejoría.", "Duerme bien."),
        (),
        (),
        (),
    ]
    assert note.only_what_counts.open_lines == 0


def test_what_the_norm_asks_for_and_nobody_said_is_missing():
    note = note_of(head={HeadField.DATE: "2026-11-30 09:00"})
    assert note.missing == ("Paciente", "Pronóstico", "Tratamiento")
    whole = note_of(
        decided=[asked("metformin", state=CONFIRMED)],
        texts={"prognosis": "Bueno.", "patient": "Ana Sosa"},
        head={HeadField.DATE: "2026-11-30 09:00"},
    )
    assert whole.missing == ()
    assert whole.value(HeadField.PATIENT) == "Ana Sosa"


def test_a_line_that_was_put_otherwise_reads_so():
    note = note_of(decided=[asked("cough", state=CONFIRMED, text="Tos seca de 3 días")])
    assert lines(note, "evolution") == [("confirmed", "Tos seca de 3 días")]


def test_a_decision_that_was_taken_back_leaves_what_was_found():
    note = note_of(decided=[asked("cough", text="Tos seca")])
    assert lines(note, "evolution") == [("open", "Tos, 3 días")]


def test_a_confirmed_line_stays_when_its_words_are_no_longer_found():
    note = note_of(findings=(), decided=[asked("metformin", state=CONFIRMED)])
    assert lines(note, "treatment") == [
        ("confirmed", "Metformina 850 mg, vía oral, cada 12 horas, 30 días")
    ]


def test_a_line_whose_words_were_corrected_since_is_asked_for_again():
    """A dose that was confirmed as 850 and is read as 500 now must not stay as it was."""
    other = replace(METFORMIN, strength=Dose("500", "mg"))
    note = note_of(
        findings=[found("metformin", other, 8.0)], decided=[asked("metformin", state=CONFIRMED)]
    )
    (section,) = (each for each in note.sections if each.key == "treatment")
    assert section.texts == ()
    assert [(line.entry.state, line.doubtful) for line in section.lines] == [("open", True)]
    assert section.lines[0].entry.text.startswith("Metformina 500 mg")


def test_what_was_decided_on_an_earlier_transcript_is_not_asked_for_again():
    again = [replace(each, finding_id=f"run-2-{each.finding_id}") for each in TALK]
    note = note_of(findings=again, decided=[asked("cough", state=REJECTED)])
    assert lines(note, "evolution") == [("rejected", "Tos, 3 días")]


def test_a_passage_stands_in_the_section_that_it_was_put_into():
    passage = NoteEntry("p", CONFIRMED, section="prognosis", text="Va a estar bien", start=3.0)
    assert lines(note_of(decided=[passage]), "prognosis") == [("confirmed", "Va a estar bien")]
    elsewhere = replace(passage, section="of another form")
    assert all(not each.texts for each in note_of(decided=[elsewhere]).sections)


def test_lines_stand_in_the_order_of_the_talk():
    early = NoteEntry("p", CONFIRMED, section="treatment", text="Reposo", start=0.5)
    assert lines(note_of(decided=[early]), "treatment")[0] == ("confirmed", "Reposo")


@pytest.mark.parametrize(
    ("finding", "doubtful"),
    [
        (found("f", METFORMIN, confidence=0.9), False),
        (found("f", METFORMIN, confidence=0.3), True),
    ],
)
def test_a_finding_that_is_unsure_is_marked(finding, doubtful):
    (section,) = (each for each in note_of([finding]).sections if each.lines)
    assert section.lines[0].doubtful is doubtful


def test_a_measure_that_no_living_body_shows_is_marked():
    form = replace(
        FORM, sections=(TemplateSection("signs", {"es": "S"}, (source_named("vital_sign"),)),)
    )
    value = VitalSign(Sign.PRESSURE, "1200", "mmHg", "80", plausible=False)
    note = assembled(form, [found("f", value)], NoteRecord({}, {}), {}, "es")
    assert note.sections[0].lines[0].doubtful


def test_a_signed_note_is_read_back_as_it_was():
    note = note_of(decided=[asked("cough", state=CONFIRMED)], texts={"prognosis": "Bueno."})
    assert note_from_json(note_to_json(note)) == note.only_what_counts


@pytest.mark.parametrize("name", ["fever", "symptom.mild", "symptom.", ".denied"])
def test_a_source_that_there_is_not_is_refused(name):
    with pytest.raises(ValueError, match="is n"):
        source_named(name)
