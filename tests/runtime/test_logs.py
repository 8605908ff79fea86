import json
import logging

import pytest

from aurity_desktop.runtime.logs import start_logging
from tests.domain.test_safe_text import HOSTILE


@pytest.fixture
def root():
    logger = logging.getLogger()
    handlers, level = logger.handlers[:], logger.level
    yield logger
    for handler in set(logger.handlers) - set(handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)


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
