"""A hundred bundles against the models of `fhir.resources` (R4B, of which R4 notes are a part)."""

import json
from dataclasses import replace
from itertools import product

import pytest

from aurity_desktop.application.library.note_formats import NOTE_FORMATS
from aurity_desktop.export.note_text import note_text
from tests.export.test_notes import SHIPPED, document
from tests.note.examples import TALK

FORMS = sorted(path.stem for path in SHIPPED.glob("*.toml"))
LEFT_OUT = ((), *((each.finding_id,) for each in TALK), tuple(each.finding_id for each in TALK))
TYPED = ("", "<b>&\u2028 \x1b[31m “ñ”", "x" * 5_000, "línea\n" * 40)


def bundles():
    """Every form, whole and with gaps, signed and not, in both languages, with hostile texts."""
    for template, without, language in product(FORMS, LEFT_OUT, ("es", "en")):
        number = len(template) + len(without) + (language == "en")
        made = document(
            template,
            without=without,
            language=language,
            signed=number % 2 == 0,
            texts={"evolution": TYPED[number % 4], "patient": TYPED[(number + 1) % 4]},
        )
        yield replace(made, text=note_text(made.note)), made.signed is not None


def test_a_hundred_bundles_are_valid():
    from fhir.resources.R4B.bundle import Bundle

    checked = 0
    for made, signed in bundles():
        data = json.loads(NOTE_FORMATS["fhir"].render(made))
        bundle = Bundle.model_validate(data)
        kinds = [entry.resource.get_resource_type() for entry in bundle.entry]
        assert kinds == ["Composition", "Encounter", "DocumentReference", "Provenance"]
        assert (bundle.entry[0].resource.status == "final") is signed
        checked += 1
    assert checked >= 100


def test_the_models_would_find_a_fault():
    from fhir.resources.R4B.bundle import Bundle
    from pydantic import ValidationError

    data = json.loads(NOTE_FORMATS["fhir"].render(document()))
    for spoil in (
        lambda composition: composition.pop("author"),
        lambda composition: composition.update(date="yesterday"),
        lambda composition: composition.update(notes="x"),
    ):
        spoiled = json.loads(json.dumps(data))
        spoil(spoiled["entry"][0]["resource"])
        with pytest.raises(ValidationError):
            Bundle.model_validate(spoiled)
