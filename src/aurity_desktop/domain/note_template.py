"""The form of a note: its sections, which findings go where, and what the norm asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.domain.findings import (
    Finding,
    FindingKind,
    Medicine,
    MedicineUse,
    Polarity,
    Study,
    StudyState,
    Subject,
)

#: The languages of our own words.
LANGUAGES: Final = ("es", "en")

Detail = Polarity | Subject | MedicineUse | StudyState

#: What may stand behind the kind: `symptom.denied`, `medicine.prescribed`.
_DETAILS: Final[dict[str, Detail]] = {
    detail.value: detail
    for details in (Polarity, Subject, MedicineUse, StudyState)
    for detail in details
}


@dataclass(frozen=True, slots=True)
class FindingSource:
    """Which findings are meant: those of a kind, all of them or those of one detail."""

    kind: FindingKind
    detail: Detail | None = None

    def matches(self, finding: Finding) -> bool:
        """Whether it means this finding."""
        if finding.kind is not self.kind:
            return False
        match self.detail:
            case None:
                return True
            case Polarity() as polarity:
                return finding.polarity is polarity
            case Subject() as subject:
                return finding.subject is subject
            case MedicineUse() as use:
                return isinstance(finding.value, Medicine) and finding.value.use is use
            case StudyState() as state:
                return isinstance(finding.value, Study) and finding.value.state is state


def source_named(name: str) -> FindingSource:
    """`symptom`, or `symptom.denied`. Raises ValueError."""
    kind, dot, detail = name.partition(".")
    if not dot:
        return FindingSource(FindingKind(kind))
    if detail not in _DETAILS:
        raise ValueError(f"{detail!r} is none of {', '.join(_DETAILS)}")
    return FindingSource(FindingKind(kind), _DETAILS[detail])


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A section; `titles` by language. `key` is what texts are kept under: the same in two
    templates means the same text. `codes`: diagnoses are picked from a classification here.
    """

    key: str
    titles: Mapping[str, str]
    sources: tuple[FindingSource, ...] = ()
    required: bool = False
    clause: str = ""
    code: str = ""
    codes: bool = False

    def takes(self, finding: Finding) -> bool:
        """Whether the finding belongs here, as far as this section goes."""
        return any(source.matches(finding) for source in self.sources)


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """A form. `name` is that of its file; `required_head` are the fields that the norm asks for."""

    name: str
    titles: Mapping[str, str]
    sections: tuple[TemplateSection, ...]
    head: tuple[HeadField, ...]
    required_head: frozenset[HeadField]
    code: str = ""
    norm: str = ""
    signature: bool = True

    def title(self, language: str) -> str:
        """In that language, else in Spanish."""
        return in_language(self.titles, language)

    def section_of(self, finding: Finding) -> TemplateSection | None:
        """The first that takes it; None where the form has no place for it."""
        return next((each for each in self.sections if each.takes(finding)), None)


def in_language(titles: Mapping[str, str], language: str) -> str:
    """The text in that language, else in Spanish, else whatever there is."""
    return titles.get(language) or titles.get("es") or next(iter(titles.values()), "")
