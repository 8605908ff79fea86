"""What is said in the pictures: consultations of our own invention, by speaker."""

TALK = {
    "es": (
        ("SPEAKER_00", "Buenos días, señora Martínez. Cuénteme, ¿qué la trae por aquí hoy?"),
        (
            "SPEAKER_01",
            (
                "Buenos días, doctora. Desde hace como dos semanas me duele mucho la cabeza, "
                "sobre todo en las mañanas, y a veces veo como lucecitas antes de que empiece."
            ),
        ),
        ("SPEAKER_00", "¿De qué lado le duele, y qué ha tomado para el dolor?"),
        (
            "SPEAKER_01",
            "Del lado derecho. Tomé paracetamol de 500 miligramos, pero casi no me hizo nada.",
        ),
        ("SPEAKER_02", "También ha tenido náuseas, doctora; el lunes no pudo ir a trabajar."),
        (
            "SPEAKER_00",
            "Entiendo. ¿Ha tenido fiebre, rigidez en el cuello o debilidad en un brazo o pierna?",
        ),
        ("SPEAKER_01", "No, nada de eso. Nada más el dolor y las náuseas."),
        (
            "SPEAKER_00",
            (
                "Bien. Su presión está en 118 sobre 76, eso es bueno. Vamos a hacer una "
                "exploración neurológica corta y después le explico qué pienso y qué opciones de "
                "tratamiento tenemos."
            ),
        ),
    ),
    "en": (
        ("SPEAKER_00", "Good morning, Mrs Martin. Tell me, what brings you in today?"),
        (
            "SPEAKER_01",
            (
                "Good morning, doctor. For about two weeks I have had these bad headaches, mostly "
                "in the mornings, and sometimes I see little lights before they start."
            ),
        ),
        ("SPEAKER_00", "Which side does it hurt on, and what have you taken for it?"),
        (
            "SPEAKER_01",
            "On the right. I took 500 milligrams of paracetamol, but it hardly did anything.",
        ),
        ("SPEAKER_02", "She has been sick as well, doctor; on Monday she could not go to work."),
        ("SPEAKER_00", "I see. Any fever, stiffness of the neck, or weakness in an arm or a leg?"),
        ("SPEAKER_01", "No, none of that. Only the pain and the nausea."),
        (
            "SPEAKER_00",
            (
                "Good. Your blood pressure is 118 over 76, that is fine. Let us do a short "
                "neurological examination, and then I will explain what I think and which "
                "treatments we can choose from."
            ),
        ),
    ),
}

#: Longer, for the picture of the README: it fills the page. A blood pressure follow-up.
FOLLOW_UP = (
    ("SPEAKER_00", "Pase, don Ernesto. Buenos días. ¿Cómo le ha ido desde la última vez?"),
    (
        "SPEAKER_01",
        (
            "Buenos días, doctora. Mejor, pero en las noches todavía me zumban los oídos y a veces "
            "amanezco con dolor de cabeza."
        ),
    ),
    ("SPEAKER_00", "¿Se ha estado tomando la presión en la casa?"),
    (
        "SPEAKER_02",
        (
            "Yo se la tomo, doctora, en la mañana y en la noche. Casi siempre anda en 150 "
            "sobre 90; el domingo le subió a 165."
        ),
    ),
    ("SPEAKER_00", "¿Y el losartán, lo está tomando diario?"),
    (
        "SPEAKER_01",
        (
            "La verdad no siempre. Una tableta de 50 miligramos en la mañana, pero hay días que "
            "se me olvida."
        ),
    ),
    (
        "SPEAKER_00",
        (
            "Le agradezco que me lo diga. ¿Ha tenido dolor en el pecho, falta de aire o los pies "
            "hinchados?"
        ),
    ),
    ("SPEAKER_01", "No, nada de eso. Nada más el zumbido."),
    (
        "SPEAKER_00",
        (
            "Bien. Vamos a subir el losartán a 50 miligramos cada 12 horas, a la misma hora que se "
            "lava los dientes, para que no se le olvide. Y la sal, ¿cómo vamos?"
        ),
    ),
    ("SPEAKER_02", "Ya casi no le pongo, pero él sigue con sus cacahuates."),
    ("SPEAKER_01", "Unos poquitos, con el dominó."),
    (
        "SPEAKER_00",
        (
            "Pues que sean sin sal. Le pido una química sanguínea y nos vemos en cuatro semanas "
            "con la libreta de la presión."
        ),
    ),
    ("SPEAKER_02", "¿Y si un día le sube mucho, qué hacemos?"),
    (
        "SPEAKER_00",
        (
            "Si pasa de 180, o le duele el pecho, o no puede mover bien un brazo, no esperen la "
            "cita: van directo a urgencias."
        ),
    ),
    ("SPEAKER_01", "Está bien, doctora. ¿Puedo seguir caminando en las tardes?"),
    ("SPEAKER_00", "Claro que sí, media hora diaria le ayuda, y que no sea con el sol fuerte."),
    ("SPEAKER_02", "Yo lo acompaño, para que no se siente en la tienda."),
    ("SPEAKER_00", "Muy bien. Entonces nos vemos el día 30, en ayunas por los análisis."),
)

#: The rest of that talk, below what the picture shows: so much that the page can be scrolled.
REST = (("SPEAKER_01", "Así lo haré, doctora, y le cuento cómo va la presión en la casa."),) * 120
