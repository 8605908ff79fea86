import pytest

from tests.benchmarks.asr.vocabulary import (
    Found,
    SilenceFigures,
    VocabularyReport,
    WayFigures,
    names_found,
    rendered,
    verdicts,
)


def test_a_name_is_heard_where_it_was_said_and_invented_where_it_was_not():
    said = "toma enalapril y metformina, y otra vez metformina"
    found = names_found(said, "toma en abril y Metformina y Losartán", "es")
    assert (found.said, found.heard, found.invented) == (3, 1, 1)


def report(*, given=9, invented=0, noise_words=0):
    way = WayFigures("live", "es", Found(10, 5), Found(10, given), Found(), Found(0, 0, invented))
    peer = WayFigures("fw, hotwords", "es", Found(10, 9), Found(10, 7, 3), Found(), Found())
    noise = SilenceFigures("music", "es", 600.0, noise_words, 0)
    return VocabularyReport("whisper-base", 300.0, (way, peer), (noise,))


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        (report(), []),
        (report(given=5), ["more names are heard with the list than without"]),
        (report(invented=1), ["no listed name is heard where it was not said"]),
        (report(noise_words=1), ["no word where nobody speaks"]),
    ],
)
def test_a_figure_that_is_missed_is_named(figures, missed):
    assert [what for what, ok in verdicts(figures).items() if not ok] == missed


def test_the_table_tells_of_every_way_and_every_sound():
    text = rendered(report())
    assert "5 → 9" in text
    assert "music, es" in text
