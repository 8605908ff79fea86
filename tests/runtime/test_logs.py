import json
import logging
import unicodedata
from pathlib import Path

import pytest

from aurity_desktop.runtime import logs
from aurity_desktop.runtime.logs import start_logging
from aurity_desktop.runtime.withheld import Withheld
from tests.domain.test_safe_text import HOSTILE

PATIENTS = Path("/home/x/Consultas Ibargüengoitia/O'Hara, Iñés\n2.wav")


@pytest.fixture
def root():
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    yield logger
    for handler in set(logger.handlers) - set(handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


@pytest.fixture
def withhold(monkeypatch):
    monkeypatch.setattr(logs, "without_withheld", (known := Withheld()).taken_out_of)
    return known.add


def test_a_line_of_the_log_drives_no_terminal_that_shows_the_file(root, tmp_path):
    name = "=".join(HOSTILE)
    start_logging(tmp_path, "worker")
    logging.getLogger("aurity_desktop.x").info("%s", name, extra={"facts": {"file": name}})
    text = (tmp_path / "worker.jsonl").read_bytes().decode()
    assert not (set().union(*HOSTILE) - {"\n"}) & set(text)
    assert text.count("\n") == 1
    assert json.loads(text)["message"] == json.loads(text)["facts"]["file"] == name


def test_a_line_is_one_json_object_with_its_facts(root, tmp_path):
    start_logging(tmp_path, "worker")
    logging.getLogger("aurity").info("done", extra={"facts": {"chunks": 3}})
    line = json.loads((tmp_path / "worker.jsonl").read_text())
    assert (line["level"], line["message"], line["facts"]) == ("INFO", "done", {"chunks": 3})


def test_an_exception_stays_on_its_line(root, tmp_path):
    start_logging(tmp_path, "worker")
    try:
        int("broken")
    except ValueError:
        logging.getLogger("aurity").exception("it failed")
    (line,) = (tmp_path / "worker.jsonl").read_text().splitlines()
    assert "ValueError: invalid" in json.loads(line)["exception"]


def test_the_file_is_private(root, tmp_path):
    start_logging(tmp_path, "worker")
    assert (tmp_path / "worker.jsonl").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "spelled",
    [
        str,
        repr,
        ascii,
        lambda path: repr(str(path)),
        lambda path: unicodedata.normalize("NFD", str(path)),
        lambda path: path.name,
        lambda path: path.stem,
        lambda path: str(path.parent),
        lambda path: f"{path.parent}/another.wav",
    ],
)
def test_what_a_users_file_is_called_is_nowhere_in_a_line(root, tmp_path, withhold, spelled):
    start_logging(tmp_path, "cli")
    withhold(PATIENTS)
    said = spelled(PATIENTS)
    log = logging.getLogger("aurity")
    log.info("cannot read %s: damaged", said, extra={"facts": {"file": said, "as": PATIENTS}})
    try:
        raise FileNotFoundError(2, "No such file", said)
    except OSError:
        log.exception("it failed at %s", said)
    text = (tmp_path / "cli.jsonl").read_text()
    for line in text.splitlines():
        everything = unicodedata.normalize("NFC", str(json.loads(line)))
        assert not [part for part in ("Iba", "Hara", "oitia", "Iñ", "2.wav") if part in everything]
    assert "[file]" in text
    assert ": damaged" in text


def test_a_word_that_is_part_of_another_stays(root, tmp_path, withhold):
    start_logging(tmp_path, "cli")
    withhold(tmp_path / "one.wav")
    logging.getLogger("aurity").info("done with one: nobody, stone")
    (line,) = (tmp_path / "cli.jsonl").read_text().splitlines()
    assert json.loads(line)["message"] == "done with [file]: nobody, stone"


def test_without_a_name_to_withhold_a_line_is_as_it_was_said(root, tmp_path, withhold):
    start_logging(tmp_path, "cli")
    withhold(Path("a.b"))  # too short to be looked for alone
    logging.getLogger("aurity").info("a b")
    assert json.loads((tmp_path / "cli.jsonl").read_text())["message"] == "a b"
