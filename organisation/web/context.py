from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """What the page shell shows on every page."""
    return {}
