"""The conversation about an idea."""

from django.urls import URLPattern, URLResolver, path

from ideas.views import comment

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/kommentarer/", comment.write, name="comment"),
    path("<int:pk>/kommentarer/nevn/", comment.mention, name="mention"),
    path("<int:pk>/kommentarer/<int:comment_pk>/svar/", comment.reply, name="reply_comment"),
    path("<int:pk>/kommentarer/<int:comment_pk>/endre/", comment.edit, name="edit_comment"),
    path("<int:pk>/kommentarer/<int:comment_pk>/fjern/", comment.remove, name="remove_comment"),
    path(
        "<int:pk>/kommentarer/<int:comment_pk>/historikk/",
        comment.history,
        name="comment_history",
    ),
]
