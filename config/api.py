"""The public programming interface; each subject adds its router."""

from ninja import NinjaAPI

api = NinjaAPI(title="Platform IVZ", version="1.0.0", docs_url=None)
