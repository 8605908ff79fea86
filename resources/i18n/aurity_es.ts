<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_MX" sourcelanguage="en">
<context>
    <name>JoinLine</name>
    <message>
        <source>Joined: a new session holds both, with the time between them. The two stay as they are.</source>
        <translation>Unidas: una sesión nueva tiene las dos, con el tiempo entre ellas. Las dos quedan como están.</translation>
    </message>
    <message>
        <source>Joining two sessions…</source>
        <translation>Uniendo dos sesiones…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Undo: erase the new one…</source>
        <translation>Deshacer: borrar la nueva…</translation>
    </message>
</context>
<context>
    <name>PatientFilter</name>
    <message>
        <source>Erase all {count}…</source>
        <translation>Borrar las {count}…</translation>
    </message>
    <message>
        <source>Export all {count}</source>
        <translation>Exportar las {count}</translation>
    </message>
    <message>
        <source>Only the sessions of one patient</source>
        <translation>Solo las sesiones de un paciente</translation>
    </message>
    <message>
        <source>Patient: name or record number</source>
        <translation>Paciente: nombre o número de expediente</translation>
    </message>
</context>
<context>
    <name>PrintedCode</name>
    <message>
        <source>It opens the encrypted sessions of this computer when the keyring or the passphrase is lost. Whoever holds this sheet can read them: keep it locked away, and not beside the computer. It holds until another code is made.</source>
        <translation>Abre las sesiones cifradas de esta computadora cuando se pierde el llavero de contraseñas o la contraseña. Quien tenga esta hoja puede leerlas: guárdela bajo llave y no junto a la computadora. Vale hasta que se haga otro código.</translation>
    </message>
    <message>
        <source>Made on {day}</source>
        <translation>Hecho el {day}</translation>
    </message>
    <message>
        <source>Recovery code of Aurity Desktop</source>
        <translation>Código de recuperación de Aurity Desktop</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>“{words}”</source>
        <translation>«{words}»</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>quedan {count}</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>Qué se revisa</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Correcto</translation>
    </message>
    <message>
        <source>This is what was said (Enter)</source>
        <translation>Así se dijo (Intro)</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Correct the turn (E)</source>
        <translation>Corregir el turno (E)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>To the one before (Backspace)</source>
        <translation>Al anterior (Retroceso)</translation>
    </message>
    <message>
        <source>Play it again</source>
        <translation>Reproducir otra vez</translation>
    </message>
    <message>
        <source>Play it again (Space)</source>
        <translation>Reproducir otra vez (Espacio)</translation>
    </message>
    <message>
        <source>End the review</source>
        <translation>Terminar la revisión</translation>
    </message>
    <message>
        <source>End the review (Escape)</source>
        <translation>Terminar la revisión (Escape)</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Heard otherwise</source>
        <translation>Se oyó otra cosa</translation>
    </message>
    <message>
        <source>Name by its sound</source>
        <translation>Nombre por su sonido</translation>
    </message>
    <message>
        <source>Dose</source>
        <translation>Dosis</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Alergia</translation>
    </message>
    <message>
        <source>Negation</source>
        <translation>Negación</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Lado</translation>
    </message>
    <message>
        <source>Doubtful word</source>
        <translation>Palabra dudosa</translation>
    </message>
    <message>
        <source>Two at the same time</source>
        <translation>Dos a la vez</translation>
    </message>
</context>
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
        <source>Text and speakers</source>
        <translation>Texto y hablantes</translation>
    </message>
    <message>
        <source>{count} people</source>
        <translation>{count} personas</translation>
    </message>
    <message>
        <source>{least} to {most} people</source>
        <translation>{least} a {most} personas</translation>
    </message>
    <message>
        <source>{model} (not measured on this computer)</source>
        <translation>{model} (sin medir en esta computadora)</translation>
    </message>
    <message>
        <source>{model} (about {length} here)</source>
        <translation>{model} (unos {length} aquí)</translation>
    </message>
    <message>
        <source>Text, with this model</source>
        <translation>Texto, con este modelo</translation>
    </message>
    <message>
        <source>Speakers only</source>
        <translation>Solo los hablantes</translation>
    </message>
    <message>
        <source>Detect how many people spoke</source>
        <translation>Detectar cuántas personas hablaron</translation>
    </message>
    <message>
        <source>One for each channel of the file</source>
        <translation>Uno por cada canal del archivo</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>The transcript was copied.</source>
        <translation>Se copió la transcripción.</translation>
    </message>
    <message>
        <source>1 page was sent to the printer.</source>
        <translation>Se envió 1 página a la impresora.</translation>
    </message>
    <message>
        <source>{count} pages were sent to the printer.</source>
        <translation>Se enviaron {count} páginas a la impresora.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Stop the recording</source>
        <translation>Detener la grabación</translation>
    </message>
    <message>
        <source>Exporting {file}…</source>
        <translation>Exportando {file}…</translation>
    </message>
    <message>
        <source>{file} was exported. It may identify people.</source>
        <translation>Se exportó {file}. Puede identificar a las personas.</translation>
    </message>
    <message>
        <source>{file} was exported. It identifies nobody.</source>
        <translation>Se exportó {file}. No identifica a nadie.</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Instalar…</translation>
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
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Probar de nuevo</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Avance de la prueba</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>Abriendo el micrófono…</translation>
    </message>
    <message>
        <source>Speak as in a consultation for five seconds.</source>
        <translation>Hable como en una consulta durante cinco segundos.</translation>
    </message>
    <message>
        <source>The voice is loud and clear, without distortion.</source>
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
        <source>The microphone works well</source>
        <translation>El micrófono funciona bien</translation>
    </message>
    <message>
        <source>The sound can be improved</source>
        <translation>El sonido se puede mejorar</translation>
    </message>
    <message>
        <source>The reason is shown above. Choose another microphone.</source>
        <translation>Arriba se muestra el motivo. Elija otro micrófono.</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>A recording is in progress. Stop it and close?</source>
        <translation>Hay una grabación en curso. ¿Detenerla y cerrar?</translation>
    </message>
    <message>
        <source>An export is still being written. The window closes when it is done.</source>
        <translation>Todavía se está exportando. La ventana se cerrará al terminar.</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Seguir grabando</translation>
    </message>
    <message>
        <source>Saving the last words. The window closes when that is done.</source>
        <translation>Guardando las últimas palabras. La ventana se cerrará al terminar.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Detener y cerrar</translation>
    </message>
    <message>
        <source>Sound files that are not read yet: {count}. Close without them?</source>
        <translation>Archivos de audio que aún no se han leído: {count}. ¿Cerrar sin ellos?</translation>
    </message>
    <message>
        <source>Close without them</source>
        <translation>Cerrar sin ellos</translation>
    </message>
    <message>
        <source>Keep reading</source>
        <translation>Seguir leyendo</translation>
    </message>
</context>
<context>
    <name>ConsentLine</name>
    <message>
        <source>A representative agreed to the recording</source>
        <translation>Un representante aceptó la grabación</translation>
    </message>
    <message>
        <source>A representative of the patient agrees to the recording</source>
        <translation>Un representante del paciente acepta la grabación</translation>
    </message>
    <message>
        <source>Consent given: record</source>
        <translation>Aceptó: grabar</translation>
    </message>
    <message>
        <source>Keep recording</source>
        <translation>Seguir grabando</translation>
    </message>
    <message>
        <source>Hide the text</source>
        <translation>Ocultar el texto</translation>
    </message>
    <message>
        <source>Consent not recorded yet</source>
        <translation>Aún sin consentimiento</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Ask the patient before recording:</source>
        <translation>Pregunte al paciente antes de grabar:</translation>
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
        <source>Stop recording</source>
        <translation>Detener la grabación</translation>
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
        <source>The patient agrees to the recording</source>
        <translation>El paciente acepta la grabación</translation>
    </message>
    <message>
        <source>The patient does not agree…</source>
        <translation>El paciente no acepta…</translation>
    </message>
    <message>
        <source>The recording stops and is not processed any further.</source>
        <translation>La grabación se detiene y ya no se procesa.</translation>
    </message>
    <message>
        <source>Consent text</source>
        <translation>Texto del consentimiento</translation>
    </message>
    <message>
        <source>Withdraw the consent…</source>
        <translation>Retirar el consentimiento…</translation>
    </message>
    <message>
        <source>by a representative</source>
        <translation>por un representante</translation>
    </message>
</context>
<context>
    <name>ControlBar</name>
    <message>
        <source>End the session and make its transcript (Ctrl+T)</source>
        <translation>Terminar la sesión y preparar su transcripción (Ctrl+T)</translation>
    </message>
    <message>
        <source>Import audio…</source>
        <translation>Importar audio…</translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Fuera de grabación</translation>
    </message>
    <message>
        <source>Resume the same session (Ctrl+P)</source>
        <translation>Continuar en la misma sesión (Ctrl+P)</translation>
    </message>
    <message>
        <source>Length of the recording</source>
        <translation>Duración de la grabación</translation>
    </message>
    <message>
        <source>No microphone was found. Plug one in and press the round arrow beside the list, or check that the system lets this program use it.</source>
        <translation>No se encontró ningún micrófono. Conecte uno y presione la flecha circular junto a la lista, o revise que el sistema permita a este programa usarlo.</translation>
    </message>
    <message>
        <source>Nothing is captured while you hold this button or F8</source>
        <translation>Mientras mantenga presionado este botón, o F8, no se capta nada</translation>
    </message>
    <message>
        <source>Nothing is captured while paused (Ctrl+P)</source>
        <translation>En pausa no se capta nada (Ctrl+P)</translation>
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
        <source>Start a new session (Ctrl+R)</source>
        <translation>Iniciar una sesión nueva (Ctrl+R)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>WAV, FLAC, MP3, M4A, WMA, OGG or WebM (Ctrl+O)</source>
        <translation>WAV, FLAC, MP3, M4A, WMA, OGG o WebM (Ctrl+O)</translation>
    </message>
    <message>
        <source>Options of the recording</source>
        <translation>Opciones de la grabación</translation>
    </message>
    <message>
        <source>Microphone, language, consent</source>
        <translation>Micrófono, idioma, consentimiento</translation>
    </message>
</context>
<context>
    <name>ExportPanel</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimir…</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Más…</translation>
    </message>
    <message>
        <source>The final transcript is not ready yet. The session file can be saved.</source>
        <translation>La transcripción final aún no está lista. Puede guardar el archivo de la sesión.</translation>
    </message>
    <message>
        <source>Word and PDF are saved in Documents as “{name}”.</source>
        <translation>Word y PDF se guardan en Documentos como «{name}».</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Export the session</source>
        <translation>Exportar la sesión</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>With times and names</source>
        <translation>Con horas y nombres</translation>
    </message>
    <message>
        <source>Without times</source>
        <translation>Sin horas</translation>
    </message>
    <message>
        <source>Without names</source>
        <translation>Sin nombres</translation>
    </message>
    <message>
        <source>Text only</source>
        <translation>Solo el texto</translation>
    </message>
</context>
<context>
    <name>ExportDetails</name>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>What was marked and noted, at its time</source>
        <translation>Lo que se marcó y anotó, en su momento</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Elegir dónde…</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Incluir</translation>
    </message>
    <message>
        <source>The file may identify people. Its manifest says so (includes_pii).</source>
        <translation>El archivo puede identificar a las personas. Su manifiesto lo indica (includes_pii).</translation>
    </message>
    <message>
        <source>The file identifies nobody: no sound, no names, no text.</source>
        <translation>El archivo no identifica a nadie: sin sonido, sin nombres y sin texto.</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nombres</translation>
    </message>
    <message>
        <source>The file cannot be opened without this passphrase, and it cannot be recovered. Send it separately from the file.</source>
        <translation>Sin esta contraseña el archivo no se puede abrir, y no hay forma de recuperarla. Envíela por separado del archivo.</translation>
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
        <source>Repeat the passphrase of the exported file</source>
        <translation>Repita la contraseña del archivo exportado</translation>
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
        <source>Repeat the passphrase</source>
        <translation>Repita la contraseña</translation>
    </message>
    <message>
        <source>The two passphrases do not match.</source>
        <translation>Las dos contraseñas no coinciden.</translation>
    </message>
    <message>
        <source>Without names, roles are shown in their place</source>
        <translation>Sin nombres, se muestran los roles en su lugar</translation>
    </message>
</context>
<context>
    <name>ExportDestination</name>
    <message>
        <source>Export the session</source>
        <translation>Exportar la sesión</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>less than 1 s</source>
        <translation>menos de 1 s</translation>
    </message>
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
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <translation>dddd d 'de' MMMM</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <translation>dddd d 'de' MMMM 'de' yyyy</translation>
    </message>
</context>
<context>
    <name>FinishingPanel</name>
    <message>
        <source>An attempt failed; it is tried again automatically.</source>
        <translation>Un intento falló; se repetirá automáticamente.</translation>
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
        <source>Process again</source>
        <translation>Volver a procesar</translation>
    </message>
    <message>
        <source>The transcript could not be finished</source>
        <translation>No se pudo terminar la transcripción</translation>
    </message>
    <message>
        <source>Waits until you resume. You can start another recording.</source>
        <translation>Espera hasta que usted pulse Continuar. Puede iniciar otra grabación.</translation>
    </message>
    <message>
        <source>Waiting for its turn. You can start another recording.</source>
        <translation>En espera de su turno. Puede iniciar otra grabación.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Check again</source>
        <translation>Revisar de nuevo</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Revisando…</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar informe</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Requiere atención</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>Bien</translation>
    </message>
    <message>
        <source>Ready to record</source>
        <translation>Todo listo para grabar</translation>
    </message>
    <message>
        <source>Something is missing for a recording</source>
        <translation>Falta algo para grabar</translation>
    </message>
    <message>
        <source>Space for about {hours} hours of recording</source>
        <translation>Hay espacio para unas {hours} horas de grabación</translation>
    </message>
    <message>
        <source>The check could not be completed.</source>
        <translation>No se pudo completar la revisión.</translation>
    </message>
    <message>
        <source>Versions, checks and figures for technical support. No patient data.</source>
        <translation>Versiones, revisiones y cifras para soporte técnico. Sin datos de los pacientes.</translation>
    </message>
</context>
<context>
    <name>Repair</name>
    <message>
        <source>Check the microphone</source>
        <translation>Probar el micrófono</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar informe</translation>
    </message>
    <message>
        <source>Install models</source>
        <translation>Instalar modelos</translation>
    </message>
    <message>
        <source>Open the privacy settings</source>
        <translation>Abrir los ajustes de privacidad</translation>
    </message>
    <message>
        <source>Show the sessions</source>
        <translation>Ver las sesiones</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>A consent was withdrawn and its session has not been erased.</source>
        <translation>Se retiró un consentimiento y su sesión no se ha borrado.</translation>
    </message>
    <message>
        <source>Background worker</source>
        <translation>Proceso en segundo plano</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Consentimiento</translation>
    </message>
    <message>
        <source>Damage was found. To see where, run: aurity-desktop verify</source>
        <translation>Se encontró un daño. Para ver dónde, ejecute: aurity-desktop verify</translation>
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
        <source>How long sessions are kept</source>
        <translation>Plazo de conservación de las sesiones</translation>
    </message>
    <message>
        <source>Integrity of the stored sessions</source>
        <translation>Integridad de las sesiones guardadas</translation>
    </message>
    <message>
        <source>It cannot be read. Close the program and start it again.</source>
        <translation>No se puede leer. Cierre el programa y ábralo de nuevo.</translation>
    </message>
    <message>
        <source>It is missing or damaged. Without it, no text is written.</source>
        <translation>Falta o está dañado. Sin él no se escribe texto.</translation>
    </message>
    <message>
        <source>Less than 2 GB are free. Free some space before you record.</source>
        <translation>Quedan menos de 2 GB libres. Libere espacio antes de grabar.</translation>
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
        <source>Needs attention: {detail}</source>
        <translation>Requiere atención: {detail}</translation>
    </message>
    <message>
        <source>No microphone was found. Plug one in.</source>
        <translation>No se encontró ningún micrófono. Conecte uno.</translation>
    </message>
    <message>
        <source>The folder of the recordings cannot be used. See that its disk is connected and that you may write to it.</source>
        <translation>No se puede usar la carpeta de las grabaciones. Revise que su disco esté conectado y que usted pueda escribir en ella.</translation>
    </message>
    <message>
        <source>The microphones could not be listed. Check again in a moment.</source>
        <translation>No se pudo ver qué micrófonos hay. Revise de nuevo en un momento.</translation>
    </message>
    <message>
        <source>It could not be found out whether the recordings are encrypted.</source>
        <translation>No se pudo averiguar si las grabaciones están cifradas.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola de trabajos</translation>
    </message>
    <message>
        <source>Some sessions were due to be erased a day ago and are still here.</source>
        <translation>Hay sesiones que debieron borrarse hace un día y siguen aquí.</translation>
    </message>
    <message>
        <source>Stored sessions</source>
        <translation>Sesiones guardadas</translation>
    </message>
    <message>
        <source>The recordings are not encrypted.</source>
        <translation>Las grabaciones no están cifradas.</translation>
    </message>
    <message>
        <source>They cannot be read. To repair them, run: aurity-desktop repair</source>
        <translation>No se pueden leer. Para repararlas, ejecute: aurity-desktop repair</translation>
    </message>
    <message>
        <source>Work is waiting and it has not answered for a minute. Close the program and start it again.</source>
        <translation>Hay trabajo en espera y no responde desde hace un minuto. Cierre el programa y ábralo de nuevo.</translation>
    </message>
</context>
<context>
    <name>Figures of health</name>
    <message>
        <source>Consent withdrawn, not erased yet</source>
        <translation>Consentimiento retirado, aún sin borrar</translation>
    </message>
    <message>
        <source>From sound to text</source>
        <translation>Del sonido al texto</translation>
    </message>
    <message>
        <source>Longest pause of the window</source>
        <translation>Pausa más larga de la ventana</translation>
    </message>
    <message>
        <source>Next session to be erased</source>
        <translation>Próxima sesión que se borra</translation>
    </message>
    <message>
        <source>Per second of sound: {step}</source>
        <translation>Por segundo de audio: {step}</translation>
    </message>
    <message>
        <source>Retries, 95th percentile</source>
        <translation>Reintentos, percentil 95</translation>
    </message>
    <message>
        <source>Sessions due to be erased</source>
        <translation>Sesiones que toca borrar</translation>
    </message>
    <message>
        <source>Sessions on hold</source>
        <translation>Sesiones protegidas</translation>
    </message>
    <message>
        <source>Sessions with consent</source>
        <translation>Sesiones con consentimiento</translation>
    </message>
    <message>
        <source>Slices transcribed</source>
        <translation>Fragmentos transcritos</translation>
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
        <source>Speech should fill about two thirds of the bar and not reach the red end.</source>
        <translation>La voz debe llenar unos dos tercios de la barra sin llegar al extremo rojo.</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>All sessions</source>
        <translation>Todas las sesiones</translation>
    </message>
    <message>
        <source>Choose a session to read it.</source>
        <translation>Elija una sesión para leerla.</translation>
    </message>
</context>
<context>
    <name>LivePane</name>
    <message>
        <source>This word, as it was said</source>
        <translation>Esta palabra, como se dijo</translation>
    </message>
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
        <source>Press Record and speak. The text appears here.
Nothing leaves this computer.</source>
        <translation>Presione Grabar y hable. El texto aparece aquí.
Nada sale de esta computadora.</translation>
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
        <source>Patient data is hidden.</source>
        <translation>Los datos de los pacientes están ocultos.</translation>
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
    <message>
        <source>Incorrect. Try again.</source>
        <translation>Incorrecto. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Incorrect. Wait {seconds} s before the next try.</source>
        <translation>Incorrecto. Espere {seconds} s antes del siguiente intento.</translation>
    </message>
    <message>
        <source>The recording continues. Patient data is hidden.</source>
        <translation>La grabación continúa. Los datos de los pacientes están ocultos.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
</context>
<context>
    <name>LockSettings</name>
    <message>
        <source>Current PIN or passphrase of the lock</source>
        <translation>PIN o contraseña actual del bloqueo</translation>
    </message>
    <message>
        <source>Current PIN</source>
        <translation>PIN actual</translation>
    </message>
    <message>
        <source>A PIN needs at least {count} characters.</source>
        <translation>El PIN necesita al menos {count} caracteres.</translation>
    </message>
    <message>
        <source>Incorrect PIN. Nothing was changed.</source>
        <translation>PIN incorrecto. No se cambió nada.</translation>
    </message>
    <message>
        <source>Incorrect PIN. Wait {seconds} s.</source>
        <translation>PIN incorrecto. Espere {seconds} s.</translation>
    </message>
    <message>
        <source>A locked window hides all patient data. The recording continues and can be stopped. Lock now: Ctrl+L.</source>
        <translation>La ventana bloqueada oculta los datos de los pacientes. La grabación continúa y se puede detener. Bloquear ahora: Ctrl+L.</translation>
    </message>
    <message>
        <source>Change the PIN…</source>
        <translation>Cambiar el PIN…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Bloquear ahora</translation>
    </message>
    <message>
        <source>Lock the window after</source>
        <translation>Bloquear la ventana tras</translation>
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
        <source>Repeat the new PIN or passphrase of the lock</source>
        <translation>Repita el nuevo PIN o contraseña del bloqueo</translation>
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
        <source>Repeat it</source>
        <translation>Repítalo</translation>
    </message>
    <message>
        <source>Without a PIN, a locked window hides everything but anyone can unlock it. Lock now: Ctrl+L.</source>
        <translation>Sin PIN, la ventana bloqueada lo oculta todo, pero cualquiera puede desbloquearla. Bloquear ahora: Ctrl+L.</translation>
    </message>
    <message>
        <source>{count} minutes of inactivity</source>
        <translation>{count} minutos de inactividad</translation>
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
        <source>{model} stays: it tells the voices apart, and there is no other.</source>
        <translation>{model} se queda: distingue las voces y no hay otro.</translation>
    </message>
    <message>
        <source>{model} stays: it writes the live text. Choose another model for that first.</source>
        <translation>{model} se queda: escribe el texto en vivo. Elija antes otro modelo para eso.</translation>
    </message>
    <message>
        <source>{model} stays: it writes the final transcript. Choose another model for that first.</source>
        <translation>{model} se queda: escribe la transcripción final. Elija antes otro modelo para eso.</translation>
    </message>
    <message>
        <source>The model {model} is a part of the program and stays with it.</source>
        <translation>El modelo {model} es parte del programa y se queda con él.</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marca</translation>
    </message>
    <message>
        <source>There is no permission to read the model {model}. Recording still works. Ask for permission, or install the model for this account.</source>
        <translation>No hay permiso para leer el modelo {model}. La grabación funciona. Pida permiso o instale el modelo para esta cuenta.</translation>
    </message>
    <message>
        <source>Line {number} of the file is no rule of a dictionary. Nothing was taken in.</source>
        <translation>La línea {number} del archivo no es una regla de diccionario. No se tomó nada.</translation>
    </message>
    <message>
        <source>Said: “{words}”</source>
        <translation>Dicho: «{words}»</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Written by its sound. Heard: “{words}”</source>
        <translation>Escrito por su sonido. Se oyó: «{words}»</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>corregido</translation>
    </message>
    <message>
        <source>Nothing is being recorded right now. What was said before is kept. Check the microphone, or press Stop and record again.</source>
        <translation>Ahora no se está grabando nada. Lo dicho antes está guardado. Revise el micrófono, o presione Detener y vuelva a grabar.</translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Fuera de grabación</translation>
    </message>
    <message>
        <source>Paused, {length}</source>
        <translation>Pausa, {length}</translation>
    </message>
    <message>
        <source>Off the record, {length}</source>
        <translation>Fuera de grabación, {length}</translation>
    </message>
    <message>
        <source>Microphone lost, {length}</source>
        <translation>Micrófono perdido, {length}</translation>
    </message>
    <message>
        <source>Microphone changed, {length}</source>
        <translation>Cambio de micrófono, {length}</translation>
    </message>
    <message>
        <source>Computer suspended, {length}</source>
        <translation>Equipo suspendido, {length}</translation>
    </message>
    <message>
        <source>Program closed, {length} not recorded</source>
        <translation>Programa cerrado, sin grabar durante {length}</translation>
    </message>
    <message>
        <source>Power cut, {length} lost</source>
        <translation>Corte de energía, {length} perdidos</translation>
    </message>
    <message>
        <source>These sessions cannot be joined. Both must be finished, whole and different from each other. Nothing was erased.</source>
        <translation>Estas sesiones no se pueden unir. Ambas deben estar terminadas, completas y ser distintas. No se borró nada.</translation>
    </message>
    <message>
        <source>There is no finished session to export.</source>
        <translation>No hay ninguna sesión terminada para exportar.</translation>
    </message>
    <message>
        <source>Continued {length} later</source>
        <translation>Continuada {length} después</translation>
    </message>
    <message>
        <source>Gap in the imported file, {length}</source>
        <translation>Hueco en el archivo importado, {length}</translation>
    </message>
    <message>
        <source>Sound lost, {length}</source>
        <translation>Sonido perdido, {length}</translation>
    </message>
    <message>
        <source>Not recorded, {length}</source>
        <translation>Sin grabar durante {length}</translation>
    </message>
    <message>
        <source>There is no permission to read {file}. Ask for permission or choose another file.</source>
        <translation>No hay permiso para leer {file}. Pida permiso o elija otro archivo.</translation>
    </message>
    <message>
        <source>{file} cannot be overwritten. Choose another name or another folder.</source>
        <translation>No se puede sobrescribir {file}. Elija otro nombre u otra carpeta.</translation>
    </message>
    <message>
        <source>{file} already exists. Choose another name.</source>
        <translation>{file} ya existe. Elija otro nombre.</translation>
    </message>
    <message>
        <source>This passphrase is easy to guess. Use four or five unrelated words, without names, dates or keys in a row.</source>
        <translation>Esta contraseña es fácil de adivinar. Use cuatro o cinco palabras sin relación entre sí, sin nombres, fechas ni teclas seguidas.</translation>
    </message>
    <message>
        <source>A passphrase needs at least 12 characters: four or five words are easy to remember.</source>
        <translation>La contraseña necesita al menos 12 caracteres: cuatro o cinco palabras se recuerdan bien.</translation>
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
        <source>A part could not be transcribed. The sound is saved; it is tried again after you stop.</source>
        <translation>Un fragmento no se pudo transcribir. El audio está guardado; se intentará de nuevo al detener.</translation>
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
        <source>Another program is using the stored sessions. Close it, then try again.</source>
        <translation>Otro programa está usando las sesiones guardadas. Ciérrelo e intente de nuevo.</translation>
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
        <source>Assigning each word to a speaker</source>
        <translation>Asignando cada palabra a su hablante</translation>
    </message>
    <message>
        <source>Interpreter</source>
        <translation>Intérprete</translation>
    </message>
    <message>
        <source>Joining the audio</source>
        <translation>Uniendo el audio</translation>
    </message>
    <message>
        <source>Little disk space is left ({megabytes} MB). Recording goes on; free some space soon.</source>
        <translation>Queda poco espacio en el disco ({megabytes} MB). La grabación continúa; libere espacio pronto.</translation>
    </message>
    <message>
        <source>More than one voice was heard. Speak alone, where it is quiet, and try again.</source>
        <translation>Se oyó más de una voz. Hable sin nadie más, en un lugar tranquilo, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Needs processing again</source>
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
        <source>Nothing at all is heard: the microphone is muted, or the system does not let this program use it.</source>
        <translation>No se oye absolutamente nada: el micrófono está silenciado o el sistema no permite que este programa lo use.</translation>
    </message>
    <message>
        <source>That is the only way to open the data. Set up another one first.</source>
        <translation>Es la única forma de abrir los datos. Configure otra primero.</translation>
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
        <source>Nurse</source>
        <translation>Enfermería</translation>
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
        <source>Ready to record</source>
        <translation>Listo para grabar</translation>
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
        <source>Unknown role</source>
        <translation>Rol desconocido</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>This computer is busy or slow: the text appears every three seconds, not word by word. Nothing is lost.</source>
        <translation>Esta computadora está ocupada o es lenta: el texto aparece cada tres segundos, no palabra por palabra. No se pierde nada.</translation>
    </message>
    <message>
        <source>Some text cannot be shown now. The sound is saved; the text is made after you stop.</source>
        <translation>Por ahora no se puede mostrar parte del texto. El audio está guardado; el texto se prepara al detener.</translation>
    </message>
    <message>
        <source>Something is being recorded. Measure when it has ended.</source>
        <translation>Se está grabando. Mida cuando haya terminado.</translation>
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
        <source>Looking for misheard names</source>
        <translation>Buscando nombres mal oídos</translation>
    </message>
    <message>
        <source>Storing the session</source>
        <translation>Guardando la sesión</translation>
    </message>
    <message>
        <source>Separating the voices</source>
        <translation>Distinguiendo las voces</translation>
    </message>
    <message>
        <source>That change does not fit the transcript as it is now. Open the session again.</source>
        <translation>Ese cambio no corresponde a la transcripción actual. Abra la sesión de nuevo.</translation>
    </message>
    <message>
        <source>That change can no longer be undone.</source>
        <translation>Ese cambio ya no se puede deshacer.</translation>
    </message>
    <message>
        <source>Incorrect passphrase or recovery code. Try again.</source>
        <translation>Contraseña o código de recuperación incorrectos. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>That job no longer exists. Start it again from the library.</source>
        <translation>Ese trabajo ya no existe. Inícielo de nuevo desde la biblioteca.</translation>
    </message>
    <message>
        <source>The result is not ready yet. Wait until the job is done.</source>
        <translation>El resultado aún no está listo. Espere a que termine el trabajo.</translation>
    </message>
    <message>
        <source>The computer slept for {seconds} s, which were not recorded. Recording goes on.</source>
        <translation>El equipo estuvo suspendido {seconds} s, que no se grabaron. La grabación continúa.</translation>
    </message>
    <message>
        <source>The computer slept for {minutes} min, and recording is paused. Press Resume if the consultation goes on, otherwise Stop.</source>
        <translation>El equipo estuvo suspendido {minutes} min y la grabación está en pausa. Pulse Continuar si la consulta sigue; si no, Detener.</translation>
    </message>
    <message>
        <source>The lid was closed. Recording goes on for as long as the computer stays awake: press Stop when the consultation is over.</source>
        <translation>Se cerró la tapa. La grabación sigue mientras el equipo no se suspenda: pulse Detener cuando termine la consulta.</translation>
    </message>
    <message>
        <source>The computer slept or was interrupted. The session waits for “{device}”.</source>
        <translation>La computadora se suspendió o se interrumpió. La sesión espera a «{device}».</translation>
    </message>
    <message>
        <source>The computer was too busy and a moment of sound was lost. It is marked in the transcript.</source>
        <translation>La computadora estaba muy ocupada y se perdió un instante de audio. Está señalado en la transcripción.</translation>
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
        <source>The sound card adds a DC offset. Speech is still recognized; another input or adapter would be better.</source>
        <translation>La tarjeta de sonido añade una componente continua. La voz se reconoce de todos modos; sería mejor otra entrada u otro adaptador.</translation>
    </message>
    <message>
        <source>The consent to this session was withdrawn: it is not recorded or processed any further. It can be erased.</source>
        <translation>El consentimiento para esta sesión se retiró: ya no se graba ni se procesa. Puede borrarse.</translation>
    </message>
    <message>
        <source>The data is locked. Open it with the passphrase or the recovery code first.</source>
        <translation>Los datos están bloqueados. Ábralos primero con la contraseña o el código de recuperación.</translation>
    </message>
    <message>
        <source>The disk is full ({megabytes} MB left). Everything recorded is saved. Free some space, then continue.</source>
        <translation>El disco está lleno (quedan {megabytes} MB). Todo lo grabado está guardado. Libere espacio y continúe.</translation>
    </message>
    <message>
        <source>The disk is full. Everything recorded is saved. Free some space, then continue.</source>
        <translation>El disco está lleno. Todo lo grabado está guardado. Libere espacio y continúe.</translation>
    </message>
    <message>
        <source>The disk is full: the recording was stopped. Everything recorded is saved.</source>
        <translation>El disco está lleno: la grabación se detuvo. Todo lo grabado está guardado.</translation>
    </message>
    <message>
        <source>The file {file} was not found. Check its name and folder.</source>
        <translation>No se encontró el archivo {file}. Revise su nombre y carpeta.</translation>
    </message>
    <message>
        <source>There is no permission to write in the folder {folder}. Ask for permission or choose another folder.</source>
        <translation>No hay permiso para escribir en la carpeta {folder}. Pida permiso o elija otra carpeta.</translation>
    </message>
    <message>
        <source>The microphone “{device}” was disconnected. Plug it in again or choose another; the session waits. Everything recorded is saved.</source>
        <translation>El micrófono «{device}» se desconectó. Conéctelo de nuevo o elija otro; la sesión espera. Lo grabado está guardado.</translation>
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
        <source>The recording stopped unexpectedly. Everything up to that moment is saved; press Record to continue in a new session.</source>
        <translation>La grabación se detuvo inesperadamente. Todo hasta ese momento está guardado; presione Grabar para seguir en una sesión nueva.</translation>
    </message>
    <message>
        <source>The recording was still running after {hours} h and was ended. Everything recorded is kept and is being transcribed.</source>
        <translation>La grabación seguía en marcha después de {hours} h y se terminó. Todo lo grabado está guardado y se está transcribiendo.</translation>
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
        <source>The records of this session are damaged and cannot be read. The other sessions are not affected.</source>
        <translation>El registro de esta sesión está dañado y no se puede leer. Las demás sesiones no se ven afectadas.</translation>
    </message>
    <message>
        <source>“{language}” is not the code of a language that can be transcribed.</source>
        <translation>«{language}» no es el código de un idioma que se pueda transcribir.</translation>
    </message>
    <message>
        <source>The session {session} is in the library already and stays as it is.</source>
        <translation>La sesión {session} ya está en la biblioteca y se queda como está.</translation>
    </message>
    <message>
        <source>The final transcript is not ready yet. Wait until the job is done.</source>
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
        <source>The sessions are already encrypted.</source>
        <translation>Las sesiones ya están cifradas.</translation>
    </message>
    <message>
        <source>The sessions are not encrypted.</source>
        <translation>Las sesiones no están cifradas.</translation>
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
        <source>The system's keyring cannot be used now. Unlock it, or set a passphrase.</source>
        <translation>El llavero de contraseñas del sistema no se puede usar por ahora. Desbloquéelo o ponga una contraseña.</translation>
    </message>
    <message>
        <source>Processing took too long and was stopped. The sound is saved; you can process it again.</source>
        <translation>El procesamiento tardó demasiado y se detuvo. El audio está guardado; puede volver a procesarlo.</translation>
    </message>
    <message>
        <source>Processing was cancelled. The sound is saved; you can process it again.</source>
        <translation>El procesamiento se canceló. El audio está guardado; puede volver a procesarlo.</translation>
    </message>
    <message>
        <source>There is a hum from the mains. Try another socket or another cable.</source>
        <translation>Hay un zumbido de la corriente eléctrica. Pruebe otro contacto u otro cable.</translation>
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
        <source>This recording is very long and ends in {minutes} min. Is the consultation over? Otherwise press Stop, then Record.</source>
        <translation>Esta grabación es muy larga y termina en {minutes} min. ¿Ya acabó la consulta? Si no, presione Detener y luego Grabar.</translation>
    </message>
    <message>
        <source>This session is on hold ({reason}) and is not erased. Lift the hold first.</source>
        <translation>Las sesiones protegidas no se borran ({reason}). Quite primero la protección.</translation>
    </message>
    <message>
        <source>This session is still being processed. Wait until it is done, then try again.</source>
        <translation>Todavía se está procesando esta sesión. Espere a que termine e intente de nuevo.</translation>
    </message>
    <message>
        <source>Two parts of the program could not communicate. Close it and start it again.</source>
        <translation>Dos partes del programa no se pudieron comunicar. Ciérrelo y ábralo de nuevo.</translation>
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
        <source>Processing</source>
        <translation>Procesando</translation>
    </message>
    <message>
        <source>Transcribing again with higher accuracy</source>
        <translation>Transcribiendo de nuevo con mayor exactitud</translation>
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
        <source>Incorrect passphrase: {file} was not opened. Check it, then try again.</source>
        <translation>Contraseña incorrecta: {file} no se abrió. Revísela e intente de nuevo.</translation>
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
        <source>{file} is encrypted. Type the passphrase it was exported with.</source>
        <translation>{file} está cifrado. Escriba la contraseña con que se exportó.</translation>
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
        <source>No sound comes from “{device}”. It may be muted, or the system may not let this program use it. The session waits.</source>
        <translation>No llega sonido de «{device}». Puede estar silenciado, o el sistema no permite que este programa lo use. La sesión espera.</translation>
    </message>
    <message>
        <source>“{session}” cannot be the name of a session.</source>
        <translation>«{session}» no puede ser el nombre de una sesión.</translation>
    </message>
    <message>
        <source>Something unexpected happened. Everything recorded is saved.</source>
        <translation>Ocurrió algo inesperado. Lo grabado está guardado.</translation>
    </message>
    <message>
        <source>Something went wrong. Everything recorded is saved.</source>
        <translation>Algo salió mal. Lo grabado está guardado.</translation>
    </message>
    <message>
        <source>There is a problem with the keys. The log has the details.</source>
        <translation>Hay un problema con las claves. Los detalles están en el registro.</translation>
    </message>
    <message>
        <source>This cannot be done. The log has the details.</source>
        <translation>Esto no se puede hacer. Los detalles están en el registro.</translation>
    </message>
    <message>
        <source>There is a problem with the sound. Everything recorded is saved.</source>
        <translation>Hay un problema con el sonido. Lo grabado está guardado.</translation>
    </message>
    <message>
        <source>The disk could not save something. What was recorded before is saved.</source>
        <translation>El disco no pudo guardar algo. Lo grabado antes está guardado.</translation>
    </message>
    <message>
        <source>There is a problem with a model. You can record all the same.</source>
        <translation>Hay un problema con un modelo. Puede grabar de todos modos.</translation>
    </message>
    <message>
        <source>The speech model {model} is not installed, so no text appears. You can record all the same. Install it in the settings, under Models.</source>
        <translation>El modelo de voz {model} no está instalado, así que no aparece texto. Puede grabar de todos modos. Instálelo en Ajustes, en Modelos.</translation>
    </message>
    <message>
        <source>The speech model {model} is damaged and is not used. You can record all the same. Install it again in the settings, under Models.</source>
        <translation>El modelo de voz {model} está dañado y no se usa. Puede grabar de todos modos. Vuelva a instalarlo en Ajustes, en Modelos.</translation>
    </message>
    <message>
        <source>There is a problem with the stored sessions. Run the check in Health.</source>
        <translation>Hay un problema con las sesiones guardadas. Haga la revisión en Estado.</translation>
    </message>
    <message>
        <source>Processing in the background failed. The sound is saved; you can process it again.</source>
        <translation>Falló el procesamiento en segundo plano. El sonido está guardado; puede volver a procesarlo.</translation>
    </message>
    <message>
        <source>Background work is paused. What was recorded is transcribed when it goes on.</source>
        <translation>El trabajo en segundo plano está en pausa. Lo grabado se transcribirá después.</translation>
    </message>
    <message>
        <source>Processing failed. The sound is saved; you can process it again.</source>
        <translation>Falló el procesamiento. El sonido está guardado; puede volver a procesarlo.</translation>
    </message>
    <message>
        <source>The folder {folder} was not found. Check its name, or plug the USB stick in again.</source>
        <translation>No se encontró la carpeta {folder}. Revise su nombre o conecte de nuevo la memoria USB.</translation>
    </message>
    <message>
        <source>{count} people each have their own channel in the file. They are the speakers.</source>
        <translation>{count} personas tienen cada una su propio canal en el archivo. Son los hablantes.</translation>
    </message>
    <message>
        <source>The channels of this recording do not separate the speakers.</source>
        <translation>Los canales de esta grabación no separan a los hablantes.</translation>
    </message>
    <message>
        <source>the file breaks off: its end is missing</source>
        <translation>el archivo está cortado: le falta el final</translation>
    </message>
    <message>
        <source>longer than the file says</source>
        <translation>más largo de lo que dice el archivo</translation>
    </message>
    <message>
        <source>tracks that cannot be read: {count}</source>
        <translation>pistas que no se pueden leer: {count}</translation>
    </message>
    <message>
        <source>{heard} of {count} channels with sound</source>
        <translation>{heard} de {count} canales con sonido</translation>
    </message>
    <message>
        <source>silent tracks left out</source>
        <translation>sin las pistas en silencio</translation>
    </message>
    <message>
        <source>{count} tracks mixed (the file marks {default})</source>
        <translation>{count} pistas mezcladas (el archivo señala la {default})</translation>
    </message>
    <message>
        <source>speakers by channel</source>
        <translation>hablantes por canal</translation>
    </message>
    <message>
        <source>{seconds} s of several at once, where words may be missing</source>
        <translation>{seconds} s de varios a la vez, donde pueden faltar palabras</translation>
    </message>
    <message>
        <source>only a part of the file: {seconds} s</source>
        <translation>solo una parte del archivo: {seconds} s</translation>
    </message>
    <message>
        <source>only a part of the file: {seconds} of {whole} s</source>
        <translation>solo una parte del archivo: {seconds} de {whole} s</translation>
    </message>
    <message>
        <source>{file} was changed or went away while it was read. What was read is kept; the rest follows when the file is back.</source>
        <translation>{file} cambió o dejó de estar disponible mientras se leía. Lo leído se conserva; el resto seguirá cuando el archivo vuelva.</translation>
    </message>
    <message>
        <source>The watched folder cannot be used: {path}. Choose another one in Settings.</source>
        <translation>No se puede usar la carpeta vigilada: {path}. Elija otra en Ajustes.</translation>
    </message>
    <message>
        <source>{file} is not the file that this session was read from. Choose that one, or transcribe this file as a new session.</source>
        <translation>{file} no es el archivo del que se leyó esta sesión. Elija aquel, o transcriba este como una sesión nueva.</translation>
    </message>
    <message>
        <source>the end of the file is no sound</source>
        <translation>el final del archivo no es sonido</translation>
    </message>
    <message>
        <source>The CIE-10 diagnoses cannot be read. Type the diagnosis as text; installing the program again brings them back.</source>
        <translation>No se pueden leer los diagnósticos de la CIE-10. Escriba el diagnóstico como texto; al reinstalar el programa se recuperan.</translation>
    </message>
    <message>
        <source>This line is no longer in the note. Open the note again.</source>
        <translation>Ese renglón ya no está en la nota. Abra la nota de nuevo.</translation>
    </message>
    <message>
        <source>This section is not in the template of the note.</source>
        <translation>Ese apartado no está en la plantilla de la nota.</translation>
    </message>
    <message>
        <source>There is no signed version {version} of this note.</source>
        <translation>No hay una versión {version} firmada de esta nota.</translation>
    </message>
    <message>
        <source>There is nothing in the note yet. Confirm what was found, or write something.</source>
        <translation>La nota todavía está vacía. Confirme lo que se encontró o escriba algo.</translation>
    </message>
    <message>
        <source>A note is signed with your full name. Write it in Settings, Clinical note.</source>
        <translation>La nota se firma con su nombre completo. Escríbalo en Ajustes, Nota clínica.</translation>
    </message>
    <message>
        <source>This template of the note is not there any more. Choose another one.</source>
        <translation>Esta plantilla de la nota ya no está. Elija otra.</translation>
    </message>
    <message>
        <source>The template {file} has a mistake in it. `aurity-desktop note` says which; choose another one meanwhile.</source>
        <translation>La plantilla {file} tiene un error. `aurity-desktop note` dice cuál; mientras tanto elija otra.</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Por revisar</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>about {megabytes} MB</source>
        <translation>unos {megabytes} MB</translation>
    </message>
    <message>
        <source>{megabytes} MB</source>
        <translation>{megabytes} MB</translation>
    </message>
    <message>
        <source>Fast enough for this computer: the text appears within {seconds} s of the words. Measured on {date}.</source>
        <translation>Suficientemente rápido en esta computadora: el texto aparece a más tardar {seconds} s después de las palabras. Medido el {date}.</translation>
    </message>
    <message>
        <source>Loading {model}…</source>
        <translation>Cargando {model}…</translation>
    </message>
    <message>
        <source>Measuring how voices are separated…</source>
        <translation>Midiendo cómo se distinguen las voces…</translation>
    </message>
    <message>
        <source>Measuring the final transcript with {model}…</source>
        <translation>Midiendo la transcripción final con {model}…</translation>
    </message>
    <message>
        <source>Measuring the live transcription with {model}…</source>
        <translation>Midiendo la transcripción en vivo con {model}…</translation>
    </message>
    <message>
        <source>No installed model is fast enough for live text here. {live} comes nearest; {final} for the final transcript.</source>
        <translation>Ningún modelo instalado es suficientemente rápido aquí para el texto en vivo. El más cercano es {live}; {final} para la transcripción final.</translation>
    </message>
    <message>
        <source>Understands English only: what is said in another language comes out wrong.</source>
        <translation>Solo entiende inglés: lo que se diga en otro idioma sale mal escrito.</translation>
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
        <source>A measurement takes about a minute. Close other programs first.</source>
        <translation>Medir tarda cerca de un minuto. Cierre antes los demás programas.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Larger models are more accurate and slower. Changes take effect at the next start.</source>
        <translation>Los modelos grandes son más exactos y más lentos. Los cambios se aplican al iniciar de nuevo.</translation>
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
        <source>Final transcript model</source>
        <translation>Modelo de transcripción final</translation>
    </message>
    <message>
        <source>Live transcription model</source>
        <translation>Modelo de transcripción en vivo</translation>
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
        <source>Best installed</source>
        <translation>El mejor instalado</translation>
    </message>
    <message>
        <source>Use the recommended models</source>
        <translation>Usar los modelos recomendados</translation>
    </message>
    <message>
        <source>Models cannot be measured while you record.</source>
        <translation>No se puede medir mientras se graba.</translation>
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
    <name>NoticesBar</name>
    <message>
        <source>1 more message</source>
        <translation>1 aviso más</translation>
    </message>
    <message>
        <source>Show fewer messages</source>
        <translation>Mostrar menos avisos</translation>
    </message>
    <message>
        <source>{count} more messages</source>
        <translation>{count} avisos más</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Waveform</source>
        <translation>Forma de onda</translation>
    </message>
    <message>
        <source>Show the waveform of the recording</source>
        <translation>Mostrar la forma de onda de la grabación</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Position in the recording</source>
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
        <source>Patient privacy</source>
        <translation>Privacidad de los pacientes</translation>
    </message>
    <message>
        <source>If this is off, recording starts at once and the consent can be noted before, during, or not at all.</source>
        <translation>Si está desactivado, la grabación empieza enseguida y el consentimiento puede anotarse antes, durante o no anotarse.</translation>
    </message>
</context>
<context>
    <name>ProtectionLine</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>The sessions on this computer are not encrypted. Set a passphrase in the settings.</source>
        <translation>Las sesiones de esta computadora no están cifradas. Ponga una contraseña en los ajustes.</translation>
    </message>
    <message>
        <source>Your sessions are encrypted. Make a recovery code, in case the keyring or the passphrase is lost.</source>
        <translation>Sus sesiones están cifradas. Cree un código de recuperación por si se pierde el llavero de contraseñas o la contraseña.</translation>
    </message>
</context>
<context>
    <name>ProtectionPanel</name>
    <message>
        <source>Checking…</source>
        <translation>Revisando…</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Copiar el código</translation>
    </message>
    <message>
        <source>Current passphrase or recovery code</source>
        <translation>Contraseña actual o código de recuperación</translation>
    </message>
    <message>
        <source>Encrypt the existing sessions</source>
        <translation>Cifrar las sesiones existentes</translation>
    </message>
    <message>
        <source>Encrypt with the system's keyring</source>
        <translation>Cifrar con el llavero de contraseñas</translation>
    </message>
    <message>
        <source>Encrypting the existing sessions. You can keep working.</source>
        <translation>Cifrando las sesiones existentes. Puede seguir trabajando.</translation>
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
        <source>Incorrect passphrase or recovery code. Nothing was changed.</source>
        <translation>Contraseña o código de recuperación incorrectos. No se cambió nada.</translation>
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
        <source>New sessions are encrypted. Older sessions not encrypted yet: {count}.</source>
        <translation>Las sesiones nuevas se cifran. Sesiones anteriores aún sin cifrar: {count}.</translation>
    </message>
    <message>
        <source>Not encrypted: anyone who can read the files of this account, or takes the disk, can hear and read your sessions.</source>
        <translation>Sin cifrar: quien pueda leer los archivos de esta cuenta, o se lleve el disco, puede oír y leer sus sesiones.</translation>
    </message>
    <message>
        <source>Print the code…</source>
        <translation>Imprimir el código…</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>Repita la contraseña</translation>
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
        <source>The two passphrases do not match.</source>
        <translation>Las dos contraseñas no coinciden.</translation>
    </message>
    <message>
        <source>There is a recovery code. File names, times and exports are not encrypted.</source>
        <translation>Hay un código de recuperación. Los nombres de archivo, las horas y lo exportado no se cifran.</translation>
    </message>
    <message>
        <source>There is no recovery code yet. If the keyring or the passphrase is lost, everything is lost: make a code and write it down.</source>
        <translation>Todavía no hay código de recuperación. Si se pierde el llavero de contraseñas o la contraseña, se pierde todo: cree un código y anótelo.</translation>
    </message>
    <message>
        <source>This computer has no usable keyring. A passphrase can encrypt the sessions instead.</source>
        <translation>Esta computadora no tiene un llavero de contraseñas utilizable. Puede cifrar las sesiones con una contraseña.</translation>
    </message>
    <message>
        <source>Type the code again, as you wrote it down</source>
        <translation>Escriba el código de nuevo, como lo anotó</translation>
    </message>
    <message>
        <source>Write this recovery code down or print it, and keep it away from the computer. It is not shown again; older codes no longer work.</source>
        <translation>Anote o imprima este código de recuperación y guárdelo lejos de la computadora. No se vuelve a mostrar; los códigos anteriores ya no sirven.</translation>
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
        <translation>Grabación</translation>
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
        <source>Transcribe sound files</source>
        <translation>Transcribir archivos de audio</translation>
    </message>
    <message>
        <source>Choose the same file again</source>
        <translation>Elija de nuevo el mismo archivo</translation>
    </message>
</context>
<context>
    <name>RecoveryLine</name>
    <message>
        <source>A recording was interrupted. Everything recorded is saved.</source>
        <translation>Una grabación se interrumpió. Todo lo grabado está guardado.</translation>
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
        <source>{count} recordings were interrupted. Everything recorded is saved.</source>
        <translation>{count} grabaciones se interrumpieron. Todo lo grabado está guardado.</translation>
    </message>
</context>
<context>
    <name>RetentionLine</name>
    <message>
        <source>The clock says {date}, far from the dates of all sessions. Sessions that would be due to be erased: {count}. Nothing is erased while the date is in doubt.</source>
        <translation>El reloj dice {date}, lejos de las fechas de todas las sesiones. Sesiones que tocaría borrar: {count}. No se borra ninguna mientras la fecha esté en duda.</translation>
    </message>
    <message>
        <source>Erase them for good</source>
        <translation>Borrarlas para siempre</translation>
    </message>
    <message>
        <source>Sessions due to be erased: {count}. So many are erased only if you confirm it.</source>
        <translation>Sesiones que toca borrar: {count}. Por ser tantas, se borran solo si usted lo confirma.</translation>
    </message>
    <message>
        <source>Sessions due to be erased: {count}. The first is erased on {date}, unless it is put on hold.</source>
        <translation>Sesiones que toca borrar: {count}. La primera se borra el {date}, salvo que se proteja.</translation>
    </message>
    <message>
        <source>The date is correct</source>
        <translation>La fecha es correcta</translation>
    </message>
</context>
<context>
    <name>RetentionSettings</name>
    <message>
        <source>1 session on hold is not erased.</source>
        <translation>1 sesión protegida no se borra.</translation>
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
        <source>Forever: nothing is erased automatically</source>
        <translation>Para siempre: nada se borra automáticamente</translation>
    </message>
    <message>
        <source>Keep sessions</source>
        <translation>Conservar las sesiones</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Nothing is erased now.</source>
        <translation>Ahora no se borra nada.</translation>
    </message>
    <message>
        <source>Nothing is erased now; the first session is erased on {date}.</source>
        <translation>Ahora no se borra nada; la primera sesión se borra el {date}.</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} días</translation>
    </message>
    <message>
        <source>{count} sessions on hold are not erased.</source>
        <translation>Las sesiones protegidas no se borran: {count}.</translation>
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
        <source>Review 1 point</source>
        <translation>Revisar 1 punto</translation>
    </message>
    <message>
        <source>Review {count} points</source>
        <translation>Revisar {count} puntos</translation>
    </message>
    <message>
        <source>Doses, allergies, negations, sides and doubtful words, one by one (F4)</source>
        <translation>Dosis, alergias, negaciones, lados y palabras dudosas, de una en una (F4)</translation>
    </message>
    <message>
        <source>1 speaker</source>
        <translation>1 hablante</translation>
    </message>
    <message>
        <source>Being recorded now</source>
        <translation>Grabándose ahora</translation>
    </message>
    <message>
        <source>Continue, consent, hold, erase</source>
        <translation>Continuar, consentimiento, protección, borrado</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>Resume recording</source>
        <translation>Continuar la grabación</translation>
    </message>
    <message>
        <source>Make the transcript and the speakers again</source>
        <translation>Volver a preparar la transcripción y los hablantes</translation>
    </message>
    <message>
        <source>On hold: {reason}</source>
        <translation>Protegida: {reason}</translation>
    </message>
    <message>
        <source>Process again</source>
        <translation>Volver a procesar</translation>
    </message>
    <message>
        <source>This recording was interrupted. Everything recorded is saved.</source>
        <translation>Esta grabación se interrumpió. Todo lo grabado está guardado.</translation>
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
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>This file was not read to its end. What was read is saved.</source>
        <translation>Este archivo no se leyó hasta el final. Lo leído está guardado.</translation>
    </message>
    <message>
        <source>Resume with the file…</source>
        <translation>Continuar con el archivo…</translation>
    </message>
    <message>
        <source>Mark as reviewed</source>
        <translation>Marcar como revisada</translation>
    </message>
    <message>
        <source>Nothing in it is left to be asked for</source>
        <translation>No queda nada por preguntar</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Clinical note</source>
        <translation>Nota clínica</translation>
    </message>
    <message>
        <source>What was found, to be confirmed and signed (Ctrl+N)</source>
        <translation>Lo que se encontró, para confirmarlo y firmarlo (Ctrl+N)</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>My voice</source>
        <translation>Mi voz</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidad</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Grabación</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vocabulario</translation>
    </message>
    <message>
        <source>Clinical note</source>
        <translation>Nota clínica</translation>
    </message>
</context>
<context>
    <name>GeneralCard</name>
    <message>
        <source>App language</source>
        <translation>Idioma del programa</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscura</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clara</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Igual que el sistema</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamaño del texto</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>RecordingCard</name>
    <message>
        <source>1 hour</source>
        <translation>1 hora</translation>
    </message>
    <message>
        <source>A recording that was left running is ended then. Everything recorded is saved and transcribed.</source>
        <translation>Una grabación que se dejó en marcha se termina entonces. Todo lo grabado se guarda y se transcribe.</translation>
    </message>
    <message>
        <source>End a recording after</source>
        <translation>Terminar una grabación tras</translation>
    </message>
    <message>
        <source>The microphone, the language spoken and the number of people are chosen where you record.</source>
        <translation>El micrófono, el idioma hablado y el número de personas se eligen al grabar.</translation>
    </message>
    <message>
        <source>{count} hours</source>
        <translation>{count} horas</translation>
    </message>
</context>
<context>
    <name>VocabularyCard</name>
    <message>
        <source>Names of medicines, colleagues and places, one per line. They are recognized better in the next recording.</source>
        <translation>Nombres de medicamentos, colegas y lugares, uno por línea. Se reconocen mejor en la siguiente grabación.</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vocabulario</translation>
    </message>
</context>
<context>
    <name>DictionaryCard</name>
    <message>
        <source>When you hear this, write that</source>
        <translation>Si se oye esto, escribir aquello</translation>
    </message>
    <message>
        <source>para cetamol | paracetamos → paracetamol</source>
        <translation>para cetamol | paracetamos → paracetamol</translation>
    </message>
    <message>
        <source>One rule a line: what is heard, an arrow (-&gt;), what is written; a bar between several ways in which it is heard. Whole words; capitals and accents count. What a person corrected is never changed.</source>
        <translation>Una regla por línea: lo que se oye, una flecha (-&gt;) y lo que se escribe; una barra entre varias maneras de oírlo. Palabras completas; mayúsculas y acentos cuentan. Lo que una persona corrigió nunca se cambia.</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Line {number} is no rule yet; nothing was saved.</source>
        <translation>La línea {number} todavía no es una regla; no se guardó nada.</translation>
    </message>
    <message>
        <source>In the last 30 sessions, “{write}” would have been written {count} times.</source>
        <translation>En las últimas 30 sesiones se habría escrito «{write}» {count} veces.</translation>
    </message>
    <message>
        <source>Import a dictionary</source>
        <translation>Importar un diccionario</translation>
    </message>
    <message>
        <source>Export the dictionary</source>
        <translation>Exportar el diccionario</translation>
    </message>
</context>
<context>
    <name>RuleOffer</name>
    <message>
        <source>Always write it so</source>
        <translation>Escribirlo siempre así</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>Always write “{write}” where “{heard}” is heard?</source>
        <translation>¿Escribir siempre «{write}» cuando se oiga «{heard}»?</translation>
    </message>
</context>
<context>
    <name>NumbersCard</name>
    <message>
        <source>Write numbers and units as in a note: 38.5 °C, 500 mg</source>
        <translation>Escribir números y unidades como en una nota: 38.5 °C, 500 mg</translation>
    </message>
    <message>
        <source>What was said stays: point at what is underlined with dots. Exports follow this choice.</source>
        <translation>Lo dicho se conserva: señale con el puntero lo que tiene subrayado de puntos. Las exportaciones siguen esta opción.</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Small view above other programs</source>
        <translation>Vista pequeña sobre otros programas</translation>
    </message>
    <message>
        <source>Help with what is on the screen</source>
        <translation>Ayuda sobre lo que está en pantalla</translation>
    </message>
    <message>
        <source>Find in the transcript</source>
        <translation>Buscar en la transcripción</translation>
    </message>
    <message>
        <source>Replace in the transcript</source>
        <translation>Reemplazar en la transcripción</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Marcar este momento</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>Iniciar una grabación</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Pausar o continuar</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Detener la grabación</translation>
    </message>
    <message>
        <source>Off the record while the key is held</source>
        <translation>Fuera de grabación mientras se mantiene la tecla</translation>
    </message>
    <message>
        <source>Check the microphone</source>
        <translation>Probar el micrófono</translation>
    </message>
    <message>
        <source>Refresh the microphones</source>
        <translation>Actualizar los micrófonos</translation>
    </message>
    <message>
        <source>Import audio</source>
        <translation>Importar audio</translation>
    </message>
    <message>
        <source>Go to Recorder</source>
        <translation>Ir a Grabación</translation>
    </message>
    <message>
        <source>Go to Library</source>
        <translation>Ir a Biblioteca</translation>
    </message>
    <message>
        <source>Go to Settings</source>
        <translation>Ir a Ajustes</translation>
    </message>
    <message>
        <source>Go to Health</source>
        <translation>Ir a Estado</translation>
    </message>
    <message>
        <source>Search the sessions</source>
        <translation>Buscar en las sesiones</translation>
    </message>
    <message>
        <source>Go to the next passage found</source>
        <translation>Ir al siguiente pasaje encontrado</translation>
    </message>
    <message>
        <source>Go to the passage found before</source>
        <translation>Ir al pasaje encontrado anterior</translation>
    </message>
    <message>
        <source>Change the title of the session</source>
        <translation>Cambiar el título de la sesión</translation>
    </message>
    <message>
        <source>Back to the list of sessions</source>
        <translation>Volver a la lista de sesiones</translation>
    </message>
    <message>
        <source>Play or pause the recording</source>
        <translation>Reproducir o pausar la grabación</translation>
    </message>
    <message>
        <source>Change the name or role of a speaker</source>
        <translation>Cambiar el nombre o el rol de un hablante</translation>
    </message>
    <message>
        <source>Go to the next place to review</source>
        <translation>Ir al siguiente punto por revisar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Export the session</source>
        <translation>Exportar la sesión</translation>
    </message>
    <message>
        <source>Lock the window</source>
        <translation>Bloquear la ventana</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Cerrar la ventana</translation>
    </message>
    <message>
        <source>Open or close the clinical note</source>
        <translation>Abrir o cerrar la nota clínica</translation>
    </message>
</context>
<context>
    <name>AboutCard</name>
    <message>
        <source>Aurity Desktop, version {version}</source>
        <translation>Aurity Desktop, versión {version}</translation>
    </message>
    <message>
        <source>Data folder: {folder}</source>
        <translation>Carpeta de datos: {folder}</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licencias</translation>
    </message>
    <message>
        <source>Made with Qt {qt} (LGPL 3), faster-whisper and CTranslate2 (MIT), pyannote.audio (MIT), PyTorch (BSD), HDF5 (BSD) and FFmpeg (LGPL). The speech models are OpenAI's Whisper (MIT).</source>
        <translation>Hecho con Qt {qt} (LGPL 3), faster-whisper y CTranslate2 (MIT), pyannote.audio (MIT), PyTorch (BSD), HDF5 (BSD) y FFmpeg (LGPL). Los modelos de voz son Whisper de OpenAI (MIT).</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>Abrir la carpeta de datos</translation>
    </message>
    <message>
        <source>Records consultations, transcribes them and tells the speakers apart, on this computer and without a network.</source>
        <translation>Graba consultas, las transcribe y distingue a los hablantes, en esta computadora y sin red.</translation>
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
        <source>&amp;Vocabulary</source>
        <translation>&amp;Vocabulario</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>Automatic language</source>
        <translation>Idioma automático</translation>
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
        <source>Microphone, language, people, vocabulary</source>
        <translation>Micrófono, idioma, personas, vocabulario</translation>
    </message>
    <message>
        <source>Nothing is kept. The system shows that the microphone is in use.</source>
        <translation>No se guarda nada. El sistema indica que el micrófono está en uso.</translation>
    </message>
    <message>
        <source>Patient or reason (optional)</source>
        <translation>Paciente o motivo (opcional)</translation>
    </message>
    <message>
        <source>Patient or reason, optional</source>
        <translation>Paciente o motivo, opcional</translation>
    </message>
    <message>
        <source>People: {count}</source>
        <translation>Personas: {count}</translation>
    </message>
    <message>
        <source>Refresh the microphones</source>
        <translation>Actualizar los micrófonos</translation>
    </message>
    <message>
        <source>Refresh the microphones (F5)</source>
        <translation>Actualizar los micrófonos (F5)</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Micrófono</translation>
    </message>
    <message>
        <source>Names and medicines of this visit: they are recognized better</source>
        <translation>Nombres y medicamentos de esta consulta: se reconocen mejor</translation>
    </message>
    <message>
        <source>Optional, separated by commas</source>
        <translation>Opcional, separado con comas</translation>
    </message>
    <message>
        <source>Peopl&amp;e in the room</source>
        <translation>&amp;Personas en el consultorio</translation>
    </message>
    <message>
        <source>People in the room</source>
        <translation>Personas en el consultorio</translation>
    </message>
    <message>
        <source>Show the microphone's level before recording</source>
        <translation>Mostrar el nivel del micrófono antes de grabar</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Predeterminado</translation>
    </message>
    <message>
        <source>System default ({device})</source>
        <translation>Predeterminado ({device})</translation>
    </message>
    <message>
        <source>The title of the session; it can be changed later</source>
        <translation>El título de la sesión; se puede cambiar después</translation>
    </message>
    <message>
        <source>Vocabulary of this session, separated by commas, optional</source>
        <translation>Vocabulario de esta sesión, separado con comas, opcional</translation>
    </message>
    <message>
        <source>{count} or more</source>
        <translation>{count} o más</translation>
    </message>
    <message>
        <source>{device} (computer's own sound)</source>
        <translation>{device} (sonido de la computadora)</translation>
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
        <translation>Rol de {voice}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
</context>
<context>
    <name>SpeakersBar</name>
    <message>
        <source>{role}?</source>
        <translation>¿{role}?</translation>
    </message>
    <message>
        <source>Guessed by who asks. Press if it is right.</source>
        <translation>Se supone por quién pregunta. Presione si es correcto.</translation>
    </message>
    <message>
        <source>Confirm: {name}</source>
        <translation>Confirmar: {name}</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Intercambiar</translation>
    </message>
    <message>
        <source>Each of the two is the other</source>
        <translation>Cada uno de los dos es el otro</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Change name and role of {name}</source>
        <translation>Cambiar nombre y rol de {name}</translation>
    </message>
    <message>
        <source>Change the name or the role (F2)</source>
        <translation>Cambiar el nombre o el rol (F2)</translation>
    </message>
</context>
<context>
    <name>SessionMenu</name>
    <message>
        <source>Patient and earlier visits…</source>
        <translation>Paciente y visitas anteriores…</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Borrar para siempre…</translation>
    </message>
    <message>
        <source>Lift the hold…</source>
        <translation>Quitar la protección…</translation>
    </message>
    <message>
        <source>Put on hold…</source>
        <translation>Proteger contra el borrado…</translation>
    </message>
    <message>
        <source>Continue this session</source>
        <translation>Continuar esta sesión</translation>
    </message>
    <message>
        <source>The patient agrees</source>
        <translation>El paciente acepta</translation>
    </message>
    <message>
        <source>Withdraw the consent…</source>
        <translation>Retirar el consentimiento…</translation>
    </message>
    <message>
        <source>The patient does not agree…</source>
        <translation>El paciente no acepta…</translation>
    </message>
    <message>
        <source>Mark as reviewed</source>
        <translation>Marcar como revisada</translation>
    </message>
    <message>
        <source>Mark as to be reviewed</source>
        <translation>Marcar por revisar</translation>
    </message>
</context>
<context>
    <name>DecisionPanel</name>
    <message>
        <source>A complaint, a study, a request…</source>
        <translation>Una queja, un estudio, una solicitud…</translation>
    </message>
    <message>
        <source>Sessions on hold are not erased. What is the reason?</source>
        <translation>Las sesiones protegidas no se borran. ¿Cuál es el motivo?</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Borrar para siempre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Lift the hold</source>
        <translation>Quitar la protección</translation>
    </message>
    <message>
        <source>Put on hold</source>
        <translation>Proteger</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>The sound, text and corrections of this session are erased for good and cannot be recovered. Exported files stay where they are.</source>
        <translation>El sonido, el texto y las correcciones de esta sesión se borran para siempre y no se pueden recuperar. Los archivos exportados se quedan donde están.</translation>
    </message>
    <message>
        <source>The consent is withdrawn: this session is not processed any further. It stays here until it is erased.</source>
        <translation>Se retira el consentimiento: esta sesión ya no se procesa. Se queda aquí hasta que se borre.</translation>
    </message>
    <message>
        <source>Withdraw the consent</source>
        <translation>Retirar el consentimiento</translation>
    </message>
    <message>
        <source>Without the hold, the session can be erased, also when its time to be kept ends. What is the reason?</source>
        <translation>Sin la protección, la sesión puede borrarse, también al terminar su plazo de conservación. ¿Cuál es el motivo?</translation>
    </message>
</context>
<context>
    <name>TranscriptPanel</name>
    <message>
        <source>Note at this moment of the recording</source>
        <translation>Nota en este momento de la grabación</translation>
    </message>
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
        <source>at the same time</source>
        <translation>a la vez</translation>
    </message>
</context>
<context>
    <name>TrayMenu</name>
    <message>
        <source>Small view</source>
        <translation>Vista pequeña</translation>
    </message>
    <message>
        <source>Mark this moment</source>
        <translation>Marcar este momento</translation>
    </message>
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
        <source>Add a note here</source>
        <translation>Agregar una nota aquí</translation>
    </message>
    <message>
        <source>Join with the previous turn</source>
        <translation>Unir con el turno anterior</translation>
    </message>
    <message>
        <source>Another person (new)</source>
        <translation>Otra persona (nueva)</translation>
    </message>
    <message>
        <source>Split the turn at “{word}”</source>
        <translation>Dividir el turno en «{word}»</translation>
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
        <translation>Nombre y rol del hablante…</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Reproducir desde aquí</translation>
    </message>
    <message>
        <source>Another person said this</source>
        <translation>Lo dijo otra persona</translation>
    </message>
    <message>
        <source>{name} is the same person as</source>
        <translation>{name} es la misma persona que</translation>
    </message>
    <message>
        <source>Put into the clinical note</source>
        <translation>Poner en la nota clínica</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Try the keyring again</source>
        <translation>Intentar otra vez con el llavero de contraseñas</translation>
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
        <source>Incorrect passphrase or code. Try again.</source>
        <translation>Contraseña o código incorrectos. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The system's keyring did not open them. Type the passphrase or the recovery code.</source>
        <translation>El llavero de contraseñas del sistema no las abrió. Escriba la contraseña o el código de recuperación.</translation>
    </message>
    <message>
        <source>Your recordings are encrypted</source>
        <translation>Sus grabaciones están cifradas</translation>
    </message>
</context>
<context>
    <name>VoiceCard</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>The microphone stopped answering, so your voice was not learned. Check its plug and try again.</source>
        <translation>El micrófono dejó de responder, así que su voz no se aprendió. Revise la conexión e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>“Good morning, please come in and sit down. Tell me what brings you here today. Since when have you had this pain, and is it there all the time or does it come and go? I am going to take your blood pressure and listen to your chest; breathe in deeply, please. Are you allergic to any medicine? I will prescribe something, and we will see each other again in two weeks.”</source>
        <translation>«Buenos días, pase y tome asiento, por favor. Cuénteme qué lo trae hoy por aquí. ¿Desde cuándo tiene este dolor, y lo siente todo el tiempo o va y viene? Voy a tomarle la presión y a escuchar su pecho; respire hondo, por favor. ¿Es alérgico a algún medicamento? Le voy a recetar algo y nos vemos de nuevo en dos semanas.»</translation>
    </message>
    <message>
        <source>Once your voice is known, it gets the role of the doctor in new sessions. It is biometric data: a set of numbers that stays on this computer, is never exported, and is deleted when you choose Forget my voice.</source>
        <translation>Cuando se conoce su voz, recibe el rol de médico en las sesiones nuevas. Es un dato biométrico: una serie de números que se queda en esta computadora, nunca se exporta y se elimina al elegir Olvidar mi voz.</translation>
    </message>
    <message>
        <source>Forget my voice</source>
        <translation>Olvidar mi voz</translation>
    </message>
    <message>
        <source>Your voice is known, but the sample varied a lot: learn it again in a quiet place.</source>
        <translation>Su voz se conoce, pero la muestra varió mucho: apréndala de nuevo en un lugar tranquilo.</translation>
    </message>
    <message>
        <source>Your voice was learned with another model: learn it again.</source>
        <translation>Su voz se aprendió con otro modelo: apréndala de nuevo.</translation>
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
        <source>Your voice is not known yet.</source>
        <translation>Su voz todavía no se conoce.</translation>
    </message>
    <message>
        <source>Progress of the learning</source>
        <translation>Avance del aprendizaje</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>Abriendo el micrófono…</translation>
    </message>
    <message>
        <source>Read this aloud, alone, as in a consultation, for 20 seconds:</source>
        <translation>Lea esto en voz alta, sin nadie más, como en una consulta, durante 20 segundos:</translation>
    </message>
    <message>
        <source>Your voice is known from {seconds} s of speech.</source>
        <translation>Su voz se conoce por {seconds} s de habla.</translation>
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
        <source>The consent was withdrawn. Recording has stopped and nothing recorded is processed any further.</source>
        <translation>El consentimiento se retiró. La grabación se detuvo y lo grabado ya no se procesa.</translation>
    </message>
    <message>
        <source>The session was erased.</source>
        <translation>La sesión se borró.</translation>
    </message>
</context>
<context>
    <name>NetworkCard</name>
    <message>
        <source>The process that finishes recordings had no access to the network: the system refuses it.</source>
        <translation>El proceso que termina las grabaciones no tenía acceso a la red: el sistema se lo niega.</translation>
    </message>
    <message>
        <source>The process that finishes recordings could have opened a connection: this system cannot refuse it, or it works with a Redis server.</source>
        <translation>El proceso que termina las grabaciones habría podido abrir una conexión: este sistema no puede negársela, o trabaja con un servidor Redis.</translation>
    </message>
    <message>
        <source>Connections seen: {count}. The last: {address}, by {process}. None since {day}, in {hours} hours of work.</source>
        <translation>Conexiones vistas: {count}. La última: {address}, de {process}. Ninguna desde el {day}, en {hours} horas de trabajo.</translation>
    </message>
    <message>
        <source>Network: not checked yet. The first figures appear within a minute.</source>
        <translation>Red: todavía no se ha revisado. Los primeros datos aparecen en un minuto.</translation>
    </message>
    <message>
        <source>No connection to another machine since {day}, in {hours} hours of work.</source>
        <translation>Ninguna conexión con otra máquina desde el {day}, en {hours} horas de trabajo.</translation>
    </message>
    <message>
        <source>What this does not show: a connection shorter than the time between two checks, other programs, and what someone who can write to your files has changed in this record. To verify it yourself, block the program in a firewall: everything except installing models keeps working.</source>
        <translation>Lo que no demuestra: una conexión más breve que el tiempo entre dos revisiones, otros programas, ni lo que alguien con acceso a sus archivos haya cambiado en este registro. Para comprobarlo, bloquee el programa en un cortafuegos: todo sigue funcionando, salvo la instalación de modelos.</translation>
    </message>
    <message>
        <source>What this shows: while they ran, the window, the recorder, the worker and the commands checked their own network sockets every five seconds. Each finished day is kept in the audit trail.</source>
        <translation>Lo que demuestra: mientras trabajaban, la ventana, la grabadora, el proceso en segundo plano y los comandos revisaron sus propias conexiones de red cada cinco segundos. Cada día terminado queda en el registro de auditoría.</translation>
    </message>
    <message>
        <source>a socket waiting for connections</source>
        <translation>un socket que espera conexiones</translation>
    </message>
</context>
<context>
    <name>FoundBar</name>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>To the match before (Shift+F3)</source>
        <translation>Ir a la coincidencia anterior (Mayús+F3)</translation>
    </message>
    <message>
        <source>To the next match (F3)</source>
        <translation>Ir a la siguiente coincidencia (F3)</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Cerrar la búsqueda</translation>
    </message>
    <message>
        <source>{number} of {count}: “{words}”</source>
        <translation>{number} de {count}: «{words}»</translation>
    </message>
</context>
<context>
    <name>TitleLine</name>
    <message>
        <source>Patient or reason for the visit</source>
        <translation>Paciente o motivo de la consulta</translation>
    </message>
    <message>
        <source>Title of the session</source>
        <translation>Título de la sesión</translation>
    </message>
    <message>
        <source>Change the title</source>
        <translation>Cambiar el título</translation>
    </message>
    <message>
        <source>Change the title (Shift+F2)</source>
        <translation>Cambiar el título (Mayús+F2)</translation>
    </message>
</context>
<context>
    <name>ModelRemoval</name>
    <message>
        <source>Remove…</source>
        <translation>Quitar…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Remove {model}? That frees {megabytes} MB. It can be installed again.</source>
        <translation>¿Quitar {model}? Se liberan {megabytes} MB. Se puede volver a instalar.</translation>
    </message>
</context>
<context>
    <name>InstallCard</name>
    <message>
        <source>This folder does not hold the model {model}, or not all of it. Choose the folder in which the folders of the models lie.</source>
        <translation>Esta carpeta no contiene el modelo {model}, o le faltan archivos. Elija la carpeta donde están las carpetas de los modelos.</translation>
    </message>
    <message>
        <source>Size: {size}</source>
        <translation>Tamaño: {size}</translation>
    </message>
    <message>
        <source>{model} was removed.</source>
        <translation>Se quitó {model}.</translation>
    </message>
    <message>
        <source>Live text: {words}</source>
        <translation>Texto en vivo: {words}</translation>
    </message>
    <message>
        <source>Final transcript: {words}</source>
        <translation>Transcripción final: {words}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Check the installed models</source>
        <translation>Revisar los modelos instalados</translation>
    </message>
    <message>
        <source>Damaged or incomplete: {models}. Install them again.</source>
        <translation>Dañados o incompletos: {models}. Vuelva a instalarlos.</translation>
    </message>
    <message>
        <source>Every installed model is intact.</source>
        <translation>Todos los modelos instalados están íntegros.</translation>
    </message>
    <message>
        <source>Everything that the program needs is installed.</source>
        <translation>Está instalado todo lo que el programa necesita.</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>Carpeta con modelos</translation>
    </message>
    <message>
        <source>From a folder or USB stick…</source>
        <translation>Desde una carpeta o memoria USB…</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Instalar</translation>
    </message>
    <message>
        <source>Install models</source>
        <translation>Instalar modelos</translation>
    </message>
    <message>
        <source>Models turn speech into text and tell the voices apart. They are installed once, from the network or from a folder or USB stick; no account is needed. Afterwards everything works without a network.</source>
        <translation>Los modelos convierten el habla en texto y distinguen las voces. Se instalan una sola vez, desde la red o desde una carpeta o memoria USB; no hace falta ninguna cuenta. Después todo funciona sin red.</translation>
    </message>
    <message>
        <source>Not installed yet: {models}. You can record all the same.</source>
        <translation>Aún sin instalar: {models}. Puede grabar de todos modos.</translation>
    </message>
    <message>
        <source>Progress of the installation</source>
        <translation>Avance de la instalación</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>What the program needs</source>
        <translation>Lo que el programa necesita</translation>
    </message>
    <message>
        <source>Which models to install</source>
        <translation>Qué modelos instalar</translation>
    </message>
    <message>
        <source>{model} (installed)</source>
        <translation>{model} (instalado)</translation>
    </message>
    <message>
        <source>{model} ({size})</source>
        <translation>{model} ({size})</translation>
    </message>
    <message>
        <source>{what}: {arrived} of {size} MB</source>
        <translation>{what}: {arrived} de {size} MB</translation>
    </message>
    <message>
        <source>{what}…</source>
        <translation>{what}…</translation>
    </message>
</context>
<context>
    <name>ExportFormats</name>
    <message>
        <source>Session file, with sound</source>
        <translation>Archivo de la sesión, con sonido</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Documento de Word</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>Documento PDF</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Página web</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Texto sin formato</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Subtitles, SubRip</source>
        <translation>Subtítulos, SubRip</translation>
    </message>
    <message>
        <source>Subtitles, WebVTT</source>
        <translation>Subtítulos, WebVTT</translation>
    </message>
    <message>
        <source>Spreadsheet, CSV</source>
        <translation>Hoja de cálculo, CSV</translation>
    </message>
    <message>
        <source>JSON, for other programs</source>
        <translation>JSON, para otros programas</translation>
    </message>
    <message>
        <source>Speakers, RTTM</source>
        <translation>Hablantes, RTTM</translation>
    </message>
</context>
<context>
    <name>DesktopNotices</name>
    <message>
        <source>Something needs your attention in the window.</source>
        <translation>Algo requiere su atención en la ventana.</translation>
    </message>
</context>
<context>
    <name>RecordingSign</name>
    <message>
        <source>End the session and make its transcript (Ctrl+T)</source>
        <translation>Terminar la sesión y preparar su transcripción (Ctrl+T)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
</context>
<context>
    <name>ImportRow</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>No transcript was made; the sound is kept</source>
        <translation>No se hizo la transcripción; el audio se conserva</translation>
    </message>
    <message>
        <source>Progress of {file}</source>
        <translation>Avance de {file}</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Leyendo</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Stopped, {part}</source>
        <translation>Detenido, {part}</translation>
    </message>
    <message>
        <source>The transcript could not be finished; the sound is kept</source>
        <translation>No se pudo terminar la transcripción; el audio se conserva</translation>
    </message>
    <message>
        <source>Transcribing</source>
        <translation>Transcribiendo</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>SessionLine</name>
    <message>
        <source>Captured {time}</source>
        <translation>Captado {time}</translation>
    </message>
    <message>
        <source>Language of the transcript</source>
        <translation>Idioma de la transcripción</translation>
    </message>
    <message>
        <source>Not saved yet: {seconds} s</source>
        <translation>Aún sin guardar: {seconds} s</translation>
    </message>
    <message>
        <source>On disk {time}</source>
        <translation>En disco {time}</translation>
    </message>
    <message>
        <source>Saved ✓</source>
        <translation>Guardado ✓</translation>
    </message>
    <message>
        <source>Text {seconds} s behind</source>
        <translation>Texto con {seconds} s de retraso</translation>
    </message>
    <message>
        <source>Transcribed {time}</source>
        <translation>Transcrito {time}</translation>
    </message>
    <message>
        <source>Untitled session</source>
        <translation>Sesión sin título</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>desde las {time}</translation>
    </message>
</context>
<context>
    <name>ChosenMenu</name>
    <message>
        <source>Change the title…</source>
        <translation>Cambiar el título…</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Borrar para siempre…</translation>
    </message>
    <message>
        <source>Erase {count} sessions for good…</source>
        <translation>Borrar {count} sesiones para siempre…</translation>
    </message>
    <message>
        <source>Export {count} sessions</source>
        <translation>Exportar {count} sesiones</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Join into one session…</source>
        <translation>Unir en una sesión…</translation>
    </message>
    <message>
        <source>Mark as reviewed</source>
        <translation>Marcar como revisada</translation>
    </message>
    <message>
        <source>Mark as to be reviewed</source>
        <translation>Marcar por revisar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nombre:</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>Buscar en:</translation>
    </message>
    <message>
        <source>Kind of file:</source>
        <translation>Tipo de archivo:</translation>
    </message>
</context>
<context>
    <name>FilterRow</name>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>Cualquier día</translation>
    </message>
    <message>
        <source>Days that are shown</source>
        <translation>Días que se muestran</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>En proceso</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Need attention</source>
        <translation>Requieren atención</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Sessions that are shown</source>
        <translation>Sesiones que se muestran</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Este año</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Por revisar</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
</context>
<context>
    <name>FormatsMenu</name>
    <message>
        <source>Plain text…</source>
        <translation>Texto sin formato…</translation>
    </message>
    <message>
        <source>Session files, with the sound…</source>
        <translation>Archivos de sesión, con el sonido…</translation>
    </message>
    <message>
        <source>Web pages…</source>
        <translation>Páginas web…</translation>
    </message>
    <message>
        <source>Word documents…</source>
        <translation>Documentos de Word…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
</context>
<context>
    <name>ManyLines</name>
    <message>
        <source>Erasing sessions: {done} of {total}…</source>
        <translation>Borrando sesiones: {done} de {total}…</translation>
    </message>
    <message>
        <source>Exporting sessions: {done} of {total}…</source>
        <translation>Exportando sesiones: {done} de {total}…</translation>
    </message>
    <message>
        <source>Not begun: {count}.</source>
        <translation>Sin empezar: {count}.</translation>
    </message>
    <message>
        <source>Not done: {count}.</source>
        <translation>Sin hacer: {count}.</translation>
    </message>
    <message>
        <source>On hold and kept: {count}.</source>
        <translation>Protegidas, no se borraron: {count}.</translation>
    </message>
    <message>
        <source>Sessions erased: {count}.</source>
        <translation>Sesiones borradas: {count}.</translation>
    </message>
    <message>
        <source>Sessions exported: {count}.</source>
        <translation>Sesiones exportadas: {count}.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar en la carpeta</translation>
    </message>
    <message>
        <source>Still being processed and kept: {count}.</source>
        <translation>Aún en proceso, no se borraron: {count}.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>The files may identify people.</source>
        <translation>Los archivos pueden identificar a personas.</translation>
    </message>
    <message>
        <source>Without a final transcript yet: {count}.</source>
        <translation>Aún sin transcripción final: {count}.</translation>
    </message>
</context>
<context>
    <name>ManyPanel</name>
    <message>
        <source>A new session will hold both, the earlier one first, with the time between them: sound, text, corrections, names, bookmarks and notes. The two stay as they are; erase them afterwards if nobody needs them.</source>
        <translation>Una sesión nueva tendrá las dos, primero la más antigua, con el tiempo que pasó entre ellas: audio, texto, correcciones, nombres, marcas y notas. Las dos quedan como están; bórrelas después si nadie las necesita.</translation>
    </message>
    <message>
        <source>Being recorded or processed, stay: {count}.</source>
        <translation>En grabación o en proceso, se quedan: {count}.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Erase for good…</source>
        <translation>Borrar para siempre…</translation>
    </message>
    <message>
        <source>Erase {count} for good</source>
        <translation>Borrar {count} para siempre</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Join into one…</source>
        <translation>Unir en una…</translation>
    </message>
    <message>
        <source>Join the two</source>
        <translation>Unir las dos</translation>
    </message>
    <message>
        <source>On hold, stay: {count}.</source>
        <translation>Protegidas, se quedan: {count}.</translation>
    </message>
    <message>
        <source>The patient is still known from what stays.</source>
        <translation>El paciente sigue registrado en lo que se queda.</translation>
    </message>
    <message>
        <source>{count} sessions</source>
        <translation>{count} sesiones</translation>
    </message>
    <message>
        <source>{count} sessions are erased for good: their sound, text and corrections cannot be recovered. Exported files stay where they are.</source>
        <translation>Se borran {count} sesiones para siempre: su sonido, su texto y sus correcciones no se podrán recuperar. Los archivos exportados se quedan donde están.</translation>
    </message>
</context>
<context>
    <name>ChosenActions</name>
    <message>
        <source>Folder for the exported sessions</source>
        <translation>Carpeta para las sesiones exportadas</translation>
    </message>
</context>
<context>
    <name>SessionShelf</name>
    <message>
        <source>Processing</source>
        <translation>Procesando</translation>
    </message>
    <message>
        <source>1 speaker</source>
        <translation>1 hablante</translation>
    </message>
    <message>
        <source>Being recorded now</source>
        <translation>Grabándose ahora</translation>
    </message>
    <message>
        <source>No sessions yet. Your recordings will appear here.</source>
        <translation>Todavía no hay sesiones. Sus grabaciones aparecerán aquí.</translation>
    </message>
    <message>
        <source>No sessions match this filter.</source>
        <translation>Ninguna sesión corresponde a este filtro.</translation>
    </message>
    <message>
        <source>Search the sessions</source>
        <translation>Buscar en las sesiones</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sesiones</translation>
    </message>
    <message>
        <source>{count} speakers</source>
        <translation>{count} hablantes</translation>
    </message>
    <message>
        <source>No results for “{words}”.</source>
        <translation>Sin resultados para «{words}».</translation>
    </message>
    <message>
        <source>In titles</source>
        <translation>En los títulos</translation>
    </message>
    <message>
        <source>In what was said</source>
        <translation>En lo que se dijo</translation>
    </message>
    <message>
        <source>In notes</source>
        <translation>En notas</translation>
    </message>
    <message>
        <source>In clinical notes</source>
        <translation>En notas clínicas</translation>
    </message>
</context>
<context>
    <name>NoteRowMenu</name>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Escribir</translation>
    </message>
    <message>
        <source>Confirm what was found in this section</source>
        <translation>Confirmar lo encontrado en este apartado</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
</context>
<context>
    <name>NoteLine</name>
    <message>
        <source>Mark</source>
        <translation>Marcar</translation>
    </message>
    <message>
        <source>Mark this moment (Ctrl+M)</source>
        <translation>Marcar este momento (Ctrl+M)</translation>
    </message>
    <message>
        <source>A word for the mark at {time}, if you like</source>
        <translation>Si quiere, una palabra para la marca en {time}</translation>
    </message>
    <message>
        <source>Note; it stands in the transcript at its time</source>
        <translation>Nota; quedará en la transcripción en su momento</translation>
    </message>
    <message>
        <source>Note at this moment of the recording</source>
        <translation>Nota en este momento de la grabación</translation>
    </message>
</context>
<context>
    <name>NoteMenu</name>
    <message>
        <source>Play from here</source>
        <translation>Reproducir desde aquí</translation>
    </message>
    <message>
        <source>Write the note</source>
        <translation>Escribir la nota</translation>
    </message>
    <message>
        <source>Remove the note</source>
        <translation>Quitar la nota</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Waveform of the recording</source>
        <translation>Forma de onda de la grabación</translation>
    </message>
    <message>
        <source>Click to go there, drag to hear a part again and again, turn the wheel to look closer, double-click for all of it</source>
        <translation>Haga clic para ir ahí, arrastre para oír una parte una y otra vez, gire la rueda para acercarse, haga doble clic para verla entera</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Always write it so</source>
        <translation>Escribir siempre así</translation>
    </message>
    <message>
        <source>Here and in every session to come, wherever these words are heard</source>
        <translation>Aquí y en las próximas sesiones, dondequiera que se oigan estas palabras</translation>
    </message>
    <message>
        <source>Find in this transcript</source>
        <translation>Buscar en esta transcripción</translation>
    </message>
    <message>
        <source>Write instead</source>
        <translation>Escribir en su lugar</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>To the match before (Shift+Enter)</source>
        <translation>Ir a la coincidencia anterior (Mayús+Intro)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>To the next match (Enter)</source>
        <translation>Ir a la siguiente coincidencia (Intro)</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Cerrar la búsqueda</translation>
    </message>
    <message>
        <source>Close the search (Escape)</source>
        <translation>Cerrar la búsqueda (Escape)</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Reemplazar</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Reemplazar todo</translation>
    </message>
    <message>
        <source>Add to the vocabulary</source>
        <translation>Agregar al vocabulario</translation>
    </message>
    <message>
        <source>The recognition expects this word from now on</source>
        <translation>El reconocimiento esperará esta palabra desde ahora</translation>
    </message>
    <message>
        <source>Capitals</source>
        <translation>Mayúsculas</translation>
    </message>
    <message>
        <source>Accents</source>
        <translation>Acentos</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>Palabras completas</translation>
    </message>
    <message>
        <source>Find only what is written just so</source>
        <translation>Buscar solo lo que está escrito exactamente así</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} de {count}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No se encontró</translation>
    </message>
</context>
<context>
    <name>PrintPreview</name>
    <message>
        <source>Preview, 1 page</source>
        <translation>Vista previa, 1 página</translation>
    </message>
    <message>
        <source>Preview, {count} pages</source>
        <translation>Vista previa, {count} páginas</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimir…</translation>
    </message>
    <message>
        <source>Close the preview</source>
        <translation>Cerrar la vista previa</translation>
    </message>
    <message>
        <source>Close the preview (Escape)</source>
        <translation>Cerrar la vista previa (Escape)</translation>
    </message>
</context>
<context>
    <name>HelpCard</name>
    <message>
        <source>Page of the manual</source>
        <translation>Página del manual</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Manual</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps, 1 of 3: see that the microphone hears you well.</source>
        <translation>Primeros pasos, 1 de 3: vea que el micrófono lo oiga bien.</translation>
    </message>
    <message>
        <source>First steps, 2 of 3: read a text aloud, and your voice is told from the others.</source>
        <translation>Primeros pasos, 2 de 3: lea un texto en voz alta y su voz se distinguirá de las demás.</translation>
    </message>
    <message>
        <source>First steps, 3 of 3: encrypt the sessions, and keep a recovery code.</source>
        <translation>Primeros pasos, 3 de 3: cifre las sesiones y guarde un código de recuperación.</translation>
    </message>
    <message>
        <source>Check the microphone</source>
        <translation>Revisar el micrófono</translation>
    </message>
    <message>
        <source>To my voice</source>
        <translation>Ir a mi voz</translation>
    </message>
    <message>
        <source>To the protection</source>
        <translation>Ir a la protección</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Siguiente paso</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
</context>
<context>
    <name>SmallView</name>
    <message>
        <source>Aurity: recording</source>
        <translation>Aurity: grabación</translation>
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
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marcar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Back to the large window</source>
        <translation>Volver a la ventana grande</translation>
    </message>
</context>
<context>
    <name>PatientPanel</name>
    <message>
        <source>Patient</source>
        <translation>Paciente</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Record number</source>
        <translation>Expediente</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Nacimiento</translation>
    </message>
    <message>
        <source>Save the patient</source>
        <translation>Guardar paciente</translation>
    </message>
    <message>
        <source>About nobody</source>
        <translation>Sin paciente</translation>
    </message>
    <message>
        <source>Take the patient away from this session</source>
        <translation>Quitar el paciente de esta sesión</translation>
    </message>
    <message>
        <source>Close the patient</source>
        <translation>Cerrar el paciente</translation>
    </message>
    <message>
        <source>Close the patient (Escape)</source>
        <translation>Cerrar el paciente (Escape)</translation>
    </message>
    <message>
        <source>What was said at the last visit</source>
        <translation>Lo que se dijo en la última visita</translation>
    </message>
    <message>
        <source>Other visits: {count}</source>
        <translation>Otras visitas: {count}</translation>
    </message>
    <message>
        <source>At the last visit</source>
        <translation>En la última visita</translation>
    </message>
    <message>
        <source>Write a name or a record number, and the date of birth as 1960-03-31.</source>
        <translation>Escriba un nombre o un número de expediente, y la fecha de nacimiento como 1960-03-31.</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>AAAA-MM-DD</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>“{words}”? Enter to take it or to change it</source>
        <translation>¿«{words}»? Enter para tomarlo o cambiarlo</translation>
    </message>
    <message>
        <source>required, not said</source>
        <translation>obligatorio, no se dijo</translation>
    </message>
    <message>
        <source>type here…</source>
        <translation>escriba aquí…</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>sugerido</translation>
    </message>
    <message>
        <source>not answered yet</source>
        <translation>sin respuesta aún</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmado</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rechazado</translation>
    </message>
</context>
<context>
    <name>NoteBar</name>
    <message>
        <source>Form of the note</source>
        <translation>Plantilla de la nota</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Firmar</translation>
    </message>
    <message>
        <source>Sign addendum</source>
        <translation>Firmar adenda</translation>
    </message>
    <message>
        <source>What is confirmed stays as it is then</source>
        <translation>Lo confirmado queda como está en ese momento</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimir…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Guardar como</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>The whole note as text</source>
        <translation>Toda la nota como texto</translation>
    </message>
    <message>
        <source>Close the note</source>
        <translation>Cerrar la nota</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>FHIR R4, for other programs</source>
        <translation>FHIR R4, para otros programas</translation>
    </message>
    <message>
        <source>Signed {time}, version {version}.</source>
        <translation>Firmada {time}, versión {version}.</translation>
    </message>
    <message>
        <source>Changed since it was signed.</source>
        <translation>Cambió desde que se firmó.</translation>
    </message>
    <message>
        <source>1 suggestion to decide.</source>
        <translation>1 sugerencia por decidir.</translation>
    </message>
    <message>
        <source>{count} suggestions to decide.</source>
        <translation>{count} sugerencias por decidir.</translation>
    </message>
    <message>
        <source>Missing: {sections}.</source>
        <translation>Falta: {sections}.</translation>
    </message>
    <message>
        <source>Missing: {sections} and {count} more.</source>
        <translation>Falta: {sections} y {count} más.</translation>
    </message>
    <message>
        <source>Complete, not signed yet.</source>
        <translation>Completa, sin firmar.</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>Clinical note</source>
        <translation>Nota clínica</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>Texto de la nota</translation>
    </message>
    <message>
        <source>Diagnosis (CIE-10): type a word or a code</source>
        <translation>Diagnóstico (CIE-10): escriba una palabra o una clave</translation>
    </message>
    <message>
        <source>Diagnosis (CIE-10)</source>
        <translation>Diagnóstico (CIE-10)</translation>
    </message>
    <message>
        <source>Enter confirms, Shift+Enter the whole section, Delete rejects, E edits, a click plays the sound. Ctrl+Enter signs.</source>
        <translation>Enter confirma, Mayús+Enter todo el apartado, Supr rechaza, E edita, un clic reproduce el sonido. Ctrl+Enter firma.</translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Full name</source>
        <translation>Nombre completo</translation>
    </message>
    <message>
        <source>Professional licence (cédula)</source>
        <translation>Cédula profesional</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Establecimiento</translation>
    </message>
    <message>
        <source>Letterhead: address, telephone</source>
        <translation>Membrete: domicilio, teléfono</translation>
    </message>
    <message>
        <source>They stand in every clinical note; a note is signed with the full name.</source>
        <translation>Aparecen en cada nota clínica; la nota se firma con el nombre completo.</translation>
    </message>
    <message>
        <source>The templates of notes are text files. To change one, put a copy into the folder “templates” of the data folder.</source>
        <translation>Las plantillas de las notas son archivos de texto. Para cambiar una, ponga una copia en la carpeta «templates» de la carpeta de datos.</translation>
    </message>
</context>
<context>
    <name>LiveFindingsPane</name>
    <message>
        <source>Found so far</source>
        <translation>Encontrado hasta ahora</translation>
    </message>
    <message>
        <source>Medicines, allergies, vital signs and symptoms appear here as they are said. They are confirmed in the note, after Stop.</source>
        <translation>Los medicamentos, alergias, signos vitales y síntomas aparecen aquí conforme se dicen. Se confirman en la nota, después de Detener.</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Transcript</source>
        <translation>Transcripción</translation>
    </message>
    <message>
        <source>Speakers</source>
        <translation>Voces</translation>
    </message>
    <message>
        <source>Misheard names</source>
        <translation>Nombres mal oídos</translation>
    </message>
    <message>
        <source>Files of the session</source>
        <translation>Archivos de la sesión</translation>
    </message>
    <message>
        <source>Erasing what is due</source>
        <translation>Borrado de lo vencido</translation>
    </message>
    <message>
        <source>Being cancelled…</source>
        <translation>Cancelando…</translation>
    </message>
    <message>
        <source>Waits until you resume</source>
        <translation>Espera hasta que usted pulse Continuar</translation>
    </message>
    <message>
        <source>It is tried again automatically.</source>
        <translation>Se intentará de nuevo automáticamente.</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Espera su turno</translation>
    </message>
    <message>
        <source>Cancelled. The sound is saved.</source>
        <translation>Cancelado. El audio está guardado.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>JobsCard</name>
    <message>
        <source>Background work</source>
        <translation>Trabajo en segundo plano</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Pausar todo</translation>
    </message>
    <message>
        <source>Paused: recording goes on, and transcripts and imports wait until you resume.</source>
        <translation>En pausa: se puede seguir grabando; las transcripciones e importaciones esperan hasta que usted pulse Continuar.</translation>
    </message>
    <message>
        <source>Nothing is waiting.</source>
        <translation>No hay nada pendiente.</translation>
    </message>
    <message>
        <source>And {count} more</source>
        <translation>Y {count} más</translation>
    </message>
</context>
<context>
    <name>PauseLine</name>
    <message>
        <source>Background work is paused: recording goes on, and transcripts and imports wait.</source>
        <translation>El trabajo en segundo plano está en pausa: se puede seguir grabando; las transcripciones e importaciones esperan.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Continuar</translation>
    </message>
</context>
<context>
    <name>WatchCard</name>
    <message>
        <source>Watched folder</source>
        <translation>Carpeta vigilada</translation>
    </message>
    <message>
        <source>Sound files that are put into this folder are transcribed by themselves, each once, when nobody records. The files stay where they are and are not changed.</source>
        <translation>Los archivos de audio que se pongan en esta carpeta se transcriben solos, una vez cada uno, cuando nadie graba. Los archivos se quedan donde están y no se modifican.</translation>
    </message>
    <message>
        <source>No folder is watched.</source>
        <translation>No se vigila ninguna carpeta.</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Elegir carpeta…</translation>
    </message>
    <message>
        <source>Watch no folder</source>
        <translation>No vigilar ninguna</translation>
    </message>
    <message>
        <source>It is being watched.</source>
        <translation>Se está vigilando.</translation>
    </message>
    <message>
        <source>The folder is not there now. It is watched when it is back.</source>
        <translation>La carpeta no está disponible ahora. Se vigilará cuando vuelva a estarlo.</translation>
    </message>
    <message>
        <source>Another window or command of this program watches for you.</source>
        <translation>Otra ventana u otro comando de este programa ya la vigila.</translation>
    </message>
    <message>
        <source>Folder to be watched</source>
        <translation>Carpeta que se va a vigilar</translation>
    </message>
</context>
<context>
    <name>WatchLine</name>
    <message>
        <source>The watched folder is not there. Its files are imported when it is back.</source>
        <translation>La carpeta vigilada no está disponible. Sus archivos se importarán cuando vuelva a estarlo.</translation>
    </message>
    <message>
        <source>“{file}” in the watched folder only points to another file and is not imported. Put the file itself there.</source>
        <translation>«{file}», en la carpeta vigilada, solo es un enlace a otro archivo y no se importa. Ponga ahí el archivo mismo.</translation>
    </message>
</context>
<context>
    <name>GlobalKeysCard</name>
    <message>
        <source>While another program is in front</source>
        <translation>Mientras usa otro programa</translation>
    </message>
    <message>
        <source>A recording that begins so is shown by the small view above all windows. While the window is locked none is begun.</source>
        <translation>La grabación que se inicia así se muestra en la vista pequeña, encima de las demás ventanas. Con la ventana bloqueada no se inicia ninguna.</translation>
    </message>
    <message>
        <source>Record, and stop</source>
        <translation>Grabar y detener</translation>
    </message>
    <message>
        <source>Off the record, and back</source>
        <translation>Fuera de grabación y regreso</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Sin tecla</translation>
    </message>
</context>
<context>
    <name>GlobalShortcuts</name>
    <message>
        <source>Record, and stop</source>
        <translation>Grabar y detener</translation>
    </message>
    <message>
        <source>Off the record, and back</source>
        <translation>Fuera de grabación y regreso</translation>
    </message>
</context>
<context>
    <name>GlobalRecording</name>
    <message>
        <source>Not available on this system. Use the tray icon or the small view.</source>
        <translation>En este sistema no se puede. Use el icono de la bandeja o la vista pequeña.</translation>
    </message>
    <message>
        <source>Your desktop may ask you now whether Aurity may have these keys.</source>
        <translation>Es posible que su escritorio le pregunte ahora si Aurity puede usar estas teclas.</translation>
    </message>
    <message>
        <source>Your desktop gave these keys: {keys}.</source>
        <translation>Su escritorio asignó estas teclas: {keys}.</translation>
    </message>
    <message>
        <source>Your desktop did not give these keys. Allow them in its settings for keyboard shortcuts, or choose others.</source>
        <translation>Su escritorio no permitió estas teclas. Permítalas en su configuración de atajos de teclado o elija otras.</translation>
    </message>
    <message>
        <source>Another program has {keys}: choose another one.</source>
        <translation>Otro programa ya usa {keys}: elija otra.</translation>
    </message>
</context>
<context>
    <name>BatteryLine</name>
    <message>
        <source>The battery is at {percent} %. Plug the computer in: recording goes on, and what has been recorded is saved.</source>
        <translation>Batería al {percent} %. Conecte el equipo a la corriente: la grabación sigue y lo grabado está guardado.</translation>
    </message>
</context>
</TS>
