import numpy as np
import pytest

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import AudioFileMissing, NotAudio, UsageError
from tests.benchmarks.asr.figures import (
    FileFigures,
    LiveFigures,
    NoiseFigures,
    PassFigures,
    Report,
    SliceFigures,
    Split,
    percentile,
)
from tests.benchmarks.asr.noises import KINDS, noise
from tests.benchmarks.asr.recordings import Recording, find_recordings, some_of
from tests.benchmarks.asr.scoring import WordErrors
from tests.benchmarks.asr.suite import as_json
from tests.benchmarks.asr.table import rendered
from tests.benchmarks.asr.verdicts import verdicts


def errors(count):
    return WordErrors(words=200, substitutions=count)


def file_figures(*, live=20, settled=20, whole=20, latencies=(150.0, 180.0), peer=(800.0, 820.0)):
    return FileFigures(
        name="es_consulta",
        language="es",
        seconds=6.0,
        live=LiveFigures(
            latencies,
            (250.0,),
            0.12,
            Split(5, 2, 60, 80, 20),
            len(latencies),
            len(latencies),
            40,
            4,
            1,
            errors(live),
        ),
        settled=PassFigures(1.0, errors(settled)),
        peer_whole=PassFigures(1.5, errors(whole)),
        peer_slices=SliceFigures(peer, 0.4, errors(60)),
    )


def report(*files, noises=()):
    return Report("whisper-base", 1, 2, files or (file_figures(),), noises)


def test_figures_that_are_reached_are_told_so():
    assert all(verdicts(report()).values())


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        (file_figures(latencies=(250.0, 260.0), peer=(1200.0,)), "p50 below 200 ms"),
        (file_figures(latencies=(150.0, 150.0, 450.0)), "p95 below 400 ms"),
        (file_figures(peer=(500.0, 500.0)), "4 times faster than transcribe()"),
        (file_figures(live=23), "es: live at most 1 point over the whole file"),
        (file_figures(settled=21), "es: settled no worse than the whole file"),
    ],
)
def test_a_figure_that_is_missed_is_named(figures, missed):
    assert [what for what, ok in verdicts(report(figures)).items() if not ok] == [missed]


def test_some_of_many_recordings_are_spread_over_the_list_and_of_every_language():
    many = [
        Recording(f"{language}_{number}", language, np.zeros(10 * SAMPLE_RATE, np.int16), "")
        for language in ("en", "es")
        for number in range(20)
    ]
    chosen = some_of(many, 50.0)
    assert [each.language for each in chosen] == ["en"] * 5 + ["es"] * 5
    assert len({int(each.name[3:]) // 4 for each in chosen}) == 5
    assert some_of(many[:3], 50.0) == many[:3]


def test_one_invented_word_is_a_miss():
    noises = (NoiseFigures("music", 30.0, 1, 0, 0, 0, 0),)
    assert not verdicts(report(noises=noises))["no word where nobody speaks"]


def test_the_table_names_the_file_its_times_and_its_rates():
    text = rendered(report(noises=(NoiseFigures("music", 30.0, 0, 3, 0, 7, 9),)))
    assert "es_consulta" in text
    assert "es, all" in text
    assert "music" in text
    assert "decoder 80" in text


def test_the_json_form_holds_the_overall_figures():
    overall = as_json(report())["overall"]
    assert overall["p50_ms"] == 150.0
    assert overall["word_error_rate"]["es"]["live"] == pytest.approx(10.0)


def test_percentiles_are_values_that_were_measured():
    assert percentile([4.0, 1.0, 3.0, 2.0], 50) == 2.0
    assert percentile([4.0, 1.0, 3.0, 2.0], 95) == 4.0
    assert percentile([], 50) == 0.0


@pytest.fixture
def folder(tmp_path):
    import soundfile

    for name in ("es_uno", "en_two", "es_dudoso", "es_sin_texto"):
        soundfile.write(tmp_path / f"{name}.flac", np.zeros(1600, np.int16), SAMPLE_RATE)
    for name in ("es_uno", "en_two", "es_dudoso"):
        (tmp_path / f"{name}.txt").write_text("texto")
    (tmp_path / "index.csv").write_text(
        "name,language,text_quality\nes_uno,es,exact\nen_two,en,human\nes_dudoso,es,asr_proofread\n"
    )
    return tmp_path


def test_recordings_with_a_trustworthy_text_are_taken(folder):
    found = find_recordings(folder, (), "", 0.0)
    assert [(each.name, each.language) for each in found] == [("en_two", "en"), ("es_uno", "es")]


def test_a_doubtful_text_is_taken_when_asked_for_by_name(folder):
    assert [each.name for each in find_recordings(folder, ("es_dudoso",), "", 0.0)] == ["es_dudoso"]


def test_a_recording_that_is_not_there_is_named(folder):
    with pytest.raises(AudioFileMissing, match="es_tres"):
        find_recordings(folder, ("es_tres",), "", 0.0)


def test_a_folder_without_texts_is_refused(tmp_path):
    with pytest.raises(UsageError):
        find_recordings(tmp_path, (), "", 0.0)


def test_sound_of_another_rate_is_refused(tmp_path):
    import soundfile

    soundfile.write(tmp_path / "a.wav", np.zeros(800, np.int16), 8000)
    (tmp_path / "a.txt").write_text("uno")
    with pytest.raises(NotAudio, match="16 kHz"):
        find_recordings(tmp_path, (), "", 0.0)


def test_a_limit_keeps_the_turns_that_end_within_it(folder):
    import soundfile

    soundfile.write(folder / "es_uno.flac", np.zeros(10 * SAMPLE_RATE, np.int16), SAMPLE_RATE)
    (folder / "es_uno.turns.json").write_text(
        '[{"start": 0, "end": 3, "text": "hola"}, {"start": 4, "end": 9, "text": "adiós"}]'
    )
    (recording,) = find_recordings(folder, ("es_uno",), "", 5.0)
    assert (recording.reference, recording.seconds) == ("hola", 4.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_noise_is_the_same_for_everybody_and_is_not_clipped(kind):
    first, again = noise(kind, 4.0), noise(kind, 4.0)
    assert first.size == 4 * SAMPLE_RATE
    # The last bit of a sum depends on where NumPy puts the array in memory.
    assert np.abs(first.astype(int) - again).max() <= 1
    assert 0 < np.abs(first).max() < 32767
