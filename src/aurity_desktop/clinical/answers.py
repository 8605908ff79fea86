"""What a question was answered with: yes, no, or neither that can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from aurity_desktop.clinical.denials import denies_itself
from aurity_desktop.clinical.endings import ENDED_ITSELF, PERSISTS, RETURNED
from aurity_desktop.clinical.reply_turns import is_graded, turned_to_no, turned_to_yes
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, TermList, folded, term_list


class Answer(Enum):
    """How a question as a whole was answered."""

    YES = auto()
    NO = auto()
    UNTOLD = auto()


#: How a reply begins; the phrases stand in `resources/findings`.
_OPENINGS: Final = frozenset({TermKind.FILLER, TermKind.NO, TermKind.YES, TermKind.UNSURE})
_MARKS: Final = frozenset(",;:.!?…¿¡")
#: A yes whatever follows; any other (`hoy`, `un poco`) is none where a denial comes behind it.
_SURE: Final = frozenset(
    {"sí", "si", "claro", "asi", "eso", "yes", "yeah", "yep", "yup", "sure", "uh-huh", "of", "for"}
)
_DENIAL: Final = re.compile(r"\b(no|nunca|tampoco|nada(?! mas)|ni|not|never|none|nothing)\b|n't\b")
_ENDS_YES: Final = re.compile(r"(, |^(?:\w+ ){1,4})(eso )?(sí|yes|yeah)( [,.!…]|$)|que sí\b")
_ENDS_NO: Final = re.compile(
    r"(, |^)(so )?(no|nope|not really|ya no|tampoco|nunca)( ,? doctora?)? ?[.!…]?$|"
    r"\b(?:neither|nothing) ?[.!…]?$|(?:^|\b(?:y|and|but|pero|,)) ?(?:no (?:hay|tengo|tiene|"
    r"he visto|veo|traigo)"
    r"(?: nada| ningun[oa]?)?|there (?:isn't|aren't|wasn't) any(?:thing)?|there's (?:none|nothing)|"
    r"i (?:don't|haven't|didn't) (?:have|see|seen|had|got|notice)(?: any| one| it)?) ?[.!…]?$|"
    r"^(?:el|ella|yo) no( ,? (?:doctora?|senorita|enfermera))? ?[.!…]?$|"
    r"(?:que|y|and|pero|but) no( ,? doctora?)? ?[.!…]?$|^(?:en|de|del|al|in|on) [^,]* no ?[.!…]?$"
)
_ON_SECOND_THOUGHT: Final = re.compile(
    r"^(bueno|ah|ay|oh|well|actually|wait|although|except|a no)\b(?=.*(\bsí\b|\byes\b|right|once|"
    r"una vez|sometimes|a veces|poquito|un poco|a little))"
)
_DENIES_ALL: Final = re.compile(
    r"nada de eso|nada de nada|ninguna? de|ni un[oa]|ni otr[oa]|ninguna cosa|nothing like that|"
    r"none of|no to (both|all)|neither|para nada|nada [.,]"
)
#: Words of a reply in which one of health is all that is said.
_BRIEF: Final = 8
_WELL: Final = re.compile(
    r"\b(?:(?:all )?clear|all right|alright|fine|good|great|ok|okay|"
    r"normal(?:es|ito)?|bien|perfect\w*|limpi[oa]s?|"
    r"parej[oa]|excelente|steady|(?:no|without|sin) (?:an? |any |ningun )?(?:issues?|bother|"
    r"worries|"
    r"problems?|problemas?|trouble|broncas?|novedad|complaints?))\b"
)
#: Nobody looked, or nobody knows: neither yes nor no.
_UNCHECKED: Final = re.compile(
    r"(?:\b(?:no|not(?! (?:that|to|with|from|of|in))|never|nunca)|"
    r"n't) (?:[a-z']+ ){0,4}?(?:check(?:ed)?|taken|taking|"
    r"measured?|"
    r"look(?:ed)?(?! like)|tomado|checado|medido|fijado|revisado|know|remember|tell you)\b"
    r"(?! (?:any|nada|medic\w+|algo|past\w+))|\b(?:la verdad|pues|y|but|"
    r"honestly),? ,? ?no (?:le )?se\b|"
    r"\bi(?:'ve)? (?:had|got|have) (?:that|it|them) (?:licked|beat|handled|fixed|under|taken)\b|"
    r"\bno (?:tengo|he tenido|tenemos) relaciones\b|\bnot (?:sexually )?active\b|\bhaving sex\b"
)
_BELIEVES: Final = re.compile(r"\b(?:pero|but)\b.*\b(?:no|not|sí|yes|\w+n't)\b")
#: Of a change nobody can tell whether it is there.
_CHANGED: Final = re.compile(r"\b(?:better|worse|mejor\w*|peor|gracias|thanks)\b")
#: How somebody is, and not whether it is so: `siempre he sido así, flaquito`.
_ALWAYS_SO: Final = re.compile(
    r"^(?:(?:yo|pues|i've|he's|she's|i) )*(?:siempre (?:he|ha) sido|always been)\b"
)
#: Behind these words `not` is of everything that was asked.
_BEHIND_NOT: Final = frozenset(
    {"since", "that", "in", "for", "with", "to", "from", "until", "till", "on", "at", "even", "so"}
    | {
        "much",
        "a",
        "any",
        "one",
        "as",
        "yet",
        "of",
        "until",
        "now",
        "today",
        "this",
        "these",
        "too",
    }
    | {"anything", "either", "if", "when", "unless", "recently", "right", "the", "i", "me", "him"}
    | {
        "her",
        "usually",
        "often",
        "ever",
        "by",
        "after",
        "before",
        "here",
        "there",
        "my",
        "no",
        "all",
    }
)
#: Words of a reply that asks what was said.
_PARDON: Final = 3


def _unchecked(rest: str) -> bool:
    """Whether nobody looked, nor believes: `I didn't check, but no`; or it was ever so."""
    unchecked = _UNCHECKED.search(rest) or _ALWAYS_SO.search(rest)
    return unchecked is not None and not _BELIEVES.search(rest)


def is_well(talk: Talk, statement: Sentence) -> bool:
    """Whether the reply is that all is well: `All clear.`, `Normales.`"""
    rest = _opening(talk, statement).rest
    few = len(re.findall(r"\w+", rest)) <= _BRIEF
    return few and _WELL.search(rest) is not None and not _CHANGED.search(rest)


def replies(talk: Talk, question: Sentence) -> list[Sentence]:
    """The statements that answer a question: of the next turn, or what follows where voices are
    not told apart.

    A question that follows in the same turn is answered together with it; what begins an answer
    and says nothing yet is no end of it: `Let me see. Honey, do I cough? She says no.`
    """
    sentences = talk.sentences
    place = question.number + 1
    while place < len(sentences) and _goes_on(sentences[place], question):
        place += 1
    found: list[Sentence] = []
    turns: set[int] = set()
    for sentence in sentences[place:]:
        if sentence.turn != question.turn:
            turns.add(sentence.turn)
        elif talk.voices > 1:
            continue
        if len(turns) > 1 or len(found) == 5:
            break
        if not sentence.question:
            found.append(sentence)
        elif any(not _opening(talk, each).nothing_yet for each in found):
            break
    return found


def _goes_on(sentence: Sentence, question: Sentence) -> bool:
    return sentence.turn == question.turn and sentence.question


def last_of_its_group(talk: Talk, question: Sentence) -> bool:
    """Whether no other question follows in the same turn before the answer."""
    following = question.number + 1
    return following >= len(talk.sentences) or not _goes_on(talk.sentences[following], question)


def answer(talk: Talk, statements: Sequence[Sentence]) -> Answer:
    """Of what begins the reply; the rest may put it right (`second_thought`)."""
    if not statements:
        return Answer.UNTOLD
    opening = _opening(talk, statements[0])
    if opening.nothing_yet and len(statements) > 1:
        opening = _opening(talk, statements[1])
    rest = opening.rest
    if opening.kind is TermKind.UNSURE or _unchecked(rest) or is_graded(rest):
        return Answer.UNTOLD
    if opening.kind is TermKind.NO:
        return Answer.YES if turned_to_yes(opening.rest) else Answer.NO
    if _denies_behind(talk, opening):
        return Answer.NO
    if opening.kind is TermKind.YES:
        denied = not opening.sure and _DENIAL.search(opening.behind) is not None
        return Answer.UNTOLD if denied else Answer.YES
    return _by_its_end(talk, opening, statements)


def _by_its_end(talk: Talk, opening: _Opening, statements: Sequence[Sentence]) -> Answer:
    """Of a reply that begins with neither yes nor no."""
    if _ENDS_YES.search(opening.rest):
        return Answer.YES
    return Answer.NO if _denied_behind_all(talk, statements) else Answer.UNTOLD


def _denied_behind_all(talk: Talk, statements: Sequence[Sentence]) -> bool:
    """`I check every night. Not one.`: a bare no in a sentence of its own."""
    later = statements[1] if len(statements) > 1 else None
    if later is None or len(re.findall(r"\w+", later.text)) > _PARDON:
        return False
    opening = _opening(talk, later)
    return opening.kind is TermKind.NO and (opening.bare or opening.rest.startswith("not "))


def _denies_behind(talk: Talk, opening: _Opening) -> bool:
    """Whether a reply that does not begin with no comes to one."""
    rest = opening.rest
    turned = opening.kind is TermKind.YES and turned_to_no(rest)
    return turned or _ENDS_NO.search(rest) is not None or _denies_by_a_clause(talk, rest)


def _denies_by_a_clause(talk: Talk, rest: str) -> bool:
    """`Ya se me quitó.`, `She's never had one.`: a clause that names nothing, and denies."""
    if PERSISTS.search(rest) or RETURNED.search(rest):
        return False
    clause = re.split(r" ?(?:[,;:.?!…]|\b(?:but|pero|though)\b)", rest)[0]
    return ENDED_ITSELF.search(rest) is not None or denies_itself(clause, talk.language)


def denies_all(talk: Talk, statements: Sequence[Sentence]) -> bool:
    """Whether everything that was asked is denied in so many words, or by a bare no."""
    if answer(talk, statements) is not Answer.NO:
        return False
    opening = _opening(talk, statements[0])
    if opening.nothing_yet and len(statements) > 1:
        opening = _opening(talk, statements[1])
    return opening.bare or _DENIES_ALL.search(opening.rest) is not None


@dataclass(frozen=True, slots=True)
class _Opening:
    """With what a reply begins.

    `rest` is its text from there on, `behind` what comes behind it, `bare`: nothing does.
    """

    kind: TermKind | None
    rest: str
    behind: str = ""
    bare: bool = False
    sure: bool = False

    @property
    def nothing_yet(self) -> bool:
        return self.kind is None and not self.rest


def _opening(talk: Talk, sentence: Sentence) -> _Opening:
    """Fillers left out: `ay, pues fíjese que no` begins with `no`."""
    said = sentence.text.split()
    words = [folded(each) for each in said]
    terms, place = term_list(talk.language), 0
    while place < len(words):
        found = terms.at(words, place, _OPENINGS)
        filler = found is not None and found.kind is TermKind.FILLER
        if said[place] not in _MARKS and not filler:
            break
        place = place + 1 if found is None else found.last + 1
    rest = " ".join(said[place:])
    if place == len(words):
        return _Opening(None, "")
    if words[place] == "0":
        return _Opening(TermKind.NO, rest, " ".join(said[place + 1 :]), bare=True)
    if words[place][0].isdigit():
        return _Opening(TermKind.YES, rest, " ".join(said[place + 1 :]))
    found = terms.at(words, place, _OPENINGS)
    if found is None or _is_if(said, place) or _denies_one_word(words, found):
        return _Opening(None, rest)
    if _is_pronoun(sentence, words, found):
        return _Opening(TermKind.NO, rest, " ".join(said[place + 1 :]))
    bare = found.kind is TermKind.NO and _nothing_behind(terms, words, found.last + 1)
    behind = " ".join(said[found.last + 1 :])
    return _Opening(found.kind, rest, behind, bare, said[place] in _SURE)


def _denies_one_word(words: Sequence[str], found: Mention) -> bool:
    """`Double vision, blurry? — Not double.`: of nothing but the word behind it."""
    behind = words[found.last + 1 : found.last + 2]
    only = words[found.first : found.last + 1] == ["not"]
    of_all = not behind or behind[0] in _MARKS | _BEHIND_NOT or behind[0].isdigit()
    return only and not of_all


def _is_if(said: Sequence[str], place: int) -> bool:
    """Whether `si` is no yes: it has no accent, and a clause comes behind it."""
    behind = said[place + 1 : place + 2]
    return said[place] == "si" and bool(behind) and behind[0] not in _MARKS


def _is_pronoun(sentence: Sentence, words: Sequence[str], found: Mention) -> bool:
    """Whether `no se` is no `no sé`: `no se ha quejado`."""
    last = found.last
    return (
        words[found.first : last + 1] == ["no", "se"]
        and sentence.shown.split()[last : last + 1] == ["se"]
        and last + 1 < len(words)
        and words[last + 1] not in _MARKS
    )


def _nothing_behind(terms: TermList, words: Sequence[str], place: int) -> bool:
    """Whether a mark, or the end, comes behind a denial and what only fills the mouth."""
    while place < len(words) and words[place] not in _MARKS:
        found = terms.at(words, place, _OPENINGS)
        if found is None or found.kind in (TermKind.YES, TermKind.UNSURE):
            return False
        place = found.last + 1
    return True


def second_thought(statements: Sequence[Sentence]) -> Sentence | None:
    """The sentence that takes a denial back: `bueno, el lunes sí`."""
    return next(
        (each for each in statements[1:] if _ON_SECOND_THOUGHT.search(each.text)),
        None,
    )
