from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def own_storage(tmp_path: Path, settings: Any) -> Path:
    """Files of this test only, in a folder that goes away."""
    folder = tmp_path / "files"
    settings.FILES_ROOT = folder
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        },
    }
    return folder
