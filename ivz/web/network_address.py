"""From which network a request comes, cut short: enough to tell the town hall from elsewhere.

Policy: docs/policy/audit.md#origin
"""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_KEPT = {4: 24, 6: 48}


def shortened_address(request: HttpRequest) -> str:
    """Give the network of a visitor: 24 bits of an IPv4 address, 48 of an IPv6 one.

    Behind a proxy the last address counts that the proxy added; empty where there is none.
    """
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TLS_AT_PROXY:
        told = str(request.META.get("HTTP_X_FORWARDED_FOR", told)).split(",")[-1].strip()
    try:
        address = ip_address(told)
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return str(ip_network(f"{address}/{_KEPT[address.version]}", strict=False))
