"""Addresses where ideas are assessed, listed and clarified."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA, EVERYBODY

STEER = {"adviser", "manager", "other_manager", "director"}
KEEP = {"adviser", "administrator"}
# The submitter, the adviser, and the one who is asked to choose as long as it is open.
INSIDE = {"submitter", "adviser", "owner"}
SEE_TO = {"adviser"}
SEE_TO_ASSESSED = {"adviser", "handler"}
INSIDE_ASSESSED = SEE_TO_ASSESSED | {"submitter"}
KEEPS_ASKING = "ideas.keep_scales"

LINES = [
    Line("/ideer/siling/flere/", post=SEE_TO, asks="ideas.triage"),
    Line("/ideer/skalaer/", get=EVERYBODY),
    *(
        Line(
            f"/ideer/skalaer/{rest}/",
            get=KEEP | {"neighbour_administrator"} if rest == "ny" else None,
            post=KEEP | {"neighbour_administrator"},
            asks=KEEPS_ASKING,
        )
        for rest in ("ny", "standard")
    ),
    *(
        Line(
            f"/ideer/skalaer/{{scale.pk}}/{rest}",
            get=None if rest == "ta-inn/" else KEEP,
            post=KEEP,
            sees=ALNA,
            asks=KEEPS_ASKING,
        )
        for rest in ("", "ta-ut/", "ta-inn/")
    ),
    Line("/ideer/kortliste/", get=STEER | {"neighbour_director"}, asks="ideas.view_shortlist"),
    *(
        line
        for place in ("{service_area.pk}", "uten/{alna.pk}")
        for line in (
            Line(
                f"/ideer/kortliste/{place}/",
                get=STEER,
                sees=ALNA,
                asks="ideas.view_shortlist",
            ),
            Line(
                f"/ideer/kortliste/{place}/antall/",
                get=KEEP,
                post=KEEP,
                sees=ALNA,
                asks=KEEPS_ASKING,
            ),
        )
    ),
    Line("/ideer/{clarified_idea.pk}/", get=INSIDE, sees=INSIDE),
    Line(
        "/ideer/{assessed_idea.pk}/kortliste/",
        post=SEE_TO_ASSESSED,
        sees=INSIDE_ASSESSED,
        asks="ideas.triage_idea",
    ),
    Line(
        "/ideer/{assessed_idea.pk}/vurdering/",
        get=SEE_TO_ASSESSED,
        post=SEE_TO_ASSESSED,
        sees=INSIDE_ASSESSED,
        asks="ideas.assess_idea",
    ),
    *(
        Line(
            f"/ideer/{{clarified_idea.pk}}/avklaring/{rest}",
            get=SEE_TO,
            post=SEE_TO,
            sees=INSIDE,
            asks="ideas.triage_idea",
        )
        for rest in ("", "avlys/")
    ),
    Line(
        "/ideer/{clarified_idea.pk}/avklaring/velg/",
        get={"owner"},
        post={"owner"},
        sees=INSIDE,
        asks="ideas.decide_clarification",
    ),
]
SECRETS: dict[str, set[str]] = {"Melkerampa": INSIDE}
