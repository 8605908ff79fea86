"""The talks ask for what they say they do, and the figures mean what they are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from aurity_desktop.runtime.lexicon import lexicon
from tests.benchmarks.clinical.learn import regions_of
from tests.benchmarks.clinical.report import Report, Row, rendered, verdicts
from tests.benchmarks.clinical.scoring import ClinicalWords, Counted, Score
from tests.benchmarks.clinical.talks import MarkKind, Talk, half_of, read_turn, talks

NAMES = (MarkKind.TUNED, MarkKind.REPORTED)


@pytest.fixture(scope="module")
def words() -> dict[str, ClinicalWords]:
    return {each: ClinicalWords(lexicon(), talks(), each) for each in ("es", "en")}


def talk(*lines: str, language: str = "es") -> Talk:
    return Talk(f"{language}-01", language, tuple(map(read_turn, lines)))


def test_a_turn_is_told_without_its_brackets():
    turn = read_turn("MEDICO: Tome [tuned litio], [dose dos gramos = 2 g], y agua.")
    assert turn.text == "Tome litio, dos gramos, y agua."
    assert [(each.kind, each.said, each.written) for each in turn.marks] == [
        (MarkKind.TUNED, "litio", ""),
        (MarkKind.DOSE, "dos gramos", "2 g"),
    ]


def test_the_talks_ask_for_as_much_as_is_promised():
    asked = Counter()
    for kind, _ in {(mark.kind, mark.said.casefold()) for each in talks() for mark in each.marks}:
        asked[kind] += 1
    everything = Counter(mark.kind for each in talks() for mark in each.marks)
    assert asked[MarkKind.TUNED] + asked[MarkKind.REPORTED] >= 150
    assert asked[MarkKind.TERM] >= 100
    assert everything[MarkKind.DOSE] >= 60
    assert everything[MarkKind.VITAL] >= 40


def test_a_medicine_is_in_the_same_half_in_both_languages():
    canonical = {(each.language, each.term.casefold()): each.canonical for each in lexicon()}
    for each in talks():
        for mark in each.marks:
            if mark.kind in NAMES:
                name = canonical.get((each.language, mark.said.casefold()), mark.said)
                assert mark.kind is half_of(name), mark.said


def test_of_the_exact_text_everything_is_right(words):
    for each in talks():
        score = words[each.language].score(each, each.text)
        marked = Counter(mark.kind for mark in each.marks)
        for kind, counted in score.counted.items():
            assert counted.right == counted.said >= marked[kind], (each.name, kind)
            assert counted.put == 0


def test_a_name_is_right_missed_or_put_and_accents_do_not_matter(words):
    said = talk("MEDICO: Deje el [reported losartán] y tome [tuned metformina] con agua.")
    score = words["es"].score(said, "Deje el losartan y tome enalapril con agua")
    losartan, metformina = half_of("losartán"), half_of("metformina")
    assert score.counted[losartan].right == 1
    assert metformina is not losartan
    assert score.counted[metformina].said == 1
    assert score.counted[metformina].right == 0
    assert score.names.put == 1
    assert score.missed == ((metformina, "es-01: metformina"),)
    assert score.names_put_per_thousand == pytest.approx(1000 / 8)


def test_a_dose_is_right_when_number_and_unit_are_however_they_are_written(words):
    said = talk("MEDICO: Son [dose ochocientos cincuenta miligramos = 850 mg] al día.")
    for text, right, put in (
        ("Son 850 mg al día", 1, 0),
        ("Son 850mg al día", 1, 0),
        ("Son ochocientos cincuenta miligramos al día", 1, 0),
        ("Son 800 miligramos al día", 0, 1),
        ("Son 850 gramos al día", 0, 1),
        ("Son muchos al día", 0, 0),
    ):
        assert words["es"].score(said, text).counted[MarkKind.DOSE] == Counted(1, right, put)


def test_a_hyphen_does_not_make_another_word(words):
    said = talk("PACIENTE: Some [term lightheadedness], no nail.", language="en")
    counted = words["en"].score(said, "Some light-headedness, no nail").counted[MarkKind.TERM]
    assert counted == Counted(1, 1, 0)


def test_a_nail_is_not_heard_in_the_word_for_one(words):
    said = talk("MEDICO: Es la [term tiroides].")
    score = words["es"].score(said, "Es una tiroides")
    assert score.counted[MarkKind.TERM] == Counted(1, 1, 0)


def test_a_vital_sign_is_right_when_all_of_its_numbers_are(words):
    line = "MEDICO: La presión es [vital ciento veinte sobre ochenta = 120/80 mmHg] hoy."
    for text, right in (
        ("La presión es 120 sobre 80 hoy", 1),
        ("La presión es 120 sobre 8 hoy", 0),
    ):
        counted = words["es"].score(talk(line), text).counted[MarkKind.VITAL]
        assert (counted.said, counted.right) == (1, right)


def test_talks_add_up():
    one = Score({kind: Counted(4, 3, 1) for kind in MarkKind})
    both = one + one
    assert both.counted[MarkKind.TERM] == Counted(8, 6, 2)
    assert (both.names.said, both.names.recall, both.names.precision) == (16, 0.75, 0.75)


def report(**changed: Counted) -> Report:
    good = Score(dict.fromkeys(MarkKind, Counted(100, 97, 0)))
    final = replace(good, counted={**good.counted, **{MarkKind(k): c for k, c in changed.items()}})
    rows = [Row("live", noisy, "es", good) for noisy in (False, True)]
    rows += [Row("final", noisy, "es", final) for noisy in (False, True)]
    return Report("whisper-base", 2, 60.0, tuple(rows))


def test_a_goal_that_is_missed_is_named():
    assert all(verdicts(report()).values())
    missed = verdicts(report(reported=Counted(100, 84), dose=Counted(100, 94)))
    assert [what for what, reached in missed.items() if not reached] == [
        "names right, final: 85%",
        "doses right, final: 95%",
    ]


def test_the_table_has_every_way_in_both_rooms_and_together():
    text = rendered(report())
    assert text.count("live, es") == 2
    assert "both languages, both rooms" in text
    assert "97 / 100" in text


def test_what_was_heard_lies_beside_what_was_said_there_though_much_else_differs():
    heard = [
        "le",
        "agrego",
        "hidrochoroteacida",
        "de",
        "12",
        "pulso",
        "5",
        "miligramos",
        "y",
        "el",
        "enala",
        "prior",
    ]
    said = "le agrego hidroclorotiazida de doce punto cinco miligramos ya no use el enalapril"
    words = said.split()
    pairs = [
        (" ".join(heard[first:last]), " ".join(words[begin:end]))
        for (first, last), (begin, end) in regions_of(heard, words)
    ]
    assert ("hidrochoroteacida", "hidroclorotiazida") in pairs
    assert ("enala prior", "enalapril") in pairs
    assert ("agrego", "agrego") in pairs
