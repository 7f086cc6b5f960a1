"""Files made to be read for ever, or into more memory than there is: each is told, what is honest is judged."""

from __future__ import annotations

import io
import zlib
from functools import partial

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from fiches.config.settings import MakingLimits
from fiches.core.problems import FichesError
from fiches.preflight import bounds, service
from fiches.preflight.document import UnreadPart
from fiches.preflight.reading import read
from fiches.storage import workers
from fiches.storage.process_limits import TaskLimits
from fiches.storage.workers import LossReason, TaskLost
from support.press_files import printer

NESTED, HEAVY, SWOLLEN = UnreadPart.NESTED, UnreadPart.HEAVY, UnreadPart.SWOLLEN
STROKE = b"0 0 m 9 9 l S\n"


def file(draw):
    """A page that `draw(pdf)` gives the content and the resources of, after one that is good."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.add_blank_page().obj
        page.Contents, page.Resources = draw(pdf)
        held = io.BytesIO()
        pdf.save(held)
    return held.getvalue()


def deflated(pdf, parts, **keys):
    engine = zlib.compressobj(1)
    data = b"".join(map(engine.compress, parts)) + engine.flush()
    return pdf.make_indirect(Stream(pdf, data, Filter=Name.FlateDecode, **keys))


def form(pdf, data, **keys):
    keys = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 99, 99]), **keys}
    return pdf.make_indirect(Stream(pdf, data, **keys))


def drawn(pdf, one):
    return pdf.make_stream(b"/F Do"), Dictionary(XObject=Dictionary(F=one))


def itself(pdf):
    one = form(pdf, b"/F Do /F Do")
    one.Resources = Dictionary(XObject=Dictionary(F=one))
    return drawn(pdf, one)


def nested(pdf, levels, times):
    one = form(pdf, STROKE)
    for _ in range(levels):
        one = form(pdf, b"/F Do " * times, Resources=Dictionary(XObject=Dictionary(F=one)))
    return drawn(pdf, one)


def content(pdf, parts):
    return deflated(pdf, parts), Dictionary()


def tinted(pdf, operators, uses):
    keys = {"FunctionType": 4, "Domain": Array([0, 1]), "Range": Array([0, 1] * 4)}
    program = deflated(pdf, [b"{", b"dup pop " * (operators // 2), b"0 0 0}"], **keys)
    space = Array([Name.Separation, Name.Rouge, Name.DeviceCMYK, program])
    return deflated(pdf, [b"/S cs ", b"0.5 scn 0 0 9 9 re f\n" * uses]), Dictionary(ColorSpace=Dictionary(S=space))


@pytest.mark.parametrize(
    ("draw", "parts"),
    [
        (itself, {NESTED}),
        (partial(nested, levels=60, times=1), {NESTED}),
        (partial(nested, levels=20, times=1), set()),
        (partial(content, parts=[b"n " * (bounds.PAGE_STEPS + 1)]), {HEAVY}),
        (partial(content, parts=[b" " * 1_000_000] * 101), {SWOLLEN}),
        (partial(content, parts=[b"0 0 m\n", b"9.5 9.5 l\n" * 20_000, b"S"]), set()),
        (partial(tinted, operators=200_000, uses=20_000), {HEAVY}),
        (partial(tinted, operators=20, uses=2_000), set()),
    ],
    ids=["itself", "too deep", "deep", "operators", "spaces", "honest path", "function", "honest function"],
)
def test_what_asks_for_too_much_is_told_by_its_page(draw, parts):
    found = read(file(draw), "a.pdf")
    assert {(one.page, one.part) for one in found.faults} == {(2, part) for part in parts}
    assert len(found.pages) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draw", "parts"),
    [
        (partial(nested, levels=12, times=10), {HEAVY}),
        (partial(content, parts=[STROKE * 70_000] * 2000), {SWOLLEN}),
        (partial(content, parts=[b" " * 1_000_000] * 4000), {SWOLLEN}),
        (partial(content, parts=[STROKE * 200_000]), set()),
        (partial(content, parts=[b"0 0 m\n", b"9.5 9.5 l\n" * 300_000, b"S"]), set()),
    ],
    ids=["10^12 forms", "2 GB", "4 GB of spaces", "600,000 operators", "300,000 segments"],
)
def test_large_bombs_and_honest_giants(draw, parts, tmp_path, monkeypatch):
    """By what they compute; how long that takes beside other work is not asked."""
    monkeypatch.setattr(workers, "WALL_CLOCK_FACTOR", 100)
    (tmp_path / "a.pdf").write_bytes(file(draw))
    [found] = service.judge([tmp_path / "a.pdf"], printer(), MakingLimits())
    assert {one.part for one in found.document.faults} == parts


def test_what_reads_for_ever_is_stopped_and_has_a_verdict(tmp_path):
    """What no rule foresees: the process has limits."""
    (tmp_path / "a.pdf").write_bytes(file(partial(content, parts=[STROKE * 60_000])))
    [found] = service.judge([tmp_path / "a.pdf"], printer(), MakingLimits(memory=2000, seconds=0))
    lost = {one.part for one in found.document.faults}
    assert lost <= {UnreadPart.TIME} and found.document.name == "a.pdf"
    heavy = [b"% " + b" " * 60_000_000 + b"\n"]  # more than this process, which is forked, may have free already
    (tmp_path / "a.pdf").write_bytes(file(partial(content, parts=heavy)))
    [found] = service.judge([tmp_path / "a.pdf"], printer(), MakingLimits(memory=1, seconds=9))
    assert {one.part for one in found.document.faults} == {UnreadPart.MEMORY}
    assert found.severity is not None


def test_a_pipe_is_no_file(tmp_path):
    import os

    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(FichesError):
        service.judge([tmp_path / "a.pdf"], printer(), MakingLimits())


# --- the limits themselves -------------------------------------------------------------


def _large(size):
    return bytes(size)


def test_an_answer_may_be_too_large():
    lost = workers.alone(2_000_000, _large, TaskLimits(500, 9, output=1))
    assert isinstance(lost, TaskLost) and lost.why is LossReason.OUTPUT
    assert workers.alone(900_000, _large, TaskLimits(500, 9, output=1)) == bytes(900_000)


def _written(path):
    path.write_bytes(bytes(2_000_000))


def test_a_file_may_be_too_large(tmp_path):
    lost = workers.alone(tmp_path / "x", _written, TaskLimits(500, 9, output=1))
    assert isinstance(lost, TaskLost) and lost.why is LossReason.OUTPUT


def test_a_machine_that_starts_no_process(monkeypatch):
    """With limits a sentence, without them the work is done here."""

    def refused():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("os.fork", refused)
    with pytest.raises(workers.NoProcess):
        workers.alone(1, _large, TaskLimits(500, 9))
    assert sorted(workers.run([1, 2], _large, 2)) == [(1, b"\0"), (2, b"\0\0")]
