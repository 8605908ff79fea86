"""The forms of notes, as files that a clinic can change."""

from pathlib import Path

import pytest

from aurity_desktop.domain.clinical_note import HeadField, NoteRecord
from aurity_desktop.domain.errors import BadTemplate, UnknownTemplate
from aurity_desktop.domain.note_assembly import assembled, field_title
from aurity_desktop.export.note_text import missing_words, note_text
from aurity_desktop.note.template_files import TemplateFiles
from tests.note.examples import TALK

SHIPPED = Path(__file__).parents[2] / "resources" / "templates"
FORM = """
title = { es = "Nota" }
[[section]]
key = "a"
title = { es = "Una" }
"""


@pytest.fixture
def own(tmp_path):
    return tmp_path / "templates"


@pytest.fixture
def files(own):
    return TemplateFiles(SHIPPED, own)


def put(own, text, name="own"):
    own.mkdir(exist_ok=True)
    (own / f"{name}.toml").write_text(text, encoding="utf-8")


def test_every_form_that_ships_can_be_read_in_both_languages(files):
    assert set(files.names()) == {
        "evolucion",
        "historia_clinica",
        "soap",
        "indicaciones",
        "referencia",
        "receta",
    }
    for name in files.names():
        form = files.load(name)
        assert set(form.titles) == {"es", "en"}
        assert all(set(section.titles) == {"es", "en"} for section in form.sections)
        assert HeadField.PATIENT in form.required_head
        assert HeadField.DATE in form.required_head
        assert HeadField.AUTHOR in form.required_head
        assert form.code


def test_the_progress_note_has_all_that_the_norm_asks_for(files):
    """NOM-004-SSA3-2012, 6.2.1 to 6.2.6, 5.9 and 5.10."""
    form = files.load("evolucion")
    asked = {each.clause for each in form.sections if each.required}
    assert asked == {f"6.2.{number}" for number in range(1, 7)}
    assert form.required_head >= {
        HeadField.PATIENT,
        HeadField.AGE,
        HeadField.SEX,
        HeadField.RECORD_NUMBER,
        HeadField.DATE,
        HeadField.AUTHOR,
    }
    assert form.signature


def test_the_initial_note_has_all_that_the_norm_asks_for(files):
    asked = {each.clause for each in files.load("historia_clinica").sections if each.required}
    assert asked == {f"6.1.{number}" for number in range(1, 7)}


@pytest.mark.parametrize("name", ["evolucion", "historia_clinica", "soap"])
def test_a_note_for_the_record_has_a_place_for_every_finding(files, name):
    form = files.load(name)
    assert [each.finding_id for each in TALK if form.section_of(each) is None] == []
    note = assembled(form, TALK, NoteRecord({}, {}), {}, "es")
    assert note.open_lines == len(TALK)


def test_what_was_prescribed_is_in_the_sheet_for_the_patient_and_in_the_prescription(files):
    for name in ("indicaciones", "receta"):
        form = files.load(name)
        taken = {each.finding_id for each in TALK if form.section_of(each)}
        assert "metformin" in taken
        assert not taken & {"fever", "mother", "allergy"}


def test_the_clinics_own_form_counts_before_the_one_that_ships(files, own):
    assert files.load("soap").title("es") == "Nota SOAP"
    put(own, FORM, "soap")
    put(own, FORM, "own")
    assert files.load("soap").title("es") == "Nota"
    assert files.names()[-1] == "own"
    assert len(files.names()) == 7


def test_a_form_that_there_is_not_is_told_with_those_that_there_are(files):
    for name in ("nada", "../evolucion", ""):
        with pytest.raises(UnknownTemplate, match="evolucion"):
            files.load(name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "Invalid value"),
        ('title = { es = "Nota" }', "it has no"),
        (FORM + '[[section]]\nkey = "a"\ntitle = { es = "Otra" }', "two sections have the key 'a'"),
        (FORM.replace('"a"', '"a b"'), "section 1 has no key"),
        (FORM.replace('"a"', '"patient"'), "the key of a field"),
        (FORM + 'findings = ["fever"]', "section 'a', findings: 'fever'"),
        (FORM + 'findings = "symptom"', "findings is no list"),
        (FORM + 'finding = ["symptom"]', "section 1 has 'finding'"),
        (FORM + 'required = "yes"', "required is neither"),
        (FORM.replace('es = "Una"', 'fr = "Une"'), "a title in 'fr'"),
        (FORM.replace('es = "Una"', 'es = " "'), "an empty title"),
        ('heads = ["patient"]' + FORM, "the file has 'heads'"),
        ('head = ["patients"]' + FORM, "head: 'patients'"),
        ('required_head = ["patient"]' + FORM, "'patient', which is not in head"),
        (FORM.replace("[[section]]", "[section]"), "it has no"),
    ],
)
def test_a_bad_form_is_told_in_one_line(files, own, text, told):
    put(own, text)
    with pytest.raises(BadTemplate) as refused:
        files.load("own")
    line = str(refused.value)
    assert told in line
    assert "own.toml" in line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("head = " + "[" * 20_000, "nested too deeply"),
        ("title = " + "{a=" * 20_000, "nested too deeply"),
        (FORM + "# " + "x" * 300_000, "262144 bytes"),
    ],
)
def test_a_form_that_was_made_to_choke_on_is_told_as_any_bad_one(files, own, text, told):
    put(own, text)
    with pytest.raises(BadTemplate, match=told):
        files.load("own")


def test_a_form_that_is_no_text_is_told(files, own):
    put(own, "")
    (own / "own.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadTemplate):
        files.load("own")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", ["evolucion", "historia_clinica", "referencia"])
def test_all_that_the_norm_asks_for_stands_visibly_empty_where_nobody_said_it(
    files, name, language
):
    form = files.load(name)
    text = note_text(assembled(form, (), NoteRecord({}, {}), {}, language))
    empty = missing_words(language)
    for field in form.required_head:
        assert f"{field_title(field, language)}: {empty}" in text
    for section in form.sections:
        if section.required:
            assert f"{section.titles[language].upper()}\n{empty}" in text


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_manual_has_a_checklist_of_all_that_the_norm_asks_for(files, language):
    manual = (SHIPPED.parent / "manual" / language / "clinical_note.md").read_text("utf-8")
    rows = [line.split("|")[1].strip() for line in manual.splitlines() if line.startswith("| ")]
    listed = set()
    for row in rows:
        first, _, last = row.replace(" to ", " a ").partition(" a ")
        stem, _, number = first.rpartition(".")
        behind = int(last.rpartition(".")[2]) if last else int(number) if number.isdigit() else 0
        listed |= {f"{stem}.{at}" for at in range(int(number), behind + 1)} if behind else set()
    for name in ("evolucion", "historia_clinica", "referencia"):
        asked = {section.clause for section in files.load(name).sections if section.required}
        assert asked <= listed
    assert {"5.9", "5.10"} <= listed
