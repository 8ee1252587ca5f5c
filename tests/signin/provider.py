"""A real provider of OpenID Connect (npm ``oidc-provider``), for as long as a test asks."""

import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
NODE = shutil.which("node") or str(HERE.parents[1] / ".venv" / "bin" / "node")


@contextmanager
def running_provider(callback):
    """Start a provider that sends people back to ``callback``, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [NODE, HERE / "provider.mjs", str(port), callback],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in process.stdout:
        if "ready" in line:
            break
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


def trust(settings, issuer):
    """Let an installation in production sign people in through the provider at ``issuer``."""
    settings.IS_EXAMPLE = False
    settings.OIDC_ISSUER, settings.OIDC_NAME = issuer, "Regio"
    settings.OIDC_SECOND_STEP = "always"
    app = {"provider_id": "sso", "name": "Regio", "client_id": "platform"}
    app |= {"secret": "een-geheim-van-de-proef", "settings": {"server_url": issuer}}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    return settings
