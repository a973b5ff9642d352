"""How log-in behaves: by e-mail, and only for those an administrator has let in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from organisation.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; people are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class LogIn(AuthenticationBackend):
    """Log-in by e-mail; each page then reads the person and the district in one query."""

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.active().select_related("district").filter(pk=user_id).first()
