"""Projects, their phases, gates and decisions, and the table of delegated powers."""

from django.urls import path

from portfolio.views import deciders, drafts, gate, phase, project

GATE = "<slug:slug>/beslutning/<slug:code>/"
urlpatterns = [
    path("", project.project_list, name="project_list"),
    path("nytt/", project.project_start, name="project_start"),
    path("fullmakter/", deciders.decider_list, name="deciders"),
    path("fullmakter/ny/", deciders.decider_add, name="decider_add"),
    path("fullmakter/<int:pk>/", deciders.decider_replace, name="decider_replace"),
    path("fullmakter/<int:pk>/avslutt/", deciders.decider_end, name="decider_end"),
    path("utkast/<slug:form>/<int:pk>/", drafts.form_of_draft, name="form_of_draft"),
    path("vilkar/<int:pk>/", gate.condition_meet, name="condition_meet"),
    path("<slug:slug>/", project.project_page, name="project"),
    path("<slug:slug>/endre/", project.project_edit, name="project_edit"),
    path("<slug:slug>/folk/", project.project_people, name="people"),
    path("<slug:slug>/folk/fjern/", project.project_remove, name="people_remove"),
    path("<slug:slug>/fase/", phase.phase_list, name="phases"),
    path("<slug:slug>/fase/mal/<int:pk>/", phase.goal_judge, name="goal_judge"),
    path("<slug:slug>/fase/<slug:kind>/", phase.phase_edit, name="phase_edit"),
    path("<slug:slug>/beslutning/", gate.gate_list, name="gates"),
    path(GATE, gate.gate_page, name="gate"),
    path(f"{GATE}start/", gate.gate_open, name="gate_open"),
    path(f"{GATE}svar/<slug:key>/", gate.gate_answer, name="gate_answer"),
    path(f"{GATE}tilrading/", gate.gate_recommend, name="gate_recommend"),
    path(f"{GATE}send/", gate.gate_submit, name="gate_submit"),
    path(f"{GATE}trekk/", gate.gate_recall, name="gate_recall"),
    path(f"{GATE}bekreft/", gate.gate_confirm, name="gate_confirm"),
    path(f"{GATE}loft/", gate.gate_lift, name="gate_lift"),
    path(f"{GATE}avgjor/", gate.gate_decide, name="gate_decide"),
    path(f"{GATE}rett/<int:pk>/", gate.decision_correct, name="decision_correct"),
    path(f"{GATE}protokoll/<int:pk>/", gate.decision_record, name="decision_record"),
]
