"""Allergies, affirmed and denied, and what the substance did.

A talk comes to allergies with the word, and stays there while it is asked on: until then every
substance in an answer is one that somebody is, or is not, allergic to, and no prescription.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer, replies
from aurity_desktop.clinical.patterns import phrases
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.reactions import DOES, reaction
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.domain.findings import Allergy, FindingKind, Polarity, Subject

_KINDS: Final = frozenset({TermKind.MEDICINE, TermKind.ALLERGEN, TermKind.ANYTHING})
_NAMED: Final = re.compile(
    r"\balergi\w*|\balergic\w*|\ballerg\w+|\breaction to|\breaccion (a|con)\b"
)
#: The word as a reason for a medicine, or as the name of one.
_REASON: Final = re.compile(
    r"\b(?:por|para|for) (?:la|las|his|my|the|her|su|sus)? ?(?:alergias?|allergies)\b|"
    r"\ballergy (?:medicine|pill|shot)"
)
#: What makes a substance an allergy without the word.
_REACTED: Final = re.compile(
    r"\b(?:con (?:el|la|los|las|esa|ese) MED .{0,20}(?:ronchas|hinch\w+|cerro)|"
    r"MED (?:gave|gives) (?:me|her|him) (?:a )?(?:rash|hives)|MED .{0,20}(?:ronchas|hinch\w+)|"
    r"que no puedo tomar es .{0,12}MED|can't (?:have|take) MED)"
)
_RIGHT: Final = re.compile(
    r"^(that's right|that's the one|correct|right|asi es|exacto|correcto|"
    r"sí , (a )?(las dos|ambas|los dos))"
)
_FINE: Final = re.compile(
    r"\b(?:fine|ok|okay|no problem|y bien|normal|como si nada|y nada|sin problema|no paso nada|"
    r"la he tomado|lo he tomado|no tuve)\b"
)
_ASKS_ON: Final = re.compile(
    r"\b(otra|otro|alguna mas|algo mas|anything else|else|what happens|what happened|que le (pasa|"
    r"hace|paso|hizo)|estas? seguro|segura|nothing else|a nada|a algo|any foods|y al?)\b"
)
_WHAT_HAPPENS: Final = re.compile(
    r"\b(what happen(s|ed)|que (le|te) (pasa|hace|paso|hizo|dio)|que reaccion)\b"
)
_DENIES: Final = re.compile(
    r"\b(?:no|not|never|nunca|ningun[oa]?|sin|niega|nor|neither)\b(?! [,.])"
)
#: So few words after a denial, an allergy is what was left out of it: `none; well, bees`.
_A_BREATH: Final = 8
#: Turns for which a talk stays with allergies after the word, or a question that goes on.
_TOPIC_TURNS: Final = 2
_ASKS_TAKEN: Final = phrases(r"""
    tom[ao]s? | tomando | tomado | usa | usando | take | takes | taking | on the | tried | given
""")
_MEDICINES: Final = frozenset({"medicamentos", "medications"})
_TAKEN: Final = re.compile(
    r"\b(?:tomo|tomando|i take|i'm taking|i'm on|estoy con|carry|carries|at home)\b"
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


@dataclass(slots=True)
class _Said:
    substance: str
    polarity: Polarity
    first: int
    last: int
    named_at: int
    rule: str
    anything: bool = False
    medicine: bool = False
    reaction: str = ""


class _Reader:
    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._topic_turn = -_TOPIC_TURNS - 1
        self._turn = 0
        self._said: list[_Said] = []
        self._trailing = -1
        self.found = Allergies()

    @property
    def _topic(self) -> bool:
        """Whether allergies were spoken of a moment ago."""
        return self._turn - self._topic_turn <= _TOPIC_TURNS

    def read(self, sentence: Sentence) -> None:
        """Go on with a sentence."""
        self._turn = sentence.turn
        named = _NAMED.search(sentence.text) is not None and not _REASON.search(sentence.text)
        substances = self._substances(sentence)
        if sentence.question:
            self._question(sentence, substances, named=named)
        elif self._topic or named:
            self._statement(sentence, substances, named=named)
        else:
            self._reacted(sentence, substances)
        broken_off = self._talk.words[sentence.last].text.endswith(("...", "…"))
        if named and broken_off:
            self._trailing = sentence.turn
        if named:
            self._topic_turn = sentence.turn

    def finish(self) -> None:
        """Make the findings: of each substance the last that was said of it."""
        last: dict[str, _Said] = {}
        for said in self._said:
            earlier = last.pop(said.substance, None)
            if earlier is not None and earlier.polarity is said.polarity:
                earlier.reaction = earlier.reaction or said.reaction
                said = earlier  # noqa: PLW2901  # the first place where it stands counts
            last[said.substance] = said
        for said in last.values():
            if said.anything and self._contradicted(said, list(last.values())):
                continue
            self.found.pieces.append(
                Piece(
                    FindingKind.ALLERGY,
                    Allergy(said.substance, said.reaction),
                    said.first,
                    said.last,
                    said.named_at,
                    f"allergy.{said.rule}",
                    0.9,
                    said.polarity,
                )
            )

    def _contradicted(self, said: _Said, others: list[_Said]) -> bool:
        """A general denial beside an allergy that was told, or beside a denial that says more."""
        if said.polarity is Polarity.AFFIRMED:
            return True
        told = [each for each in others if each is not said]
        if said.rule == "denied_all" and any(
            each.polarity is Polarity.AFFIRMED and 0 < each.named_at - said.named_at < _A_BREATH
            for each in told
        ):
            return True
        if said.substance == "":
            return any(each.polarity is Polarity.AFFIRMED or each.anything for each in told)
        if said.substance in _MEDICINES and said.rule != "named":
            return any(
                each.polarity is Polarity.AFFIRMED and (each.medicine or each.rule == "reminded")
                for each in told
            )
        return False

    def _substances(self, sentence: Sentence) -> list[Mention]:
        words = self._talk.plain[sentence.first : sentence.last + 1]
        return [
            Mention(each.term, each.first + sentence.first, each.last + sentence.first)
            for each in term_list(self._talk.language).mentions(words, _KINDS)
        ]

    def _question(self, sentence: Sentence, substances: list[Mention], *, named: bool) -> None:
        clinician = not self._talk.clinicians or self._talk.by_clinician(sentence)
        if self._topic and clinician and _WHAT_HAPPENS.search(sentence.text):
            self._topic_turn = sentence.turn
            self._tell_reaction(replies(self._talk, sentence))
            return
        if self._topic and clinician and not named:
            if _ASKS_TAKEN.search(sentence.text) or not (
                substances or _ASKS_ON.search(sentence.text)
            ):
                self._topic_turn = -_TOPIC_TURNS - 1
            else:
                self._topic_turn = sentence.turn
        if not (self._topic or named):
            return
        statements = replies(self._talk, sentence)
        self._mark(substances)
        if not self._of_patient(sentence, substances):
            return
        if not clinician:
            for each in self._specific(substances):
                self._add(each, Polarity.AFFIRMED, "reminded")
        else:
            self._answered(sentence, substances, statements)

    def _answered(
        self, sentence: Sentence, substances: list[Mention], statements: list[Sentence]
    ) -> None:
        """Each substance that the question names, and the answer does not name again."""
        given = answer(statements)
        named = self._specific(substances)
        repeated = {
            again.name
            for statement in statements
            for again in self._specific(self._substances(statement))
        }
        fine = bool(statements) and _FINE.search(statements[0].text) is not None
        for each in named:
            if each.name in repeated:
                continue
            if given is Answer.NO or fine:
                self._add(each, Polarity.DENIED, "answered", statements[0].last)
            elif given is Answer.YES and (len(named) == 1 or _confirms(statements)):
                self._add(each, Polarity.AFFIRMED, "answered", statements[0].last)
        if given is Answer.NO and not named:
            self._deny_anything(sentence, substances, statements)

    def _deny_anything(
        self, sentence: Sentence, substances: list[Mention], statements: list[Sentence]
    ) -> None:
        anything = [each for each in substances if each.kind is TermKind.ANYTHING]
        match = _NAMED.search(sentence.text)
        place = sentence.words_of(match.start(), match.end())[0] if match else sentence.first
        named = [(each.first, each.name) for each in anything] or [(place, "")]
        for at, name in named:
            self._said.append(
                _Said(name, Polarity.DENIED, at, statements[0].last, at, "denied_all", True)
            )

    def _statement(self, sentence: Sentence, substances: list[Mention], *, named: bool) -> None:
        asks_back = self._talk.by_clinician(sentence) and not named
        if asks_back and sentence.turn != self._trailing:
            return
        denied_all = named and re.search(
            r"\b(no|niega|sin) (known |drug |tener |tengo )*(alergias|allergies)|"
            r"not allergic to any",
            sentence.text,
        )
        if not substances or denied_all:
            if denied_all:
                self._mark(substances)
                self._deny_anything(sentence, substances, [sentence])
            elif self._topic and not asks_back:
                self._tell_reaction([sentence])
            return
        self._mark(substances)
        if not self._of_patient(sentence, substances) or _TAKEN.search(sentence.text):
            return
        named_at = _NAMED.search(sentence.text)
        for each in substances:
            start = sentence.place(each.first)
            if not self._topic and named_at and start < named_at.start() - 40:
                continue
            polarity = self._polarity(sentence, each)
            if each.kind is TermKind.ANYTHING:
                if polarity is Polarity.DENIED:
                    self._add(each, polarity, "named", anything=True)
            else:
                self._add(each, polarity, "said")
        self._tell_reaction([sentence])

    def _reacted(self, sentence: Sentence, substances: list[Mention]) -> None:
        """A substance that did harm, in a statement that does not say the word."""
        if re.search(r"\b(si|if)\b", sentence.text):
            return
        for each in self._specific(substances):
            start = sentence.place(each.first)
            rest = sentence.text[sentence.place(each.last) :]
            local = f"{sentence.text[:start]}MED{rest[len(rest.split(' ', 1)[0]) :]}"
            if _REACTED.search(local) and self._of_patient(sentence, [each]):
                self._mark([each])
                self._add(each, Polarity.AFFIRMED, "reacted")
                self._tell_reaction([sentence])

    def _polarity(self, sentence: Sentence, substance: Mention) -> Polarity:
        start = sentence.place(substance.first)
        before, behind = sentence.text[:start], sentence.text[start:]
        after = behind.split(" ", 1)[1] if " " in behind else ""
        clause = re.split(r"\b(?:pero|but|sí)\b|[;]|, (?=y al |al )", before)[-1]
        denied = (
            _DENIES.search(clause)
            or re.match(r"^,? ?(?:no|not|ningun[oa]?|tampoco)\b", after)
            or _FINE.search(after)
        )
        return Polarity.DENIED if denied else Polarity.AFFIRMED

    def _specific(self, substances: list[Mention]) -> list[Mention]:
        return [each for each in substances if each.kind is not TermKind.ANYTHING]

    def _of_patient(self, sentence: Sentence, substances: list[Mention]) -> bool:
        word = substances[-1].first if substances else sentence.last
        return whose(self._talk, sentence, word).subject is Subject.PATIENT

    def _mark(self, substances: list[Mention]) -> None:
        for each in self._specific(substances):
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
        self._said.append(
            _Said(each.name, polarity, each.first, end, each.first, rule, anything, medicine)
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
                    for each in reversed(self._said)
                    if each.polarity is Polarity.AFFIRMED and not each.anything
                ),
                None,
            )
            if open_ is not None and not open_.reaction:
                open_.reaction = did
            return


def _confirms(statements: list[Sentence]) -> bool:
    """Whether everything that was asked is so: `that's right, both`."""
    return _RIGHT.search(statements[0].text) is not None
