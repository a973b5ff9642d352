"""The answers a district can begin with: kind and plain, one or two for each outcome.

What stands in [brackets] is for whoever answers to fill in.
"""

from dataclasses import dataclass

from ideas.lifecycle import Outcome


@dataclass(frozen=True)
class StandardReply:
    outcome: Outcome
    title: str
    text: str


STANDARD = (
    StandardReply(
        Outcome.PROJECT,
        "Vi lager prosjekt av den",
        "Takk for idéen. Du peker på noe som er verdt å løse skikkelig, så vi starter et prosjekt."
        "\n\nDet første som skjer, er [første steg]. [Navn] leder arbeidet."
        " Du kan følge prosjektet herfra, og vi vil gjerne ha deg med på veien.",
    ),
    StandardReply(
        Outcome.PILOT,
        "Vi prøver den i det små",
        "Takk for idéen. Vi vil prøve den i det små først, hos [enhet], fram til [dato]."
        "\n\nVi ser etter om [tegn på at det virker]."
        " Virker det, går vi videre. Virker det ikke, sier vi det og forteller hva vi lærte.",
    ),
    StandardReply(
        Outcome.IMPROVEMENT,
        "Enheten gjør det selv",
        "Takk for idéen. Dette kan vi gjøre uten et prosjekt."
        "\n\n[Leder] har fått den og ser på [hva som skal gjøres]."
        " Du får beskjed om hva det ble til.",
    ),
    StandardReply(
        Outcome.IMPROVEMENT,
        "Vi er alt i gang",
        "Takk for idéen. Den passer godt med noe vi alt holder på med: [hva]."
        "\n\n[Leder] tar den med der. Du får beskjed når det er gjort.",
    ),
    StandardReply(
        Outcome.PARKED,
        "God idé, men ikke nå",
        "Takk for idéen. Vi vil gjerne se på den, men ikke nå, fordi [grunn]."
        "\n\nVi tar den opp igjen av oss selv på datoen under, og da får du et nytt svar."
        " Du trenger ikke gjøre noe.",
    ),
    StandardReply(
        Outcome.EXISTS_ALREADY,
        "Det finnes alt",
        "Takk for idéen. Det du trenger, finnes heldigvis alt: [hva det er]."
        " Følg lenken under for å ta det i bruk."
        "\n\nAt du ikke kjente til det, sier noe om hvordan vi forteller om det."
        " Si fra om det likevel ikke dekker behovet, så tar vi idéen opp igjen.",
    ),
    StandardReply(
        Outcome.SENT_ON,
        "Sendt til dem som kan gjøre noe med den",
        "Takk for idéen. Det er [hvem] som kan gjøre noe med dette, så vi har sendt den dit."
        "\n\nVi har bedt om svar innen [dato]. Svaret legger vi her, og du får beskjed.",
    ),
    StandardReply(
        Outcome.DECLINED,
        "Vi går ikke videre, og hvorfor",
        "Takk for at du tok deg tid til å skrive idéen."
        "\n\nVi går ikke videre med den nå, fordi [grunn]."
        " Behovet du beskriver er viktig for det, og idéen blir liggende så andre finner den."
        "\n\nEndrer noe seg, så si fra. Da tar vi den opp igjen.",
    ),
    StandardReply(
        Outcome.DECLINED,
        "Vi har prøvd det før",
        "Takk for idéen. Vi prøvde noe lignende i [år]. Det virket ikke, fordi [grunn]."
        "\n\nKjenner du til noe som er annerledes nå, vil vi gjerne høre det.",
    ),
)
