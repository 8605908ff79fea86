"""The manual's checklist of NOM-004-SSA3-2012: each field stands in the document, or is visibly
empty there.
"""

import re
from pathlib import Path

import pytest

from aurity_desktop.domain.clinical_note import HeadField, NoteRecord
from aurity_desktop.domain.note_assembly import assembled
from aurity_desktop.export.note_text import missing_words, note_text
from aurity_desktop.note.template_files import read_template
from aurity_desktop.runtime.resources import resources_folder

#: By the form: what stands above it (5.2.1, 5.9, 5.10), and the numbers of the norm for the rest.
_HEAD = frozenset(
    {
        HeadField.PATIENT,
        HeadField.AGE,
        HeadField.SEX,
        HeadField.RECORD_NUMBER,
        HeadField.DATE,
        HeadField.AUTHOR,
        HeadField.INSTITUTION,
    }
)
_NUMBERS = {
    "evolucion": {f"6.2.{number}" for number in range(1, 7)},
    "historia_clinica": {f"6.1.{number}" for number in range(1, 7)},
    "referencia": {"6.4.2", "6.4.3"},
}


def form_of(name):
    return read_template(resources_folder() / "templates" / f"{name}.toml")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", _NUMBERS)
def test_of_a_talk_in_which_nothing_was_said_every_field_stands_visibly_empty(name, language):
    form, missing = form_of(name), missing_words(language)
    note = assembled(form, (), NoteRecord({}, {}), {}, language)
    lines = note_text(note).splitlines()
    head = {each.field: each for each in note.head}
    assert head.keys() >= _HEAD
    for field in _HEAD:
        assert f"{head[field].title}: {missing}" in lines
    required = [each for each in form.sections if each.required]
    assert {each.clause for each in required} == _NUMBERS[name]
    for each in required:
        assert lines[lines.index(each.titles[language].upper()) + 1] == missing
    assert lines[-2] == "_" * 40


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_manual_lists_every_number_that_a_form_has(language):
    page = resources_folder() / "manual" / language / "clinical_note.md"
    rows = [line for line in Path(page).read_text("utf-8").splitlines() if line.startswith("| ")]
    listed = {number for row in rows for number in _numbers(row.split("|")[1])}
    asked = {each.clause for name in _NUMBERS for each in form_of(name).sections if each.required}
    assert asked <= listed
    assert {"5.9", "5.10", "5.2.1"} <= listed


def _numbers(text):
    """`6.1.3 to 6.1.6` are four."""
    found = re.findall(r"\d+(?:\.\d+)+", text)
    if len(found) == 2 and not text.strip().startswith(f"{found[0]},"):
        first, last = (int(each.rpartition(".")[2]) for each in found)
        return {f"{found[0].rpartition('.')[0]}.{number}" for number in range(first, last + 1)}
    return set(found)
