"""Finding files that nothing holds any more, in the table and in the storage."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.files.models import KEPT_FOLDER, NEW_FOLDER, StoredFile
from organisation.files.services import publish

logger = logging.getLogger(__name__)

# So long a file may be without a holder: a text may be under way, or a transaction.
GRACE = timedelta(hours=48)
_KEY_IN_TEXT = re.compile(r"/filer/([A-Za-z0-9_-]{20,64})/")


def sweep(report: Callable[[int, int, str], None]) -> None:
    """Drop rows and files that nothing names, and publish what is left under temporary names."""
    report(0, 3, _("Ser etter filer som ingen bruker"))
    _drop_unheld_rows()
    report(1, 3, _("Ser etter filer uten rad"))
    _drop_files_without_row()
    report(2, 3, _("Ser etter rader uten fil"))
    _look_for_lost_files()
    report(3, 3, _("Ferdig"))


def held_files() -> set[int]:
    """The ids of files that some row anywhere points to, its history and its frozen text too."""
    held: set[int] = set()
    keys: set[str] = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is StoredFile:
                if field.name != "pgh_obj":
                    rows = model._base_manager.exclude(**{field.name: None})
                    held.update(rows.values_list(field.attname, flat=True).distinct())
            elif isinstance(field, models.TextField | models.JSONField):
                keys.update(_keys_in(model, field.name))
    held.update(StoredFile.objects.filter(key__in=keys).values_list("pk", flat=True))
    return held


def _keys_in(model: type[models.Model], field: str) -> Iterator[str]:
    texts = model._base_manager.filter(**{f"{field}__contains": "/filer/"})
    if isinstance(model._meta.get_field(field), models.JSONField):
        as_text = models.functions.Cast(field, models.TextField())
        texts = model._base_manager.annotate(sweep_text=as_text).filter(
            sweep_text__contains="/filer/"
        )
        field = "sweep_text"
    for text in texts.values_list(field, flat=True).iterator(chunk_size=200):
        yield from _KEY_IN_TEXT.findall(text)


def _drop_unheld_rows() -> None:
    old = StoredFile.objects.filter(created_at__lt=timezone.now() - GRACE)
    for stored in old.exclude(pk__in=held_files()).order_by("pk").iterator(chunk_size=200):
        try:
            with transaction.atomic(), acting(None, "files.sweep"):
                stored.delete()
        except models.ProtectedError:
            continue  # somebody took hold of it meanwhile
        logger.info("File %s had no holder and is removed", stored.key)


def _drop_files_without_row() -> None:
    limit = timezone.now() - GRACE
    for path in [*_paths(NEW_FOLDER), *_paths(KEPT_FOLDER)]:
        key = path.rpartition("/")[2]
        row = StoredFile.objects.filter(key=key).first()
        if row is not None:
            publish(row)
        elif default_storage.get_modified_time(path) < limit:
            default_storage.delete(path)
            logger.info("File %s had no row and is removed", path)


def _look_for_lost_files() -> None:
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        if not default_storage.exists(stored.kept_path):
            logger.error("File %s (%s) is not in storage", stored.pk, stored.kept_path)


def _paths(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _paths(f"{folder}/{name}")
