"""Where a denying word stands whose scope reaches a name behind it.

After NegEx (Chapman et al. 2001), with one thing more that a talk needs: behind `no` and its like
comes a verb, and only verbs of having, feeling and seeing hand the denial on to their object.
`No he tenido tos` denies the cough, `no fui por la tos` and `no sé si es tos` do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.endings import NOT_ONLY

_BEFORE: Final = re.compile(
    r"\b(no|sin|ni|tampoco|nunca|jamas|niega[ns]?|nego|negamos|ningun[oa]?|nada de|cero|zero|"
    r"(?<![\d.])0(?![\d.])|not|never|without|denies|denied|denying|none|neither|nor|"
    r"don't|doesn't|didn't|haven't|hasn't|hadn't|isn't|aren't|wasn't|weren't|can't|cannot|couldn't|wouldn't|won't|ain't|"
    r"negative for|negativo (?:a|para)|instead of|rather than|(?:en vez|en lugar) del?|"
    r"(?:everything|anything|all) (?:but|except)|todo (?:menos|excepto)|lack of|absence of|"
    r"ausencia de|descart(?:ad[oa]|o|amos)|ruled out)\b(?! [,.;:?!…])"
)
_SCOPE_ENDS: Final = re.compile(
    r"\b(pero|aunque|sino|excepto|salvo|sí|porque|pues|but|except|although|just|because|so|"
    r"yes|nada mas|solo|only|then|luego|entonces|hasta|until|till|"
    r"y (ando|estoy|tengo|traigo|me|se|siento|aun|sigo|todavia)|and (i|i'm|i've|my|he|she|still)|"
    r"aparte d\w+|fuera de|other than|apart from|besides|aside from|debido|due to|from the|"
    r"por (?:la|el|los|las|tant[oa]|est[ea]|es[ea]|que)|del? (?:dolor|tanta|tanto))\b|[;:]"
)
_CLAUSE: Final = re.compile(
    r"\b(me|se|le|te|tengo|tiene|traigo|trae|tuve|tuvo|ando|i|i'm|i've|he|she|it|they|my|mi|duele|"
    r"siento|hay|there|y yo)\b"
)
#: Of symptoms a list behind a denial has no article, and nothing that tells how much it is.
_NOT_LISTED: Final = re.compile(
    r"^ (?:el|la|los|las|the|mi|su|my|his|her|some|un poco|algo|slight|mild|moderate|discret[oa]|"
    r"leve|liger[oa]|moderad[oa]|much[oa]s?)\b"
)
#: Words that may lie between a denying word and what it denies.
NEAR: Final = 6
#: What hands a denial on to its object: having, feeling, seeing, giving.
_HANDS_ON: Final = re.compile(
    r"tenid[oa]|tener\w*|teng[oa]n?|tien[ea][ns]?|tienes?|tuv\w+|tenia\w*|haber\w*|habid[oa]|hay|"
    r"haya|hubo|habia|sent\w+|sient\w+|not(?:o|a|e|an|ad[oa]|ar|amos)|"
    r"vist[oa]|vi|vio|ve[ons]?|ver|dad[oa]|d[aei]n?|dio|dieron|dar\w*|daba|trae[sn]?|traigo|traia|"
    r"traido|presenta\w*|refiere|reporta|padec\w+|sufr\w+|sal(?:e|en|id[oa]|io|ieron|ga)|"
    r"est(?:oy|a|an|aba|uve|uvo|ado|amos|e)|es|era|fue|son|ser|sea|sido|and[oa]|andado|pas(?:a|ado|"
    r"o)|qued(?:a|o|ado)|percib\w+|tocado|pegado|oigo|oye\w*|oido|escuch\w+|palp\w+|observ\w+|"
    r"aprecia\w*|encuentr\w+|encontr\w+|molest\w+|empezado|aparec\w+|vuel(?:t[oa]|v\w+)|volvi\w*|"
    r"regres\w+|cre[oe]\w*|parec\w+|look\w*|seem\w*|detect\w+|exist\w+|puest[oa]|pone|puso|pongo|"
    r"puse|sig(?:ue|o)|ca(?:e|ido|yo)|"
    r"have|has|had|having|got(?:ten)?|gets?|getting|feel\w*|felt|notic\w+|sees?|saw|seen|seeing|"
    r"hear\w*|experienc\w+|been|being?|is|are|was|were|am|report\w*|endors\w+|complain\w*|call(?:ed)?|"
    r"sa(?:y|id)|show\w*|suffer\w*|develop\w*|appreciate|find|found|deal\w*|com(?:e|ing)|run\w*|ran"
)
#: Of a perfect tense, and of an ability or wish: what follows it decides.
_AUXILIARY: Final = frozenset({"he", "ha", "han", "has", "hemos", "habia", "habian", "haya"})
#: What may stand there and changes nothing.
_FILLS: Final = frozenset(
    {"me", "le", "te", "se", "nos", "les", "lo", "la", "los", "las", "el", "nada", "mas", "muy"}
    | {"tan", "tanto", "tanta", "ni", "un", "una", "uno", "ningun", "ninguno", "ninguna", "de"}
    | {"del", "esa", "ese", "eso", "como", "que", "digamos", "algun", "alguna", "algunas"}
    | {"otra", "otro", "otros", "otras", "mi", "su", "sus", "mis", "datos", "signos", "presencia"}
    | {"a", "con", "y", "o", "e", "hoy", "ayer", "aqui", "ahorita", "ahora", "siquiera", "en"}
    | {"realmente", "mucha", "mucho", "muchas", "muchos", "tipo", "doctor", "doctora", "jamas"}
    | {"nunca", "nadie", "todavia", "aun", "ya", "yo", "ella", "usted", "para", "absoluto", "mal"}
    | {"ultimamente", "casi", "algo", "cosas", "problemas", "problema", "ganas", "sensacion"}
    | {"episodios", "cuadros", "ataques", "toda", "todo", "bien", "nuevos", "nuevo", "nueva"}
    | {"any", "an", "the", "real", "really", "actually", "actual", "even", "ever", "much", "more"}
    | {"new", "sign", "signs", "evidence", "history", "of", "to", "kind", "sort", "type", "single"}
    | {"one", "also", "either", "i", "it", "they", "you", "we", "that", "those", "these", "this"}
    | {"my", "his", "her", "your", "other", "further", "recent", "so", "too", "very", "or", "and"}
    | {"nor", "bit", "obvious", "significant", "active", "current", "today", "now", "at", "all"}
    | {"with", "in", "true", "bad", "big", "there", "particularly", "exactly", "quite", "what"}
    | {"major", "acute", "associated", "anything", "nothing", "like", "severe", "i've", "i'd"}
    | {"i'm", "it's", "problems", "trouble", "issues", "episodes", "bouts", "x", "she", "think"}
    | {"doctor", "actively", "noticeable", "since", "for", "weeks", "days", "about", "on", "from"}
)
#: What stands between the denying word and its verb.
_BEFORE_VERB: Final = frozenset(
    {"me", "le", "te", "se", "nos", "les", "lo", "la", "los", "las", "i", "he", "she", "they"}
    | {"it", "you", "we", "yo", "ella", "usted", "nadie", "really", "actually", "even", "ever"}
    | {"particularly", "exactly", "siquiera", "realmente", "casi", "todavia", "aun", "ya"}
    | {"nunca", "jamas", "also", "either", "tampoco", "think"}
)
#: English articles of denial: behind them an adjective may stand that no list has.
_ARTICLES: Final = frozenset({"no", "zero", "without", "denies", "denied", "nor", "neither"})
_NO_ARTICLE: Final = re.compile(
    r"^ (?:idea|way|one|matter|point|use|wonder|reason|good|medicine|pills?|\w*help|doubt)\b"
)
_ADJECTIVES: Final = 2
#: Words that may stand before the denying one where nothing is named.
_PRONOUNS_FIRST: Final = 4
#: Denied of this day alone, nobody can tell what was before.
_TODAY: Final = frozenset({"hoy", "ahorita", "ahora", "today", "now"})
_PRONOUNS: Final = frozenset(
    {"i", "i've", "i'm", "he's", "she's", "it's", "they", "a", "el", "ella", "mi", "him", "her"}
    | {"them", "me", "us", "ones", "it", "any", "such", "thing", "things", "lately", "far", "yet"}
    | {"those", "personally", "either", "myself", "life", "creo", "think", "sepa", "recuerde"}
    | {"nadie", "doctora", "doctor", "gracias", "vez", "nunca", "jamas", "for", "while", "never"}
    | {"de", "eso", "esas", "esos", "cosas", "ninguna", "ninguno", "hasta", "momento", "honestly"}
)
#: Spanish ones that stand before a noun.
_BEFORE_NOUN: Final = re.compile(
    r"sin|ningun[oa]?|nieg\w+|nada de|cero|0|en (?:vez|lugar)\b.*|todo .*"
)
_INFINITIVE: Final = re.compile(r"\w+[aei]r(?:me|se|le|lo|la)?")


def denial_before(
    before: str,
    names: Sequence[tuple[int, int]] = (),
    words: int = NEAR,
    *,
    language: str = "es",
) -> int | None:
    """Where the last denying word stands whose scope reaches the end of `before`.

    `names` are what is listed with it; no more than `words` lie between.
    """
    if words == NEAR and NOT_ONLY.search(before):
        return None
    matches = list(_BEFORE.finditer(before))
    if not matches:
        return None
    match = matches[-1]
    between = before[match.end() :]
    if _SCOPE_ENDS.search(between):
        return None
    first, *listed = _with_names_as_one(between, before, match.end(), names).split(",")
    near = words == NEAR
    stops = near and (
        any(_NOT_LISTED.search(each) for each in listed)
        or not _hands_on(match.group(), first, language)
    )
    if stops or len(first.split()) > words:
        return None
    in_list = all(len(each.split()) <= 4 and not _CLAUSE.search(each) for each in listed)
    return match.start() if in_list else None


def _with_names_as_one(
    between: str, before: str, offset: int, names: Sequence[tuple[int, int]]
) -> str:
    """What is listed with a name counts as one word."""
    for start, end in names:
        if offset <= start and end <= len(before):
            between = between.replace(before[start:end], "X")
    return between


def _hands_on(denying: str, between: str, language: str) -> bool:
    """Whether what stands between a denying word and a name hands the denial on to it."""
    article = language == "en" and denying in _ARTICLES
    if article and _NO_ARTICLE.match(between):
        return False
    noun = article or _BEFORE_NOUN.fullmatch(denying) is not None
    unknown, verb_awaited = 0, not noun
    for word in between.lower().split():
        if word in _AUXILIARY and language == "es":
            verb_awaited = True
        elif _HANDS_ON.fullmatch(word) or word in _FILLS:
            verb_awaited = verb_awaited and word in _BEFORE_VERB
        elif verb_awaited or (denying == "sin" and _INFINITIVE.fullmatch(word)):
            return False  # the verb is of something else
        else:
            unknown += 1
    return unknown <= (_ADJECTIVES if article else 1)


def denies_itself(clause: str, language: str) -> bool:
    """Whether a clause denies what was asked and names nothing: `she's never had one`."""
    words = clause.lower().split()
    at = next((place for place, word in enumerate(words) if _BEFORE.fullmatch(word)), None)
    if at is None or at > _PRONOUNS_FIRST or words[0] in _TODAY:
        return False
    known = all(
        word in _FILLS or word in _BEFORE_VERB or word in _PRONOUNS or _HANDS_ON.fullmatch(word)
        for word in (*words[:at], *words[at + 1 :])
    )
    return known and _hands_on(words[at], " " + " ".join(words[at + 1 :]), language)
