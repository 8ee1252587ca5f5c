"""Entry point for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from ivz.home.checks import refuse_unsafe_start  # noqa: E402  models are ready only now
from ivz.web.memory import set_aside_what_stays  # noqa: E402

refuse_unsafe_start()
set_aside_what_stays()
