import threading
from pathlib import Path

import pytest

from aurity_desktop.asr.live import WhisperLive
from aurity_desktop.asr.recognizer import Hypothesis
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.errors import TranscriptionFailed
from aurity_desktop.domain.transcript import ChunkStatus
from tests.fakes.recognizer import ScriptedRecognizer, ScriptedVoice, sound, talk

LONG_TALK = talk(
    "buenos días doctora | llevo cuatro jornadas con dolor de garganta "
    "y ayer por la noche tuve fiebre | | "
    "treinta grados en casa sin tomar nada más que agua fría o té caliente"
)


def slices(seconds, sealed_at=0.0):
    samples = sound(seconds)
    return [
        (
            AudioSlice(
                "session_20260101_090000",
                number,
                start,
                len(samples[start : start + SLICE_SAMPLES]),
                "0" * 64,
                Path("slice.wav"),
                sealed_at,
            ),
            samples[start : start + SLICE_SAMPLES],
        )
        for number, start in enumerate(range(0, len(samples), SLICE_SAMPLES))
    ]


class Heard:
    """The newest answer for every chunk, as the ledger keeps them."""

    def __init__(self):
        self.chunks = {}
        self.provisional = []

    def take(self, update):
        if update is None:  # a glance at nothing new
            return
        for chunk in update.settled:
            self.chunks[chunk.chunk_number] = chunk
        self.provisional.append([word.text for word in update.provisional])

    @property
    def words(self):
        return [word.text for _, chunk in sorted(self.chunks.items()) for word in chunk.words]


def listen(script, seconds, *, at_once=1, **options):
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), **{"language": "es"} | options)
    heard, pieces = Heard(), slices(seconds)
    for first in range(0, len(pieces), at_once):
        heard.take(live.feed(pieces[first : first + at_once]))
    heard.take(live.finish())
    return heard, recognizer


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_every_word_stands_in_exactly_one_chunk(at_once):
    heard, _ = listen(LONG_TALK, 18, at_once=at_once)
    assert heard.words == [word.text for word in LONG_TALK]


@pytest.mark.parametrize("shift", [n / 20 for n in range(12)])
def test_no_word_is_lost_or_doubled_wherever_the_seams_fall(shift):
    script = talk(" ".join(f"palabra{n}" for n in range(40)), start=0.2 + shift)
    heard, _ = listen(script, 21)
    assert heard.words == [word.text for word in script]


def test_words_keep_their_times_on_the_sessions_clock():
    heard, _ = listen(LONG_TALK, 18)
    words = [word for _, chunk in sorted(heard.chunks.items()) for word in chunk.words]
    for word, spoken in zip(words, LONG_TALK, strict=True):
        assert word.start == pytest.approx(spoken.start, abs=0.06)
        assert word.end == pytest.approx(spoken.end, abs=0.06)


def test_a_word_stands_in_the_chunk_in_which_its_middle_lies():
    heard, _ = listen(LONG_TALK, 18)
    for number, chunk in heard.chunks.items():
        for word in chunk.words:
            assert 3 * number <= word.middle < 3 * number + 3


def test_a_word_that_runs_on_over_the_end_is_shown_and_settles_with_the_next_slice():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.6)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    first, second = slices(6)
    shown = live.feed([first])
    assert [word.text for word in shown.provisional] == ["cinco"]  # of "sei-" nothing is to be read
    assert shown.settled[0].text == "uno dos tres cuatro"
    settled = live.feed([second]).settled
    assert [(chunk.chunk_number, chunk.text) for chunk in settled] == [
        (0, "uno dos tres cuatro cinco"),
        (1, "seis siete"),
    ]


def test_a_word_that_waits_at_the_end_of_the_session_settles_with_finish():
    script = talk("uno dos tres cuatro cinco seis", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    live.feed(slices(3))
    (again,) = live.finish().settled
    assert (again.chunk_number, again.text) == (0, "uno dos tres cuatro cinco seis")
    assert len(recognizer.calls) == 1


def test_speech_too_short_to_decode_is_decoded_when_the_session_ends():
    script = talk("sí", start=2.8)
    heard, _ = listen(script, 3)
    assert heard.words == ["sí-"]


def test_every_slice_is_answered_in_the_call_that_brings_it():
    recognizer = ScriptedRecognizer(LONG_TALK)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    for piece in slices(18):
        *again, new = live.feed([piece]).settled
        assert new.chunk_number == piece[0].number
        assert all(chunk.chunk_number < new.chunk_number for chunk in again)


def test_silence_costs_no_decoding():
    heard, recognizer = listen([], 9)
    assert recognizer.calls == []
    assert {chunk.status for chunk in heard.chunks.values()} == {ChunkStatus.SILENT}


def test_the_model_is_told_what_was_said_in_the_last_seconds_and_no_more():
    _, recognizer = listen(LONG_TALK, 18)
    _, said, _ = recognizer.calls[2]
    assert said is not None
    assert 0 <= said.start < said.end <= ScriptedRecognizer.context + 0.1


def test_after_a_long_silence_nothing_counts_as_just_said():
    script = talk("hola doctora") + talk("buenas tardes", start=12.2)
    _, recognizer = listen(script, 15)
    assert recognizer.calls[-1][1] is None


def break_in(script, seconds, at, *, drafted=None, at_once=1):
    """Told as a pause has ended: while the slice it lies in is open, or right before it."""
    recognizer, sample = ScriptedRecognizer(script), round(at * SAMPLE_RATE)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    heard, pieces = Heard(), slices(seconds)
    for first in range(0, len(pieces), at_once):
        several = pieces[first : first + at_once]
        for audio_slice, samples in several:
            if audio_slice.start_sample <= sample < audio_slice.end_sample:
                live.break_at(sample)
            if drafted is not None:
                part = samples[: round(drafted * SAMPLE_RATE)]
                heard.take(live.hear_open(audio_slice.start_sample, part))
        heard.take(live.feed(several))
    heard.take(live.finish())
    return heard, recognizer


SEAM = talk("uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce")


@pytest.mark.parametrize("at", [2.0, 3.0, 4.4, 4.5])
@pytest.mark.parametrize(("drafted", "at_once"), [(None, 1), (0.6, 1), (2.3, 1), (None, 3)])
def test_words_before_a_pause_are_no_context_of_what_is_said_behind_it(at, drafted, at_once):
    """Nor is their sound: the model once joined what it heard on both sides to one word."""
    heard, recognizer = break_in(SEAM, 9, at, drafted=drafted, at_once=at_once)
    whole = [word.text for word in SEAM if not word.start < at < word.end]
    assert [text for text in heard.words if text in whole] == whole
    behind = {word.text for word in SEAM if word.start >= at}
    before = {word.text for word in SEAM if word.end <= at}
    for said in recognizer.told:
        assert not (said & before and said & behind)
    assert recognizer.told[-1] & behind


def test_a_pause_between_two_sessions_parts_does_not_reach_into_the_next_session():
    live = WhisperLive(ScriptedRecognizer(SEAM), ScriptedVoice(SEAM), language="es")
    live.break_at(10 * SAMPLE_RATE)
    live.feed(slices(3))
    live.finish()
    heard = Heard()
    for piece in slices(9):
        heard.take(live.feed([piece]))
    heard.take(live.finish())
    assert heard.words == [word.text for word in SEAM]


def test_the_language_is_taken_from_the_first_confident_speech_and_kept():
    recognizer = ScriptedRecognizer(LONG_TALK, language="es")
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK))
    updates = [live.feed([piece]) for piece in slices(18)]
    assert {update.language for update in updates} == {"es"}
    assert {language for language, _, _ in recognizer.calls} == {"es"}


def test_an_unsure_language_is_used_but_not_kept():
    recognizer = ScriptedRecognizer(LONG_TALK, language="en", probability=0.0012)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK))
    live.feed(slices(3))
    assert (live.language, recognizer.calls[0][0]) == ("", "en")


@pytest.mark.parametrize("language", ["", "es"])
def test_speech_in_the_other_language_is_written_in_it_and_its_chunks_say_so(language):
    recognizer = ScriptedRecognizer(LONG_TALK, turns_at=9.0)
    live, heard = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language=language), Heard()
    for piece in slices(18):
        heard.take(live.feed([piece]))
    heard.take(live.finish())
    assert [chunk.language for chunk in heard.chunks.values()] == ["es"] * 3 + ["en"] * 3
    assert heard.words == [word.text for word in LONG_TALK]


def test_what_was_said_in_the_other_language_is_no_context_after_the_turn():
    recognizer = ScriptedRecognizer(LONG_TALK, turns_at=9.0)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    for piece in slices(12):
        live.feed([piece])
    before, after = recognizer.calls[-2:]
    assert (before[0], after[0], after[1]) == ("es", "en", None)


def test_a_draft_is_written_in_the_language_that_speech_has_gone_over_to():
    recognizer = ScriptedRecognizer(LONG_TALK, turns_at=3.0)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    first, (audio_slice, samples) = slices(6)
    live.feed([first])
    update = live.hear_open(audio_slice.start_sample, samples[: round(2.2 * SAMPLE_RATE)])
    assert (update.language, recognizer.calls[-1][0]) == ("en", "en")


def test_a_change_of_language_forgets_what_was_said_in_the_other():
    recognizer = ScriptedRecognizer(LONG_TALK, turns_at=6.0)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    pieces = slices(18)
    live.feed(pieces[:2])
    live.set_language("en")
    live.feed(pieces[2:3])
    language, said, _ = recognizer.calls[-1]
    assert (language, said) == ("en", None)


def test_the_vocabulary_is_given_to_every_decoding():
    _, recognizer = listen(LONG_TALK, 18, vocabulary=("enalapril", "metformina"))
    expected = (*recognizer.tokens_of(" enalapril"), *recognizer.tokens_of(", metformina"))
    assert all(earlier[: len(expected)] == expected for _, _, earlier in recognizer.calls)


def test_a_decoding_is_told_what_was_said_before_the_seconds_of_context_it_hears():
    _, recognizer = listen(LONG_TALK, 18)
    _, said, earlier = recognizer.calls[-1]
    so_far = [recognizer.text_of(token) for token in (*earlier, *said.tokens)]
    assert so_far == [word.text for word in LONG_TALK][: len(so_far)]
    assert earlier


def test_the_text_before_the_context_is_the_last_of_it_only():
    _, recognizer = listen(talk(" ".join(f"palabra{n}" for n in range(150))), 69)
    assert max(len(earlier) for _, _, earlier in recognizer.calls) == 60


def test_after_a_change_of_language_nothing_that_was_said_in_the_other_is_told():
    recognizer = ScriptedRecognizer(LONG_TALK)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    pieces = slices(18)
    live.feed(pieces[:5])
    live.set_language("en")
    live.feed(pieces[5:])
    _, said, earlier = recognizer.calls[-1]
    assert (said, earlier) == (None, ())


def test_a_decoding_that_fails_costs_its_slice_and_nothing_else():
    recognizer = ScriptedRecognizer(LONG_TALK)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    pieces = slices(18)
    live.feed(pieces[:1])
    recognizer.fail_next = True
    failed = live.feed(pieces[1:2]).settled[-1]
    after = live.feed(pieces[2:3]).settled[-1]
    assert (failed.status, failed.reason) == (ChunkStatus.FAILED, "out of breath")
    assert after.status is ChunkStatus.OK


def test_a_hallucination_is_kept_under_its_reason():
    script = talk("mmm mmm", start=1.0, length=0.8)
    recognizer = ScriptedRecognizer(script)
    credit = "Subtítulos por la comunidad de Amara.org"
    recognizer.answers = [Hypothesis(recognizer.tokens_of(credit), credit, -0.1)]
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    (chunk,) = live.feed(slices(3)).settled
    assert (chunk.status, chunk.words) == (ChunkStatus.SUPPRESSED, ())
    assert (chunk.reason, chunk.suppressed) == ("credits", credit)


def test_latency_runs_from_the_slices_being_durable():
    recognizer = ScriptedRecognizer(LONG_TALK)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es", clock=lambda: 100.25)
    (chunk,) = live.feed(slices(3, sealed_at=100.0)).settled
    assert chunk.latency_ms == pytest.approx(250.0)


def test_a_slice_of_unknown_age_has_no_latency():
    live = WhisperLive(ScriptedRecognizer([]), ScriptedVoice([]), language="es")
    (chunk,) = live.feed(slices(3)).settled
    assert chunk.latency_ms is None


def test_a_session_that_does_not_begin_at_zero_keeps_its_clock():
    script = talk("seguimos con la consulta", start=6.4)
    live = WhisperLive(ScriptedRecognizer(script), ScriptedVoice(script), language="es")
    update = live.feed(slices(9)[2:])
    words = update.settled[0].words + update.provisional
    assert words[0].start == pytest.approx(6.4, abs=0.06)


def test_after_finish_the_next_session_starts_afresh():
    recognizer = ScriptedRecognizer(LONG_TALK)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK))
    live.feed(slices(9))
    live.finish()
    assert live.language == ""
    live.feed(slices(3))
    assert recognizer.calls[-1][1] is None


def test_a_backlog_longer_than_whisper_can_hear_at_once_is_decoded_in_parts():
    script = talk(" ".join(f"palabra{n}" + (" |" if n % 9 == 8 else "") for n in range(120)))
    seconds = int(script[-1].end) + 1
    heard, recognizer = listen(script, seconds, at_once=100)
    assert heard.words == [word.text for word in script]
    assert len(recognizer.calls) >= 3


def test_memory_does_not_grow_with_the_session():
    script = talk(" ".join(f"p{n}" for n in range(400)))
    live = WhisperLive(ScriptedRecognizer(script), ScriptedVoice(script), language="es")
    for audio_slice, samples in slices(180):
        live.hear_open(audio_slice.start_sample, samples[: 2 * SAMPLE_RATE])
        live.feed([(audio_slice, samples)])
    sound = live._text.sound
    assert sound.end - sound.begin < 15 * SAMPLE_RATE
    assert len(sound._previous) < 40
    assert len(list(live._text._chunks)) < 5


def test_speech_from_the_first_sample_on_has_its_context():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve diez once doce", start=0.0)
    heard, _ = listen(script, 6)
    assert heard.words == [word.text for word in script]


def test_speech_that_gave_no_word_is_heard_again_with_the_next_slice():
    script = talk("uno dos tres cuatro cinco", start=0.3) + talk("seis siete", start=4.0)
    recognizer = ScriptedRecognizer(script)
    nothing = Hypothesis((), "", -0.1)
    recognizer.answers = [nothing, nothing]
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    heard, (first, second) = Heard(), slices(6)
    heard.take(live.feed([first]))
    assert heard.words == []
    heard.take(live.feed([second]))
    assert heard.words == [word.text for word in script]


def test_speech_behind_the_last_word_is_heard_again_with_the_next_slice():
    script = talk("uno dos | tres cuatro", start=0.3)
    recognizer = ScriptedRecognizer(script)
    recognizer.answers = [Hypothesis(recognizer.tokens_of("uno dos"), "uno dos", -0.1)]
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    heard = Heard()
    for piece in slices(6):
        heard.take(live.feed([piece]))
    assert heard.words == ["uno", "dos", "tres", "cuatro"]


def listen_ahead(script, seconds, drafted=2.3, *, glances=False, checked=None, **options):
    """Draft every slice while it is open, from `drafted` seconds of it.

    With `glances`, what is being said is looked at besides; the draft is checked with the slice's
    first `checked` seconds.
    """
    recognizer = ScriptedRecognizer(script, **options)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    heard = Heard()
    for audio_slice, samples in slices(seconds):
        start = audio_slice.start_sample
        if glances:
            heard.take(live.hear_newest(start, samples[: round(drafted / 2 * SAMPLE_RATE)]))
        heard.take(live.hear_open(start, samples[: round(drafted * SAMPLE_RATE)]))
        if glances:
            heard.take(live.hear_newest(start, samples[: round((drafted + 3) / 2 * SAMPLE_RATE)]))
        if checked is not None:
            live.check_draft(start, samples[: round(checked * SAMPLE_RATE)])
        heard.take(live.feed([(audio_slice, samples)]))
    heard.take(live.finish())
    return heard, recognizer


@pytest.mark.parametrize("glances", [False, True])
@pytest.mark.parametrize("shift", [n / 20 for n in range(12)])
@pytest.mark.parametrize(
    ("drafted", "checked"), [(0.5, None), (1.5, None), (2.3, None), (2.9, None), (1.75, 2.7)]
)
def test_with_drafts_too_no_word_is_lost_or_doubled_wherever_the_seams_fall(
    shift, drafted, checked, glances
):
    script = talk(" ".join(f"palabra{n}" for n in range(40)), start=0.2 + shift)
    heard, _ = listen_ahead(script, 21, drafted, glances=glances, checked=checked)
    assert heard.words == [word.text for word in script]


class Counted(ScriptedRecognizer):
    """Counts how often it was asked to align."""

    aligned, fails = 0, False

    def align(self, encoding, **options):
        self.aligned += 1
        if self.fails:
            raise TranscriptionFailed("out of breath")
        return super().align(encoding, **options)


@pytest.mark.parametrize(("checked", "reads"), [(2.7, 0), (2.6, 1), (None, 1)])
def test_a_draft_that_was_checked_with_nearly_all_of_its_slice_is_not_read_again(checked, reads):
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = Counted(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    piece = slices(3)[0]
    live.hear_open(0, piece[1][: round(1.9 * SAMPLE_RATE)])
    if checked is not None:
        live.check_draft(0, piece[1][: round(checked * SAMPLE_RATE)])
    before = recognizer.aligned
    assert live.feed([piece]).settled[0].text == "uno dos tres"
    assert recognizer.aligned - before == reads


@pytest.mark.parametrize(
    ("checked", "told"), [(2.7, "uno dos tres cuatro"), (None, "uno dos tres cuatro cinco")]
)
def test_a_word_with_little_sound_behind_it_in_the_check_waits_for_more(checked, told):
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    live = WhisperLive(ScriptedRecognizer(script), ScriptedVoice(script), language="es")
    piece = slices(3)[0]
    live.hear_open(0, piece[1][: round(2.69 * SAMPLE_RATE)])
    if checked is not None:
        live.check_draft(0, piece[1][: round(checked * SAMPLE_RATE)])
    assert live.feed([piece]).settled[0].text == told


def test_a_check_that_fails_or_has_no_draft_costs_nothing():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = Counted(script)
    live, (piece, other) = WhisperLive(recognizer, ScriptedVoice(script), language="es"), slices(6)
    live.check_draft(0, piece[1][: round(2.8 * SAMPLE_RATE)])
    live.hear_open(0, piece[1][: round(2.3 * SAMPLE_RATE)])
    recognizer.fails = True
    live.check_draft(0, piece[1][: round(2.8 * SAMPLE_RATE)])
    recognizer.fails = False
    assert live.feed([piece]).settled[0].text == "uno dos tres cuatro"
    live.check_draft(other[0].start_sample, other[1][: round(2.8 * SAMPLE_RATE)])
    heard = Heard()
    heard.take(live.feed([other]))
    heard.take(live.finish())
    assert heard.words[-3:] == ["cinco", "seis", "siete"]


def test_a_draft_is_not_checked_across_a_pause():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = Counted(script)
    live, piece = WhisperLive(recognizer, ScriptedVoice(script), language="es"), slices(3)[0]
    live.hear_open(0, piece[1][: round(1.9 * SAMPLE_RATE)])
    live.break_at(round(2.5 * SAMPLE_RATE))
    before = recognizer.aligned
    live.check_draft(0, piece[1][: round(2.8 * SAMPLE_RATE)])
    assert recognizer.aligned == before


def test_a_draft_in_a_language_that_was_changed_since_is_not_checked():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = Counted(script)
    live, piece = WhisperLive(recognizer, ScriptedVoice(script), language="es"), slices(3)[0]
    live.hear_open(0, piece[1][: round(1.9 * SAMPLE_RATE)])
    live.set_language("en")
    before = recognizer.aligned
    live.check_draft(0, piece[1][: round(2.8 * SAMPLE_RATE)])
    assert recognizer.aligned == before


def test_with_drafts_every_word_stands_in_its_chunk_whatever_the_pauses():
    heard, _ = listen_ahead(LONG_TALK, 18)
    assert heard.words == [word.text for word in LONG_TALK]


def test_a_slice_whose_draft_holds_is_not_written_again():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    audio_slice, samples = slices(3)[0]
    shown = live.hear_open(0, samples[: round(2.3 * SAMPLE_RATE)])
    assert [word.text for word in shown.provisional] == ["uno", "dos", "tres", "cuatro"]
    update = live.feed([(audio_slice, samples)])
    assert (update.settled[0].text, len(recognizer.calls)) == ("uno dos tres cuatro", 1)
    assert update.provisional == ()


def test_a_word_that_is_doubted_with_all_of_the_sound_waits_for_more_of_it_and_settles_then():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve diez", start=0.3)
    recognizer = ScriptedRecognizer(script)
    recognizer.doubted = {"tres"}
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    texts = []
    for audio_slice, samples in slices(6):
        live.hear_open(audio_slice.start_sample, samples[: round(2.3 * SAMPLE_RATE)])
        texts.append([chunk.text for chunk in live.feed([(audio_slice, samples)]).settled])
    assert texts == [["uno dos"], ["uno dos tres cuatro cinco seis", "siete ocho nueve diez"]]


def test_a_better_draft_corrects_what_was_told_and_the_chunk_comes_again():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve diez once", start=0.3)
    recognizer = ScriptedRecognizer(script)
    wrong = "uno dos trece cuatro"
    recognizer.answers = [Hypothesis(recognizer.tokens_of(wrong), wrong, -0.1)]
    recognizer.heard_as = {"trece": "tres"}
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    answers = []
    for audio_slice, samples in slices(6, sealed_at=1.0):
        live.hear_open(audio_slice.start_sample, samples[: round(2.3 * SAMPLE_RATE)])
        answers.append(live.feed([(audio_slice, samples)]).settled)
    (first,), (again, _) = answers
    assert (first.chunk_number, first.text) == (0, "uno dos trece")
    assert (again.chunk_number, again.text) == (0, "uno dos tres cuatro cinco seis")
    assert again.latency_ms == first.latency_ms


def test_words_that_were_told_without_a_draft_are_corrected_by_the_next_one():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve diez once", start=0.3)
    recognizer = ScriptedRecognizer(script)
    wrong = "uno dos trece cuatro"
    recognizer.answers = [Hypothesis(recognizer.tokens_of(wrong), wrong, -0.1)]
    recognizer.heard_as, recognizer.doubted = {"trece": "tres"}, {"trece"}
    recognizer.fail_next = True  # the first draft
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    answers = []
    for audio_slice, samples in slices(6):
        live.hear_open(audio_slice.start_sample, samples[: round(2.3 * SAMPLE_RATE)])
        answers.append(live.feed([(audio_slice, samples)]).settled)
    (first,), (again, _) = answers
    assert first.text.startswith("uno dos trece")
    assert again.text.startswith("uno dos tres")


def test_words_that_were_decoded_anew_after_a_wrong_draft_are_corrected_by_the_next_one():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve diez once doce", start=1.8)
    recognizer = ScriptedRecognizer(script)
    recognizer.answers = [
        Hypothesis(recognizer.tokens_of(each), each, -0.1)
        for each in ("uno", "nada", "uno dos trece cuatro cinco seis siete ocho")
    ]
    recognizer.heard_as, recognizer.doubted = {"trece": "tres"}, {"trece"}
    live, heard = WhisperLive(recognizer, ScriptedVoice(script), language="es"), Heard()
    for audio_slice, samples in slices(9):
        live.hear_open(audio_slice.start_sample, samples[: round(2.3 * SAMPLE_RATE)])
        heard.take(live.feed([(audio_slice, samples)]))
        if audio_slice.number == 1:
            assert heard.words[2] == "trece"
    heard.take(live.finish())
    assert heard.words == [word.text for word in script]


def test_a_word_that_was_told_in_doubt_may_still_be_corrected_two_slices_later():
    script = talk(
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce "
        "catorce quince diecinueve veinte",
        start=0.3,
    )
    recognizer = ScriptedRecognizer(script)
    for wrong in ("uno dos trece cuatro", "dos trece cuatro cinco seis siete ocho nueve diez"):
        recognizer.answers.append(Hypothesis(recognizer.tokens_of(wrong), wrong, -0.1))
    recognizer.heard_as, recognizer.doubted = {"trece": "tres"}, {"trece"}
    live, heard = WhisperLive(recognizer, ScriptedVoice(script), language="es"), Heard()
    for audio_slice, samples in slices(9):
        live.hear_open(audio_slice.start_sample, samples[: round(2.3 * SAMPLE_RATE)])
        heard.take(live.feed([(audio_slice, samples)]))
        if audio_slice.number == 1:
            assert heard.words[2] == "trece"
    heard.take(live.finish())
    assert heard.words == [word.text for word in script]


def test_what_is_being_said_is_shown_while_its_slice_is_open():
    script = talk("uno dos tres cuatro cinco seis", start=0.3)
    live = WhisperLive(ScriptedRecognizer(script), ScriptedVoice(script), language="es")
    _, samples = slices(3)[0]
    shown = [
        [word.text for word in live.hear_newest(0, samples[: round(at * SAMPLE_RATE)]).provisional]
        for at in (1.0, 1.5, 2.0, 2.5)
    ]
    assert shown == [
        ["uno"],
        ["uno", "dos"],
        ["uno", "dos", "tres"],
        ["uno", "dos", "tres", "cuatro"],
    ]


def test_what_was_seen_at_a_glance_stays_behind_the_words_of_a_draft_and_of_a_slice():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    live = WhisperLive(ScriptedRecognizer(script), ScriptedVoice(script), language="es")
    audio_slice, samples = slices(3)[0]
    live.hear_open(0, samples[: round(1.5 * SAMPLE_RATE)])
    live.hear_newest(0, samples[: round(2.9 * SAMPLE_RATE)])
    told = live.feed([(audio_slice, samples)])
    words = [*told.settled[0].words, *told.provisional]
    assert [word.text for word in words] == ["uno", "dos", "tres", "cuatro", "cinco"]


def test_a_glance_changes_nothing_of_what_is_told():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    heard = Heard()
    for audio_slice, samples in slices(6):
        recognizer.answers.append(
            Hypothesis(tokens=recognizer.tokens_of("nada"), text="nada", log_probability=-0.3)
        )
        live.hear_newest(audio_slice.start_sample, samples[:SAMPLE_RATE])
        recognizer.answers.clear()
        heard.take(live.feed([(audio_slice, samples)]))
    heard.take(live.finish())
    assert heard.words == [word.text for word in script]


def test_a_glance_that_fails_leaves_what_was_shown():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    _, samples = slices(3)[0]
    shown = live.hear_newest(0, samples[: round(1.5 * SAMPLE_RATE)]).provisional
    recognizer.fail_next = True
    assert live.hear_newest(0, samples[: round(2.5 * SAMPLE_RATE)]).provisional == shown != ()


def test_silence_costs_no_glance():
    recognizer = ScriptedRecognizer([])
    live = WhisperLive(recognizer, ScriptedVoice([]), language="es")
    _, samples = slices(3)[0]
    assert live.hear_newest(0, samples[: 2 * SAMPLE_RATE]) is None
    assert recognizer.calls == []


def test_what_a_draft_guesses_behind_its_sound_costs_nothing_but_the_guess():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    audio_slice, samples = slices(3)[0]
    heard = "uno dos tres cuatro nada más"
    recognizer.answers = [Hypothesis(recognizer.tokens_of(heard), heard, -0.2)]
    shown = live.hear_open(0, samples[: round(2.3 * SAMPLE_RATE)]).provisional
    assert [word.text for word in shown] == ["uno", "dos", "tres", "cuatro"]
    told = live.feed([(audio_slice, samples)])
    words = [*told.settled[0].words, *told.provisional]
    assert [word.text for word in words] == ["uno", "dos", "tres", "cuatro"]
    assert len(recognizer.calls) == 1


def test_a_pause_costs_no_second_glance_at_what_was_said_before_it():
    script = talk("uno dos tres | | | | cuatro cinco", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    _, samples = slices(6)[0]
    end = script[2].end
    looks = [
        live.hear_newest(0, samples[: round((end + behind) * SAMPLE_RATE)])
        for behind in (0.4, 0.8, 1.1)
    ]
    assert [word.text for word in looks[0].provisional] == ["uno", "dos", "tres"]
    assert (looks[1:], len(recognizer.calls)) == ([None, None], 1)


class Beside(ScriptedRecognizer):
    """While it decodes next, something else happens."""

    happens = None

    def generate(self, encoding, **asked):
        happens, self.happens = self.happens, None
        if happens is not None:
            other = threading.Thread(target=happens)
            other.start()
            other.join(timeout=60)
            assert not other.is_alive(), "it waits for the glance"
        return super().generate(encoding, **asked)


def test_a_slice_never_waits_for_a_glance_and_the_glance_goes_on_behind_it():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = Beside(script)
    live, told = WhisperLive(recognizer, ScriptedVoice(script), language="es"), []
    audio_slice, samples = slices(3)[0]
    live.hear_open(0, samples[: round(1.5 * SAMPLE_RATE)])
    recognizer.happens = lambda: told.append(live.feed([(audio_slice, samples)]))
    shown = live.hear_newest(0, samples[: round(2.9 * SAMPLE_RATE)])
    words = [*told[0].settled[0].words, *shown.provisional]
    assert [word.text for word in words] == ["uno", "dos", "tres", "cuatro", "cinco"]


def test_a_glance_that_comes_when_its_session_is_over_shows_nothing():
    script = talk("uno dos tres cuatro cinco seis siete", start=0.3)
    recognizer = Beside(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    (first, whole), (_, samples) = slices(6)
    live.feed([(first, whole)])
    recognizer.happens = live.finish
    assert live.hear_newest(SLICE_SAMPLES, samples[: 2 * SAMPLE_RATE]).provisional == ()


def test_the_end_of_a_session_is_told_at_once_and_written_again_with_all_of_its_sound():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live = WhisperLive(recognizer, ScriptedVoice(script), language="es")
    (first, whole), (last, short) = slices(4.5)
    live.hear_open(0, whole[: round(2.3 * SAMPLE_RATE)])
    live.feed([(first, whole)])
    wrong = "cinco seis siete ocho nuevo"
    recognizer.answers = [Hypothesis(recognizer.tokens_of(wrong), wrong, -0.1)]
    recognizer.heard_as = {"nuevo": "nueve"}
    told = live.feed([(last, short)]).settled
    assert told[-1].text == "siete ocho nuevo"
    (again,) = live.finish().settled
    assert (again.chunk_number, again.text) == (1, "siete ocho nueve")


def test_an_end_that_is_written_again_only_in_part_stands_as_it_was_told():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live, heard = WhisperLive(recognizer, ScriptedVoice(script), language="es"), Heard()
    for audio_slice, samples in slices(4.5):
        if audio_slice.number == 0:
            live.hear_open(0, samples[: round(2.3 * SAMPLE_RATE)])
        heard.take(live.feed([(audio_slice, samples)]))
    recognizer.answers = [Hypothesis(recognizer.tokens_of("cinco seis"), "cinco seis", -0.1)]
    heard.take(live.finish())
    assert heard.words == [word.text for word in script]


def test_an_end_that_cannot_be_written_again_stands_as_it_was_told():
    script = talk("uno dos tres cuatro cinco seis siete ocho nueve", start=0.3)
    recognizer = ScriptedRecognizer(script)
    live, heard = WhisperLive(recognizer, ScriptedVoice(script), language="es"), Heard()
    for audio_slice, samples in slices(4.5):
        if audio_slice.number == 0:
            live.hear_open(0, samples[: round(2.3 * SAMPLE_RATE)])
        heard.take(live.feed([(audio_slice, samples)]))
    recognizer.fail_next = True
    heard.take(live.finish())
    assert heard.words == [word.text for word in script]


def test_speech_too_short_to_write_at_once_is_not_lost_when_the_session_ends():
    heard, _ = listen_ahead(talk("sí", start=2.8), 3, 1.5, glances=True)
    assert heard.words == ["sí-"]


def test_what_was_told_stands_when_the_language_is_changed():
    recognizer = ScriptedRecognizer(LONG_TALK)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    heard = Heard()
    for number, (audio_slice, samples) in enumerate(slices(18)):
        heard.take(live.hear_open(audio_slice.start_sample, samples[: 2 * SAMPLE_RATE]))
        heard.take(live.feed([(audio_slice, samples)]))
        if number == 2:
            live.set_language("en")
    heard.take(live.finish())
    assert heard.words == [word.text for word in LONG_TALK]


def test_a_draft_in_another_language_is_not_taken_over():
    recognizer = ScriptedRecognizer(LONG_TALK, probability=0.002)
    live = WhisperLive(recognizer, ScriptedVoice(LONG_TALK), language="es")
    audio_slice, samples = slices(3)[0]
    live.hear_open(0, samples[: 2 * SAMPLE_RATE])
    live.set_language("en")
    live.feed([(audio_slice, samples)])
    assert [language for language, _, _ in recognizer.calls] == ["es", "en"]


def test_silence_costs_no_draft():
    _, recognizer = listen_ahead([], 9)
    assert recognizer.calls == []
