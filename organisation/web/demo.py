"""The people of the demo, offered as doors on its log-in page. Shown by no other installation."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "nyttiggjort"  # known to all: the demo is thrown away


@dataclass(frozen=True)
class Door:
    email: str
    title: str | Promise
    does: str | Promise
    password: str = PASSWORD


DOORS = (
    Door("ansatt@demo.example", _("Ansatt"), _("Melder inn idéer og følger dem til svar.")),
    Door("radgiver@demo.example", _("Innovasjonsrådgiver"), _("Leser og besvarer idéene.")),
    Door(
        "prosjektleder@demo.example",
        _("Prosjektleder"),
        _("Driver prosjekter fram til beslutning."),
    ),
    Door("ledelse@demo.example", _("Leder"), _("Avgjør i egen avdeling og følger prosjektene.")),
    Door("vurderer@demo.example", _("Vurderer"), _("Fagrådgiver. Melder inn og leser idéer.")),
    Door(
        "sekretariat@demo.example",
        _("Sekretariat"),
        _("Lager saker til utvalgene og fører vedtak."),
    ),
    Door(
        "direktor@demo.example",
        _("Bydelsdirektør"),
        _("Avgjør de største sakene og godkjenner BU-saker."),
    ),
    Door(
        "bumedlem@demo.example",
        _("Medlem av bydelsutvalget"),
        _("Leser saker som er lagt fram for utvalget."),
    ),
    Door("admin@demo.example", _("Administrator"), _("Styrer enheter, personer og roller.")),
)


def doors() -> tuple[Door, ...]:
    """The demo's accounts; none where real people work."""
    return DOORS if settings.DEMO else ()
