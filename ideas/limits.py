"""How often something may be done by those we do not know and whose address we never keep."""

import time

from django.core.cache import cache


def too_often(what: str, *, most: int, minutes: int) -> bool:
    """Count one more of `what`; whether it is more than `most` in this stretch of `minutes`.

    Counted for all together. A cache that does not answer lets everybody through.
    """
    seconds = minutes * 60
    key = f"ideas.often.{what}.{int(time.time()) // seconds}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # the count was thrown out in between
        return False
