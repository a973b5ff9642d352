"""Assessments, their scales, short lists, and work with several ideas at once."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import assessment, short_list, triage_batch

urlpatterns: list[URLPattern | URLResolver] = [
    path("siling/flere/", triage_batch.triage_batch, name="triage_batch"),
    path("skalaer/", assessment.scale_list, name="scale_list"),
    path("skalaer/standard/", assessment.scales_standard, name="scales_standard"),
    path("skalaer/ny/", assessment.scale_add, name="scale_add"),
    path("skalaer/<int:pk>/", assessment.scale_edit, name="scale_edit"),
    path("skalaer/<int:pk>/ta-ut/", assessment.scale_remove, name="scale_remove"),
    path("skalaer/<int:pk>/ta-inn/", assessment.scale_bring_back, name="scale_bring_back"),
    path("kortliste/", short_list.short_lists, name="short_lists"),
    path("kortliste/<int:area_pk>/", short_list.short_list, name="short_list"),
    path("kortliste/<int:area_pk>/antall/", short_list.short_list_size, name="short_list_size"),
    path(
        "kortliste/uten/<int:district_pk>/",
        short_list.short_list_unplaced,
        name="short_list_unplaced",
    ),
    path(
        "kortliste/uten/<int:district_pk>/antall/",
        short_list.short_list_unplaced_size,
        name="short_list_unplaced_size",
    ),
    path("<int:pk>/kortliste/", short_list.short_list_idea, name="short_list_idea"),
    path("<int:pk>/vurdering/", assessment.assess, name="assess"),
]
