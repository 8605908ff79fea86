"""The log file that several processes share."""

import errno
import json
import logging
import os
import subprocess
import sys

import pytest

from aurity_desktop.runtime.log_file import SharedLogFile
from aurity_desktop.storage.file_lock import locked

#: Of each process: enough for them to meet at a rotation many times.
LINES = 1500

#: Waits for the word to begin, so that all of them write at once.
WRITER = """
import logging, sys
from pathlib import Path
from aurity_desktop.runtime.log_file import SharedLogFile

path, name, lines = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
log = logging.getLogger("writer")
log.setLevel(logging.INFO)
log.addHandler(SharedLogFile(path, max_bytes=20_000, backups=40, patience_seconds=60))
print("ready", flush=True)
sys.stdin.readline()
for number in range(lines):
    log.info("%s %d %s", name, number, "x" * 100)
"""


def writer(path, name, lines):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(lines)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def log():
    logger = logging.Logger("alone")
    yield logger
    for handler in logger.handlers:
        handler.close()


def files(folder):
    return sorted(path for path in folder.iterdir() if path.suffix != ".lock")


def kept(folder):
    return [line for path in files(folder) for line in path.read_text().splitlines()]


def test_every_line_of_several_processes_is_kept_whole_and_in_order(tmp_path):
    writers = [writer(tmp_path / "cli.jsonl", name, LINES) for name in "abc"]
    for each in writers:
        assert each.stdout.readline() == "ready\n"
    for each in writers:
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in writers:
        each.communicate(timeout=30)
        assert each.returncode == 0

    names = [f"cli.jsonl.{number}" for number in range(40, 0, -1)] + ["cli.jsonl"]
    oldest_first = [tmp_path / name for name in names if (tmp_path / name).exists()]
    lines = [line.split() for path in oldest_first for line in path.read_text().splitlines()]
    for name in "abc":
        numbers = [int(line[1]) for line in lines if line[0] == name]
        assert numbers == list(range(LINES))
    assert all(line[2] == "x" * 100 for line in lines)
    assert len(oldest_first) > 20


def test_the_files_are_bounded_in_number_and_size_and_the_newest_lines_stay(tmp_path, log):
    log.addHandler(SharedLogFile(tmp_path / "cli.jsonl", max_bytes=1000, backups=3))
    for number in range(500):
        log.info("%04d %s", number, "x" * 94)
    assert [path.name for path in files(tmp_path)] == [
        "cli.jsonl",
        "cli.jsonl.1",
        "cli.jsonl.2",
        "cli.jsonl.3",
    ]
    assert all(path.stat().st_size <= 1000 for path in files(tmp_path))
    assert sorted(line[:4] for line in kept(tmp_path)) == [f"{n:04d}" for n in range(460, 500)]


def test_a_line_longer_than_a_file_is_kept_in_one_of_its_own(tmp_path, log):
    log.addHandler(SharedLogFile(tmp_path / "cli.jsonl", max_bytes=100, backups=2))
    for text in ("first", "y" * 500, "last"):
        log.info(text)
    assert sorted(kept(tmp_path)) == ["first", "last", "y" * 500]


def test_all_of_its_files_are_the_users_alone(tmp_path, log):
    log.addHandler(SharedLogFile(tmp_path / "cli.jsonl", max_bytes=100, backups=2))
    before = os.umask(0)
    try:
        for _ in range(5):
            log.info("x" * 60)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(
        ("cli.jsonl", "cli.jsonl.1", "cli.jsonl.2", "cli.jsonl.lock"), 0o600
    )


def test_a_process_that_stopped_with_the_mutex_neither_stops_the_others_nor_costs_a_line(
    tmp_path, log
):
    path = tmp_path / "cli.jsonl"
    log.addHandler(SharedLogFile(path, max_bytes=100, backups=2, patience_seconds=0))
    with locked(tmp_path / "cli.jsonl.lock"):
        log.info("x" * 80)
        log.info("y" * 80)
    assert path.read_text().splitlines() == ["x" * 80, "y" * 80]
    log.info("z" * 80)
    assert path.read_text().splitlines() == ["z" * 80]


def test_a_folder_in_the_way_of_the_older_files_costs_no_line(tmp_path, log):
    (tmp_path / "cli.jsonl.1" / "somebody's").mkdir(parents=True)
    (tmp_path / "cli.jsonl.2").write_text("in the way of the folder")
    log.addHandler(SharedLogFile(tmp_path / "cli.jsonl", max_bytes=100, backups=2))
    log.info("x" * 80)
    log.info("y" * 80)
    assert (tmp_path / "cli.jsonl").read_text().splitlines() == ["x" * 80, "y" * 80]


@pytest.mark.parametrize(("code", "told"), [(errno.ENOSPC, False), (errno.EIO, True)])
def test_a_disk_without_room_costs_the_line_and_spills_no_traceback(
    tmp_path, log, monkeypatch, capsys, code, told
):
    log.addHandler(SharedLogFile(tmp_path / "cli.jsonl"))

    def refuse(*_, **__):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(SharedLogFile, "_append", refuse)
    log.info("a line")
    assert ("Traceback" in capsys.readouterr().err) is told


def test_a_name_that_is_no_utf_8_is_logged_in_escapes(tmp_path, log):
    log.addHandler(SharedLogFile(tmp_path / "cli.jsonl"))
    name = b"se\xf1ora.wav".decode("utf-8", "surrogateescape")
    log.info(json.dumps({"file": name}, ensure_ascii=False))
    assert json.loads((tmp_path / "cli.jsonl").read_text()) == {"file": name}
