"""Foreign text in terminals and files: what drives, hides or turns it round does not get through.

`HOSTILE` is used by the tests of the exporters and of the command line as well.
"""

import json
import unicodedata

import pytest

from aurity_desktop.domain.safe_text import lines, one_line, safe_json

CONTROLS = tuple(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)))
BREAKS = ("\n", "\r\n", "\r", "\t", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
BIDI = tuple("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
HALVES = ("\ud800", "\udcff", "\udfff")
UNSEEN = ("\u200b", "\u2060", "\ufeff", "\u00ad", "\U000e0041", "\ufff9", "\u180e", "\uffff")
HOSTILE = (*CONTROLS, *BREAKS, *BIDI, *HALVES, *UNSEEN)


@pytest.mark.parametrize("character", [*HOSTILE, "\u2064", "\u206f", "\ufffe"], ids=ascii)
def test_what_drives_hides_or_turns_a_text_is_not_in_a_line(character):
    line = one_line(f"a{character}b")
    assert len(line.splitlines()) == 1
    assert not set(character) & set(line)
    assert line.encode("utf-8")
    assert (line[0], line[-1]) == ("a", "b")


@pytest.mark.parametrize("character", BREAKS, ids=ascii)
def test_a_break_is_one_blank(character):
    assert one_line(f"uno{character}dos") == "uno dos"


@pytest.mark.parametrize("character", HALVES, ids=ascii)
def test_half_a_character_is_seen_as_one_that_cannot_be_written(character):
    assert one_line(f"a{character}b") == "a\ufffdb"


@pytest.mark.parametrize(
    "text",
    ["Núñez, María José", "محمد", "עברית", "می\u200cخواهم", "👩\u200d⚕️", "a\u00a0b", "日本語", ""],
)
def test_every_language_stays_as_it_is(text):
    assert one_line(text) == lines(text) == text


def test_a_text_of_several_lines_keeps_its_lines_and_nothing_else():
    assert lines("uno\r\ndos\n\ttres\r\x1b[2J\u2028\u202ecuatro") == "uno\ndos\n tres [2J cuatro"


def test_nothing_invisible_that_belongs_to_no_script_gets_through_but_the_two_joiners():
    marks = (chr(code) for code in (*range(0x100), *range(0x2000, 0x2070), *range(0xFFF0, 0x10000)))
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    left = {
        each for each in marks if unicodedata.category(each) in unseen and one_line(each) == each
    }
    assert left == {"\u200c", "\u200d"}


@pytest.mark.parametrize("character", HOSTILE, ids=ascii)
def test_json_says_it_with_escapes_and_reads_again_as_it_was(character):
    value = {f"k{character}": [f"a{character}b", 1, None, "ñ"]}
    text = safe_json(value, indent=1)
    assert not (set(character) - {"\n"}) & set(text)
    assert text.encode("utf-8")
    assert len(text.splitlines()) == len(value[f"k{character}"]) + 4
    assert json.loads(text) == value
    assert "ñ" in text
