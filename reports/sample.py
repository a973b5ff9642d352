"""A sample case that shows how a form looks: everything a paper can have, nobody's real case."""

from typing import Any

from reports.content import assembled, author_of, form_of, numbered
from reports.words import words_for

PLAN = (
    "<table><caption>Faseplan for Tryggere hjem</caption>"
    '<thead><tr><th scope="col">Fase</th><th scope="col">Periode</th><th scope="col">Tilstand</th>'
    "</tr></thead><tbody>"
    '<tr><th scope="row">Forstudie</th><td>12.01.2026–30.04.2026</td><td>Avsluttet</td></tr>'
    '<tr><th scope="row">Forprosjekt</th><td>Ikke fastsatt</td><td>Planlagt</td></tr>'
    "</tbody></table>"
)
TEXTS = {
    "summary": "<p>Forstudien av Tryggere hjem er ferdig. Saken gjelder om prosjektet skal gå "
    "videre til forprosjekt.</p>",
    "background": "<p>Mange møter fem av oss de første dagene hjemme etter sykehus. Ingen har "
    "hele bildet.</p>",
    "facts": "<p>Forstudien har sett på tre måter å følge opp på:</p><ul><li>én fast kontakt</li>"
    "<li>et felles telefonnummer</li><li>besøk første dag hjemme</li></ul>",
    "assessment": "<p>En fast kontakt gir færrest telefoner og koster minst.</p>",
    "money": "<p>Forprosjektet koster 180 000 kroner og dekkes av utviklingsmidlene.</p>",
}
PROPOSAL = (
    "<ol><li>Bydelsutvalget godkjenner at Tryggere hjem starter forprosjekt.</li>"
    "<li>Det frigis 180 000 kroner av utviklingsmidlene.</li></ol>"
)
DAY = "12.03.2026"


def sample_context(form: Any) -> dict[str, Any]:
    """The context of the paper for a case that never was, in `form`; reads nothing but the form."""
    words = words_for(form.language, form.labels)
    text = {
        **form_of(form, district=form.district.name),
        "title": "Tryggere hjem – start av forprosjekt",
        "case_officer": "Kari Nes",
        "access": words["open"],
        "sections": list(
            numbered(list(_parts(form, words)), is_numbered=form.are_sections_numbered)
        ),
        "proposal": PROPOSAL,
        "attachments": [{"number": 1, "title": "Forstudierapport", "note": words["as_file"]}],
        "approval": {
            "approved_by": "Ola Nordmann",
            "approver_role": form.signature.get("title", ""),
            "approved_at": "2026-03-12T12:00:00+01:00",
        },
    }
    return assembled(
        text,
        saksgang=[
            {"body": "Arbeidsutvalget (AU)", "date": "26.03.2026", "number": "", "decides": False},
            {"body": "Bydelsutvalget (BU)", "date": "09.04.2026", "number": "", "decides": True},
        ],
        decisions=[],
        archive=("202600143", "110"),
        meta={
            "author": author_of(text["letterhead"]),
            "description": text["title"],
            "keywords": [text["letterhead"]["kind"].lower()],
            "created": "2026-03-12",
            "modified": "2026-03-12",
        },
        is_draft=False,
    )


def _parts(form: Any, words: dict[str, str]) -> Any:
    """The sections of a gate decision with words in them, and its phase plan."""
    for nth, part in enumerate(form.sections_for("gate_decision"), start=1):
        shown = {
            "pk": nth,
            "kind": part["kind"],
            "heading": part["heading"],
            "level": part["level"],
        }
        if part.get("block") == "phase_plan":
            note = words["figures_from"].format(day=DAY)
            yield {**shown, "html": PLAN, "figure": "", "caption": "", "note": note}
        elif not part.get("block"):
            yield {**shown, "html": TEXTS.get(part.get("facts", part["kind"]), "")}
