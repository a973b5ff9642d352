"""Those who write together: comments, and who has a part open."""

from django.urls import URLPattern, URLResolver, path

from reports.views import comment, presence

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/kommentar/", comment.comment_add, name="comment_add"),
    path("<int:pk>/kommentar/<int:comment_id>/", comment.comment, name="comment"),
    path(
        "<int:pk>/kommentar/<int:comment_id>/ferdig/", comment.comment_finish, name="comment_finish"
    ),
    path(
        "<int:pk>/kommentar/<int:comment_id>/apne/", comment.comment_reopen, name="comment_reopen"
    ),
    path("<int:pk>/skriver/<slug:place>/", presence.writers, name="writers"),
]
