"""Deposits in archives, and what harvesters and search engines fetch: said by one record, read back as they do."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from xml.etree import ElementTree

import pytest

from fiches.build.pipeline import Options
from fiches.config.project import open_project
from fiches.core.problems import FichesError, has_errors
from fiches.festival import deposit
from fiches.festival.deposit import Archive
from fiches.festival.website import feeds
from fiches.festival.website.feeds import PageAddress
from fiches.html.metadata import PlaceRecord, WorkRecord
from support.small_collection import collection

OAI, DC = "{http://www.openarchives.org/OAI/2.0/}", "{http://purl.org/dc/elements/1.1/}"
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WORK = WorkRecord(
    "eau", "https://exemple.org/f/eau", "L'eau & le four", "fr", ("Rékia",), "Éditeur", ("eau",), "Un puits.",
    "2026-03", "CC BY 4.0", (PlaceRecord("Tiznit", (29.7, -9.7)), PlaceRecord("Lyon")),
)  # fmt: skip


def test_a_record_in_the_words_of_an_archive():
    said = deposit.zenodo(WORK)
    assert said["title"] == "L'eau & le four" and said["creators"] == [{"name": "Rékia"}]
    assert said["license"] == "cc-by-4.0" and said["language"] == "fra" and "notes" not in said
    assert said["locations"] == [{"place": "Tiznit", "lat": 29.7, "lon": -9.7}, {"place": "Lyon"}]
    assert said["related_identifiers"] == [{"identifier": "https://exemple.org/f/eau", "relation": "isIdenticalTo"}]
    bare = deposit.zenodo(WorkRecord("a", "a", "Un", "zgh", rights="© Éditeur"))
    assert bare["notes"] == "© Éditeur" and not {"license", "language", "related_identifiers", "locations"} & set(bare)


class Stub(BaseHTTPRequestHandler):
    """An archive of one deposit, which keeps what it is sent."""

    def answer(self):
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.command, self.path, self.headers["Authorization"], data))
        home = f"http://127.0.0.1:{self.server.server_port}"
        links = {"bucket": f"{home}/files/b", "self": f"{home}/api/7", "html": f"{home}/deposit/7"}
        self.send_response(401 if self.headers["Authorization"] != "Bearer bon" else 200)
        self.end_headers()
        self.wfile.write(json.dumps({"links": links}).encode())

    do_POST = do_PUT = answer  # noqa: N815  # as the library names them

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def archive():
    server = HTTPServer(("127.0.0.1", 0), Stub)
    server.seen = []
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_deposit_is_sent_as_a_draft(archive, tmp_path):
    (tmp_path / "eau.pdf").write_bytes(b"%PDF")
    (tmp_path / deposit.DEPOSIT_SUMS).write_text("x  eau.pdf\n")
    (tmp_path / deposit.ABOUT).write_text('{"metadata": {"title": "Un"}}')
    address = f"http://127.0.0.1:{archive.server_port}/api"
    assert deposit.send(tmp_path, Archive(address, "bon")).endswith("/deposit/7")
    assert [(method, path) for method, path, _, _ in archive.seen] == [
        ("POST", "/api"), ("PUT", "/files/b/SHA256SUMS"), ("PUT", "/files/b/eau.pdf"), ("PUT", "/api/7"),
    ]  # fmt: skip
    assert archive.seen[2][3] == b"%PDF" and json.loads(archive.seen[3][3])["metadata"]["title"] == "Un"
    with pytest.raises(FichesError):
        deposit.send(tmp_path, Archive(address, "mauvais"))
    with pytest.raises(FichesError):
        deposit.send(tmp_path, Archive("http://127.0.0.1:1/", "bon"))


def test_records_are_harvested():
    """Every record of the namespace, whoever serves the file."""
    other = WorkRecord("b", "b", "Un", "ar", date="2025")
    tree = ElementTree.fromstring(feeds.harvest("Les fiches", "https://exemple.org/f/oai.xml", [WORK, other]))
    records = tree.findall(f".//{OAI}record")
    assert [one.findtext(f"{OAI}header/{OAI}datestamp") for one in records] == ["2026-03-01", "2025-01-01"]
    assert [one.findtext(f".//{DC}title") for one in records] == ["L'eau & le four", "Un"]
    assert records[0].findtext(f"{OAI}header/{OAI}identifier") == WORK.identifier
    assert tree.findtext(f".//{OAI}earliestDatestamp") == "2025-01-01"


@pytest.mark.slow
def test_sickle_harvests_them():
    """A harvester of archives, from a server that gives the file to whatever is asked."""
    sickle = pytest.importorskip("sickle", reason="pip install sickle: make conformance does")
    told = feeds.harvest("Les fiches", "https://exemple.org/f/oai.xml", [WORK])

    class Given(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told.encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Given) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        found = sickle.Sickle(f"http://127.0.0.1:{server.server_port}/oai.xml")
        [record] = found.ListRecords(metadataPrefix="oai_dc")
        assert found.Identify().repositoryName == "Les fiches"
        server.shutdown()
    assert record.header.identifier == WORK.identifier and record.metadata["title"] == ["L'eau & le four"]


def test_a_map_of_the_pages_says_versions_and_days():
    versions = [("fr", "https://exemple.org/a?b&c"), ("ar", "https://exemple.org/d")]
    told = feeds.sitemap([PageAddress("https://exemple.org/"), PageAddress(versions[0][1], "2026-03", versions)])
    first, second = ElementTree.fromstring(told).findall(f"{SITE}url")
    assert first.findtext(f"{SITE}loc") == "https://exemple.org/" and first.find(f"{SITE}lastmod") is None
    assert second.findtext(f"{SITE}lastmod") == "2026-03"
    assert [
        (one.get("hreflang"), one.get("href")) for one in second.findall("{http://www.w3.org/1999/xhtml}link")
    ] == versions


@pytest.mark.slow
def test_the_folders_of_deposits(tmp_path):
    project, _ = open_project(collection(tmp_path / "collection"))
    found = deposit.deposits(project, (), Options())
    assert not has_errors(found.problems)
    folders = sorted((project.out / "depot").iterdir())
    assert folders
    for folder in folders:
        assert {path.name for path in folder.iterdir()} == {f"{folder.name}.pdf", "zenodo.json", "SHA256SUMS"}
        assert json.loads((folder / "zenodo.json").read_text("utf-8"))["metadata"]["title"]
