"""Whether a model server's address lies inside the site, and a client that connects to nothing else.

What is sent to a model server is the raw text of claims: it may go to this machine or to the site's declared networks.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.errors import OperatorError

if TYPE_CHECKING:
    import ssl

    import httpx

_CONNECT_SECONDS = 5.0


def require_site_url(url: str, setting: str, networks: Sequence[str]) -> None:
    """Refuse a model server's URL unless it is http(s) and its host may be resolved only to addresses of the site.

    A host that cannot be resolved at all is let through: it cannot be reached either, and may be up later.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OperatorError(f"{setting} is {url!r}, which is not an http:// or https:// address of a server.")
    try:
        site_address(parts.hostname, setting, networks)
    except OSError:
        return


def site_address(host: str, setting: str, networks: Sequence[str]) -> str:
    """The first address of `host`; raises OperatorError if any of its addresses is outside, OSError if it has none."""
    addresses = _resolve(host)
    outside = [address for address in addresses if not _inside(address, networks)]
    if outside:
        raise OperatorError(
            f"{setting} names {host}, which is at {outside[0]}: neither this machine nor one of the site's networks. "
            "Claims must not leave the site. If that server is on the site, add its network to site_networks "
            "(LODGE_SITE_NETWORKS), for example 10.20.0.0/16."
        )
    return str(addresses[0])


def site_client(url: str, setting: str, networks: Sequence[str], *, read_seconds: float, key: str = "") -> httpx.Client:
    """An HTTP client for one model server, which checks the address again at each request and connects to just that.

    It follows no redirect and uses no proxy of the environment: either could carry a claim out of the site.
    """
    import httpx

    require_site_url(url, setting, networks)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    timeout = httpx.Timeout(read_seconds, connect=_CONNECT_SECONDS)
    return httpx.Client(
        base_url=url,
        headers=headers,
        timeout=timeout,
        transport=site_transport(setting, networks),
        trust_env=False,
        follow_redirects=False,
    )


def site_transport(
    setting: str, networks: Sequence[str], *, verify: ssl.SSLContext | bool = True
) -> httpx.HTTPTransport:
    """What `site_client` connects with, for a client of another package; that must follow no redirect and no proxy."""
    import httpx

    class SiteTransport(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            host = request.url.host
            try:
                address = site_address(host, setting, networks)
            except OSError as error:
                raise httpx.ConnectError(str(error), request=request) from None
            # The Host header is set already; the name is still what a certificate must show.
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.url = request.url.copy_with(host=address)
            return super().handle_request(request)

    return SiteTransport(verify=verify)


def _resolve(host: str) -> list[IPv4Address | IPv6Address]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [ip_address(str(row[4][0]).partition("%")[0]) for row in found]


def _inside(address: IPv4Address | IPv6Address, networks: Sequence[str]) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback or any(address in ip_network(network, strict=False) for network in networks)
