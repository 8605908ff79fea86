import json

import numpy as np
import pytest

from aurity_desktop.asr.conditioned_whisper import CONTEXT, ConditionedWhisper, renamed
from aurity_desktop.asr.recognizer import PreviousText
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.window_decoder import Window, WindowDecoder
from aurity_desktop.domain.audio import SAMPLE_RATE


def test_two_pairs_of_names_are_exchanged_and_the_ids_stay(tmp_path):
    stamps = [f"<|{n / 50:.2f}|>" for n in range(1501)]
    names = ["!", '"', "hola", "<|startoftranscript|>", "<|notimestamps|>", *stamps]
    (tmp_path / "vocabulary.json").write_text(json.dumps(names))
    (tmp_path / "model.bin").write_bytes(b"weights")
    with renamed(tmp_path) as files:
        swapped = json.loads(files.read("vocabulary.json"))
        assert files.read("model.bin") == b"weights"
    assert swapped[0] == "<|startoftranscript|>"
    assert swapped[3] == "!"
    assert swapped[names.index("<|5.00|>")] == "<|notimestamps|>"
    assert swapped[4] == "<|5.00|>"
    assert sorted(swapped) == sorted(names)


def test_a_vocabulary_of_lines_stays_one(tmp_path):
    stamps = [f"<|{n / 50:.2f}|>" for n in range(1501)]
    names = ["!", "hola", "<|startoftranscript|>", "<|notimestamps|>", *stamps]
    (tmp_path / "vocabulary.txt").write_text("\n".join(names) + "\n")
    with renamed(tmp_path) as files:
        swapped = files.read("vocabulary.txt").decode()
    assert swapped.startswith("<|startoftranscript|>\nhola\n!\n")
    assert swapped.count("\n") == len(names)


@pytest.fixture(scope="module", params=["whisper-base", "whisper-tiny.en"])
def recognizer(request, models_dir):
    return ConditionedWhisper(models_dir / request.param, threads=1)


@pytest.fixture(scope="module")
def speech(sample_wav):
    """From a pause on: "… Diane in New Jersey. And I'm Sheila in Texas, … from Chicago."."""
    import soundfile

    samples, _ = soundfile.read(sample_wav, dtype="float32")
    return samples[round(11.9 * SAMPLE_RATE) : round(18.2 * SAMPLE_RATE)]


def generate(recognizer, audio, said=None, most=40):
    encoding = recognizer.encode(recognizer.features(audio, audio.size / SAMPLE_RATE + 2))
    hypothesis = recognizer.generate(
        encoding, language="en", said=said, earlier=(), max_new_tokens=most
    )
    words = recognizer.align(encoding, language="en", tokens=hypothesis.tokens)
    return hypothesis, words


@pytest.fixture(scope="module")
def after_silence(speech):
    """The same behind a context in which nobody spoke."""
    silence = np.zeros(round(CONTEXT * SAMPLE_RATE), dtype=np.float32)
    return np.concatenate([silence, speech])


@pytest.mark.models
def test_without_context_everything_behind_the_cut_is_written(recognizer, after_silence):
    hypothesis, _ = generate(recognizer, after_silence)
    assert "New Jersey" in hypothesis.text
    assert "Chicago" in hypothesis.text


@pytest.mark.models
def test_nothing_is_written_behind_the_end_of_the_speech(recognizer, after_silence):
    """The arithmetic of some processors writes on: by AVX2 the base model finds no end here."""
    window = Window(after_silence, "en", said=None, expected=(), spoken=5.0, runs_on=False)
    found = WindowDecoder(recognizer).decode(window)
    text = " ".join(word.text for word in found.words)
    assert "New Jersey" in text
    assert text.endswith("originally from Chicago.")
    assert text.count("Chicago") == 1
    assert found.words[-1].end < after_silence.size / SAMPLE_RATE


@pytest.mark.models
def test_a_decoding_that_is_stopped_at_its_bound_has_not_ended(recognizer, after_silence):
    hypothesis, _ = generate(recognizer, after_silence, most=5)
    assert not hypothesis.ended
    assert hypothesis.reached is None


@pytest.mark.models
def test_a_decoding_of_silence_ends_by_itself(recognizer):
    hypothesis, _ = generate(recognizer, np.zeros(round(7 * SAMPLE_RATE), dtype=np.float32))
    assert hypothesis.ended


@pytest.mark.models
def test_what_was_said_is_not_said_again(recognizer, speech):
    before = speech[: round(2.6 * SAMPLE_RATE)]
    lead = np.zeros(round(CONTEXT * SAMPLE_RATE) - before.size, dtype=np.float32)
    said = PreviousText(
        recognizer.tokens_of(" This is Diane in New Jersey."), lead.size / SAMPLE_RATE, CONTEXT
    )
    hypothesis, words = generate(recognizer, np.concatenate([lead, speech]), said)
    assert "New Jersey" not in hypothesis.text
    assert "Chicago" in hypothesis.text
    assert words[0].start >= CONTEXT - 0.02
    assert [word.start for word in words] == sorted(word.start for word in words)


def test_a_text_is_forced_as_the_plain_model_does(recognizer, models_dir, speech):
    plain = Whisper(models_dir / recognizer.name, threads=1)
    found = []
    for model in (recognizer, plain):
        encoding = model.encode(model.features(speech, speech.size / SAMPLE_RATE + 2))
        texts = [model.tokens_of(f" And I'm {name} in Texas") for name in ("Sheila", "Boris")]
        found.append(model.forced(encoding, texts, language="en", start=1.5, end=5.0))
    assert [sum(each) for each in found[0]] == pytest.approx(
        [sum(each) for each in found[1]], abs=0.5
    )
    assert sum(found[0][0]) > sum(found[0][1])


def test_it_reads_again_behind_what_was_said_and_writes_what_it_is_told(recognizer, speech):
    before = speech[: round(2.6 * SAMPLE_RATE)]
    lead = np.zeros(round(CONTEXT * SAMPLE_RATE) - before.size, dtype=np.float32)
    said = PreviousText(
        recognizer.tokens_of(" This is Diane in New Jersey."), lead.size / SAMPLE_RATE, CONTEXT
    )
    encoding = recognizer.encode(recognizer.features(np.concatenate([lead, speech]), 13.0))
    told = [
        recognizer.continued(
            encoding, said, language="en", prompt=recognizer.tokens_of(prompt), max_new_tokens=16
        )
        for prompt in (" Hello.", " Sheela, Boris, Tecksas, Sheela.")
    ]
    assert all(each.startswith("This is Diane in New Jersey. ") for each in told)
    assert "Tecks" not in told[0]
    assert "Tecks" in told[1]  # by one processor without the last letter
