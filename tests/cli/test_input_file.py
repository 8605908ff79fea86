import os
import threading
from pathlib import Path

import pytest

from aurity_desktop.cli.input_file import input_file
from aurity_desktop.domain.errors import AudioFileMissing, FileUnreadable

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX")


def test_a_plain_file_is_itself(tmp_path, monkeypatch):
    (tmp_path / "grabación\n.wav").write_bytes(b"sound")
    monkeypatch.chdir(tmp_path)
    with input_file(Path("grabación\n.wav")) as file:
        assert file == tmp_path / "grabación\n.wav"


@pytest.mark.parametrize("name", ["nowhere.wav", "a" * 300, "file/below"])
def test_what_is_not_there_is_missing_however_the_system_says_so(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(AudioFileMissing), input_file(tmp_path / name):
        pass


@posix
@pytest.mark.parametrize("name", [".", "/dev/null", "/dev/zero"])
def test_what_is_no_file_is_refused(tmp_path, name):
    with pytest.raises(FileUnreadable, match="it is"), input_file(tmp_path / name):
        pass


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_told_as_such(tmp_path):
    file = tmp_path / "talk.wav"
    file.touch(mode=0o000)
    with pytest.raises(FileUnreadable, match="Permission"), input_file(file):
        pass


@posix
def test_what_comes_through_a_pipe_is_read_to_its_end_and_gone_afterwards(tmp_path):
    pipe = tmp_path / "talk.wav"
    os.mkfifo(pipe)
    sound = os.urandom(300_000)
    writer = threading.Thread(target=pipe.write_bytes, args=(sound,))
    writer.start()
    with input_file(pipe) as file:
        assert file.is_file()
        assert file.name == "talk.wav"
        assert file.stat().st_mode & 0o077 == 0
        assert file.read_bytes() == sound
    writer.join()
    assert not file.exists()


@posix
def test_a_file_on_standard_input_has_its_own_name_for_a_child(tmp_path):
    (tmp_path / "talk.wav").write_bytes(b"sound")
    descriptor = os.open(tmp_path / "talk.wav", os.O_RDONLY)
    try:
        with input_file(Path(f"/dev/fd/{descriptor}")) as file:
            assert file == tmp_path / "talk.wav"
    finally:
        os.close(descriptor)
