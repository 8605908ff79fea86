"""The user's dictionary: whole words, never over what a person has looked at."""

import pytest

from aurity_desktop.domain.edits import Edit, EditKind, read_with
from aurity_desktop.domain.heard_write import (
    BadRule,
    Dictionary,
    Rule,
    learned,
    rule_of,
    rules_of,
    text_of_rules,
)
from aurity_desktop.domain.transcript import Segment, Word


def words_of(text, speaker="SPEAKER_00", begin=0.0):
    return tuple(
        Word(begin + at, begin + at + 0.5, each, 0.9, speaker)
        for at, each in enumerate(text.split())
    )


def shown(rules, text):
    return " ".join(word.text for word in Dictionary(rules_of(rules)).replaced(words_of(text)))


def read(text, *edits):
    words = words_of(text)
    segments = [Segment(0.0, len(words), "SPEAKER_00", text, 0.9)]
    return read_with(words, segments, edits)


def edits_of(rules, reading):
    return list(Dictionary(rules_of(rules)).edits(reading))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tome para cetamol.", "tome paracetamol."),
        ("¿Para cetamol? para, cetamol", "¿Para cetamol? para, cetamol"),
        ("la para cetamola", "la para cetamola"),
        ("cetamol para cetamol", "cetamol paracetamol"),
    ],
)
def test_a_rule_fires_on_whole_words_with_its_own_letters(text, expected):
    assert shown("para cetamol → paracetamol", text) == expected


def test_case_and_accents_are_kept_apart():
    rules = "nuñez → nueces\nNuñez → Dra. Núñez"
    assert shown(rules, "nuñez Nuñez Núñez NUÑEZ") == "nueces Dra. Núñez Núñez NUÑEZ"


def test_a_rule_may_be_heard_in_several_ways():
    assert shown("met formina | met for mina → metformina", "met for mina met formina,") == (
        "metformina metformina,"
    )


def test_the_rule_that_hears_most_words_counts_and_what_it_writes_is_not_looked_at_again():
    assert shown("a → b\na b → c\nb → a", "a b a") == "c b"


def test_what_is_written_has_the_time_of_what_was_heard():
    (word,) = Dictionary(rules_of("para cetamol → paracetamol")).replaced(words_of("para cetamol"))
    assert (word.start, word.end) == (0.0, 1.5)


def test_each_replacement_is_an_edit_that_is_the_same_when_it_is_made_again():
    rules, reading = "para cetamol → paracetamol", read("tome para cetamol y para cetamol")
    first, second = edits_of(rules, reading)
    assert (first.kind, first.first_word, first.last_word, first.text) == (
        EditKind.REPLACE,
        1,
        2,
        "paracetamol",
    )
    assert (second.first_word, second.last_word) == (4, 5)
    assert first.edit_id != second.edit_id
    assert edits_of(rules, reading) == [first, second]


def test_a_replacement_is_read_and_leaves_the_words_to_be_checked():
    reading = read("tome para cetamol hoy")
    again = read("tome para cetamol hoy", *edits_of("para cetamol → paracetamol", reading))
    assert again.segments[0].text == "tome paracetamol hoy"
    assert again.seen == again.changed == frozenset()
    assert edits_of("para cetamol → paracetamol", again) == []


def test_no_rule_changes_what_a_person_has_written_or_confirmed():
    wrote = read("tome cetamol hoy", Edit("e", EditKind.CORRECT, 0, 1, "dale cetamol"))
    confirmed = read("tome cetamol hoy", Edit("e", EditKind.CORRECT, 1, 1, "cetamol"))
    for reading in (wrote, confirmed):
        assert edits_of("cetamol → paracetamol", reading) == []
    assert len(edits_of("hoy → mañana", wrote)) == 1


def test_no_rule_fires_across_two_voices():
    words = words_of("para") + words_of("cetamol", "SPEAKER_01", 5.0)
    reading = read_with(
        words,
        [Segment(0, 1, "SPEAKER_00", "para", 0.9), Segment(5, 6, "SPEAKER_01", "cetamol", 0.9)],
        [],
    )
    assert edits_of("para cetamol → paracetamol", reading) == []


def test_a_file_of_rules_reads_back_as_it_was_written():
    text = "# de la clínica\n\nuno | dos -> tres\ncuatro => Dra. Núñez\n"
    rules = rules_of(text)
    assert rules == [Rule(("uno", "dos"), "tres"), Rule(("cuatro",), "Dra. Núñez")]
    assert rules_of(text_of_rules(rules)) == rules


@pytest.mark.parametrize(
    "line",
    [
        "sin flecha",
        "a → ",
        " → b",
        "a → b → c",
        "a | → b",
        "igual → igual",
        "... → b",
        "x " * 9 + "→ y",
    ],
)
def test_a_line_that_is_no_rule_is_named(line):
    with pytest.raises(BadRule) as refused:
        rules_of(f"uno → dos\n{line}")
    assert refused.value.line == 2
    with pytest.raises(BadRule):
        rule_of(line)


def test_of_a_word_that_two_rules_hear_the_last_counts():
    rules = Dictionary(rules_of("a | b → c\na → d")).rules
    assert set(rules) == {Rule(("b",), "c"), Rule(("a",), "d")}


@pytest.mark.parametrize(
    ("before", "after", "taught"),
    [
        ("la doctora Nuñez dijo", "la Dra. Núñez dijo", "doctora Nuñez → Dra. Núñez"),
        ("tome para cetamol.", "tome paracetamol.", "para cetamol → paracetamol"),
        ("tome aspirina", "tome aspirina", None),
        ("tome una aspirina", "tome aspirina", None),
        ("tome aspirina", "tome una aspirina", None),
        ("uno dos tres cuatro cinco", "seis siete ocho nueve diez", None),
    ],
)
def test_a_correction_of_one_place_teaches_a_rule(before, after, taught):
    found = learned(before.split(), after.split())
    assert (found.line if found else None) == taught
