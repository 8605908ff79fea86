"""The shipped lexicon: what Mexican clinicians prescribe and say is in it, and no junk."""

import re
from collections import Counter

import pytest

from aurity_desktop.asr.sound_terms import Use
from aurity_desktop.asr.sound_terms import terms_of as sound_terms
from aurity_desktop.domain.lexicon import LexiconKind
from aurity_desktop.domain.number_tables import word_set
from aurity_desktop.runtime.lexicon import lexicon, read_entries
from aurity_desktop.runtime.resources import resources_folder

FILES = ("generics.txt", "brands.txt", "terms.txt")

GENERICS = word_set("""
paracetamol ibuprofeno naproxeno diclofenaco ketorolaco metamizol celecoxib etoricoxib meloxicam
tramadol morfina buprenorfina butilhioscina omeprazol esomeprazol pantoprazol ranitidina famotidina
sucralfato metoclopramida ondansetrón difenidol loperamida lactulosa metformina glibenclamida
glimepirida pioglitazona sitagliptina linagliptina dapagliflozina empagliflozina acarbosa
semaglutida liraglutida dulaglutida insulina levotiroxina losartán valsartán telmisartán candesartán
irbesartán enalapril captopril lisinopril ramipril amlodipino nifedipino verapamilo metoprolol
bisoprolol carvedilol propranolol hidroclorotiazida clortalidona furosemida espironolactona digoxina
amiodarona atorvastatina rosuvastatina pravastatina ezetimiba bezafibrato clopidogrel rivaroxabán
apixabán warfarina enoxaparina amoxicilina ampicilina dicloxacilina cefalexina ceftriaxona
cefuroxima azitromicina claritromicina clindamicina ciprofloxacino levofloxacino nitrofurantoína
fosfomicina gentamicina amikacina vancomicina metronidazol albendazol ivermectina nitazoxanida
aciclovir oseltamivir fluconazol itraconazol terbinafina prednisona dexametasona metilprednisolona
loratadina cetirizina ambroxol salbutamol budesonida montelukast fluoxetina sertralina escitalopram
clonazepam alprazolam quetiapina risperidona carbamazepina levetiracetam gabapentina pregabalina
""")

BRANDS = word_set("""
Tempra Tylenol Advil Motrin Aspirina Flanax Voltaren Dolac Buscapina Losec Pantozol Plasil Vontrol
Lomotil Glucophage Dabex Euglucon Januvia Forxiga Jardianz Ozempic Lantus Humalog Eutirox Cozaar
Micardis Norvas Lopresor Lasix Lipitor Crestor Plavix Xarelto Clexane Amoxil Augmentin Rocephin
Bactrim Dalacin_C Flagyl Daxon Zovirax Diflucan Meticorten Clarityne Mucosolvan Ventolin Singulair
Rivotril Lyrica
""")

#: Prescribed in the United States, by no brand that is sold in Mexico.
ELSEWHERE = word_set("""
benazepril chlorpromazine clobetasol colchicine doxazosin eplerenone etodolac flecainide fosinopril
glipizide guanfacine labetalol liothyronine lovastatin lurasidone methadone metolazone
modafinil nadolol naloxone naltrexone nitroglycerin nortriptyline penicillin promethazine
propafenone quinapril raloxifene rizatriptan ropinirole sotalol temazepam torsemide valproate
zonisamide
""")

TERMS = word_set("""
cefalea disnea odinofagia epigastralgia hematuria taquicardia hepatomegalia ictericia
diabetes_mellitus hipertensión_arterial fibrilación_auricular neumonía preeclampsia apendicitis
epigastrio hipocondrio_derecho rótula tiroides biometría_hemática examen_general_de_orina
hemoglobina_glucosilada radiografía_de_tórax electrocardiograma apendicectomía cesárea
colecistectomía miligramos mililitros vía_oral intramuscular sublingual cada_8_horas por_la_noche TA
IVU EPOC headache shortness_of_breath tachycardia myocardial_infarction pneumonia gallbladder
complete_blood_count chest_X-ray appendectomy milligrams by_mouth twice_a_day BP UTI COPD
""")


def terms_of(*kinds):
    return {entry.term for entry in lexicon() if entry.kind in kinds}


def test_it_has_the_generic_names_that_are_used_in_mexico():
    assert len(GENERICS) >= 100
    assert set(GENERICS) - terms_of(LexiconKind.GENERIC) == set()


def test_it_has_brands_that_are_sold_in_mexico():
    assert len(BRANDS) == 50
    wanted = {brand.replace("_", " ") for brand in BRANDS}
    assert wanted - terms_of(LexiconKind.BRAND) == set()


def test_what_is_prescribed_in_the_united_states_is_as_usual_as_what_is_sold_in_mexico():
    use = {term.text: term.use for term in sound_terms(lexicon(), "en")}
    assert {name for name in ELSEWHERE if use.get(name) is not Use.USUAL} == set()


def test_no_brand_from_elsewhere_is_a_spanish_word_of_every_day():
    brands = {term.casefold() for term in terms_of(LexiconKind.BRAND)}
    assert brands.isdisjoint({"compro", "vanos"})


def test_it_has_the_words_of_a_consultation():
    assert len(TERMS) >= 50
    medicines = {LexiconKind.GENERIC, LexiconKind.BRAND}
    words = terms_of(*(kind for kind in LexiconKind if kind not in medicines))
    assert {term.replace("_", " ") for term in TERMS} - words == set()


def test_it_is_large_enough():
    own = Counter(
        (entry.kind, entry.language)
        for entry in lexicon()
        if entry.canonical == entry.term or entry.kind is not LexiconKind.GENERIC
    )
    assert own[LexiconKind.GENERIC, "es"] >= 3_000
    assert own[LexiconKind.BRAND, "es"] >= 1_000
    assert sum(count for (kind, _), count in own.items() if kind not in ("generic", "brand")) >= (
        2_000
    )


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_sorted_without_doubles_and_tells_where_it_comes_from(name):
    path = resources_folder() / "lexicon" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    notes = [line for line in lines if line.startswith("#")]
    assert "Facts" in " ".join(notes)
    assert [line.startswith("#") for line in lines] == sorted(
        (line.startswith("#") for line in lines), reverse=True
    )
    keys = [(entry.term.casefold(), entry.language) for entry in read_entries(path)]
    assert len(set(keys)) == len(keys)
    body = lines[len(notes) :]
    assert [line.split("\t") for line in body] == sorted(line.split("\t") for line in body)


def test_no_entry_is_a_word_of_every_day_or_a_company():
    medicines = {name.lower() for name in terms_of(LexiconKind.GENERIC, LexiconKind.BRAND)}
    others = word_set("""
        time act next days now today water honey sugar tea coffee gold silver capital nexus zonal
        bayer pfizer sanofi liomont pisa sandoz novartis roche merck siegfried senosiain the and por
        para como con una tarde vida agua
    """)
    assert medicines & others == set()


def test_every_entry_can_be_said_and_shown():
    shape = re.compile(r"[^\W_][\w .,+'/%²-]{0,59}\w|[\w°%/]{1,20}")
    assert [entry for entry in lexicon() if not shape.fullmatch(entry.term)] == []
    assert {entry.language for entry in lexicon()} == {"es", "en"}


def test_a_name_without_its_accents_and_an_english_one_lead_to_the_spanish_one():
    named = {(entry.term, entry.language): entry.canonical for entry in lexicon()}
    assert named["losartan", "es"] == named["losartan", "en"] == "losartán"
    assert named["ibuprofen", "en"] == "ibuprofeno"
    assert named["Tempra", "es"] == "paracetamol"
    assert named["Hyzaar", "es"] == "losartán + hidroclorotiazida"
