import contextlib

import numpy as np
import pytest

from aurity_desktop.audio.capture.decoding import AudioFile
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import (
    AudioError,
    AudioFileMissing,
    AudioTruncated,
    EmptyAudio,
    NotAudio,
)
from tests.audio.sounds import counted, encode, encode_channels, tone, write_wav


def decoded(path):
    file = AudioFile(path)
    try:
        return np.concatenate(list(file.blocks()))
    finally:
        file.close()


def readable_part(path):
    """What comes before the error, and the error."""
    file, blocks = AudioFile(path), []
    with pytest.raises(AudioTruncated) as raised:
        blocks.extend(file.blocks())
    file.close()
    return np.concatenate(blocks) if blocks else np.empty(0, np.int16), raised.value


def test_a_wav_of_our_own_format_comes_out_sample_by_sample(tmp_path):
    sound = counted(100_001)
    assert np.array_equal(decoded(write_wav(tmp_path / "a.wav", sound)), sound)


def test_flac_is_lossless(tmp_path):
    sound = counted(50_000)
    assert np.array_equal(decoded(encode(tmp_path / "a.flac", sound, "flac")), sound)


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.mp3", "libmp3lame", 44_100),
        ("a.opus.ogg", "libopus", 48_000),
        ("a.m4a", "aac", 44_100),
        ("a.webm", "libopus", 48_000),
        ("a.flac", "flac", 48_000),
        ("a.wav", "pcm_s16le", 8_000),
    ],
)
def test_every_kind_of_file_keeps_its_tone_and_its_length(tmp_path, name, codec, rate):
    path = encode(tmp_path / name, tone(2.0, hertz=440, rate=rate), codec, rate=rate)
    sound = decoded(path)
    assert len(sound) / 16_000 == pytest.approx(2.0, abs=0.08)
    middle = sound[8_000:24_000].astype(float)
    assert np.argmax(np.abs(np.fft.rfft(middle))) == 440  # one bin is one hertz
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 * 32_767 / np.sqrt(2), rel=0.1)


def test_ogg_vorbis_keeps_its_tone(tmp_path):
    import soundfile

    soundfile.write(tmp_path / "a.ogg", tone(2.0, rate=44_100), 44_100, subtype="VORBIS")
    sound = decoded(tmp_path / "a.ogg")
    assert len(sound) == pytest.approx(32_000, abs=80)
    assert np.argmax(np.abs(np.fft.rfft(sound[8_000:24_000].astype(float)))) == 440


def test_stereo_of_two_like_sides_is_one_of_them(tmp_path):
    sides = np.stack([tone(1.0, loudness=0.4)] * 2, axis=1)
    sound = decoded(write_wav(tmp_path / "a.wav", sides.ravel(), channels=2))
    assert np.abs(sound - sides[:, 0].astype(int)).max() <= 1


def test_stereo_in_opposite_phase_is_heard(tmp_path):
    side = tone(1.0, loudness=0.4)
    sides = np.stack([side, -side], axis=1)
    sound = decoded(write_wav(tmp_path / "a.wav", sides.ravel(), channels=2))
    assert np.abs(np.abs(sound.astype(int)) - np.abs(side.astype(int))).max() <= 1


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 20, 24])
def test_whichever_channel_the_voice_is_on_it_is_heard_as_it_is(tmp_path, count):
    voice = tone(0.5, loudness=0.4)
    for at in range(count):
        channels = np.zeros((len(voice), count), np.int16)
        channels[:, at] = voice
        path = write_wav(tmp_path / "a.wav", channels.ravel(), channels=count)
        assert np.abs(decoded(path) - voice.astype(int)).max() <= 1, at


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout"),
    [
        ("a.m4a", "aac", 48_000, "5.1"),
        ("a.flac", "flac", 48_000, "7.1"),
        ("a.mka", "libopus", 48_000, "5.1"),
        ("a.w64", "pcm_s24le", 44_100, "4.0"),
        ("a.caf", "pcm_f32le", 44_100, "2.1"),
        ("a.wav", "pcm_u8", 8_000, "quad"),
        ("a.wav", "pcm_s32le", 16_000, "stereo"),
        ("a.mp3", "libmp3lame", 44_100, "stereo"),
        ("a.wav", "pcm_f64le", 16_000, "mono"),
        ("a.mkv", "ac3", 48_000, "5.1"),
    ],
)
def test_each_channel_of_each_layout_is_heard_in_every_kind_of_file(
    tmp_path, name, codec, rate, layout
):
    """Through codecs that lose something, the low-frequency channel's upper tones among it."""
    import av

    count = av.AudioLayout(layout).nb_channels
    for at in range(count):
        low = av.AudioLayout(layout).channels[at].name == "LFE"
        hertz = 60 if low else 400
        voice = tone(1.0, hertz=hertz, rate=rate)
        channels = np.zeros((count, len(voice)), np.int16)
        channels[at] = voice
        sound = decoded(encode_channels(tmp_path / name, channels, codec, rate, layout))
        middle = sound[4_000:12_000].astype(float)
        assert np.argmax(np.abs(np.fft.rfft(middle))) == hertz // 2, at
        assert np.sqrt(np.mean(middle**2)) > 0.6 * 0.5 * 32_767 / np.sqrt(2), at


def with_length(path, stated):
    """The WAV file with another length in front of its sound."""
    content = bytearray(path.read_bytes())
    at = content.index(b"data") + 4
    content[at : at + 4] = int(stated).to_bytes(4, "little")
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("stated", [2_000, 64_000, 0, 0x7FFFF000, 0x80000000, 0xFFFFFFFF - 36])
def test_a_wav_is_read_to_its_end_whatever_length_it_states(tmp_path, stated):
    sound = counted(80_000)
    path = with_length(write_wav(tmp_path / "a.wav", sound), stated)
    assert np.array_equal(decoded(path), sound)


def test_that_a_wav_was_longer_than_it_states_is_noted(tmp_path):
    path = with_length(write_wav(tmp_path / "a.wav", counted(80_000)), 64_000)
    file = AudioFile(path)
    blocks = list(file.blocks())
    file.close()
    assert sum(map(len, blocks)) == 80_000
    facts = {"stated_seconds": 2.0, "read_seconds": 5.0}
    assert file.notes == ((InputNote.LONGER_THAN_STATED, facts),)


def test_a_wav_in_two_pieces_is_read_as_one_and_what_lies_between_is_no_sound(tmp_path):
    sound = counted(32_000)
    content = write_wav(tmp_path / "1.wav", sound[:20_000]).read_bytes()
    second = write_wav(tmp_path / "2.wav", sound[20_000:]).read_bytes()[36:]
    path = tmp_path / "a.wav"
    path.write_bytes(content + b"LIST\x04\0\0\0INFO" + second)
    assert np.array_equal(decoded(path), sound)


@pytest.mark.parametrize("factor", [0.25, 0.5, 2, 100])
def test_a_byte_rate_that_is_wrong_makes_no_file_damaged(tmp_path, factor):
    path = write_wav(tmp_path / "a.wav", counted(80_000))
    content = bytearray(path.read_bytes())
    content[28:32] = int(32_000 * factor).to_bytes(4, "little")
    path.write_bytes(content)
    assert np.array_equal(decoded(path), counted(80_000))


def test_a_float_file_with_what_is_no_number_costs_only_those_samples(tmp_path):
    import soundfile

    voice = tone(1.0).astype(np.float32) / 32_768
    sides = np.stack([voice, voice], axis=1)
    sides[100:110] = np.nan
    sides[200:210] = 1e30
    soundfile.write(tmp_path / "a.wav", sides, 16_000, subtype="FLOAT")
    sound = decoded(tmp_path / "a.wav")
    assert len(sound) == 16_000
    assert np.abs(sound[8_000:].astype(int) - tone(1.0)[8_000:]).max() <= 1


def test_a_resampled_file_has_no_seam_between_blocks(tmp_path):
    path = write_wav(tmp_path / "a.wav", tone(3.0, hertz=100, rate=48_000), rate=48_000)
    sound = decoded(path)[1_000:-1_000].astype(float)
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * 100 / 16_000 * 0.5 * 32_767 * 1.02


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(AudioFileMissing):
        AudioFile(tmp_path / "no.wav")
    with pytest.raises(AudioFileMissing):
        AudioFile(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"not audio at all, but text that is long enough " * 50, bytes(10_000)]
)
def test_what_is_not_audio_is_refused(tmp_path, content):
    path = tmp_path / "a.wav"
    path.write_bytes(content)
    with pytest.raises(NotAudio):
        decoded(path)


def test_a_file_without_a_sample_is_empty(tmp_path):
    with pytest.raises(EmptyAudio):
        decoded(write_wav(tmp_path / "a.wav", counted(0)))


@pytest.mark.parametrize(("name", "codec"), [("a.wav", "pcm_s16le"), ("a.flac", "flac")])
def test_a_file_that_was_cut_off_gives_what_it_has_and_then_says_so(tmp_path, name, codec):
    sound = counted(160_000)
    path = encode(tmp_path / name, sound, codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    readable, error = readable_part(path)
    assert 60_000 < len(readable) < 100_000
    assert np.array_equal(readable, sound[: len(readable)])
    assert error.expected == pytest.approx(10.0, abs=0.1)


def test_an_m4a_that_lost_its_index_is_refused(tmp_path):
    path = encode(tmp_path / "a.m4a", tone(3.0, rate=44_100), "aac", rate=44_100)
    path.write_bytes(path.read_bytes()[:-2_000])
    with pytest.raises(NotAudio):
        decoded(path)


def test_noise_in_the_middle_costs_only_what_it_covers(tmp_path):
    sound = tone(10.0, rate=44_100)
    path = encode(tmp_path / "a.mp3", sound, "libmp3lame", rate=44_100)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 500] = np.random.default_rng(7).bytes(500)
    path.write_bytes(data)
    file, blocks = AudioFile(path), []
    with contextlib.suppress(AudioTruncated):
        blocks.extend(file.blocks())
    file.close()
    assert sum(len(block) for block in blocks) > 9.5 * 16_000


def test_a_name_that_is_not_utf8_is_no_reason_to_refuse_a_file(tmp_path):
    """Dictaphones and older programs write it in the alphabet of their country."""
    name = "José Núñez".encode("latin-1")
    tag = b"INFOINAM" + len(name).to_bytes(4, "little") + name
    content = write_wav(tmp_path / "a.wav", counted(16_000)).read_bytes()
    path = tmp_path / "b.wav"
    path.write_bytes(content + b"LIST" + len(tag).to_bytes(4, "little") + tag)
    assert np.array_equal(decoded(path), counted(16_000))


@pytest.mark.parametrize(
    "frame", [b"\3Jos\xe9 \xff", b"\1\xff", b"\0" + bytes(range(128, 256)), b""]
)
def test_a_tag_that_cannot_be_read_is_no_reason_to_refuse_an_mp3(tmp_path, frame):
    path = encode(tmp_path / "a.mp3", tone(1.0, rate=44_100), "libmp3lame", rate=44_100)
    tag = b"TIT2" + len(frame).to_bytes(4, "big") + b"\0\0" + frame
    path.write_bytes(b"ID3\3\0\0\0\0" + divmod_128(len(tag)) + tag + path.read_bytes())
    assert len(decoded(path)) / 16_000 == pytest.approx(1.0, abs=0.1)


def divmod_128(length):
    return bytes(divmod(length, 128))


def test_of_a_hole_that_time_stamps_fill_only_what_is_missing_is_told(tmp_path):
    path = encode(tmp_path / "a.m4a", tone(20.0, rate=44_100), "aac", rate=44_100)
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : third + 30_000] = bytes(30_000)
    path.write_bytes(content)
    readable, error = readable_part(path)
    assert len(readable) / 16_000 == pytest.approx(20.0, abs=0.1)
    assert error.expected == pytest.approx(20.0, abs=0.2)
    assert 15.0 < error.seconds < 18.0


def test_a_play_list_is_refused_so_that_no_file_leads_to_another(tmp_path):
    write_wav(tmp_path / "secret.wav", counted(1_000))
    for name, text in {
        "a.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.wav\n#EXT-X-ENDLIST\n",
        "a.ffconcat": "ffconcat version 1.0\nfile secret.wav\n",
        "a.wav": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.wav\n#EXT-X-ENDLIST\n",
    }.items():
        (tmp_path / name).write_text(text)
        with pytest.raises(NotAudio):
            decoded(tmp_path / name)


def test_a_film_without_a_sound_track_holds_no_sound(tmp_path):
    import av

    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        for _ in range(3):
            file.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        file.mux(stream.encode(None))
    with pytest.raises(NotAudio):
        AudioFile(path)


def test_a_stream_that_changes_on_the_way_is_read_to_its_end(tmp_path):
    first = encode(tmp_path / "1.flac", tone(1.0), "flac")
    second = encode(tmp_path / "2.flac", tone(1.0), "flac", layout="stereo")
    path = tmp_path / "both.flac"
    path.write_bytes(first.read_bytes() + second.read_bytes())
    assert np.array_equal(decoded(path), np.concatenate([tone(1.0), tone(1.0)]))


def joined(folder, *layouts, between=b""):
    """Ogg files in one another's wake, a second of a tone each."""
    parts = [
        encode(folder / f"{at}.ogg", tone(1.0, rate=48_000), "libopus", rate=48_000, layout=layout)
        for at, layout in enumerate(layouts)
    ]
    path = folder / "joined.ogg"
    path.write_bytes(between.join(part.read_bytes() for part in parts))
    return path


@pytest.mark.parametrize("between", [b"", b"noise" * 10_000], ids=["", "noise"])
@pytest.mark.parametrize(
    "layouts", [("mono", "stereo"), ("stereo", "mono", "mono"), ("mono", "stereo", "mono")]
)
def test_ogg_files_that_were_joined_are_all_heard(tmp_path, layouts, between):
    """Whatever their channels, and whatever stands between them."""
    sound = decoded(joined(tmp_path, *layouts, between=between))
    assert len(sound) / 16_000 == pytest.approx(len(layouts), abs=0.1)
    for second in range(len(layouts)):
        middle = sound[second * 16_000 + 4_000 : second * 16_000 + 12_000].astype(float)
        assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 * 32_767 / np.sqrt(2), rel=0.1)


def test_what_was_joined_and_cannot_be_read_is_told(tmp_path):
    first = joined(tmp_path, "mono").read_bytes()
    path = tmp_path / "a.ogg"
    path.write_bytes(first + first.replace(b"OpusHead", b"OtherOne"))
    readable, error = readable_part(path)
    assert len(readable) == pytest.approx(16_000, abs=400)
    assert error.expected > 1.6


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.wav", "pcm_s16le", 16_000),
        ("a.flac", "flac", 44_100),
        ("a.mp3", "libmp3lame", 44_100),
        ("a.ogg", "libopus", 48_000),
        ("a.m4a", "aac", 44_100),
        ("a.webm", "libopus", 48_000),
    ],
)
def test_whatever_is_wrong_with_a_file_the_error_is_one_of_ours(tmp_path, name, codec, rate):
    chance = np.random.default_rng(11)
    whole = encode(tmp_path / name, tone(1.0, rate=rate), codec, rate=rate).read_bytes()
    path = tmp_path / f"damaged-{name}"
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.integers(1, 20)):  # half of the damage hits the header
            where = chance.integers(0, min(200, len(data)) if chance.random() < 0.5 else len(data))
            data[where] = chance.integers(0, 256)
        path.write_bytes(bytes(data[: chance.integers(1, len(data) + 1)]))
        with contextlib.suppress(AudioError):
            sound = decoded(path)
            assert sound.dtype == np.int16
            assert len(sound) < 100 * 16_000
