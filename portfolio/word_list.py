"""The words every district starts with; it may explain them in its own way."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "alternativ": _("En annen måte å nå målet på. Alternativene måles mot å fortsette som i dag."),
    "beslutningspunkt": _(
        "Der noen med fullmakt avgjør om prosjektet går videre, venter, endrer retning eller "
        "stopper."
    ),
    "effektmål": _("Det som skal bli annerledes for innbyggere, ansatte eller bydelen."),
    "fasemål": _("Det fasen skal ha nådd når den er over. Hvert mål vurderes før fasen lukkes."),
    "gevinst": _("En virkning som noen har nytte av, og som kan måles."),
    "hypotese": _("Det vi tror vil skje, skrevet slik at en prøve kan vise om det stemmer."),
    "innovasjon": _("Noe som er nytt for enheten, nyttig, og tatt i bruk."),
    "kritisk faktor": _("Noe som må være på plass for at prosjektet skal lykkes."),
    "leveranse": _("Noe prosjektet skal overlevere: en rapport, et system, en ny arbeidsmåte."),
    "lærdom": _("Erfaring skrevet ned slik at den neste kan bruke den."),
    "nullalternativet": _("Å fortsette som i dag, med det som er vedtatt fra før."),
    "prosjekteier": _("Den i linjen som vil ha resultatet og svarer for at det brukes."),
    "resultatmål": _("Det prosjektet selv skal levere, og når."),
    "testrunde": _("En kort prøve av én hypotese, med utfall og det som ble endret etterpå."),
}
