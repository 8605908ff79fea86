"""A clinical note as text, Word file, PDF and FHIR bundle."""

import base64
import hashlib
import io
import itertools
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from aurity_desktop.application.library.note_formats import NOTE_FORMATS
from aurity_desktop.application.library.note_pages import NotePages
from aurity_desktop.application.library.page_setting import (
    BODY_POINTS,
    page_font,
    set_paragraph,
)
from aurity_desktop.domain.clinical_note import (
    EntryState,
    HeadField,
    NoteRecord,
    RecordedNote,
    SignedNote,
)
from aurity_desktop.domain.name_cover import name_cover
from aurity_desktop.domain.note_assembly import assembled, suggestion
from aurity_desktop.domain.note_document import NoteDocument, without_names
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.export.note_text import note_text, section_text
from aurity_desktop.export.note_word import note_word
from aurity_desktop.note.template_files import read_template
from tests.export.pdf_text import fonts_are_embedded, text_of_pdf
from tests.note.examples import TALK

pytestmark = pytest.mark.usefixtures("qapp")

SHIPPED = Path(__file__).parents[2] / "resources" / "templates"
AT = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
HEAD = {
    HeadField.DATE: "2026-11-30 09:30",
    HeadField.AUTHOR: "Dra. Ana Núñez",
    HeadField.LICENCE: "1234567",
    HeadField.INSTITUTION: "Clínica <Sur> & Cía",
}
LETTERHEAD = ("Clínica <Sur> & Cía", "Calle 5, Col. Centro")


def session(session_id="session_20261130_093000"):
    plan = SessionPlan(session_id, AT, source="", model="base")
    return SessionSummary(plan, SessionState.COMPLETED, "", 16_000 * 300, 100, 100, 2, "es")


def document(template="evolucion", *, signed=True, without=(), language="es", texts=None):
    """All of the talk confirmed but what `without` names, and signed."""
    form = read_template(SHIPPED / f"{template}.toml")
    entries = {
        each.finding_id: replace(suggestion(each, language), state=EntryState.CONFIRMED)
        for each in TALK
        if each.finding_id not in without
    }
    typed = {"patient": "José Peña", "record_number": "A-17", "prognosis": "Bueno."}
    record = NoteRecord(entries, typed | (texts or {}))
    note = assembled(form, TALK, record, HEAD, language, LETTERHEAD)
    text = note_text(note)
    version = RecordedNote(SignedNote("note_1", 1, note.only_what_counts, text), 9, AT, "ana")
    return NoteDocument(session(), note, text, version if signed else None)


def rendered(name, *arguments, **facts):
    return NOTE_FORMATS[name].render(document(*arguments, **facts))


# -- text


def test_a_note_reads_from_letterhead_to_signature():
    text = rendered("txt").decode()
    lines = text.splitlines()
    assert lines[0] == "Clínica <Sur> & Cía"
    assert "Paciente: José Peña" in lines
    assert "Edad: [sin dato]" in lines
    assert lines[lines.index("SIGNOS VITALES") + 1] == "- Presión arterial: 120/80 mmHg"
    assert lines[-1] == "Dra. Ana Núñez · 1234567"


def test_what_is_missing_stands_visibly_empty_and_what_was_not_confirmed_not_at_all():
    text = note_text(document(without=("pressure", "cough")).note)
    assert "SIGNOS VITALES\n[sin dato]" in text
    assert "Tos" not in text


def test_a_note_says_whether_it_is_signed():
    assert "BORRADOR sin firmar" in rendered("txt", signed=False).decode()
    signed = rendered("txt").decode()
    assert "Firmada 2026-11-30" in signed
    assert f"SHA-256 {document().sha256[:16]}" in signed


def test_the_signed_text_does_not_say_that_it_is_signed():
    """Its hash is that of the very text that the draft had."""
    assert document().text == document(signed=False).text


def test_an_addendum_says_that_the_versions_before_are_kept():
    second = document()
    signed = replace(second.signed, signed=replace(second.signed.signed, version=2))
    text = NOTE_FORMATS["txt"].render(replace(second, signed=signed)).decode()
    assert "versión 2 · adenda" in text


def test_a_section_is_copied_with_its_title():
    (section,) = (each for each in document().note.sections if each.key == "diagnoses")
    assert section_text(section, "es") == "DIAGNÓSTICOS O PROBLEMAS CLÍNICOS\n- Diabetes tipo 2\n"


def test_a_line_that_was_typed_forges_no_heading():
    text = note_text(document(texts={"prognosis": "Bueno.\x1b[31m\u2028SIGNOS VITALES"}).note)
    assert "\x1b" not in text
    assert text.count("\n\nSIGNOS VITALES\n") == 1


# -- Word


def test_a_word_file_has_headings_lists_letterhead_and_page_numbers():
    word = docx.Document(io.BytesIO(rendered("docx")))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    assert styles["Nota de evolución"] == "Title"
    assert styles["Signos vitales"] == "Heading 1"
    assert styles["Presión arterial: 120/80 mmHg"] == "List Bullet"
    header = [paragraph.text for paragraph in word.sections[0].header.paragraphs]
    assert "Clínica <Sur> & Cía" in header
    assert "PAGE" in word.sections[0].footer.paragraphs[0]._p.xml
    assert word.paragraphs[-1].text == "Dra. Ana Núñez · 1234567"


def test_what_is_missing_stands_out_in_word():
    word = docx.Document(io.BytesIO(rendered("docx", without=("pressure",))))
    assert [each.text for each in word.paragraphs if each.style.name == "Missing"] == ["[sin dato]"]


def test_every_page_of_a_word_file_says_whose_note_it_is_and_of_how_many_it_is_one():
    word = docx.Document(io.BytesIO(rendered("docx")))
    (footer,) = word.sections[0].footer.paragraphs
    assert footer.text.startswith("Nota de evolución · José Peña · A-17")
    fields = re.findall(r'instr="(\w+)"', footer._p.xml)
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_letterhead_that_is_too_high_for_every_page_stands_whole_on_the_first():
    made = document()
    lines = tuple(f"Renglón {number}" for number in range(20))
    word = docx.Document(
        io.BytesIO(note_word(replace(made, note=replace(made.note, letterhead=lines))))
    )
    header = [paragraph.text for paragraph in word.sections[0].header.paragraphs]
    body = [paragraph.text for paragraph in word.paragraphs]
    assert (*header, *body[: 20 - len(header)]) == lines
    assert len(header) < 10


def test_the_line_to_sign_on_goes_with_the_last_words_in_word():
    word = docx.Document(io.BytesIO(rendered("docx")))
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in word.paragraphs[-3:]]
    assert kept == [True, True, None]


@pytest.mark.parametrize("name", NOTE_FORMATS)
def test_the_same_note_makes_the_same_file(name):
    assert rendered(name) == rendered(name)


# -- PDF


def test_the_text_of_a_pdf_is_found_letter_by_letter():
    (page,) = text_of_pdf(rendered("pdf", texts={"evolution": "Afirma flujo y fiebre."}))
    assert "Afirma flujo y fiebre." in page


def test_a_pdf_has_selectable_text_embedded_fonts_and_numbered_pages():
    data = rendered("pdf")
    (page,) = text_of_pdf(data)
    assert "Clínica <Sur> & Cía" in page
    assert "Presión arterial: 120/80 mmHg" in page
    assert "1 / 1" in page
    assert fonts_are_embedded(data)


def test_a_long_note_goes_on_over_pages_and_ends_with_the_line_to_sign_on():
    long = "\n".join(f"Renglón {number}" for number in range(120))
    pages = text_of_pdf(rendered("pdf", texts={"evolution": long}))
    assert len(pages) >= 3
    assert "____" in pages[-1]
    assert "Próxima cita" in pages[-1]
    assert "Dra. Ana Núñez · 1234567" in pages[-1]
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all("José Peña" in page for page in pages)


def set_on(width, text, **facts):
    """Where each line begins and how wide it may be."""
    device = QImage(10, 10, QImage.Format.Format_RGB32)
    lines = list(set_paragraph(text, page_font(BODY_POINTS), device, width, **facts))
    placed = [each.layout.lineAt(each.number) for each in lines]
    return [(each.x(), each.width()) for each in placed]


def test_a_line_that_goes_on_is_set_in_beneath_its_words():
    (first, _), (second, left), *_ = set_on(200, "• Tos seca " + "de noche " * 30, hang="• ")
    assert first == 0
    assert second > 0
    assert second + left == pytest.approx(200)


def test_words_from_right_to_left_are_set_in_at_the_right():
    (first, whole), (second, left), *_ = set_on(200, "• " + "\u05db\u05d0\u05d1 " * 60, hang="• ")
    assert (first, second) == (0, 0)
    assert left < whole


def test_only_what_is_missing_stands_out_in_a_row_of_fields():
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    made = document(texts={"results": "-"})
    NotePages(made).set_for(image, QRectF(0, 0, 600, 800)).draw_page(painter, 0)
    painter.end()
    assert [each.field.value for each in made.note.head if each.missing] == ["age", "sex"]
    reds, inks = set(), set()
    for x, y in itertools.product(range(600), range(400)):
        red, green, blue, _ = image.pixelColor(x, y).getRgb()
        if max(green, blue) < 90:
            (reds if red > 140 else inks if red < 90 else set()).add((x, y))
    rows = {y for _, y in reds}
    beside = {x for x, y in inks if y in rows}
    assert min(beside) > max(x for x, _ in reds)  # the record number, which is there


# -- FHIR


def bundle(*arguments, **facts):
    return json.loads(rendered("fhir", *arguments, **facts))


def resource(found, kind):
    (one,) = (
        each["resource"] for each in found["entry"] if each["resource"]["resourceType"] == kind
    )
    return one


def test_a_bundle_tells_kind_sections_and_who_signed():
    composition = resource(bundle(), "Composition")
    assert composition["status"] == "final"
    assert composition["type"]["coding"] == [{"system": "http://loinc.org", "code": "11506-3"}]
    assert composition["attester"][0]["party"]["identifier"] == {"value": "1234567"}
    assert composition["subject"] == {
        "type": "Patient",
        "identifier": {"value": "A-17"},
        "display": "José Peña",
    }
    assert composition["custodian"]["display"] == "Clínica <Sur> & Cía"
    assert resource(bundle("historia_clinica"), "Composition")["type"]["coding"][0]["code"] == (
        "11488-4"
    )


def test_a_draft_is_preliminary_and_attested_by_nobody():
    composition = resource(bundle(signed=False), "Composition")
    assert composition["status"] == "preliminary"
    assert "attester" not in composition


def test_what_is_missing_is_an_empty_section_with_a_reason():
    composition = resource(bundle(without=("pressure",)), "Composition")
    (signs,) = (each for each in composition["section"] if each["title"] == "Signos vitales")
    assert signs["emptyReason"]["coding"][0]["code"] == "unavailable"
    assert "[sin dato]" in signs["text"]["div"]


def test_the_text_that_was_signed_is_in_the_bundle_with_its_hash():
    made = document()
    found = bundle()
    attachment = resource(found, "DocumentReference")["content"][0]["attachment"]
    data = base64.b64decode(attachment["data"])
    assert data.decode() == made.text
    assert base64.b64decode(attachment["hash"]) == hashlib.sha1(data).digest()
    sources = [each["what"]["identifier"] for each in resource(found, "Provenance")["entity"]]
    assert sources[0]["value"] == f"urn:sha256:{made.signed.signed.sha256}"
    assert sources[1]["value"] == made.session.session_id


def test_words_that_look_like_markup_are_no_markup_in_a_bundle():
    found = bundle(texts={"prognosis": "<script>x</script> & más"})
    divs = [each["text"]["div"] for each in resource(found, "Composition")["section"]]
    assert any("&lt;script&gt;x&lt;/script&gt; &amp; más" in div for div in divs)


# -- without names


def test_a_copy_without_names_tells_nobody_and_no_hash_to_guess_from():
    whole = document(texts={"evolution": "José Peña refiere tos."})
    cover = name_cover([("José Peña", "PACIENTE"), ("Dra. Ana Núñez", "MEDICO")])
    note = without_names(whole.note, cover)
    copy = replace(whole, note=note, text=note_text(note), redacted=True)
    for name, form in NOTE_FORMATS.items():
        content = form.render(copy)
        if name == "pdf":
            content = "".join(text_of_pdf(content)).encode()
        if name == "docx":
            word = docx.Document(io.BytesIO(content))
            content = "\n".join(each.text for each in word.paragraphs).encode()
        for secret in ("Peña", "Núñez", "1234567", "A-17", "Clínica", whole.sha256[:16]):
            assert secret.encode() not in content, (name, secret)
        assert "Presión" in content.decode() or name == "fhir"
