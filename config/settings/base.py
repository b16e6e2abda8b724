"""Settings shared by demo, tests and production.

Everything that differs between machines comes from the environment through
typed helpers that fail at start-up when a value is missing or malformed.
"""

from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from .papers import *  # noqa: F403  (settings modules are layered this way)

# Before any app is imported: ModelChoiceField[Agency] is what the type checker asks for.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "axes",
    "guardian",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "core",
    "audit",
    "agencies",
    "deadlines",
    "documents",
    "inbox",
    "cases",
    "referrals",
    "supervision",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "agencies.api.middleware.ApiMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.NulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "agencies.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Inside the one that says how long an answer is.
    "core.middleware.FormAddressMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.health.NobodyAskedMiddleware",
    "agencies.middleware.PrivateAnswersMiddleware",
    "audit.middleware.RequestContextMiddleware",
    "agencies.middleware.SessionLimitsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "agencies.middleware.PasswordChangeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "agencies.context.navigation",
                "inbox.context.bell",
            ],
        },
    }
]

FORM_RENDERER = "core.form_drawing.QuickRenderer"

DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Every query answers a person: compiling one costs more than it saves, and looking rows up
# one by one in memory costs a fraction of what the server assumes of a turning disk.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c jit=off -c random_page_cost=1.1")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 5, "socket_timeout": 5},
    },
}

# Nothing that matters lives only in Redis: see docs/adr and core/outbox.py.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Shorter than the visibility timeout below, or a task that still runs would start again.
CELERY_TASK_TIME_LIMIT = 2 * 60 * 60
# A worker waits for its broker as long as it takes; it would give up after an hour.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Few retries: a request must not wait for a broker that is down (6 s without).
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3 * 60 * 60,
    "max_retries": 1,
    "interval_start": 0,
    "socket_connect_timeout": 3,
    # Nor for one that took the connection and says nothing more.
    "socket_timeout": 10,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
# What comes again soon anyway isn't kept for a worker that was away: one run catches up.
_EACH_MINUTE: dict[str, Any] = {"schedule": 60.0, "options": {"expires": 120}}
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "outbox": {
        "task": "core.tasks.drain_outbox",
        "schedule": 15.0,
        "options": {"expires": 30},
    },
    "outside": {
        "task": "core.tasks.drain_outside",
        "schedule": 15.0,
        "options": {"expires": 30},
    },
    "heartbeat": {
        "task": "core.tasks.heartbeat",
        "schedule": 10.0,
        "options": {"expires": 30},
    },
    "overdue": {"task": "deadlines.tasks.check_overdue", **_EACH_MINUTE},
    "recounts": {"task": "deadlines.tasks.follow_recounts", **_EACH_MINUTE},
    "rules": {"task": "supervision.tasks.run_rules", "schedule": crontab(hour=2, minute=30)},
    "failed-sign-ins": {
        "task": "agencies.tasks.remove_failed_sign_ins",
        "schedule": crontab(minute=20),
    },
    # Makes what isn't made yet, so one that was missed comes a little later.
    "digests": {"task": "inbox.tasks.send_digests", "schedule": 600.0},
    "free claims": {"task": "inbox.tasks.free_claims", "schedule": 600.0},
    "old-notices": {
        "task": "inbox.tasks.remove_old_notices",
        "schedule": crontab(hour=3, minute=20),
    },
    "ready-to-apply": {
        "task": "referrals.tasks.become_ready",
        "schedule": crontab(hour=1, minute=10),
    },
    "old-events": {
        "task": "referrals.tasks.remove_old_events",
        "schedule": crontab(hour=3, minute=25),
    },
    "delivered": {"task": "core.tasks.remove_delivered", "schedule": crontab(hour=3, minute=30)},
    "old-imports": {
        "task": "cases.tasks.empty_old_imports",
        "schedule": crontab(hour=3, minute=40),
    },
    "kept-answers": {
        "task": "cases.tasks.remove_old_answers",
        "schedule": crontab(hour=3, minute=50),
    },
    "unsigned papers": {"task": "documents.tasks.chase_deliveries", "schedule": 600.0},
    "imports": {"task": "cases.tasks.resume_imports", **_EACH_MINUTE},
    "exports": {"task": "cases.tasks.tend_exports", **_EACH_MINUTE},
    "unscanned-files": {"task": "documents.attachments.tasks.scan_unscanned", "schedule": 600.0},
    "removed-files": {
        "task": "documents.attachments.tasks.empty_removed",
        "schedule": crontab(hour=4, minute=0),
    },
    "audit-seal": {"task": "audit.tasks.seal", "schedule": 60.0},
    "audit-months": {
        "task": "audit.tasks.make_partitions",
        "schedule": crontab(hour=0, minute=15),
    },
    "audit-verify": {"task": "audit.tasks.verify", "schedule": crontab(hour=4, minute=10)},
    # Soon after midnight: that is when agreements begin and end.
    "agreements": {"task": "cases.tasks.follow_agreements", "schedule": crontab(hour=0, minute=5)},
}

AUTH_USER_MODEL = "agencies.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "agencies.backends.PersonBackend",
    "cases.policies.CaseAccessBackend",
]
LOGIN_URL = "agencies:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "agencies:sign_in"

# GB/T 22239-2019 8.1.4.1: complexity, change, lockout and time-out.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "agencies.passwords.ThreeOfFourClassesValidator"},
    {"NAME": "agencies.passwords.NotRecentlyUsedValidator", "OPTIONS": {"remembered": 5}},
]
PASSWORD_MAX_AGE_DAYS = env.int("PASSWORD_MAX_AGE_DAYS", default=90)
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURE_LIMIT", default=5)
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "agencies.views.sign_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Masked wherever axes keeps or logs them: people type their password as the name.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password", "next"]

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# A message may name a person: what is shown next stays on the server, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_ABSOLUTE_HOURS = env.int("SESSION_ABSOLUTE_HOURS", default=10)
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"

# guardian: the access table of a case is its direct-FK group permission.
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_AUTO_PREFETCH = False
ANONYMOUS_USER_NAME = None

# Shown in the top bar, in front of the name of the platform.
COUNTY_NAME = env.str("COUNTY_NAME", default="")
# The county's code of GB/T 2260: which province's and city's periods apply here.
DIVISION_CODE = env.str("DIVISION_CODE", default="")
# From what share of a criminal threshold on a case is said to come near it (percent).
THRESHOLD_NEAR_PERCENT = env.int("THRESHOLD_NEAR_PERCENT", default=80)
# A file of further periods in the form of deadlines/data/rules.csv, for load_reference.
DEADLINE_RULES_FILE = env.str("DEADLINE_RULES_FILE", default="")

# Chinese is what the texts are written in; English is the one catalogue.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "xianjie_language"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
# Seconds that the county is ahead of the real time; see core/clock.py. Only the demo names one.
CLOCK_FILE = ""
USE_TZ = True
FORMAT_MODULE_PATH = ["core.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / ".run" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_HANDLERS = [
    "core.uploads.RefuseTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMPORT_MAX_BYTES = 60 * 1024 * 1024
# How long what has served its purpose is kept; both may hold personal data.
IMPORT_KEEP_DAYS = env.int("IMPORT_KEEP_DAYS", default=90)
# A file of cases for one person: how many cases at most, how long it can be taken.
EXPORT_MAX_CASES = env.int("EXPORT_MAX_CASES", default=100_000)
EXPORT_KEEP_HOURS = env.int("EXPORT_KEEP_HOURS", default=72)
OUTBOX_KEEP_DAYS = env.int("OUTBOX_KEEP_DAYS", default=30)
# What became of referrals, for systems that follow them.
EVENT_KEEP_DAYS = env.int("EVENT_KEEP_DAYS", default=180)
NOTICE_KEEP_DAYS = env.int("NOTICE_KEEP_DAYS", default=90)

# Ways out of the platform; both are off until the operator names where to. Only counts,
# kinds of to-do and links go out. PLATFORM_URL is where the links lead.
PLATFORM_URL = env.str("PLATFORM_URL", default="").rstrip("/")
MAIL_URL = env.str("MAIL_URL", default="")  # smtp://user:password@host:25, smtp+tls://…
MAIL_ENABLED = bool(MAIL_URL)
MAIL_FROM = env.str("MAIL_FROM", default="")
# Addresses that people may give; empty for any.
MAIL_DOMAINS: list[str] = env.list("MAIL_DOMAINS", default=[])
if MAIL_ENABLED:
    vars().update(env.email_url_config(MAIL_URL))
EMAIL_TIMEOUT = 10
# "host" or "host:port" of agencies' own systems; none means no webhooks.
WEBHOOK_HOSTS: list[str] = env.list("WEBHOOK_HOSTS", default=[])
WEBHOOK_TIMEOUT = env.int("WEBHOOK_TIMEOUT", default=5)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agencies.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["agencies.api.permissions.MayUse"],
    "DEFAULT_THROTTLE_CLASSES": ["agencies.api.rates.CallerThrottle"],
    "DEFAULT_PARSER_CLASSES": ["core.bodies.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "agencies.api.schema.DescribedSchema",
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "core.problem_handler.problem_details",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "衔接 Xianjie",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        "Outcome": "cases.models.Outcome",
        "RemedyOutcome": "cases.models.RemedyOutcome",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "agencies.api.schema.close_requests",
    ],
    "SERVE_PERMISSIONS": ["agencies.api.permissions.MayUse"],
    "SERVE_INCLUDE_SCHEMA": False,
}
# Tokens of agencies' systems: how long they are good for unless said, and at most.
TOKEN_DAYS = env.int("TOKEN_DAYS", default=180)
TOKEN_MAX_DAYS = env.int("TOKEN_MAX_DAYS", default=365)
# Per token (or person): requests that read, that write one case, that write many; and
# refused tokens per address. In a window of s, min or h.
API_RATES = {
    "read": env.str("API_RATE_READ", default="600/min"),
    "write": env.str("API_RATE_WRITE", default="300/min"),
    "batch": env.str("API_RATE_BATCH", default="60/min"),
    "denied": env.str("API_RATE_DENIED", default="60/min"),
}
API_MAX_BYTES = env.int("API_MAX_BYTES", default=8 * 1024 * 1024)
API_BATCH_MAX = 500
# How long an answer is kept for a request that is sent again with the same key.
IDEMPOTENCY_HOURS = env.int("IDEMPOTENCY_HOURS", default=48)

# Keys for encrypted fields and keyed hashes, hexadecimal, 32 bytes each.
# SM4 uses the first 16 bytes. See core/crypto.py.
FIELD_CIPHER = env.str("FIELD_CIPHER", default="sm4-gcm")
FIELD_KEY = env.str("FIELD_KEY")
INDEX_KEY = env.str("INDEX_KEY")
# The lines of the audit and their seals are signed with it; see audit/hashing.py.
AUDIT_KEY = env.str("AUDIT_KEY")
# Where each seal is written besides the database; "" for nowhere. See docs/operations.md.
AUDIT_SEAL_FILE = env.str("AUDIT_SEAL_FILE", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "core.faults.LineFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
SILENCED_SYSTEM_CHECKS = [
    # The platform offers no per-object permission to anonymous visitors.
    "guardian.W001",
    # The account is locked whatever address the attempts come from (GB/T 22239).
    "axes.W006",
]
