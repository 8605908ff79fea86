"""Sentences that speak of a dose and of nothing else: `At fifty?`, `One, yep.`, `¿Cuántas toma?`

Such a sentence names no matter of its own, so that it is about the medicine that the talk has come
to, however many of them lie between. What is left beside the numbers and times are closed classes:
pronouns, articles, prepositions, conjunctions, the verbs of being, having and taking, the words for
doses themselves, and what a reply begins with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from aurity_desktop.clinical.doses import Expression
from aurity_desktop.clinical.talk import Sentence

_EMPTY: Final = frozenset(
    # English: pronouns, articles, demonstratives
    {"i", "you", "he", "she", "it", "we", "they", "me", "him", "her", "them", "my", "your", "his"}
    | {"its", "our", "their", "the", "a", "an", "this", "that", "these", "those", "one", "ones"}
    | {"some", "any", "all", "both", "each", "every", "other", "another", "same", "whole", "half"}
    # prepositions, conjunctions, adverbs
    | {"at", "on", "in", "of", "for", "with", "to", "from", "by", "about", "around", "per", "up"}
    | {"down", "before", "after", "between", "and", "or", "but", "so", "then", "as", "than", "not"}
    | {"just", "only", "still", "now", "already", "always", "usually", "maybe", "like", "also"}
    | {"too", "here", "there", "right", "even", "if", "again", "today", "tonight", "almost"}
    # being, having, taking, knowing
    | {"is", "are", "was", "were", "be", "been", "am", "do", "does", "did", "have", "has", "had"}
    | {"got", "get", "take", "takes", "taking", "took", "taken", "use", "uses", "using", "used"}
    | {"give", "gives", "giving", "gave", "given", "put", "puts", "say", "says", "said", "think"}
    | {"believe", "guess", "suppose", "know", "mean", "tell", "make", "go", "goes", "stay", "can"}
    | {"could", "will", "would", "should", "let's", "let"}
    # dose and question words
    | {
        "dose",
        "dosage",
        "strength",
        "milligrams",
        "milligram",
        "mg",
        "what",
        "which",
        "how",
        "many",
    }
    | {
        "none",
        "much",
        "often",
        "when",
        "times",
        "time",
        "tablet",
        "tablets",
        "pill",
        "pills",
        "capsule",
    }
    | {"capsules", "drops", "puffs", "units", "extended", "release", "er", "xr", "long", "acting"}
    | {"small", "big", "little", "tiny", "low", "lowest", "high", "highest", "white", "day", "days"}
    # replies
    | {"yes", "yeah", "yep", "yup", "no", "nope", "ok", "okay", "uh", "um", "oh", "ah", "well"}
    | {"mm", "mhm", "hm", "sure", "correct", "exactly", "please", "doctor", "doc", "sir", "ma'am"}
    # Spanish
    | {"yo", "usted", "el", "ella", "lo", "la", "los", "las", "le", "les", "me", "te", "se", "nos"}
    | {"mi", "su", "tu", "un", "una", "uno", "unos", "unas", "ese", "esa", "eso", "esos", "esas"}
    | {"este", "esta", "esto", "otro", "otra", "mismo", "misma", "todo", "toda", "todos", "todas"}
    | {"cada", "medio", "media", "entera", "entero", "mitad", "de", "del", "a", "al", "en", "con"}
    | {"por", "para", "y", "o", "e", "u", "pero", "que", "como", "si", "cuando", "hasta", "desde"}
    | {"antes", "despues", "ahora", "ahorita", "ya", "todavia", "aun", "siempre", "solo", "nomas"}
    | {"nada", "mas", "menos", "tambien", "aqui", "ahi", "asi", "luego", "igual", "casi", "hoy"}
    | {"es", "son", "era", "fue", "esta", "estan", "estoy", "estaba", "hay", "ser", "tengo"}
    | {"tiene", "toma", "tomas", "tomo", "tome", "tomaba", "tomando", "tomar", "tomarla", "usa"}
    | {"uso", "usando", "pone", "pongo", "ponga", "aplica", "aplico", "da", "doy", "dio", "dieron"}
    | {"damos", "dando", "sigue", "sigo", "creo", "dice", "dijo", "dijeron", "viene", "vienen"}
    | {"va", "voy", "vamos", "seria", "dosis", "miligramos", "cuanto", "cuanta", "cuantos"}
    | {"cuantas", "cual", "veces", "vez", "tableta", "tabletas", "pastilla", "pastillas", "gotas"}
    | {"capsula", "capsulas", "unidades", "chica", "grande", "blanca", "dia", "dias", "hora"}
    | {"sí", "aja", "bueno", "pues", "este", "ah", "mmm", "ok", "claro", "exacto", "correcto"}
    | {"doctora", "senora", "senor", "favor", "verdad", "no", "ni", "tantito", "namas"}
)
_WORDS: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,]*")
_CONTRACTED: Final = re.compile(r"'(?:s|re|ve|m|ll|d)$|n't$")


def speaks_of_a_dose(sentence: Sentence, told: Sequence[Expression]) -> bool:
    """Whether nothing but doses is in it, as they are told or asked for."""
    return all(
        word[0].isdigit() or _CONTRACTED.sub("", word) in _EMPTY
        for word in _WORDS.findall(besides(sentence, told))
    )


def besides(sentence: Sentence, told: Sequence[Expression]) -> str:
    """The sentence with blanks in the place of what tells a dose."""
    left = list(sentence.text)
    for each in told:
        left[each.start : each.end] = " " * (each.end - each.start)
    return "".join(left)
