"""Whether a medicine is taken, told to be taken, stopped, forbidden, or somebody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer, replies
from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.statements import denial_before
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import MedicineUse, Polarity
from aurity_desktop.domain.speakers import SpeakerRole


@dataclass(frozen=True, slots=True)
class Use:
    """What is said of a medicine's use; `told`: in so many words, so that it needs no dose."""

    use: MedicineUse
    polarity: Polarity = Polarity.AFFIRMED
    told: bool = True
    rule: str = ""


#: `no la suspenda`: what shall not be stopped goes on.
_NOT_STOPPED: Final = phrases(r"""
    no (?:se )?(?:la|lo|me la|me lo|se la|se lo) (?:suspenda|deje|quite)\w*
    por nada del mundo
    don't (?:just )?stop
    no (?:me |se )?(?:deje|suspenda|quite)\w* (?:de tomar )?MED
""")
_STOPPED: Final = phrases(r"""
    MED ,? ?ya no | ya no (?:\w+ ){0,3}MED | MED .{0,30}ya no la? ?(?:tom|us)\w+
    (?<!le )(?<!te )(?<!les )(?:deje|dejo|dejado|dejamos) (?:de tomar )?MED
    se (?:me |le )?(?:acab\w+|termin\w+) MED
    MED .{0,24}(?:la|lo) deje
    (?:suspend\w*|quit(?:ar\w*|o|amos|aron|ale|ele|emos|aste|arle)|retir\w+) MED
    MED .{0,24}(?:swapped|switched|changed|replaced) (?:it |that )?(?:out )?(?:for|to|with)
    MED .{0,24}(?:cambi\w+) (?:por|a la|al)
    MED ,? ?(?:se |me |te |le |la |lo )*(?:voy a |vamos a |va a )?(?:suspend|quit|retir)\w+
    cambiar MED (?:por|a) | en (?:lugar|vez) de MED | en (?:lugar|vez) del MED
    antes tomaba MED | MED , tomaba | tomaba MED.{0,20}(?:ya no|pero) | tome MED , pero
    (?:stop|stopped|quit|hold|discontinue|off(?: of)?|stopping) (?:taking )?MED
    switching MED to | from MED to | no more MED | instead of MED | took me off MED
    (?:went|came|got|come) off (?:of )?MED | ran out of MED
    MED .{0,40}(?:gave up on|came off|went off|ran out of|got off) (?:of )?(?:it|that|them)
    MED didn't agree | MED se acabo
    used to (?:take|be on|have me on|use) MED | MED .{0,30}took me off
    (?:was|were) on MED | MED .{0,14}stopped (?:it|that)
    don't take MED anymore | MED ,? ?(?:but )?not anymore
""")
_FORBIDDEN: Final = phrases(r"""
    no (?:me |le |se |lo |la |te )*(?:tomes?|tomen|den|de|uses?|usamos|usemos|damos|mezcle) MED
    no (?:me |le |se |lo |la |te )*vaya a tomar MED
    nada de MED | evit\w+ MED | por ahora MED no
    (?<!con el )(?<!con la )MED ,? ?no (?:le |les |te |se |la |lo )*(?:den?|conviene|tomes?|use)
    (?<!con el )(?<!con la )MED ,? ?no (?:lo |la )?necesita
    MED ,? ?(?:todavia |por ahora |ahorita )?no ?(?=$|[,.!]) | mejor no MED
    MED ,? ?(?:todavia|por ahora|ahorita) no | MED no se l[oa] voy
    (?:don't|do not|never) (?:please )?(?:take|give(?: her| him)?|use|start) MED
    please don't .{0,16}MED | avoid MED | stay away from MED | away from MED
    MED .{0,20}ni (?:de chiste|de broma|se le ocurra|pensarlo)
    ^no MED | and no MED | oh , no MED | definitely no MED
    (?:wouldn't|won't) (?:start|take|use|give) MED
    rather (?:you )?(?:didn't|not) (?:take|use) MED
    pass on MED | hold off on MED | leave MED alone | steer clear of MED | go without MED
    MED .{0,24}(?:pero|but) (?:\w+ ){0,2}(?:no l[oa] (?:necesit|ocup)\w+|you don't need it)
""")
_NOT_TAKEN: Final = phrases(r"""
    no (?:tomo|uso|toma|tomamos) MED
    (?:don't|doesn't|never) (?:take|took|use|takes) MED | never give him MED
    MED .{0,40}never (?:tried|took|used|touched) (?:it|that|any)
    MED .{0,40}nunca l[oa]s? (?:he )?(?:tom|us|prob)\w+
""")
_SOMEBODY_ELSE: Final = phrases(r"""
    (?:esa|ese) es de (?:mi|su) | todo el mundo
    (?:could|might) (?:take|start|try|add) MED
    takes that | patients | some people | somebody | everybody
""")
_PRESCRIBED: Final = phrases(r"""
    voy a (?:dar|dejar|agregar|recetar|mandar|poner|cambiar|subir|bajar) | le (?:dejo|receto|mando)
    vamos a (?:empezar|dar|iniciar|bajar|subir) | le doy | te (?:dejo|doy) | lo vamos a
    (?:va|vas) a (?:tomar|dar|usar) | tome | tomese | tomatelo | tomalo | tomate | tomela
    empie\w+ con | empezar con | usemos | inicia\w* con | seguimos con | se queda
    puedes? seguir | bajalo | subelo | cambia por | ademas | mejor | te toca | lo importante es
    i'll give | i'd give | going to (?:give|start|raise|cut|add|switch) | i'm going | we'll try
    let's (?:try|start|go) | start you | start | take | add | try | give you | (?<!rather )keep
    MED (?:is )?(?:okay|ok|fine) | you can | switching | i'd go | we'll start | i'd treat | up to
""")
_PAST: Final = phrases(r"""
    el ano pasado | hace (?:un|dos|tres|\d+) anos? | la otra vez | una vez(?! al| a la| por)
    se me quito | last year | years ago | in college | in high school | back in
    last spring | in the spring
""")
_TAKEN: Final = phrases(r"""
    tomo | toma | tomando | tome | me tome | estoy con | uso | me puse | me compre | le di
    le dimos | le dio | me dio | me dieron | me pusieron | sigo con | traigo
    take | taking | i'm on | on | use | using | have | had | gave | i carry | been having
""")
#: What the clinician says that the patient takes already.
_TOLD_BACK: Final = phrases(r"""
    toma | tomas | esta con | venia tomando | you take | you're (?:on|taking) | you've been
""")
_TAKEN_BACK: Final = re.compile(
    r"^no ,? ?mejor (?:no|asi)\b|^mejor no\b|^(?:actually|or) no\b|^never mind"
)
#: Questions whose answer lists what is taken.
_ASKS_WHAT: Final = phrases(r"""
    que (?:\w+ )?(?:\w+ )?(?:toma|tomando|tomas|tomado|dado|han dado|dio|le dieron|usa)
    ha tomado | tomas? (?:algo|alguna|algun) | tomando ahorita | cuales toma | medicinas? toma
    algo mas | que le dieron
    (?:what|anything|which).{0,30}(?:take|taking|taken|on|tried|given|gave|give|prescribed|help)
    (?:take|taking|tried|given) anything | take any medicine | anything else
    from the drugstore | over the counter | otc | supplements | other meds | sin receta
    de la farmacia | por su cuenta | otr[ao]s? (?:medic\w+|pastill\w+|cosa)
    your (?:other )?(?:medicines|medications|meds|pills) | prescribed | for it
""")
#: The patient asks for a medicine, and is told how much: `¿Y el paracetamol?`
_ASKED_ABOUT: Final = re.compile(
    r"^(?:¿ )?(?:y|and|what about|entonces) (?:el |la |the |my )?MED \?$"
)
_STOPPED_IT: Final = re.compile(
    r"^(?:pero )?(?:but )?(?:i (?:stopped|quit|came off|went off|gave up on) (?:it|that|taking)|"
    r"(?:la|lo|las|los) deje|"
    r"ya no (?:la|lo) (?:tomo|uso)|(?:me )?(?:la|lo) quitaron)"
)
_HAD: Final = phrases("you had | que tomaba | que tenia | you were on")
_STILL: Final = phrases("sigue | sigues | todavia | aun | still | ya no | keep taking")
_STOPPED_REPLY: Final = phrases(r"""
    ya no | deje | dejo | quito | quitaron | suspend\w+ | retir\w+ | me cayo mal
    quit | stopped | stop | anymore | no longer | took me off | gave me a | (?:came|went|got) off
    gave up on | ran out | se (?:me )?acab\w+
""")
_DECLINED: Final = phrases("quiere que le | would you like | puedo tomar | can i (?:take|have)")
_PLAN: Final = phrases(r"""
    voy a (?:dar|dejar|agregar|recetar|mandar|cambiar|suspender)
    vamos a (?:empezar|hacer esto|suspender) | va a tomar
    i'm going to (?:give|start|stop|cut|raise) | i'll give | so i'd like | we'll try
    i want you to stop | stop the
""")
_ANSWERED_TAKEN: Final = phrases(
    r"tom\w+ | take | taking | on the | still | sigue | sirvio | pills?"
)
#: Under a condition only what has a dose is told to be taken.
_IF: Final = re.compile(r"(?:^|[,;] )(?:y |and |but |pero )?(?:si|if|in case|en caso)\b")
#: What shall not be done to it, so that it goes on: `no le cambio el enalapril`.
_UNCHANGED: Final = re.compile(
    r"\b(suspend|dej|quit|retir|cambi|muev|mov|toc|stop|skip|chang|hold|com(?:e|ing) off|miss|"
    r"forget|olvid)"
)
#: What it did, or did not do.
_DID: Final = re.compile(
    r"\b(hi[zc]\w+|sirv\w+|ayud\w+|funcion\w+|quit\w+|help\w*|work\w*|did|do anything|tengo|"
    r"traigo|hay|sé|se si|know|sure|remember|acuerdo|es|is|it's)\b"
)
#: Behind one of these another medicine is denied: `no ketorolac with the warfarin`.
_OTHER: Final = re.compile(
    r"\b(with|con|until|hasta|mientras|while|para|like|como|mejor|sino|instead|rather)\b"
)
#: Done without today: of what was taken it is a stop.
_SKIPPED: Final = phrases("skip MED")
#: How many words may lie between a denial and the medicine that it forbids.
_FAR: Final = 9
_STATED: Final = (
    (_STOPPED, Use(MedicineUse.STOPPED, rule="stopped")),
    (_NOT_TAKEN, Use(MedicineUse.TAKEN, Polarity.DENIED, rule="not_taken")),
)


def use_of(
    talk: Talk, sentence: Sentence, local: str, *, asked_what: bool, planning: bool
) -> Use | None:
    """What the sentence says of the medicine that `local` calls MED; None where it is not meant.

    `asked_what`: the question before asked what is taken. `planning`: the clinician has begun to
    say what shall be done.
    """
    if not _is_meant(talk, sentence, local):
        return None
    if use := _ended(talk, sentence, local):
        return use
    if sentence.question:
        return _asked(talk, sentence, local)
    return _told(talk, sentence, local, asked_what=asked_what, planning=planning)


def _ended(talk: Talk, sentence: Sentence, local: str) -> Use | None:
    """Where it is forbidden, stopped, or told not to be taken."""
    may_forbid = talk.by_clinician(sentence) or not talk.clinicians
    if may_forbid and not sentence.question and _SKIPPED.search(local):
        return Use(MedicineUse.PRESCRIBED, Polarity.DENIED, rule="skipped")
    if may_forbid and not sentence.question and _FORBIDDEN.search(local):
        return Use(MedicineUse.PRESCRIBED, Polarity.DENIED, rule="forbidden")
    if _is_stopped_next(talk, sentence):
        return Use(MedicineUse.STOPPED, rule="stopped")
    if _NOT_STOPPED.search(local):
        return None
    return next(
        (use for pattern, use in _STATED if pattern.search(local)), _denied(talk, sentence, local)
    )


def _denied(talk: Talk, sentence: Sentence, local: str) -> Use | None:
    """Where a denying word reaches it: `nada de jarabes, ni MED`, `I've never taken MED`."""
    before = local.partition("MED")[0]
    start = None if sentence.question else denial_before(before, words=_FAR)
    if start is None or any(each.search(before, start) for each in (_DID, _UNCHANGED, _OTHER)):
        return None
    if talk.by_clinician(sentence):
        return Use(MedicineUse.PRESCRIBED, Polarity.DENIED, rule="forbidden")
    taken = _TAKEN.search(before, start) or re.match(r"(?:nunca|never|ni|no)\b", before[start:])
    return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="not_taken") if taken else None


def _told(talk: Talk, sentence: Sentence, local: str, *, asked_what: bool, planning: bool) -> Use:
    """By a statement that neither stops nor forbids it."""
    clinician = talk.by_clinician(sentence)
    nurse = talk.role(sentence) is SpeakerRole.ENFERMERIA
    if clinician and (nurse or not _PRESCRIBED.search(local)):
        told_back = nurse or (_TOLD_BACK.search(local) and not planning)
        use = MedicineUse.TAKEN if told_back else MedicineUse.PRESCRIBED
        return Use(use, told=False, rule="clinician_with_dose")
    if _PRESCRIBED.search(local) and (clinician or not talk.clinicians):
        certain = not _IF.search(local.partition("MED")[0])
        return Use(MedicineUse.PRESCRIBED, told=certain, rule="prescribed")
    told = asked_what or _TAKEN.search(local) is not None
    return Use(MedicineUse.TAKEN, told=told, rule="taken")


def _is_stopped_next(talk: Talk, sentence: Sentence) -> bool:
    """`Sertraline. I stopped it in September.`"""
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    return not sentence.question and any(
        each.turn == sentence.turn and _STOPPED_IT.search(each.text) for each in following
    )


def _is_meant(talk: Talk, sentence: Sentence, local: str) -> bool:
    """Whether it is of this patient, now, and not taken back in the next breath."""
    if _ASKED_ABOUT.search(local):
        return True
    patient_asks = sentence.question and bool(talk.clinicians) and not talk.by_clinician(sentence)
    if patient_asks or _SOMEBODY_ELSE.search(local) or _DECLINED.search(local):
        return False
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    if any(each.turn == sentence.turn and _TAKEN_BACK.search(each.text) for each in following):
        return False
    past = not sentence.question and _PAST.search(local)
    return not past or any(pattern.search(local) for pattern, _ in _STATED)


def asks_what_is_taken(sentence: Sentence) -> bool:
    """Whether a question asks for medicines by what they are, not by name."""
    return sentence.question and _ASKS_WHAT.search(sentence.text) is not None


def begins_the_plan(talk: Talk, sentence: Sentence) -> bool:
    """Whether the clinician says from here on what shall be done."""
    if sentence.question or (talk.clinicians and not talk.by_clinician(sentence)):
        return False
    return _PLAN.search(sentence.text) is not None


def _asked(talk: Talk, sentence: Sentence, local: str) -> Use | None:
    """By the answer: `¿Y la aspirina, la sigue tomando? — No, esa ya no la tomo.`"""
    if talk.clinicians and not talk.by_clinician(sentence):
        return Use(MedicineUse.PRESCRIBED, told=False, rule="asked_about")
    statements = replies(talk, sentence)
    given = answer(talk, statements)
    stopped = bool(statements) and (
        _STOPPED_REPLY.search(statements[0].text)
        or any(_STOPPED_IT.search(each.text) for each in statements[1:2])
    )
    if given is Answer.NO or stopped:
        text = " ".join(each.text for each in statements[:2])
        if _SOMEBODY_ELSE.search(text):
            return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="answered_no")
        if _STILL.search(local) or _HAD.search(local) or _STOPPED_REPLY.search(text):
            return Use(MedicineUse.STOPPED, rule="answered_stopped")
        return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="answered_no")
    told = given is Answer.YES and _ANSWERED_TAKEN.search(local) is not None
    return Use(MedicineUse.TAKEN, told=told, rule="answered_yes")
