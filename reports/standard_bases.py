"""The paragraphs a new district may keep documents from the public by, as data.

A district's table is its own: rows are ended and added as the laws change. State: November 2026.
"""

from typing import NamedTuple


class StandardBasis(NamedTuple):
    law: str
    paragraph: str
    words: str
    code: str = "UO"


STANDARD = (
    StandardBasis(
        "offentleglova",
        "§ 13, jf. forvaltningsloven § 13",
        "Taushetsplikt om personlige forhold og forretningshemmeligheter",
    ),
    StandardBasis("offentleglova", "§ 13", "Opplysninger med taushetsplikt etter annen lov"),
    StandardBasis(
        "offentleglova",
        "§ 14",
        "Organinterne dokumenter. Gjelder ikke saksframlegg til folkevalgte, se § 16",
    ),
    StandardBasis(
        "offentleglova",
        "§ 15",
        "Dokumenter innhentet utenfra. Gjelder ikke saksframlegg til folkevalgte, se § 16",
    ),
    StandardBasis("offentleglova", "§ 23", "Forhandlingsposisjon, og tilbud i anskaffelser"),
    StandardBasis("offentleglova", "§ 24", "Kontroll, regulering og lovbrudd"),
    StandardBasis("offentleglova", "§ 25", "Tilsettingssaker"),
    StandardBasis("offentleglova", "§ 26", "Fødselsnumre, karakterer, priser og lignende"),
    StandardBasis("forvaltningsloven", "§ 13", "Taushetsplikt"),
    StandardBasis("kommuneloven", "§ 11-5", "Møtet eller saken går for lukkede dører"),
)
