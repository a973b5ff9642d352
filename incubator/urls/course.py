"""Courses, who takes part in them, and their proofs."""

from django.urls import URLPattern, URLResolver, path

from incubator.views import course, participation

urlpatterns: list[URLPattern | URLResolver] = [
    path("", course.course_list, name="course_list"),
    path("ny/", course.course_start, name="course_start"),
    path("<int:pk>/", course.course_page, name="course"),
    path("<int:pk>/endre/", course.course_edit, name="course_edit"),
    path("<int:pk>/gjennomfort/", course.course_hold, name="course_hold"),
    path("<int:pk>/avlys/", course.course_cancel, name="course_cancel"),
    path("<int:pk>/bevis/", course.course_proofs, name="course_proofs"),
    path("<int:pk>/deltakere/ny/", participation.participation_add, name="participation_add"),
    path(
        "<int:pk>/deltakere/lim-inn/", participation.participation_paste, name="participation_paste"
    ),
    path(
        "<int:pk>/deltakere/fullfort/",
        participation.participation_complete,
        name="participation_complete",
    ),
    path("<int:pk>/deltakere/<int:row>/", participation.participation_page, name="participation"),
    path(
        "<int:pk>/deltakere/<int:row>/bevis/",
        participation.participation_proof,
        name="participation_proof",
    ),
    path(
        "<int:pk>/deltakere/<int:row>/fjern/",
        participation.participation_remove,
        name="participation_remove",
    ),
]
