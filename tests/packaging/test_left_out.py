"""What is shipped has no part whose licence we cannot ship, and does what the whole of it does."""

import ctypes.util
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audio.sounds import encode, tone

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux' libraries are changed"
)

_DECODE = """
import hashlib, json, sys
sys.path.insert(0, sys.argv[1])
import av
from aurity_desktop.audio.capture.decoding import AudioFile
from pathlib import Path
assert av.__file__.startswith(sys.argv[1]) or sys.argv[1] == "", av.__file__
heard = {}
for name in sys.argv[2:]:
    file = AudioFile(Path(name))
    digest, samples = hashlib.sha256(), 0
    for block in file.blocks():
        digest.update(block.tobytes())
        samples += len(block)
    file.close()
    heard[Path(name).name] = [samples, digest.hexdigest()]
mapped = open("/proc/self/maps").read()
codecs = sorted(av.codecs_available)
left_out = any(name in mapped for name in ("x264", "x265", "SvtAv1"))
print(json.dumps([heard, codecs, "libavcodec" in mapped, left_out]))
"""

_ENCODE_A_PICTURE = """
import sys
sys.path.insert(0, sys.argv[1])
import av
stream = av.open(sys.argv[2], "w").add_stream(sys.argv[3], rate=25)
stream.width = stream.height = 64
stream.pix_fmt = "yuv420p"
try:
    stream.encode(av.VideoFrame(64, 64, "yuv420p"))
except av.error.FFmpegError as error:
    assert isinstance(error, av.error.ExternalError)
    print("refused")
"""


@pytest.fixture(scope="module")
def module():
    path = Path(__file__).resolve().parents[2] / "packaging" / "left_out.py"
    specification = importlib.util.spec_from_file_location("left_out", path)
    found = importlib.util.module_from_spec(specification)
    sys.modules["left_out"] = found
    specification.loader.exec_module(found)
    yield found
    del sys.modules["left_out"]


@pytest.fixture(scope="module")
def shipped(module, tmp_path_factory):
    """PyAV as the frozen program has it: the binaries go through what `aurity.spec` calls."""
    import av

    package = Path(av.__file__).parent
    libraries = package.parent / "av.libs"
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copytree(package, folder / "av", ignore=shutil.ignore_patterns("__pycache__"))
    binaries = [(f"av.libs/{path.name}", str(path), "BINARY") for path in libraries.iterdir()]
    assert sum(module.is_left_out(name) for name, _, _ in binaries) == 3, "PyAV's wheel has changed"
    (folder / "av.libs").mkdir()
    for target, source, _ in module.patched_copies(binaries, folder / "patched"):
        shutil.copy(source, folder / target)
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A tone in every container and codec that is accepted and that PyAV can write."""
    folder = tmp_path_factory.mktemp("files")
    kinds = [
        ("wav", "pcm_s16le", "wav", 16_000),
        ("24.wav", "pcm_s24le", "wav", 44_100),
        ("alaw.wav", "pcm_alaw", "wav", 8_000),
        ("w64", "pcm_s16le", "w64", 16_000),
        ("aiff", "pcm_s16be", "aiff", 16_000),
        ("caf", "pcm_s16le", "caf", 16_000),
        ("flac", "flac", "flac", 16_000),
        ("mp3", "libmp3lame", "mp3", 44_100),
        ("opus.ogg", "libopus", "ogg", 48_000),
        ("aac.m4a", "aac", "ipod", 44_100),
        ("alac.m4a", "alac", "ipod", 44_100),
        ("mov", "aac", "mov", 44_100),
        ("mp4", "aac", "mp4", 48_000),
        ("amr.3gp", "libopencore_amrnb", "3gp", 8_000),
        ("mkv", "aac", "matroska", 48_000),
        ("webm", "libopus", "webm", 48_000),
        ("aac", "aac", "adts", 44_100),
    ]
    return [
        encode(folder / f"tone.{name}", tone(1.0, rate=rate), codec, rate, container)
        for name, codec, container, rate in kinds
    ]


def _decoded(root, files, **environment):
    done = subprocess.run(
        [sys.executable, "-c", _DECODE, str(root), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("binding", [{}, {"LD_BIND_NOW": "1"}], ids=["lazy", "now"])
def test_every_accepted_format_is_decoded_without_the_three_and_to_the_same_samples(
    shipped, files, binding
):
    whole, codecs, _, has_encoders = _decoded("", files)
    assert has_encoders
    heard, codecs_shipped, has_ffmpeg, has_encoders = _decoded(shipped, files, **binding)
    assert (has_ffmpeg, has_encoders) == (True, False)
    assert heard == whole
    assert codecs_shipped == codecs
    assert all(samples > 15_000 for samples, _ in heard.values()), heard


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_an_encoder_that_is_left_out_says_that_it_cannot_be_opened(shipped, codec, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", _ENCODE_A_PICTURE, shipped, tmp_path / "out.mp4", codec],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "refused\n"), done.stderr


def test_ffmpeg_itself_is_under_the_lgpl():
    """Built with `--enable-gpl` it would be under the GPL without those two, as well."""
    import ctypes

    import av

    (path,) = (Path(av.__file__).parents[1] / "av.libs").glob("libavcodec-*")
    library = ctypes.CDLL(str(path))
    library.avcodec_license.restype = ctypes.c_char_p
    assert library.avcodec_license().startswith(b"LGPL")


def test_gnu_readline_is_left_out(module, repository):
    assert module.is_left_out("libreadline.so.8")
    bundle = (repository / "packaging" / "bundle.py").read_text(encoding="utf-8")
    assert '"readline"' in bundle.partition("EXCLUDED = (")[2].partition(")")[0]
    assert "excludes=list(EXCLUDED)" in (repository / "aurity.spec").read_text(encoding="utf-8")


def test_libraries_that_need_neither_are_left_as_they_are(module, tmp_path):
    import av

    (path,) = (Path(av.__file__).parents[1] / "av.libs").glob("libavutil-*")
    content = path.read_bytes()
    assert module.without_them(content) == content
    entries = [("av.libs/libavutil.so", str(path), "BINARY")]
    assert module.patched_copies(entries, tmp_path) == entries
    with pytest.raises(module.NotPatched):
        module.without_them(b"MZ" + bytes(100))


def test_the_frozen_program_is_made_of_the_changed_libraries(repository):
    specification = (repository / "aurity.spec").read_text(encoding="utf-8")
    assert "analysis.binaries = patched_copies(" in specification
    assert "analysis.datas = patched_copies(" in specification


_START_PORTAUDIO = """
import ctypes, json, sys
library = ctypes.CDLL(sys.argv[1])
# Asked before it starts: ALSA's own plugins, of the system, may bring JACK then.
mapped = open("/proc/self/maps").read()
library.Pa_GetHostApiInfo.restype = ctypes.POINTER(ctypes.c_int * 2)
error = library.Pa_Initialize()
kinds = [library.Pa_GetHostApiInfo(at).contents[1] for at in range(library.Pa_GetHostApiCount())]
library.Pa_Terminate()
print(json.dumps([error, kinds, "libjack" in mapped, "libdb-" in mapped]))
"""


@pytest.fixture(scope="module")
def portaudio():
    name = ctypes.util.find_library("portaudio")
    assert name, "the Debian package libportaudio2 is missing: `make test` installs it"
    folders = (f"/usr/lib/{os.uname().machine}-linux-gnu", "/usr/lib64", "/usr/lib")
    return next(path for each in folders if (path := Path(each, name)).is_file())


def _started(library, **environment):
    done = subprocess.run(
        [sys.executable, "-c", _START_PORTAUDIO, library],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("binding", [{}, {"LD_BIND_NOW": "1"}], ids=["lazy", "now"])
def test_portaudio_starts_without_jack_and_with_it_goes_berkeley_db(
    module, portaudio, tmp_path, binding
):
    error, kinds, *_ = _started(portaudio)
    copy = module.patched_copy(str(portaudio), tmp_path)
    assert _started(copy, **binding) == [error, kinds, False, False]


def test_a_copy_tells_what_it_was_made_of(module, portaudio, tmp_path):
    copy = module.patched_copy(str(portaudio), tmp_path)
    assert Path(copy).is_relative_to(tmp_path)
    assert Path(module.original(copy, tmp_path)) == portaudio.resolve()
    assert module.original(str(portaudio), tmp_path) == str(portaudio)


def test_no_link_to_a_library_that_is_left_out_stays_behind(module, tmp_path):
    """PyInstaller puts a link to each library beside the program, among the data."""
    links = [
        ("libx265-f.so.216", "av.libs/libx265-f.so.216", "SYMLINK"),
        ("libjack.so.0", "libjack.so.0.1.0", "SYMLINK"),
        ("libdb-5.3.so", "libdb-5.3.so", "SYMLINK"),
        ("libavcodec-5.so.62", "av.libs/libavcodec-5.so.62", "SYMLINK"),
    ]
    assert module.patched_copies(links, tmp_path) == links[3:]
