"""How log-in behaves: by e-mail, and only for those an administrator has let in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from organisation.people.models import Person

DEMO_DOMAIN = "demo.example"  # the demo's accounts, whose passwords everybody knows


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; people are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class LogIn(AuthenticationBackend):
    """Log-in by e-mail; each page then reads the person, unit and grants in one query."""

    def authenticate(self, request: Any, **credentials: Any) -> Person | None:
        """The person with these credentials; the demo's people are nobody outside the demo."""
        person: Person | None = super().authenticate(request, **credentials)
        return person if person and is_let_in(person) else None

    def get_user(self, user_id: int) -> Person | None:
        person = Person.objects.active().with_grants().filter(pk=user_id).first()
        return person if person and is_let_in(person) else None


def is_let_in(person: Person) -> bool:
    """Everybody but the demo's people outside the demo."""
    return settings.DEMO or not person.email.endswith(f"@{DEMO_DOMAIN}")
