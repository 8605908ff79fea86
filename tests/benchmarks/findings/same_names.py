"""Names that mean the same: what one author calls `mum` another calls `mother`.

Only what is the same thing in every talk. A closer name is another one: `type 2 diabetes` is no
`diabetes`, and an operation on the prostate is no other.
"""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.term_lists import folded


def singular(text: str) -> str:
    """Folded, and each word without its plural: `hinchazón de pies` is that of a foot."""
    return " ".join(_single(word) for word in folded(text).replace("-", " ").split())


def _single(word: str) -> str:
    """`camarones` and `camarón`, `nueces` and `nuez` come to the same."""
    word = _LAST_E.sub("", word.removesuffix("s"))
    return word[:-1] + "z" if word.endswith("c") else word


_LAST_E: Final = re.compile(r"(?<=[nlrdjc])e$")
_GROUPS: Final = """
    mother = mom = mum = mama = mommy = madre = ama = mami
    father = dad = daddy = papa = apa = padre = papi
    grandmother = grandma = nan = nana = granny = abuela = abuelita
    grandfather = grandpa = granddad = abuelo = abuelito
    hypertension = high blood pressure
    hipertension = presion alta = hipertension arterial = alta presion
    heart attack = myocardial infarction
    infarto = infarto de miocardio = ataque al corazon
    smoking = tobacco = smoker
    tabaquismo = tabaco = fumador
    alcohol = alcohol use
    cannabis = marijuana = marihuana = mariguana = weed
    gallbladder surgery = cholecystectomy = gallbladder removal
    cirugia de vesicula = colecistectomia
    appendectomy = appendix surgery = appendix removal
    apendicectomia = cirugia de apendice
    cesarean section = c-section
    reaction to anesthesia = anesthesia reaction
    sulfa = sulfonamides
    sulfa = sulfonamidas
    contrast = contrast dye = iodinated contrast = iodine contrast
    contraste = medio de contraste = contraste yodado
    bee = bee sting
    abeja = picadura de abeja = piquete de abeja
    metamizol = dipirona
    trimetoprima con sulfametoxazol = trimetoprim con sulfametoxazol = trimetoprim sulfametoxazol
    leche = leche de vaca
    milk = cow's milk = cow milk
    adhesive tape = tape = surgical tape
"""
_SAME: Final = {
    singular(name): singular(group[0])
    for line in _GROUPS.strip().splitlines()
    for group in [[each.strip() for each in line.split("=")]]
    for name in reversed(group)
}


def one_name(name: str) -> str:
    """The name that stands for all that mean the same, folded and in the singular."""
    return _SAME.get(singular(name), singular(name))
