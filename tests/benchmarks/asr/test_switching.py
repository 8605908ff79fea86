import numpy as np
import pytest

from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import UsageError
from tests.benchmarks.asr.recordings import Recording
from tests.benchmarks.asr.scoring import WordErrors
from tests.benchmarks.asr.switching import (
    Stretches,
    SwitchingReport,
    TalkFigures,
    Written,
    as_json,
    astray,
    rendered,
    some_talks,
    turns,
    verdicts,
)
from tests.benchmarks.asr.talks import make_talks


def recordings(language, *lengths):
    return [
        Recording(
            f"{language}_{number}",
            language,
            np.full(round(each * SAMPLE_RATE), 7, np.int16),
            f"{language}{number}",
        )
        for number, each in enumerate(lengths)
    ]


MANY = [*recordings("es", 10, 9, 16, 40, 4, 5, 12), *recordings("en", 20, 3, 14, 6, 22)]


def test_a_talk_goes_over_to_the_other_language_and_comes_back():
    talk = make_talks(MANY)[0]
    assert [part.language for part in talk.parts] == ["es", "en", "es"]
    assert talk.parts[0].reference == "es0 es1"
    for part in talk.parts:
        assert 15.0 <= part.end - part.start <= 30.5


def test_every_part_is_where_the_talk_says():
    for talk in make_talks(MANY):
        for part in talk.parts:
            assert talk.samples[round(part.start * SAMPLE_RATE)] == 7
            assert talk.samples[round(part.end * SAMPLE_RATE) - 1] == 7
        gaps = zip(talk.parts, talk.parts[1:], strict=False)
        assert all(0.3 <= after.start - before.end <= 1.0 for before, after in gaps)


def test_lone_sentences_stand_between_stretches_of_the_other_language():
    (talk,) = [each for each in make_talks(MANY) if each.name == "en sentences in es"]
    assert [part.language for part in talk.parts] == ["es", "en", "es", "en", "es"]
    assert [part.reference for part in talk.parts[1::2]] == ["en1", "en3"]


def test_recordings_in_one_language_make_no_talk():
    with pytest.raises(UsageError):
        make_talks(recordings("es", 10, 10, 10, 10))


def test_some_of_the_talks_are_some_of_each_kind():
    talks = make_talks(MANY * 3)
    names = [each.name for each in some_talks(talks, 1)]
    assert names == ["es-en-es 1", "en sentences in es", "en-es-en 1", "es sentences in en"]
    assert some_talks(talks, 0) == talks


def test_words_that_only_the_other_language_has_are_astray_unless_they_were_said():
    text = "you have seen lo peor de la casa"
    assert astray(text, "en", "you have seen the worst of the house") == 3
    assert astray(text, "en", "you have seen Lo de La casa") == 0
    assert astray("no", "en", "yes") == 0


def test_changes_of_language_are_counted_over_what_is_not_known():
    assert turns(["", "es", "es", "en", "", "en", "es"]) == 2


def report(*, live=0, turned=2):
    words = WordErrors(words=100, substitutions=10)
    well = Stretches(words)
    ways = ("live, detected", "live, pinned", "settled", "fw, fixed", "fw, multilingual")
    written = tuple(
        Written(way, well, Stretches(words, astray=live if way.startswith("live") else 0))
        for way in ways
    )
    return SwitchingReport("whisper-base", (TalkFigures("es-en-es 1", 60.0, turned, 2, written),))


@pytest.mark.parametrize(
    ("figures", "missed"),
    [
        (report(), 0),
        (report(live=3), 1),
        (report(turned=4), 1),
    ],
)
def test_a_figure_that_is_missed_is_named(figures, missed):
    assert list(verdicts(figures).values()).count(False) == missed


def test_the_table_and_the_json_form_tell_of_every_way():
    text = rendered(report())
    assert "es-en-es 1" in text
    assert "fw, multilingual" in text
    assert as_json(report())["overall"]["settled"]["other"]["errors"]["words"] == 100
