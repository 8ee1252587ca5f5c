"""How fast it is, measured; ``bin/bench`` prepares the data and runs one of these."""

import django

django.setup()
