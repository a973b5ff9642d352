"""Addresses of saved views: the maker's, and those it is shared with."""

from tests.permissions.line import Line
from tests.permissions.people import EVERYBODY

MAKER = {"adviser"}
SHARED = {"adviser", "manager"}

LINES = [
    Line(
        "/sok/visninger/ny/?liste=ideas:list&sporring=vis%3Dmeg",
        get=EVERYBODY,
        post=EVERYBODY,
        asks="search.share_view",
    ),
    Line("/sok/visninger/{saved_view.pk}/", get=SHARED, sees=SHARED),
    *(
        Line(
            f"/sok/visninger/{{saved_view.pk}}/{rest}/",
            get=MAKER,
            post=MAKER,
            sees=SHARED,
            asks="search.change_savedview",
        )
        for rest in ("endre", "slett")
    ),
]
