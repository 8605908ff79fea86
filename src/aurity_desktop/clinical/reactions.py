"""What a substance did to somebody, as it is told."""

from __future__ import annotations

import re
from typing import Final

#: What a substance did, and how it is named; `{}` is the part of the body.
_REACTIONS: Final = (
    (re.compile(r"\b(ronchas|salpullido|sarpullido|urticaria|ampollas)\b"), "{}"),
    (re.compile(r"\b(anafila\w+|anaphyla\w+)\b"), "{}"),
    (re.compile(r"\b(?:comezon|picazon)\b"), "comezón"),
    (
        re.compile(r"\bhinch\w+ (?:la|los|las|el) (cara|labios|ojos|lengua|garganta|boca)"),
        "hinchazón de {}",
    ),
    (re.compile(r"\bc(?:ie|e)rr[ao] (?:el|la) (pecho|garganta)"), "cierre de {}"),
    (re.compile(r"\b(hives|rash)\b"), "{}"),
    (re.compile(r"\bitch\w*"), "itching"),
    (re.compile(r"\bthroat (?:closed|closes|closing|swell\w*)"), "throat swelling"),
    (re.compile(r"\b(face|lip|tongue)s?(?: \w+)? swell\w*"), "{} swelling"),
)
#: What only an allergy does, in whatever words it is told.
HARM: Final = re.compile(
    r"\b(?:ronch\w+|urticaria|habon\w*|comezon|picazon|pica(?:n|ba|r)?|rasc\w+|sarpull\w+|"
    r"salpull\w+|brot(?:a|o|e|aron|ada|ado|an)|hinch\w+|cerr(?:o|aba|aron|ando) (?:el|la) (?:pecho|"
    r"garganta)|cierra (?:el|la) (?:pecho|garganta)|ahog\w+|asfixi\w+|anafila\w+|choque|shock|"
    r"(?:casi|por poco) (?:me|se) (?:muer[oe]|mori|murio)|por poco (?:y )?no l[ao] cuent\w+|"
    r"(?:almost|nearly) (?:died|killed)|"
    r"ampoll\w+|granit\w+|manch\w+|(?:red )?spots|despellej\w+|(?:me|le|se) (?:puse|puso|pone|"
    r"pongo|deja|dejo|"
    r"dejan)[^,.]{0,20} (?:roj[oa]s?|morad[oa]s?|como (?:sapo|tomate|camaron))|"
    r"itch\w*|rash\w*|hives|welts?|swell\w*|swollen|swelled|swole\w*|puff(?:ed|s|y) up|puffy|"
    r"bl(?:ew|ow|"
    r"ows|own) up|"
    r"br(?:oke|eaks?|eak|oken) (?:me |him |her )?out|blister\w*|anaphyla\w+|"
    r"(?:sets?|setting|set) (?:off )?(?:my|me|his|her) asthma|asthma (?:off|attack)|wheez\w+|"
    r"tingl\w+|"
    r"(?:came|come|comes) (?:up|out) in|skin (?:came|comes|comes right|come) off|lips? (?:come|"
    r"came|go|"
    r"went|blow|blew|swell|swelled) up|(?:turned|turns) into (?:1|one|an?) (?:big )?(?:hive|welt|"
    r"lobster|balloon|tomato)|lumps|(?:(?:eyes|face) )(?:swelled|swell|puff\w*|shut)|"
    r"(?:inflam|irrit|quem|ard|rasp|adormec|escald|desprend)\w* (?:tod[oa] )?(?:la|los|las|"
    r"el) (?:boca|"
    r"labios?|lengua|garganta|cara|ojos|parpados|piel|paladar|brazos?)|garganta (?:rasposa|cerrada|"
    r"hinchada|apretada)|(?:puntitos|bolitas|manchitas) roj[oa]s|burn(?:s|ed)? (?:my|his|her) skin|"
    r"(?:mouth|lips|face|skin|arms?) (?:\w+ ){0,3}(?:all )?(?:red|raw|numb|bumpy)|(?:little|"
    r"red) bumps|"
    r"clos(?:es?|ed) (?:me|him|her) up|falt\w+ (?:el|de) aire|no pod\w+ respirar|(?:da|dio|"
    r"desat\w+|provoc\w+|suelta) (?:el |un |"
    r"crisis de |ataque de )*asma|crisis de asma|"
    r"levant(?:o|a|aron|an) la piel|piel se (?:me|le) (?:cae|cayo|levant\w+)|hormigue\w+|"
    r"(?:parpados|labios|ojos|boca) (?:hinch\w+)|llor(?:an|aron|osos) los ojos|"
    r"clos(?:es?|ed) (?:my|his|her) throat|throat (?:\w+ ){0,2}(?:clos|tight|swell|swole|shut|"
    r"scratch|itch)\w*|(?:couldn't|can't|"
    r"could not) breathe|red all over|"
    r"turn(?:ed|s)? (?:bright |all |completely )*red|skin off|(?:go|goes|went) raw|peel(?:s|ed)?)\b"
)
#: Words by which something is told to do something to the patient.
DOES: Final = re.compile(
    r"\b(?:(?:makes?|made|gives?|gave|sends?|sent|leaves?|left|turns?|turned) (?:me|him|"
    r"her|us|my|his)|i (?:get|got)|(?:me|se) llen\w+ de|(?:me|le|se le|se me|nos) (?:da|dan|dio|"
    r"dieron|hace|hacen|hizo|hicieron|saca|sacan|saco|sacaron|salen?|salio|salieron|pone|ponen|puso|pusieron|deja|dejan|"
    r"dejo|cierran?|cerro|provocan?|causan?))\b"
)
#: What swells by itself, and by many medicines.
_EDEMA: Final = re.compile(
    r"\b(?:swell\w*|swole\w*|hinch\w+)\b.{0,20}\b(?:foot|feet|ankles?|legs?|pies?|tobillos?|"
    r"piernas?)\b|\b(?:foot|feet|ankles?|legs?|pies|tobillos|piernas)\b.{0,20}\b(?:swell\w*|"
    r"swole\w*|hinch\w+)"
)


def is_edema(text: str) -> bool:
    """Whether it is the feet that swell: no allergy by itself."""
    return _EDEMA.search(text) is not None


def reaction(text: str) -> str:
    """What the substance did, "" where nothing is told."""
    for pattern, named in _REACTIONS:
        if match := pattern.search(text):
            return named.format(*match.groups())
    return ""
