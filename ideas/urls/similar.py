"""What is like an idea, and standing behind one that is there already."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import sharing, similar

urlpatterns: list[URLPattern | URLResolver] = [
    path("lignende/", similar.similar, name="similar"),
    path("ny/lignende/", similar.look_first, name="look_first"),
    path("<int:pk>/lignende/", similar.similar_to_idea, name="similar_to"),
    path("<int:pk>/bli-med/", similar.join, name="join"),
    path("<int:pk>/bli-med/utkast/", similar.after_joining, name="after_joining"),
    path("<int:pk>/bli-med/spor/", sharing.ask_to_share, name="ask_to_share"),
    path("<int:pk>/ta-med/<int:person_pk>/", sharing.take_in, name="take_in"),
]
