"""Where no recording is named, the window suite plays a conversation of each language."""

import numpy as np

from tests.benchmarks.asr.recordings import Recording
from tests.benchmarks.window.talks import two_speaker_talks

INDEX = """name,language,seconds,speakers,kind
a,es,200,2,composite
b,es,200,2,synthetic
c,es,200,2,synthetic
d,en,30,2,real
e,en,200,2,synthetic
"""


def recording(name, language, seconds):
    return Recording(name, language, np.zeros(seconds * 16_000, dtype=np.int16), name)


def chosen(folder, *recordings):
    return [each.name for each in two_speaker_talks(folder, recordings)]


def test_it_is_the_first_conversation_of_two_minutes(tmp_path):
    (tmp_path / "index.csv").write_text(INDEX, encoding="utf-8")
    every = [recording(name, "es", 130) for name in "abc"]
    every += [recording("d", "en", 30), recording("e", "en", 130)]
    assert chosen(tmp_path, *every) == ["b", "e"]


def test_without_an_index_it_is_one_of_each_language_that_is_long_enough(tmp_path):
    every = [recording("a", "en", 30), recording("b", "en", 140), recording("c", "en", 150)]
    assert chosen(tmp_path, *every) == ["b"]
    assert chosen(tmp_path, recording("a", "en", 30), recording("b", "en", 40)) == ["b"]
