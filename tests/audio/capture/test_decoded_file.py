"""A foreign file is decoded by a child that has nothing, and whose answers are not believed."""

import ctypes
import errno
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest

from aurity_desktop.audio.capture.decoded_file import DecodedFile
from aurity_desktop.audio.capture.decoding import AudioFile
from aurity_desktop.audio.capture.formats import CODECS
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import (
    AudioFileMissing,
    AudioTruncated,
    EmptyAudio,
    NotAudio,
)
from tests.audio.sounds import counted, encode, tone, write_wav

linux = pytest.mark.skipif(sys.platform != "linux", reason="seccomp and /proc are Linux's")
RATE = b"o" + (16_000).to_bytes(4, "little")
_PR_SET_DUMPABLE, _PR_GET_DUMPABLE = 4, 3
SECOND = counted(16_000)


def sound_of(file):
    with closing(file):
        return np.concatenate(list(file.blocks()))


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.wav", "pcm_s16le", 16_000),
        ("a.mp3", "libmp3lame", 44_100),
        ("a.webm", "libopus", 48_000),
    ],
)
def test_the_child_hears_what_would_have_been_heard_here(tmp_path, name, codec, rate):
    path = encode(tmp_path / name, tone(3.3, rate=rate), codec, rate=rate)
    file = DecodedFile(path)
    assert file.sample_rate == rate
    assert np.array_equal(sound_of(file), sound_of(AudioFile(path)))


def test_the_sound_comes_a_second_at_a_time(tmp_path):
    with closing(DecodedFile(write_wav(tmp_path / "a.wav", counted(40_000)))) as file:
        assert [len(block) for block in file.blocks()] == [16_000, 16_000, 8_000]


def test_what_is_wrong_with_a_file_is_told_as_here(tmp_path):
    path = tmp_path / "no.wav"
    with pytest.raises(AudioFileMissing, match=re.escape(str(path))):
        DecodedFile(path)
    path.write_bytes(b"not audio at all, but text that is long enough " * 50)
    with pytest.raises(NotAudio, match="Invalid data"):
        DecodedFile(path)
    with pytest.raises(EmptyAudio):
        sound_of(DecodedFile(write_wav(path, counted(0))))


def test_what_comes_before_the_damage_is_given_before_it_is_told(tmp_path):
    path = write_wav(tmp_path / "a.wav", counted(160_000))
    path.write_bytes(path.read_bytes()[: 44 + 2 * 60_000])
    with closing(DecodedFile(path)) as file:
        blocks, heard = file.blocks(), []
        with pytest.raises(AudioTruncated) as raised:
            heard.extend(blocks)
    assert np.array_equal(np.concatenate(heard), counted(60_000))
    assert (raised.value.path, raised.value.seconds, raised.value.expected) == (path, 3.75, 10.0)


# -- a child that a file has taken over ------------------------------------------------------------


def die(_path, _sender):
    os.abort()


def die_on_the_way(_path, sender):
    sender.send_bytes(RATE)
    sender.send_bytes(b"s" + SECOND.tobytes())
    os.abort()


def fall_silent(_path, _sender):
    time.sleep(3_600)


def fall_silent_on_the_way(_path, sender):
    sender.send_bytes(RATE)
    sender.send_bytes(b"s" + SECOND.tobytes())
    time.sleep(3_600)


def test_a_file_that_crashes_its_decoder_is_refused(tmp_path):
    with pytest.raises(NotAudio, match="crashes"):
        DecodedFile(tmp_path / "a.wav", decode=die)


@pytest.mark.parametrize("decode", [die_on_the_way, fall_silent_on_the_way])
def test_what_was_heard_before_the_decoder_crashed_or_fell_silent_is_kept(tmp_path, decode):
    with closing(DecodedFile(tmp_path / "a.wav", decode=decode)) as file:
        file._patience_seconds = 0.2
        blocks = file.blocks()
        assert np.array_equal(next(blocks), SECOND)
        with pytest.raises(AudioTruncated):
            next(blocks)


def test_a_file_that_keeps_its_decoder_for_ever_is_given_up_and_the_child_ended(tmp_path):
    with pytest.raises(NotAudio, match="did not go on"):
        DecodedFile(tmp_path / "a.wav", patience_seconds=0.1, decode=fall_silent)
    assert not [each for each in psutil.Process().children() if "spawn_main" in _command(each)]


def _command(process):
    return " ".join(process.cmdline())


class Answers:
    """A decoder that says just these messages."""

    def __init__(self, *messages):
        self.messages = messages

    def __call__(self, _path, sender):
        for message in self.messages:
            sender.send_bytes(message)


def told(**error):
    return b"f" + json.dumps(error).encode()


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"o",
        b"o" + bytes(4),
        b"o" + b"\xff" * 9,
        b"?what",
        b"s" + bytes(2),
        b".",
        b"f",
        b"f" + b"[" * 20_000,
        b"f\x80\x04\x95pickle",
        told(error="AurityError", message="x"),
        told(error="FolderNotWritable", path="/etc", detail="x"),
        told(error="NotAudio", detail={"a": 1}),
        told(error="AudioTruncated", seconds=float("nan"), expected=1.0),
        told(error="AudioTruncated", seconds="1", expected=1.0),
        b"o" * 1_000_000,
    ],
    ids=lambda message: ascii(message[:40]),
)
def test_an_answer_that_is_none_is_a_fault_of_the_file(tmp_path, message):
    with pytest.raises(NotAudio, match=r"was not asked|no sampling rate|crashes"):
        DecodedFile(tmp_path / "a.wav", decode=Answers(message))


@pytest.mark.parametrize("message", [b"s" + bytes(3), RATE, b"s" + bytes(40_000), b"x"])
def test_sound_that_is_none_is_a_fault_of_the_file(tmp_path, message):
    with pytest.raises(NotAudio, match=r"was not asked|crashes"):
        sound_of(DecodedFile(tmp_path / "a.wav", decode=Answers(RATE, message)))


def test_what_is_noted_about_a_file_comes_with_its_numbers(tmp_path):
    notes = [b'n["longer_than_stated", {"read_seconds": 5.5}]', b'n["tracks_mixed", {"tracks": 2}]']
    file = DecodedFile(tmp_path / "a.wav", decode=Answers(RATE, *notes, b"s" + bytes(4), b"."))
    assert len(sound_of(file)) == 2
    assert file.notes == (
        (InputNote.LONGER_THAN_STATED, {"read_seconds": 5.5}),
        (InputNote.TRACKS_MIXED, {"tracks": 2.0}),
    )


@pytest.mark.parametrize(
    "note",
    [
        b"n",
        b'n["rename_patient", {}]',
        b'n["tracks_mixed", {"tracks": "Ana"}]',
        b'n["tracks_mixed", {"tracks": NaN}]',
        b'n["tracks_mixed", {"\\u001b[2J": 1}]',
        b'n["tracks_mixed", [1]]',
        b'n["tracks_mixed", {"tracks": 1%s}]' % (b"0" * 400),
        b"n" + b"[" * 20_000,
        b'n["gap", {}]',
        b'n["gap", {"at_sample": -1, "seconds": 1}]',
        b'n["gap", {"at_sample": 1e300, "seconds": 1}]',
        b'n["gap", {"at_sample": 1, "seconds": 0}]',
        b'n["gap", {"at_sample": 1, "seconds": 1e300}]',
        b'n["tracks_mixed", {%s}]' % b",".join(b'"a%d": 1' % number for number in range(17)),
    ],
    ids=lambda note: ascii(note[:30]),
)
def test_a_note_that_is_none_is_a_fault_of_the_file(tmp_path, note):
    with pytest.raises(NotAudio, match="was not asked"):
        sound_of(DecodedFile(tmp_path / "a.wav", decode=Answers(RATE, note)))


def test_the_levels_of_the_channels_come_with_their_places(tmp_path):
    messages = [b"s" + bytes(64_000 // 2), b"l\0\1abc", b"l\0\0xyz", b"l\0\1d", b"."]
    file = DecodedFile(tmp_path / "a.wav", decode=Answers(RATE, *messages))
    sound_of(file)
    assert file.levels == {(0, 1): b"abcd", (0, 0): b"xyz"}


@pytest.mark.parametrize(
    "levels",
    [
        *([b"l"], [b"l\0"], [b"l\0\0"], [b"l\0\0" + bytes(700)]),
        [b"l" + bytes((at, 0, 1)) for at in range(65)],
    ],
    ids=["nothing", "no channel", "no level", "more than there is sound", "too many channels"],
)
def test_levels_that_are_none_are_a_fault_of_the_file(tmp_path, levels):
    with pytest.raises(NotAudio, match="was not asked"):
        sound_of(DecodedFile(tmp_path / "a.wav", decode=Answers(RATE, *levels)))


def test_a_child_that_notes_without_end_is_given_up(tmp_path):
    notes = [b'n["tracks_mixed", {}]'] * 217
    with pytest.raises(NotAudio, match="was not asked"):
        sound_of(DecodedFile(tmp_path / "a.wav", decode=Answers(RATE, *notes)))


def test_an_error_names_our_file_and_drives_no_terminal(tmp_path):
    path = tmp_path / "a.wav"
    hostile = "\x1b[2J" + "x" * 5_000
    lie = told(error="NotAudio", detail=hostile, kind=hostile, path="/etc/passwd")
    with pytest.raises(NotAudio) as raised:
        DecodedFile(path, decode=Answers(lie))
    assert raised.value.path == path
    assert raised.value.detail == "[2J" + "x" * 197
    assert raised.value.kind == "[2J" + "x" * 37


# -- what the child has ----------------------------------------------------------------------------


def look_around(path, sender):
    """Tells as its error what it could do."""
    found = {"open files": sorted(map(_opened, range(3)))}
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        found[family.name] = _outcome(lambda family=family: socket.socket(family).close())
    found["write"] = _outcome(lambda: path.with_name("written").write_bytes(b"x"))
    found["dumpable"] = ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0)
    found["memory"] = _outcome(lambda: np.ones(8 << 30, "u1").any())
    sender.send_bytes(told(error="NotAudio", detail=json.dumps(found)))


def _opened(descriptor):
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


def _outcome(act):
    try:
        act()
    except OSError as error:
        return errno.errorcode[error.errno]
    except MemoryError:
        return "MemoryError"
    return "done"


@linux
def test_the_child_has_no_pipe_no_network_no_file_to_write_and_little_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("aurity_desktop.audio.capture.decoded_file._LONGEST_DETAIL", 5_000)
    with pytest.raises(NotAudio) as raised:
        DecodedFile(tmp_path / "a.wav", decode=look_around)
    assert json.loads(raised.value.detail) == {
        "open files": ["/dev/null"] * 3,
        "AF_INET": "EACCES",
        "AF_INET6": "EACCES",
        "AF_UNIX": "done",
        "write": "EFBIG",
        "dumpable": 0,
        "memory": "MemoryError",
    }


def _holds(pid, secret):
    """Whether any writable memory of the process holds these bytes."""
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if not rights.startswith("rw") or "[v" in line:
                continue
            start, end = (int(each, 16) for each in place.split("-"))
            memory.seek(start)
            try:
                if secret in memory.read(end - start):
                    return True
            except OSError:
                continue
    return False


def let_itself_be_read(_path, sender):
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    sender.send_bytes(RATE)
    time.sleep(3_600)


@linux
def test_a_key_of_this_process_is_not_in_the_memory_of_the_child(tmp_path):
    key = secrets.token_bytes(32)
    with closing(DecodedFile(tmp_path / "a.wav", decode=let_itself_be_read)):
        (child,) = (each for each in psutil.Process().children() if "spawn_main" in _command(each))
        assert _holds(os.getpid(), key)
        assert not _holds(child.pid, key)
        assert _holds(child.pid, b"a.wav")


@linux
def test_the_child_ends_when_nobody_listens_any_more(tmp_path):
    file = DecodedFile(write_wav(tmp_path / "a.wav", counted(1_600_000)))
    (child,) = (each for each in psutil.Process().children() if "spawn_main" in _command(each))
    file._receiver.close()
    child.wait(30)
    file.close()


_READERS = """
import sys
from pathlib import Path
from aurity_desktop.audio.capture.file_source import FileSource
from aurity_desktop.entrypoints.voice_listener import DiarizerListener
if __name__ == "__main__":
    path = Path(sys.argv[1])
    source = FileSource(path, real_time=False)
    source.open()
    source.read()
    source.close()
    DiarizerListener(None).read(path)
    print("av" in sys.modules)
"""


def test_neither_the_recorder_nor_the_enrolment_loads_a_decoder_itself(tmp_path):
    script = tmp_path / "readers.py"
    script.write_text(_READERS)
    path = write_wav(tmp_path / "a.wav", counted(40_000))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = subprocess.run(
        [sys.executable, script, path], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False"]


# -- which sound is decoded ------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["adpcm_yamaha", "adpcm_swf"])
def test_a_codec_that_is_not_on_the_list_is_refused_in_a_container_that_is(tmp_path, codec):
    path = encode(tmp_path / "a.wav", tone(1.0, rate=44_100), codec, rate=44_100)
    assert codec not in CODECS
    with pytest.raises(NotAudio, match=codec):
        AudioFile(path)


def test_the_pictures_of_a_film_are_never_decoded(tmp_path):
    import av
    import av.logging

    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as film:
        pictures = film.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 32, 32, "yuv420p"
        sound = film.add_stream("aac", rate=16_000, layout="mono")
        for _ in range(10):
            film.mux(pictures.encode(av.VideoFrame(32, 32, "yuv420p")))
        film.mux(pictures.encode(None))
        frame = av.AudioFrame.from_ndarray(tone(1.0).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 16_000
        resampler = av.AudioResampler("fltp", "mono", 16_000, frame_size=1_024)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            film.mux(sound.encode(piece))
        film.mux(sound.encode(None))
    level = av.logging.get_level()
    av.logging.set_level(av.logging.ERROR)
    try:
        with av.logging.Capture() as said:
            heard = sound_of(AudioFile(path))
    finally:
        av.logging.set_level(level)
    assert len(heard) == pytest.approx(16_000, abs=2_100)
    assert any(name == "mpeg4" and "not on whitelist" in text for _, name, text in said)


def test_every_codec_of_the_list_is_one_that_the_decoder_has():
    import av

    assert av.codecs_available >= CODECS
    assert all(av.codec.Codec(name, "r").type == "audio" for name in CODECS)
