"""Where a machine is on the local network: its addresses, without asking the internet, and a port to listen on."""

from __future__ import annotations

import errno
import ipaddress
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress

# Somebody in each network that a router or a shared phone makes: the way to them says which address is ours.
NEIGHBOURS = (
    "192.168.1.254",
    "10.255.255.254",
    "172.31.255.254",
    "192.168.43.254",
    "10.42.0.254",
    "192.168.137.254",
    "192.168.2.254",
    "172.20.10.14",
)
INNER_INTERFACES = ("lo", "docker", "br-", "veth", "virbr", "tun")  # interfaces that lead to no phone
PORT, TRIED = 8000, 20  # the usual port, and how many after it are tried when it is taken
BACKLOG = 512  # connections that may wait to be taken
_SIOCGIFADDR = 0x8915  # of Linux: the address of an interface


def listen(port: int | None = None) -> socket.socket:
    """A socket that listens on `port` in every network of this machine, or on the first free one from 8000.

    Raises OSError when it is taken.
    """
    for tried in (port,) if port is not None else (*range(PORT, PORT + TRIED), 0):
        try:
            return socket.create_server(("", tried), backlog=BACKLOG)
        except OSError as error:
            if port is not None or error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(errno.EADDRINUSE, "no port is free")


def addresses() -> list[str]:
    """The IPv4 addresses at which neighbours may reach this machine, the likeliest first; none without a network."""
    found = dict.fromkeys([*_routed(), *_of_interfaces()])
    return [one for one in found if _is_local(one)]


def _is_local(address: str) -> bool:
    parsed = ipaddress.ip_address(address)
    return not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified or parsed.is_multicast)


def _routed() -> Iterator[str]:
    """Our side of the way to each neighbour; nothing is sent."""
    for neighbour in NEIGHBOURS:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((neighbour, 9))
            yield str(probe.getsockname()[0])


def _of_interfaces() -> Iterator[str]:
    """What each interface is called, where the system says it."""
    if sys.platform != "linux":
        return
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            if not name.startswith(INNER_INTERFACES):
                with suppress(OSError):
                    told = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
                    yield socket.inet_ntoa(told[20:24])
