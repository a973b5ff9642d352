"""The public version of a case."""

from django.urls import URLPattern, URLResolver, path

from reports.views import redaction

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/skjerming/", redaction.shielding, name="shielding"),
    path("<int:pk>/skjerming/offentlig/", redaction.public_version, name="public_version"),
    path("<int:pk>/skjerming/pdf/", redaction.order_copy, name="order_public_copy"),
]
