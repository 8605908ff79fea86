"""Files with several sound tracks, and with gaps in their time stamps."""

from contextlib import closing

import numpy as np
import pytest

from aurity_desktop.audio.capture.decoding import AudioFile
from aurity_desktop.audio.capture.track_mix import TrackMix
from aurity_desktop.domain.capture import InputNote
from tests.audio.sounds import counted, encode, encode_tracks, tone, write_wav

RATE = 48_000


def voice(seconds, hertz):
    return tone(seconds, hertz=hertz, rate=RATE, loudness=0.4)


def silence(seconds):
    return np.zeros(int(seconds * RATE), np.int16)


def heard(path):
    with closing(AudioFile(path)) as file:
        return np.concatenate(list(file.blocks())), dict(file.notes)


def gaps_of(path):
    """The sample behind each gap, and its length."""
    with closing(AudioFile(path)) as file:
        for _ in file.blocks():
            pass
        found = [facts for note, facts in file.notes if note is InputNote.GAP]
    return [(facts["at_sample"], facts["seconds"]) for facts in found]


def level(sound, first, last, hertz):
    """How loud one tone is between two seconds of the sound; 1.0 as it was made."""
    piece = sound[int(first * 16_000) : int(last * 16_000)].astype(float)
    at = np.arange(len(piece)) / 16_000
    return abs(np.mean(piece * np.exp(-2j * np.pi * hertz * at))) * 2 / (0.4 * 32_767)


KINDS = [("a.m4a", "aac"), ("a.mp4", "aac"), ("a.mkv", "libopus"), ("a.webm", "libopus")]


@pytest.mark.parametrize(("name", "codec"), KINDS)
@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("speaking", [0, 1, 2])
def test_whichever_track_the_voice_is_on_it_is_heard(tmp_path, name, codec, count, speaking):
    tracks = [[(0.0, silence(2))] for _ in range(count)]
    tracks[speaking % count] = [(0.0, voice(2, 400))]
    sound, notes = heard(encode_tracks(tmp_path / name, tracks, codec))
    assert level(sound, 0.5, 1.5, 400) > 0.8
    assert notes[InputNote.TRACKS_MIXED] == {"tracks": count, "with_sound": 1, "default": 1}


@pytest.mark.parametrize(("name", "codec"), KINDS)
def test_two_people_on_two_tracks_are_both_heard_at_their_time(tmp_path, name, codec):
    first = np.concatenate((voice(2, 400), silence(2)))
    second = np.concatenate((silence(2), voice(2, 700)))
    path = encode_tracks(tmp_path / name, [[(0.0, first)], [(0.0, second)]], codec, film=4.0)
    sound, notes = heard(path)
    assert level(sound, 0.5, 1.5, 400) > 0.8
    assert level(sound, 2.5, 3.5, 700) > 0.8
    assert level(sound, 2.5, 3.5, 400) < 0.05
    assert notes[InputNote.TRACKS_MIXED] == {"tracks": 2, "with_sound": 2, "default": 1}


def test_the_track_that_a_player_would_play_is_noted(tmp_path):
    import av

    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as file:
        streams = [file.add_stream("pcm_s16le", rate=RATE, layout="mono") for _ in range(3)]
        streams[1].disposition = av.stream.Disposition.default
        streams[2].disposition = av.stream.Disposition(0)
        streams[0].disposition = av.stream.Disposition(0)
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(voice(1, 400).reshape(1, -1), layout="mono")
            frame.sample_rate, frame.pts = RATE, 0
            file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
    assert heard(path)[1][InputNote.TRACKS_MIXED]["default"] == 2


def test_tracks_of_different_lengths_are_heard_to_the_end_of_the_longest(tmp_path):
    tracks = [[(0.0, voice(1, 400))], [(0.0, voice(3, 700))]]
    sound, _ = heard(encode_tracks(tmp_path / "a.m4a", tracks, "aac"))
    assert len(sound) / 16_000 == pytest.approx(3.0, abs=0.1)
    assert level(sound, 1.5, 2.5, 700) > 0.8


def test_a_track_in_opposite_phase_cancels_nothing(tmp_path):
    tracks = [[(0.0, voice(2, 400))], [(0.0, -voice(2, 400))]]
    sound, _ = heard(encode_tracks(tmp_path / "a.mkv", tracks, "pcm_s16le"))
    assert level(sound, 0.5, 1.5, 400) > 0.95


@pytest.mark.parametrize(("name", "codec"), KINDS)
def test_sound_that_begins_later_than_the_film_is_heard_at_its_time(tmp_path, name, codec):
    path = encode_tracks(tmp_path / name, [[(3.0, voice(2, 400))]], codec, film=6.0)
    sound, notes = heard(path)
    assert not sound[: int(2.9 * 16_000)].any()
    assert level(sound, 3.5, 4.5, 400) > 0.8
    assert len(sound) / 16_000 == pytest.approx(5.0, abs=0.1)
    assert notes[InputNote.GAPS_FILLED]["seconds"] == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(("name", "codec"), KINDS)
def test_a_pause_in_the_time_stamps_is_a_pause(tmp_path, name, codec):
    path = encode_tracks(tmp_path / name, [[(0.0, voice(1, 400)), (5.0, voice(1, 700))]], codec)
    sound, notes = heard(path)
    assert level(sound, 0.2, 0.8, 400) > 0.8
    assert not sound[int(1.3 * 16_000) : int(4.7 * 16_000)].any()
    assert level(sound, 5.2, 5.8, 700) > 0.8
    assert notes[InputNote.GAPS_FILLED]["gaps"] == 1
    assert notes[InputNote.GAPS_FILLED]["seconds"] == pytest.approx(4.0, abs=0.1)


def test_each_gap_of_a_file_is_told_with_its_place(tmp_path):
    pieces = [(begin, voice(1, 400)) for begin in (0.0, 5.0, 9.0)]
    first, second = gaps_of(encode_tracks(tmp_path / "a.mkv", [pieces], "libopus"))
    assert first == (pytest.approx(5.0 * 16_000, abs=1_600), pytest.approx(4.0, abs=0.1))
    assert second == (pytest.approx(9.0 * 16_000, abs=1_600), pytest.approx(3.0, abs=0.1))


def test_while_one_of_two_people_is_away_nothing_is_missing(tmp_path):
    tracks = [[(0.0, voice(1, 400)), (4.0, voice(1, 400))], [(0.0, voice(5, 700))]]
    assert gaps_of(encode_tracks(tmp_path / "a.mkv", tracks, "libopus")) == []


def test_a_pause_of_one_of_two_people_keeps_the_other_where_he_is(tmp_path):
    tracks = [[(0.0, voice(1, 400)), (4.0, voice(1, 400))], [(0.0, voice(5, 700))]]
    sound, _ = heard(encode_tracks(tmp_path / "a.mkv", tracks, "libopus"))
    assert level(sound, 2.0, 3.0, 700) > 0.8
    assert level(sound, 4.2, 4.8, 400) > 0.3


def test_a_time_stamp_of_next_year_fills_no_disk(tmp_path):
    pieces = [(0.0, voice(1, 400)), (30_000_000.0, voice(1, 700))]
    sound, notes = heard(encode_tracks(tmp_path / "a.mkv", [pieces], "libopus"))
    assert len(sound) / 16_000 == pytest.approx(2.0, abs=0.1)
    assert level(sound, 1.2, 1.8, 700) > 0.8
    assert InputNote.GAPS_FILLED not in notes


@pytest.mark.parametrize("last", [2.0, 0.5], ids=["both go on", "one has ended"])
def test_a_gap_of_two_tracks_is_where_neither_has_sound(tmp_path, last):
    """Nobody is heard from 2 to 5 s; before, the first speaks on; behind, the second."""
    first = [(0.0, voice(2, 400)), (6.0, voice(last, 400))] if last > 1 else [(0.0, voice(2, 400))]
    second = [(0.0, voice(1, 700)), (5.0, voice(2, 700))]
    path = encode_tracks(tmp_path / "a.mkv", [first, second], "pcm_s16le")
    with closing(AudioFile(path)) as file:
        assert sum(map(len, file.blocks()))
        gaps = [facts for note, facts in file.notes if note is InputNote.GAP]
    (gap,) = gaps
    assert gap["at_sample"] / 16_000 == pytest.approx(5.0, abs=0.05)
    assert gap["seconds"] == pytest.approx(3.0, abs=0.05)


def test_after_a_time_stamp_of_next_year_a_pause_is_a_pause_again(tmp_path):
    begins = (0.0, 30_000_000.0, 30_000_004.0)
    pieces = [(begin, voice(1, 400)) for begin in begins]
    sound, notes = heard(encode_tracks(tmp_path / "a.mkv", [pieces], "libopus"))
    assert len(sound) / 16_000 == pytest.approx(6.0, abs=0.2)
    assert notes[InputNote.GAPS_FILLED]["gaps"] == 1


def test_an_ogg_that_was_joined_goes_on_where_it_was(tmp_path):
    first = encode(tmp_path / "1.ogg", voice(1, 400), "libopus", rate=RATE)
    second = encode(tmp_path / "2.ogg", voice(1, 700), "libopus", rate=RATE)
    path = tmp_path / "a.ogg"
    path.write_bytes(first.read_bytes() + second.read_bytes())
    sound, notes = heard(path)
    assert len(sound) / 16_000 == pytest.approx(2.0, abs=0.1)
    assert level(sound, 1.2, 1.8, 700) > 0.8
    assert InputNote.GAPS_FILLED not in notes


def test_a_plain_file_has_nothing_to_note(tmp_path):
    assert heard(write_wav(tmp_path / "a.wav", counted(16_000)))[1] == {}
    assert heard(encode(tmp_path / "a.m4a", voice(1, 400), "aac", rate=RATE))[1] == {}


@pytest.mark.parametrize("name", ["a.webm", "a.mkv"])
def test_a_film_that_is_longer_than_its_sound_is_not_damaged(tmp_path, name):
    path = encode_tracks(tmp_path / name, [[(0.0, voice(1, 400))]], "libopus", film=5.0)
    assert len(heard(path)[0]) / 16_000 == pytest.approx(1.0, abs=0.1)


def test_an_mp3_that_does_not_count_its_frames_is_whole_whatever_lies_behind(tmp_path):
    """Its length can only be guessed from its size, of which a cover may be the most."""
    content = encode(tmp_path / "1.mp3", voice(3, 400), "libmp3lame", rate=RATE).read_bytes()
    at = content.index(b"Info") if b"Info" in content else content.index(b"Xing")
    path = tmp_path / "a.mp3"
    path.write_bytes(content[:at] + b"none" + content[at + 4 :] + bytes(200_000))
    assert len(heard(path)[0]) / 16_000 == pytest.approx(3.0, abs=0.2)


def test_a_track_that_lags_too_far_behind_holds_up_nothing():
    mix, minute = TrackMix([0, 1]), tone(60.0, hertz=440)
    given = sum(len(block) for _ in range(12) for block in mix.feed(0, minute))
    assert given > 60 * 16_000
    late = list(mix.feed(1, minute))
    rest = [*late, *mix.finish()]
    assert given + sum(map(len, rest)) == 12 * 60 * 16_000
