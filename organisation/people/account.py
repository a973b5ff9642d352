"""How log-in behaves: by e-mail, and only for those an administrator has let in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; people are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
