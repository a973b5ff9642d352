"""What /stil/ shows: every component in every state, with made-up content."""

from organisation.web.pages import Request


def context(request: Request) -> dict[str, object]:
    return {}
