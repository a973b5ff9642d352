"""The cache's loss is noticed by nobody, and costs one short wait."""

import time

import pytest
from django.core.cache import caches

from tests import plugin


def cache_at(settings, address):
    settings.CACHES = {
        "default": {
            "BACKEND": "config.cache.FailingOpenRedisCache",
            "LOCATION": address,
        }
    }
    return caches["default"]


def test_it_remembers_while_redis_answers(settings):
    cache = cache_at(settings, plugin.current().valkey(3))
    cache.set("key", "value")
    assert cache.get("key") == "value"
    assert cache.add("key", "other") is False
    cache.clear()


def test_without_redis_it_answers_as_if_empty(settings):
    cache = cache_at(settings, "redis://127.0.0.1:9/0")
    cache.set("key", "value")
    assert cache.get("key", "default") == "default"
    assert cache.get_many(["key"]) == {}
    assert cache.add("lock", True) is True
    assert cache.incr("count") == 1
    assert cache.delete("key") is False


def test_after_a_failure_it_does_not_ask_again_at_once(settings, monkeypatch):
    cache = cache_at(settings, "redis://127.0.0.1:9/0")
    cache.get("key")
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCacheClient.get", pytest.fail)
    began = time.monotonic()
    assert cache.get("key") is None
    assert time.monotonic() - began < 0.1


def test_a_person_can_log_in_while_redis_is_away(settings, client, alna):
    from tests.factories.people import PersonFactory

    cache_at(settings, "redis://127.0.0.1:9/0")
    person = PersonFactory(unit=alna)
    person.set_password("et langt passord")
    person.save(update_fields=["password"])
    sent = {"login": person.email, "password": "et langt passord"}
    assert client.post("/konto/login/", sent).status_code == 302
