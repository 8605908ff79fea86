"""Whether a number beside a study's name is what it told: of what is in the blood, not taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.belonging import Span
from aurity_desktop.clinical.measures import VALUES
from aurity_desktop.clinical.study_names import is_given, is_part_of_a_medicine, studies_named
from aurity_desktop.clinical.study_results import Result, result_before, result_in
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Sign

#: Measured by a finger as well: then it is a vital sign.
GLUCOSES: Final = frozenset({"glucosa", "glucose"})
_A_FINGER: Final = re.compile(r"\b(?:capilar|dedo|finger|glucometro|casa|home|meter)\b")
#: What one measures at home, again and again.
_MONITORED: Final = re.compile(
    r"\b(?:veces|times|diario|daily|every|cada|aparato|aparatito|glucometro|meter|en casa|"
    r"at home|anota\w*|write)\b"
)
_LABORATORY: Final = re.compile(
    r"\b(?:nivel(?:es)?|levels?|salio|salieron|came back|labs?|laboratorios?|analisis|"
    r"resultados?|results|estudios|bloods|checar|medir|repet\w+|repit\w+|repeat|recheck|check|"
    r"sangre|blood|(?:tom|saqu|sac)(?:enle|ele|arle|emosle|amosle))\b"
)
_RESULTS: Final = re.compile(
    r"\b(?:labs?|laboratorios?|analisis|resultados?|results|estudios|bloods|sangre)\b"
)
#: What is swallowed or injected is spoken of.
_TAKEN: Final = re.compile(
    r"\b(?:tom(?:o|a|e|es|as|ando|aba)|tome(?:se|lo)?|pastillas?|tabletas?|capsulas?|"
    r"suplement\w*|supplements?|take|takes|taking|took|pills?|tablets?|diet|dieta|com(?:a|e|er|o)|"
    r"eat\w*|foods?|inyect\w*|inject\w*|pon(?:go|e|erse|gase|ga)|dosis|dose|mg|miligramos|"
    r"milligrams|unidades|units|gotas|drops|unta\w*|give|gave|dar(?:le|te)?|damos|doy|"
    r"started? on|micrograms|mcg|microgramos|milliequivalents|gramos|grams|a day|al dia|daily)\b"
)
#: Told of a study by who knows it: `my cholesterol's high` is a disease.
_HOW_MUCH: Final = re.compile(r"(?:high|low|up|alt|baj|elev|rais)\w*")
#: What may come back is none: `if the D-dimer's positive`.
_SUPPOSED: Final = re.compile(
    r"\b(?:if|unless|si(?! no ,)|when|once|cuando|until|hasta que|whether)\b[^,;:]*$"
)
_DECIMAL: Final = re.compile(r"\d+\.\d+")
#: Sentences before and behind in which a laboratory may be spoken of.
_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class NamedStudies:
    """The studies that a sentence names, and where in its text."""

    sentence: Sentence
    mentions: Sequence[Mention]
    spans: Sequence[Span]

    def until(self, place: int) -> int:
        """Where the name behind this one begins, or the text ends."""
        following = self.spans[place + 1 :]
        return following[0].start if following else len(self.sentence.text)


def measured(talk: Talk, told: NamedStudies, place: int) -> Result | None:
    """What the sentence tells of its study at `place`."""
    text, mention, span = told.sentence.text, told.mentions[place], told.spans[place]
    if _SUPPOSED.search(text[: span.start]):
        return None
    found = result_in(mention.kind, text, span.end, told.until(place))
    if found is None:
        word = result_before(text, span.start)
        return Result(word, span.end) if word else None
    if is_given(talk, mention) and not _is_measured(talk, told, mention, found):
        return None
    if mention.name in GLUCOSES and not _is_of_a_laboratory(talk, told, mention):
        return None
    patient = talk.clinicians and not talk.by_clinician(told.sentence)
    if mention.kind is TermKind.STUDY and patient and _HOW_MUCH.fullmatch(found.text):
        return None
    return found


def may_be_ordered(talk: Talk, told: NamedStudies, place: int) -> bool:
    """Whether it is one that a laboratory is asked for; the same word may be of a medicine, or
    of what the patient measures at home.
    """
    text, mention = told.sentence.text, told.mentions[place]
    if mention.name in GLUCOSES and _MONITORED.search(text):
        return False
    if not is_given(talk, mention):
        return True
    if _TAKEN.search(text) or is_part_of_a_medicine(talk, mention):
        return False
    return _LABORATORY.search(text) is not None or _other(talk, told.mentions, mention)


def _is_measured(talk: Talk, told: NamedStudies, mention: Mention, result: Result) -> bool:
    clause = told.sentence.text[: max(result.end, told.sentence.text.find(",", result.end))]
    if is_part_of_a_medicine(talk, mention) or _TAKEN.search(clause):
        return False
    if not result.text[:1].isdigit():
        return _LABORATORY.search(told.sentence.text) is not None
    return bool(_DECIMAL.fullmatch(result.text)) or _is_of_a_laboratory(talk, told, mention)


def _is_of_a_laboratory(talk: Talk, told: NamedStudies, mention: Mention) -> bool:
    """Whether other studies, or a laboratory, are spoken of beside it."""
    sentence = told.sentence
    if _A_FINGER.search(sentence.text) or VALUES[Sign.PRESSURE].search(sentence.text):
        return False
    spoken_of = _RESULTS if mention.name in GLUCOSES else _LABORATORY
    if spoken_of.search(sentence.text) or _other(talk, told.mentions, mention):
        return True
    near = talk.sentences[max(0, sentence.number - _NEAR) : sentence.number + _NEAR + 1]
    return any(
        each.turn == sentence.turn
        and (spoken_of.search(each.text) or _other(talk, studies_named(talk, each), mention))
        for each in near
    )


def _other(talk: Talk, mentions: Sequence[Mention], mention: Mention) -> bool:
    return any(
        each.name != mention.name and not is_given(talk, each) and each.name not in GLUCOSES
        for each in mentions
    )
