import numpy as np
import pytest

from aurity_desktop.asr.recognizer import Encoding, Features, Hypothesis, TimedWord
from aurity_desktop.asr.stretch_decoder import StretchDecoder
from aurity_desktop.asr.whole_recording import WhisperWhole
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import JobCancelled
from tests.asr.test_stretches import LoudnessVoice, spoken


class ScriptedRecognizer:
    """Answers each generate() with the next hypothesis; its words are half a second long each."""

    name = "scripted"

    def __init__(self, *answers, language=("es", 0.9)):
        self.answers = list(answers)
        self.language = language
        self.windows = []
        self.prompts = []
        self.penalties = []
        self._texts = {}

    def load(self):
        pass

    def features(self, audio, seconds):
        self.windows.append((audio.size / SAMPLE_RATE, seconds))
        return Features(audio, audio.size // 160)

    def encode(self, features):
        return Encoding(features.values, features.frames)

    def languages(self, encoding, start, end):
        language, probability = self.language
        return {language: probability}

    def generate(
        self,
        encoding,
        *,
        language,
        prompt,
        max_new_tokens,
        beam_size=1,
        repetition_penalty=1.0,
    ):
        self.prompts.append(tuple(prompt))
        self.penalties.append(repetition_penalty)
        text, reached, log_probability = self.answers.pop(0)
        tokens = tuple(range(len(text.split())))
        self._texts = dict(enumerate(text.split()))
        return Hypothesis(tokens, text, log_probability, reached=reached)

    def align(self, encoding, *, language, tokens):
        return tuple(
            TimedWord(self._texts[token], token / 2, token / 2 + 0.5, 0.9, (token,))
            for token in tokens
        )

    def tokens_of(self, text):
        return tuple(len(word) for word in text.split())


def said(text, reached=None, log_probability=-0.2):
    return (text, reached, log_probability)


def decode(recognizer, seconds=10.0):
    audio = np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)
    return StretchDecoder(recognizer).decode(
        audio, language="es", prompt=(7,), speech_seconds=seconds
    )


def test_what_the_decoder_leaves_out_at_the_end_is_decoded_by_itself():
    recognizer = ScriptedRecognizer(said("hola doctora", reached=4.0), said("me duele aquí", 6.0))
    decoded = decode(recognizer)
    assert [word.text for word in decoded.words] == ["hola", "doctora", "me", "duele", "aquí"]
    assert decoded.words[2].start == pytest.approx(4.0)
    assert recognizer.windows[1][0] == pytest.approx(6.0)


def test_a_decoding_that_comes_to_the_end_is_enough():
    recognizer = ScriptedRecognizer(said("hola doctora", reached=9.5))
    assert len(decode(recognizer).words) == 2
    assert len(recognizer.windows) == 1


def test_a_loop_is_tried_again_in_a_full_window_without_the_prompt():
    recognizer = ScriptedRecognizer(said("uno dos tres " * 12), said("uno dos tres", 9.5))
    decoded = decode(recognizer)
    assert [word.text for word in decoded.words] == ["uno", "dos", "tres"]
    assert recognizer.prompts == [(7,), ()]
    assert recognizer.windows[1][1] == 30.0


def test_a_loop_that_stays_is_cut_after_its_first_round_and_named():
    loop = "pues mire " + "me duele mucho " * 8
    decoded = decode(ScriptedRecognizer(said(loop), said(loop), said(loop)), seconds=28.0)
    assert [word.text for word in decoded.words] == ["pues", "mire", "me", "duele", "mucho"]
    assert decoded.reason == "repetition"


def test_behind_a_loop_that_stays_the_rest_of_the_stretch_is_read_with_repetition_made_unlikely():
    loop, rest = said("buenas tardes señora " * 9), "buenas tardes la saturación es baja"
    recognizer = ScriptedRecognizer(loop, loop, said(rest, 27.5))
    decoded = decode(recognizer, seconds=28.0)
    assert " ".join(word.text for word in decoded.words) == rest
    assert decoded.reason is None
    assert recognizer.penalties[:2] == [1.0, 1.0]
    assert recognizer.penalties[2] > 1.0


def test_what_is_unsure_or_invented_is_not_written_in_place_of_a_loop():
    loop = said("me duele mucho " * 9)
    for instead in (said("otra cosa", 27.5, -1.5), said("Gracias por ver el video", 27.5)):
        decoded = decode(ScriptedRecognizer(loop, loop, instead), seconds=28.0)
        assert [word.text for word in decoded.words] == ["me", "duele", "mucho"]
        assert decoded.reason == "repetition"


def test_an_unsure_decoding_is_replaced_only_by_a_surer_one():
    unsure, worse = said("bla bla", 9.5, -1.5), said("blu", 9.5, -2.5)
    assert decode(ScriptedRecognizer(unsure, worse)).words[0].text == "bla"


def test_of_a_sentence_written_past_the_end_of_the_sound_the_words_that_fit_are_kept():
    words = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece"
    decoded = decode(ScriptedRecognizer(said(words)), seconds=1.0)
    assert [word.text for word in decoded.words] == words.split()[:8]
    assert decoded.reason == "too_many_words"
    assert decoded.suppressed == "nueve diez once doce trece"


def test_many_words_over_hardly_any_voice_are_an_invention_altogether():
    decoded = decode(ScriptedRecognizer(said("uno dos tres cuatro cinco seis")), seconds=0.3)
    assert (decoded.words, decoded.reason) == ((), "too_many_words")


def test_credits_are_not_in_the_transcript():
    decoded = decode(ScriptedRecognizer(said("Gracias por ver el video", 9.5)))
    assert (decoded.words, decoded.reason) == ((), "credits")


def whole(*answers, **options):
    recognizer = ScriptedRecognizer(*answers, **options)
    return WhisperWhole(recognizer, LoudnessVoice), recognizer


def samples(*lengths):
    return (spoken(*lengths) * 32767).astype(np.int16)


def test_words_stand_on_the_recordings_clock():
    transcriber, _ = whole(said("uno dos", 4.0), said("tres", 5.0))
    recording = samples(2, 4, 3, 5, 1)
    found = transcriber.transcribe(recording, language="es", vocabulary=(), progress=lambda _: None)
    assert [word.text for word in found.words] == ["uno", "dos", "tres"]
    assert found.words[0].start == pytest.approx(1.7, abs=0.1)
    assert found.words[2].start == pytest.approx(8.7, abs=0.1)


def test_the_language_is_what_most_of_the_first_stretches_are_in():
    transcriber, _ = whole(said("one", 4.0), said("two", 5.0), language=("en", 0.8))
    found = transcriber.transcribe(
        samples(2, 4, 3, 5, 1), language="", vocabulary=(), progress=lambda _: None
    )
    assert found.language == "en"


def test_silence_gives_no_words():
    transcriber, recognizer = whole()
    found = transcriber.transcribe(
        samples(20), language="es", vocabulary=(), progress=lambda _: None
    )
    assert (found.words, recognizer.windows) == ((), [])


def test_an_empty_recording_gives_no_words():
    transcriber, _ = whole()
    found = transcriber.transcribe(
        np.zeros(0, dtype=np.int16), language="es", vocabulary=(), progress=lambda _: None
    )
    assert found.words == ()


def test_progress_rises_from_nothing_to_all():
    transcriber, _ = whole(said("uno", 4.0), said("dos", 5.0))
    told = []
    transcriber.transcribe(
        samples(2, 4, 3, 5, 1), language="es", vocabulary=(), progress=told.append
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_a_cancel_is_heard_between_two_stretches():
    transcriber, recognizer = whole(said("uno", 4.0), said("dos", 5.0))

    def cancel(fraction):
        if recognizer.windows:
            raise JobCancelled("job")

    with pytest.raises(JobCancelled):
        transcriber.transcribe(
            samples(2, 4, 3, 5, 1), language="es", vocabulary=(), progress=cancel
        )
    assert len(recognizer.windows) == 1


def test_the_vocabulary_is_the_prompt():
    transcriber, recognizer = whole(said("uno", 4.0))
    transcriber.transcribe(
        samples(1, 4, 1), language="es", vocabulary=("enalapril",), progress=lambda _: None
    )
    assert recognizer.prompts == [(9,)]


def test_stretches_transcribed_while_recording_are_those_of_the_whole():
    recording = samples(1, 9, 3, 12, 2.5, 5, 1)
    answers = [said("uno", 9.4), said("dos tres", 12.4), said("cuatro", 5.4)]
    transcriber, _ = whole(*answers)
    at_once = transcriber.transcribe(
        recording, language="es", vocabulary=(), progress=lambda _: None
    )
    transcriber, _ = whole(*answers)
    cutter = transcriber.cutter()
    words = []
    for start in range(0, len(recording), 48000):
        piece = recording[start : start + 48000].astype(np.float32) / 32768
        for stretch in cutter.feed(piece) + (
            cutter.finish() if start + 48000 >= len(recording) else []
        ):
            words += transcriber.transcribe_stretch(
                recording[stretch.start : stretch.end], stretch, language="es", vocabulary=()
            ).words
    assert tuple(words) == at_once.words


def test_what_the_gate_leaves_out_is_told_with_its_reason():
    transcriber, _ = whole(said("gracias por ver el video"), *3 * [said("hola " + "no " * 12)])
    cutter = transcriber.cutter()
    recording = samples(1, 4, 3, 20, 3)
    stretches = cutter.feed(recording.astype(np.float32) / 32768) + cutter.finish()
    heard = [
        transcriber.transcribe_stretch(
            recording[each.start : each.end], each, language="es", vocabulary=()
        )
        for each in stretches
    ]
    assert all(each.reason for each in heard)
    assert heard[0].suppressed == "gracias por ver el video"
    assert heard[1].suppressed.startswith("no no")
