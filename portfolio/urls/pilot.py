"""Pilots."""

from django.urls import path

from portfolio.views import pilot

PILOT = "<slug:slug>/pilot/"
urlpatterns = [
    path("pilot/ny/", pilot.pilot_start, name="pilot_start"),
    path(PILOT, pilot.pilot_page, name="pilot"),
    path(f"{PILOT}endre/", pilot.pilot_edit, name="pilot_edit"),
    path(f"{PILOT}vurdering/", pilot.pilot_judge, name="pilot_judge"),
    path(f"{PILOT}be-om-godkjenning/", pilot.pilot_ask, name="pilot_ask"),
    path(f"{PILOT}godkjenning/", pilot.pilot_approve, name="pilot_approve"),
    path(f"{PILOT}start/", pilot.pilot_begin, name="pilot_begin"),
    path(f"{PILOT}avslutt/", pilot.pilot_finish, name="pilot_finish"),
    path(f"{PILOT}legg-bort/", pilot.pilot_drop, name="pilot_drop"),
    path(f"{PILOT}prosjekt/", pilot.pilot_to_project, name="pilot_to_project"),
]
