"""What the clinician types: what no talk says, in words that every keyboard has."""

from __future__ import annotations

TITLE = "Ernesto Ruiz"

#: By the key of a field or a section of the form.
TYPED = {
    "age": "61",
    "sex": "M",
    "record_number": "20417",
    "results": "-",
    "prognosis": "Bueno",
}
#: What is looked for among the diagnoses: a code, for that finds the same in every language.
DIAGNOSIS = "I10"
#: In any other field.
UNSAID = "-"
