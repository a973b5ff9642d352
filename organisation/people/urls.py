from django.urls import URLPattern, URLResolver, path

from organisation.people.views import my_page, parts, people, registers, units
from organisation.people.views.registers import Register

app_name = "people"


def register_urls(address: str, register: Register) -> list[URLPattern]:
    """The addresses of one register, all below `address`."""
    views = (
        ("", registers.register_list, f"{register.name}_list"),
        ("ny/", registers.register_add, f"{register.name}_add"),
        ("<int:pk>/", registers.register_detail, register.name),
        ("<int:pk>/endre/", registers.register_edit, f"{register.name}_edit"),
        ("<int:pk>/bruk/", registers.register_close, f"{register.name}_close"),
    )
    return [
        path(f"{address}{rest}", view, {"register": register}, name=name)
        for rest, view, name in views
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_page.my_page, name="my_page"),
    path("profil/", my_page.profile, name="profile"),
    path("administrasjon/", units.admin, name="admin"),
    path("enheter/", units.unit_list, name="unit_list"),
    path("enheter/ny/", units.unit_add, name="unit_add"),
    path("enheter/<int:pk>/", units.unit_detail, name="unit"),
    path("enheter/<int:pk>/endre/", units.unit_edit, name="unit_edit"),
    path("enheter/<int:pk>/bruk/", units.unit_close, name="unit_close"),
    path("enheter/<int:pk>/deler/", parts.parts, name="parts"),
    path("personer/", people.person_list, name="person_list"),
    path("personer/ny/", people.person_add, name="person_add"),
    path("personer/<int:pk>/", people.person_detail, name="person"),
    path("personer/<int:pk>/endre/", people.person_edit, name="person_edit"),
    path("personer/<int:pk>/tilgang/", people.person_close, name="person_close"),
    path("personer/<int:pk>/roller/ny/", people.role_add, name="role_add"),
    path(
        "personer/<int:pk>/roller/<int:grant_pk>/ta-bort/", people.role_remove, name="role_remove"
    ),
    *register_urls("tjenesteomrader/", registers.SERVICE_AREAS),
    *register_urls("strategier/", registers.STRATEGIES),
    *register_urls("samarbeidsparter/", registers.PARTNERS),
    path("strategier/<int:pk>/mal/ny/", registers.goal_edit, name="goal_add"),
    path("strategier/<int:pk>/mal/<int:goal_pk>/", registers.goal_edit, name="goal_edit"),
    path(
        "strategier/<int:pk>/mal/<int:goal_pk>/ta-bort/", registers.goal_remove, name="goal_remove"
    ),
]
