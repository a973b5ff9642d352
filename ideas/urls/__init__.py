"""The addresses of the ideas, noun by noun; campaigns and challenges have a place of their own."""

from django.urls import URLPattern, URLResolver, include, path

from ideas.urls import campaign, challenge, core, nameless, written

app_name = "ideas"
under_ideas: list[URLPattern | URLResolver] = [
    *core.urlpatterns,
    *nameless.urlpatterns,
    *written.urlpatterns,
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("ideer/", include(under_ideas)),
    path("idesok/", include(campaign.urlpatterns)),
    path("floker/", include(challenge.urlpatterns)),
]
