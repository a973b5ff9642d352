"""A cache whose loss nobody notices: log-in and pages work on while Redis is away."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

QUIET_SECONDS = 5.0  # after a failure nobody waits for Redis so long


class FailingOpenClient(RedisCacheClient):
    """Answers as an empty cache would when Redis does not answer."""

    _silent_until = 0.0

    def _try(self, call: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < self._silent_until:
            return otherwise
        try:
            return call()
        except (RedisError, OSError) as error:
            self._silent_until = time.monotonic() + QUIET_SECONDS
            logger.warning("The cache does not answer: %s", type(error).__name__)
            return otherwise

    def add(self, key: Any, value: Any, timeout: Any) -> Any:
        # True: a lock kept in the cache is then taken by everybody, and nobody waits for it.
        return self._try(lambda: super(FailingOpenClient, self).add(key, value, timeout), True)

    def get(self, key: Any, default: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).get(key, default), default)

    def set(self, key: Any, value: Any, timeout: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).set(key, value, timeout), None)

    def touch(self, key: Any, timeout: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).touch(key, timeout), False)

    def delete(self, key: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).delete(key), False)

    def get_many(self, keys: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).get_many(keys), {})

    def has_key(self, key: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).has_key(key), False)

    def incr(self, key: Any, delta: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).incr(key, delta), delta)

    def set_many(self, data: Any, timeout: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).set_many(data, timeout), None)

    def delete_many(self, keys: Any) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).delete_many(keys), None)

    def clear(self) -> Any:
        return self._try(lambda: super(FailingOpenClient, self).clear(), False)


class FailingOpenRedisCache(RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = FailingOpenClient
        # The Redis client would try again three times, and somebody waits for us.
        self._options = {
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.5,
            "retry": Retry(NoBackoff(), 0),
            **params.get("OPTIONS", {}),
        }
