"""By what words a talk comes to allergies, stays with them, and what is said of a substance."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.patterns import phrases

_NAMES: Final = (
    r"\balergi\w*|\balergic\w*|\ballerg\w+|\b(?:bad )?reactions? to\b|\breaccion (?:a|con)\b|"
    r"\bhi[zc]\w+ reaccion\b|\banafila\w+|\banaphyla\w+|\bintoleran\w+"
)
#: The word, or one that means nothing else.
NAMED: Final = re.compile(_NAMES)
#: Where a clinician asks for it without the word: `¿alguna medicina que le caiga mal?`
ASKED: Final = re.compile(
    rf"{_NAMES}|"
    r"\b(?:medic\w+|pastillas?|pills?|drugs?|algo|alguna?|anything|something|comidas?|foods?)\b"
    r".{0,24}\b(?:ca(?:e|iga|en|igan|yo|ido) mal|ha[cg]an? dano|no pued[ae]s? (?:tomar|usar|comer)|"
    r"(?:can't|cannot|shouldn't|don't) (?:take|have|tolerate)|react(?:s|ed)?|disagree\w*)\b|"
    r"\b(?:ca(?:e|en|ido|yo) mal|ha[cg]en? dano) (?:alguna?|algun|la|el|una?) "
    r"(?:otra |otro )?(?:medic\w+|pastillas?|comida)\b|"
    r"\b(?:react(?:ed|s)?|reaccionado?) (?:to|a|con|badly|mal)\b"
)
#: Asked of a substance that is named: `no problem with latex?`
TROUBLE: Final = re.compile(
    r"\b(?:problems?|trouble|issues?|problemas?|broncas?|reaccion\w*|react\w*)\b.{0,12}"
    r"\b(?:with|con|to|a|al)\b"
)
#: The word as a reason for a medicine, or as the name of one.
REASON: Final = re.compile(
    r"\b(?:(?:por|para|for|from) (?:la|las|mi|mis|his|my|the|her|su|sus)? ?|"
    r"(?<!le )(?<!te )de (?:la|las|mi|mis|su|sus) )"
    r"(?:alergias?|allergies)\b|\ballergy (?:medicine|pill|shot|meds|season)"
)
#: What makes a substance an allergy without the word; MED stands for it.
_HARM: Final = (
    r"(?:ronch\w+|urticaria|comezon|itch\w*|sarpullido|salpullido|hinch\w+|cerr(?:o|aba|ando)|cierra|ahog\w+|"
    r"anafila\w+|ampoll\w+|rash|hives|swell\w*|swelled|swole|anaphyla\w+|welts|blister\w*|"
    r"throat (?:clos\w+|tight\w*)|couldn't breathe)"
)
REACTED: Final = re.compile(
    rf"\bMED\b(?!.{{0,40}}\b(?:para|for|contra)\b).{{0,40}}\b{_HARM}\b|"
    rf"\bcon (?:el|la|los|las|esa|ese|un|una)? ?MED .{{0,30}}\b{_HARM}\b|"
    rf"\b{_HARM}\b.{{0,12}}\b(?:con|from|after|on) (?:el |la |los |las |the |taking )?MED\b|"
    r"\bque no puedo tomar es .{0,12}MED|can't (?:have|take|do) MED|"
    r"MED .{0,10}\bno (?:me|le|se|te) (?:la|lo|las|los) pued\w+ (?:poner|dar|tomar)|"
    r"\bno pued\w+ (?:tomar|comer|usar) MED|\ballergic\b.{0,20}MED"
)
#: What a patient asks to be reminded of, or reminds of: `and to milk, remember?`
REMINDS: Final = re.compile(
    r"\b(?:se acuerda|te acuerdas|remember|right|verdad|tambien|too|also|cuenta|counts?|"
    r"(?:aquella|la) vez|the time|como que|what do you mean)\b"
)
#: The clinician's echo, confirmed.
RIGHT: Final = re.compile(
    r"^(that's right|that's the one|correct|right|asi es|exacto|correcto|"
    r"sí , (a )?(las dos|ambas|los dos))"
)
#: Borne without harm: no allergy to it.
FINE: Final = re.compile(
    r"\b(?:fine|ok|okay|no (?:problems?|issues?|trouble|reactions?)|y bien|normal|como si nada|"
    r"y nada|sin problemas?|"
    r"no (?:me |le |te )?(?:paso|pasa|hizo|hace) nada|nothing happened|"
    r"without (?:any |a )?(?:problems?|trouble|issues?|reaction)|"
    r"l[oa] he (?:tomado|comido|usado)|no tuve|eats? (?:it|them|everything)|come de todo|mistake|"
    r"l[oa]s? comen? (?:muy )?bien|aguant\w+|todo bien|"
    r"sin (?:ningun )?problema|l[oa] toler\w+|le cae bien|"
    r"fue un error|se equivocaron|tolerate[sd]?|tolera\w*|slept like)\b"
)
#: A question that goes on with it.
ASKS_ON: Final = re.compile(
    r"\b(otra|otro|alguna mas|algo mas|que mas|anything else|else|what happens|what happened|"
    r"que le (pasa|hace|paso|hizo)|estas? seguro|segura|nothing else|a nada|a algo|any foods|y al?|"
    r"(?:what|how) about|ever had|says here|aqui dice|and|when was|cuando fue|"
    r"hace cuanto|how long ago)\b"
)
WHAT_HAPPENS: Final = re.compile(
    r"\b(what happen(s|ed)|what does (it|that) do|que (le|te) (pasa|hace|paso|hizo|dio)|"
    r"que reaccion|que fue|what was (it|that)|how bad)\b"
)
DENIES: Final = re.compile(
    r"\b(?:no|not|never|nunca|ningun[oa]?|sin|niega|nor|neither|isn't|tampoco)\b(?! [,.])"
)
#: A denial that says that there is one: `no puedo tomar aspirina`, `no me la pueden poner`.
FORBIDDEN: Final = re.compile(
    r"\b(?:(?:no|tampoco) (?:me |le |se |te |la |lo |las |los )*(?:pued\w+|deb[eo]\w*|podia)|"
    r"not supposed to|not allowed|no (?:me |le )?(?:cae|caen|cayo) bien)\b"
)
#: So few words after a denial, an allergy is what was left out of it: `none; well, bees`.
A_BREATH: Final = 8
#: Turns for which a talk stays with allergies after the word, or a question that goes on.
TOPIC_TURNS: Final = 3
#: Whether it was ever given: a no tells nothing of an allergy.
ASKS_GIVEN: Final = re.compile(
    r"\b(?:(?:han|habian|ha|has) (?:puesto|dado|inyectado|usado|probado|tomado)|"
    r"ever (?:had|taken|used|tried|been on))\b"
)
ASKS_TAKEN: Final = phrases(r"""
    tom[ao]s? | tomando | tomado | usa | usado | probado | used | usando | take | takes | taking
    on the | tried | given
    dosis | dose
""")
MEDICINES: Final = frozenset({"medicamentos", "medications"})
#: A substance that is had, or was given, and no more is said: no allergy.
TAKEN: Final = re.compile(
    r"\b(?:tomo|tomando|i take|i'm taking|i'm on|estoy con|carry|carries|at home|"
    r"(?:me|le) (?:dieron|recetaron|pusieron|mandaron|inyectaron)|"
    r"(?:gave|prescribed) (?:me|him|her)(?=.*MED))\b"
)
#: What a medicine does to many: no allergy, unless the talk calls it one.
SIDE_EFFECT: Final = re.compile(
    r"\b(?:mare\w+|nausea\w*|vomit\w*|gastritis|irrit\w+|agruras|sueno|dormil\w+|estomago|panza|"
    r"tos|tose\w*|estren\w+|diarrea|dizz\w+|cough\w*|stomach|sick|sleepy|drowsy|groggy|woozy|"
    r"threw up|throw up|constipat\w+|loopy|upset)\b"
)
#: Said of what was called one: it is none.
NOT_ONE: Final = re.compile(
    r"^(?!.*\b(?:leave it|keep it|lo dejo|la dejo|lo dejamos)\b).*"
    r"\b(?:not (?:really |exactly )?an allergy|side effect|no es (?:una )?alergia|intoleranc\w+|"
    r"efecto (?:secundario|adverso)|isn't (?:really )?an allergy)\b"
)
