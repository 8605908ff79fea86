"""A time stamp by somebody else: asked for by a file, and checked by files alone.

`time_stamp/` holds what `openssl ts -reply` answered, on 30 November 2026, to the request of this
program for the witness below; the keys of that authority were thrown away.
"""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aurity_desktop.corpus.integrity.time_stamps import time_stamp_check, time_stamp_request
from aurity_desktop.domain.witness import TimeStamp, Witness

FILES = Path(__file__).with_name("time_stamp")
ANSWER = (FILES / "answer.tsr").read_bytes()
ROOT = (FILES / "root.pem").read_bytes()
STRANGER = (FILES / "another_root.pem").read_bytes()
WITNESS = Witness(datetime(2026, 11, 30, 1, 27, tzinfo=UTC), 412, "3f" * 32)
LATER = Witness(WITNESS.moment, 413, WITNESS.last_hash)
SAID = f"{WITNESS.line} was there at 2026-11-30T01:41:13+00:00"


def test_a_stamp_of_the_witness_holds_and_says_when():
    check = time_stamp_check([LATER, WITNESS], TimeStamp(ANSWER, ROOT))
    assert (check.findings, check.detail) == ((), SAID)


def test_any_of_several_roots_will_do():
    assert time_stamp_check([WITNESS], TimeStamp(ANSWER, STRANGER + ROOT)).ok


@pytest.mark.parametrize(
    ("witnesses", "answer", "roots", "why"),
    [
        ([LATER], ANSWER, ROOT, "it is of something else"),
        ([], ANSWER, ROOT, "no witness"),
        ([WITNESS], ANSWER, STRANGER, "leads to none of the roots"),
        ([WITNESS], ANSWER, b"", "no certificate"),
        ([WITNESS], b"", ROOT, "no answer of an authority"),
        ([WITNESS], ANSWER[:-20], ROOT, "no answer of an authority"),
        ([WITNESS], WITNESS.content, ROOT, "no answer of an authority"),
    ],
)
def test_what_is_no_stamp_of_the_witness_by_a_root_is_refused_in_one_line(
    witnesses, answer, roots, why
):
    (finding,) = time_stamp_check(witnesses, TimeStamp(answer, roots)).findings
    assert why in finding
    assert "\n" not in finding


def test_no_flipped_bit_makes_an_answer_say_anything_else():
    """Some bits of the envelope are under no signature; the time and the witness are."""
    places, refused = random.Random(1), 0
    for _ in range(300):
        flipped = bytearray(ANSWER)
        flipped[places.randrange(len(flipped))] ^= 1 << places.randrange(8)
        check = time_stamp_check([WITNESS], TimeStamp(bytes(flipped), ROOT))
        refused += not check.ok
        assert not check.ok or check.detail == SAID
    assert refused > 290


def test_a_request_holds_the_hash_of_the_witness_and_is_another_each_time():
    import hashlib

    one, other = time_stamp_request(WITNESS), time_stamp_request(WITNESS)
    assert hashlib.sha256(WITNESS.content).digest() in one
    assert one != other
    assert WITNESS.last_hash.encode() not in one
    assert len(one) < 100
