"""What is weighed for a frame."""

from django.urls import path

from portfolio.views import priority, priority_decision, priority_list

ALL = "prioritering/"
ONE = f"{ALL}<int:pk>/"
LIST = f"{ONE}liste/<int:list_pk>/"
CANDIDATE = f"{ONE}kandidat/<int:candidate_pk>/"
DECISION = f"{ONE}beslutning/<int:nth>/"
urlpatterns = [
    path(ALL, priority.prioritisation_list, name="prioritisations"),
    path(f"{ALL}ny/", priority.prioritisation_start, name="prioritisation_start"),
    path(ONE, priority.prioritisation_page, name="prioritisation"),
    path(f"{ONE}endre/", priority.prioritisation_edit, name="prioritisation_edit"),
    path(f"{ONE}kandidater/", priority.candidates_add, name="candidates_add"),
    path(CANDIDATE, priority.candidate_edit, name="candidate_edit"),
    path(f"{CANDIDATE}ut/", priority.candidate_remove, name="candidate_remove"),
    path(f"{ONE}grenser/", priority.limits_edit, name="priority_limits"),
    path(f"{ONE}forslag/", priority_list.suggest, name="priority_suggest"),
    path(f"{ONE}sammenlign/", priority_list.compare, name="priority_compare"),
    path(f"{ONE}liste/ny/", priority_list.list_add, name="priority_list_add"),
    path(LIST, priority_list.list_page, name="priority_list"),
    path(f"{LIST}regn/", priority_list.list_sums, name="priority_list_sums"),
    path(f"{LIST}endre/", priority_list.list_edit, name="priority_list_edit"),
    path(f"{LIST}slett/", priority_list.list_remove, name="priority_list_remove"),
    path(f"{LIST}vedlegg/", priority_list.annex, name="priority_annex"),
    path(f"{LIST}velg/", priority_decision.decide, name="priority_decide"),
    path(DECISION, priority_decision.decision_page, name="priority_decision"),
    path(f"{DECISION}vedlegg/", priority_decision.decision_annex, name="priority_decision_annex"),
]
