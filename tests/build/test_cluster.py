"""A build on a Dask cluster: the same bytes as on one machine, whatever machines are lost, late or of other files."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress

import pytest

from fiches.cli import main as program
from fiches.core.problems import ExitCode, FichesError
from fiches.storage import cluster, fingerprints
from fiches.storage.cluster import Cluster
from fiches.storage.store import ArtifactStore
from support.small_collection import clean, collection, make, pdfs, sheet

pytestmark = [
    pytest.mark.slow,
    pytest.mark.command,
    pytest.mark.filterwarnings("default"),  # those of Dask's own shutdown
]
distributed = pytest.importorskip("distributed")
SHEETS = 8


@pytest.fixture
def root(tmp_path):
    names = [f"n{number}" for number in range(SHEETS)]
    more = {name: sheet(f"Note {name}", words=" ".join(["Des mots."] * 400)) for name in names}
    book = f"---\ntitre: Tout\nfiches: [{', '.join(names)}]\n---\n"
    return collection(tmp_path / "collection", **more, **{"livret-tout": book})


@pytest.fixture
def alone(root):
    return clean(root).files


def machines():
    """The processes of a local cluster."""
    return [one.pid for one in multiprocessing.active_children() if one.pid and "Dask" in one.name]


def signalled(number, after=1):
    """A teller that sends a signal to all machines once so many tasks are done; which they were."""
    sent = []

    def tell(_name, done, _total):
        if done == after and not sent:
            sent.extend(machines())
            for pid in sent:
                os.kill(pid, number)

    return tell, sent


def test_a_cluster_makes_the_bytes_of_one_machine(root, alone):
    said = []
    built = make(root, cluster=Cluster("local:2", said.append))
    assert built.files == alone and not said
    assert make(root).made == set()


def test_machines_that_are_killed_lose_nothing(root, alone):
    tell, sent = signalled(signal.SIGKILL)
    assert make(root, cluster=Cluster("local:2", patience=5), tell=tell).files == alone
    assert len(sent) == 2


def test_what_slow_machines_hold_is_made_here(root, alone):
    tell, sent = signalled(signal.SIGSTOP)
    try:
        assert make(root, cluster=Cluster("local:2", patience=1), tell=tell).files == alone
    finally:
        for pid in sent:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    assert sent


def test_what_was_made_of_other_files_is_made_again_here(root):
    said, before = [], fingerprints.stamps(root)
    (root / "sheets/a.md").write_text(sheet("Changée en chemin"), "utf-8")
    built = make(root, cluster=Cluster("local:1", said.append), start=before)
    assert [one.name for one in said] == ["cluster.other-sources"]
    assert built.files == clean(root).files


def test_the_command_tells_of_a_scheduler_that_does_not_answer(root, capsys):
    assert program.run(["build", "-C", str(root), "--dask", "tcp://127.0.0.1:1"]) == ExitCode.UNUSABLE
    assert "127.0.0.1:1" in capsys.readouterr().err
    for no_cluster in ("quelque part", "local:0", "local:x"):
        assert program.run(["build", "-C", str(root), "--dask", no_cluster]) == ExitCode.USAGE


def test_what_takes_the_connection_and_says_nothing_is_told(root, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_TIME", 1.0)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent, pytest.raises(FichesError) as told:
        make(root, cluster=Cluster(f"tcp://127.0.0.1:{silent.getsockname()[1]}"))
    assert told.value.message.name == "cluster.unreachable"


@pytest.fixture
def scheduler():
    """One that runs alone, and its address."""
    code = (
        "import asyncio, distributed\n"
        "async def serve():\n"
        "    async with distributed.Scheduler(host='127.0.0.1', dashboard=False) as one:\n"
        "        print(one.address, flush=True)\n"
        "        await one.finished()\n"
        "asyncio.run(serve())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process, process.stdout.readline().strip()
        process.kill()


@pytest.fixture
def workers(scheduler):
    """Two machines at work for it."""
    command = [sys.executable, "-m", "distributed.cli.dask_spec", scheduler[1], "--spec"]
    command += ['{"cls": "distributed.Worker", "opts": {"nthreads": 1, "dashboard": false}}']
    ends = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    yield ends
    for end in ends:
        end.kill()
        end.wait()


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_scheduler_that_is_lost_on_the_way_costs_no_page(root, alone, scheduler, number, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_TIME", 5.0)
    said, process = [], scheduler[0]

    def tell(_name, done, _total):
        if done == 1:
            process.send_signal(number)

    built = make(root, cluster=Cluster(scheduler[1], said.append, patience=2), tell=tell, jobs=2)
    assert built.files == alone and [one.name for one in said] == ["cluster.silent"]


def test_a_scheduler_without_machines_costs_no_page(root, alone, scheduler):
    said = []
    built = make(root, cluster=Cluster(scheduler[1], said.append, patience=0.5), jobs=2)
    assert built.files == alone and [one.name for one in said] == ["cluster.silent"]


@pytest.fixture
def bucket(monkeypatch):
    """A bucket of S3, as moto gives it on the loopback."""
    pytest.importorskip("s3fs")
    server = shutil.which("moto_server") or pytest.skip("moto is not installed")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = f"http://127.0.0.1:{port}"
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_ENDPOINT_URL": place,
                        "AWS_DEFAULT_REGION": "us-east-1"}.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    with subprocess.Popen([server, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        import fsspec

        for _ in range(100):
            with suppress(Exception):
                fsspec.filesystem("s3").mkdir("fiches-essai")
                break
            time.sleep(0.2)
        yield "s3://fiches-essai/magasin"
        process.terminate()


def test_machines_share_a_bucket(root, alone, bucket, tmp_path):
    store = ArtifactStore(bucket)
    store.check()
    assert make(root, store=store, jobs=2).files == alone
    shutil.copytree(root, tmp_path / "ailleurs", ignore=lambda *_: ["build"])
    there = make(tmp_path / "ailleurs", store=store, cluster=Cluster("local:1"))
    assert there.files == alone
    assert pdfs(tmp_path / "ailleurs/build") == alone
