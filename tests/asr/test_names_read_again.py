"""Names that are read again, over a model that writes what it is told to."""

import numpy as np
import pytest
import soundfile

from aurity_desktop.asr.by_sound import BySound
from aurity_desktop.asr.names_read_again import NamesReadAgain
from aurity_desktop.asr.recognizer import Encoding, Features, PreviousText
from aurity_desktop.asr.sound_index import SoundIndex
from aurity_desktop.asr.sound_terms import SoundTerm, Use
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.heard_write import Found
from aurity_desktop.domain.lexicon import LexiconEntry, LexiconKind
from aurity_desktop.domain.transcript import Word

NAMES = (
    "sitagliptin",
    "saxagliptin",
    "nebivolol",
    "pioglitazone",
    "propranolol",
    "carbamazepine",
)
LEXICON = tuple(
    entry
    for number, name in enumerate(NAMES)
    for entry in (
        LexiconEntry(name, LexiconKind.GENERIC, "en", name),
        LexiconEntry(f"Brand{number}", LexiconKind.BRAND, "en", name),
        LexiconEntry("osteoporosis", LexiconKind.FINDING, "en", "osteoporosis"),
    )
)


class Reader:
    """Writes `writes` behind what is written already; each text costs what `costs` says of a name.

    What was heard costs nothing, any other text 60.
    """

    def __init__(self, writes, **costs):
        self.writes, self.costs = writes, costs
        self.prompts, self.leads, self.lengths, self.said, self.heard = [], [], [], [], []
        self._texts = []
        self.context = 0.0

    def features(self, audio, seconds):
        assert audio.size / SAMPLE_RATE < seconds
        self.lengths.append(seconds)
        self.heard.append(audio)
        return Features(audio, audio.size // 160)

    def encode(self, features):
        return Encoding(features.values, features.frames)

    def tokens_of(self, text):
        self._texts.append(text)
        return (len(self._texts) - 1,)

    def continued(self, encoding, said, *, language, prompt, max_new_tokens):
        written = said.tokens if said else ()
        self.said.append(said)
        self.prompts.append("".join(self._texts[token] for token in prompt))
        self.leads.append("".join(self._texts[token] for token in written))
        return f"{self.leads[-1]} {self.writes}"

    def forced(self, encoding, texts, *, language, start, end):
        assert 0 <= start < end
        written = [self._texts[tokens[0]] for tokens in texts]
        return [
            (-next((cost for name, cost in self.costs.items() if name in each), 60.0),)
            if number
            else (0.0,)
            for number, each in enumerate(written)
        ]


def heard(text, *doubted):
    return [
        Word(number * 0.4, number * 0.4 + 0.4, each, 0.3 if number in doubted else 0.95)
        for number, each in enumerate(text.split())
    ]


def sound(words):
    return np.ones(len(words) * SAMPLE_RATE, np.int16)


def read(model, words, *doubted, names=NAMES):
    index = SoundIndex([SoundTerm(name, Use.USUAL) for name in names], "en")
    plain = [word.text.strip(".,?") for word in words]
    again = NamesReadAgain(model, index)
    steps = again.read(sound(words), words, plain, doubted, "en")
    return [each for step in steps for each in step]


def written(model, words, **options):
    by_sound = BySound(model, lambda: LEXICON, again=model)
    return list(by_sound.found(sound(words), words, language="en", **options))


def test_a_name_is_found_that_what_was_heard_does_not_sound_like():
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    model = Reader("sitagliptin now? 50 mg.", sitagliptin=9.0)
    (found,) = read(model, words, 3, 4)
    assert (found.name, found.first, found.last) == ("sitagliptin", 3, 4)
    assert (found.liked, found.read) == (-9.0, 0.0)
    assert written(model, words) == [Found(3, 4, "sitagliptin")]
    assert written(Reader("sitagliptin now?", sitagliptin=17.0), words) == []


def test_a_name_is_found_that_is_near_to_what_is_read_and_must_be_liked_better():
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    model = Reader("sidagliptin now? 50 mg.", sitagliptin=9.0)
    (found,) = [each for each in read(model, words, 3, 4) if each.name == "sitagliptin"]
    assert 0 < found.read < 0.35
    assert written(model, words) == [Found(3, 4, "sitagliptin")]
    assert written(Reader("sidagliptin now? 50 mg.", sitagliptin=15.5), words) == []
    assert written(Reader("sitagliptin now? 50 mg.", sitagliptin=15.5), words)
    assert written(Reader("sedaglitten now? 50 mg.", sitagliptin=0.0), words) == []


def test_words_that_the_model_was_sure_of_are_no_name():
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    assert read(Reader("acidic lifting sitagliptin? 50 mg.", sitagliptin=0.0), words, 3, 4) == []
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4, 5)
    assert len(read(Reader("acidic lifting sitagliptin?", sitagliptin=0.0), words, 3, 4, 5)) == 1


def test_a_name_takes_no_more_words_than_it_sounds_like():
    words = heard("Are you on sita glifting if we can? 50 mg.", 3, 4, 5, 6)
    model = Reader("sitagliptin meaning? 50 mg.", sitagliptin=5.0)
    assert written(model, words) == [Found(3, 4, "sitagliptin")]


def test_the_model_is_told_the_names_nearest_to_what_was_heard_behind_the_words_before():
    words = heard("Are you on acidic lifting now?", 3, 4)
    model = Reader("acid now?")
    assert read(model, words, 3, 4) == []
    assert model.leads == [" Are you on"]
    assert model.prompts[0].startswith(" sitagliptin, ")
    assert model.prompts[0].endswith(".")


def test_a_name_that_was_heard_elsewhere_is_told_too():
    names = [f"acidic{one}{two}" for one in "bdfgklmnpr" for two in "aeio"] + ["carbamazepine"]
    for first, is_told in (("carbamazepine", True), ("something", False)):
        model = Reader("lifting now")
        read(model, heard(f"{first} then acidic lifting now", 2, 3), 2, 3, names=names)
        assert ("carbamazepine" in model.prompts[0]) is is_told


def test_what_was_heard_rightly_is_not_put_a_second_time():
    words = heard("take propranolol and acidic lifting now", 3, 4)
    assert read(Reader("acidic lifting now", propranolol=0.0), words, 3, 4) == []


def test_a_name_that_was_heard_takes_no_word_beside_it():
    words = heard("Eat propranolol at night", 0)
    model = Reader("a proprenolol at night", propranolol=0.0)
    assert [(each.first, each.last) for each in read(model, words, 0)] == [(0, 1)]
    assert written(model, words) == []


def test_punctuation_around_what_was_heard_stays():
    words = heard("Are you on acidic lifting? 50 mg, yes.", 3, 4)
    model = Reader("sitagliptin? 50 mg, yes.", sitagliptin=0.0)
    assert written(model, words) == [Found(3, 4, "sitagliptin?")]


def test_of_names_for_the_same_words_the_surest_is_written():
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    model = Reader("nebivolol sitagliptin now? 50 mg.", sitagliptin=5.0, nebivolol=2.0)
    assert [each.text for each in written(model, words)] == ["nebivolol"]
    model = Reader("nebivolol sitagliptin now? 50 mg.", sitagliptin=2.0, nebivolol=5.0)
    assert [each.text for each in written(model, words)] == ["sitagliptin"]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Are you on acidic lifting now? 50 mg.", ()),
        ("Are you on 500 mg now?", (3, 4)),
        ("Are you on propranolol now? 50 mg.", (3,)),
        ("Are you on acidic lifting now?", (3, 4)),
        (f"50 mg {'and so on ' * 7} acidic lifting now", (23, 24)),
    ],
)
def test_nothing_is_read_again_but_doubted_words_where_medicines_are_spoken_of(text, doubted):
    model = Reader("sitagliptin", sitagliptin=0.0)
    assert written(model, heard(text, *doubted)) == []
    assert model.prompts == []


@pytest.mark.parametrize(
    "near", ["50 mg", "50mg", "5g", "two tablets", "propranolol", "the medicine"]
)
def test_medicines_are_spoken_of_near_names_doses_and_what_is_taken(near):
    model = Reader("acidic lifting")
    written(model, heard(f"acidic lifting and {near}", 0, 1))
    assert len(model.prompts) == 1


def test_words_that_somebody_wrote_stay():
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    model = Reader("sitagliptin now? 50 mg.", sitagliptin=0.0)
    assert written(model, words, kept=frozenset({3, 4})) == []
    assert written(model, words, kept=frozenset({3})) == [Found(4, 4, "sitagliptin")]


def test_words_that_somebody_wrote_are_no_sign_of_medicines():
    words = heard("Are you on acidic lifting now?", 3, 4)
    model = Reader("sitagliptin now?", sitagliptin=0.0)
    assert written(model, words, kept=frozenset({0, 1, 2, 5})) == []


def test_a_term_found_by_its_sound_is_no_sign_of_medicines():
    words = heard("Are you on acidic lifting now with osteo paros is?", 3, 4, 7, 8)
    model = Reader("sitagliptin now", sitagliptin=0.0, osteoporosis=0.0)
    found = written(model, words)
    assert found == [Found(7, 9, "osteoporosis?")]
    assert model.prompts == []


def test_doubted_words_far_apart_are_read_by_themselves():
    between = "so we go on and on here " * 2
    words = heard(f"acidic lifting {between} acidic lifting now", 0, 1, 16, 17)
    model = Reader("nothing")
    read(model, words, 0, 1, 16, 17)
    assert len(model.prompts) == 2


def test_what_is_encoded_is_never_long():
    words = heard(" ".join(["acidic"] * 80), *range(80))
    model = Reader("nothing")
    assert read(model, words, *range(80)) == []
    assert max(model.lengths) < 16


def test_without_a_model_to_read_again_nothing_is():
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    model = Reader("sitagliptin now?", sitagliptin=0.0)
    assert list(BySound(model, lambda: LEXICON).found(sound(words), words, language="en")) == []


def test_a_model_that_reads_behind_a_cut_hears_the_doubted_words_behind_it():
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    model = Reader("sitagliptin now? 50 mg.", sitagliptin=9.0)
    model.context = 5.0
    (found,) = read(model, words, 3, 4)
    assert (found.name, found.first, found.last) == ("sitagliptin", 3, 4)
    (said,) = model.said
    assert said.start == pytest.approx(5.0 - 3 * 0.4)
    assert said.end == pytest.approx(5.0)
    (audio,) = model.heard
    silence = round((5.0 - 3 * 0.4) * SAMPLE_RATE)
    assert not audio[:silence].any()
    assert audio.size == silence + round((8 * 0.4 + 0.4) * SAMPLE_RATE)


def test_such_a_model_is_told_no_words_from_before_its_window():
    words = heard("well " * 20 + "acidic lifting now", 20, 21)
    model = Reader("nothing")
    model.context = 3.0
    read(model, words, 20, 21)
    (said,) = model.said
    assert said.start >= 0.2
    assert model.leads == [" " + " ".join(["well"] * 7)]


def test_words_that_are_read_again_later_are_told_a_few_a_step():
    between = "so we go on and on here " * 2
    words = heard(f"acidic lifting 50 mg {between} acidic lifting 50 mg", 0, 1, 18, 19)
    model = Reader("sitagliptin", sitagliptin=9.0)
    by_sound = BySound(model, lambda: LEXICON, again=model)
    assert list(by_sound.by_sound(sound(words), words, language="en")) == []
    assert model.prompts == []
    steps = by_sound.read_again(sound(words), words, language="en")
    assert next(steps) == [Found(0, 1, "sitagliptin")]
    assert len(model.prompts) == 1
    assert next(steps) == [Found(18, 19, "sitagliptin")]
    assert list(by_sound.read_again(sound(words), words, language="es")) == []


@pytest.mark.models
def test_the_real_model_goes_on_behind_what_is_written_and_writes_what_it_is_told(
    models_dir, sample_wav
):
    samples, _ = soundfile.read(sample_wav, dtype="float32")
    model = Whisper(models_dir / "whisper-base", threads=1)
    speech = samples[round(11.9 * SAMPLE_RATE) : round(18.2 * SAMPLE_RATE)]
    encoding = model.encode(model.features(speech, 10.0))
    lead = PreviousText(model.tokens_of(" This is Diane in New Jersey. And I'm"), 0.0, 2.5)
    told = [
        model.continued(
            encoding, lead, language="en", prompt=model.tokens_of(prompt), max_new_tokens=12
        )
        for prompt in (" Hello.", " Sheela, Boris, Tecksas, Sheela.")
    ]
    assert all("New Jersey. And I'm" in each for each in told)
    assert "Sheila" in told[0]
    assert "Sheela" in told[1]


def test_reading_again_is_the_second_half_of_the_look():
    told = []
    words = heard("Are you on acidic lifting now? 50 mg.", 3, 4)
    written(Reader("sitagliptin now? 50 mg.", sitagliptin=9.0), words, progress=told.append)
    assert told[-1] == pytest.approx((1 + 3 / 8) / 2)
