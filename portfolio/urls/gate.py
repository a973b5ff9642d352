"""Gates, decisions, who decides, and what gates and phases are made from."""

from django.urls import path

from portfolio.views import (
    afterwards,
    board,
    deciders,
    decision,
    disqualification,
    gate,
    gate_template,
    meeting,
    phase_model,
    tray,
)

GATE = "<slug:slug>/beslutning/<slug:code>/"
of_district = [
    path("til-avgjorelse/", tray.tray, name="tray"),
    path("fullmakter/", deciders.decider_list, name="deciders"),
    path("fullmakter/ny/", deciders.decider_add, name="decider_add"),
    path("fullmakter/styret/", board.board_add, name="board_add"),
    path("fullmakter/styret/<int:pk>/", board.board_change, name="board_change"),
    path("fullmakter/to-trinn/", board.two_steps, name="two_steps"),
    path("fullmakter/<int:pk>/", deciders.decider_replace, name="decider_replace"),
    path("fullmakter/<int:pk>/avslutt/", deciders.decider_end, name="decider_end"),
    path("portmaler/", gate_template.template_list, name="gate_templates"),
    path(
        "portmaler/<slug:profile>/<slug:code>/", gate_template.template_edit, name="gate_template"
    ),
    path("fasemodeller/", phase_model.model_list, name="phase_models"),
    path("fasemodeller/versjon/<int:pk>/", phase_model.model_page, name="phase_model"),
    path("fasemodeller/<slug:profile>/", phase_model.model_edit, name="phase_model_edit"),
    path("vilkar/<int:pk>/", decision.condition_meet, name="condition_meet"),
    path("inhabil/<int:pk>/", disqualification.take_back, name="disqualification_take_back"),
    path("moteavgjorelse/<int:pk>/bekreft/", meeting.record_confirm, name="record_confirm"),
    path("moteavgjorelse/<int:pk>/trekk/", meeting.record_withdraw, name="record_withdraw"),
]
of_project = [
    path("<slug:slug>/beslutning/", gate.gate_list, name="gates"),
    path(GATE, gate.gate_page, name="gate"),
    path(f"{GATE}start/", gate.gate_open, name="gate_open"),
    path(f"{GATE}svar/<slug:key>/", gate.gate_answer, name="gate_answer"),
    path(f"{GATE}tilrading/", gate.gate_recommend, name="gate_recommend"),
    path(f"{GATE}send/", gate.gate_submit, name="gate_submit"),
    path(f"{GATE}trekk/", gate.gate_recall, name="gate_recall"),
    path(f"{GATE}bekreft/", gate.gate_confirm, name="gate_confirm"),
    path(f"{GATE}loft/", gate.gate_lift, name="gate_lift"),
    path(f"{GATE}endringer/", tray.gate_changes, name="gate_changes"),
    path(f"{GATE}avgjor/", decision.gate_decide, name="gate_decide"),
    path(f"{GATE}mote/", meeting.record_add, name="record_add"),
    path(f"{GATE}inhabil/", disqualification.declare, name="disqualify"),
    path(f"{GATE}ettertid/", afterwards.enter, name="afterwards"),
    path(f"{GATE}ettertid/<int:pk>/", afterwards.correct, name="afterwards_correct"),
    path(f"{GATE}rett/<int:pk>/", decision.decision_correct, name="decision_correct"),
    path(f"{GATE}protokoll/<int:pk>/", decision.decision_record, name="decision_record"),
]
