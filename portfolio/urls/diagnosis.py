"""The diagnosis and its causes."""

from django.urls import path

from portfolio.views import diagnosis

DIAGNOSIS = "<slug:slug>/diagnose/"
urlpatterns = [
    path(DIAGNOSIS, diagnosis.diagnosis_page, name="diagnosis"),
    path(f"{DIAGNOSIS}endre/", diagnosis.diagnosis_edit, name="diagnosis_edit"),
    path(f"{DIAGNOSIS}arsak/ny/", diagnosis.cause_add, name="cause_add"),
    path(f"{DIAGNOSIS}arsak/<int:pk>/", diagnosis.cause_edit, name="cause_edit"),
    path(f"{DIAGNOSIS}arsak/<int:pk>/fjern/", diagnosis.cause_remove, name="cause_remove"),
]
