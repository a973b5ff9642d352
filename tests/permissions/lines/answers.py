"""Addresses of what belongs to an answer, of ideas that are the same, and of a district's parts."""

from tests.permissions.line import NOBODY, Line
from tests.permissions.people import ALNA, ALNA_EMPLOYEES

ADVISE = {"adviser"}
KEEP = {"adviser", "administrator"}
START = KEEP | {"neighbour_administrator"}
ANSWER = KEEP | {"manager", "other_manager"}
AUTHORS = {"submitter", "owner"}
BEHIND = ADVISE | AUTHORS


def of_idea(address: str, *, get: set[str], post: set[str] | None = None, asks: str) -> Line:
    """An address of an idea that all colleagues read."""
    return Line(
        address, get=get, post=get if post is None else post, sees=ALNA_EMPLOYEES, asks=asks
    )


LINES = [
    Line(
        "/enheter/{alna.pk}/deler/",
        get={"administrator"},
        post={"administrator"},
        sees=ALNA,
        asks="people.choose_parts",
    ),
    Line("/enheter/{care.pk}/deler/", get=NOBODY, post=NOBODY, sees=NOBODY),
    Line(
        "/ideer/svarmaler/",
        get=ANSWER | {"neighbour_administrator"},
        asks="ideas.list_replytemplates",
    ),
    Line("/ideer/svarmaler/ny/", get=START, post=START, asks="ideas.start_replytemplate"),
    Line("/ideer/svarmaler/standard/", post=START, asks="ideas.start_replytemplate"),
    Line(
        "/ideer/svarmaler/{reply_template.pk}/",
        get=KEEP,
        post=KEEP,
        sees=ANSWER,
        asks="ideas.edit_replytemplate",
    ),
    *(
        of_idea(
            f"/ideer/{{improved_idea.pk}}/forbedring/{rest}",
            get={"adviser", "manager"},
            asks="ideas.keep_improvement",
        )
        for rest in ("", "flytt/")
    ),
    of_idea("/ideer/{sent_idea.pk}/sendt-videre/", get=ADVISE, asks="ideas.record_sent_on"),
    of_idea(
        "/ideer/{same_idea.pk}/samme/?med={same_other.pk}",
        get={"adviser", "submitter"},
        post=ADVISE,
        asks="ideas.link_idea",
    ),
    of_idea(
        "/ideer/{same_idea.pk}/samme/{same_other.pk}/ta-bort/", get=ADVISE, asks="ideas.link_idea"
    ),
    of_idea(
        "/ideer/{same_idea.pk}/sla-sammen/{same_other.pk}/",
        get={"adviser", "submitter"},
        asks="ideas.propose_merge",
    ),
    Line(
        "/ideer/sammenslaing/{merge.pk}/",
        get=BEHIND,
        post=AUTHORS,
        sees=BEHIND,
        asks="ideas.answer_merge",
    ),
    Line(
        "/ideer/sammenslaing/{merge.pk}/trekk/",
        get=ADVISE,
        post=ADVISE,
        sees=BEHIND,
        asks="ideas.withdraw_merge",
    ),
    Line(
        "/ideer/sammenslaing/{merged.pk}/",
        get=BEHIND,
        post=AUTHORS,
        sees=BEHIND,
        asks="ideas.answer_merge",
    ),
    Line(
        "/ideer/sammenslaing/{merged.pk}/angre/",
        get=BEHIND,
        post=BEHIND,
        sees=BEHIND,
        asks="ideas.undo_merge",
    ),
]
