"""The words that stand printed in every case, in both forms of Norwegian.

A form may call some of them something else (`CaseTemplate.labels`); what it says nothing about
reads as here. They are data and not gettext, since the language is that of the paper and not of
whoever looks at the screen.
"""

from typing import Any

LANGUAGES = {"nb": "bokmål", "nn": "nynorsk"}

NB = {
    "archive_case": "Arkivsak",
    "archive_code": "Arkivkode",
    "case_officer": "Saksbehandler",
    "access": "Offentlighet",
    "dated": "Dato",
    "saksgang": "Saksgang",
    "committee": "Utvalg",
    "meeting_date": "Møtedato",
    "case_number": "Saknr",
    "attachments": "Vedlegg",
    "decides": "Vedtak",
    "recommends": "Innstilling",
    "states": "Uttalelse",
    "decides_mark": "avgjør saken",
    "number_later": "Settes i sakskartet",
    "number_said": ", sak {number}",
    "signed": "Dokumentet er godkjent elektronisk.",
    "not_approved": "Ikke godkjent.",
    "draft_of": "Utkast til {kind}",
    "open": "Offentlig",
    "exempt": "Unntatt offentlighet, {basis}",
    "as_file": "Følger saken som egen fil.",
    "page": "Side",
    "of": "av",
    "figures_from": "Tallene er fra {day}.",
    "as_proposed": "Vedtatt som foreslått",
    "changed": "Vedtatt med endringer",
    "taken_note_of": "Tatt til orientering",
    "postponed": "Utsatt",
    "sent_back": "Sendt tilbake",
    "rejected": "Avvist",
    "withdrawn": "Trukket",
}
NN = {
    **NB,
    "case_officer": "Saksbehandlar",
    "access": "Offentlegheit",
    "committee": "Utval",
    "decides": "Vedtak",
    "recommends": "Innstilling",
    "states": "Fråsegn",
    "decides_mark": "avgjer saka",
    "number_later": "Blir sett i sakslista",
    "signed": "Dokumentet er elektronisk godkjent.",
    "not_approved": "Ikkje godkjent.",
    "open": "Offentleg",
    "exempt": "Unnateke offentlegheit, {basis}",
    "as_file": "Følgjer saka som eiga fil.",
    "figures_from": "Tala er frå {day}.",
    "as_proposed": "Vedteke som foreslått",
    "changed": "Vedteke med endringar",
    "taken_note_of": "Teke til orientering",
    "postponed": "Utsett",
    "sent_back": "Sendt tilbake",
    "withdrawn": "Trekt",
}
BY_LANGUAGE = {"nb": NB, "nn": NN}

# What a district may call something else, in the order the form asks; the rest follows the
# language alone.
LABELS = (
    "archive_case",
    "archive_code",
    "case_officer",
    "access",
    "dated",
    "saksgang",
    "committee",
    "meeting_date",
    "case_number",
    "number_later",
    "decides_mark",
    "attachments",
    "recommends",
    "decides",
    "states",
    "signed",
)


def words_for(language: str, labels: dict[str, Any] | None = None) -> dict[str, str]:
    """Every fixed word of a paper in `language`, with the district's own labels over them."""
    return {**BY_LANGUAGE.get(language, NB), **(labels or {})}
