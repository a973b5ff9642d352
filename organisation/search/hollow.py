"""Words that say nothing of what a text is about, besides the stop words PostgreSQL knows."""

import re

HOLLOW = frozenset(
    re.findall(
        r"\w+",
        """
    aldri alle alltid alt andre annen annet bare bedre behov behovet best bli blir blitt bra
    bruke bruker brukes burde bydel bydelen både bør da dag dagen dager dem der deres derfor
    derfra dette disse dit egen eget egne ekstra eller en enkelt enn ennå etter fem fikk finne
    finnes fire flere folk fordi forskjellige forslag fort fra få får følge følger først første
    gang ganger gi gir gjennom gjør gjøre gjøres god gode godt gå går hadde hele heller her hit
    hjelpe hos hver hverandre hvert hvis hvordan hvorfor høre høy ideen idé idéen igjen imot
    ingen ingenting inn inne innen innom ja kanskje kjenne kjenner komme kommer kunne lage lang
    lange langt lav lett lettere lite liten litt lurt løse løsning mange mangler med mens mer
    mest mindre mot mulig må måte ned neste nesten noe noen nok ny nye nytt nå når ofte opp over
    par problem problemet prøve prøver raskt rett riktig samme sammen samt se selv senere ser
    sett sette settes sier sikkert sist siste skje skjer skrive skulle slik slipper små spør
    spørre spørsmål stadig sted steder stor store stå står større ta tar tenke ti tid tidlig
    tilbake ting to tre trenge trenger trengs tror under ut ute uten utfordring vanlig vanskelig
    veldig verken vet via vil ville vise viser vite være vært år året årlig
        """,
    )
)
