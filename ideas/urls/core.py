"""Submitting, reading, triage and answers."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import answering, reading, settings, submitting, triage

urlpatterns: list[URLPattern | URLResolver] = [
    path("ny/", submitting.submit, name="submit"),
    path("siling/", triage.triage, name="triage"),
    path("innstillinger/", settings.settings_list, name="settings_list"),
    path("innstillinger/<int:unit_pk>/", settings.settings_edit, name="settings"),
    path("<int:pk>/", reading.detail, name="detail"),
    path("<int:pk>/kvittering/", reading.receipt, name="receipt"),
    path("<int:pk>/rediger/", submitting.edit, name="edit"),
    path("<int:pk>/trekk/", submitting.withdraw, name="withdraw"),
    path("<int:pk>/meld-inn-igjen/", submitting.submit_again, name="submit_again"),
    path("<int:pk>/sporsmal/svar/", submitting.reply, name="reply"),
    path("<int:pk>/sporsmal/", triage.ask, name="ask"),
    path("<int:pk>/vurder/", triage.take_on, name="take_on"),
    path("<int:pk>/fordel/", triage.sort, name="sort"),
    path("<int:pk>/vis/", triage.release, name="release"),
    path("<int:pk>/svar/", answering.answer, name="answer"),
    path("<int:pk>/ta-opp-igjen/", triage.reopen, name="reopen"),
]
