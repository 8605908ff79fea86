"""Medicines: what is told of each, over how many turns, and whose they are."""

from __future__ import annotations

import pytest

from aurity_desktop.clinical.find import findings_in
from aurity_desktop.domain.findings import FindingKind
from tests.benchmarks.findings.consultations import words_of
from tests.clinical.talks import of_kind


@pytest.mark.parametrize(
    ("said", "medicine"),
    [
        ("Enalapril, 10 mg.", "+ taken enalapril 10 mg"),
        ("Tomo metformina de ochocientos cincuenta.", "+ taken metformina 850 mg"),
        (
            "Tomo losartán de cincuenta miligramos, una tableta cada doce horas.",
            "+ taken losartán 50 mg 1 tableta cada 12 horas",
        ),
        ("Me tomo media pastilla de clonazepam.", "+ taken clonazepam 0.5 pastilla"),
        (
            "Tomo dos tabletas de paracetamol cada 8 horas.",
            "+ taken paracetamol 2 tabletas cada 8 horas",
        ),
        (
            "Me pongo insulina glargina, veinte unidades en la noche.",
            "+ taken insulina glargina 20 unidades en la noche",
        ),
        ("Tomo levotiroxina de cien, en ayunas.", "+ taken levotiroxina 100 mcg en ayunas"),
        (
            "Uso salbutamol, dos disparos cada seis horas.",
            "+ taken salbutamol 2 disparos cada 6 horas",
        ),
        ("Tomo omeprazol de 20 antes de desayunar.", "+ taken omeprazol 20 mg antes de desayunar"),
        ("Tomo aspirina cada tercer día.", "+ taken aspirina cada tercer día"),
        ("Me tomé quinientos miligramos de paracetamol.", "+ taken paracetamol 500 mg"),
        ("Tomo met for mina de 500.", "+ taken metformina 500 mg"),
        (
            "Me tomo una atorvastatina de veinte por las noches.",
            "+ taken atorvastatina 20 mg por las noches",
        ),
        (
            "Le doy cinco mililitros de paracetamol cada seis horas.",
            "+ taken paracetamol 5 ml cada 6 horas",
        ),
        (
            "Tomo prednisona, cero punto cinco miligramos, diario.",
            "+ taken prednisona 0.5 mg diario",
        ),
        ("Tomo alopurinol de 300, una diaria.", "+ taken alopurinol 300 mg 1 diario"),
    ],
)
def test_a_dose_is_read_as_it_is_said_in_spanish(said: str, medicine: str) -> None:
    assert of_kind("medicine", f"M: ¿Qué está tomando?\nP: {said}") == [medicine]


@pytest.mark.parametrize(
    ("said", "medicine"),
    [
        ("Lisinopril, 10 mg.", "+ taken lisinopril 10 mg"),
        (
            "I take metformin, five hundred milligrams, twice a day.",
            "+ taken metformin 500 mg twice a day",
        ),
        ("I'm on apixaban, two point five, twice daily.", "+ taken apixaban 2.5 mg twice daily"),
        ("Half a tablet of lorazepam at night.", "+ taken lorazepam 0.5 tablet at night"),
        ("I use albuterol, two puffs every four hours.", "+ taken albuterol 2 puffs every 4 hours"),
        ("I take one aspirin a day.", "+ taken aspirin"),
        (
            "Gabapentin, three hundred, three times a day.",
            "+ taken gabapentin 300 mg 3 times a day",
        ),
        (
            "Twenty units of insulin glargine at bedtime.",
            "+ taken insulin glargine 20 units at bedtime",
        ),
        (
            "Levothyroxine, one twelve, every morning.",
            "+ taken levothyroxine 112 mcg every morning",
        ),
    ],
)
def test_a_dose_is_read_as_it_is_said_in_english(said: str, medicine: str) -> None:
    found = of_kind("medicine", f"M: What do you take?\nP: {said}", "en")
    assert len(found) == 1
    assert found[0].startswith(medicine)


@pytest.mark.parametrize(
    ("said", "medicine"),
    [
        (
            "Le voy a dar amoxicilina de quinientos, una cápsula cada ocho horas por siete días.",
            "+ prescribed amoxicilina 500 mg 1 cápsula cada 8 horas 7 días",
        ),
        (
            "Tome ibuprofeno de cuatrocientos, cada ocho horas, tres días, si le duele la cabeza.",
            "+ prescribed ibuprofeno 400 mg cada 8 horas 3 días si le duele la cabeza",
        ),
        (
            "Vamos a iniciar con ceftriaxona, un gramo intramuscular cada 24 horas por tres días.",
            "+ prescribed ceftriaxona 1 g cada 24 horas 3 días",
        ),
        (
            "Le receto diez gotas de metamizol cada seis horas.",
            "+ prescribed metamizol 10 gotas cada 6 horas",
        ),
        (
            "Prednisona de cincuenta, una diaria en la mañana por cinco días.",
            "+ prescribed prednisona 50 mg 1 diario, en la mañana 5 días",
        ),
        (
            "Va a usar ketoconazol en crema dos veces al día por dos semanas.",
            "+ prescribed ketoconazol 2 veces al día 2 semanas",
        ),
        (
            "Le dejo de diez a quince gotas de ambroxol cada ocho horas.",
            "+ prescribed ambroxol 10-15 gotas cada 8 horas",
        ),
    ],
)
def test_what_the_clinician_says_shall_be_taken_is_prescribed(said: str, medicine: str) -> None:
    assert of_kind("medicine", f"M: {said}\nP: Sí, doctor.") == [medicine]


@pytest.mark.parametrize(
    ("talk", "medicines"),
    [
        ("M: ¿Presión?\nP: Enalapril, 10 mg.", ["+ taken enalapril 10 mg"]),
        (
            "M: ¿Qué toma?\nP: Metformina.\nM: ¿De cuánto?\nP: De 850, dos veces al día.",
            ["+ taken metformina 850 mg 2 veces al día"],
        ),
        (
            "M: Va a tomar losartán de 50...\nP: ¿Cincuenta?\nM: ...una tableta cada doce horas.",
            ["+ prescribed losartán 50 mg 1 tableta cada 12 horas"],
        ),
        (
            "M: Le voy a dar prednisona de diez miligramos, no, perdón, de veinte, una diaria.",
            ["+ prescribed prednisona 20 mg 1 diario"],
        ),
        (
            "M: Tome amoxicilina de 500 cada doce horas. Digo, cada ocho horas, por diez días.",
            ["+ prescribed amoxicilina 500 mg cada 8 horas 10 días"],
        ),
        (
            "M: El enalapril se lo voy a subir de diez a veinte miligramos, cada doce horas.",
            ["+ prescribed enalapril 20 mg cada 12 horas"],
        ),
        ("M: ¿Toma aspirina?\nP: No.", ["- taken aspirina"]),
        ("M: ¿Sigue con la metformina?\nP: No, la dejé hace un mes.", ["+ stopped metformina"]),
        ("M: ¿Qué toma?\nP: Antes tomaba captopril, pero ya no.", ["+ stopped captopril"]),
        ("M: No tome diclofenaco, por favor.\nP: No.", ["- prescribed diclofenaco"]),
        ("M: Nada de aspirina, ¿eh?\nP: Bueno.", ["- prescribed aspirina"]),
        ("M: La metformina no la suspenda.\nP: No.", []),
        ("P: Mi esposa toma losartán de cincuenta.\nM: Ah, sí.", []),
        ("P: Mi vecina me dijo que tomara ivermectina.\nM: No le haga caso.", []),
        (
            "P: Mi hijo me dio un ibuprofeno de seiscientos.\nM: Bueno.",
            ["+ taken ibuprofeno 600 mg"],
        ),
        ("P: ¿Puedo tomar ibuprofeno?\nM: Sí puede.", []),
        (
            "M: Evite el ibuprofeno y el naproxeno.\nP: Sí.",
            ["- prescribed ibuprofeno", "- prescribed naproxeno"],
        ),
        ("M: ¿Y el clopidogrel?\nP: También, de 75.", ["+ taken clopidogrel 75 mg"]),
        ("P: Uso bisoprolol, el de cinco.\nM: Ya.", ["+ taken bisoprolol 5 mg"]),
        ("M: Le iba a dar tramadol... no, mejor no.\nP: Bueno.", []),
        (
            "M: Vamos a cambiar el captopril por losartán de cien, uno al día.",
            ["+ prescribed losartán 100 mg 1 al día", "+ stopped captopril"],
        ),
        (
            "M: Si le da fiebre, tome paracetamol de quinientos cada seis horas.",
            ["+ prescribed paracetamol 500 mg cada 6 horas si le da fiebre"],
        ),
        ("M: ¿Qué toma?\nP: Nada, doctora.", []),
    ],
)
def test_a_medicine_is_followed_through_the_talk(talk: str, medicines: list[str]) -> None:
    assert of_kind("medicine", talk) == medicines


@pytest.mark.parametrize(
    ("talk", "medicines"),
    [
        (
            "M: Furosemide?\nP: Forty, every morning.",
            ["+ taken furosemide 40 mg every morning"],
        ),
        ("M: Are you still on the warfarin?\nP: No, they stopped it.", ["+ stopped warfarin"]),
        ("M: Do you take aspirin?\nP: No, I don't.", ["- taken aspirin"]),
        ("M: I want you to stop the lisinopril.\nP: Okay.", ["+ stopped lisinopril"]),
        ("M: Don't take naproxen with that.\nP: Okay.", ["- prescribed naproxen"]),
        ("P: My husband takes metformin.\nM: I see.", []),
        (
            "M: I'm going to start you on metoprolol, 25 milligrams, twice a day.\nP: Okay.",
            ["+ prescribed metoprolol 25 mg twice a day"],
        ),
        (
            "M: Take prednisone, forty milligrams. No, sorry, twenty, once a day.\nP: Okay.",
            ["+ prescribed prednisone 20 mg once a day"],
        ),
        (
            "M: I'll raise the lisinopril from ten to twenty milligrams once a day.\nP: Okay.",
            ["+ prescribed lisinopril 20 mg once a day"],
        ),
        ("P: I used to take simvastatin.\nM: Okay.", ["+ stopped simvastatin"]),
        ("P: Can I take ibuprofen?\nM: I'd rather you didn't.", []),
        (
            "M: Ondansetron, four milligrams, every eight hours as needed.\nP: Okay.",
            ["+ prescribed ondansetron 4 mg every 8 hours as needed"],
        ),
    ],
)
def test_a_medicine_is_followed_through_an_english_talk(talk: str, medicines: list[str]) -> None:
    assert of_kind("medicine", talk, "en") == medicines


def test_an_ordinary_word_is_a_medicine_only_where_somebody_takes_it() -> None:
    assert of_kind("medicine", "P: Tomo mucha leche por el calcio.\nM: Muy bien.") == []
    assert of_kind("medicine", "M: ¿Qué toma?\nP: Calcio.") == ["+ taken calcio"]


def test_two_in_a_row_have_each_their_own_dose() -> None:
    talk = (
        "M: ¿Qué está tomando?\n"
        "P: Losartán de cien en la mañana, amlodipino de cinco en la noche y metformina."
    )
    assert of_kind("medicine", talk) == [
        "+ taken amlodipino 5 mg en la noche",
        "+ taken losartán 100 mg en la mañana",
        "+ taken metformina",
    ]


@pytest.mark.parametrize(
    ("language", "said", "doses"),
    [
        (
            "es",
            "Tomo enalapril, 10 miligramos en la mañana y 5 miligramos en la noche.",
            [("10 mg", "en la mañana"), ("5 mg", "en la noche")],
        ),
        (
            "es",
            "Me pongo insulina glargina, 20 unidades en la mañana y 10 en la noche.",
            [("20 unidades", "en la mañana"), ("10 unidades", "en la noche")],
        ),
        (
            "es",
            "Tomo metformina, una tableta en la mañana y dos tabletas en la noche.",
            [("1 tableta", "en la mañana"), ("2 tabletas", "en la noche")],
        ),
        (
            "es",
            "Le dejo prednisona, 40 miligramos por tres días y luego 20 miligramos por cinco días.",
            [("40 mg", "3 días"), ("20 mg", "5 días")],
        ),
        (
            "es",
            "Le dejo prednisona, 40 miligramos por tres días. Luego 20 miligramos por cinco días.",
            [("40 mg", "3 días"), ("20 mg", "5 días")],
        ),
        (
            "es",
            "Tomo losartán de 50, una tableta en la mañana y media en la noche.",
            [("50 mg 1 tableta", "en la mañana"), ("50 mg 0.5 tableta", "en la noche")],
        ),
        (
            "es",
            "Tomo losartán de 50, una tableta en la mañana y una en la noche.",
            [("50 mg 1 tableta", "en la mañana y en la noche")],
        ),
        (
            "en",
            "I take metformin, 500 milligrams in the morning and 1000 milligrams at night.",
            [("500 mg", "in the morning"), ("1000 mg", "at night")],
        ),
        (
            "en",
            "Take prednisone, 40 milligrams for three days, then 20 milligrams for five days.",
            [("40 mg", "3 days"), ("20 mg", "5 days")],
        ),
        (
            "en",
            "Levothyroxine, 100 mcg weekdays, 50 weekends.",
            [("100 mcg", "weekdays"), ("50 mcg", "weekends")],
        ),
        (
            "en",
            "Take levothyroxine 100 micrograms on weekdays and 50 on the weekend.",
            [("100 mcg", "on weekdays"), ("50 mcg", "on the weekend")],
        ),
        (
            "en",
            "I take warfarin, 5 milligrams Monday, Wednesday and Friday and 2.5 the other days.",
            [("5 mg", "Monday, Wednesday and Friday"), ("2.5 mg", "the other days")],
        ),
        (
            "es",
            "Tome levotiroxina 100 microgramos de lunes a viernes y 50 los fines de semana.",
            [("100 mcg", "de lunes a viernes"), ("50 mcg", "los fines de semana")],
        ),
        ("es", "Tome alendronato, 70 miligramos los domingos.", [("70 mg", "los domingos")]),
        (
            "en",
            "Take methotrexate, 15 milligrams every Monday, and come back by the weekend.",
            [("15 mg", "every Monday")],
        ),
        (
            "es",
            "Levotiroxina de 100 microgramos entre semana y de 50 sábado y domingo.",
            [("100 mcg", "entre semana"), ("50 mcg", "sábado y domingo")],
        ),
        (
            "es",
            "Tomo warfarina, 5 miligramos lunes, miércoles y viernes, y 2.5 los demás días.",
            [("5 mg", "lunes, miércoles y viernes"), ("2.5 mg", "los demás días")],
        ),
    ],
)
def test_two_doses_of_one_medicine_are_two_lines(language, said, doses):
    words, roles = words_of([("MEDICO", said)])
    found = [
        each.value
        for each in findings_in(words, language, roles=roles)
        if each.kind is FindingKind.MEDICINE
    ]
    told = [
        (" ".join(dose.text for dose in (each.strength, each.quantity) if dose), each.frequency)
        for each in found
    ]
    assert [
        (dose, when or each.duration) for (dose, when), each in zip(told, found, strict=True)
    ] == doses


def test_two_prescriptions_of_one_medicine_are_not_made_one():
    words, roles = words_of(
        [
            ("MEDICO", "Tome paracetamol de 500 miligramos cada 8 horas."),
            ("MEDICO", "Y si tiene fiebre, paracetamol una tableta cada 6 horas."),
        ]
    )
    found = [each.value.text for each in findings_in(words, "es", roles=roles)]
    assert found[:2] == [
        "paracetamol 500 mg cada 8 horas",
        "paracetamol 1 tableta cada 6 horas si tiene fiebre",
    ]


def test_a_dose_that_is_put_otherwise_or_put_right_is_one_line():
    for said in (
        "Tome losartán de 50 miligramos, una tableta cada 12 horas.",
        "Tome losartán, 50 miligramos cada 12 horas, no, perdón, 100 miligramos cada 12 horas.",
        "Le subo el losartán de 50 a 100 miligramos cada 12 horas.",
    ):
        words, roles = words_of([("MEDICO", said)])
        assert len(findings_in(words, "es", roles=roles)) == 1, said


@pytest.mark.parametrize(
    ("language", "said", "dose"),
    [
        (
            "en",
            "It is just a one dose, and let's go up to six milliliters with the Tylenol.",
            "dexamethasone 8 mg",
        ),
        (
            "es",
            "Es nada más una dosis, y le subimos el Tempra a 6 mililitros.",
            "dexametasona 8 mg",
        ),
    ],
)
def test_how_many_doses_is_no_dose(language, said, dose):
    name = dose.partition(" ")[0]
    first = {
        "en": f"I'm going to give her {name} by mouth, 8 milligrams.",
        "es": f"Le voy a dar {name} tomada, 8 miligramos.",
    }[language]
    asked = {"en": "Is that a steroid?", "es": "¿Es esteroide?"}[language]
    words, roles = words_of([("MEDICO", first), ("PACIENTE", asked), ("MEDICO", said)])
    found = findings_in(words, language, roles=roles)
    told = [each.value for each in found if each.kind is FindingKind.MEDICINE]
    assert told[0].name == name
    assert told[0].strength is not None
    assert told[0].strength.text == "8 mg"


@pytest.mark.parametrize(
    ("language", "talk", "medicine"),
    [
        (
            "es",
            "M: ¿Cómo va con la sertralina?\nP: Mal.\nM: ¿Sigue en 50?\nP: Sí, todas las mañanas.",
            "+ taken sertralina 50 mg todas las mañanas",
        ),
        (
            "en",
            "M: How's the sertraline?\nP: Flat.\nM: You're at fifty?\nP: Yeah, every morning.",
            "+ taken sertraline 50 mg every morning",
        ),
        (
            "en",
            "P: Lisinopril, in the morning.\nM: What strength?\nP: Twenty.\nM: One?\nP: One, yep.",
            "+ taken lisinopril 20 mg 1 in the morning",
        ),
        (
            "en",
            "M: You took your metoprolol?\nP: With a sip of water, the fifty.",
            "+ taken metoprolol 50 mg",
        ),
    ],
)
def test_what_speaks_of_a_dose_alone_is_of_the_last_medicine(
    language: str, talk: str, medicine: str
) -> None:
    assert of_kind("medicine", talk, language) == [medicine]


def test_a_dose_behind_another_matter_is_not_of_the_last_medicine() -> None:
    talk = "M: Are you on metformin?\nP: Yes.\nM: Do you smoke?\nP: Yes.\nM: How many?\nP: Two."
    assert of_kind("medicine", talk, "en") == ["+ taken metformin"]


@pytest.mark.parametrize(
    ("language", "talk", "medicine"),
    [
        (
            "es",
            "M: ¿La gabapentina son tres cápsulas en la noche?\nP: Dos. Usted me la bajó.",
            "+ taken gabapentina 2 cápsulas en la noche",
        ),
        (
            "en",
            "M: And he's taking five milliliters of the Keppra, twice a day?\nA: Six.",
            "+ taken levetiracetam 6 ml twice a day",
        ),
        ("en", "M: You're on atenolol, fifty.\nP: Twenty-five.", "+ taken atenolol 25 mg"),
    ],
)
def test_the_dose_of_the_answer_takes_the_place_of_that_which_was_asked(
    language: str, talk: str, medicine: str
) -> None:
    assert of_kind("medicine", talk, language) == [medicine]


@pytest.mark.parametrize(
    ("language", "talk", "medicine"),
    [
        ("es", "M: Loratadina.\nP: Ésa la tiré.", "+ stopped loratadina"),
        ("es", "M: ¿La clortalidona? Sí, ésa se la voy a quitar.", "+ stopped clortalidona"),
        ("es", "P: La prednisona nada más la tomé un mes.", "+ stopped prednisona 1 mes"),
        ("en", "M: And the baby aspirin, drop it.", "+ stopped aspirin"),
        ("en", "M: We're stopping the IV piperacillin.", "+ stopped piperacillin"),
        ("en", "P: They had me on Seroquel. It's done.", "+ stopped quetiapine"),
        ("en", "P: And the folic acid, I finished it.", "+ stopped folic acid"),
        ("es", "M: El propranolol no lo suspenda por su cuenta.", None),
        ("es", "P: Me sobró amoxicilina pero se la di a mi hermana.", "- taken amoxicilina"),
        ("en", "P: I had some Zithromax but I gave it to my roommate.", "- taken azithromycin"),
    ],
)
def test_a_clause_that_calls_it_by_a_pronoun_says_what_became_of_it(
    language: str, talk: str, medicine: str | None
) -> None:
    assert of_kind("medicine", talk, language) == ([medicine] if medicine else [])


def test_what_ends_the_last_of_a_list_ends_the_list_and_not_what_another_sentence_names() -> None:
    talk = "M: Clarithromycin and amoxicillin, for two weeks.\nP: Finished those on Sunday."
    found = of_kind("medicine", talk, "en")
    assert sorted(found) == ["+ stopped amoxicillin 2 weeks", "+ stopped clarithromycin"]
    talk = "P: Losartan, fifty. I used to take hydrochlorothiazide but you took me off it."
    assert "+ taken losartan 50 mg" in of_kind("medicine", talk, "en")


@pytest.mark.parametrize(
    ("language", "talk", "medicine"),
    [
        ("es", "P: ¿Me podría dar clonazepam?\nM: Prefiero que no.", "- prescribed clonazepam"),
        (
            "en",
            "P: Could I get Xanax for the nights?\nM: I'd rather not.",
            "- prescribed alprazolam",
        ),
        ("es", "P: ¿Y la aspirina, la sigo tomando?\nM: Suspéndala.", "+ stopped aspirina"),
        (
            "en",
            "M: No stitches, and do Augmentin anyway, five milliliters twice a day.",
            "+ prescribed amoxicillin-clavulanate 5 ml twice a day",
        ),
        (
            "en",
            "M: Colchicine is no good. For now, indomethacin, zero point six, twice a day.",
            "+ prescribed indomethacin 0.6 mg twice a day",
        ),
        (
            "en",
            "M: Let's start now. You take nothing else? And you're on atenolol, fifty.",
            "+ taken atenolol 50 mg",
        ),
    ],
)
def test_only_what_its_own_clause_says_decides_about_a_medicine(
    language: str, talk: str, medicine: str
) -> None:
    assert medicine in of_kind("medicine", talk, language)


@pytest.mark.parametrize(
    "talk",
    [
        "M: We could talk about Accutane at some point.",
        "M: Podríamos hablar de la isotretinoína más adelante.",
    ],
)
def test_what_might_be_given_one_day_is_not_prescribed(talk: str) -> None:
    assert of_kind("medicine", talk, "en" if talk.startswith("M: We") else "es") == []


def test_iron_is_a_medicine_where_somebody_takes_it() -> None:
    assert of_kind("medicine", "P: I take iron.", "en") == ["+ taken iron"]
    assert of_kind("medicine", "M: Your iron is low.", "en") == []


@pytest.mark.parametrize(
    ("language", "talk", "medicines"),
    [
        (
            "es",
            "M: ¿Y la metformina?\nP: La de 850, dos veces al día.\nM: Súbala a tres veces al día.",
            {"+ taken metformina 850 mg 2 veces al día", "+ prescribed metformina 3 veces al día"},
        ),
        (
            "en",
            "M: And the statin?\nP: The atorvastatin, eighty.\nM: Let's cut it to forty.",
            {"+ taken atorvastatin 80 mg", "+ prescribed atorvastatin 40 mg"},
        ),
    ],
)
def test_what_is_taken_and_ordered_anew_by_a_pronoun_is_two_findings(
    language: str, talk: str, medicines: set[str]
) -> None:
    assert set(of_kind("medicine", talk, language)) == medicines


@pytest.mark.parametrize(
    ("language", "talk", "medicines"),
    [
        ("en", "M: Any trouble with lidocaine?\nP: No, I was fine.", []),
        ("en", "M: Does MiraLAX bother you?\nP: No, I take that.", ["+ taken polyethylene glycol"]),
        ("es", "M: ¿Trae adrenalina?\nP: Nunca la compré.", ["- taken adrenalina"]),
        ("es", "P: ¿Sigo con el ketorolaco?\nM: No, lo cambiamos.", ["+ stopped ketorolaco"]),
        ("en", "M: I'd offer you mirtazapine.\nP: No tablets.", ["- prescribed mirtazapine"]),
        ("es", "P: Me querían dar amoxicilina, pero no quise.", ["- taken amoxicilina"]),
        ("en", "M: And no football, no screens, and Tylenol.", []),
    ],
)
def test_a_no_denies_what_was_asked_of_a_medicine_and_nothing_else(
    language: str, talk: str, medicines: list[str]
) -> None:
    assert of_kind("medicine", talk, language) == medicines


@pytest.mark.parametrize(
    ("language", "often"),
    [
        ("en", "every 3 days"),
        ("en", "first thing in the morning"),
        ("en", "on an empty stomach"),
        ("en", "every other Friday"),
        ("en", "with my coffee"),
        ("en", "most nights"),
        ("en", "when I go to bed"),
        ("es", "cada 2 días"),
        ("es", "cada mes"),
        ("es", "al levantarme"),
        ("es", "cuando me acuesto"),
        ("es", "con mi café"),
        ("es", "un día sí y un día no"),
        ("es", "cada 6 u 8 horas"),
    ],
)
def test_how_often_is_read_whatever_day_meal_or_hour_it_goes_by(language: str, often: str) -> None:
    asked, takes = ("What do you take?", "I take") if language == "en" else ("¿Qué toma?", "Tomo")
    name = "metformin" if language == "en" else "metformina"
    told = of_kind("medicine", f"M: {asked}\nP: {takes} {name}, 500 mg, {often}.", language)
    assert told == [f"+ taken {name} 500 mg {often}"]


@pytest.mark.parametrize(
    ("language", "talk", "medicines"),
    [
        ("es", "P: Se llenó de habones.", []),
        (
            "es",
            "M: Dejamos ketorolaco treinta cada ocho.",
            ["+ prescribed ketorolaco 30 mg cada 8 horas"],
        ),
        ("es", "P: Dejé ketorolaco.", ["+ stopped ketorolaco"]),
        ("es", "M: Le infiltro lidocaína.", ["+ prescribed lidocaína"]),
        ("es", "M: ¿Y la dapagliflozina?\nP: No la empecé.", ["- taken dapagliflozina"]),
        ("es", "M: ¿El tramadol?\nP: Se lo regalé a mi compadre.", ["- taken tramadol"]),
        ("en", "M: We're starting amoxicillin.", ["+ prescribed amoxicillin"]),
        (
            "en",
            "M: You're on venlafaxine, one fifty once a day, correct?\nP: In the morning, yeah.",
            ["+ taken venlafaxine 150 mg once a day"],
        ),
    ],
)
def test_who_speaks_and_in_which_person_decides_what_a_verb_does_to_a_medicine(
    language: str, talk: str, medicines: list[str]
) -> None:
    assert of_kind("medicine", talk, language) == medicines


@pytest.mark.parametrize(
    ("language", "talk", "medicines"),
    [
        (
            "es",
            "M: ¿Y el lisinopril?\nP: De 20, en la mañana.\nM: Lo paramos por ahora.",
            {"+ taken lisinopril 20 mg en la mañana", "+ stopped lisinopril"},
        ),
        (
            "en",
            "M: And the prednisone?\nP: Ten milligrams.\nM: You can stop it on Sunday.",
            {"+ taken prednisone 10 mg", "+ stopped prednisone"},
        ),
        (
            "es",
            "M: Trazodona, 50, diario. Y el café se acabó.",
            {"+ prescribed trazodona 50 mg diario"},
        ),
        ("es", "M: ¿Terminó la dicloxacilina?\nP: Sí.", {"+ stopped dicloxacilina"}),
        ("es", "M: ¿Terminó la dicloxacilina?\nP: No, sigo.", {"+ taken dicloxacilina"}),
        ("es", "P: Tomé isotretinoína hasta agosto.", {"+ stopped isotretinoína"}),
        ("es", "P: ¿Ya no la betahistina?\nM: Quítesela.", {"+ stopped betahistina"}),
        ("es", "M: ¿Ha tomado algo para eso?\nP: Calcio.", {"+ taken calcio"}),
        (
            "es",
            "M: Amoxicilina de 500 y claritromicina de 250, las dos cada 12 horas.",
            {
                "+ prescribed amoxicilina 500 mg cada 12 horas",
                "+ prescribed claritromicina 250 mg cada 12 horas",
            },
        ),
    ],
)
def test_an_order_by_a_pronoun_is_of_the_medicine_that_was_spoken_of(
    language: str, talk: str, medicines: set[str]
) -> None:
    assert set(of_kind("medicine", talk, language)) == medicines
