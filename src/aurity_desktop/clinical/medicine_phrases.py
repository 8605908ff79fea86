"""By what words a medicine is taken, stopped, forbidden or told to be taken; MED stands for it."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.patterns import phrases

#: By the patient it is left off, by the clinician kept: `dejé MED`, `dejamos MED cada ocho`.
LEFT_OFF: Final = phrases(r"(?<!le )(?<!te )(?<!les )(?:deje|dejo|dejado|dejamos) MED")
#: `no la suspenda`: what shall not be stopped goes on.
NOT_STOPPED: Final = phrases(r"""
    no (?:se )?(?:la|lo|me la|me lo|se la|se lo) (?:suspenda|deje|quite)\w*
    por nada del mundo
    don't (?:just )?stop
    no (?:me |se )?(?:deje|suspenda|quite)\w* (?:de tomar )?MED
""")
#: What may stand between a verb and its object: `the old green`.
_NOUNS: Final = r"(?:(?!(?:with|for|and|to|in|by|until|on|after|or|if|when|but|so) )[a-z-]+ ){0,2}"
STOPPED: Final = phrases(
    r"""
    MED ,? ?ya no | ya no (?:\w+ ){0,3}MED | MED .{0,30}ya no la? ?(?:tom|us)\w+
    (?<!le )(?<!te )(?<!les )(?:deje|dejo|dejado|dejamos) de tomar MED
    se (?:me |le )?(?:acab\w+|termin\w+) MED | (?:termin|acab)(?:e|o|aste) (?:de tomar )?MED
    (?:finished|completed) (?:taking |up )?MED
    (?:tome|tomaba|use|usaba) MED [^.;?!]{0,12}hasta | (?:took|used|was on) MED [^.;?!]{0,12}until
    (?:tome|use) MED (?:como |por |durante )?(?:una|un|\d+) (?:semanas?|mes|meses|anos?)
    (?:took|used|was on) MED for (?:about )?(?:a|an|\d+) (?:weeks?|months?|years?)
    (?:suspend\w*|quit(?!o con)\w+|retir\w+|par(?:e|ar|amos|emos|en)) MED
    MED[^.;?!]{0,60} (?:me|se|le|nos|te) l[oa]s? cambi\w+\b(?! por l[oa] de)
    fuera (?:con )?MED | MED (?:me |te |se |nos )?l[oa]s? (?:tiras?|tire|tiren|tiran)
    MED ,? ?(?:ya )?(?:ya )?l[oa]s? pued\w+ (?:ya )?(?:dejar|suspender|quitar)
    (?:daba|dabamos|tomaba|usaba|ponia) MED antes | antes (?:le |les )?(?:daba|dabamos|usaba) MED
    leave (?:off )?MED off | leave off MED | leave MED out
    (?:not|\w+n't) (?:to )?(?:carry|keep|go) on (?:with|taking) MED
    (?:took|taken|take) (?:me|him|her|them) off (?:of )?MED
    MED .{0,24}(?:swapped|switched|changed|replaced) (?:it |that )?(?:out )?(?:for|to|with)
    MED .{0,24}(?:cambi\w+) (?:por(?! l[oa] de)|a la|al)
    MED ,? ?(?:se |me |te |le |la |lo )*(?:voy a |vamos a |va a )?(?:suspend|quit|retir|para[rm])\w*
    (?:cambi|sustitu)\w+ MED (?:por|a(?! las?\b| \d))
    en (?:lugar|vez) de MED | en (?:lugar|vez) del MED
    (?:swap|switch|change|replac\w*|substitut\w*) MED (?:out )?(?:for|to|with)
    MED (?:goes|is going) away
    MED (?:is|was|'s|are|were) (?:now )?(?:on hold|stopped|discontinued|held|suspended|finished)
    MED (?:esta|estaba|queda|quedo|fue) suspendid[oa]
    (?:don't|doesn't) (?:take|use) MED no more
    used to give (?:him|her|me|them|it) MED
    had (?:me|him|her) on MED (?:,? ?but|for a while)
    antes (?:me|le) (?:daban|dieron|recetaban) MED
    antes tomaba MED | MED , tomaba | tomaba MED.{0,20}(?:ya no|pero) | tome MED , pero
    (?:stop(?:s|ped|ping)?|quit(?:ting)?|hold(?:ing)?|discontinu\w+) (?:taking )?NOUNSMED
    (?<!keep )(?<!keeps )(?<!kept )(?<!stay )(?<!stays )(?<!stayed )(?<!lay )off(?: of)? MED
    switching MED to | from MED to | no more MED | instead of MED | took me off MED
    (?:went|came|got|come) off (?:of )?MED | ran out of MED
    (?:drop|ditch|lose) MED
    MED didn't agree | MED se acabo
    MED[^.;?!]{0,60} (?:\w+|they|doctor|hospital) (?:stopped|discontinued|pulled) (?:it|that|them)
    MED[^.;?!]{0,80} y ya(?= ?[.,!]| ?$)
    (?:had|have) (?:him|her|me) on MED[^.;?!]{0,20}(?:before|back then|until)
    MED (?:can|could) (?:go|stop) | come off MED | wean(?:ed|ing)? (?:\w+ )?(?:off|from) MED
    used to (?:take|be on|have me on|use) MED | MED .{0,30}took me off
    (?:was|were) on MED | MED .{0,14}stopped (?:it|that)
    don't take MED anymore | MED ,? ?(?:but )?not anymore
""".replace("NOUNS", _NOUNS)
)
FORBIDDEN: Final = phrases(r"""
    no (?:me |le |se |lo |la |te )*(?:tomes?|tomen|den|de|uses?|us[ae]mos|damos|mezcle) MED
    no (?:me |le |se |lo |la |te )*vaya a tomar MED
    nada de MED | evit\w+ MED | por ahora MED no
    (?<!con el )(?<!con la )MED ,? ?no (?:le |les |te |se |la |lo )*(?:den?|conviene|tomes?|use)
    (?<!con el )(?<!con la )MED ,? ?no (?:lo |la )?necesita
    (?<!con el )(?<!con la )MED ,? ?(?:todavia |por ahora |ahorita )?no ?(?=$|[,.!])
    mejor no MED
    MED ,? ?ni (?:lo|la|los|las|se lo|se la|se le|de|siquiera) \w+
    ^MED ni (?:el |la )?\w+ ?,? ?(?:no|tampoco)(?= ?[.,]| ?$)
    ni (?:el |la )?MED ?,? ?(?:no|tampoco)(?= ?[.,]| ?$)
    (?:keep|stay) (?:off|away from) (?:the )?MED
    (?:not|\w+n't) (?:think )?(?:\w+ ){0,2}needs? MED | nothing with MED
    what i (?:don't|do not) want (?:you (?:on|taking) )?is (?:any )?MED
    (?:don't|do not|never) (?:take|give|use|buy) (?:the |any )?(?:ones|anything|stuff) with MED
    MED ,? ?(?:todavia|por ahora|ahorita) no | MED tampoco | MED no se l[oa] voy
    (?:don't|do not|never) (?:please )?(?:take|give(?: her| him)?|use|start) MED
    please don't .{0,16}MED | avoid MED | stay away from MED | away from MED
    MED .{0,20}ni (?:de chiste|de broma|se le ocurra|pensarlo)
    ^no MED | and no MED | oh , no MED | definitely no MED
    (?:wouldn't|won't) (?:start|take|use|give) MED
    rather (?:you )?(?:didn't|not) (?:take|use) MED
    (?:keep|stay|lay)(?: \w+)? off(?: of)? MED | anywhere near MED
    (?:mustn't|must not|can't|cannot|shouldn't|should not) (?:have|take|use|touch) MED
    (?:leave|keep) MED (?:in|on) (?:the |your )?(?:suitcase|shelf|drawer|cupboard|box|bag)
    alej\w+ MED | prohibid[oa]s? MED | MED ,? ?(?:se l[oa]s? |le |te |queda |esta )?(?:prohib\w+)
    MED : no(?= ?[,.!]| ?$) | MED (?:is |are )?(?:off limits|off the table|banned|forbidden)
    pass on MED | hold off on MED | leave MED alone | steer clear of MED | go without MED
    MED .{0,24}(?:pero|but) (?:\w+ ){0,2}(?:no l[oa] (?:necesit|ocup)\w+|you don't need it)
""")
#: `clonazepam no le voy a dar`: what shall not be given, told behind its name.
NOT_GIVEN: Final = re.compile(
    r"(?<!con el )(?<!con la )MED ,? ?(?:\w+ )?no (?:(?:se|les?|te|las?|los?) )*"
    r"(?:voy|vamos|va|doy|damos|dar\w*|den?|pong\w+|pued[eo]|debe|ocup\w+|necesit\w+|quiero)\b"
    r"(?! a (?:sub|baj|cambi|mov|toc|suspend|quit))|MED ,? ?no se l[eo]s? da\b|"
    r"MED ,? ?(?:[^ .;?!]+ ){0,5}no (?:(?:se|les?|te|me) )*(?:las?|los?) "
    r"(?:voy|vamos|doy|damos|dejo|dejar|dejamos|recet\w+|mand\w+|pong\w+|pon\w+|recomiend\w+)\b"
    r"(?! a (?:sub|baj|cambi|mov|toc|suspend|quit))"
)
NOT_TAKEN: Final = phrases(r"""
    no (?:tomo|uso|toma|tomamos) MED
    (?:don't|doesn't|never) (?:take|took|use|takes) MED | never give him MED
    MED[^.;?!]{0,60} (?:pero|y|aunque) no (?:se |me |le |nos )*l[oa]s? (?:empec|compr|surti)\w*
    MED[^.;?!]{0,60} (?:pero|y|aunque) no (?:se |me |le |nos )*l[oa]s? (?:di|dio|dimos|tome|us[eo])
    MED[^.;?!]{0,60} (?:pero|y) (?:todavia )?no (?:se |me |le |nos )*l[oa]s? (?:he|ha|hemos|han) \w+
    i (?:keep|kept|stay|stayed)(?: well)? (?:off|away from|clear of)(?: of)? MED
    MED .{0,40}never (?:tried|took|used|touched) (?:it|that|any)
    MED .{0,40}nunca l[oa]s? (?:he )?(?:tom|us|prob)\w+
    MED .{0,40}(?:nunca|ni) (?:se |me |le )*l[oa]s? (?:he |hemos )?(?:compr|surt|dimos|empec)\w*
    MED .{0,40}never (?:even |actually )?(?:filled|picked|bought|got|started) (?:it|that|any|up)
    not MED ,? ?(?:i |we )?never
""")
SOMEBODY_ELSE: Final = phrases(r"""
    (?:esa|ese) es de (?:mi|su) | todo el mundo
    (?<!you )(?:could|might) (?:take|start|try|add) MED
    (?:la|el|quien|lo) (?:que )?(?:toma|usa|tomaba) MED (?:es|era) (?:mi|su|el|la)
    the one (?:who|that) (?:takes|uses|took) MED (?:is|was)
    takes that | patients | some people | somebody | everybody
""")
PRESCRIBED: Final = phrases(r"""
    voy a (?:dar|dejar|agregar|recetar|mandar|poner|cambiar|subir|bajar) | le (?:dejo|receto|mando)
    vamos a (?:empezar|dar|iniciar|bajar|subir) | le doy | te (?:dejo|doy) | lo vamos a
    (?:va|vas) a (?:tomar|dar|usar) | tome | tomese | tomatelo | tomalo | tomate | tomela
    empie\w+ con | empezar con | usemos | inicia\w* con | seguimos con | se queda
    puedes? seguir | bajalo | subelo | cambia por | ademas | mejor | te toca | lo importante es
    i'll give | i'd give | going to (?:give|start|raise|cut|add|switch) | i'm going | we'll try
    (?:go|goes|went) back to
    let's (?:try|start|go|do|use|give) | (?:renew|refill|resume|restart|reorder) MED
    (?:se )?(?:inici|agreg|indic|recet|aplic|infiltr|inyect|administr)(?:o|a|amos) MED
    (?:le|te|se le) (?:pongo|paso|indico|agrego|aplico|infiltro|inyecto|prescribo) | (?:le )?pusimos
    (?:i'm|we're|i am|we are) (?:giving|starting|adding|sending|putting|prescribing|ordering)
    (?:i'll|we'll|let's) (?:send|add|put|prescribe|order|write|call in|inject|leave|do) (?:you )?MED
    renuev\w+ (?:la receta )?MED | (?:le |te )?resurto MED | reinici\w+ MED
    (?:put|place|want) (?:you|him|her) on MED
    start you | start | (?<!that , you )take | add | try
    give you
    (?<!rather )keep
    MED (?:is )?(?:okay|ok|fine) | you can | switching | i'd go | we'll start | i'd treat | up to
""")
PAST: Final = phrases(r"""
    el ano pasado | hace (?:un|dos|tres|\d+) anos? | la otra vez
    una vez(?! al| a la| por| ?[.,]| ?$)
    se me quito | last year | years ago | in college | in high school | back in
    last spring | in the spring
""")
TAKEN: Final = phrases(r"""
    tomo | toma | tomando | tome | me tome | estoy con | uso | me puse | me compre | le di
    le dimos | le dio | me dio | me dieron | me pusieron | sigo con | traigo
    tried | i take | tomaba | estaba tomando | doy | aplico | pongo | probe
    take | taking | i'm on | on | use | using | have | had | gave | i carry | been having
""")
#: What the clinician says that the patient takes already.
TOLD_BACK: Final = phrases(r"""
    toma | tomas | esta con | venia tomando | aqui (?:tengo|dice|veo) | veo que
    tengo (?:aqui|anotad\w+)
    i(?:'ve got| have) (?:you )?(?:down |here|on|listed) | i have here | on (?:my|your|the) list
    (?:went|gone) (?:up|down) (?:on|with|to) | (?:we|i) (?:bumped|increased|raised|lowered|started)
    i have MED | i've (?:got )?MED | tengo MED | it says | says here
    i see you | you take | you're (?:on|taking) | you've been
""")
#: What somebody takes, in the present and of another person, which is no order.
IS_ON: Final = re.compile(
    r"\b(?:you|he|she|they|patient|mom|dad)(?:'re|'s| is| are|'ve been| has been) "
    r"(?:still |already |currently |also |now |both )?(?:on|taking|using|giving (?:him|her))\b|"
    r"(?:^|, |and )(?:currently |still )?(?:takes|taking|uses)\b|"
    r"\b(?:esta|estas) (?:tomando|usando|con)\b|\b(?:viene|venia) (?:tomando|usando)\b|"
    r"(?:^|, |y )toma (?!\d|una?\b)(?:el |la )?$"
)
TAKEN_BACK: Final = re.compile(
    r"^no ,? ?mejor (?:no|asi)\b|^mejor no\b|^(?:actually|or) no\b|^never mind|"
    r"^(?:(?:no|ay|ah|oh|wait|actually|sorry|hold on|perdon|espere\w*|,) ?)+(?:scratch that|"
    r"strike that|forget (?:it|that)|not that(?: one)?\b|you can't|olvid\w+|borr\w+ es[oa]|"
    r"es[ae] no\b|(?:con|with) [^.;]{0,30}\b(?:no (?:se )?pued\w+|can't|clash\w*|choca\w*))"
)
HOW_TAKEN: Final = phrases(r"""
    una? o \d | \d or \d | how (?:many|often) | is that (?:still )?right | sigue\w* | cuantas?
    still | como l[oa] | a que hora
""")
#: Questions whose answer lists what is taken.
ASKS_WHAT: Final = phrases(r"""
    que (?:\w+ )?(?:\w+ )?(?:toma|tomando|tomas|tomado|dado|han dado|dio|le dieron|usa)
    ha tomado | tomas? (?:algo|alguna|algun) | tomando ahorita | cuales toma | medicinas? toma
    algo mas | que le dieron | algun (?:te|suplemento|remedio|medicamento|jarabe|antibiotico)
    (?:tom|us|pon|pus|puest|aplic|inyect)\w*(?: \w+){0,2} (?:algo|algun\w*|medic\w+|remedios?)
    (?:tom|us)\w+ (?:otras? )?(?:medic\w+|pastillas|antibiotico|vitaminas|suplementos)
    (?:what|anything|which).{0,30}(?:take|taking|taken|on|tried|given|gave|give|prescribed|help)
    (?:take|taking|tried|given) anything | take any medicine | anything else
    from the drugstore | over the counter | otc | supplements | other meds | sin receta
    de la farmacia | por su cuenta | otr[ao]s? (?:medic\w+|pastill\w+|cosa)
    your (?:other )?(?:medicines|medications|meds|pills) | prescribed | for it
""")
#: The patient asks for a medicine, and is told how much: `¿Y el paracetamol?`
ASKED_ABOUT: Final = re.compile(
    r"^(?:¿ )?(?:y|and|what about|how about) (?:el |la |los |las |the |my |mi |that )MED "
    r"(?:que|that|i|de|from|para|for)\b[^?]{0,40}\?$|"
    r"^(?:¿ )?(?:(?:y|entonces|o sea|so) ,? ?)?(?:ya no|no more) (?:el |la |the |my )?MED \?$|"
    r"^(?:¿ )?(?:(?:y|and|so|pero|entonces) )?(?:el |la |the |my )?MED ,? (?:l[oa]s? (?:sigo|dejo|"
    r"tomo|doy|suspendo)\b|(?:do|should|can) (?:i|we) (?:keep|still|stop|continue)\b)|"
    r"^(?:¿ )?(?:y|and|what about|how about|entonces|so|pero|but)(?: ,)? (?:(?:el|la|los|las|"
    r"lo|the|my|mi|that|those|este|esta) )(?:[a-z]+ ){1,4}, (?:(?:el|la|the|los|las) )?MED \?$|"
    r"^(?:¿ )?(?:y|and|what about|how about|entonces) (?:el |la |the |my |mi )?MED(?: ,? no)? \?$|"
    r"^(?:¿ )?(?:y |pero |entonces )?(?:no )?(?:(?:le|lo|la|me) )?(?:sigo|doy|da|receta|deja|pongo)"
    r"(?: con| dando| tomando)? "
    r"(?:el |la )?MED \?$|"
    r"^(?:and |so |but )?(?:can|could|should|do) (?:i|he|she|we) (?:still |keep )?(?:have|take|"
    r"taking|"
    r"use|using|give (?:him|her|them)) (?:the |my |some )?MED \?$|"
    r"^(?:and |so |but )?MED ,? (?:can|could|should) (?:i|he|she|we) (?:still )?(?:have|take|use) "
    r"(?:that|it|some)(?: too)? \?$"
)
#: The patient asks to be given it, or whether it may be taken.
REQUEST: Final = re.compile(
    r"\b(?:can|could|may|should|shall|do|would it be ok\w* if|"
    r"is it (?:ok\w*|fine|safe) (?:if|to|for)) "
    r"(?:i|he|she|we|him|her|me)?\b ?(?:\w+ )?(?:get|have|take|use|try|give|keep|need|go on|be on|"
    r"start|take|continue)\b(?: [a-z']+){0,4} MED|"
    r"\b(?:puedo|puede|podemos|debo|me (?:puede|podria|va a)|le (?:puedo|doy|sigo)|podria) ?"
    r"(?:seguir )?(?:tom\w+|us\w+|d(?:ar|and)\w*|recet\w+|ponerm?\w+|pon\w+|mandar\w*)?\b"
    r"(?: [a-z]+){0,3} MED"
)
#: What is no bare no, and refuses what was asked for.
REFUSED: Final = re.compile(
    r"\b(?:rather (?:you )?not|not (?:today|yet|now|for this|with|while|a good idea)|"
    r"(?:don't|wouldn't|do not|would not) (?:recommend|want|advise|think so|need|take|use|like)|"
    r"let's not|stay away|avoid (?:it|that)|mejor no|prefiero que no|preferiria que no|"
    r"(?:todavia|ahorita|por ahora|aun) no|no (?:se lo |te lo |l[oa] |se l[oa] )?"
    r"(?:recomiendo|conviene|necesita|ocupa|hace falta))\b"
)
#: Whether what is taken goes on.
GOES_ON: Final = re.compile(
    r"\b(?:sig[ou]\w*|still|keep|continue|stay on|carry on)\b[^?]{0,24}MED|"
    r"MED[^?]{0,12}\b(?:l[oa]s? sigo|still|keep)\b"
)
#: Meant to be given or taken by somebody, and not: `quería darle MED, pero no la dejé`.
WANTED: Final = re.compile(
    r"\b(?:queria\w*|quiso|quisieron|iba\w* a|wanted|was going to|were going to|tried to)\b"
    r"(?: [a-z']+){0,5} MED"
)
AND_NOT: Final = re.compile(
    r"\b(?:pero|but|and|y)\b[^.;?!]{0,20}\b(?:no|not|\w+n't|never|nunca|refused)\b"
)
#: The patient only thinks of it: `¿y si le doy buscapina?`
WHAT_IF: Final = re.compile(
    r"^(?:¿ )?(?:y |and )?(?:que tal |que pasa )?(?:si (?:le|les|me|te)|what if)\b"
)
STOPPED_IT: Final = re.compile(
    r"^(?:(?:i|we|he|she)(?:'ve|'s|'d)? )?(?:all )?(?:finished|done with|completed) (?:it|them|all|"
    r"those|that|the)|^(?:and )?(?:i|we) (?:gave|packed|jacked|chucked|knocked) (?:it|that|them) "
    r"(?:up|in|on the head)|^(?:i|we|he|she) (?:stopped|quit|dropped|binned) "
    r"(?:it|that|them|those)|"
    r"^(?:please )?(?:bin|stop|drop|ditch) (?:it|that|those|them)(?= ?[,.]| please)|"
    r"^(?:done|finished)(?: (?:on|by|last|yesterday|it|them)\b| ?[.!,]|$)|^(?:pero )?(?:but )?"
    r"(?:ya )?(?:(?:me )?l[oa]s? (?:termin[eo]|acab[eo]|tire|tiramos))\b|"
    r"^(?:pero )?(?:but )?(?:i (?:stopped|quit|came off|went off|gave up on) (?:it|that|taking)|"
    r"(?:la|lo|las|los) deje|"
    r"ya no (?:la|lo) (?:tomo|uso)|(?:me )?(?:la|lo) quitaron)"
)
HAD: Final = phrases("you had | que tomaba | que tenia | you were on")
STILL: Final = phrases("sigue | sigues | todavia | aun | still | ya no | keep taking")
STOPPED_REPLY: Final = phrases(r"""
    ya no | deje | dejo | quito | quitaron | suspend\w+ | retir\w+ | me cayo mal
    gone | weaned | finished | done with
    (?:told|said) (?:me |him |her )?to stop | finished | binned | flushed
    quit | stopped | stop | anymore | no longer | took me off | gave me a | (?:came|went|got) off
    gave up on | ran out | left (?:it|that)(?= ?[,.]| ?$) | se (?:me )?acab\w+
""")
DECLINED: Final = phrases(r"""
    quiere que le | le gustaria | le parece si | se animaria | aceptaria | puedo tomar
    would you (?:like|consider|be open|want) | do you want | want to try | how do you feel about
    can i (?:take|have) | could i (?:take|have|try)
""")
#: Named by mistake, and another medicine behind: `metoclopramida, no, perdón, ondansetrón`.
MISNAMED: Final = re.compile(
    r"MED ?,? (?:no ,? ?)?(?:perdon|digo|espere|me equivoque|sorry|i mean|wait|correction|"
    r"mejor dicho) ?,? ?(?:el |la |the )?(?!de \d|\d|una?\b|medi|half|cada|every|once|"
    r"twice)[a-z]{5,}"
)
#: Whether it helped: a no denies that, and not that it was taken.
EFFECT: Final = re.compile(
    r"\b(?:did|does|has|is) (?:\w+ )?MED\b.*\b(?:help|work|do (?:anything|the trick))|"
    r"MED ,? ?(?:le|te|me|sí|no|les)?\b.{0,12}\b(?:ayud|sirv|funcion|hizo efecto|helped|helping|"
    r"working|worked)\w*|\b(?:ayudo|sirvio|funciono|hizo efecto|quito el \w+) MED"
)
#: An offer, which may be refused.
OFFERED: Final = re.compile(
    r"\b(?:i'd|i would|i could|we could|can leave|offer|suggest|recommend|how about|we might)\b"
    r"(?: [a-z']+){0,5} MED|\b(?:puedo|podemos|podria\w*|quisiera|me gustaria|ofrezco|ofrecer\w*|"
    r"propongo|recomiendo|sugiero)\b(?: [a-z]+){0,4} MED"
)
NO_THANKS: Final = re.compile(
    r"^(?:(?:no|uh|ay|pues|well|,) ?)*(?:no (?:tablets|pills|medicines?|more|thanks|thank you|"
    r"gracias|quiero)|(?:i )?(?:don't want|won't take|refuse|rather not|i'd rather not))\b"
)
#: Whether it does harm: a no denies that, and not that it was taken.
TROUBLE: Final = re.compile(
    r"\b(?:trouble|problems?|reactions?|react\w*|allerg\w+|bother\w*|side effects?|itch\w*|rash|"
    r"upset|from (?:the |your )?MED|problemas?|alergi\w+|reaccion\w*|molest\w*|"
    r"ca(?:e|yo|en) mal|dano)\b"
)
#: That it is taken, said by a pronoun: `No, I take that most nights.`
TAKES_IT: Final = re.compile(
    r"\bi(?:'m| am)? (?:still |do )?(?:tak(?:e|ing)|us(?:e|ing)|on) (?:it|that|them|those)\b|"
    r"\b(?:me )?l[oa]s? (?:sigo )?(?:tom(?:o|ando)|us(?:o|ando))\b"
)
#: The next sentence says that it was not taken: `pero no se lo di`, `I never picked it up`.
NEVER_TAKEN: Final = re.compile(
    r"^(?:(?:pero|but|y|and|oh|ah|aunque|,) ?)*(?:no (?:se |me |nos )*l[oa]s? (?:di|dio|dimos|tome|"
    r"us[eo]|empece|inicie|puse|aplique|probe|compre|surti|abri|pude|quise|"
    r"he (?:dado|tomado|comprado|abierto)|ha (?:dado|tomado))|"
    r"(?:nunca|ni) (?:se |me )*"
    r"l[oa]s? (?:di|tome|compre|surti|abri|use|he \w+)|(?:i|we|she|he)? ?(?:never|haven't|didn't|"
    r"hasn't|ended up "
    r"not) (?:actually |even )?(?:t[ao]k\w+|pick\w*|fill\w*|g[oie]v\w+|start\w*|use\w*|"
    r"open\w*|taking|got|get)\b|"
    r"(?:ahi )?(?:l[oa] tengo|esta|sigue)\b[^.;]{0,24}\b(?:sin abrir|cerrad[oa]|guardad[oa])|"
    r"(?:it's|they're|it is) (?:just )?still (?:sealed|unopened|(?:sitting )?in (?:the|its|my) "
    r"(?:box|bag|drawer|cupboard|cabinet))|no quise\b|i (?:said no|refused|turned (?:it|them) "
    r"down))"
)
#: Handed over or ordered, so that it may still have been left: `me dieron MED`.
HANDED: Final = re.compile(
    r"\b(?:me|le|nos|te) (?:dio|dieron|recet\w+|mand\w+|vend\w+|regal\w+|ofreci\w+|trajo|"
    r"trajeron|dejo|dejaron|consigui\w+)\b[^.;]{0,24}MED|\bvendieron\b[^.;]{0,24}MED|"
    r"\b(?:gave|prescribed|wrote|sold|offered|brought|sent|handed|mailed|ordered|bought|got)\b"
    r"[^.;]{0,40}MED"
)
#: Where a clause begins that may say so in the same sentence.
TURNS: Final = re.compile(r" (?=(?:pero|but|y|and|aunque|though)\b)")
#: Given by somebody else's order: what the clinician then forbids was perhaps never taken.
BY_ANOTHER: Final = re.compile(
    r"\b(?:doctora?|farmacia|pharmacy|neighbor|vecina?|clinic\w*)\b.*\b(?:gave|sold|dio|dieron|"
    r"vendi\w+|recet\w+|mand\w+|prescribed)\b.*MED"
)
#: What would be given, were things otherwise: `si no estuviera embarazada le daría MED`.
WERE_IT_SO: Final = re.compile(
    r"\bsi (?:[a-z]+ ){0,3}(?:fuera|estuviera|tuviera|hubiera|pudiera|trajera|tomara)\w*\b|"
    r"\b(?:i|we|he|she|they)(?:'d| would)(?:'ve| have) (?:given|used|put|gone|prescribed|started|"
    r"tried)\b|\bif (?:you|he|she|it|there) (?:weren't|wasn't|were|hadn't)\b"
)
#: The other medicine of a warning: `mientras tome MED, nada de simvastatina`.
MEANWHILE: Final = re.compile(
    r"\b(?:mientras|while|as long as)\b(?: [a-z']+){0,3} (?:tom\w+|us\w+|est\w+ con|taking|on|take|"
    r"takes|using)\b(?: (?:el|la|los|the|your|su))? MED"
)
#: Of somebody else with the same name, or by mistake: `Ésa es mi hermana.`
NOT_THE_PATIENTS: Final = re.compile(
    r"^(?:(?:no|ah|oh|ay|pues|well|wait|,) ?)*(?:that's (?:not me|not mine|wrong|"
    r"my \w+(?:'s)?(?= ?[.,!]))|"
    r"not me\b|wrong (?:patient|chart|file)|es[ae] (?:es|era|no es|no soy) (?:de )?(?:mi|mio|"
    r"mia|yo|otr[oa])\b|no (?:soy|es) (?:yo|mi[oa])\b)"
)
PLAN: Final = phrases(r"""
    voy a (?:dar|dejar|agregar|recetar|mandar|cambiar|suspender)
    vamos a (?:empezar|hacer esto|suspender) | va a tomar
    i'm going to (?:give|start|stop|cut|raise) | i'll give | so i'd like | we'll try
    i want you to stop | stop the
""")
ANSWERED_TAKEN: Final = phrases(r"""
    tom\w+ | us(?:a|as|ando) | take | taking | using | on MED | sigue | sirvio | pills? | still
""")
#: Under a condition only what has a dose is told to be taken.
IF: Final = re.compile(r"(?:^|[,;] )(?:y |and |but |pero )?(?:si|if|in case|en caso)\b")
#: What shall not be done to it, so that it goes on: `no le cambio el enalapril`.
UNCHANGED: Final = re.compile(
    r"\b(suspend|dej|quit|retir|cambi|muev|mov|toc|stop|skip|chang|hold|com(?:e|ing) off|miss|"
    r"forget|olvid)"
)
#: What it did, or did not do.
DID: Final = re.compile(
    r"\b(lasting|hi[zc]\w+|sirv\w+|ayud\w+|funcion\w+|quit\w+|help\w*|work\w*|did|do anything|"
    r"tengo|"
    r"traigo|hay|sé|se si|know|sure|remember|acuerdo|es|is|it's|fue|era|fueron|was|wasn't|isn't)\b"
)
#: Behind one of these another medicine is denied: `no ketorolac with the warfarin`.
OTHER: Final = re.compile(
    r"\b(on top of|unless|a menos que|talk about|ademas de|with|con|until|hasta|mientras|while|"
    r"para|like|como|mejor|"
    r"sino|instead|rather)\b"
)
#: Done without today: of what was taken it is a stop.
SKIPPED: Final = phrases("skip MED")
#: How many words may lie between a denial and the medicine that it forbids.
FAR: Final = 9
