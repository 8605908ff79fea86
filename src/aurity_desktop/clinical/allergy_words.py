"""By what words a talk comes to allergies, stays with them, and what is said of a substance."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.reactions import HARM

_NAMES: Final = (
    r"\bpruebas? (?:de|a|para) (?:la )?(?:penicilina|alergias?)|\bskin test\w*|"
    r"\bpruebas? (?:en|de) la piel|\bpositiv[aeo]s? (?:to|for|al?)\b|"
    r"\balergi\w*|\balergic\w*|\ballerg\w+|\b(?:bad )?reactions? to\b|\breaccion (?:a|con)\b|"
    r"\bhi[zc]\w+ reaccion\b|\banafila\w+|\banaphyla\w+|\bintoleran\w+"
)
#: What a test of the skin, or of the blood, says of a substance.
POSITIVE: Final = re.compile(r"\b(?:positiv[aeo]s?|big reaction|lit up|react(?:s|ed))\b")
NEGATIVE: Final = re.compile(
    r"^[^.;]*\bnegativ[aeo]s?\b|^[^.;,]*\b(?:didn't|doesn't|don't|wasn't|weren't|isn't|aren't|"
    r"did not) ?(?:[.,;!]|$)"
)
#: The word, or one that means nothing else.
NAMED: Final = re.compile(_NAMES)
#: Where a clinician asks for it without the word: `¿alguna medicina que le caiga mal?`
ASKED: Final = re.compile(
    rf"{_NAMES}|"
    r"\b(?:medic\w+|pastillas?|pills?|drugs?|algo|alguna?|anything|something|comidas?|foods?)\b"
    r".{0,24}\b(?:ca(?:e|iga|en|igan|yo|ido) mal|ha[cg]an? dano|no pued[ae]s? (?:tomar|usar|comer|"
    r"recibir)|"
    r"(?:can't|cannot|shouldn't|don't) (?:take|have|tolerate)|react(?:s|ed)?|disagree\w*)\b|"
    r"\b(?:ca(?:e|en|ido|yo) mal|ha[cg]en? dano) (?:alguna?|algun|la|el|una?) "
    r"(?:otra |otro )?(?:medic\w+|pastillas?|comida)\b|"
    r"\b(?:react(?:ed|s)?|reaccionado?) (?:to|a|con|badly|mal)\b|"
    r"\b(?:ca(?:e|en|iga|igan|yo|ido)|sient[ae]n?|hech?o|hace|hagan?) (?:muy )?(?:mal|dano)\b|"
    r"\b(?:not|can't|n't) (?:be able to )?(?:take|tolerate|have|eat)\b.{0,12}\?|"
    r"\b(?:algo|alguna?) .{0,20}no pued[ae]s? (?:tomar|comer|usar)\b|"
    rf"\b(?:anything|something|algo|(?:any|alguna?|algun) (?:medic\w+|drugs?|foods?|comidas?|"
    rf"pastillas?|inyeccion))\b.{{0,24}}\b(?:gave|gives?|made|makes?|caus\w+|le|te|que)\b"
    rf".{{0,24}}(?:{HARM.pattern})|"
    r"\b(?:medic\w+|pills?|drugs?|foods?|antibiotics?|shots?|injections?)\b.{0,24}\b(?:trouble|"
    r"problems?|bad|sick|ill)\b|"
    r"\bsin poder (?:tomar|comer|usar)\b|\bstill can't (?:take|have|eat|use)\b"
)
#: Asked of a substance that is named: `no problem with latex?`
TROUBLE: Final = re.compile(
    r"(?<!sin )(?<!without )\b(?:problems?|trouble|issues?|problemas?|broncas?|"
    r"reaccion\w*|react\w*)\b.{0,12}\b(?:with|con|to|a|al)\b|(?<!sin )(?<!without )(?<!without "
    r"any )"
    r"\b(?:problemas?|problems?|reaction|reaccion|trouble|issues) ?\?|"
    r"\bno (?:[a-z]+ ){1,2}(?:issues?|problems?|reactions?|trouble)\b"
)
#: The word as a reason for a medicine, or as the name of one.
REASON: Final = re.compile(
    r"\b(?:(?:por|para|for|from) (?:la|las|mi|mis|his|my|the|her|su|sus)? ?|"
    r"(?<!le )(?<!te )de (?:la|las|mi|mis|su|sus) )"
    r"(?:alergias?|allergies)\b|\ballergy (?:medicine|pill|shot|meds|season)|"
    r"\b(?:cuando|when|whenever|cada (?:vez )?que|si|if)"
    r"(?: (?:me|le|te|da|dan|ando|anda|estoy|esta|traigo|trae|muy|mal|mala|de|con|la|las|mi|mis|su|"
    r"sus|my|his|her|the|i|he|she|have|has|get|gets|got|empieza|empiezan|tengo|tiene))* "
    r"(?:alergias?|allergies|allergy)\b(?! (?:al?|to)\b)"
)
#: Right behind a name: that it is borne. A question for that is no question for an allergy.
BORNE: Final = re.compile(
    r"^(?: ?,? ?(?:'s|is|are|was|were|sí|es[ae]|tambien|tampoco|con|yes|yeah|always|been|me|le|se|"
    r"la|lo|las|los|cae|caen|toler[ao]|muy|todo|perfectly|just|totally) ?)* ?,? ?"
    r"(?:all right|alright|bien|grand|great|lovely|brilliant|perfecto|excelente|no bother|"
    r"de maravilla)(?= ?(?:[.,;!?…]|$))(?! ?[.,;]? ?(?:pero|but|que|until|hasta))"
)
#: With these a slip of the tongue is put right.
SORRY: Final = (
    r"(?:no ,? ?(?:perdon|digo|espere|wait|sorry|i mean)|perdon|digo|quiero decir|o mas bien|"
    r"mejor dicho|sorry|i mean|wait(?: ,? no)?|scratch that)"
)
#: The question for that.
ASKS_BORNE: Final = re.compile(
    r"\b(?:all right|alright|bien|okay|ok)(?: (?:for|with) (?:you|him|her))? ?\?"
)
#: And whether it may be had at all.
TOLERATES: Final = re.compile(
    r"\btoler[ae]\w*|\b(?:can|could) (?:you|he|she) (?:\w+ )?(?:take|have|eat|use)\b|"
    r"\bpued[ea]\w* (?:tomar|comer|usar)\b"
)
#: That it shall not be given.
REFUSES: Final = re.compile(
    r"\b(?:don't|do not|never|please no|can't|cannot|won't) (?:you )?(?:give|prescribe|put|take|"
    r"have)\b|\bnot (?:that|this) one\b|\bno (?:me |le |nos )?(?:l[oa]s? )?(?:des?|den|d[ae]r|"
    r"recete\w*|ponga\w*|mande\w*|pued[oe]|aguanto|tolero)\b"
)
#: What makes a substance an allergy without the word; MED stands for it.
_HARM: Final = HARM.pattern.removeprefix(r"\b").removesuffix(r"\b")
_UPSETS: Final = (
    r"(?:me|le|te|nos) (?:ca(?:e|en|yo|yeron) (?:muy |re|super )?(?:mal|fatal)|"
    r"(?:hace|hacen|hizo|hicieron|hacia) (?:mucho )?(?:dano|mal))"
)
REACTED: Final = re.compile(
    rf"\bMED\b(?!.{{0,40}}\b(?:para|for|contra)\b)[^.;]{{0,40}}\b{_HARM}\b|"
    rf"\bcon (?:el|la|los|las|esa|ese|un|una)? ?MED .{{0,30}}\b{_HARM}\b|"
    rf"\b{_HARM}\b.{{0,12}}\b(?:if|when|whenever|cuando|cada que|cada vez que|si) "
    r"(?:(?:i|me|le|he|she|we|lo|la) )*(?:takes?|have|has|eats?|uses?|tomo|toma|como|come|pon\w+|"
    r"dan|dieron|uso|usa|toco) (?:any )?(?:el |la |los |las |the )?MED\b|"
    rf"\b{_HARM}\b.{{0,12}}\b(?:con|from|after|on) (?:el |la |los |las |the |taking )?MED\b|"
    r"\bno (?:\w+ )?pued\w+ (?:ni )?(?:tomar|comer|usar|ver|oler|tocar|probar) (?:ni )?"
    r"(?:(?:nada|algo) (?:que (?:tenga|lleve|traiga)|con|de) )?(?:el |la |los |las )?MED|"
    r"\bque no puedo tomar es .{0,12}MED|"
    rf"MED (?:a mi |sí |siempre )*{_UPSETS}|{_UPSETS} .{{0,6}}MED|"
    r"MED .{0,10}\bno (?:me|le|se|te)? ?(?:la|lo|las|los) pued\w+ (?:poner|dar|tomar|comer)|"
    r"\b(?:can't|cannot|can not|mustn't|not supposed to|not allowed(?: to)?) (?:even )?"
    r"(?:have|take|do|eat|touch|use|be near|be around|be given) (?:any )?MED|"
    r"\b(?:told|said|dijeron|dijo|prohib\w+)\b.{0,24}\b(?:no more|never|not to|que no|nunca|"
    r"ya no)\b"
    r".{0,24}MED|\bprohibi\w+ .{0,12}MED|MED .{0,20}\bprohibid\w+|"
    r"\ballergic\b.{0,20}MED"
)
#: Another reason than an allergy for which somebody goes without it.
OTHER_REASON: Final = re.compile(
    r"\b(?:gastritis|ulcer\w*|estomago|stomach|kidneys?|rinon\w*|higado|liver|presion|pressure|"
    r"asma|asthma|edad|age|embaraz\w+|pregnan\w*|breastfeed\w*|lactancia|anticoagul\w+|"
    r"blood thinners?|"
    r"sleepy|sueno|"
    r"expensive|muy car[oa]s?|taste|sabor)\b"
)
#: An allergy told with a condition that is none of the allergy's.
WHENEVER: Final = re.compile(
    r"\b(?:si|if) (?:(?:i|me|he|she|le) )?(?:takes?|have|eats?|tomo|como|pon)"
)
#: A question for what is taken, which ends the talk of allergies: `and meds?`
ASKS_MEDS: Final = re.compile(
    r"^(?:\W|(?:and|y|okay|ok|now|so|bueno|then|entonces|got it|muy bien) )*(?:what |que |cuales |"
    r"which )?(?:other )?(?:the |your |sus |tus |las |los |any )?(?:other )?(?:meds|medicines|"
    r"medications|medicinas|pills|pastillas)\b|\b(?:blood thinners?|over the counter|"
    r"what you're on|what are you (?:on|taking))\b"
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
    r"\b(?:fine|ok|okay|me han (?:dado|puesto) de todo|no (?:me|le) ha(?:ce|cen|hecho) (?:dano|mal|"
    r"nada)|"
    r"ni (?:una?|1) (?:ronch\w+|comezon\w*|grano\w*|manch\w+)|sí (?:me )?(?:l[oa]s? )?(?:com[eo]n?|"
    r"tom[ao]n?|us[ao]n?|pued[eo]n?)\b(?! (?:reaccion|alergia))|(?<!not )good with|no (?:problems?|"
    r"issues?|trouble|reactions?)|y bien|normal|como si nada|"
    r"y nada|sin problemas?|"
    r"no (?:me |le |te )?(?:paso|pasa|hizo|hace) nada|nothing happened|"
    r"without (?:any |a )?(?:problems?|trouble|issues?|reaction)|"
    r"(?:l[oa]s?|sí) (?:(?:he|hemos|sigo|han) )?(?:tomado|comido|usado|como|comemos|comiendo|tomo|"
    r"tomamos|uso|usamos|puesto|dado|tomando)\b|sí (?:me |le )?l[oa]s? (?:han|he|ha|hemos|como|"
    r"tomo)\b|"
    r"(?<!never )(?:eat|eats|ate|drink|drinks|wear|wears|take|takes|took|use|uses|been) (?:it|that|"
    r"them|those)(?: all the time| every| fine|,| \.|$)|right as rain|like (?:candy|water)|"
    r"acostumbrad[oa]|ni fu ni fa|no tuve|"
    r"eats? (?:it|them|everything|all of (?:it|that|those|them))|com\w+ (?:\w+ )?de todo|"
    r"de todo com\w+|"
    r"mistake|(?:never|not|nunca|no) (?:had|have|has|gotten|got|he tenido|ha tenido|tuve|tuvo)"
    r" (?:an? |any |ningun )?(?:problems?|issues?|trouble|reactions?|broncas?|problemas?)|"
    r"sí (?:me|le|nos) caen?(?= ?[,.;]|$)|nunca (?:me|le) (?:ha|han) hecho nada|"
    r"l[oa]s? comen? (?:muy )?bien|aguant\w+|todo bien|"
    r"sin (?:ningun )?(?:problema|bronca|novedad)s?|l[oa]s? toler\w+|"
    r"(?<!no )(?:me|te|le|les|nos) ca(?:e|en|yo|ia) (?:muy )?(?:perfecto|de maravilla|bien|padre)|"
    r"agree\w* with|"
    r"(?:not?|never|without|nothing) (?:an? |any )?(?:bother|problem|issue|trouble|reaction)s?|"
    r"(?:doesn't|don't|didn't|never) bother(?:s|ed)?|"
    r"fue un error|se equivocaron|tolerate[sd]?|tolera\w*|slept like)\b"
)
#: It is had, and gladly: asked for as an allergy, it is none.
ENJOYED: Final = re.compile(
    r"\b(?:me|le|nos|les|te) (?:encant\w+|gust(?:a|an|aba)|fascin\w+)\b|"
    r"\b(?:(?:l[oa]s?|se) )*(?:como|come|comen|comemos|tomo|toma|toman|tomamos|uso|usa|usamos|"
    r"desayun\w+|ceno|cena) (?:de |sin |mucho|mucha|todo|diario|siempre|a cada|cada|el |la |los |"
    r"las |un |una |y |casi|bien|seguido|normal|MED)|"
    r"^(?:(?:oh|yeah|no|,|sure|well|actually) ?)*(?:love|like|adore|eat|use|wear)s? (?:it|them|"
    r"those|"
    r"that)\b|"
    r"\b(?:i|he|she|we|they|i'll|she'll|he'll|i've|she's|he's)(?: (?:just|always|still|can|do|does|"
    r"absolutely|even|only|would|actually))* (?:loves?|likes?|adores?|eats?|eaten|ate|drinks?|"
    r"drank|drunk|wears?|wore|uses?|lives? (?:on|off)|lived (?:on|off)|gets? (?:it|them)|"
    r"does? (?:fine|okay|ok|great|well|good|all right))\b"
)
#: A sentence that still speaks of what was named before.
GOES_ON_WITH_IT: Final = re.compile(
    r"^(?!l[oa]s? (?:demas|otr))(?:pero|but|aunque|although|though|and|y|then|luego|despues|it|"
    r"that|they|es[ae]|sí|"
    r"(?:me |le )?l[oa]s?)\b|\b(?:again|otra vez|since|despues|luego|it|them|l[oa]s? (?:como|tomo|"
    r"uso))\b"
)
#: The others that were asked for, and not named: `lo otro no`.
OTHERS_NOT: Final = re.compile(
    r"\b(?:l[oa]s? otr[oa]s?|lo demas|l[oa]s? demas|the (?:other|others|rest)) ?,? (?:no|not|"
    r"tampoco|nada|nothing|"
    r"(?:is|are) (?:fine|okay|ok))\b|\bnot the (?:other|others|rest)\b"
)
#: A question that goes on with it.
ASKS_ON: Final = re.compile(
    r"\b(otra|otro|alguna mas|algo mas|que mas|anything else|else|what happens|what happened|"
    r"que le (pasa|hace|paso|hizo)|estas? seguro|segura|nothing else|nothing new|anything new|"
    r"algo nuevo|nada nuevo|something new|any others?|algun[oa] mas|are you sure|"
    r"(?<=¿ )cual(?:es)? \?|^which(?: ones?)? \?|"
    r"a nada|a algo|any foods|y al?|con es[aeo]s?|with (?:it|that|those|them)|"
    r"(?:what|how) about|ever had|says here|aqui dice|and|when was|cuando fue|"
    r"hace cuanto|how long ago)\b"
)
WHAT_HAPPENS: Final = re.compile(
    r"\b(what happen(s|ed)|what (?:does|did) (?:\w+ ){1,3}do|que (le|te) (pasan?|hacen?|paso|hizo|"
    r"hicieron|dio|dan?|dieron)|"
    r"que reaccion|que fue|what was (it|that)|how bad)\b"
)
DENIES: Final = re.compile(
    r"\b(?:no|not|never|nunca|ningun[oa]?|nada de|sin|niega|ni(?! idea)|nor|neither|isn't|"
    r"tampoco)\b(?! [,.])"
)
#: A denial that says that there is one: `no puedo tomar aspirina`, `no me la pueden poner`.
FORBIDDEN: Final = re.compile(
    r"\b(?:(?:no|tampoco) (?:me |le |se |te |la |lo |las |los )*(?:pued\w+|deb[eo]\w*|podia)|"
    r"not supposed to|not allowed|no (?:me |le )?(?:cae|caen|cayo) bien|"
    r"no more|never again|not to (?:take|have|eat|use)|que no|nunca mas|ya no me (?:la|lo|las|"
    r"los) (?:den|pongan))\b"
)
#: So few words after a denial, an allergy is what was left out of it: `none; well, bees`.
A_BREATH: Final = 8
#: Turns for which a talk stays with allergies after the word, or a question that goes on.
TOPIC_TURNS: Final = 3
#: Whether it was ever given: a no tells nothing of an allergy.
ASKS_GIVEN: Final = re.compile(
    r"\b(?:(?:han|habian|ha|has) (?:puesto|dado|inyectado|usado|probado|tomado)|"
    r"(?:ever|have (?:you|they)|has (?:he|she)) (?:had|taken|used|tried|been on))\b"
)
ASKS_TAKEN: Final = phrases(r"""
    tom[ao]s? | tomando | tomado | usa | usado | probado | used | usando | take | takes | taking
    (?:vuelto|volvi\w+) a (?:tomar|usar|comer|probar) | (?:take|have|use|try) (?:it|them|any) again
    on the | tried | given | (?:do|does) (?:you|he|she) (?:\w+ )?use
    dosis | dose
""")
MEDICINES: Final = frozenset({"medicamentos", "medications"})
#: A substance that is had, or was given, and no more is said: no allergy.
TAKEN: Final = re.compile(
    r"\b(?:tomo|como|uso|tomando|(?:i|we|he|she) (?:can |still |always )?(?:eats?|drinks?|uses?|"
    r"wears?)|i take|i'm taking|i'm on|estoy con|carry|carries|at home|"
    r"(?:me|le) (?:dieron|recetaron|pusieron|mandaron|inyectaron)|"
    r"(?:gave|prescribed) (?:me|him|her)(?=.*MED))\b"
)
#: It is taken these days: a medicine that the patient has.
TAKES_NOW: Final = re.compile(
    r"\b(?:i (?:just |only |still )?(?:take|use)|i'm (?:on|taking|using)|(?:he|she) (?:takes|uses)|"
    r"(?:he|she)'s (?:on|taking)|me (?:tomo|pongo|echo)|tomo|uso|le (?:doy|damos|pongo)|"
    r"estoy con)\b"
)
#: `I stopped it on account of the itching`: of what it did to many, and no allergy by itself.
STOPPED_FOR: Final = re.compile(
    r"\b(?:stopped|quit|gave (?:it )?up|came off|dej[eo]\w*|suspend\w+|quit\w+)\b[^.;]{0,24}"
    r"\b(?:on account of|because of|due to|por (?:la|el|los|las|tant[oa]) )"
)
#: The clinician asks for them without a question's mark: `Remind me what you can't take.`
ASKED_FOR: Final = re.compile(
    r"\b(?:remind me|tell me|go over|recuerdeme|recuerdame|digame|dime|repitame)\b.{0,24}"
    r"\b(?:can't|cannot|can not|no pued\w+) (?:take|have|tomar|usar|comer)\b"
)
#: What a medicine does to many: no allergy, unless the talk calls it one.
SIDE_EFFECT: Final = re.compile(
    r"\b(?:tan bajo|bajo el azucar|hipogluc\w+|low sugar|tendon\w*(?= hurt)|mare\w+|nausea\w*|"
    r"vomit\w*|gastritis|irrit\w+|agruras|sueno|dormil\w+|estomago|panza|"
    r"tos|tose\w*|estren\w+|diarrea|dizz\w+|cough\w*|stomach|sick|sleepy|drowsy|groggy|woozy|"
    r"threw up|throw up|constipat\w+|loopy|upset)\b"
)
