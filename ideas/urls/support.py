"""Supporting, following and offering help."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import help_offer, support

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/stotte/", support.support, name="support"),
    path("<int:pk>/stotte/trekk/", support.withdraw_support, name="withdraw_support"),
    path("<int:pk>/folg/", support.follow, name="follow"),
    path("<int:pk>/folg/slutt/", support.unfollow, name="unfollow"),
    path("<int:pk>/hjelp/", help_offer.offer, name="offer_help"),
    path("<int:pk>/hjelp/<int:offer_pk>/", help_offer.answer, name="answer_help"),
    path("<int:pk>/hjelp/<int:offer_pk>/trekk/", help_offer.withdraw, name="withdraw_help"),
]
