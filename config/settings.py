"""Settings; every value that differs per installation comes from the environment.

The table of environment variables stands in ``docs/settings.md``.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.key_file import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("IVZ_DATA", "data")).resolve()
IVZ_MODE = os.environ.get("IVZ_MODE", "example")
if IVZ_MODE not in {"example", "production"}:
    raise ImproperlyConfigured(f"IVZ_MODE is {IVZ_MODE!r}; choose example or production.")
IS_EXAMPLE = IVZ_MODE == "example"
DEBUG = os.environ.get("IVZ_DEBUG") == "1"
# The server uses files that set-up collected, compressed and named by content;
# tests and commands read them where they stand.
STATIC_IS_COLLECTED = os.environ.get("IVZ_STATIC_COLLECTED") == "1"

SECRET_KEY = os.environ.get("IVZ_SECRET_KEY") or secret_key(DATA_DIR / "secret-key")
ALLOWED_HOSTS = os.environ.get("IVZ_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
_USUAL_SITE = "http://localhost:8000" if IS_EXAMPLE else f"https://{ALLOWED_HOSTS[0]}"
SITE_URL = os.environ.get("IVZ_SITE_URL", _USUAL_SITE).rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "django.contrib.postgres",
    "modelsearch",
    "ivz.authorization",
    "ivz.clock",
    "ivz.tabular",
    "ivz.accounts",
    "ivz.audit",
    "ivz.schedule",
    "ivz.workflow",
    "ivz.web",
    "ivz.mail",
    "ivz.unsaved",
    "ivz.network",
    "ivz.signin",
    "ivz.access",
    "ivz.documents",
    "ivz.search",
    "ivz.decisions",
    "ivz.portfolios",
    "ivz.effort",
    "ivz.insight",
    "ivz.knowledge",
    "ivz.events",
    "ivz.projects",
    "ivz.position",
    "ivz.finance",
    "ivz.meetings",
    "ivz.reports",
    "ivz.home",
    "ivz.privacy",
    "ivz.example",
    # After ours: of two catalogues with the same sentence, the first app counts.
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.forms",  # last: our own widget templates come before its
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "ivz.web.middleware.headers_middleware",
    "django.middleware.gzip.GZipMiddleware",
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if STATIC_IS_COLLECTED else []),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ivz.web.middleware.language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ivz.web.middleware.api_middleware",
    "ivz.web.middleware.actor_middleware",
    "ivz.access.middleware.help_middleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "ivz.web.context.shell",
                "ivz.network.context.networks",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "ivz.web.templatetags.sentences",
                "django.templatetags.static",
                "ivz.web.templatetags.ivz",
            ],
        },
    }
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "ivz.web.forms.HouseRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("IVZ_DATABASE_URL", f"sqlite:///{DATA_DIR / 'ivz.sqlite3'}"),
        conn_max_age=0,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing; readers never wait for a writer.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": 8},
        # Compiling a question takes longer than any of ours: a second of a search that takes 0.02.
        "options": "-c jit=off",
    }

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # refuses who failed too often
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Lock-out: five failures under one name from one address, for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the audit trail tells who signed in
AXES_USERNAME_CALLABLE = "ivz.signin.limits.typed_name"
AXES_CLIENT_IP_CALLABLE = "ivz.web.limits.address_of"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password", "csrfmiddlewaretoken"]
# How often: in a minute (m), an hour (h) or seconds (s), per address, account or name.
RATE_LIMITS = {
    "sign_in": "30/m/ip",
    "sign_in_name": "50/h/key",
    "passkey": "30/m/ip",
    "forgotten": "20/h/ip",
    "forgotten_name": "5/h/key",
    "link": "30/m/ip",
    "password": "10/m/ip",
    "keeping": "120/h/ip",
    "api": "1200/m/ip",
    "not_found": "60/m/user",
}
ACCOUNT_ADAPTER = "ivz.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "ivz.signin.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a telephone whose clock is half a minute off still works
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_EXAMPLE  # http://localhost:8000

OIDC_ISSUER = os.environ.get("IVZ_OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = os.environ.get("IVZ_OIDC_NAME", "")
OIDC_SECOND_STEP = os.environ.get("IVZ_OIDC_SECOND_STEP", "")
SOCIALACCOUNT_ADAPTER = "ivz.signin.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": OIDC_NAME,
                "client_id": os.environ.get("IVZ_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("IVZ_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

EMAIL_BACKEND = "ivz.mail.backend.WaitingMailBackend"
EMAIL_HOST = os.environ.get("IVZ_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("IVZ_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("IVZ_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("IVZ_SMTP_PASSWORD", "")
SMTP_SECURITY = os.environ.get("IVZ_SMTP_SECURITY", "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_SECURITY == "starttls", SMTP_SECURITY == "tls"
DEFAULT_FROM_EMAIL = os.environ.get("IVZ_MAIL_FROM", "Platform IVZ <noreply@localhost>")
SECURITY_CONTACT = os.environ.get("IVZ_SECURITY_CONTACT", "")

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "staticfiles"
STATICFILES_DIRS = [path for path in [BASE_DIR / "build" / "static"] if path.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Words are stemmed before they are indexed, alike on every engine: ivz/search/words.py.
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "ivz.search.engine", "SEARCH_CONFIG": "simple"}}

MEDIA_ROOT = DATA_DIR / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DOCUMENT_MEGABYTES = int(os.environ.get("IVZ_DOCUMENT_MEGABYTES", "25"))
DOCUMENT_SCANNER = os.environ.get("IVZ_DOCUMENT_SCANNER", "")
FILE_UPLOAD_HANDLERS = ["ivz.documents.uploads.BoundedUploadHandler"]


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Chromium follows this rule through the redirect to the provider.
        "form-action": [SELF, *([_origin(OIDC_ISSUER)] if OIDC_ISSUER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ivz.web.errors.form_expired"
SESSION_IDLE_SECONDS = 60 * int(os.environ.get("IVZ_SESSION_IDLE_MINUTES", "60"))
SESSION_COOKIE_AGE = 3600 * int(os.environ.get("IVZ_SESSION_HOURS", "12"))
SESSION_FRESH_SECONDS = 15 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_EXAMPLE
# With this prefix a browser takes the cookie from this name only, over HTTPS only.
SESSION_COOKIE_NAME = "sessionid" if IS_EXAMPLE else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if IS_EXAMPLE else "__Host-csrftoken"
CSRF_COOKIE_SAMESITE = "Lax"
TLS_AT_PROXY = os.environ.get("IVZ_TLS_AT_PROXY") == "1"
SECURE_SSL_REDIRECT = not IS_EXAMPLE and not TLS_AT_PROXY
# The proxy says that the visitor came over TLS; without it forms would be refused.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS_AT_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TLS_AT_PROXY else 0
SECURE_HSTS_SECONDS = 0 if IS_EXAMPLE else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False  # other sites share the domain
SILENCED_SYSTEM_CHECKS = [
    "axes.W002",  # its middleware would answer instead of our page
    "security.W005",
    "security.W021",
    *(["security.W004"] if IS_EXAMPLE else []),
    *(["security.W008"] if IS_EXAMPLE or TLS_AT_PROXY else []),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"ivz": {"handlers": ["console"], "level": "INFO"}},
}
