"""Entry point for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from ivz.home.checks import refuse_unsafe_start  # noqa: E402  models are ready only now

refuse_unsafe_start()
