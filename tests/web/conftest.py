import copy
from pathlib import Path

import pytest


@pytest.fixture
def sample_templates(settings):
    """Lets the test's own pages in tests/web/templates be found."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates", *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
