"""Addresses of what belongs to an answer, of ideas that are the same, and of a district's parts."""

from tests.permissions.line import NOBODY, Line
from tests.permissions.people import ALNA

LINES = [
    Line(
        "/enheter/{alna.pk}/deler/",
        get={"administrator"},
        post={"administrator"},
        sees=ALNA,
        asks="people.choose_parts",
    ),
    Line("/enheter/{care.pk}/deler/", get=NOBODY, post=NOBODY, sees=NOBODY),
]
