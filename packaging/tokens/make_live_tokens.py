"""Make `resources/live_tokens.txt`: the tokens that Spanish and English are written with.

    python packaging/tokens/make_live_tokens.py TOKENIZER

TOKENIZER is the `tokenizer.json` of a multilingual Whisper model. Needs `wordfreq` 3.1.1 (Apache
2.0; Robyn Speer; its frequencies CC BY-SA 4.0), which the program itself never uses: what is taken
from it is which of Whisper's own tokens the words of both languages need. The result is committed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import wordfreq
from tokenizers import Tokenizer

RESOURCES = Path(__file__).parents[2] / "resources"
LANGUAGES = ("es", "en")
LEAST = 7e-7  # of all tokens of a language's texts
#: How often a word may stand so: in a sentence, as a name (the frequencies know no capitals),
#: behind an opening mark, first in a text, as an abbreviation.
FORMS = ((" {}", 1.0), (" {}", 1.0), ("{}", 0.03), ("{}", 0.04), (" {}", 0.01))
CASES = (str, str.capitalize, str, str.capitalize, str.upper)
#: Said more often than written.
SPOKEN = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
thousand first second third half quarter Monday Tuesday Wednesday Thursday Friday Saturday Sunday
January February March April May June July August September October November December okay OK
alright nope nah yeah yep uh um mm-hmm hmm huh
cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco
veintiséis veintisiete veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta
noventa cien ciento doscientos trescientos quinientos mil medio cuarto lunes martes miércoles jueves
viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre
noviembre diciembre ajá órale okey ándale ay eh este pues híjole
"""
MARKS = "– — … “ ” ‘ ’ « » ° º ª ½ ¼ ¾ ² ³ × µ €"
_MARKS = re.compile(r"Ġ?(?:[!-/:-@\[-`{-~]|Â¿|Â¡)+")
_NUMBER = re.compile(r"Ġ?\d+")
HEAD = """\
# Tokens of Whisper's multilingual vocabulary that Spanish and English are written with, a name a
# line as in its vocabulary: the single bytes, numbers and marks, what the lexicon needs, and what
# makes up seven in ten million of the tokens of either language by the frequencies of wordfreq
# 3.1.1 (Robyn Speer; CC BY-SA 4.0). Made by packaging/tokens/make_live_tokens.py.
"""


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tokenizer", type=Path, metavar="TOKENIZER")
    path = parser.parse_args().tokenizer
    tokenizer, plan = Tokenizer.from_file(str(path)), json.loads(path.read_text(encoding="utf-8"))
    names = {token: name for name, token in plan["model"]["vocab"].items()}
    wanted = {token for token, name in names.items() if _is_always_kept(name)}
    wanted.update(
        _tokens(tokenizer, _of_the_lexicon()), _tokens(tokenizer, f"{SPOKEN} {MARKS}".split())
    )
    for language in LANGUAGES:
        wanted.update(_common(tokenizer, language))
    merges = [
        each.split(" ") if isinstance(each, str) else each for each in plan["model"]["merges"]
    ]
    kept = _with_parts({names[token] for token in wanted}, merges)
    order = sorted(kept, key=plan["model"]["vocab"].__getitem__)
    (RESOURCES / "live_tokens.txt").write_text(HEAD + "\n".join(order) + "\n", encoding="utf-8")


def _is_always_kept(name: str) -> bool:
    return len(name) == 1 or bool(_MARKS.fullmatch(name) or _NUMBER.fullmatch(name))


def _of_the_lexicon() -> Iterator[str]:
    for file in sorted((RESOURCES / "lexicon").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                term = line.split("\t")[0]
                yield from (term, f"{term}s", f"{term}es")


def _tokens(tokenizer: Tokenizer, words: Iterable[str]) -> set[int]:
    """Of each word as it stands in a sentence and as it begins one."""
    found: set[int] = set()
    for word in words:
        for form in (word, f" {word}", word.capitalize(), f" {word.capitalize()}"):
            found.update(tokenizer.encode(form, add_special_tokens=False).ids)
    return found


def _common(tokenizer: Tokenizer, language: str) -> set[int]:
    counts: Counter[int] = Counter()
    for word, often in wordfreq.get_frequency_dict(language, wordlist="large").items():
        for (form, share), case in zip(FORMS, CASES, strict=True):
            for token in tokenizer.encode(form.format(case(word)), add_special_tokens=False).ids:
                counts[token] += often * share
    least = LEAST * counts.total()
    return {token for token, often in counts.items() if often >= least}


def _with_parts(kept: set[str], merges: list[list[str]]) -> set[str]:
    """With what each token is merged of: a word is cut into tokens from its letters upwards."""
    parts = {left + right: (left, right) for left, right in reversed(merges)}
    waiting = list(kept)
    while waiting:
        for part in parts.get(waiting.pop(), ()):
            if part not in kept:
                kept.add(part)
                waiting.append(part)
    return kept


if __name__ == "__main__":
    main()
