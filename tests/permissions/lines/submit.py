"""Addresses where ideas come in, besides the ordinary form."""

from tests.permissions.line import NOBODY, Line
from tests.permissions.people import EVERYBODY

WRITE_DOWN = {"adviser", "manager", "other_manager"}
STEER = WRITE_DOWN | {"director", "neighbour_director"}
SEE_TO = {"adviser"}

LINES = [
    Line("/ideer/anonym/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/ideer/anonym/{anonymous_idea.public_id}/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/ideer/apen/{open_slug}/", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("/ideer/apen/finnesikke/", get=NOBODY, post=NOBODY, sees=NOBODY, is_open=True),
    Line("/ideer/skriv-ned/", get=WRITE_DOWN, post=WRITE_DOWN, asks="ideas.write_down"),
    Line("/ideer/verksted/", get=WRITE_DOWN, post=WRITE_DOWN, asks="ideas.write_down"),
    Line("/ideer/venter/", get=STEER, asks="ideas.view_waiting"),
    Line("/ideer/{anonymous_idea.pk}/", get=SEE_TO, sees=SEE_TO),
    Line("/ideer/{guest_idea.pk}/", get=SEE_TO, sees=SEE_TO, asks="ideas.view_guest"),
    Line(
        "/ideer/{guest_idea.pk}/glem/",
        get=SEE_TO,
        post=SEE_TO,
        sees=SEE_TO,
        asks="ideas.view_guest",
    ),
]
SECRETS: dict[str, set[str]] = {"Maskeraden": SEE_TO, "Gjesteboden": SEE_TO}
