"""Children of ours and their keys: one line on their standard input, and nothing for who looks at
their command line or environment.
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.capture import Counted, SliceSealed, Stopped, format_plan
from aurity_desktop.domain.errors import VaultLocked
from aurity_desktop.runtime.standard_input import KEYS_FLAG
from aurity_desktop.vault.locks import Cost
from aurity_desktop.vault.vault import FolderVault
from tests.audio.sounds import counted, write_wav
from tests.fakes.keyring import MemoryKeyring
from tests.jobs.worker_processes import wait_until
from tests.recorders import PATIENCE, Recorder, plan_for

SESSION = "session_20261124_060000"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture
def vault(paths):
    vault = FolderVault(paths, MemoryKeyring(), cost=CHEAP)
    vault.protect("correct horse")
    return vault


@pytest.fixture
def talk(tmp_path):
    return write_wav(tmp_path / "talk.wav", counted(168_000))


class HandedRecorder(Recorder):
    """With keys, as the window starts one."""

    def __init__(self, data: Path, handed, *arguments):
        program = Path(sys.executable)
        super().__init__(data, *arguments, program=[program, "-m", "aurity_desktop", KEYS_FLAG])
        self.process.stdin.write(handed.encode() + b"\n")
        self.process.stdin.flush()


def recorder_with(paths, vault, *arguments):
    plan = format_plan(plan_for(SESSION))
    return HandedRecorder(paths.data, vault.handed(SESSION), "--plan", plan, *arguments)


def kept(paths, vault):
    with closing(SqliteLedger(paths.ledger, "a test", keys=vault)) as ledger:
        audio = SessionAudio(paths, vault)
        return np.concatenate([audio.read(each) for each in ledger.sound.slices(SESSION)])


def test_a_recorder_with_keys_leaves_nothing_that_can_be_read(paths, vault, talk):
    recorder = recorder_with(paths, vault, "--input", talk, "--fast", "--no-wait")
    recorder.until(SliceSealed)
    for shown in ("cmdline", "environ"):
        looked = Path(f"/proc/{recorder.process.pid}/{shown}")
        if looked.exists():
            assert vault.cipher(SESSION).key.hex().encode() not in looked.read_bytes()
    recorder.until(Stopped)
    assert recorder.end() == 0
    assert np.array_equal(kept(paths, vault), counted(168_000))
    sound = counted(168_000).tobytes()
    for path in paths.data.rglob("*"):
        if path.is_file() and path.name != "reserve.bin":
            content = path.read_bytes()
            assert b"RIFF" not in content, path
            assert sound[50_000:50_200] not in content, path


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_a_killed_recorder_with_keys_loses_nothing_that_was_on_disk(paths, vault, talk):
    recorder = recorder_with(paths, vault, "--input", talk)
    on_disk = recorder.until(lambda each: isinstance(each, Counted) and each.on_disk > 20_000)
    recorder.process.kill()
    recorder.end()
    with closing(SqliteLedger(paths.ledger, "a test", keys=vault)) as ledger:
        slices = paths.session(SESSION) / "slices"
        found = recover_session(SESSION, slices, ledger, vault)
    assert found.sample_count >= on_disk.on_disk
    assert np.array_equal(kept(paths, vault), counted(168_000)[: found.sample_count])


def test_a_recorder_without_them_records_nothing_and_says_why(paths, vault, talk):
    recorder = Recorder.new(paths.data, SESSION, "--input", talk, "--fast")
    assert recorder.end(close=False) == VaultLocked.exit_code
    assert not paths.session(SESSION).exists()


def run(paths, vault, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "aurity_desktop", KEYS_FLAG, *arguments],
        input=vault.handed().encode() + b"\n",
        capture_output=True,
        env={**os.environ, "AURITY_DATA_DIR": str(paths.data)},
        timeout=PATIENCE,
        check=False,
    )


def test_a_command_is_handed_what_opens_everything(paths, vault, talk):
    recorder = recorder_with(paths, vault, "--input", talk, "--fast", "--no-wait")
    recorder.until(Stopped)
    recorder.end()
    ended = run(paths, vault, "verify", SESSION, "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["ok"]


def test_a_worker_is_handed_them_and_one_without_ends(paths, vault):
    with closing(SqliteLedger(paths.ledger, "a test", keys=vault)):
        pass
    start = partial(
        subprocess.Popen,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "AURITY_DATA_DIR": str(paths.data)},
    )
    program = [sys.executable, "-m", "aurity_desktop"]
    with start([*program, "worker"]) as without:
        assert without.wait(PATIENCE) == VaultLocked.exit_code
    from aurity_desktop.jobs.queue import HueyQueue

    with (
        closing(HueyQueue(paths.jobs, paths.queue)) as queue,
        start([*program, KEYS_FLAG, "worker"]) as worker,
    ):
        worker.stdin.write(vault.handed().encode() + b"\n")
        worker.stdin.flush()
        assert wait_until(queue.worker).process_id == worker.pid
        worker.stdin.close()
        assert worker.wait(PATIENCE) == 0
