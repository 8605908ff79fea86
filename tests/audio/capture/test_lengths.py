"""What files say of their own length is believed only where it is a count that can be missed."""

import struct
from contextlib import closing

import numpy as np
import pytest

from aurity_desktop.audio.capture.decoding import AudioFile
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import AudioTruncated, EmptyAudio, NotAudio
from tests.audio.sounds import (
    counted,
    encode,
    encode_channels,
    encode_tracks,
    tone,
    write_wav,
)

RATE = 44_100
LENGTH = 3.0
OPEN_32 = (0, 0x7FFFFFFF, 0x7FFFF000, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFF - 36)
OPEN_64 = (0, 2**63 - 1, 2**64 - 1)


@pytest.fixture
def voice():
    return tone(LENGTH, hertz=400, rate=RATE)


def read(path):
    """Seconds that came, seconds that were promised in vain, and what was noted."""
    blocks, promised = [], None
    with closing(AudioFile(path)) as file:
        try:
            blocks.extend(file.blocks())
        except AudioTruncated as error:
            promised = error.expected
        return sum(map(len, blocks)) / 16_000, promised, dict(file.notes)


def whole(path):
    seconds, promised, notes = read(path)
    return seconds == pytest.approx(LENGTH, abs=0.12) and promised is None and not notes


def changed(path, *places):
    content = bytearray(path.read_bytes())
    for at, new in places:
        content[at : at + len(new)] = new
    path.write_bytes(content)
    return path


def place(path, name):
    return path.read_bytes().index(name)


@pytest.fixture
def aiff(tmp_path, voice):
    return encode(tmp_path / "a.aiff", voice, "pcm_s16be", rate=RATE)


@pytest.mark.parametrize("length", OPEN_32)
def test_an_aiff_whose_lengths_were_left_open_is_whole(aiff, length):
    left = struct.pack(">I", length)
    form, sound, frames = 4, place(aiff, b"SSND") + 4, place(aiff, b"COMM") + 10
    before = aiff.read_bytes()
    for places in ((form,), (sound,), (frames,), (form, sound, frames)):
        aiff.write_bytes(before)
        assert whole(changed(aiff, *((at, left) for at in places))), places


@pytest.mark.parametrize("length", OPEN_32)
def test_an_au_whose_length_was_left_open_is_whole(tmp_path, voice, length):
    path = encode(tmp_path / "a.au", voice, "pcm_s16be", rate=RATE)
    assert whole(changed(path, (8, struct.pack(">I", length))))


@pytest.mark.parametrize("length", OPEN_64)
def test_a_w64_or_caf_whose_length_was_left_open_is_whole(tmp_path, voice, length):
    path = encode(tmp_path / "a.w64", voice, "pcm_s16le", rate=RATE)
    assert whole(changed(path, (place(path, b"data") + 16, struct.pack("<Q", length))))
    path = encode(tmp_path / "a.caf", voice, "pcm_s16le", rate=RATE)
    assert whole(changed(path, (place(path, b"data") + 4, struct.pack(">Q", length))))


@pytest.mark.parametrize("form", [b"RF64", b"BW64"])
@pytest.mark.parametrize("length", OPEN_64)
def test_an_rf64_whose_lengths_were_left_open_is_whole(tmp_path, form, length):
    sound = counted(48_000)
    content = write_wav(tmp_path / "1.wav", sound).read_bytes()
    sizes = b"ds64" + struct.pack("<IQQQI", 28, length, length, length, 0)
    path = tmp_path / "a.wav"
    path.write_bytes(
        form + b"\xff" * 4 + b"WAVE" + sizes + content[12:40] + b"\xff" * 4 + content[44:]
    )
    with closing(AudioFile(path)) as file:
        assert np.array_equal(np.concatenate(list(file.blocks())), sound)
        assert file.notes == ()


def test_a_flac_that_never_learned_its_length_is_whole(tmp_path, voice):
    path = encode(tmp_path / "a.flac", voice, "flac", rate=RATE)
    for count in (0, 2**36 - 1):
        kept = int.from_bytes(path.read_bytes()[18:26], "big") >> 36 << 36
        assert whole(changed(path, (18, (kept | count).to_bytes(8, "big"))))


def test_what_is_longer_than_its_header_says_is_read_and_told(tmp_path, voice, aiff):
    au = encode(tmp_path / "a.au", voice, "pcm_s16be", rate=RATE)
    w64 = encode(tmp_path / "a.w64", voice, "pcm_s16le", rate=RATE)
    caf = encode(tmp_path / "a.caf", voice, "pcm_s16le", rate=RATE)
    stale = 2 * RATE
    changed(aiff, (place(aiff, b"SSND") + 4, struct.pack(">I", stale)))
    changed(au, (8, struct.pack(">I", stale)))
    changed(w64, (place(w64, b"data") + 16, struct.pack("<Q", 24 + stale)))
    changed(caf, (place(caf, b"data") + 4, struct.pack(">Q", stale)))
    for path in (aiff, au, w64, caf):
        seconds, promised, notes = read(path)
        assert seconds == pytest.approx(LENGTH, abs=0.01), path
        assert promised is None
        assert notes[InputNote.LONGER_THAN_STATED]["stated_seconds"] == pytest.approx(1.0, abs=0.01)


def test_chunks_behind_the_sound_are_none(tmp_path, voice, aiff):
    """Nor is a chunk that ends with the file taken for sound that its header forgot."""
    for chunk in (b"ANNO" + struct.pack(">I", 4_000) + b"note" * 1_000, bytes(50_000)):
        content = aiff.read_bytes()
        aiff.write_bytes(content + chunk)
        assert whole(aiff)
        aiff.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.aiff", "pcm_s16be", RATE),
        ("a.au", "pcm_s16be", RATE),
        ("a.w64", "pcm_s16le", RATE),
        ("a.caf", "pcm_s16le", RATE),
        ("a.mp3", "libmp3lame", RATE),
        ("a.mkv", "libopus", 48_000),
        ("a.webm", "libopus", 48_000),
        ("a.avi", "pcm_s16le", RATE),
        ("a.wv", "wavpack", RATE),
    ],
)
def test_a_copy_that_broke_off_says_how_much_is_missing(tmp_path, name, codec, rate):
    path = encode(tmp_path / name, tone(LENGTH, hertz=400, rate=rate), codec, rate=rate)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    seconds, promised, _ = read(path)
    assert 0.9 < seconds < 2.0
    assert promised == pytest.approx(LENGTH, abs=0.5)


def test_a_film_that_broke_off_is_told_though_it_promises_no_length_of_sound(tmp_path):
    path = encode_tracks(
        tmp_path / "a.mkv", [[(0.0, tone(LENGTH, rate=48_000))]], "libopus", film=4.0
    )
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _, promised, _ = read(path)
    assert promised is not None


def test_a_matroska_of_a_program_that_streams_is_whole(tmp_path):
    """Its segment's length is not known, nor is its duration, as browsers write it."""
    path = encode(tmp_path / "a.webm", tone(LENGTH, rate=48_000), "libopus", rate=48_000)
    content = path.read_bytes()
    at = content.index(b"\x18\x53\x80\x67") + 4
    assert whole(changed(path, (at, b"\x01" + b"\xff" * 7)))


@pytest.mark.parametrize("stated", [LENGTH * 4, LENGTH / 4])
def test_a_duration_that_lies_makes_no_matroska_damaged(tmp_path, stated):
    path = encode(tmp_path / "a.webm", tone(LENGTH, rate=48_000), "libopus", rate=48_000)
    at = path.read_bytes().index(b"\x44\x89\x88") + 3
    assert whole(changed(path, (at, struct.pack(">d", stated * 1_000))))


@pytest.mark.parametrize("codec", ["adpcm_ms", "adpcm_ima_wav", "libmp3lame", "pcm_s16le"])
def test_an_avi_whose_length_is_an_estimate_is_whole(tmp_path, voice, codec):
    assert whole(encode(tmp_path / "a.avi", voice, codec, rate=RATE))


def test_an_avi_whose_length_was_never_filled_in_is_whole(tmp_path, voice):
    path = encode(tmp_path / "a.avi", voice, "pcm_s16le", rate=RATE)
    for length in (0, 0x7FFFFFFF, 0xFFFFFFFF):
        assert whole(changed(path, (4, struct.pack("<I", length)))), length


# -- where nothing is promised: it breaks off in the middle of a piece -----------------------------


FRAGMENTS = {"movflags": "empty_moov+frag_keyframe+default_base_moof", "frag_duration": "500000"}
#: As phones and browsers write them while they record: a name, its codec and options.
WHILE_RECORDED = {
    "a.ogg": ("libopus", {}),
    "a.mp4": ("aac", FRAGMENTS),
    "a.webm": ("libopus", {"live": "1"}),
    "a.mkv": ("libopus", {"live": "1"}),
}


def while_recorded(folder, name):
    codec, options = WHILE_RECORDED[name]
    sound = tone(LENGTH, hertz=400, rate=48_000)
    return encode(folder / name, sound, codec, rate=48_000, **options)


@pytest.mark.parametrize("name", WHILE_RECORDED)
@pytest.mark.parametrize("tail", [b"", bytes(5_000), b"hello world " * 500], ids=["", "0", "text"])
def test_what_was_written_while_it_was_recorded_is_whole(tmp_path, name, tail):
    path = while_recorded(tmp_path, name)
    path.write_bytes(path.read_bytes() + tail)
    assert whole(path)


@pytest.mark.parametrize("name", WHILE_RECORDED)
@pytest.mark.parametrize("share", [0.5, 0.9, 0.97])
def test_what_breaks_off_in_the_middle_of_a_piece_is_told_as_that(tmp_path, name, share):
    path = while_recorded(tmp_path, name)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    seconds, promised, notes = read(path)
    assert 0 < seconds < LENGTH
    assert promised is None
    assert notes[InputNote.BROKEN_OFF] == {"read_seconds": pytest.approx(seconds, abs=0.01)}


@pytest.mark.parametrize("stated", [1, 48_000, 48_000 * 3_600])
def test_an_mp4_of_fragments_whose_header_guesses_its_length_is_whole(tmp_path, stated):
    path = while_recorded(tmp_path, "a.mp4")
    at = place(path, b"mdhd") + 20
    assert whole(changed(path, (at, struct.pack(">I", stated))))


def test_an_mp4_of_fragments_that_lists_them_promises_their_length(tmp_path):
    sound = tone(LENGTH, hertz=400, rate=48_000)
    flags = {**FRAGMENTS, "movflags": FRAGMENTS["movflags"] + "+global_sidx"}
    path = encode(tmp_path / "a.mp4", sound, "aac", rate=48_000, **flags)
    assert whole(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    _, promised, _ = read(path)
    assert promised == pytest.approx(LENGTH, abs=0.2)


# -- MP3 ------------------------------------------------------------------------------------------


@pytest.fixture
def mp3(tmp_path, voice):
    return encode(tmp_path / "a.mp3", voice, "libmp3lame", rate=RATE)


NOISE = np.random.default_rng(1).bytes(60_000)
_APE = struct.pack("<III", 2_000, 60_000, 1)
BEHIND = {
    "zeros": bytes(100_000),
    "ones": b"\xff" * 50_000,
    "noise": NOISE,
    "ID3v1": b"TAG" + bytes(125),
    "ID3v2": b"ID3\x03\0\0\0\2\x38\x40" + bytes(40_000),
    "APE": b"APETAGEX" + _APE + b"\0\0\0\xa0" + bytes(8) + NOISE + b"APETAGEX" + _APE + bytes(12),
    "cover": b"\xff\xd8\xff\xe0" + NOISE,
    "page": b"<html>" + b"x" * 50_000,
}


@pytest.mark.parametrize("counts", [True, False], ids=["counts", "does not count"])
@pytest.mark.parametrize("where", ["behind", "in the middle", "in front"])
@pytest.mark.parametrize("what", BEHIND)
def test_an_mp3_is_whole_whatever_else_the_file_holds(mp3, counts, where, what):
    content = mp3.read_bytes()
    if not counts:
        content = content.replace(b"Info", b"none").replace(b"Xing", b"none")
    at = {"behind": len(content), "in the middle": len(content) // 2, "in front": 0}[where]
    mp3.write_bytes(content[:at] + BEHIND[what] + content[at:])
    seconds, promised, _ = read(mp3)
    assert seconds == pytest.approx(LENGTH, abs=0.12)
    assert promised is None


#: Container, codec, rate; all but those whose header's length is all that tells sound from noise.
_KINDS = [
    *(("mp3", "libmp3lame", RATE), ("mp2", "mp2", RATE), ("adts", "aac", RATE)),
    *(("flac", "flac", RATE), ("ogg", "libopus", 48_000), ("ogg", "flac", 48_000)),
    *(("mp4", "aac", RATE), ("webm", "libopus", 48_000), ("matroska", "aac", RATE)),
    *(("ac3", "ac3", 48_000), ("amr", "libopencore_amrnb", 8_000), ("mpegts", "aac", 48_000)),
    *(("asf", "wmav2", RATE), ("avi", "pcm_s16le", RATE), ("wv", "wavpack", RATE)),
    *(("tta", "tta", RATE), ("3gp", "aac", RATE)),
]
_TAILS = {
    "zeros": bytes(300_000),
    "noise": NOISE,
    "ones": b"\xff" * 100_000,
    "tag": b"TAG" + bytes(125),
    "text": b"hello world " * 5_000,
}


@pytest.mark.parametrize("tail", _TAILS)
@pytest.mark.parametrize(("container", "codec", "rate"), _KINDS)
def test_what_stands_behind_the_sound_is_no_damage(tmp_path, container, codec, rate, tail):
    sound = tone(LENGTH, hertz=400, rate=rate)[None]
    rates = {"libopencore_amrnb": 12_200, "mp2": 192_000}
    path = encode_channels(
        *(tmp_path / "a", sound, codec, rate, "mono", container),
        bit_rate=rates.get(codec, 64_000),
    )
    path.write_bytes(path.read_bytes() + _TAILS[tail])
    seconds, promised, _ = read(path)
    assert seconds == pytest.approx(LENGTH, abs=0.15)
    assert promised is None


def test_zeros_behind_an_au_are_no_sound(tmp_path, voice):
    path = encode(tmp_path / "a.au", voice, "pcm_s16be", rate=RATE)
    path.write_bytes(path.read_bytes() + bytes(300_000))
    assert whole(path)


def test_an_mp3_whose_second_half_was_overwritten_is_damaged(mp3):
    """The bytes that its first frame counts are all there, and half of the frames."""
    content = mp3.read_bytes()
    half = len(content) // 2
    mp3.write_bytes(content[:half] + NOISE[: len(content) - half])
    seconds, promised, _ = read(mp3)
    assert seconds < 0.6 * LENGTH
    assert promised == pytest.approx(LENGTH, abs=0.1)


def test_that_the_end_of_a_file_could_not_be_read_is_noted(mp3):
    content = mp3.read_bytes()
    mp3.write_bytes(content.replace(b"Info", b"none") + NOISE)
    assert read(mp3)[2][InputNote.END_NOT_READ]["bytes"] > 50_000
    mp3.write_bytes(content + BEHIND["APE"])
    assert InputNote.END_NOT_READ not in read(mp3)[2]


@pytest.mark.parametrize("frames", [0, 1, 20, 10_000, 2**31])
def test_an_mp3_whose_frames_are_counted_wrongly_is_whole(mp3, frames):
    at = mp3.read_bytes().index(b"Info") + 8
    assert whole(changed(mp3, (at, struct.pack(">I", frames))))


@pytest.mark.parametrize("count", [1, 1_000, 10**9])
def test_an_mp3_whose_bytes_are_counted_wrongly_is_whole(mp3, count):
    at = mp3.read_bytes().index(b"Info") + 12
    assert whole(changed(mp3, (at, struct.pack(">I", count))))


def test_mp3_files_that_were_joined_are_read_to_the_end(mp3):
    mp3.write_bytes(mp3.read_bytes() * 2)
    seconds, promised, _ = read(mp3)
    assert seconds == pytest.approx(2 * LENGTH, abs=0.15)
    assert promised is None


# -- phones, dictaphones, and what is not read ----------------------------------------------------


def test_an_amr_is_whole_where_the_phone_sent_nothing_because_nobody_spoke(tmp_path):
    """FFmpeg's own decoder refuses such frames, and the time they stand for was lost."""
    import av

    path = tmp_path / "a.amr"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libopencore_amrnb", rate=8_000, layout="mono")
        stream.bit_rate = 12_200
        frame = av.AudioFrame.from_ndarray(
            tone(LENGTH, hertz=400, rate=8_000).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts = 8_000, 0
        fifo = av.AudioFifo()
        fifo.write(frame)
        for piece in fifo.read_many(160):
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))
    head, frames = path.read_bytes()[:6], path.read_bytes()[6:]
    spoken = [frames[at : at + 32] for at in range(0, len(frames), 32)]
    silence = [b"\x44" + bytes(5)] + [b"\x7c"] * 7  # a description of the noise, and nothing
    path.write_bytes(head + b"".join([*spoken[:75], *silence * 10, *spoken[75:]]))
    seconds, promised, notes = read(path)
    assert seconds == pytest.approx(LENGTH + 80 * 0.02, abs=0.05)
    assert promised is None
    assert not notes


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        *((bytes([version]) + b"ds2" + bytes(2_000), "DS2") for version in (1, 3, 6, 7, 8)),
        (b"MS_VOICE" + bytes(2_000), "DVF"),
        (b"%PDF-1.7\n" + bytes(2_000), "PDF"),
        (b"PK\x03\x04" + bytes(2_000), "ZIP"),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nx.wav\n#EXT-X-ENDLIST\n", "HLS"),
    ],
)
def test_a_file_that_is_not_read_is_called_by_its_format(tmp_path, content, kind):
    path = tmp_path / ("a.m3u8" if kind == "HLS" else "a.wav")
    path.write_bytes(content)
    with pytest.raises(NotAudio, match=kind) as raised:
        AudioFile(path)
    assert kind in raised.value.kind
    assert "\n" not in str(raised.value)


def test_a_container_that_is_not_read_is_called_by_its_name(tmp_path, voice):
    path = encode(tmp_path / "a.nut", voice, "pcm_s16le", rate=RATE)
    with pytest.raises(NotAudio, match="NUT files are not read"):
        AudioFile(path)


def test_a_codec_that_nobody_knows_is_told_and_nothing_crashes(tmp_path):
    path = changed(write_wav(tmp_path / "a.wav", counted(16_000)), (20, b"\x34\x12"))
    with pytest.raises(NotAudio, match="unknown"):
        AudioFile(path)


def test_a_header_without_sound_behind_it_is_an_empty_file(tmp_path, voice):
    path = encode(tmp_path / "a.au", voice, "pcm_s16be", rate=RATE)
    start = int.from_bytes(path.read_bytes()[4:8], "big")
    for length in OPEN_32:
        changed(path, (8, struct.pack(">I", length)))
        path.write_bytes(path.read_bytes()[:start])
        with pytest.raises((EmptyAudio, NotAudio)):
            read(path)
