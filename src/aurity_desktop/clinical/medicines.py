"""Medicines with what is told of each: in one sentence, or over several turns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from aurity_desktop.clinical.dose_talk import besides, speaks_of_a_dose
from aurity_desktop.clinical.doses import Expression, Part, expressions
from aurity_desktop.clinical.medicine_answers import Use, answers_that_it_ended
from aurity_desktop.clinical.medicine_clauses import ends_it, without_last
from aurity_desktop.clinical.medicine_doses import take
from aurity_desktop.clinical.medicine_merging import is_dosed, medicine_of, merged
from aurity_desktop.clinical.medicine_phrases import BY_ANOTHER
from aurity_desktop.clinical.medicine_slots import Slot, counts, piece_of
from aurity_desktop.clinical.medicine_use import asks_what_is_taken, begins_the_plan, use_of
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.second_doses import second_dose
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.domain.findings import MedicineUse, Polarity, Subject

_KINDS: Final = frozenset({TermKind.MEDICINE, TermKind.SUBSTANCE, TermKind.REMEDY})
_A_FEW_TURNS: Final = 4
#: So many sentences without a dose, and the next is not of this medicine any more.
_PATIENCE: Final = 3
_OTHER_MATTER: Final = re.compile(
    r"\b(peso|pesa|presion|temperatura|pulso|glucosa|saturacion|alergi\w*|weight|pressure|pulse|"
    r"temp|temperature|oxygen|sugars?|allerg\w+|hielo|ferula|compresas?|agua|liquidos|ice|water|"
    r"swimming|driving|lifting|(?<!before )(?:running|school)|nadar|alberca|manejar|"
    r"(?<!antes de la )escuela|"
    r"tdap|vaccines?|vacunas?|fluids|floor|cigarros?|cafe|coffees?|reposo|costal|incapacidad|"
    r"see you|nos vemos|lo veo|"
    r"la veo|te veo|regrese|venga|anos?|years?|a1c|creatinin\w+)\b"
)
#: What it is for, said of the medicine itself: `that's the blood pressure`.
_WHAT_FOR: Final = re.compile(
    r"^(?:that's|that|it's|this is|es|es[ae] es|es para) (?:for |the |my |mine|la |el |para |de )"
)
#: Something that has its own dose, and no name: `and the inhaler, the purple one`.
_NAMELESS: Final = re.compile(
    r"^(?:y|and|also|tambien|luego|then)\b.{0,20}\b(?:inhaler|inhalador|spray|cream|crema|pomada|"
    r"drops|"
    r"patch|parche|shot|inyeccion|jarabe|syrup|water pill|pastilla (?:de|para)|la de la|el de la|"
    r"the \w+ (?:one|pill))\b"
)
#: A medicine that was spoken of, and is meant again: `¿la sigue tomando de 100?`
_AGAIN: Final = re.compile(
    r"\b(?:l[oa] (?:sigue|esta|sigues|estas) (?:tomando|usando)|(?:still )?taking it|what dose|"
    r"what time do you (?:take|use) (?:it|that)|a que hora (?:se |te )?l[oa] tom\w+|"
    r"what are you up to|how much (?:are you on|of it|do you take)|"
    r"que dosis|cuant\w+ (?:le|te) (?:dio|dieron|daba))\b"
)
#: `mi jefa me está dando ketorolaco`: who gives it does not take it.
_GIVES_ME: Final = re.compile(
    r"\bme (?:(?:esta|estaba|estan) )?(?:dando|dio|da|daba|compro|regalo|presto) "
    r"(?:un[oa]s? |el |la )?$|"
    r"\b(?:gave|gives|giving|got|lent) me (?:some |a |an |one of \w+ )?$"
)
#: `..., y si tiene náusea, ondansetrón`: the condition is of what comes.
_OF_THE_NEXT: Final = re.compile(r", (?:y|and) $")
#: `El tramadol también`, `the naproxen too`.
_LIKEWISE: Final = re.compile(
    r"^(?:(?:y|and) )?(?:el |la |the )?MED (?:tambien|too|as well)(?= ?[.,;]|$)"
)
#: Whether what was told before goes on: `Are you still on it?`
_STILL_ON_IT: Final = re.compile(
    r"\b(?:still (?:on|taking|using|doing) (?:it|that|them|those)|"
    r"(?:sigue|sigues|todavia|aun) (?:l[oa]s? )?(?:toma\w*|usa\w*|con es[eoa]))\b"
)
_ENDED: Final = re.compile(
    r"^(?:and |y |pero )?(?:(?:i|we|he|she)(?:'ve|'s)? )?(?:all )?(?:finished|done with|completed)"
    r"(?: (?:all|it|them|that|those|the)\b| ?[.!])|"
    r"^(?:ya )?(?:(?:me |se )?l[oa]s? )(?:termin[eo]|acab[eo])\b|"
    r", (?:but|so|and) (?:i|we) (?:stopped|quit|packed|knocked|jacked|chucked|left) "
    r"(?:it|that|them)\b|"
    r", (?:pero|y) (?:ya )?l[oa]s? (?:deje|suspendi|dejamos)\b"
)
_DOSE_PARTS: Final = frozenset({Part.STRENGTH, Part.QUANTITY, Part.FREQUENCY, Part.BARE_NUMBER})
#: A change of what is taken, by a pronoun or by the dose alone.
_CHANGES_IT: Final = re.compile(
    r"\b(?:cut|bump|raise|lower|increase|decrease|move|switch|change|put|make|take|double|drop|start|"
    r"try|bring) (?:it|that|this|them|you)\b|\b(?:go|come) (?:up|down|back)\b|\blet's go\b|"
    r"\b(?:sub|baj|aument|cambi|pas|part|pon|dej|tom)\w*(?:me|se|te|le)?l[oa]s?\b|"
    r"\bl[oa]s? (?:vamos a |voy a |va a )?(?:sub\w+|baj\w+|aument\w+|cambi\w+|pas\w+|dejamos|"
    r"dejo|part\w+)|\bhay que (?:subir|bajar|aumentar)\w*|\b(?:suba|baje|aumente)le\b"
)
_BEGINS_AGAIN: Final = re.compile(
    r"\b(?:restart|resume|back on|go back to|start (?:it|that|them) (?:again|back)|start back)\b|"
    r"\bl[oa]s? (?:reanud\w+|reinici\w+|retom\w+)|\bvolver a (?:d[aá]r|tom[aá]r|pon[eé]r)\w*|"
    r"\b(?:reanud|reinici|retom)\w+l[oa]s?\b"
)
_BOTH: Final = re.compile(r"\b(?:both|each of (?:them|those)|ambos|ambas|l[oa]s (?:dos|2))\b")
#: What takes up what was spoken of: a question without it is about something else.
_REFERS: Final = re.compile(
    r"\b(?:it|that|them|those|this|taking|take|takes|using|l[oa]s?|es[aeo]s?|est[aeo]s?|toma\w*|usa\w*|"
    r"se l[oa]s?|pastillas?|pills?|dosis|dose|\w+l[oa]s?)\b"
)
#: What is no medicine by itself is one where somebody takes it: `I take iron`.
_TAKES: Final = re.compile(
    r"\b(?:take|takes|taking|took|tomo|toma|tomas|tomando|tome|tomamos)(?: [a-z']+){0,2} MED"
)
_ASKS_DOSE: Final = re.compile(
    r"\b(cuant\w+|cada|up to|how (many|much|often|long)|veces|dosis|dose|gotas?|drops?|pastillas?|"
    r"un[oa] nada mas|times|once|"
    r"twice|morning|night|noche|manana|dia|y luego|with food|quien|who|se l[oa]|l[oa]s? (?:tom|us|"
    r"compr|sigue)\w*|it|that one|es[ae])\b|\d"
)


def medicines(talk: Talk, *, besides: frozenset[int], allergic_to: frozenset[str]) -> list[Piece]:
    """Every medicine of the patient's.

    `besides` are words that name an allergy. What the patient is allergic to is not taken, unless
    it is told with a dose.
    """
    slots = list(_Reader(talk, besides).slots())
    pieces = [
        piece_of(slot)
        for slot in slots
        if counts(slot)
        and not _named_better(slot, slots)
        and not _ended_by_answer(slot, slots)
        and not _left_by_order(slot, slots)
    ]
    return [
        each
        for each in merged(pieces)
        if is_dosed(medicine_of(each))
        or medicine_of(each).name not in allergic_to
        or medicine_of(each).use is not MedicineUse.TAKEN
    ]


def _named_better(slot: Slot, slots: Sequence[Slot]) -> bool:
    """`¿la insulina? — La glargina, 22 unidades`: what is asked by its class, told by its name."""
    return not slot.told and any(
        other.mention.name.startswith(f"{slot.mention.name} ")
        and 0 < other.sentence.turn - slot.sentence.turn <= 1
        for other in slots
    )


def _ended_by_answer(slot: Slot, slots: Sequence[Slot]) -> bool:
    """`still on lisinopril? — The lisinopril they swapped`: the answer counts."""
    return slot.sentence.question and any(
        other.mention.name == slot.mention.name
        and other.use is not None
        and (other.use.use is MedicineUse.STOPPED or other.use.polarity is Polarity.DENIED)
        and other.sentence.turn - slot.sentence.turn == 1
        for other in slots
    )


def _left_by_order(slot: Slot, slots: Sequence[Slot]) -> bool:
    """`The doctor in India gave him MED. — Leave the MED in the suitcase.`"""
    if slot.use is None or slot.use.use is not MedicineUse.TAKEN or slot.told:
        return False
    return BY_ANOTHER.search(_local(slot.sentence, slot.mention)) is not None and any(
        other.mention.name == slot.mention.name
        and other.use is not None
        and other.use.polarity is Polarity.DENIED
        and 0 < other.sentence.turn - slot.sentence.turn <= 1
        for other in slots
    )


class _Reader:
    def __init__(self, talk: Talk, besides: frozenset[int]) -> None:
        self._talk = talk
        self._besides = besides
        self._mentions = {
            each.number: found for each in talk.sentences if (found := self._mentions_in(each))
        }
        self._open: Slot | None = None
        self._last: Slot | None = None
        self._topic: Slot | None = None
        self._asked_what = -1
        self._planning = False
        self._named: list[str] = []
        self._taken: set[str] = set()

    def slots(self) -> Iterator[Slot]:
        """In the order in which they are mentioned, each filled when the next begins or later."""
        found: list[Slot] = []
        for sentence in self._talk.sentences:
            self._follow(sentence)
            found += self._read(sentence)
        yield from _without_former(self._talk, found)

    def _follow(self, sentence: Sentence) -> None:
        """What the talk has come to with this sentence."""
        if begins_the_plan(self._talk, sentence):
            self._planning = True
        if not sentence.question:
            return
        if asks_what_is_taken(sentence):
            self._asked_what = sentence.turn + 1
            self._planning = False
        elif sentence.turn > self._asked_what:
            about = self._talk.by_clinician(sentence) and speaks_of_a_dose(sentence, ())
            self._asked_what = sentence.turn + 1 if self._asked_what > 0 and about else -1

    def _read(self, sentence: Sentence) -> list[Slot]:
        mentions = self._mentions.get(sentence.number, [])
        told = expressions(sentence)
        following = [*mentions[1:], None]
        slots = (
            [
                self._slot(sentence, each, until)
                for each, until in zip(mentions, following, strict=True)
            ]
            if mentions
            else []
        )
        places = [sentence.place(each.first) for each in mentions]
        for one, other in pairwise(slots):
            _share(sentence, one, other)
        for one, other in reversed(list(pairwise(slots))):
            _share_what_follows(sentence, one, other)
        changed = None if slots else self._changed(sentence, told)
        if changed is not None:
            slots, places = [changed], [0]
            told = told if changed.planned else []
        if not slots:
            self._maybe_end(sentence)
        self._maybe_close(sentence, told, mentions=bool(mentions))
        self._keep_to_the_topic(sentence, told, mentions=bool(mentions))
        for at, expression in enumerate(told):
            slot = self._owner(sentence, expression, slots, places)
            if slot is None or not slot.takes(self._talk, sentence):
                continue
            further = second_dose(slot, sentence, told, at)
            if further is None:
                take(self._talk, slot, sentence, expression)
                if _BOTH.search(sentence.text[: expression.start]) and slot in slots[1:]:
                    _shares(slots[slots.index(slot) - 1], slot, expression.part)
                continue
            place = bisect_left(places, expression.start)
            places.insert(place, expression.start)
            slots.insert(place, further)
        for one, other in pairwise(slots):
            if _is_one_tablet(sentence, one, other):
                one.told = {**other.told, **one.told}
                one.last = max(one.last, other.last)
        if slots:
            self._open = self._last = self._topic = slots[-1]
        return slots

    def _changed(self, sentence: Sentence, told: Sequence[Expression]) -> Slot | None:
        """`Vamos a subirla a tres veces al día.`, `lo paramos`: what is taken is ordered anew or
        stopped, by a pronoun.
        """
        slot = self._topic
        if slot is None or slot.use is None or slot.use.polarity is Polarity.DENIED:
            return None
        ordered = self._talk.by_clinician(sentence) and not sentence.question
        if not ordered or sentence.turn == slot.sentence.turn:
            return None
        taken = slot.use.use is MedicineUse.TAKEN
        if taken and ends_it(sentence.text):
            return _again(slot, sentence, 0, Use(MedicineUse.STOPPED, rule="stopped"))
        act = (_CHANGES_IT if taken else _BEGINS_AGAIN).search(sentence.text)
        doses = [each for each in told if each.part in _DOSE_PARTS]
        if slot.use.use is MedicineUse.PRESCRIBED or act is None or not doses:
            return None
        if doses[0].end < act.start():
            return None
        return _again(
            slot, sentence, act.start(), Use(MedicineUse.PRESCRIBED, told=False, rule="changed")
        )

    def _keep_to_the_topic(
        self, sentence: Sentence, told: Sequence[Expression], *, mentions: bool
    ) -> None:
        """What speaks of a dose alone is about the last medicine, until the clinician has come to
        something else: `You're at fifty? — Yeah, every morning.`
        """
        slot = self._topic
        if slot is None or mentions:
            return
        if speaks_of_a_dose(sentence, told):
            if told and self._open is None:
                self._open = slot
        elif self._talk.by_clinician(sentence) and sentence.turn > slot.sentence.turn:
            self._topic = None
            if sentence.question and not _REFERS.search(sentence.text):
                self._open = None

    def _owner(
        self,
        sentence: Sentence,
        expression: Expression,
        slots: Sequence[Slot],
        places: Sequence[int],
    ) -> Slot | None:
        """Whose an expression is: the medicine's before it, or the one it counts."""
        before = [slot for slot, place in zip(slots, places, strict=True) if place < expression.end]
        behind = [
            (slot, place)
            for slot, place in zip(slots, places, strict=True)
            if place >= expression.end
        ]
        if behind:
            slot, place = behind[0]
            between = sentence.text[expression.end : place]
            if re.fullmatch(
                r" ?(?:de |of |more |on |for |con |in )?(?:el |la |the |your |su |al )?", between
            ):
                return slot
            if expression.part is Part.CONDITION and (
                not before or _OF_THE_NEXT.search(sentence.text[: expression.start])
            ):
                return slot
            if not before and expression.part is Part.QUANTITY and between.strip() == ",":
                return slot
        return before[-1] if before else self._open

    def _mentions_in(self, sentence: Sentence) -> list[Mention]:
        words = self._talk.plain[sentence.first : sentence.last + 1]
        found = [
            Mention(each.term, each.first + sentence.first, each.last + sentence.first)
            for each in term_list(self._talk.language).mentions(words, _KINDS)
        ]
        return [each for each in found if each.first not in self._besides]

    def _about_it(self, sentence: Sentence) -> list[Sentence]:
        """The sentences that may go on about the last medicine of one: the next of who says it,
        and the first with which the patient answers it; neither names another.
        """
        following = self._talk.sentences[sentence.number + 1 : sentence.number + 3]
        own = [each for each in following[:1] if each.turn == sentence.turn]
        if sentence.question and (not own or own[0].question):
            return []
        replied = [
            each
            for each in following
            if each.turn == sentence.turn + 1 and not self._talk.by_clinician(each)
        ]
        return [
            each
            for each in (*own, *replied[:1])
            if not each.question and each.number not in self._mentions
        ]

    def _slot(self, sentence: Sentence, mention: Mention, until: Mention | None) -> Slot:
        local = _local(sentence, mention)
        about = "" if until else " . ".join(each.text for each in self._about_it(sentence))
        mention = self._whole(mention)
        use = None
        of = whose(self._talk, sentence, mention.first).subject
        if of is Subject.PATIENT or self._is_handed_on(sentence, mention):
            use = use_of(
                self._talk,
                sentence,
                local,
                _behind(sentence, mention, until),
                about,
                self._mentions,
                asked_what=sentence.turn == self._asked_what,
                planning=self._planning,
            )
        use = self._likewise(sentence, mention, use)
        if use is not None and use.use is MedicineUse.PRESCRIBED and use.told:
            self._planning = True
        if use is not None and use.rule == "skipped" and mention.name in self._taken:
            use = Use(MedicineUse.STOPPED, rule="stopped")
        if use is not None and use.use is MedicineUse.TAKEN:
            self._taken.add(mention.name)
        listed = sentence.turn == self._asked_what or _TAKES.search(local) is not None
        planned = self._planning and use is not None and use.use is MedicineUse.PRESCRIBED
        return Slot(mention, sentence, use, last=mention.last, listed=listed, planned=planned)

    def _likewise(self, sentence: Sentence, mention: Mention, use: Use | None) -> Use | None:
        """`El X se suspende. El Y también.`: what ended the one before ends this one too."""
        last = self._last
        if last is None or last.use is None or last.sentence.number != sentence.number - 1:
            return use
        ended = last.use.use is MedicineUse.STOPPED or last.use.polarity is Polarity.DENIED
        same = last.sentence.turn == sentence.turn and _LIKEWISE.match(_local(sentence, mention))
        return last.use if ended and same else use

    def _is_handed_on(self, sentence: Sentence, mention: Mention) -> bool:
        """`my husband's tramadol`, where what the patient takes was asked."""
        before = self._talk.words[max(0, mention.first - 1)].text
        taken = re.search(r"\b(i|i've|i'm)\b.* tak", sentence.text) is not None
        asked = sentence.turn == self._asked_what
        given = _GIVES_ME.search(sentence.text[: sentence.place(mention.first)]) is not None
        return given or (before.endswith(("'s", "’s")) and (asked or taken))

    def _whole(self, mention: Mention) -> Mention:
        """`el tramadol`, where `tramadol con paracetamol` was named before."""
        joined = next(
            (name for name in self._named if name.startswith(f"{mention.name} con ")), None
        )
        if joined is None:
            self._named.append(mention.name)
            return mention
        return replace(mention, term=replace(mention.term, name=joined))

    def _maybe_end(self, sentence: Sentence) -> None:
        """What was told as taken, and is finished in the same breath or not taken any more."""
        slot = self._open or self._last
        if slot is None or slot.use is None or slot.use.use is not MedicineUse.TAKEN:
            return
        if slot.use.polarity is Polarity.DENIED:
            return
        by_clinician = self._talk.by_clinician(sentence)
        if sentence.question:
            near = 0 < sentence.turn - slot.sentence.turn <= _A_FEW_TURNS
            if not (by_clinician and near and _STILL_ON_IT.search(sentence.text)):
                return
            ended = answers_that_it_ended(self._talk, sentence)
        else:
            own = sentence.speaker == slot.sentence.speaker or slot.sentence.question
            near = sentence.turn - slot.sentence.turn <= 1 and slot is self._open
            ended = near and own and not by_clinician and bool(_ENDED.search(sentence.text))
        if ended:
            slot.use = Use(MedicineUse.STOPPED, rule="answered_stopped")

    def _maybe_close(
        self, sentence: Sentence, told: Sequence[Expression], *, mentions: bool
    ) -> None:
        if _AGAIN.search(sentence.text) and self._open is None:
            self._open = self._last
        slot = self._open
        if slot is None or mentions:
            return
        before = self._talk.sentences[max(0, sentence.number - 1)]
        interrupted = self._talk.words[before.last].text.endswith(("...", "…"))
        if interrupted and before.turn == sentence.turn:
            return
        slot.idle += 1
        asks = sentence.question and self._talk.by_clinician(sentence)
        answers = slot.sentence.question and before.turn < sentence.turn == slot.sentence.turn + 1
        if (
            slot.idle > _PATIENCE
            or (
                not answers
                and _OTHER_MATTER.search(besides(sentence, told))
                and not _WHAT_FOR.search(sentence.text)
            )
            or _NAMELESS.search(sentence.text)
            or (asks and not told and not _ASKS_DOSE.search(sentence.text))
        ):
            self._open = None


def _without_former(talk: Talk, slots: list[Slot]) -> Iterator[Slot]:
    """What was taken and is told or asked to have been stopped, in a few turns, is stopped."""
    gone: set[int] = set()
    for place, slot in enumerate(slots):
        if slot.use is None or slot.use.use is not MedicineUse.STOPPED:
            continue
        if talk.by_clinician(slot.sentence) and not slot.sentence.question:
            continue
        for earlier_at, earlier in enumerate(slots[:place]):
            taken = earlier.use is not None and earlier.use.use is MedicineUse.TAKEN
            near = slot.sentence.turn - earlier.sentence.turn <= _A_FEW_TURNS
            if taken and near and earlier.mention.name == slot.mention.name:
                slot.told = {**earlier.told, **slot.told}
                gone.add(earlier_at)
    yield from (each for place, each in enumerate(slots) if place not in gone)


def _share(sentence: Sentence, one: Slot, other: Slot) -> None:
    """`evite el ibuprofeno y el naproxeno`: what stops or forbids one does so for both."""
    if one.use is None or one.use.rule not in ("forbidden", "stopped", "not_taken"):
        return
    start = sentence.place(one.mention.last)
    between = sentence.text[start : sentence.place(other.mention.first)].split(" ", 1)[-1]
    if re.fullmatch(r"(?:\w+ ){0,3},? ?(?:y|o|ni|e|and|or) (?:el |la |los |the |any )?", between):
        other.use = one.use


def _again(slot: Slot, sentence: Sentence, start: int, use: Use) -> Slot:
    """The medicine once more, named by what stands there."""
    word = sentence.words_of(start, start + 1)[0]
    mention = replace(slot.mention, first=word, last=word)
    return Slot(mention, sentence, use, last=word, planned=use.use is MedicineUse.PRESCRIBED)


def _share_what_follows(sentence: Sentence, one: Slot, other: Slot) -> None:
    """`X and Y, for two weeks. — Finished those.`: what ends the last of a list ends all of it."""
    if one.use is None or other.use is None or other.use.rule != "ended_after":
        return
    start = sentence.place(one.mention.last)
    between = sentence.text[start : sentence.place(other.mention.first)].split(" ", 1)[-1]
    if re.fullmatch(r",? ?(?:y|e|and)? ?(?:el |la |los |las |the )?", between):
        one.use = other.use


def _shares(one: Slot, other: Slot, part: Part) -> None:
    """`X and Y, both four times a day`: what is told of both."""
    if part in (Part.FREQUENCY, Part.DURATION, Part.ROUTE) and part in other.told:
        one.told.setdefault(part, other.told[part])


def _is_one_tablet(sentence: Sentence, one: Slot, other: Slot) -> bool:
    """`levonorgestrel con etinilestradiol, una diaria`."""
    start = sentence.place(one.mention.last)
    between = sentence.text[start : sentence.place(other.mention.first)].split(" ", 1)[-1]
    return between in ("con ", "with ", "y con ")


def _local(sentence: Sentence, mention: Mention) -> str:
    """The sentence with MED in the place of the medicine."""
    start = sentence.place(mention.first)
    rest = sentence.text[sentence.place(mention.last) :]
    return sentence.text[:start] + "MED" + rest[len(rest.split(" ", 1)[0]) :]


def _behind(sentence: Sentence, mention: Mention, until: Mention | None) -> str:
    """The clauses behind the medicine, up to that of the next one."""
    end = sentence.place(until.first) if until else len(sentence.text)
    behind = sentence.text[sentence.place(mention.last) : end].partition(" ")[2]
    return without_last(behind) if until else behind
