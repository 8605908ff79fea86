"""What comes out of the child that reads a foreign file: JSON of a closed list of types."""

import json
import os
import pickle
import struct
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.corpus.session_file.sandbox import in_child
from aurity_desktop.corpus.session_file.sandbox_answers import (
    NoAnswer,
    decode,
    encode,
    encode_error,
)
from aurity_desktop.domain.errors import BadCiphertext, NotOurFile, WrittenByNewer
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.integrity import Check

ROW = AuditRow("s", 0, "t", "OP", "u", "p", "r", "SUCCESS", "{}", "0", "1")
VALUES = (
    (Check("audio", ("a finding", "another"), "3 samples", ("a note",)),),
    ([Fact(3, "edits", '["á"]')], [ROW]),
    {"read": 3, "refused": 0},
    None,
    "export.h5",
)


class RunsCode:
    """Unpickled, it makes a folder."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


def open_descriptors():
    """What a child has open besides its standard streams.

    Asked for, not counted up to some number: whoever has many files open hands down a high one.
    """
    return [int(entry.name) for entry in Path("/dev/fd").iterdir() if int(entry.name) > 2]


def taken_over(path):
    """What a child does that a crafted file has taken over: it answers a pickle by itself."""
    attack = pickle.dumps((True, RunsCode(path.with_name("code ran"))))
    for number in open_descriptors():
        try:
            os.write(number, struct.pack("!i", len(attack)) + attack)
        except OSError:
            continue
    os._exit(0)


def stops_half_way(_path):
    for number in open_descriptors():
        try:
            os.write(number, struct.pack("!i", 1000) + b"{")
        except OSError:
            continue
    time.sleep(600)


def says_it_is_newer(path):
    raise WrittenByNewer(path, 9, 1)


def has_another_error(path):
    raise LookupError(f"{path.name}: nothing there")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "session.h5"
    path.write_bytes(b"foreign")
    return path


@pytest.mark.skipif(os.name == "nt", reason="writes to the pipe by its number")
@pytest.mark.parametrize("open_files", [0, 100])
def test_a_child_that_answers_a_pickle_is_refused_and_nothing_runs(file, tmp_path, open_files):
    with ExitStack() as files:
        for _ in range(open_files):
            files.enter_context(file.open("rb"))
        with pytest.raises(NotOurFile, match="no answer"):
            in_child(taken_over, file)
    assert not (tmp_path / "code ran").exists()


@pytest.mark.skipif(os.name == "nt", reason="writes to the pipe by its number")
def test_a_child_that_stops_within_its_answer_is_ended(file):
    with pytest.raises(NotOurFile, match="did not end"):
        in_child(stops_half_way, file, most_seconds=5.0)


def test_an_error_of_ours_comes_as_it_is(file):
    with pytest.raises(WrittenByNewer) as caught:
        in_child(says_it_is_newer, file)
    assert (caught.value.path, caught.value.found, caught.value.known) == (file, 9, 1)
    assert str(caught.value) == str(WrittenByNewer(file, 9, 1))


def test_another_error_is_told_by_its_line(file):
    with pytest.raises(ValueError, match=r"LookupError: session\.h5: nothing there"):
        in_child(has_another_error, file)


@pytest.mark.parametrize("value", VALUES)
def test_what_is_answered_comes_out_as_it_was(value):
    assert decode(encode(value)) == value


@pytest.mark.parametrize("error", [BadCiphertext("cut"), NotOurFile(Path("a"), "b"), MemoryError()])
def test_what_is_raised_comes_out_as_it_was(error):
    with pytest.raises(type(error)) as caught:
        decode(encode_error(error))
    assert str(caught.value) == str(error)
    assert vars(caught.value) == vars(error)


@pytest.mark.parametrize(
    "answer",
    [
        {"value": {"Check": ["name", ["a list"], "", {"tuple": []}]}},
        {"value": {"Check": [1, {"tuple": []}, "", {"tuple": []}]}},
        {"value": {"Fact": ["3", "edits", "[]"]}},
        {"value": {"Fact": [True, "edits", "[]"]}},
        {"value": {"AuditRow": ["s", 0]}},
        {"value": {"Path": ["/"]}},
        {"value": {"Check": ["", {"tuple": []}, "", {"tuple": []}], "Fact": []}},
        {"error": "SystemExit", "line": ""},
        {"error": "AurityError", "line": "", "facts": {"exit_code": 0}},
        {"error": "NotOurFile", "line": "", "facts": {"__class__": "x"}},
        {"error": "NotOurFile", "line": "", "facts": {"detail": ["x"]}},
        {"error": "NotOurFile", "line": 3},
        {},
        [],
    ],
)
def test_what_is_none_of_these_types_is_no_answer(answer):
    with pytest.raises(NoAnswer):
        decode(json.dumps(answer).encode())


@pytest.mark.parametrize("content", [b"", b"[" * 100_000, b'{"value": ' + b"[" * 100_000, b"\xff"])
def test_bytes_that_are_no_json_are_no_answer(content):
    with pytest.raises(NoAnswer):
        decode(content)
