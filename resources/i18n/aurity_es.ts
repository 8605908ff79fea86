<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_MX" sourcelanguage="en">
<context>
    <name>RerunMenu</name>
    <message>
        <source>1 person</source>
        <translation>1 persona</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Entre</translation>
    </message>
    <message>
        <source>Number found automatically</source>
        <translation>Número automático</translation>
    </message>
    <message>
        <source>Only the speakers</source>
        <translation>Solo los hablantes</translation>
    </message>
    <message>
        <source>Text and speakers</source>
        <translation>Texto y hablantes</translation>
    </message>
    <message>
        <source>Text with the model</source>
        <translation>Texto con el modelo</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count} personas</translation>
    </message>
    <message>
        <source>{least} to {most} people</source>
        <translation>{least} a {most} personas</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Stop the recording</source>
        <translation>Detener la grabación</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>Escribiendo {file}…</translation>
    </message>
    <message>
        <source>{file} is written and complete. It may tell who the people are.</source>
        <translation>{file} está escrito y completo. Puede revelar quiénes son las personas.</translation>
    </message>
    <message>
        <source>{file} is written and complete. It tells nobody who the people are.</source>
        <translation>{file} está escrito y completo. No revela quiénes son las personas.</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>Checking the microphone</source>
        <translation>Probando el micrófono</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Escucharlo</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Otra vez</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Avance de la prueba</translation>
    </message>
    <message>
        <source>Say a few sentences as in a consultation, for five seconds.</source>
        <translation>Diga unas frases como en una consulta, durante cinco segundos.</translation>
    </message>
    <message>
        <source>Speech is loud enough, clear, and not distorted.</source>
        <translation>La voz se oye con buen volumen, clara y sin distorsión.</translation>
    </message>
    <message>
        <source>Speech {speech} dB · background {noise} dB · peak {peak} dB</source>
        <translation>Voz {speech} dB · fondo {noise} dB · máximo {peak} dB</translation>
    </message>
    <message>
        <source>The microphone could not be checked</source>
        <translation>No se pudo probar el micrófono</translation>
    </message>
    <message>
        <source>The microphone is fine</source>
        <translation>El micrófono está bien</translation>
    </message>
    <message>
        <source>This can be better</source>
        <translation>Se puede mejorar</translation>
    </message>
    <message>
        <source>What went wrong stands above. Choose another microphone.</source>
        <translation>Arriba se explica lo que pasó. Elija otro micrófono.</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>A recording is going on. Stop it and close?</source>
        <translation>Hay una grabación en curso. ¿Detenerla y cerrar?</translation>
    </message>
    <message>
        <source>An export is still being written. The window closes by itself.</source>
        <translation>Aún se está escribiendo una exportación. La ventana se cierra sola.</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>Seguir grabando</translation>
    </message>
    <message>
        <source>Saving the last words. The window closes by itself.</source>
        <translation>Guardando las últimas palabras. La ventana se cierra sola.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Detener y cerrar</translation>
    </message>
</context>
<context>
    <name>ConsentLine</name>
    <message>
        <source>A representative agreed to the recording</source>
        <translation>Un representante aceptó la grabación</translation>
    </message>
    <message>
        <source>A representative agrees</source>
        <translation>Acepta un representante</translation>
    </message>
    <message>
        <source>Agreed: record</source>
        <translation>Acepta: grabar</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentimiento</translation>
    </message>
    <message>
        <source>Consent: {answer}</source>
        <translation>Consentimiento: {answer}</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>Seguir grabando</translation>
    </message>
    <message>
        <source>Hide the text</source>
        <translation>Ocultar el texto</translation>
    </message>
    <message>
        <source>No consent on record yet</source>
        <translation>Aún sin consentimiento anotado</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>Aún no se pregunta</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Please ask before recording:</source>
        <translation>Pregunte antes de grabar:</translation>
    </message>
    <message>
        <source>Read the text</source>
        <translation>Leer el texto</translation>
    </message>
    <message>
        <source>Show the text in another language: {language}</source>
        <translation>Mostrar el texto en otro idioma: {language}</translation>
    </message>
    <message>
        <source>Stop and keep nothing further</source>
        <translation>Detener y no captar nada más</translation>
    </message>
    <message>
        <source>The patient agreed to the recording</source>
        <translation>El paciente aceptó la grabación</translation>
    </message>
    <message>
        <source>The patient agrees</source>
        <translation>El paciente acepta</translation>
    </message>
    <message>
        <source>The patient says no…</source>
        <translation>El paciente no quiere…</translation>
    </message>
    <message>
        <source>The recording stops, and nothing more is made of it.</source>
        <translation>La grabación se detiene y ya no se hace nada con ella.</translation>
    </message>
    <message>
        <source>What the patient is told</source>
        <translation>Lo que se le dice al paciente</translation>
    </message>
    <message>
        <source>Withdraw the consent…</source>
        <translation>Retirar el consentimiento…</translation>
    </message>
</context>
<context>
    <name>ControlBar</name>
    <message>
        <source>Captured {time}</source>
        <translation>Captado {time}</translation>
    </message>
    <message>
        <source>End the session and make its transcript (Ctrl+T)</source>
        <translation>Terminar la sesión y preparar su transcripción (Ctrl+T)</translation>
    </message>
    <message>
        <source>Go on in the same session (Ctrl+P)</source>
        <translation>Continuar en la misma sesión (Ctrl+P)</translation>
    </message>
    <message>
        <source>Length of the recording</source>
        <translation>Duración de la grabación</translation>
    </message>
    <message>
        <source>No microphone was found. Plug one in and press the round arrow beside the list, or check that the system lets this program hear it.</source>
        <translation>No se encontró ningún micrófono. Conecte uno y presione la flecha circular junto a la lista, o revise que el sistema permita a este programa usarlo.</translation>
    </message>
    <message>
        <source>Nothing is captured as long as you hold this button, or F8</source>
        <translation>Mientras mantenga presionado este botón, o F8, no se capta nada</translation>
    </message>
    <message>
        <source>Nothing is captured while paused (Ctrl+P)</source>
        <translation>En pausa no se capta nada (Ctrl+P)</translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Sin grabar</translation>
    </message>
    <message>
        <source>On disk {time}</source>
        <translation>En disco {time}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>Leyendo {file}</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Grabar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Sound taken from the microphone</source>
        <translation>Sonido recibido del micrófono</translation>
    </message>
    <message>
        <source>Sound that has been turned into text. When the text falls behind, the sound is safe and no word is lost.</source>
        <translation>Sonido convertido en texto. Cuando el texto se retrasa, el sonido está a salvo y ninguna palabra se pierde.</translation>
    </message>
    <message>
        <source>Sound written to the disk of this computer</source>
        <translation>Sonido guardado en el disco de esta computadora</translation>
    </message>
    <message>
        <source>Start a new session (Ctrl+R)</source>
        <translation>Iniciar una sesión nueva (Ctrl+R)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>The language that is written</source>
        <translation>El idioma en que se escribe</translation>
    </message>
    <message>
        <source>Transcribed {time}</source>
        <translation>Transcrito {time}</translation>
    </message>
    <message>
        <source>{seconds} s behind</source>
        <translation>{seconds} s de retraso</translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>negation</source>
        <translation>negación</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>cantidad</translation>
    </message>
    <message>
        <source>two at once</source>
        <translation>dos a la vez</translation>
    </message>
    <message>
        <source>unsure word</source>
        <translation>palabra dudosa</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Elegir dónde…</translation>
    </message>
    <message>
        <source>Export the session</source>
        <translation>Exportar la sesión</translation>
    </message>
    <message>
        <source>It carries</source>
        <translation>Lleva</translation>
    </message>
    <message>
        <source>It may tell who the people are. Its manifest says so (includes_pii).</source>
        <translation>Puede revelar quiénes son las personas. Su manifiesto lo dice (includes_pii).</translation>
    </message>
    <message>
        <source>It tells nobody who the people are: no sound, no names, no words.</source>
        <translation>No revela quiénes son las personas: ni sonido, ni nombres, ni palabras.</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nombres</translation>
    </message>
    <message>
        <source>Nobody opens the file without the passphrase, nor can we. Give it on another way than the file.</source>
        <translation>Nadie abre el archivo sin la contraseña, tampoco nosotros. Entréguela por otra vía que el archivo.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Passphrase of the exported file</source>
        <translation>Contraseña del archivo exportado</translation>
    </message>
    <message>
        <source>Passphrase of the exported file, again</source>
        <translation>Contraseña del archivo exportado, otra vez</translation>
    </message>
    <message>
        <source>Protect it with a passphrase</source>
        <translation>Protegerlo con una contraseña</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Sonido</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>La misma otra vez</translation>
    </message>
    <message>
        <source>The two are not the same yet.</source>
        <translation>Las dos todavía no son iguales.</translation>
    </message>
    <message>
        <source>Without them, roles stand where the names that you gave are</source>
        <translation>Sin ellos quedan los papeles en lugar de los nombres que usted puso</translation>
    </message>
</context>
<context>
    <name>ExportDestination</name>
    <message>
        <source>Export the session</source>
        <translation>Exportar la sesión</translation>
    </message>
    <message>
        <source>Session file ({pattern})</source>
        <translation>Archivo de sesión ({pattern})</translation>
    </message>
    <message>
        <source>Word document ({pattern})</source>
        <translation>Documento de Word ({pattern})</translation>
    </message>
    <message>
        <source>Web page ({pattern})</source>
        <translation>Página web ({pattern})</translation>
    </message>
    <message>
        <source>Plain text ({pattern})</source>
        <translation>Texto ({pattern})</translation>
    </message>
    <message>
        <source>Markdown ({pattern})</source>
        <translation>Markdown ({pattern})</translation>
    </message>
    <message>
        <source>Subtitles, SubRip ({pattern})</source>
        <translation>Subtítulos, SubRip ({pattern})</translation>
    </message>
    <message>
        <source>Subtitles, WebVTT ({pattern})</source>
        <translation>Subtítulos, WebVTT ({pattern})</translation>
    </message>
    <message>
        <source>Spreadsheet ({pattern})</source>
        <translation>Hoja de cálculo ({pattern})</translation>
    </message>
    <message>
        <source>JSON ({pattern})</source>
        <translation>JSON ({pattern})</translation>
    </message>
    <message>
        <source>Speakers, RTTM ({pattern})</source>
        <translation>Hablantes, RTTM ({pattern})</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Today, {time}</source>
        <translation>Hoy, {time}</translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation>Ayer, {time}</translation>
    </message>
    <message>
        <source>about {length} left</source>
        <translation>faltan unos {length}</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}, {time}</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>FinishingPanel</name>
    <message>
        <source>An attempt failed; the next one starts by itself.</source>
        <translation>Un intento falló; el siguiente empieza solo.</translation>
    </message>
    <message>
        <source>Making the final transcript</source>
        <translation>Preparando la transcripción final</translation>
    </message>
    <message>
        <source>Progress of the transcript</source>
        <translation>Avance de la transcripción</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Volver a procesar</translation>
    </message>
    <message>
        <source>The sound and the live text are kept. Reason: {reason}</source>
        <translation>El audio y el texto en vivo están guardados. Motivo: {reason}</translation>
    </message>
    <message>
        <source>The transcript could not be finished</source>
        <translation>No se pudo terminar la transcripción</translation>
    </message>
    <message>
        <source>Waiting for its turn. You can record on in the meantime.</source>
        <translation>En espera de su turno. Mientras tanto puede seguir grabando.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>se canceló</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Background worker</source>
        <translation>Proceso en segundo plano</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentimiento</translation>
    </message>
    <message>
        <source>Consent withdrawn, not erased yet</source>
        <translation>Consentimiento retirado, aún sin borrar</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disco</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifrado</translation>
    </message>
    <message>
        <source>Everything a recording needs is there.</source>
        <translation>Todo lo que necesita una grabación está listo.</translation>
    </message>
    <message>
        <source>From sound to text</source>
        <translation>Del sonido al texto</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>En orden</translation>
    </message>
    <message>
        <source>Longest wait of the window</source>
        <translation>Espera más larga de la ventana</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Revisar de nuevo</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Revisando…</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Model {name}</source>
        <translation>Modelo {name}</translation>
    </message>
    <message>
        <source>Less than 2 GB are free. Free some space before you record.</source>
        <translation>Quedan menos de 2 GB libres. Libere espacio antes de grabar.</translation>
    </message>
    <message>
        <source>None was found. Plug one in, then look again.</source>
        <translation>No se encontró ninguno. Conecte uno y revise de nuevo.</translation>
    </message>
    <message>
        <source>They cannot be read. To repair them, run: aurity-desktop repair</source>
        <translation>No se pueden leer. Para repararlas, ejecute: aurity-desktop repair</translation>
    </message>
    <message>
        <source>Damage was found. To see where, run: aurity-desktop verify</source>
        <translation>Se encontró un daño. Para ver dónde, ejecute: aurity-desktop verify</translation>
    </message>
    <message>
        <source>It cannot be read. Close the program and start it again.</source>
        <translation>No se puede leer. Cierre el programa y ábralo de nuevo.</translation>
    </message>
    <message>
        <source>Work waits, and it has been silent for a minute. Close the program and start it again.</source>
        <translation>Hay trabajo en espera y lleva un minuto sin responder. Cierre el programa y ábralo de nuevo.</translation>
    </message>
    <message>
        <source>What is recorded here is not encrypted, see Settings.</source>
        <translation>Lo que se graba aquí no está cifrado; vea Ajustes.</translation>
    </message>
    <message>
        <source>Somebody withdrew a consent, and the session is still here.</source>
        <translation>Alguien retiró su consentimiento y la sesión sigue aquí.</translation>
    </message>
    <message>
        <source>Sessions should have been erased a day ago and are still here.</source>
        <translation>Hay sesiones que debieron borrarse hace un día y siguen aquí.</translation>
    </message>
    <message>
        <source>It is missing or damaged. To install it, run: aurity-desktop models install {name}</source>
        <translation>Falta o está dañado. Para instalarlo, ejecute: aurity-desktop models install {name}</translation>
    </message>
    <message>
        <source>Needs attention: {detail}</source>
        <translation>Requiere atención: {detail}</translation>
    </message>
    <message>
        <source>Integrity of what is stored</source>
        <translation>Integridad de lo guardado</translation>
    </message>
    <message>
        <source>Per second of sound: {step}</source>
        <translation>Por segundo de audio: {step}</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola de trabajos</translation>
    </message>
    <message>
        <source>Retries, 95th percentile</source>
        <translation>Reintentos, percentil 95</translation>
    </message>
    <message>
        <source>Sessions on hold</source>
        <translation>Sesiones en conservación</translation>
    </message>
    <message>
        <source>Sessions whose time is over</source>
        <translation>Sesiones cuyo plazo terminó</translation>
    </message>
    <message>
        <source>Sessions with consent</source>
        <translation>Sesiones con consentimiento</translation>
    </message>
    <message>
        <source>Slices in order</source>
        <translation>Fragmentos correctos</translation>
    </message>
    <message>
        <source>Something a recording needs is missing.</source>
        <translation>Falta algo que necesita una grabación.</translation>
    </message>
    <message>
        <source>Stored sessions</source>
        <translation>Sesiones guardadas</translation>
    </message>
    <message>
        <source>The check itself failed.</source>
        <translation>La revisión misma falló.</translation>
    </message>
    <message>
        <source>The next session goes</source>
        <translation>La siguiente sesión se borra</translation>
    </message>
    <message>
        <source>Time sessions are kept</source>
        <translation>Tiempo que se conservan las sesiones</translation>
    </message>
    <message>
        <source>Waiting in the queue</source>
        <translation>En espera en la cola</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{count} de {all}</translation>
    </message>
    <message>
        <source>{middle} ms, 95 % within {most} ms</source>
        <translation>{middle} ms; el 95 % en {most} ms o menos</translation>
    </message>
    <message>
        <source>{milliseconds} ms</source>
        <translation>{milliseconds} ms</translation>
    </message>
    <message>
        <source>{percent} % of {count}</source>
        <translation>{percent} % de {count}</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Level of the microphone</source>
        <translation>Nivel del micrófono</translation>
    </message>
    <message>
        <source>Speech should fill about two thirds of the bar and never light its red end.</source>
        <translation>La voz debe llenar unos dos tercios de la barra y nunca encender el extremo rojo.</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>1 speaker</source>
        <translation>1 hablante</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Todas las sesiones</translation>
    </message>
    <message>
        <source>Being recorded now</source>
        <translation>Grabándose ahora</translation>
    </message>
    <message>
        <source>Choose a session to read it.</source>
        <translation>Elija una sesión para leerla.</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>En proceso</translation>
    </message>
    <message>
        <source>Need attention</source>
        <translation>Por atender</translation>
    </message>
    <message>
        <source>No sessions yet. What you record will stand here.</source>
        <translation>Todavía no hay sesiones. Aquí aparecerá lo que grabe.</translation>
    </message>
    <message>
        <source>No such sessions.</source>
        <translation>No hay sesiones así.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Search every word ever said</source>
        <translation>Buscar en todo lo dicho</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>Which sessions are shown</source>
        <translation>Qué sesiones se muestran</translation>
    </message>
    <message>
        <source>{count} speakers</source>
        <translation>{count} hablantes</translation>
    </message>
    <message>
        <source>“{words}” was never said.</source>
        <translation>Nadie ha dicho «{words}».</translation>
    </message>
</context>
<context>
    <name>LivePane</name>
    <message>
        <source>Listening. The first words appear in a few seconds.</source>
        <translation>Escuchando. Las primeras palabras aparecen en unos segundos.</translation>
    </message>
    <message>
        <source>Live transcript</source>
        <translation>Transcripción en vivo</translation>
    </message>
    <message>
        <source>Newest words</source>
        <translation>Últimas palabras</translation>
    </message>
    <message>
        <source>Press Record and speak. The words appear here.
Nothing ever leaves this computer.</source>
        <translation>Presione Grabar y hable. Las palabras aparecen aquí.
Nada sale nunca de esta computadora.</translation>
    </message>
    <message>
        <source>Transcribe a sound file…</source>
        <translation>Transcribir un archivo de audio…</translation>
    </message>
    <message>
        <source>WAV, FLAC, MP3, M4A, WMA, OGG or WebM (Ctrl+O)</source>
        <translation>WAV, FLAC, MP3, M4A, WMA, OGG o WebM (Ctrl+O)</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Aurity is locked</source>
        <translation>Aurity está bloqueada</translation>
    </message>
    <message>
        <source>Length of the recording</source>
        <translation>Duración de la grabación</translation>
    </message>
    <message>
        <source>Nothing of a patient is shown.</source>
        <translation>No se muestra nada de los pacientes.</translation>
    </message>
    <message>
        <source>PIN or passphrase</source>
        <translation>PIN o contraseña</translation>
    </message>
    <message>
        <source>PIN or passphrase that opens the window</source>
        <translation>PIN o contraseña que abre la ventana</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Show the window again</source>
        <translation>Volver a mostrar la ventana</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>That is not it. Try again.</source>
        <translation>No es correcta. Inténtelo otra vez.</translation>
    </message>
    <message>
        <source>That is not it. Wait {seconds} s before the next try.</source>
        <translation>No es correcta. Espere {seconds} s antes del siguiente intento.</translation>
    </message>
    <message>
        <source>The recording goes on. Nothing of a patient is shown.</source>
        <translation>La grabación sigue. No se muestra nada de los pacientes.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
</context>
<context>
    <name>LockSettings</name>
    <message>
        <source>Present PIN or passphrase of the lock</source>
        <translation>PIN o contraseña actual del bloqueo</translation>
    </message>
    <message>
        <source>Present PIN</source>
        <translation>PIN actual</translation>
    </message>
    <message>
        <source>A PIN has {count} characters at least.</source>
        <translation>Un PIN tiene al menos {count} caracteres.</translation>
    </message>
    <message>
        <source>That is not the present PIN. Nothing was changed.</source>
        <translation>Ese no es el PIN actual. No se cambió nada.</translation>
    </message>
    <message>
        <source>That is not the present PIN. Wait {seconds} s.</source>
        <translation>Ese no es el PIN actual. Espere {seconds} s.</translation>
    </message>
    <message>
        <source>A locked window shows nothing of a patient. The recording goes on and can be stopped. Lock at once: Ctrl+L.</source>
        <translation>La ventana bloqueada no muestra nada de los pacientes. La grabación sigue y puede detenerse. Bloquear ya: Ctrl+L.</translation>
    </message>
    <message>
        <source>Change the PIN…</source>
        <translation>Cambiar el PIN…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Bloquear ya</translation>
    </message>
    <message>
        <source>Lock the window when nobody touches it for</source>
        <translation>Bloquear la ventana si nadie la toca en</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nunca</translation>
    </message>
    <message>
        <source>New PIN or passphrase of the lock</source>
        <translation>Nuevo PIN o contraseña del bloqueo</translation>
    </message>
    <message>
        <source>New PIN or passphrase of the lock, again</source>
        <translation>Nuevo PIN o contraseña del bloqueo, otra vez</translation>
    </message>
    <message>
        <source>PIN or passphrase</source>
        <translation>PIN o contraseña</translation>
    </message>
    <message>
        <source>Remove the PIN</source>
        <translation>Quitar el PIN</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Establecer</translation>
    </message>
    <message>
        <source>Set a PIN…</source>
        <translation>Poner un PIN…</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Lo mismo otra vez</translation>
    </message>
    <message>
        <source>Without a PIN, a locked window hides everything and anybody opens it again. Lock at once: Ctrl+L.</source>
        <translation>Sin un PIN, la ventana bloqueada lo oculta todo y cualquiera vuelve a abrirla. Bloquear ya: Ctrl+L.</translation>
    </message>
    <message>
        <source>{count} minutes</source>
        <translation>{count} minutos</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Aurity Desktop</source>
        <translation>Aurity Desktop</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>This passphrase would be guessed soon. Take four or five words that do not belong together, and no names, dates or keys in a row.</source>
        <translation>Esta contraseña se adivinaría pronto. Use cuatro o cinco palabras que no tengan relación entre sí, sin nombres, fechas ni teclas seguidas.</translation>
    </message>
    <message>
        <source>A passphrase needs 12 characters at least: four or five words are easy to remember.</source>
        <translation>Una contraseña necesita al menos 12 caracteres: cuatro o cinco palabras se recuerdan bien.</translation>
    </message>
    <message>
        <source>The list of keys was changed by something other than this program. Nothing is opened with it. Put keys.db back from a backup.</source>
        <translation>La lista de claves fue alterada por algo que no es este programa. No se abre nada con ella. Restaure keys.db de un respaldo.</translation>
    </message>
    <message>
        <source>The list of keys is missing beside encrypted recordings. Nothing is stored unencrypted there. Put keys.db back from a backup.</source>
        <translation>Falta la lista de claves junto a grabaciones cifradas. Ahí no se guarda nada sin cifrar. Restaure keys.db de un respaldo.</translation>
    </message>
    <message>
        <source>A key cannot be read: its entry is missing or was changed. Put keys.db back from a backup.</source>
        <translation>Una clave no se puede leer: falta o fue alterada. Restaure keys.db de un respaldo.</translation>
    </message>
    <message>
        <source>A piece could not be turned into text. The sound is safe; it is tried again after you stop.</source>
        <translation>Un fragmento no se pudo convertir en texto. El audio está a salvo; se intenta de nuevo al detener.</translation>
    </message>
    <message>
        <source>A piece of the session {session} is not on the disk. To check it, run: aurity-desktop verify {session}</source>
        <translation>Falta en el disco un fragmento de la sesión {session}. Para revisarla, ejecute: aurity-desktop verify {session}</translation>
    </message>
    <message>
        <source>An encrypted file was changed and does not open. Run the check in Health.</source>
        <translation>Un archivo cifrado fue alterado y no se abre. Haga la revisión en Estado.</translation>
    </message>
    <message>
        <source>Another program holds the stored sessions. Close it, then try again.</source>
        <translation>Otro programa ocupa las sesiones guardadas. Ciérrelo e intente de nuevo.</translation>
    </message>
    <message>
        <source>Being transcribed</source>
        <translation>Transcribiéndose</translation>
    </message>
    <message>
        <source>Changing to “{device}”…</source>
        <translation>Cambiando a «{device}»…</translation>
    </message>
    <message>
        <source>Companion</source>
        <translation>Acompañante</translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>Con consentimiento</translation>
    </message>
    <message>
        <source>Consent withdrawn</source>
        <translation>Consentimiento retirado</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Dañada</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>Médico</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Giving every word its speaker</source>
        <translation>Asignando cada palabra a su hablante</translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation>Intérprete</translation>
    </message>
    <message>
        <source>Joining the sound</source>
        <translation>Uniendo el audio</translation>
    </message>
    <message>
        <source>Little disk space is left ({megabytes} MB). Recording goes on; free some space soon.</source>
        <translation>Queda poco espacio en el disco ({megabytes} MB). La grabación continúa; libere espacio pronto.</translation>
    </message>
    <message>
        <source>Microphone away for {length}</source>
        <translation>Sin micrófono durante {length}</translation>
    </message>
    <message>
        <source>More than one voice was heard. Speak alone, where it is quiet, and try again.</source>
        <translation>Se oyó más de una voz. Hable sin nadie más, en un lugar tranquilo, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Needs another run</source>
        <translation>Hay que volver a procesarla</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones were found. Plug some in, then play again.</source>
        <translation>No se encontraron bocinas ni audífonos. Conecte unos y reproduzca de nuevo.</translation>
    </message>
    <message>
        <source>No microphone was found. Plug one in, then refresh the list.</source>
        <translation>No se encontró ningún micrófono. Conecte uno y actualice la lista.</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Sin terminar</translation>
    </message>
    <message>
        <source>Not recorded for {length}: the program had ended</source>
        <translation>Sin grabar durante {length}: el programa se había cerrado</translation>
    </message>
    <message>
        <source>Nothing at all is heard: the microphone is muted, or the system does not let this program use it.</source>
        <translation>No se oye absolutamente nada: el micrófono está silenciado o el sistema no permite que este programa lo use.</translation>
    </message>
    <message>
        <source>Nothing else would open the data. Set up another way first.</source>
        <translation>Nada más abriría los datos. Prepare primero otra manera.</translation>
    </message>
    <message>
        <source>Nothing has been heard for {minutes} minutes. Is the consultation over?</source>
        <translation>No se oye nada desde hace {minutes} minutos. ¿Ya terminó la consulta?</translation>
    </message>
    <message>
        <source>Nothing has been heard for {seconds} s. Is the right microphone chosen, and is it switched on?</source>
        <translation>No se oye nada desde hace {seconds} s. ¿Es el micrófono correcto y está encendido?</translation>
    </message>
    <message>
        <source>Nothing was recorded. Check the microphone, then try again.</source>
        <translation>No se grabó nada. Revise el micrófono e intente de nuevo.</translation>
    </message>
    <message>
        <source>Nursing</source>
        <translation>Enfermería</translation>
    </message>
    <message>
        <source>Off the record for {length}</source>
        <translation>Fuera de grabación durante {length}</translation>
    </message>
    <message>
        <source>Only {seconds} s of speech were heard. Speak for 20 seconds, alone, and try again.</source>
        <translation>Solo se oyeron {seconds} s de voz. Hable 20 segundos, sin nadie más, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>Abriendo el micrófono…</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Paciente</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Paused for {length}</source>
        <translation>En pausa durante {length}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Ready to read</source>
        <translation>Lista para leer</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Grabando</translation>
    </message>
    <message>
        <source>Role unknown</source>
        <translation>Papel desconocido</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>Some text cannot be shown right now. The sound is safe; the text is made after you stop.</source>
        <translation>Por ahora no se puede mostrar parte del texto. El audio está a salvo; el texto se prepara al detener.</translation>
    </message>
    <message>
        <source>Something is being recorded. Measure when it has ended.</source>
        <translation>Se está grabando. Mida cuando haya terminado.</translation>
    </message>
    <message>
        <source>Something unexpected happened ({detail}). What was recorded is kept.</source>
        <translation>Ocurrió algo inesperado ({detail}). Lo grabado está guardado.</translation>
    </message>
    <message>
        <source>Something went wrong: {detail}</source>
        <translation>Algo salió mal: {detail}</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Speech is too loud and distorted. Move away, or lower the level of the microphone.</source>
        <translation>La voz es demasiado fuerte y se distorsiona. Aléjese o baje el nivel del micrófono.</translation>
    </message>
    <message>
        <source>Speech is too quiet. Come closer, or raise the level of the microphone.</source>
        <translation>La voz se oye muy baja. Acérquese o suba el nivel del micrófono.</translation>
    </message>
    <message>
        <source>Storing the session</source>
        <translation>Guardando la sesión</translation>
    </message>
    <message>
        <source>Telling the voices apart</source>
        <translation>Distinguiendo las voces</translation>
    </message>
    <message>
        <source>That cannot be done like this: {detail}</source>
        <translation>Eso no se puede hacer así: {detail}</translation>
    </message>
    <message>
        <source>That change does not fit the transcript as it is now. Open the session again.</source>
        <translation>Ese cambio no corresponde a la transcripción actual. Abra la sesión de nuevo.</translation>
    </message>
    <message>
        <source>That change is no longer there to be taken back.</source>
        <translation>Ese cambio ya no se puede deshacer.</translation>
    </message>
    <message>
        <source>That is neither the passphrase nor the recovery code. Try again.</source>
        <translation>Eso no es la contraseña ni el código de recuperación. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>That piece of work is no longer known. Start it again from the library.</source>
        <translation>Ese trabajo ya no existe. Inícielo de nuevo desde la biblioteca.</translation>
    </message>
    <message>
        <source>That result is not there yet. Wait until the work is done.</source>
        <translation>Ese resultado aún no está. Espere a que termine el trabajo.</translation>
    </message>
    <message>
        <source>The computer slept or was interrupted. The session waits for “{device}”.</source>
        <translation>La computadora se suspendió o se interrumpió. La sesión espera a «{device}».</translation>
    </message>
    <message>
        <source>The computer was too busy and a moment of sound was lost. It is marked in the transcript.</source>
        <translation>La computadora estuvo muy ocupada y se perdió un instante de audio. Está señalado en la transcripción.</translation>
    </message>
    <message>
        <source>The file holds more sound than its header says. It was read to its end.</source>
        <translation>El archivo contiene más audio de lo que dice su encabezado. Se leyó hasta el final.</translation>
    </message>
    <message>
        <source>The file has {count} sound tracks. They were mixed into one recording.</source>
        <translation>El archivo tiene {count} pistas de audio. Se mezclaron en una sola grabación.</translation>
    </message>
    <message>
        <source>Sound tracks of the file that could not be read and are missing: {count}.</source>
        <translation>Pistas de audio del archivo que no se pudieron leer y faltan: {count}.</translation>
    </message>
    <message>
        <source>The sound card shifts the sound (a DC offset). Speech is understood all the same; another socket or adapter would be better.</source>
        <translation>La tarjeta de sonido desplaza el audio (componente continua). El habla se entiende de todos modos; sería mejor otra entrada u otro adaptador.</translation>
    </message>
    <message>
        <source>The consent to this session was withdrawn: nothing more is captured or made of it. It can be erased.</source>
        <translation>El consentimiento para esta sesión se retiró: ya no se capta ni se hace nada con ella. Puede borrarse.</translation>
    </message>
    <message>
        <source>The data is locked. Open it with the passphrase or the recovery code first.</source>
        <translation>Los datos están bloqueados. Ábralos primero con la contraseña o el código de recuperación.</translation>
    </message>
    <message>
        <source>The disk is full ({megabytes} MB left). What was recorded is kept. Free some space, then go on.</source>
        <translation>El disco está lleno (quedan {megabytes} MB). Lo grabado está guardado. Libere espacio y continúe.</translation>
    </message>
    <message>
        <source>The disk is full: the recording was stopped. Everything recorded is kept.</source>
        <translation>El disco está lleno: la grabación se detuvo. Todo lo grabado está guardado.</translation>
    </message>
    <message>
        <source>The disk refused to store something: {detail}</source>
        <translation>El disco no pudo guardar algo: {detail}</translation>
    </message>
    <message>
        <source>The file {file} is not there. Check its name and place.</source>
        <translation>El archivo {file} no existe. Revise su nombre y lugar.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be written to. Ask for the right to write there, or choose another folder.</source>
        <translation>No se puede escribir en la carpeta {folder}. Pida permiso para escribir ahí o elija otra carpeta.</translation>
    </message>
    <message>
        <source>The microphone “{device}” is gone. Plug it in again or choose another; the session waits and nothing is lost.</source>
        <translation>El micrófono «{device}» ya no está. Conéctelo de nuevo o elija otro; la sesión espera y nada se pierde.</translation>
    </message>
    <message>
        <source>The microphone “{device}” stopped answering. Check its plug or choose another. What was recorded is kept.</source>
        <translation>El micrófono «{device}» dejó de responder. Revise la conexión o elija otro. Lo grabado está guardado.</translation>
    </message>
    <message>
        <source>The model {model} could not be fetched. Check the connection, or install it from a folder or USB stick.</source>
        <translation>No se pudo descargar el modelo {model}. Revise la conexión o instálelo desde una carpeta o memoria USB.</translation>
    </message>
    <message>
        <source>The model {model} that was offered is damaged or not the right one and was refused. Get it from another place.</source>
        <translation>El modelo {model} recibido está dañado o no es el correcto y se rechazó. Consígalo de otro lugar.</translation>
    </message>
    <message>
        <source>The piece {file} of a recording is damaged. To see what else is, run: aurity-desktop verify</source>
        <translation>El fragmento {file} de una grabación está dañado. Para ver si hay más, ejecute: aurity-desktop verify</translation>
    </message>
    <message>
        <source>The program's list of models cannot be used. Install Aurity Desktop again.</source>
        <translation>La lista de modelos del programa no se puede usar. Instale Aurity Desktop de nuevo.</translation>
    </message>
    <message>
        <source>The recording stopped unexpectedly. Everything up to that moment is kept; press Record to go on with a new session.</source>
        <translation>La grabación se detuvo inesperadamente. Todo hasta ese momento está guardado; presione Grabar para seguir en una sesión nueva.</translation>
    </message>
    <message>
        <source>The recording was still running after {hours} hours and was ended. Everything recorded is kept and is being transcribed.</source>
        <translation>La grabación seguía en marcha después de {hours} horas y se terminó. Todo lo grabado está guardado y se está transcribiendo.</translation>
    </message>
    <message>
        <source>The room is loud. Come closer to the microphone, or choose a quieter place.</source>
        <translation>Hay mucho ruido en la sala. Acérquese al micrófono o elija un lugar más tranquilo.</translation>
    </message>
    <message>
        <source>The session {session} already holds something else in that place. To check it, run: aurity-desktop verify {session}</source>
        <translation>La sesión {session} ya contiene otra cosa en ese lugar. Para revisarla, ejecute: aurity-desktop verify {session}</translation>
    </message>
    <message>
        <source>What is recorded of this session is damaged and cannot be read. The other sessions are not touched by it.</source>
        <translation>Lo registrado de esta sesión está dañado y no se puede leer. Las demás sesiones no se ven afectadas.</translation>
    </message>
    <message>
        <source>“{language}” is not the code of a language that can be written down.</source>
        <translation>“{language}” no es el código de un idioma que se pueda transcribir.</translation>
    </message>
    <message>
        <source>The session {session} is in the library already and stays as it is.</source>
        <translation>La sesión {session} ya está en la biblioteca y se queda como está.</translation>
    </message>
    <message>
        <source>The final transcript is not there yet. Wait until the work is done.</source>
        <translation>La transcripción final todavía no está lista. Espere a que termine el trabajo.</translation>
    </message>
    <message>
        <source>The session {session} has no slice {number}.</source>
        <translation>La sesión {session} no tiene el fragmento {number}.</translation>
    </message>
    <message>
        <source>The session {session} is no longer in the library.</source>
        <translation>La sesión {session} ya no está en la biblioteca.</translation>
    </message>
    <message>
        <source>The sessions here are encrypted already.</source>
        <translation>Las sesiones de aquí ya están cifradas.</translation>
    </message>
    <message>
        <source>The sessions here are not encrypted.</source>
        <translation>Las sesiones de aquí no están cifradas.</translation>
    </message>
    <message>
        <source>The settings ask for a consent before anything is recorded.</source>
        <translation>Los ajustes piden un consentimiento antes de grabar.</translation>
    </message>
    <message>
        <source>The settings file {file} cannot be used. Correct it or delete it.</source>
        <translation>El archivo de ajustes {file} no se puede usar. Corríjalo o bórrelo.</translation>
    </message>
    <message>
        <source>The sound is too loud and gets distorted. Lower the microphone's level or move it away.</source>
        <translation>El sonido es demasiado fuerte y se distorsiona. Baje el nivel del micrófono o aléjelo.</translation>
    </message>
    <message>
        <source>The sound system of this computer could not be used. On Debian and Ubuntu install the package libportaudio2.</source>
        <translation>No se pudo usar el sistema de sonido de esta computadora. En Debian y Ubuntu instale el paquete libportaudio2.</translation>
    </message>
    <message>
        <source>The speech model {model} is damaged and is not used. You can record all the same. To repair it, run: aurity-desktop models install {model}</source>
        <translation>El modelo de voz {model} está dañado y no se usa. Puede grabar de todos modos. Para repararlo, ejecute: aurity-desktop models install {model}</translation>
    </message>
    <message>
        <source>The speech model {model} is not installed, so no text appears. You can record all the same. To install it, run: aurity-desktop models install {model}</source>
        <translation>El modelo de voz {model} no está instalado, así que no aparece texto. Puede grabar de todos modos. Para instalarlo, ejecute: aurity-desktop models install {model}</translation>
    </message>
    <message>
        <source>The system's keyring cannot be used at the moment. Unlock it, or set a passphrase.</source>
        <translation>El llavero del sistema no se puede usar por ahora. Desbloquéelo o ponga una contraseña.</translation>
    </message>
    <message>
        <source>The work failed: {detail} The sound is kept; you can run it again.</source>
        <translation>El trabajo falló: {detail} El audio está guardado; puede volver a procesarlo.</translation>
    </message>
    <message>
        <source>The work in the background failed: {detail}</source>
        <translation>Falló el trabajo en segundo plano: {detail}</translation>
    </message>
    <message>
        <source>The work took too long and was stopped. The sound is kept; you can run it again.</source>
        <translation>El trabajo tardó demasiado y se detuvo. El audio está guardado; puede volver a procesarlo.</translation>
    </message>
    <message>
        <source>The work was cancelled. The sound is kept; you can run it again.</source>
        <translation>El trabajo se canceló. El audio está guardado; puede volver a procesarlo.</translation>
    </message>
    <message>
        <source>There is a hum from the mains. Try another socket or another cable.</source>
        <translation>Hay un zumbido de la corriente eléctrica. Pruebe otro contacto u otro cable.</translation>
    </message>
    <message>
        <source>There is a problem with a model: {detail}</source>
        <translation>Hay un problema con un modelo: {detail}</translation>
    </message>
    <message>
        <source>There is a problem with the keys: {detail}</source>
        <translation>Hay un problema con las claves: {detail}</translation>
    </message>
    <message>
        <source>There is a problem with the sound: {detail}</source>
        <translation>Hay un problema con el audio: {detail}</translation>
    </message>
    <message>
        <source>There is a problem with the stored sessions: {detail}</source>
        <translation>Hay un problema con las sesiones guardadas: {detail}</translation>
    </message>
    <message>
        <source>There is no change left to be taken back or made again.</source>
        <translation>No queda ningún cambio que deshacer o rehacer.</translation>
    </message>
    <message>
        <source>There is no model “{model}”. Choose one of: {known}.</source>
        <translation>No existe el modelo «{model}». Elija uno de: {known}.</translation>
    </message>
    <message>
        <source>There is no voice {label} in this session.</source>
        <translation>No hay ninguna voz {label} en esta sesión.</translation>
    </message>
    <message>
        <source>This input hears what the computer plays, not the room. Choose a microphone.</source>
        <translation>Esta entrada oye lo que suena en la computadora, no la sala. Elija un micrófono.</translation>
    </message>
    <message>
        <source>By the clock it is {date}, which is far from everything that was done here. Nothing is erased. Set the clock.</source>
        <translation>Según el reloj es {date}, lejos de todo lo que se ha hecho aquí. No se borra nada. Ajuste el reloj.</translation>
    </message>
    <message>
        <source>This recording is very long and ends in {minutes} minutes. Is the consultation over? Otherwise press Stop, then Record.</source>
        <translation>Esta grabación es muy larga y termina en {minutes} minutos. ¿Ya acabó la consulta? Si no, presione Detener y luego Grabar.</translation>
    </message>
    <message>
        <source>This session is on hold ({reason}) and is not erased. Lift the hold first.</source>
        <translation>Esta sesión está retenida ({reason}) y no se borra. Quite primero la retención.</translation>
    </message>
    <message>
        <source>This session is still being worked on. Wait until that is done, then try again.</source>
        <translation>Todavía se está procesando esta sesión. Espere a que termine e intente de nuevo.</translation>
    </message>
    <message>
        <source>Two parts of the program did not understand each other. Close it and start it again.</source>
        <translation>Dos partes del programa no se entendieron. Ciérrelo y ábralo de nuevo.</translation>
    </message>
    <message>
        <source>Unknown voice</source>
        <translation>Voz desconocida</translation>
    </message>
    <message>
        <source>Voice {number}</source>
        <translation>Voz {number}</translation>
    </message>
    <message>
        <source>Waiting for the microphone</source>
        <translation>Esperando el micrófono</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Procesando</translation>
    </message>
    <message>
        <source>Writing the whole text again, more carefully</source>
        <translation>Escribiendo de nuevo todo el texto, con más cuidado</translation>
    </message>
    <message>
        <source>the system's microphone</source>
        <translation>el micrófono del sistema</translation>
    </message>
    <message>
        <source>{file} cannot be read as sound. Choose a WAV, FLAC, MP3, M4A, WMA, OGG or WebM file.</source>
        <translation>{file} no se puede leer como audio. Elija un archivo WAV, FLAC, MP3, M4A, WMA, OGG o WebM.</translation>
    </message>
    <message>
        <source>{file} cannot be read: its format, {kind}, is not known here. Choose a WAV, FLAC, MP3, M4A, WMA, OGG or WebM file.</source>
        <translation>{file} no se puede leer: su formato, {kind}, no se conoce aquí. Elija un archivo WAV, FLAC, MP3, M4A, WMA, OGG o WebM.</translation>
    </message>
    <message>
        <source>{file} cannot be read. The sound is kept apart from it; to rebuild it, run: aurity-desktop repair</source>
        <translation>{file} no se puede leer. El audio está guardado aparte; para reconstruirlo, ejecute: aurity-desktop repair</translation>
    </message>
    <message>
        <source>{file} does not open with this passphrase. Check it, then try again.</source>
        <translation>{file} no se abre con esta frase de acceso. Revísela e intente de nuevo.</translation>
    </message>
    <message>
        <source>{file} holds no sound. Choose a file with speech in it.</source>
        <translation>{file} no contiene sonido. Elija un archivo con voz.</translation>
    </message>
    <message>
        <source>{file} is damaged: only a part of it could be read. That part is kept; look for a whole copy.</source>
        <translation>{file} está dañado: solo se pudo leer una parte. Esa parte está guardada; busque una copia completa.</translation>
    </message>
    <message>
        <source>{file} is encrypted. Give the passphrase that it was exported with.</source>
        <translation>{file} está cifrado. Escriba la frase de acceso con que se exportó.</translation>
    </message>
    <message>
        <source>{file} is not a ledger of Aurity. Move it away, then run: aurity-desktop repair</source>
        <translation>{file} no es un registro de Aurity. Muévalo a otro lugar y ejecute: aurity-desktop repair</translation>
    </message>
    <message>
        <source>{file} is not a session file of Aurity.</source>
        <translation>{file} no es un archivo de sesión de Aurity.</translation>
    </message>
    <message>
        <source>{file} was written by a newer Aurity Desktop. Update the program; the file is left as it is.</source>
        <translation>{file} fue escrito por una versión más nueva de Aurity Desktop. Actualice el programa; el archivo queda como está.</translation>
    </message>
    <message>
        <source>{length} of sound lost</source>
        <translation>Se perdieron {length} de audio</translation>
    </message>
    <message>
        <source>“{device}” gives no sound at all. It may be muted, or the program may not use it. The session waits.</source>
        <translation>«{device}» no da ningún sonido. Puede estar silenciado o el programa no tiene permiso de usarlo. La sesión espera.</translation>
    </message>
    <message>
        <source>“{session}” cannot be the name of a session.</source>
        <translation>«{session}» no puede ser el nombre de una sesión.</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Fast enough for this computer: the text comes {seconds} s after the words at most. Measured on {date}.</source>
        <translation>Suficientemente rápido en esta computadora: el texto aparece a más tardar {seconds} s después de las palabras. Medido el {date}.</translation>
    </message>
    <message>
        <source>Loading {model}…</source>
        <translation>Cargando {model}…</translation>
    </message>
    <message>
        <source>Measuring how voices are told apart…</source>
        <translation>Midiendo cómo se distinguen las voces…</translation>
    </message>
    <message>
        <source>Measuring the final transcript with {model}…</source>
        <translation>Midiendo la transcripción final con {model}…</translation>
    </message>
    <message>
        <source>Measuring the live text with {model}…</source>
        <translation>Midiendo el texto en vivo con {model}…</translation>
    </message>
    <message>
        <source>No installed model is fast enough for live text here. {live} comes nearest; {final} for the final transcript.</source>
        <translation>Ningún modelo instalado es suficientemente rápido aquí para el texto en vivo. El más cercano es {live}; {final} para la transcripción final.</translation>
    </message>
    <message>
        <source>Not measured on this computer yet.</source>
        <translation>Aún no se ha medido en esta computadora.</translation>
    </message>
    <message>
        <source>Recommended for this computer: {live} for the live text, {final} for the final transcript.</source>
        <translation>Recomendado para esta computadora: {live} para el texto en vivo, {final} para la transcripción final.</translation>
    </message>
    <message>
        <source>Too slow for this computer: the text falls behind while you record. Measured on {date}.</source>
        <translation>Demasiado lento en esta computadora: el texto se atrasa mientras graba. Medido el {date}.</translation>
    </message>
    <message>
        <source>{times} times the speed of speech on this computer: after an hour it may take {length}. Measured on {date}.</source>
        <translation>{times} veces la velocidad del habla en esta computadora: después de una hora puede tardar {length}. Medido el {date}.</translation>
    </message>
    <message>
        <source>{times} times the speed of speech on this computer: done while you record. Measured on {date}.</source>
        <translation>{times} veces la velocidad del habla en esta computadora: queda listo mientras graba. Medido el {date}.</translation>
    </message>
</context>
<context>
    <name>ModelsCard</name>
    <message>
        <source>A measurement takes about a minute, with nothing else at work.</source>
        <translation>Medir tarda cerca de un minuto; es mejor que no haya nada más trabajando.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Larger models are more exact and slower. Takes effect at the next start.</source>
        <translation>Los modelos grandes son más exactos y más lentos. Se aplica al iniciar de nuevo.</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Medir de nuevo</translation>
    </message>
    <message>
        <source>Measure this computer</source>
        <translation>Medir esta computadora</translation>
    </message>
    <message>
        <source>Model of the final transcript</source>
        <translation>Modelo de la transcripción final</translation>
    </message>
    <message>
        <source>Model of the live text</source>
        <translation>Modelo del texto en vivo</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Avance de la medición</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>The best installed</source>
        <translation>El mejor instalado</translation>
    </message>
    <message>
        <source>Use the recommended models</source>
        <translation>Usar los modelos recomendados</translation>
    </message>
    <message>
        <source>While you record, nothing is measured.</source>
        <translation>Mientras graba, no se mide nada.</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Hold</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>Posición en la grabación</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>Speed, at the same pitch</source>
        <translation>Velocidad, con el mismo tono</translation>
    </message>
    <message>
        <source>{words} (Ctrl+Space)</source>
        <translation>{words} (Ctrl+Espacio)</translation>
    </message>
</context>
<context>
    <name>PrivacySettings</name>
    <message>
        <source>Ask for consent before recording</source>
        <translation>Pedir el consentimiento antes de grabar</translation>
    </message>
    <message>
        <source>Privacy of the patients</source>
        <translation>Privacidad de los pacientes</translation>
    </message>
    <message>
        <source>Without it, the consent can be noted before, during, or not at all, and recording starts at once.</source>
        <translation>Sin esto, el consentimiento puede anotarse antes, durante o no anotarse, y la grabación empieza enseguida.</translation>
    </message>
</context>
<context>
    <name>ProtectionLine</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>The sessions on this computer are not encrypted. A passphrase can be set in the settings.</source>
        <translation>Las sesiones de esta computadora no están cifradas. En los ajustes se puede poner una contraseña.</translation>
    </message>
    <message>
        <source>Your sessions are encrypted. Make a recovery code, in case the keyring or the passphrase is lost.</source>
        <translation>Sus sesiones están cifradas. Cree un código de recuperación por si se pierde el llavero o la contraseña.</translation>
    </message>
</context>
<context>
    <name>ProtectionPanel</name>
    <message>
        <source>The present passphrase or recovery code is not that. Nothing was changed.</source>
        <translation>Esa no es la contraseña actual ni el código de recuperación. No se cambió nada.</translation>
    </message>
    <message>
        <source>Present passphrase or recovery code</source>
        <translation>Contraseña actual o código de recuperación</translation>
    </message>
    <message>
        <source>A recovery code exists. File names, times and exports are not encrypted.</source>
        <translation>Hay un código de recuperación. Los nombres de archivo, las horas y lo exportado no se cifran.</translation>
    </message>
    <message>
        <source>Encrypt what is there</source>
        <translation>Cifrar lo que ya hay</translation>
    </message>
    <message>
        <source>Encrypt with the system's keyring</source>
        <translation>Cifrar con el llavero del sistema</translation>
    </message>
    <message>
        <source>Encrypting what is there. You can go on working.</source>
        <translation>Cifrando lo que ya hay. Puede seguir trabajando.</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifrado</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Ya lo anoté</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Revisando…</translation>
    </message>
    <message>
        <source>Make a recovery code</source>
        <translation>Crear un código de recuperación</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Nueva contraseña</translation>
    </message>
    <message>
        <source>New sessions are encrypted. Older ones lie plain still: {count}.</source>
        <translation>Las sesiones nuevas se cifran. Aún hay sesiones anteriores sin cifrar: {count}.</translation>
    </message>
    <message>
        <source>Not encrypted: whoever can read the files of this account, or takes the disk, can hear and read your sessions.</source>
        <translation>Sin cifrar: quien pueda leer los archivos de esta cuenta, o se lleve el disco, puede oír y leer sus sesiones.</translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation>Poner contraseña</translation>
    </message>
    <message>
        <source>Sound, transcripts and names are encrypted.</source>
        <translation>El sonido, las transcripciones y los nombres están cifrados.</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Otra vez la misma</translation>
    </message>
    <message>
        <source>There is no recovery code yet. If the keyring or the passphrase is lost, everything is: make one and write it down.</source>
        <translation>Todavía no hay código de recuperación. Si se pierde el llavero o la contraseña, se pierde todo: cree uno y anótelo.</translation>
    </message>
    <message>
        <source>These are two different passphrases.</source>
        <translation>Son dos contraseñas distintas.</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be used. A passphrase encrypts them all the same.</source>
        <translation>Esta computadora no tiene un llavero utilizable. Una contraseña las cifra igualmente.</translation>
    </message>
    <message>
        <source>Write this recovery code down and keep it away from the computer. It is not shown again; an older one opens nothing any more.</source>
        <translation>Anote este código de recuperación y guárdelo lejos de la computadora. No se vuelve a mostrar; uno anterior ya no abre nada.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Health</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Biblioteca</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>Grabadora</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
</context>
<context>
    <name>RecorderPage</name>
    <message>
        <source>Sound ({patterns})</source>
        <translation>Audio ({patterns})</translation>
    </message>
    <message>
        <source>Transcribe a sound file</source>
        <translation>Transcribir un archivo de audio</translation>
    </message>
</context>
<context>
    <name>RecoveryLine</name>
    <message>
        <source>A session did not end. Everything that was recorded is kept.</source>
        <translation>Una sesión no terminó. Todo lo grabado está guardado.</translation>
    </message>
    <message>
        <source>Finish and transcribe</source>
        <translation>Terminar y transcribir</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>{count} sessions did not end. Everything that was recorded is kept.</source>
        <translation>{count} sesiones no terminaron. Todo lo grabado está guardado.</translation>
    </message>
</context>
<context>
    <name>RetentionLine</name>
    <message>
        <source>By the clock it is {date}, which is far from everything that was done here. Sessions whose time would be over: {count}. None is erased as long as the date is in doubt.</source>
        <translation>Según el reloj es {date}, lejos de todo lo que se ha hecho aquí. Sesiones cuyo plazo habría terminado: {count}. No se borra ninguna mientras la fecha esté en duda.</translation>
    </message>
    <message>
        <source>Erase them for good</source>
        <translation>Borrarlas para siempre</translation>
    </message>
    <message>
        <source>Sessions whose time is over: {count}. So many are erased only when you say so.</source>
        <translation>Sesiones cuyo plazo terminó: {count}. Tantas se borran solo si usted lo dice.</translation>
    </message>
    <message>
        <source>Sessions whose time is over: {count}. The first is erased on {date}; a hold keeps it.</source>
        <translation>Sesiones cuyo plazo terminó: {count}. La primera se borra el {date}; ponerla en conservación lo evita.</translation>
    </message>
    <message>
        <source>The date is right</source>
        <translation>La fecha es correcta</translation>
    </message>
</context>
<context>
    <name>RetentionSettings</name>
    <message>
        <source>1 on hold stays in any case.</source>
        <translation>La que está en conservación se queda en todo caso.</translation>
    </message>
    <message>
        <source>1 session is older and is erased for good in {days} days.</source>
        <translation>1 sesión es más antigua y se borra para siempre en {days} días.</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 año</translation>
    </message>
    <message>
        <source>Ever: nothing is erased by itself</source>
        <translation>Siempre: nada se borra por sí solo</translation>
    </message>
    <message>
        <source>Keep sessions for</source>
        <translation>Conservar las sesiones</translation>
    </message>
    <message>
        <source>Keep them for so long</source>
        <translation>Conservarlas ese tiempo</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>Dejarlo como estaba</translation>
    </message>
    <message>
        <source>Nothing goes now.</source>
        <translation>Ahora no se borra nada.</translation>
    </message>
    <message>
        <source>Nothing goes now; the first session goes on {date}.</source>
        <translation>Ahora no se borra nada; la primera sesión se borra el {date}.</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} días</translation>
    </message>
    <message>
        <source>{count} on hold stay in any case.</source>
        <translation>Las {count} que están en conservación se quedan en todo caso.</translation>
    </message>
    <message>
        <source>{count} sessions are older and are erased for good in {days} days.</source>
        <translation>{count} sesiones son más antiguas y se borran para siempre en {days} días.</translation>
    </message>
    <message>
        <source>{count} years</source>
        <translation>{count} años</translation>
    </message>
</context>
<context>
    <name>SessionHead</name>
    <message>
        <source>1 speaker</source>
        <translation>1 hablante</translation>
    </message>
    <message>
        <source>Being recorded now</source>
        <translation>Grabándose ahora</translation>
    </message>
    <message>
        <source>Check {count} places</source>
        <translation>Revisar {count} puntos</translation>
    </message>
    <message>
        <source>Consent, hold, erase</source>
        <translation>Consentimiento, conservación, borrado</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Finish it</source>
        <translation>Terminarla</translation>
    </message>
    <message>
        <source>Go on recording</source>
        <translation>Seguir grabando</translation>
    </message>
    <message>
        <source>Make the transcript and the speakers again</source>
        <translation>Hacer de nuevo la transcripción y los hablantes</translation>
    </message>
    <message>
        <source>On hold: {reason}</source>
        <translation>En conservación: {reason}</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Volver a procesar</translation>
    </message>
    <message>
        <source>This session did not end. Everything that was recorded is kept.</source>
        <translation>Esta sesión no terminó. Todo lo grabado está guardado.</translation>
    </message>
    <message>
        <source>Unsure words, quantities, negations and overlaps, one after the other (F4)</source>
        <translation>Palabras dudosas, cantidades, negaciones y voces simultáneas, una tras otra (F4)</translation>
    </message>
    <message>
        <source>Write the session into one file (Ctrl+E)</source>
        <translation>Escribir la sesión en un solo archivo (Ctrl+E)</translation>
    </message>
    <message>
        <source>{count} speakers</source>
        <translation>{count} hablantes</translation>
    </message>
    <message>
        <source>{number} of {count}: {reason}</source>
        <translation>{number} de {count}: {reason}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscura</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Idioma de la ventana</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clara</translation>
    </message>
    <message>
        <source>Names of drugs, colleagues, places: one a line. They help the next recording to be written right.</source>
        <translation>Nombres de medicamentos, colegas, lugares: uno por línea. Ayudan a que la próxima grabación se escriba bien.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Words to expect</source>
        <translation>Palabras esperadas</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>&amp;Language spoken</source>
        <translation>&amp;Idioma hablado</translation>
    </message>
    <message>
        <source>&amp;Microphone</source>
        <translation>&amp;Micrófono</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Título</translation>
    </message>
    <message>
        <source>&amp;Words to expect</source>
        <translation>Palabras &amp;esperadas</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Check the microphone</source>
        <translation>Probar el micrófono</translation>
    </message>
    <message>
        <source>Check the microphone (F6)</source>
        <translation>Probar el micrófono (F6)</translation>
    </message>
    <message>
        <source>Language spoken</source>
        <translation>Idioma hablado</translation>
    </message>
    <message>
        <source>Look for microphones again</source>
        <translation>Buscar micrófonos de nuevo</translation>
    </message>
    <message>
        <source>Look for microphones again (F5)</source>
        <translation>Buscar micrófonos de nuevo (F5)</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Names and drugs that will be spoken of this time: they are written right then</source>
        <translation>Nombres y medicamentos de los que se hablará esta vez: así se escriben bien</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Opcional</translation>
    </message>
    <message>
        <source>Optional, with commas</source>
        <translation>Opcional, con comas</translation>
    </message>
    <message>
        <source>Peopl&amp;e in the room</source>
        <translation>&amp;Personas en la sala</translation>
    </message>
    <message>
        <source>People in the room</source>
        <translation>Personas en la sala</translation>
    </message>
    <message>
        <source>System's choice</source>
        <translation>El del sistema</translation>
    </message>
    <message>
        <source>System's choice ({device})</source>
        <translation>El del sistema ({device})</translation>
    </message>
    <message>
        <source>Title of the session, optional</source>
        <translation>Título de la sesión, opcional</translation>
    </message>
    <message>
        <source>Words to expect in this session, with commas, optional</source>
        <translation>Palabras esperadas en esta sesión, con comas, opcional</translation>
    </message>
    <message>
        <source>{count} or more</source>
        <translation>{count} o más</translation>
    </message>
    <message>
        <source>{device} (what the computer plays)</source>
        <translation>{device} (lo que suena en la computadora)</translation>
    </message>
</context>
<context>
    <name>SpeakerEditor</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name of {voice}</source>
        <translation>Nombre de {voice}</translation>
    </message>
    <message>
        <source>Role of {voice}</source>
        <translation>Papel de {voice}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context>
<context>
    <name>SpeakersBar</name>
    <message>
        <source>Change name and role of {name}</source>
        <translation>Cambiar nombre y papel de {name}</translation>
    </message>
    <message>
        <source>Change the name or the role (F2)</source>
        <translation>Cambiar el nombre o el papel (F2)</translation>
    </message>
</context>
<context>
    <name>SessionMenu</name>
    <message>
        <source>Erase for good…</source>
        <translation>Borrar para siempre…</translation>
    </message>
    <message>
        <source>Lift the hold…</source>
        <translation>Levantar la conservación…</translation>
    </message>
    <message>
        <source>Put on hold…</source>
        <translation>Poner en conservación…</translation>
    </message>
    <message>
        <source>The patient agrees</source>
        <translation>El paciente acepta</translation>
    </message>
    <message>
        <source>Withdraw the consent…</source>
        <translation>Retirar el consentimiento…</translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message>
        <source>A complaint, a study, a request…</source>
        <translation>Una queja, un estudio, una petición…</translation>
    </message>
    <message>
        <source>As long as it is on hold, nothing erases this session. Why?</source>
        <translation>Mientras esté en conservación, nada borra esta sesión. ¿Por qué?</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Borrar para siempre</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Dejarla como está</translation>
    </message>
    <message>
        <source>Lift the hold</source>
        <translation>Levantar la conservación</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Poner en conservación</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Sound, text and corrections of this session go for good. Nobody can bring them back; exported files stay where they are.</source>
        <translation>El sonido, el texto y las correcciones de esta sesión se borran para siempre. Nadie puede recuperarlos; los archivos exportados se quedan donde están.</translation>
    </message>
    <message>
        <source>The consent is withdrawn: nothing more is made of this session. What there is stays until it is erased.</source>
        <translation>Se retira el consentimiento: ya no se hace nada con esta sesión. Lo que hay se queda hasta que se borre.</translation>
    </message>
    <message>
        <source>Withdraw the consent</source>
        <translation>Retirar el consentimiento</translation>
    </message>
    <message>
        <source>Without the hold, the session can be erased again, also by the time that sessions are kept. Why?</source>
        <translation>Sin la conservación, la sesión puede volver a borrarse, también por el plazo de las sesiones. ¿Por qué?</translation>
    </message>
</context>
<context>
    <name>TranscriptPanel</name>
    <message>
        <source>No speech was recognised, though {length} of sound are louder than silence. It is loudest at {time}.</source>
        <translation>No se reconoció voz, aunque hay {length} de audio más fuerte que el silencio. Lo más fuerte está en {time}.</translation>
    </message>
    <message>
        <source>No speech was recognised in this session.</source>
        <translation>No se reconoció voz en esta sesión.</translation>
    </message>
    <message>
        <source>Transcript in turns</source>
        <translation>Transcripción por turnos</translation>
    </message>
    <message>
        <source>Words of this turn</source>
        <translation>Palabras de este turno</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>a la vez</translation>
    </message>
</context>
<context>
    <name>TrayMenu</name>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Grabar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>Mostrar la ventana</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
</context>
<context>
    <name>TurnMenu</name>
    <message>
        <source>Begin a new turn at “{word}”</source>
        <translation>Empezar otro turno en «{word}»</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Correct the text</source>
        <translation>Corregir el texto</translation>
    </message>
    <message>
        <source>Name and role of the speaker…</source>
        <translation>Nombre y papel del hablante…</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Reproducir desde aquí</translation>
    </message>
    <message>
        <source>Somebody else said this</source>
        <translation>Lo dijo otra persona</translation>
    </message>
    <message>
        <source>{name} is the same person as</source>
        <translation>{name} es la misma persona que</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Ask the keyring again</source>
        <translation>Preguntar otra vez al llavero</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>Contraseña o código de recuperación</translation>
    </message>
    <message>
        <source>That does not open them. Try again.</source>
        <translation>Eso no las abre. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The system's keyring did not open them. Type the passphrase or the recovery code.</source>
        <translation>El llavero del sistema no las abrió. Escriba la contraseña o el código de recuperación.</translation>
    </message>
    <message>
        <source>Your recordings are encrypted</source>
        <translation>Sus grabaciones están cifradas</translation>
    </message>
</context>
<context>
    <name>VoiceCard</name>
    <message>
        <source>A voice that is known gets the role of the doctor in the sessions that follow. It is biometric data: a row of numbers that stays on this machine, goes into no export, and is deleted when you forget it.</source>
        <translation>Una voz conocida recibe el papel de médico en las sesiones siguientes. Es un dato biométrico: una serie de números que no sale de este equipo, no va en ninguna exportación y se borra cuando usted la olvida.</translation>
    </message>
    <message>
        <source>Forget my voice</source>
        <translation>Olvidar mi voz</translation>
    </message>
    <message>
        <source>It is known, but it varied much: learn it again where it is quiet.</source>
        <translation>Se conoce, pero varió mucho: apréndala de nuevo en un lugar tranquilo.</translation>
    </message>
    <message>
        <source>It was learned by another model: learn it again.</source>
        <translation>La aprendió otro modelo: apréndala de nuevo.</translation>
    </message>
    <message>
        <source>Learn my voice</source>
        <translation>Aprender mi voz</translation>
    </message>
    <message>
        <source>Learn my voice again</source>
        <translation>Aprender mi voz de nuevo</translation>
    </message>
    <message>
        <source>Learning your voice…</source>
        <translation>Aprendiendo su voz…</translation>
    </message>
    <message>
        <source>My voice</source>
        <translation>Mi voz</translation>
    </message>
    <message>
        <source>No voice is known yet.</source>
        <translation>Todavía no se conoce ninguna voz.</translation>
    </message>
    <message>
        <source>Progress of the learning</source>
        <translation>Progreso del aprendizaje</translation>
    </message>
    <message>
        <source>Speak for 20 seconds, alone, as in a consultation.</source>
        <translation>Hable 20 segundos, sin nadie más, como en una consulta.</translation>
    </message>
    <message>
        <source>Your voice is known, from {seconds} s of speech.</source>
        <translation>Su voz es conocida, a partir de {seconds} s de habla.</translation>
    </message>
</context>
<context>
    <name>WithdrawalLine</name>
    <message>
        <source>Erase it for good</source>
        <translation>Borrarla para siempre</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Borrando…</translation>
    </message>
    <message>
        <source>The consent was withdrawn. Nothing is captured any more, and nothing more is made of what was recorded.</source>
        <translation>El consentimiento se retiró. Ya no se capta nada ni se hace nada más con lo grabado.</translation>
    </message>
    <message>
        <source>The session is erased.</source>
        <translation>La sesión está borrada.</translation>
    </message>
</context>
<context>
    <name>NetworkCard</name>
    <message>
        <source>Connections seen: {count}. The last: {address}, by {process}. None since {day}, in {hours} hours of work.</source>
        <translation>Conexiones vistas: {count}. La última: {address}, de {process}. Ninguna desde el {day}, en {hours} horas de trabajo.</translation>
    </message>
    <message>
        <source>Network: nobody has looked yet. The first figures come in a minute.</source>
        <translation>Red: nadie ha mirado todavía. Los primeros datos llegan en un minuto.</translation>
    </message>
    <message>
        <source>No connection to another machine since {day}, in {hours} hours of work.</source>
        <translation>Ninguna conexión con otra máquina desde el {day}, en {hours} horas de trabajo.</translation>
    </message>
    <message>
        <source>What it does not show: a connection shorter than the time between two looks, other programs, and what somebody who can write to your files has changed in this record. To see for yourself, block the program in a firewall: everything but the installation of models goes on.</source>
        <translation>Qué no demuestra: una conexión más breve que el tiempo entre dos miradas, otros programas, ni lo que alguien con acceso a sus archivos haya cambiado en este registro. Para comprobarlo, bloquee el programa en un cortafuegos: todo sigue funcionando, salvo la instalación de modelos.</translation>
    </message>
    <message>
        <source>What this shows: while they ran, the window, the recorder, the worker and the commands each looked at their own network sockets every five seconds. Each day that is over stands in the audit trail.</source>
        <translation>Qué demuestra: mientras trabajaban, la ventana, la grabadora, el proceso en segundo plano y las órdenes miraron cada cinco segundos sus propias conexiones de red. Cada día terminado queda en el registro de auditoría.</translation>
    </message>
    <message>
        <source>a socket that waits to be reached</source>
        <translation>un socket que espera conexiones</translation>
    </message>
</context>
</TS>
