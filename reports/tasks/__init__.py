"""What the worker does for cases and meetings, noun by noun."""

from reports.tasks import archive

__all__ = ["archive"]
