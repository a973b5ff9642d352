"""More pages of one project: what it is, whom it is for, its kin, its milestones."""

from django.urls import path

from portfolio.views import audience, classify, kinship, milestone, three_tests, versions

MILESTONE = "<slug:slug>/milepaler/<int:pk>/"
urlpatterns = [
    path("<slug:slug>/slag/", classify.project_classify, name="project_classify"),
    path("<slug:slug>/skjerming/", classify.project_access, name="project_access"),
    path("<slug:slug>/mal/", versions.goal_versions, name="versions"),
    path("<slug:slug>/deltakere/", audience.audience_page, name="audience"),
    path("<slug:slug>/deltakere/fjern/", audience.audience_remove, name="audience_remove"),
    path("<slug:slug>/slektskap/", kinship.family, name="family"),
    path("<slug:slug>/slektskap/fjern/", kinship.link_remove, name="link_remove"),
    path("<slug:slug>/milepaler/", milestone.milestones, name="milestones"),
    path(MILESTONE, milestone.milestone_edit, name="milestone_edit"),
    path(f"{MILESTONE}nadd/", milestone.milestone_reached, name="milestone_reached"),
    path(f"{MILESTONE}ta-bort/", milestone.milestone_remove, name="milestone_remove"),
    path("<slug:slug>/nytt-og-nyttig/", three_tests.three_tests, name="three_tests"),
    path(
        "<slug:slug>/nytt-og-nyttig/<slug:moment>/",
        three_tests.three_tests_answer,
        name="three_tests_answer",
    ),
]
