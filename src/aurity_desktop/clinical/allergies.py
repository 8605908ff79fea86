"""Allergies, affirmed and denied, and what the substance did.

A talk comes to allergies with the word, and stays there while it is asked on: until then every
substance in an answer is one that somebody is, or is not, allergic to, and no prescription.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from aurity_desktop.clinical.allergy_answers import answered, answered_by_harm, denies_anything
from aurity_desktop.clinical.allergy_chart import is_read_from_chart, of_chart
from aurity_desktop.clinical.allergy_claims import Claim, counted
from aurity_desktop.clinical.allergy_doubts import (
    is_read_out,
    puts_right,
    says_it_too,
    tells_a_dose,
    tells_harm,
)
from aurity_desktop.clinical.allergy_evidence import told
from aurity_desktop.clinical.allergy_refuted import is_of_it, refuted, refuted_at
from aurity_desktop.clinical.allergy_sentences import (
    is_nothing_but_a_name,
    is_only_taken,
    is_side_effect,
    names_allergies,
    polarity_of,
    specific,
    substances_of,
    turns_elsewhere,
    with_med,
)
from aurity_desktop.clinical.allergy_statements import told_of_each
from aurity_desktop.clinical.allergy_threads import InScope, told_later, told_of_harm
from aurity_desktop.clinical.allergy_words import (
    ASKS_MEDS,
    ASKS_ON,
    ASKS_TAKEN,
    FINE,
    GOES_ON_WITH_IT,
    NAMED,
    NEGATIVE,
    OTHER_REASON,
    POSITIVE,
    REACTED,
    REFUSES,
    REMINDS,
    STOPPED_FOR,
    TAKES_NOW,
    TOPIC_TURNS,
    WHAT_HAPPENS,
    WHENEVER,
)
from aurity_desktop.clinical.doses import expressions
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.reactions import DOES, HARM, is_edema, reaction
from aurity_desktop.clinical.reply_windows import replies
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Allergy, Polarity, Subject

#: Turns in which what was called an allergy may be taken back.
_A_MOMENT: Final = 2
#: Words of a sentence that only says again what was told.
_AN_ECHO: Final = 6
#: Asked of what was named: `Funny how?`
_HOW: Final = re.compile(r"\b(?:how|what|why|when|which|really|como|que|por que|cuando|cual)\b")
#: Whose the thing is that does harm: `al perro de mi vecina`.
_OWNED: Final = re.compile(r"^(?:de|of) (?:mi|la|el|una?|my|the|an?) ")
#: A sentence that goes on with what was named: `Porque me saca ronchas.`
_WHICH_DID: Final = re.compile(
    r"^(?:porque|because|que|it|they|me|se me|le|se le|and|y|i broke|i swell|i swelled|broke|"
    r"gave)\b"
)
#: It was no allergy that was told right before: `A la eritromicina. No, miento.`
_TAKEN_BACK: Final = re.compile(
    r"^(?:(?:no|ay|ah|oh|nah) ?,? ?)*(?:miento|mentira|ya en serio|es broma|(?:just |i'm )?kidding|"
    r"(?:sorry|perdon) ?,? ?(?:that|eso|it|that's) ?(?:was|fue|is|es)?\b.*\b(?:mistake|error|"
    r"equivoc\w+|wrong)|"
    r"me equivoque|me equivoco|scratch that|i (?:lie|take that back))\b"
)
#: Of two that were named, the one that was not named last.
_ANOTHER: Final = re.compile(r"\b(?:(?:the|that) other(?: 1| one)?|(?:el|la|ese|esa) otr[oa])\b")
#: What something looks like: `flujo como leche`.
_LIKENED: Final = re.compile(r"\b(?:like|como)(?: (?:an?|una?|the|la|el|de))? $")
_ORDERS: Final = re.compile(
    r"\b(?:no|never|stop|take|use|give|start|tom\w+|us\w+|d[aeo]\w*|deje)\b"
)
_DENIED_ALL: Final = re.compile(
    r"\b(?:alergias?|allergies|allergic history) ?(?:, alergia ?)?[,:;]? ?(?:a nada|negadas?|"
    r"ningun[oa]s?|niega|none|no|"
    r"negative|denied|known none)(?= ?[.,;!…]|$)|\b(?:no (?:es|eres|soy|era) alergic[oa]s? a nada|"
    r"not allergic to (?:anything|any)|a nada (?:es|soy|eres) alergic[oa])|"
    r"\b(no|niega|sin|denies) (known |drug |tener |tengo |tiene |hay )*(alergias|allergies)|"
    r"not allergic to any|n't (?:have|got) any allergies"
)


@dataclass(slots=True)
class Allergies:
    """`pieces`, the words that name a substance, and the sentences that tell of a reaction."""

    pieces: list[Piece] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    reactions: set[int] = field(default_factory=set)

    def substances(self) -> frozenset[str]:
        """What the patient is allergic to."""
        return frozenset(
            piece.value.substance
            for piece in self.pieces
            if isinstance(piece.value, Allergy) and piece.polarity is Polarity.AFFIRMED
        )


def allergies(talk: Talk) -> Allergies:
    """What the patient is, and is not, allergic to; each substance once, the last word counts."""
    reader = _Reader(talk)
    for sentence in talk.sentences:
        reader.read(sentence)
    reader.finish()
    return reader.found


class _Reader:
    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._topic_turn = -TOPIC_TURNS - 1
        self._turn = 0
        self._asked_openly = self._asked_elsewhere = -TOPIC_TURNS
        self._claims: list[Claim] = []
        self._trailing = -1
        self._asked: frozenset[str] = frozenset()
        self._scope: list[InScope] = []
        self._meant: InScope | None = None
        self.found = Allergies()

    @property
    def _topic(self) -> bool:
        """Whether allergies were spoken of a moment ago."""
        return self._turn - self._topic_turn <= TOPIC_TURNS

    def read(self, sentence: Sentence) -> None:
        """Go on with a sentence."""
        self._turn = sentence.turn
        if self._is_list(sentence):
            sentence = replace(sentence, question=True)
        answers = self._turn - self._topic_turn <= 1 and not self._talk.by_clinician(sentence)
        answers = answers and not sentence.question
        before = self._talk.sentences[max(0, sentence.number - 1)]
        at_once = answers and before.turn == self._asked_openly
        substances = substances_of(self._talk, sentence, answers=answers, at_once=at_once)
        named = names_allergies(self._talk, sentence, substances)
        claimed = len(self._claims)
        self._take_back_slip(sentence)
        dosed = tells_a_dose(sentence, substances)
        of_allergies = (self._topic or named) and not dosed
        none = self._refuted(sentence, substances) if of_allergies else None
        if none is not None:
            substances = [each for each in specific(substances) if each is not none]
        if dosed:
            self._topic_turn = -TOPIC_TURNS - 1
        elif none is not None and not substances:
            self._topic_turn = sentence.turn
        elif sentence.question:
            self._question(sentence, substances, named=named)
        elif self._topic or named:
            if not self._from_chart(sentence, substances):
                self._statement(sentence, substances, named=named)
        else:
            self._reacted(sentence, substances)
        self._remember(sentence, substances, of_allergies=of_allergies)
        broken_off = self._talk.words[sentence.last].text.endswith(("...", "…"))
        if named and broken_off:
            self._trailing = sentence.turn
        if named or len(self._claims) > claimed:
            self._topic_turn = sentence.turn

    def _is_list(self, sentence: Sentence) -> bool:
        """Whether the clinician asks for several by naming them: `Látex, huevo, soya.`"""
        if sentence.question or not (self._topic and self._talk.by_clinician(sentence)):
            return False
        named = substances_of(self._talk, sentence)
        covered = sum(each.last - each.first + 1 for each in named)
        return len(named) > 1 and covered == sentence.last - sentence.first + 1

    def _remember(
        self, sentence: Sentence, substances: list[Mention], *, of_allergies: bool
    ) -> None:
        """Which substances were spoken of, and which of them `it` is."""
        if not of_allergies:
            return
        named = [InScope(sentence, each) for each in specific(substances)]
        self._scope += named
        if named:
            self._meant = named[-1]
        elif _ANOTHER.search(sentence.text) and self._meant is not None:
            last = self._meant.mention.name
            others = [each for each in self._scope if each.mention.name != last]
            self._meant = others[-1] if others else None
        elif (
            sentence.question
            and self._talk.by_clinician(sentence)
            and is_nothing_but_a_name(self._talk, sentence)
            and not _HOW.search(sentence.text)
        ):
            self._meant = None

    def _refuted(self, sentence: Sentence, substances: list[Mention]) -> Mention | None:
        """What the sentence says to be no allergy, whatever it does."""
        at = refuted_at(self._talk, sentence)
        if at is None:
            return None
        meant = refuted(sentence, at, specific(substances))
        if meant is None and self._meant is not None:
            near = sentence.turn - self._meant.sentence.turn <= _A_MOMENT
            meant = self._meant.mention if near and is_of_it(sentence, at) else None
        if meant is None or not self._of_patient(sentence, [meant]):
            return None
        self._mark([meant])
        self._add(meant, Polarity.DENIED, "refuted")
        return meant

    def _take_back_slip(self, sentence: Sentence) -> None:
        """Leave out what the sentence right before said, where this one says it was no truth."""
        before = self._talk.sentences[max(0, sentence.number - 1)]
        if before.turn != sentence.turn or _TAKEN_BACK.match(sentence.text) is None:
            return
        self._claims = [each for each in self._claims if each.first < before.first]
        self._scope = [each for each in self._scope if each.sentence.number < before.number]

    def finish(self) -> None:
        """Make the findings."""
        settled = frozenset(each.substance for each in self._claims)
        for later in told_later(self._talk, self._scope, settled):
            self._mark([later.mention])
            self._add(later.mention, later.polarity, "told_later", later.sentence.last)
            self._tell_reaction([later.sentence])
        self.found.pieces.extend(counted(self._claims))

    def _question(self, sentence: Sentence, substances: list[Mention], *, named: bool) -> None:
        clinician = not self._talk.clinicians or self._talk.by_clinician(sentence)
        if clinician and not self._goes_on(sentence, substances, named=named):
            return
        if not (self._topic or named):
            return
        statements = replies(self._talk, sentence)
        self._mark(substances)
        if named and specific(substances) and reaction(sentence.text):
            self.found.reactions.add(sentence.number)
        self._asked = frozenset(each.name for each in specific(substances))
        if clinician and not self._asked:
            self._asked_openly = sentence.turn
        if not self._of_patient(sentence, substances):
            return
        if not clinician:
            reminds = named or REMINDS.search(sentence.text)
            for each in specific(substances) if reminds else ():
                self._add(each, Polarity.AFFIRMED, "reminded")
        else:
            self._answered(sentence, substances, statements)

    def _goes_on(self, sentence: Sentence, substances: list[Mention], *, named: bool) -> bool:
        """Whether what the clinician asks is answered with an allergy; the topic may end here."""
        if (self._topic or named) and self._from_chart(sentence, substances):
            self._topic_turn = sentence.turn
        if self._topic and WHAT_HAPPENS.search(sentence.text):
            self._topic_turn = sentence.turn
            self._tell_reaction(replies(self._talk, sentence))
            return False
        harmed = self._topic and told_of_harm(replies(self._talk, sentence))
        if not named and ASKS_MEDS.search(sentence.text) and not harmed:
            self._topic_turn = -TOPIC_TURNS - 1
            return False
        if not (self._topic or named):
            self._asked_for_harm(sentence, substances)
            return False
        if self._topic and not named:
            bare = is_nothing_but_a_name(self._talk, sentence)
            asks_on = ASKS_ON.search(sentence.text) or HARM.search(sentence.text)
            taken = substances and ASKS_TAKEN.search(sentence.text) and not harmed
            if taken or turns_elsewhere(self._talk, sentence, substances):
                self._topic_turn = -TOPIC_TURNS - 1
            elif substances or bare or asks_on:
                self._topic_turn = sentence.turn
            else:
                self._asked_elsewhere = sentence.turn
                self._topic_turn = max(self._topic_turn, sentence.turn - 1)
                return False
        return True

    def _asked_for_harm(self, sentence: Sentence, substances: list[Mention]) -> None:
        """`¿Qué le pasa con el diclofenaco?`, `¿Y si le doy ibuprofeno? — Ese me hincha.`"""
        if not self._of_patient(sentence, substances):
            return
        for each, polarity in answered_by_harm(
            self._talk,
            sentence,
            specific(substances),
            replies(self._talk, sentence),
            bare=bool(self._claims) and is_nothing_but_a_name(self._talk, sentence),
        ):
            self._mark([each])
            self._add(each, polarity, "reacted")
            self._tell_reaction(replies(self._talk, sentence))

    def _answered(
        self, sentence: Sentence, substances: list[Mention], statements: list[Sentence]
    ) -> None:
        named = specific(substances)
        for each, polarity in answered(self._talk, sentence, named, statements):
            self._add(each, polarity, "answered", statements[0].last)
            if polarity is Polarity.AFFIRMED:
                self._tell_reaction([sentence])
        classes = [each for each in substances if each.kind is TermKind.ANYTHING]
        if denies_anything(self._talk, named, classes, sentence, statements):
            self._asked_openly = -TOPIC_TURNS
            self._deny_anything(sentence, substances, statements)

    def _deny_anything(
        self, sentence: Sentence, substances: list[Mention], statements: list[Sentence]
    ) -> None:
        anything = [each for each in substances if each.kind is TermKind.ANYTHING]
        match = NAMED.search(sentence.text)
        place = sentence.words_of(match.start(), match.end())[0] if match else sentence.first
        named = [(each.first, each.name) for each in anything] or [(place, "")]
        for at, name in named:
            self._claims.append(
                Claim(name, Polarity.DENIED, at, statements[0].last, at, "denied_all", True)
            )

    def _statement(self, sentence: Sentence, substances: list[Mention], *, named: bool) -> None:
        result = POSITIVE.search(sentence.text) or NEGATIVE.search(sentence.text)
        asks_back = self._talk.by_clinician(sentence) and not (named or result)
        if asks_back and sentence.turn != self._trailing and not self._is_told_back(sentence):
            return
        denied_all = named and _DENIED_ALL.search(sentence.text)
        if not substances or denied_all:
            if denied_all:
                self._mark(substances)
                self._deny_anything(sentence, substances, [sentence])
            elif self._topic and not asks_back and not self._was_borne(sentence):
                self._tell_reaction([sentence])
            return
        denied = any(polarity_of(sentence, each) is Polarity.DENIED for each in substances)
        if is_side_effect(sentence) and not denied:
            self.found.reactions.add(sentence.number)
            return
        if OTHER_REASON.search(sentence.text) and not tells_harm(sentence) and not named:
            return
        if not self._of_patient(sentence, substances):
            self._mark(substances)
            return
        if is_only_taken(sentence, substances):
            if not TAKES_NOW.search(sentence.text):
                self._mark(substances)
            self._taken(substances)
            return
        self._mark(substances)
        self._said(sentence, substances)
        self._tell_reaction([sentence])

    def _from_chart(self, sentence: Sentence, substances: list[Mention]) -> bool:
        """What the clinician reads out: `I've got trimethoprim here.`"""
        if not is_read_from_chart(self._talk, sentence, specific(substances)):
            return False
        self._mark(substances)
        for each, polarity in of_chart(self._talk, sentence, specific(substances)):
            self._add(each, polarity, "read_out")
        self._topic_turn = sentence.turn
        return True

    def _is_told_back(self, sentence: Sentence) -> bool:
        """Whether the clinician reads one out, or says again what was told: `Sulfa, then.`"""
        if is_read_out(self._talk, sentence) and sentence.turn == self._topic_turn:
            return True
        if self._topic and says_it_too(self._talk, sentence):
            return True
        last = self._claims[-1] if self._claims else None
        said = last is not None and last.polarity is Polarity.AFFIRMED and not last.anything
        short = len(sentence.text.split()) <= _AN_ECHO and not _ORDERS.search(sentence.text)
        return bool(said and short and self._turn - self._told_turn() <= 1)

    def _told_turn(self) -> int:
        return self._talk.sentence_at(self._claims[-1].first).turn if self._claims else -1

    def _said(self, sentence: Sentence, substances: list[Mention]) -> None:
        """What it says of each."""
        if puts_right(self._talk, sentence) and self._claims:
            slip = self._talk.sentence_at(self._claims[-1].first)
            if slip.number == sentence.number - 1:
                self._claims.pop()
        answers = self._turn - self._asked_openly == 1
        for each, polarity in told_of_each(
            self._talk,
            sentence,
            substances,
            topic=self._topic,
            answers=answers,
            name_alone=self._turn - self._asked_elsewhere != 1,
        ):
            anything = each.kind is TermKind.ANYTHING
            self._add(each, polarity, "named" if anything else "said", anything=anything)

    def _taken(self, substances: list[Mention]) -> None:
        """`Penicillin? — I eat penicillin like candy.`: what was just asked for, and is had."""
        for each in specific(substances):
            if each.name in self._asked:
                self._add(each, Polarity.DENIED, "taken")

    def _was_borne(self, sentence: Sentence) -> bool:
        """`… amoxicillin. But they gave it again and nothing happened`: it is none any more."""
        last = self._claims[-1] if self._claims else None
        if last is None or last.anything or not FINE.search(sentence.text):
            return False
        if not GOES_ON_WITH_IT.search(sentence.text):
            return False
        if self._talk.sentence_at(last.first).turn != sentence.turn:
            return False
        last.polarity = Polarity.DENIED
        return True

    def _reacted(self, sentence: Sentence, substances: list[Mention]) -> None:
        """A substance that did harm, in a statement that does not say the word."""
        if self._talk.by_clinician(sentence):
            self._refused(sentence, specific(substances))
        supposed = re.search(r"\b(si|if)\b", sentence.text) and not WHENEVER.search(sentence.text)
        ordered = self._talk.by_clinician(sentence) and (
            expressions(sentence) or not tells_harm(sentence)
        )
        if (
            supposed
            or ordered
            or STOPPED_FOR.search(sentence.text)
            or OTHER_REASON.search(sentence.text)
        ):
            return
        for each in specific(substances):
            if self._did_harm(sentence, each, substances) and self._of_patient(sentence, [each]):
                self._mark([each])
                self._add(each, Polarity.AFFIRMED, "reacted")
                self._tell_reaction([sentence])

    def _refused(self, sentence: Sentence, named: list[Mention]) -> None:
        """`Le doy ketorolaco. — Ese no me lo dé: me llené de ronchas.`"""
        statements = replies(self._talk, sentence)
        if len(named) != 1 or not statements or not REFUSES.search(statements[0].text):
            return
        if any(told(each.text) is Polarity.AFFIRMED for each in statements[:2]):
            self._add(named[0], Polarity.AFFIRMED, "refused", statements[0].last)
            self._tell_reaction(statements)

    def _did_harm(self, sentence: Sentence, each: Mention, named: Sequence[Mention]) -> bool:
        """Whether this sentence, or the next that goes on with it, tells what it did."""
        said = with_med(sentence, each)
        following = self._talk.sentences[sentence.number + 1 : sentence.number + 2]
        if len(named) == 1 and not self._talk.by_clinician(sentence):
            said += "".join(
                f" {after.text}"
                for after in following
                if after.turn == sentence.turn
                and (_WHICH_DID.match(after.text) or REFUSES.search(sentence.text))
            )
        match = REACTED.search(said)
        if match is None or is_edema(said) or _LIKENED.search(said.partition("MED")[0]):
            return False
        start = sentence.place(each.first)
        others = [sentence.place(other.first) for other in named if other is not each]
        return not any(start < place < match.end() for place in others)

    def _of_patient(self, sentence: Sentence, substances: list[Mention]) -> bool:
        word = substances[-1].first if substances else sentence.last
        before = self._talk.sentences[max(0, sentence.number - 1)]
        broken_off = self._talk.words[before.last].text.endswith(("...", "…"))
        if broken_off and before.turn == sentence.turn and before.number < sentence.number:
            of_whom = whose(self._talk, before, before.last).subject
            if of_whom is not Subject.PATIENT:
                return False
        if whose(self._talk, sentence, word).subject is Subject.PATIENT:
            return True
        behind = sentence.text[sentence.place(word) :].partition(" ")[2]
        owned = substances and substances[-1].kind is TermKind.ALLERGEN and _OWNED.match(behind)
        return (
            bool(owned) and whose(self._talk, sentence, sentence.first).subject is Subject.PATIENT
        )

    def _mark(self, substances: list[Mention]) -> None:
        for each in specific(substances):
            self.found.words.update(range(each.first, each.last + 1))

    def _add(
        self,
        each: Mention,
        polarity: Polarity,
        rule: str,
        last: int | None = None,
        *,
        anything: bool = False,
    ) -> None:
        end = each.last if last is None else max(last, each.last)
        medicine = each.kind is TermKind.MEDICINE
        self._claims.append(
            Claim(each.name, polarity, each.first, end, each.first, rule, anything, medicine)
        )

    def _tell_reaction(self, statements: list[Sentence]) -> None:
        """Give the substance that was affirmed last what it did."""
        for statement in statements:
            did = reaction(statement.text)
            if DOES.search(statement.text):
                self.found.reactions.add(statement.number)
            if not did:
                continue
            self.found.reactions.add(statement.number)
            open_ = next(
                (
                    each
                    for each in reversed(self._claims)
                    if each.polarity is Polarity.AFFIRMED and not each.anything
                ),
                None,
            )
            if open_ is not None and not open_.reaction:
                open_.reaction = did
            return
