"""The packet that XMP of any file of ours stands in."""

from __future__ import annotations

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{descriptions}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def packet(descriptions: str) -> bytes:
    """A packet that holds `<rdf:Description>` elements."""
    return _PACKET.format(descriptions=descriptions).encode()
