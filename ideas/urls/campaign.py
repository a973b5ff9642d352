"""Campaigns, at an address of their own."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import campaign

urlpatterns: list[URLPattern | URLResolver] = [
    path("", campaign.campaign_list, name="campaign_list"),
    path("ny/", campaign.campaign_start, name="campaign_start"),
    path("<int:pk>/", campaign.campaign_page, name="campaign"),
    path("<int:pk>/endre/", campaign.campaign_edit, name="campaign_edit"),
    path("<int:pk>/resultat/", campaign.campaign_results, name="campaign_results"),
    path("<int:pk>/plakat/", campaign.campaign_poster, name="campaign_poster"),
    path("<int:pk>/plakat/pdf/", campaign.campaign_poster_order, name="campaign_poster_order"),
]
