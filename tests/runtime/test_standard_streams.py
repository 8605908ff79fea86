import json
import os
import subprocess
import sys

import pytest

from aurity_desktop.runtime.standard_streams import Forgiving

pytestmark = pytest.mark.skipif(os.name == "nt", reason="descriptors as a POSIX shell closes them")

HEAD = """
import os, sys
from aurity_desktop.runtime.standard_streams import secure_standard_streams
secure_standard_streams()
"""


def run(script, redirection, **more):
    """`script` behind the securing, in a shell that closes or redirects its streams."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {redirection}', sys.executable, "-c", HEAD + script],
        capture_output=True,
        timeout=60,
        check=False,
        **more,
    )


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
def test_what_is_said_to_a_standard_error_that_takes_nothing_is_lost_and_the_result_is_not(
    redirection,
):
    done = run(
        "print('said', file=sys.stderr, flush=True); print('the result')\n"
        "sys.stderr.write('x' * 100_000); sys.exit(7)",
        redirection,
    )
    assert done.stdout == b"the result\n"
    assert done.returncode == 7


def test_a_file_that_is_opened_is_never_taken_for_a_stream_that_was_closed(tmp_path):
    done = run(
        f"file = os.open({str(tmp_path / 'ledger')!r}, os.O_CREAT | os.O_RDWR)\n"
        "os.system('echo noise >&2; echo noise')\n"
        "sys.exit(0 if file > 2 and sys.stdin.read() == '' else 1)",
        "<&- >&- 2>&-",
    )
    assert done.returncode == 0
    assert (tmp_path / "ledger").read_bytes() == b""


def test_characters_that_standard_output_cannot_show_are_replaced():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = run("print('habitación …')", "", env=environment)
    assert done.stdout == b"habitaci?n ?\n"
    assert done.returncode == 0


def test_a_reader_that_reads_nothing_is_waited_for_once(monkeypatch):
    from aurity_desktop.runtime import standard_streams

    monkeypatch.setattr(standard_streams, "_PATIENCE_MS", 1)
    reading, writing = os.pipe()
    stream = Forgiving(writing)
    much = b"x" * 1_000_000
    assert stream.write(much) == len(much)
    assert stream.write(b"lost") == 4
    os.read(reading, 1_000_000)
    stream.write(b"heard again")
    assert os.read(reading, 100) == b"heard again"
    os.close(reading)
    assert stream.write(b"into a pipe without a reader") == 28
    os.close(writing)


def test_json_is_the_same_value_for_a_reader_of_few_letters(tmp_path):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    script = (
        "from aurity_desktop.cli.output import result\n"
        "result({'título': 'niño 😀'}, as_json=True, text='')"
    )
    done = run(script, "", env=environment)
    assert json.loads(done.stdout.decode("ascii")) == {"título": "niño 😀"}


def test_a_result_that_could_not_be_written_is_an_error_that_says_so():
    script = (
        "from aurity_desktop.cli.output import ResultUnwritten, result\n"
        "try: result({}, as_json=False, text='done')\n"
        "except ResultUnwritten as error: print(error, file=sys.stderr); sys.exit(error.exit_code)"
    )
    done = run(script, ">/dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith(b"It is done, but the result could not be written")
    assert b"Exception ignored" not in done.stderr


def test_a_reader_that_has_gone_ends_nothing():
    script = (
        "from aurity_desktop.cli.output import result\n"
        "result(list(range(100_000)), as_json=True, text='')\n"
        "print('still here', file=sys.stderr)"
    )
    done = run(script, "| true")
    assert done.stderr.endswith(b"still here\n")
    assert b"Exception ignored" not in done.stderr


def test_the_program_itself_says_nothing_on_standard_output_that_was_meant_for_its_errors(tmp_path):
    environment = {**os.environ, "AURITY_DATA_DIR": str(tmp_path / "data")}
    done = subprocess.run(
        [
            "sh",
            "-c",
            'exec "$0" -m aurity_desktop show session_20260101_000000 2>&-',
            sys.executable,
        ],
        capture_output=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert (done.returncode, done.stdout) == (1, b"")
