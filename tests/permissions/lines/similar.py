"""What is like an idea, and standing behind one that is there already."""

from tests.permissions.line import Line
from tests.permissions.lines.together import OTHERS, on_idea
from tests.permissions.people import EMPLOYEES

SEE_TO = {"adviser", "handler"}

LINES = [
    Line("/ideer/lignende/", post=EMPLOYEES, asks="ideas.submit_idea"),
    Line("/ideer/ny/lignende/", post=EMPLOYEES, asks="ideas.submit_idea"),
    Line(
        "/ideer/{assessed_idea.pk}/lignende/",
        get=SEE_TO,
        sees=SEE_TO | {"submitter"},
        asks="ideas.triage_idea",
    ),
    on_idea("bli-med/", get=OTHERS, post=OTHERS, asks="ideas.support_idea"),
    on_idea("bli-med/utkast/", post=OTHERS, asks="ideas.support_idea"),
    on_idea("bli-med/spor/", post=OTHERS, asks="ideas.ask_to_share"),
    on_idea(
        "ta-med/{supporter.pk}/", get={"submitter"}, post={"submitter"}, asks="ideas.share_idea"
    ),
]
