"""Somebody takes over a project."""

from django.urls import path

from portfolio.views import handover

HANDOVER = "<slug:slug>/overtakelse/<int:pk>/"
urlpatterns = [
    path("<slug:slug>/overtakelse/", handover.handover_list, name="handovers"),
    path("<slug:slug>/overtakelse/ny/", handover.handover_begin, name="handover_begin"),
    path(HANDOVER, handover.handover_page, name="handover"),
    path(f"{HANDOVER}notat/", handover.handover_notes, name="handover_notes"),
    path(f"{HANDOVER}gjennomgang/", handover.handover_tick, name="handover_tick"),
]
