"""GET /helse/ says whether pages can be served; the broker is not needed for that."""


def test_a_well_installation_says_so_to_anybody(client, db):
    response = client.get("/helse/")
    assert (response.status_code, response.json()) == (
        200,
        {"database": True, "files": True, "broker": True},
    )


def test_without_the_broker_pages_are_still_served(client, db, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    response = client.get("/helse/")
    assert response.status_code == 200
    assert response.json()["broker"] is False


def test_without_a_place_for_files_the_installation_is_unwell(client, db, settings, tmp_path):
    blocked = tmp_path / "not-a-folder"
    blocked.write_text("")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": blocked},
        },
    }
    response = client.get("/helse/")
    assert (response.status_code, response.json()["files"]) == (503, False)
