"""What is found in a talk: every rule over its words, in the order in which it was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aurity_desktop.clinical.allergies import allergies
from aurity_desktop.clinical.follow_ups import follow_ups
from aurity_desktop.clinical.medicines import medicines
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.studies import studies
from aurity_desktop.clinical.talk import Talk
from aurity_desktop.clinical.told_kinds import told_kinds
from aurity_desktop.clinical.vital_signs import vital_signs
from aurity_desktop.domain.findings import Finding, finding_id
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Word

#: The languages that there are rules for.
LANGUAGES = frozenset({"es", "en"})


def findings_in(
    words: Sequence[Word],
    language: str,
    *,
    run_id: str = "",
    places: Sequence[int] = (),
    roles: Mapping[str, SpeakerRole] | None = None,
) -> tuple[Finding, ...]:
    """What was said of clinical weight; nothing in other languages than Spanish and English.

    `places[i]` is the position of word i in the run `run_id`, itself where there are none.
    `roles`, by label, are the voices' as far as they are known. Pure: the same words give the same.
    """
    if not words or language not in LANGUAGES:
        return ()
    talk = Talk(words, language, roles)
    allergic = allergies(talk)
    studied = studies(talk)
    besides = frozenset(allergic.words) | {each.named_at for each in studied}
    told = {word for each in studied for word in range(each.named_at, each.last + 1)}
    pieces = [
        *allergic.pieces,
        *medicines(talk, besides=frozenset(besides), allergic_to=allergic.substances()),
        *(each for each in vital_signs(talk) if each.last not in told),
        *told_kinds(talk, reactions=frozenset(allergic.reactions)),
        *studied,
        *follow_ups(talk),
    ]
    pieces.sort(key=lambda piece: (piece.named_at, piece.kind))
    made: dict[str, Finding] = {}
    for piece in pieces:
        finding = _finding(talk, piece, run_id, places)
        made.setdefault(finding.finding_id, finding)
    return tuple(made.values())


def _finding(talk: Talk, piece: Piece, run_id: str, places: Sequence[int]) -> Finding:
    def place(word: int) -> int:
        return places[word] if places else word

    said = talk.words[piece.first : piece.last + 1]
    named = talk.words[piece.named_at]
    heard = min(1.0, min(word.probability for word in said) + 0.5)
    return Finding(
        finding_id(run_id, piece.kind, place(piece.named_at)),
        piece.kind,
        piece.value,
        piece.polarity,
        piece.subject,
        place(piece.first),
        place(piece.last),
        place(piece.named_at),
        said[0].start,
        said[-1].end,
        named.speaker,
        round(piece.confidence * heard, 3),
        piece.rule,
    )
