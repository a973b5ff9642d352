"""The forms of cases that come with the product, as data: a district picks one and edits it.

Read off public papers: Oslo's bydeler (reports/oslo.py), Inderøy (the proposal first, `PS 1/11`)
and Lillehammer (attachments first, number before committee, `Sak 1/17`).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports import oslo
from reports.standard_sections import BACKGROUND, SECTIONS
from reports.words import LABELS, words_for


@dataclass(frozen=True)
class StandardForm:
    """A form to begin with; `form` is the fields of a CaseTemplate."""

    title: str | Promise
    lead: str | Promise
    form: dict[str, Any]


def with_background(heading: str) -> dict[str, list[dict[str, Any]]]:
    """The sections of each kind, where the background is called something else."""
    return {
        name: [
            {**part, "heading": heading} if part.get("facts") == BACKGROUND["facts"] else part
            for part in parts
        ]
        for name, parts in SECTIONS.items()
    }


INDEROY: dict[str, Any] = {
    **oslo.OSLO_FORM,
    "name": "Inderøy",
    "letterhead": {
        "municipality": "Inderøy kommune",
        "office": "Rådmannen",
        "kind": "Saksframlegg",
        "columns": ["committee", "case_number", "meeting_date"],
    },
    "labels": {
        **oslo.LABELS,
        "archive_case": "Arkivsak. Nr.",
        "case_number": "Utvalgssak",
        "number_later": "Kommer i innkallingen",
    },
    "head": ["archive_case", "case_officer", "access"],
    "blocks": ["proposal", "attachments", "summary", "sections", "signature", "decisions"],
    "sections": with_background("Bakgrunn"),
    "proposal_heading": "Rådmannens forslag til vedtak",
    "signature": {"title": "Rådmann"},
    "number_pattern": "PS {n}/{yy}",
    "are_sections_numbered": False,
}

LILLEHAMMER: dict[str, Any] = {
    **oslo.OSLO_FORM,
    "name": "Lillehammer",
    "letterhead": {
        "municipality": "Lillehammer kommune",
        "office": "Rådmannen",
        "kind": "Saksframlegg",
        "columns": ["case_number", "committee", "meeting_date"],
    },
    "labels": {**oslo.LABELS, "archive_code": "Arkiv", "case_number": "Saksnr"},
    "head": ["case_officer", "archive_code", "archive_case"],
    "blocks": ["attachments", "summary", "sections", "proposal", "signature", "decisions"],
    "sections": with_background("Bakgrunn"),
    "proposal_heading": "Rådmannens forslag til vedtak",
    "signature": {"title": "Rådmann"},
    "number_pattern": "Sak {n}/{yy}",
    "are_sections_numbered": False,
}

FORMS: dict[str, StandardForm] = {
    "oslo": StandardForm(
        _("Oslo"),
        _("Nummererte deler, forslaget til slutt, saksnummer som 57/13."),
        oslo.OSLO_FORM,
    ),
    "inderoy": StandardForm(
        _("Inderøy"),
        _("Forslaget først, deretter bakgrunn. Saksnummer som PS 1/11."),
        INDEROY,
    ),
    "lillehammer": StandardForm(
        _("Lillehammer"),
        _("Vedlegg først, forslaget til slutt. Saksnummer som Sak 1/17."),
        LILLEHAMMER,
    ),
}


def in_language(labels: dict[str, str], old: str, new: str) -> dict[str, str]:
    """`labels` moved from one language to another; what the district has named itself stays."""
    before, after = words_for(old), words_for(new)
    return {
        name: after[name] if labels.get(name, before[name]) == before[name] else labels[name]
        for name in LABELS
    }


# Bokmål as the forms have it, in nynorsk; what is not here is the same in both.
NYNORSK = {
    "Sammendrag": "Samandrag",
    "Bakgrunn for saken": "Bakgrunn for saka",
    "Saksframstilling": "Saksutgreiing",
    "Økonomiske konsekvenser": "Økonomiske følgjer",
    "Bydelsdirektørens forslag til vedtak": "Framlegg til vedtak frå bydelsdirektøren",
    "Rådmannens forslag til vedtak": "Framlegg til vedtak frå rådmannen",
    "Svar på kriteriene": "Svar på kriteria",
    "Gevinster": "Gevinstar",
    "Gevinster i porteføljen": "Gevinstar i porteføljen",
    "Gevinster i programmet": "Gevinstar i programmet",
    "Endret siden forrige møte": "Endra sidan førre møte",
    "Lys i prosjektene": "Lys i prosjekta",
    "Pengene i prosjektet": "Pengane i prosjektet",
    "Pengene i programmet": "Pengane i programmet",
    "Penger per fond og år": "Pengar per fond og år",
    "Prosjektene i programmet": "Prosjekta i programmet",
    "Søknadene og vurderingen av dem": "Søknadene og vurderinga av dei",
    "Tall for porteføljen": "Tal for porteføljen",
    "Tas til orientering": "Til orientering",
    "Bydelsutvalget tar saken til orientering.": "Bydelsutvalet tek saka til orientering.",
    "Ingen økonomiske konsekvenser": "Ingen økonomiske følgjer",
    "Saken har ingen økonomiske konsekvenser utover vedtatt budsjett.": (
        "Saka har ingen økonomiske følgjer ut over vedteke budsjett."
    ),
    "Innenfor rammen": "Innanfor ramma",
    "Tiltaket dekkes innenfor bydelens egne rammer.": (
        "Tiltaket blir dekt innanfor eigne rammer i bydelen."
    ),
    "Bydelsdirektøren legger fram en ny sak når fasen er ferdig.": (
        "Bydelsdirektøren legg fram ei ny sak når fasen er ferdig."
    ),
    "Medbestemmelse": "Medråderett",
    "Saken er drøftet med de tillitsvalgte etter Hovedavtalen.": (
        "Saka er drøfta med dei tillitsvalde etter Hovudavtalen."
    ),
    "Hvorfor saken kommer nå, og hva som er vedtatt før.": (
        "Kvifor saka kjem no, og kva som er vedteke før."
    ),
    "To til fem setninger: hva saken gjelder, og hva som foreslås.": (
        "To til fem setningar: kva saka gjeld, og kva som blir foreslått."
    ),
    "Hva fakta betyr, hvilke andre løsninger som er vurdert.": (
        "Kva fakta tyder, og kva andre løysingar som er vurderte."
    ),
    "Kostnad, innsparing og hvor pengene er.": "Kostnad, innsparing og kvar pengane er.",
    "Fakta. Bruk underoverskrifter når den blir lang.": (
        "Fakta. Bruk underoverskrifter når ho blir lang."
    ),
    "Kommer i innkallingen": "Kjem i innkallinga",
}


def in_nynorsk(form: dict[str, Any]) -> dict[str, Any]:
    """A form that comes with the product, in nynorsk."""
    moved: dict[str, Any] = _translated(form)
    moved["labels"] = _translated(in_language(form["labels"], "nb", "nn"))
    moved["language"] = "nn"
    return moved


def _translated(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _translated(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_translated(each) for each in value]
    return NYNORSK.get(value, value) if isinstance(value, str) else value
