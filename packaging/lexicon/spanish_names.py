"""The Spanish INN of a medicine out of its English one, by the rules that WHO's lists follow.

`ibuprofen` is `ibuprofeno`, `losartan` is `losartán`. What does not follow them stands in
`generics_es.txt`.
"""

from __future__ import annotations

import re
import unicodedata

#: Letters within a name, in this order.
_LETTERS = (
    (r"^s(?=[bcdfgklmnpqrtv])", "es"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"rh", "r"),
    (r"ch(?=[lr])", "c"),
    (r"ch(?=[aou])", "c"),
    (r"ch(?=[ei])", "qu"),
    (r"sch", "esqu"),
    (r"^ae|oe(?=st)", "e"),
    (r"(?<!^)y", "i"),
    (r"([bdfgmnpstz])\1", r"\1"),
    (r"ll", "l"),
    (r"cc(?=[aou])", "c"),
)

#: Endings, the first that fits.
_ENDINGS = (
    (r"aine$", "aína"),
    (r"eine$", "eína"),
    (r"oin$", "oína"),
    (r"(ox|lox)acin$", r"\1acino"),
    (r"platin$", "platino"),
    (r"oxide$", "óxido"),
    (r"(ine|one|ide|ose|ase|ime|ite|ole|ate|ane|ene|ile|ice|ure|yte)$", None),
    (r"in$", "ina"),
    (r"ium$", "io"),
    (r"um$", "o"),
    (r"a(n)$", r"á\1"),
    (r"profen$|fen$|xen$", lambda found: found[0] + "o"),
    (r"en$", "eno"),
    (r"on$", "ón"),
    (r"ac$", "aco"),
    (r"(?<!pr)(?<!af)(?<!d)(?<!st)il$", "ilo"),
    (r"(?<!st)im$", "ima"),
    (r"ad$|id$|od$|ud$", lambda found: found[0]),
)

_FULL = {
    "ine": "ina", "one": "ona", "ide": "ida", "ose": "osa", "ase": "asa", "ime": "ima",
    "ite": "ita", "ole": "ol", "ate": "ato", "ane": "ano", "ene": "eno", "ile": "ilo",
    "ice": "iza", "ure": "uro", "yte": "ita",
}  # fmt: skip


def spanish_name(english: str) -> str:
    """Of one word in small letters."""
    name = english
    for pattern, text in _LETTERS:
        name = re.sub(pattern, text, name)
    for pattern, text in _ENDINGS:
        found = re.search(pattern, name)
        if found is None:
            continue
        if text is None:
            return name[: found.start()] + _FULL[found[0]]
        return name[: found.start()] + (
            found.expand(text) if isinstance(text, str) else text(found)
        )
    return name


def without_accents(text: str) -> str:
    """`losartán` as `losartan`; ñ stays."""
    plain = unicodedata.normalize("NFD", text)
    kept = "".join(each for each in plain if unicodedata.category(each) != "Mn" or each == "\u0303")
    return unicodedata.normalize("NFC", kept)
