"""Settings for every place the product runs; the environment says what differs.

Safe by default: without DEBUG or DEMO the process refuses to start unless SECRET_KEY, ALLOWED_HOSTS
and DATABASE_URL are given.
"""

import json
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from config.logs import logging_settings

django_stubs_ext.monkeypatch()  # so that QuerySet[Idea] and its like work when the code runs
BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # a throw-away installation with known passwords
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
HTTPS = env.bool("HTTPS", default=not (DEBUG or DEMO))
if DEMO and HTTPS:
    raise ImproperlyConfigured("DEMO has known passwords and must not be put on the open net.")
if not ALLOWED_HOSTS and not DEBUG:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names people reach this server by.")

INSTALLED_APPS = [
    "organisation.people",
    "organisation.audit",
    "organisation.jobs",
    "organisation.files",
    "organisation.notices",
    "organisation.drafts",
    "organisation.search",
    "organisation.web",
    "ideas",
    "portfolio",
    "incubator",
    "reports",
    "config.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "pghistory",
    "pgtrigger",
    "template_partials",
]

MIDDLEWARE = [
    "organisation.web.middleware.received_at",
    "config.logs.log_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "organisation.audit.middleware.forget_who",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "organisation.people.outsiders.OutsidersWhereLetIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organisation.web.middleware.log_in_again",
    "organisation.audit.middleware.acting_person",
    "organisation.audit.days.EarlierDays",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "organisation.web.context.shell",
            ],
        },
    }
]


# Our queries join a row to what it points to, by key: written order is the right order, and trying
# every other took 5 of 7 ms for the page of a project. Compiling such short queries never pays.
PLANNING = "-c join_collapse_limit=4 -c jit=off"


def database(url: str) -> dict[str, object]:
    """Read a libpq address, so that a unix socket works as well as a host and a port."""
    parts = conninfo_to_dict(url)
    options = {
        key: value
        for key, value in parts.items()
        if key not in {"host", "port", "user", "password", "dbname"}
    }
    options["options"] = f"{PLANNING} {options.get('options', '')}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname"),
        "USER": parts.get("user"),
        "PASSWORD": parts.get("password"),
        "HOST": parts.get("host"),
        "PORT": parts.get("port"),
        "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options, "server_side_binding": False, **pool(POOL_SIZE)},
    }


def pool(size: int) -> dict[str, object]:
    """A pool for the threads of one web process; workers and commands need none."""
    return {"pool": {"min_size": 1, "max_size": size, "timeout": 5}} if size else {}


# The app's role may not change tables or rewrite history; only migrations use the owner's address.
AS_OWNER = env.bool("DATABASE_AS_OWNER", default=False)
DATABASE_URL = env("DATABASE_URL")
DATABASE_OWNER_URL = env("DATABASE_OWNER_URL", default=DATABASE_URL)
DATABASE_APP_ROLE = conninfo_to_dict(DATABASE_URL).get("user") or ""
POOL_SIZE = env.int("DATABASE_POOL", default=0)
DATABASES = {"default": database(DATABASE_OWNER_URL if AS_OWNER else DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# When a change happened, by the database's clock; organisation/audit says who may set it otherwise.
PGHISTORY_CREATED_AT_FUNCTION = "public.recorded_at()"
ALLOW_BACKDATING = env.bool("ALLOW_BACKDATING", default=DEMO)  # takes effect on prepare_database
# An event keeps values; what a form needs to know of the field stays with the model.
PGHISTORY_EXCLUDE_FIELD_KWARGS = {
    "django.db.models.Field": ["choices", "help_text", "validators", "verbose_name"]
}

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHE_URL = env("CACHE_URL", default="")  # without it each process counts for itself
CACHES = {
    "default": {
        "BACKEND": "config.cache.FailingOpenRedisCache",
        "LOCATION": CACHE_URL,
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("CELERY_VISIBILITY_TIMEOUT", default=600),
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Oslo"
# How far a worker steps back for the web server on the same machine: 0 not at all, 19 most.
WORKER_NICE = env.int("WORKER_NICE", default=10)
# How long a running job, and a message about a waiting one, is trusted without a sign of life.
JOBS_LEASE_SECONDS = env.float("JOBS_LEASE_SECONDS", default=60)
JOBS_MESSAGE_SECONDS = env.float("JOBS_MESSAGE_SECONDS", default=300)
JOBS_SWEEP_SECONDS = env.float("JOBS_SWEEP_SECONDS", default=60)
JOBS_BACK_OFF_SECONDS = env.float("JOBS_BACK_OFF_SECONDS", default=10)

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "organisation.people.account.LogIn",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "people:my_page"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "organisation.people.account.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are written by an administrator
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A whole district comes from one address, so those limits are wide; each account's is narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "reset_password": "100/m/ip,5/m/key",
    "reset_password_from_key": "100/m/ip",
    "benefit_link": "300/m/ip,60/m/key",
}
# How many proxies of ours stand in front, and so how much of X-Forwarded-For is true.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Messages name ideas and people, so they stay out of the cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "django.contrib.sessions.backends.db"

LANGUAGE_CODE = "nb"
# Nynorsk and English are added with their translations: half a language is worse than none.
LANGUAGES = [("nb", _("Bokmål"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # it would break id="p-1234"; people read numbers through |nok

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES_ROOT = Path(env("FILES_ROOT", default=str(BASE_DIR / "var" / "files")))
FILES_MAX_SIZE = env.int("FILES_MAX_SIZE", default=20 * 1024 * 1024)  # of one upload, bytes
# Another place for the files, such as an object store: the class, and what it is made with (JSON).
FILES_STORAGE = env("FILES_STORAGE", default="")
FILES_STORAGE_OPTIONS = env("FILES_STORAGE_OPTIONS", default="")
STORAGES = {
    "default": {
        "BACKEND": FILES_STORAGE or "django.core.files.storage.FileSystemStorage",
        "OPTIONS": json.loads(FILES_STORAGE_OPTIONS or "{}")
        if FILES_STORAGE
        else {"location": FILES_ROOT},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if env.bool("STATIC_MANIFEST", default=not DEBUG)
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
MEDIA_URL = "/unused-media/"  # files are served by rule, from organisation.files only

# How packages reach the archive, and in which format: docs/archive.md.
ARCHIVE_TRANSPORT = env("ARCHIVE_TRANSPORT", default="folder")  # or "http"
ARCHIVE_FORMAT = env("ARCHIVE_FORMAT", default="fiks-arkiv-v1")
ARCHIVE_FOLDER = Path(env("ARCHIVE_FOLDER", default=str(BASE_DIR / "var" / "archive")))
ARCHIVE_URL = env("ARCHIVE_URL", default="")
ARCHIVE_TOKEN = env("ARCHIVE_TOKEN", default="")
ARCHIVE_TIMEOUT = env.float("ARCHIVE_TIMEOUT", default=30)  # seconds, of one call
ARCHIVE_CLASSIFICATION = env("ARCHIVE_CLASSIFICATION", default="")  # what the archive calls it
ARCHIVE_CODES = json.loads(env("ARCHIVE_CODES", default="") or "{}")  # the archive's own codes
# Only tests read the schemas; they lie beside the checkout when nothing is said.
ARCHIVE_SCHEMAS = env("ARCHIVE_SCHEMAS", default="")

EMAIL_BACKEND = env("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_FILE_PATH = env("EMAIL_FILE_PATH", default=str(BASE_DIR / "var" / "mail"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="nyttiggjort@localhost")
# Where people tell of what shuts them out, and where the published statement stands (uustatus.no).
FEEDBACK_EMAIL = env("FEEDBACK_EMAIL", default=DEFAULT_FROM_EMAIL)
ACCESSIBILITY_STATEMENT_URL = env("ACCESSIBILITY_STATEMENT_URL", default="")
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^helse/$"]  # asked from inside, past the proxy that speaks https
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

LOGGING = logging_settings(
    as_json=env("LOG_FORMAT", default="console" if DEBUG or DEMO else "json") == "json",
    level=env("LOG_LEVEL", default="INFO"),
)
