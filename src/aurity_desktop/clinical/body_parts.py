"""Pain, swelling and numbness of a part of the body, as they are told: `me duele la rodilla`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, Term, TermKind, term_list


@dataclass(frozen=True, slots=True)
class _Complaint:
    """What is told of a part: the words that tell it, and how it is named.

    `before` and `behind` are how many words may lie between, where the part comes first and where
    it comes behind; `named` is the name with the part in its place, `alone` that without a
    part, and `of` the parts that it is told of, where not of any.
    """

    words: re.Pattern[str]
    named: str
    before: int
    behind: int
    alone: str = ""
    of: frozenset[str] = frozenset()


_BLEED: Final = frozenset({"nariz", "encía", "nose", "gum"})
_SPANISH: Final = (
    _Complaint(re.compile(r"dolor(?:es|cito|cillo|citos)?"), "dolor de {}", -1, 3, "dolor"),
    _Complaint(
        re.compile(r"duel[ea]n?|doler|dol(?:ia|ian|ido|io|ieron)|duelo"),
        "dolor de {}",
        4,
        4,
        "dolor",
    ),
    _Complaint(re.compile(r"(hincha|hinchan|hincho|hinchen|hinche)"), "hinchazón de {}", 3, 4, "s"),
    _Complaint(re.compile(r"hinch(?:aron|en|o|e|aban|aba|ando|ar)"), "hinchazón de {}", 3, 4, "s"),
    _Complaint(re.compile(r"h?inchad[oa]s?"), "hinchazón de {}", 3, 4, "s"),
    _Complaint(re.compile(r"h?inchazon"), "hinchazón de {}", 3, 4, "hinchazón"),
    _Complaint(re.compile(r"sangra(?:do|n|r|ba|ndo)?|sangro"), "sangrado de {}", 2, 3, "", _BLEED),
    _Complaint(re.compile(r"edema"), "edema de {}", -1, 8, ""),
    _Complaint(
        re.compile(r"duerm[ea]n?|durmi\w+|adormecimiento"),
        "adormecimiento de {}",
        2,
        3,
        "",
    ),
    _Complaint(
        re.compile(r"dormid[oa]s|adormecid[oa]s?|entumi?d[oa]s?|entumecid[oa]s?"),
        "adormecimiento de {}",
        2,
        3,
        "s",
    ),
    _Complaint(re.compile(r"dormid[oa]"), "adormecimiento de {}", 0, -1, ""),
)
_ENGLISH: Final = (
    _Complaint(re.compile(r"pain|ache"), "{} pain", 1, 3, "s"),
    _Complaint(
        re.compile(r"hurts?|hurting|ach(?:es|ing|y)|painful|throb(?:s|bing)"), "{} pain", 3, 3, "s"
    ),
    _Complaint(re.compile(r"swelling|edema"), "{} swelling", 3, 4, ""),
    _Complaint(re.compile(r"swells?|swelled|swollen"), "{} swelling", 3, 4, "s"),
    _Complaint(re.compile(r"bleed(?:s|ing)?|bled"), "{} bleeding", 2, 3, "", _BLEED),
    _Complaint(re.compile(r"numbness|numb"), "numbness in {}", 2, 4, "numbness"),
)
_USUAL: Final = {
    "dolor de abdomen": "dolor abdominal",
    "sangrado de encía": "sangrado de encías",
    "nose bleeding": "nosebleeds",
    "gum bleeding": "bleeding gums",
    "head pain": "headache",
    "throat pain": "sore throat",
    "ear pain": "earache",
    "abdomen pain": "abdominal pain",
}
#: The words of an examination: what is asked there is about a place under the hand.
_EXAMINED: Final = re.compile(
    r"\b(does (?:that|this|it) hurt|any pain (?:with|when|if) (?:that|this|i)|aqui|aca|ahi|"
    r"si (le|te) (pego|levanto|aprieto|muevo)|si aprieto|here|lifting|raise)\b"
)
#: What a clinician does with a part to see whether it hurts.
_HANDLED: Final = re.compile(
    r"\b(?:(?:le|te|la|lo) (?:voy a )?(?:apriet\w+|apret\w+|mov\w+|muev\w+|presion\w+|levant\w+|"
    r"dobl\w+|toc\w+|palp\w+|jal\w+|revis\w+|explor\w+)|(?:i'm(?: going to| gonna)?|i'll|let me|"
    r"going to) (?:lift|press|push|bend|squeeze|tap|turn|move|feel|touch|poke|raise|twist)\w*|"
    r"press(?:ing)? (?:here|on)|pushing)\b"
)
#: Behind these a part is one that something is done with, not one that hurts.
_NOT_A_COMPLAINT: Final = re.compile(r"\b(peor dolor|hit your|golpea\w*)\b")
_OF_ANYTHING: Final = re.compile(r"\b(duele algo|cuando (me|te|le) duele|something hurts)\b")
#: A place that no list has: `numb in the saddle area`, `hurts to swallow`.
_ELSEWHERE: Final = re.compile(r"^\w+ (?:in|on|to|when|with|al|en|cuando|de) ")
_WHERE: Final = re.compile(r"\b(?:where|wherever|donde|adonde)\b|\ben que parte\b")
#: Complaints that are told without a part as well.
_BY_ITSELF: Final = frozenset({"numbness"})
#: Turns in which a part that was named is still meant.
_TURNS_BACK: Final = 3
#: A question in which nothing is said but parts of the body.
_ONLY_PARTS: Final = frozenset(
    {"el", "la", "los", "las", "y", "o", "ni", "and", "or", "the", "your", "su", "tu", "in", "en"}
    | {"what", "about", "how", "del", "de"}
)
_YES_OR_NO: Final = frozenset(
    {"no", "sí", "si", "tampoco", "nada", "mas", "nomas", "solo", "tambien", "pues", "a", "poquito"}
    | {"yes", "not", "just", "only", "my", "also", "a", "little", "tantito", "mi", "mis", "yeah"}
)
_PAIN: Final = re.compile(r"\b(?:duele\w*|dolor\w*|hurts?|pain|ache\w*|sore)\b")
_ONLY_COMMA: Final = re.compile(r"^[^ ]+ , (?:o |or |y )?(?:(?:el|la|los|las|the|your|in|en) )*$")
_LIST_ENDS: Final = re.compile(r"^(?:$|[,?.]|o |or |y |and )")
_BLEEDS: Final = re.compile(r"\b(?:sangra\w*|sangro|bleed\w*|bled)\b")
_DENIES: Final = re.compile(r"\b(?:no|not|nunca|never|tampoco|ni|nada|none)\b|n't\b")
#: What is told of a thing that hurts: `pimples that hurt`.
_OF_ANOTHER: Final = re.compile(
    r"\b(?:that|which|que) (?:le |te |se )?(?:hurts?|duel\w+|hinch\w+)\b"
)
#: Behind a pain, what is taken against it, or how it is told: `pain pills`, `pain scale`.
_AGAINST_IT: Final = frozenset(
    {"pill", "pills", "medicine", "medicines", "meds", "med", "killer", "killers", "reliever"}
    | {"relievers", "medication", "medications", "tablet", "tablets", "patch", "patches", "cream"}
    | {"scale", "score", "clinic", "free", "management", "relief"}
)
_STOPS: Final = re.compile(r"[,;:.?!…]|\b(?:por|from|because|due)\b")


def complaints(talk: Talk, sentence: Sentence) -> Iterator[Mention]:
    """What is told of parts of the body in a sentence.

    Where none is named, the one that was last named in the two turns before is meant.
    """
    if _NOT_A_COMPLAINT.search(sentence.text):
        return
    yield from _asked_bare(talk, sentence)
    yield from _told_bare(talk, sentence)
    examined = _EXAMINED.search(sentence.text) is not None or _under_the_hand(talk, sentence)
    parts = _parts(talk, sentence)
    for place in range(sentence.first, sentence.last + 1):
        for complaint in _SPANISH if talk.language == "es" else _ENGLISH:
            if not complaint.words.fullmatch(talk.plain[place]):
                continue
            if examined and not complaint.words.fullmatch("dolor"):
                continue
            if _AGAINST_IT & set(talk.plain[place + 1 : place + 2]):
                continue
            meant = [each for each in parts if not complaint.of or each.name in complaint.of]
            part = _part_of(talk, place, complaint, meant)
            if part is not None:
                for each in (part, *_coordinated(talk, part, meant)):
                    name = complaint.named.format(each.name)
                    first = each.first if each is not part else min(place, each.first)
                    last = each.last if each is not part else max(place, each.last)
                    yield _mention(_USUAL.get(name, name), first, last)
            elif complaint.alone:
                text = sentence.text
                elsewhere = _ELSEWHERE.match(text[sentence.place(place) :]) or _WHERE.search(text)
                alone = elsewhere or complaint.alone in _BY_ITSELF
                earlier = None if alone else _answered_part(talk, sentence)
                earlier = earlier or (None if alone else _earlier_part(talk, sentence, place))
                earlier = earlier or _just_asked(talk, sentence)
                if earlier is not None:
                    name = complaint.named.format(earlier.name)
                    yield _mention(_USUAL.get(name, name), place, place)
                elif (
                    complaint.alone != "s"
                    and not elsewhere
                    and not _OF_ANYTHING.search(sentence.text)
                ):
                    yield _mention(complaint.alone, place, place)


def _asked_bare(talk: Talk, sentence: Sentence) -> Iterator[Mention]:
    """`¿Te duele algo? — La panza. — ¿El oído, la garganta?`: pain is still asked for."""
    parts = _parts(talk, sentence) if sentence.question else []
    named = {place for each in parts for place in range(each.first, each.last + 1)}
    words = [
        talk.plain[place]
        for place in range(sentence.first, sentence.last + 1)
        if place not in named
    ]
    before = talk.sentences[max(0, sentence.number - 4) : sentence.number]
    asked = any(each.question and _PAIN.search(each.text) for each in before)
    nearest = next((each for each in reversed(before) if each.turn == sentence.turn), None)
    bleeds = nearest is not None and _BLEEDS.search(nearest.text)
    if parts and (asked or bleeds) and _ONLY_PARTS.issuperset(words):
        pain = "dolor de {}" if talk.language == "es" else "{} pain"
        bleeding = "sangrado de {}" if talk.language == "es" else "{} bleeding"
        for each in parts:
            name = (bleeding if bleeds else pain).format(each.name)
            yield _mention(_USUAL.get(name, name), each.first, each.last)


def _told_bare(talk: Talk, sentence: Sentence) -> Iterator[Mention]:
    """`¿Se hincha? — De los tobillos. De la cara no.`: the parts that an answer names."""
    parts = [] if sentence.question else _parts(talk, sentence)
    named = {place for each in parts for place in range(each.first, each.last + 1)}
    words = {
        talk.plain[place]
        for place in range(sentence.first, sentence.last + 1)
        if place not in named
    }
    if not parts or not words <= _ONLY_PARTS | _YES_OR_NO:
        return
    before = [
        each
        for each in talk.sentences[max(0, sentence.number - 3) : sentence.number]
        if each.question and each.turn == sentence.turn - 1
    ]
    for question in reversed(before):
        for complaint in _SPANISH if talk.language == "es" else _ENGLISH:
            asked = talk.plain[question.first : question.last + 1]
            if any(complaint.words.fullmatch(word) for word in asked):
                for each in parts:
                    name = complaint.named.format(each.name)
                    yield _mention(_USUAL.get(name, name), each.first, each.last)
                return


def _under_the_hand(talk: Talk, sentence: Sentence) -> bool:
    """`Le aprieto el cuello. ¿Duele?`: what is asked is about what the clinician does."""
    if sentence.question and _HANDLED.search(sentence.text):
        return True
    before = talk.sentences[max(0, sentence.number - 1)]
    same = before.turn == sentence.turn and before.number < sentence.number
    clinician = talk.by_clinician(sentence) and sentence.question and same
    return clinician and not before.question and _HANDLED.search(before.text) is not None


def _just_asked(talk: Talk, sentence: Sentence) -> Mention | None:
    """`¿Y el pecho? ¿Le duele cuando camina?`: the part that the question before is about."""
    before = talk.sentences[max(0, sentence.number - 1)]
    if not (sentence.question and before.question) or before.turn != sentence.turn:
        return None
    parts = _parts(talk, before)
    words = set(talk.plain[before.first : before.last + 1])
    named = {talk.plain[place] for each in parts for place in range(each.first, each.last + 1)}
    only = len(parts) == 1 and words - named <= _ONLY_PARTS
    return parts[0] if only and before.number < sentence.number else None


def _mention(name: str, first: int, last: int) -> Mention:
    return Mention(Term(TermKind.SYMPTOM, name), first, last)


def _parts(talk: Talk, sentence: Sentence) -> list[Mention]:
    words = talk.plain[sentence.first : sentence.last + 1]
    found = [
        Mention(each.term, each.first + sentence.first, each.last + sentence.first)
        for each in term_list(talk.language).mentions(words, frozenset({TermKind.BODY}))
    ]
    return [each for each in found if not _is_a_surface(talk, each)]


def _is_a_surface(talk: Talk, part: Mention) -> bool:
    """`la cara lateral del tobillo` is no face."""
    behind = talk.plain[part.last + 1 : part.last + 2]
    if part.name == "cuello":
        return talk.plain[part.last + 1 : part.last + 4] == ["de", "la", "matriz"]
    return part.name == "cara" and behind in (["lateral"], ["interna"], ["externa"], ["anterior"])


def _part_of(talk: Talk, place: int, complaint: _Complaint, parts: list[Mention]) -> Mention | None:
    """The part behind the word, else before it, as near as the complaint allows."""
    for part in parts:
        if 0 < part.first - place <= complaint.behind + 1 and _joined(talk, place, part.first):
            return part
    for part in reversed(parts):
        if 0 < place - part.last <= complaint.before + 1 and _joined(talk, part.last, place):
            return part
    return None


def _coordinated(talk: Talk, part: Mention, parts: list[Mention]) -> list[Mention]:
    """`las manos o la cara`: the part that is named with it."""
    joins = ("o", "y", "or", "and", "ni")
    return [
        each
        for each in parts
        if (1 < each.first - part.last <= 3 and talk.plain[part.last + 1] in joins)
        or (1 < part.first - each.last <= 3 and talk.plain[each.last + 1] in joins)
        or _listed(talk, part, each)
    ]


def _listed(talk: Talk, part: Mention, other: Mention) -> bool:
    """`¿Se le hincharon los pies, las manos?`: nothing but a comma and an article between."""
    sentence = talk.sentence_at(part.first)
    if not sentence.question or other.first <= part.last:
        return False
    between = sentence.text[sentence.place(part.last) : sentence.place(other.first)]
    ends = sentence.text[sentence.place(other.last) :].partition(" ")[2]
    return _ONLY_COMMA.match(between) is not None and _LIST_ENDS.match(ends) is not None


def _joined(talk: Talk, first: int, second: int) -> bool:
    """Whether no punctuation lies between two words."""
    sentence = talk.sentence_at(first)
    between = sentence.text[sentence.place(first) : sentence.place(second)]
    return not _STOPS.search(between)


def _answered_part(talk: Talk, sentence: Sentence) -> Mention | None:
    """`¿Dolor? — Aquí, en el costado.`: the one part that the answer names, and denies nothing."""
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    if not sentence.question or not following or _OF_ANOTHER.search(sentence.text):
        return None
    reply = following[0]
    if reply.question or reply.turn != sentence.turn + 1 or _DENIES.search(reply.text):
        return None
    parts = _parts(talk, reply)
    return parts[0] if len({each.name for each in parts}) == 1 else None


def _earlier_part(talk: Talk, sentence: Sentence, place: int) -> Mention | None:
    """The part that the next question of the turn names, else the last before word `place`."""
    for following in talk.sentences[sentence.number + 1 : sentence.number + 2]:
        asked = sentence.question and following.question and following.turn == sentence.turn
        if asked and (parts := _parts(talk, following)):
            return parts[0]
    for earlier in reversed(talk.sentences[: sentence.number + 1]):
        if sentence.turn - earlier.turn > _TURNS_BACK:
            return None
        if parts := _parts(talk, earlier):
            return next((each for each in reversed(parts) if each.last < place), parts[-1])
    return None
