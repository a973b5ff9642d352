"""The addresses of the ideas, noun by noun; campaigns and challenges have a place of their own."""

from django.urls import URLPattern, URLResolver, include, path

from ideas.urls import (
    answers,
    assessment,
    campaign,
    challenge,
    clarification,
    comment,
    core,
    listed,
    nameless,
    outsider,
    similar,
    support,
    written,
)

app_name = "ideas"
under_ideas: list[URLPattern | URLResolver] = [
    *listed.urlpatterns,
    *core.urlpatterns,
    *answers.urlpatterns,
    *assessment.urlpatterns,
    *clarification.urlpatterns,
    *comment.urlpatterns,
    *outsider.urlpatterns,
    *support.urlpatterns,
    *nameless.urlpatterns,
    *similar.urlpatterns,
    *written.urlpatterns,
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("ideer/", include(under_ideas)),
    path("idesok/", include(campaign.urlpatterns)),
    path("floker/", include(challenge.urlpatterns)),
]
