"""The help page: what each role does, in the order it is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Advice:
    what: Text
    how: Text


@dataclass(frozen=True)
class Guide:
    name: str
    title: Text
    steps: tuple[Advice, ...]
    is_mine: bool = False

    @property
    def age(self) -> Text:
        return _("Din rolle") if self.is_mine else ""


GUIDES: dict[str, Guide] = {
    guide.name: guide
    for guide in (
        Guide(
            "employee",
            _("Ansatt"),
            (
                Advice(
                    _("Meld inn idéen"),
                    _(
                        "Velg «Meld inn en idé» på Min side. Beskriv behovet."
                        " Løsningen kan komme siden."
                    ),
                ),
                Advice(
                    _("Følg den"),
                    _("Idéen står på Min side til den er besvart. Du får varsel om svaret."),
                ),
                Advice(
                    _("Les svaret"),
                    _("Svaret har alltid en begrunnelse, og sier hva som skjer videre."),
                ),
            ),
        ),
        Guide(
            "adviser",
            _("Innovasjonsrådgiver"),
            (
                Advice(
                    _("Begynn med det som er over frist"),
                    _("Idéer som venter på svar, står med den eldste fristen øverst."),
                ),
                Advice(
                    _("Velg utfall og begrunn"),
                    _("Utfallet Prosjekt oppretter prosjektet og gir innmelderen beskjed."),
                ),
                Advice(
                    _("Følg prosjektene"),
                    _("Fasene og beslutningspunktene viser hvem som er neste til å gjøre noe."),
                ),
            ),
        ),
        Guide(
            "project_leader",
            _("Prosjektleder"),
            (
                Advice(
                    _("Sett datoer og mål"),
                    _("Hver fase har start, slutt og mål. De står på prosjektets side."),
                ),
                Advice(
                    _("Svar på spørsmålene til beslutningspunktet"),
                    _("Du ser hva som mangler, og hvem som avgjør, før du sender."),
                ),
                Advice(
                    _("Følg vilkårene"),
                    _("Vilkår fra beslutningen står på prosjektet til de er oppfylt."),
                ),
            ),
        ),
        Guide(
            "manager",
            _("Leder"),
            (
                Advice(
                    _("Se hva som venter"),
                    _("Beslutninger du har fullmakt til, står på Min side."),
                ),
                Advice(
                    _("Les svarene, så avgjør"),
                    _("Alle i bydelen kan lese begrunnelsen. En beslutning kan ikke endres."),
                ),
                Advice(
                    _("Løft det som er for stort"),
                    _("Må bydelsutvalget avgjøre, sender du saken dit fra samme side."),
                ),
            ),
        ),
        Guide(
            "director",
            _("Bydelsdirektør"),
            (
                Advice(
                    _("Avgjør det som er løftet til deg"),
                    _("Siden viser prosjektlederens svar ved siden av avgjørelsen."),
                ),
                Advice(
                    _("Godkjenn saker til utvalgene"),
                    _("En godkjent sak fryses og får PDF med sjekksum."),
                ),
            ),
        ),
        Guide(
            "secretariat",
            _("Sekretariat"),
            (
                Advice(
                    _("Lag saken fra beslutningen"),
                    _("Fakta fra prosjektet følger med. Skriv resten i delene av saken."),
                ),
                Advice(
                    _("Sett saksgangen"),
                    _("Velg utvalg og møtedato, i den rekkefølgen saken behandles."),
                ),
                Advice(
                    _("Før vedtaket"),
                    _("Når vedtaket er ført, er beslutningspunktet avgjort og neste fase i gang."),
                ),
            ),
        ),
        Guide(
            "board_member",
            _("Medlem av bydelsutvalget"),
            (
                Advice(
                    _("Les sakene"),
                    _("Saker som er lagt fram, står under Saker, med PDF og vedlegg."),
                ),
            ),
        ),
        Guide(
            "administrator",
            _("Administrator"),
            (
                Advice(
                    _("Før enheter og personer"),
                    _("Under Administrasjon legger du inn enheter, personer og rollene deres."),
                ),
                Advice(
                    _("Gi roller på riktig enhet"),
                    _("En rolle gjelder enheten og alle enheter under."),
                ),
            ),
        ),
    )
}


def guides_for(roles: Iterable[str]) -> list[Guide]:
    """The guides of the person's own roles first, then the others."""
    mine = [name for name in roles if name in GUIDES]
    rest = [name for name in GUIDES if name not in mine]
    own = [Guide(name, GUIDES[name].title, GUIDES[name].steps, is_mine=True) for name in mine]
    return own + [GUIDES[name] for name in rest]
