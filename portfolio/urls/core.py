"""Projects and their phases."""

from django.urls import path

from portfolio.views import drafts, phase, project

urlpatterns = [
    path("", project.project_list, name="project_list"),
    path("nytt/", project.project_start, name="project_start"),
    path("utkast/<slug:form>/<int:pk>/", drafts.form_of_draft, name="form_of_draft"),
    path("<slug:slug>/", project.project_page, name="project"),
    path("<slug:slug>/endre/", project.project_edit, name="project_edit"),
    path("<slug:slug>/folk/", project.project_people, name="people"),
    path("<slug:slug>/folk/fjern/", project.project_remove, name="people_remove"),
    path("<slug:slug>/fase/", phase.phase_list, name="phases"),
    path("<slug:slug>/fase/mal/<int:pk>/", phase.goal_judge, name="goal_judge"),
    path("<slug:slug>/fase/<slug:kind>/", phase.phase_edit, name="phase_edit"),
]
