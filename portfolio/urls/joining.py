"""Projects that ask for people, and those who join."""

from django.urls import path

from portfolio.views import joining

JOIN = "<slug:slug>/bli-med/"
urlpatterns = [
    path("tilbudt/", joining.call_list, name="join_list"),
    path(JOIN, joining.joining_page, name="joining"),
    path(f"{JOIN}ny/", joining.call_add, name="join_call_add"),
    path(f"{JOIN}vis-meg/", joining.contributor_show, name="contributor_show"),
    path(f"{JOIN}<int:pk>/", joining.call_edit, name="join_call_edit"),
    path(f"{JOIN}<int:pk>/lukk/", joining.call_close, name="join_call_close"),
    path(f"{JOIN}<int:pk>/meld-deg/", joining.offer_add, name="join_offer_add"),
    path(f"{JOIN}tilbud/<int:pk>/", joining.offer_answer, name="join_offer_answer"),
    path(f"{JOIN}tilbud/<int:pk>/trekk/", joining.offer_withdraw, name="join_offer_withdraw"),
]
