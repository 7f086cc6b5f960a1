"""What fiches costs in CPU seconds, beside plain WeasyPrint on the very same pages; writes docs/performance.md.

Each measure is one function that returns rows; MEASURES lists them. Seconds are user and system time of a
process and of its children, the least of RUNS runs that take turns, so that a busy machine changes them little.
"""

from __future__ import annotations

import os
import pickle
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "performance.md"
RUNS = 3


@dataclass(frozen=True)
class Row:
    """One line of the report; `bar` is what the measure may not exceed, None where it is only told."""

    what: str
    value: float
    unit: str = "s"
    bar: float | None = None

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"≤ {self.bar:g}{' s' if self.unit == 's' else ''}"
        verdict = "" if self.bar is None else "yes" if self.value <= self.bar else "**no**"
        return f"| {self.what} | {self.value:.2f}{' s' if self.unit == 's' else ''} | {bar} | {verdict} |"


def check() -> Iterable[Row]:
    """Reading and judging the ten sheets."""
    yield Row("`fiches check`, ten sheets and a booklet", *least_cpu(_fiches("check")), bar=0.5)


def full_build() -> Iterable[Row]:
    """Everything, against WeasyPrint alone on the same documents."""
    ours, plain = _build_and_plain_cpu()
    fitting = ours * _recorded()["fitting"] / _recorded()["all"]
    yield Row("`fiches build`, ten sheets and a booklet", ours)
    yield Row("of which: measuring text to fit the pages (its share of one build)", fitting)
    yield Row("plain WeasyPrint, the same eleven documents, one process", plain)
    yield Row("build ÷ plain", ours / plain, "×")
    yield Row("build without fitting ÷ plain", (ours - fitting) / plain, "×", bar=1.15)


def fitting() -> Iterable[Row]:
    """What it costs to make each sheet fit its four pages, against laying these pages out once."""
    ratios = {slug: fit / laid for slug, (fit, laid) in _fitted().items()}
    for slug, ratio in sorted(ratios.items()):
        yield Row(f"fitting ÷ one layout, {slug}", ratio, "×", bar=3)
    yield Row("fitting ÷ one layout, the ten sheets", sum(ratios.values()) / len(ratios), "×", bar=3)


def _fitted() -> dict[str, tuple[float, float]]:
    """CPU seconds of fitting and of one plain layout, by sheet, each the least of RUNS in one warm process."""
    from fiches import collection, layout
    from fiches.project import open_project
    from fiches.workshop import Workshop

    project, _ = open_project(ROOT)
    shop, found = Workshop(project), {}
    for slug, one in collection.read(project).sheets.items():
        times = [_fit_once(shop, layout, one) for _ in range(RUNS)]
        found[slug] = (min(fit for fit, _ in times), min(laid for _, laid in times))
    return found


def _fit_once(shop, layout, one) -> tuple[float, float]:
    start = time.process_time()
    composed, _ = layout.lay_out(one, shop._studio, shop._measure)
    fitted = time.process_time()
    shop._measure(shop._studio.sheet(one, composed)[0], one.path)
    return fitted - start, time.process_time() - fitted


MEASURES: tuple[Callable[[], Iterable[Row]], ...] = (check, full_build, fitting)


def least_cpu(*commands: list[str]) -> list[float]:
    """CPU seconds of each command and its children: the least of RUNS runs, the commands taking turns.

    Whatever else the machine does only adds to a run, and turns keep a slow minute from falling on one side.
    """
    turns = [[_cpu(command) for command in commands] for _ in range(RUNS)]
    return [min(runs) for runs in zip(*turns, strict=True)]


def _cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _fiches(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from fiches.cli import main; main()", *arguments]


@cache
def _build_and_plain_cpu() -> tuple[float, float]:
    with tempfile.NamedTemporaryFile(suffix=".pickle") as file, tempfile.TemporaryDirectory() as out:
        pickle.dump(_recorded(), file)
        file.flush()
        build, plain = least_cpu(_fiches("build", "-o", out), [sys.executable, __file__, "--plain", file.name])
        return build, plain


@cache
def _recorded() -> dict:
    """What a build asks of WeasyPrint: see `_record`, which a process of its own runs."""
    with tempfile.NamedTemporaryFile(suffix=".pickle") as file:
        subprocess.run([sys.executable, __file__, "--record", file.name], check=True, cwd=ROOT)
        return pickle.loads(Path(file.name).read_bytes())


def _record(path: str) -> None:
    """Builds everything with a WeasyPrint that writes down what it is given.

    `documents`: (HTML, base URL) of each PDF; `styles`: URLs of the style sheets; `options`: of the PDFs;
    `resources`: bytes and type by URL; `fitting`: CPU seconds of layouts that became no PDF.
    """
    import weasyprint

    from fiches.cli import run

    seen: dict = {"documents": [], "styles": [], "options": {}, "resources": {}, "fitting": 0.0, "all": 0.0}
    weasyprint.HTML, weasyprint.CSS = _html(seen), _css(seen)
    with tempfile.TemporaryDirectory() as out:
        code = run(["build", "-o", out])
    if code:
        sys.exit(code)
    seen["all"] = time.process_time()
    Path(path).write_bytes(pickle.dumps(seen))


def _noting(fetcher, seen: dict):
    from weasyprint.urls import URLFetcherResponse

    def fetch(url: str):
        response = fetcher(url)
        data, kind = response.read(), response.headers.get("Content-Type")
        seen["resources"][url] = (data, kind)
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    return fetch


def _css(seen: dict) -> type:
    import weasyprint

    class CSS(weasyprint.CSS):
        """Notes its address and what it fetches."""

        def __init__(self, *, url, url_fetcher, font_config):
            seen["styles"].append(url)
            super().__init__(url=url, url_fetcher=_noting(url_fetcher, seen), font_config=font_config)

    return CSS


def _html(seen: dict) -> type:
    import weasyprint

    class HTML(weasyprint.HTML):
        """Notes its text, and the time of its layout unless a PDF is made of it."""

        def __init__(self, *, string, base_url, url_fetcher):
            self.given = (string, base_url)
            super().__init__(string=string, base_url=base_url, url_fetcher=_noting(url_fetcher, seen))

        def render(self, **options):
            start = time.process_time()
            document = super().render(**options)
            spent = time.process_time() - start
            seen["fitting"] += spent
            whole = document.write_pdf

            def write_pdf(*arguments, **more):
                seen["fitting"] -= spent
                seen["documents"].append(self.given)
                seen["options"] = {key: value for key, value in more.items() if key != "finisher"}
                return whole(*arguments, **more)

            document.write_pdf = write_pdf
            return document

    return HTML


def _plain(path: str) -> None:
    """Renders the recorded documents with WeasyPrint alone."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    seen = pickle.loads(Path(path).read_bytes())

    def fetch(url: str):
        data, kind = seen["resources"][url]
        return weasyprint.urls.URLFetcherResponse(url, data, {"Content-Type": kind})

    fonts = FontConfiguration()
    styles = [weasyprint.CSS(url=url, url_fetcher=fetch, font_config=fonts) for url in seen["styles"]]
    for string, base_url in seen["documents"]:
        document = weasyprint.HTML(string=string, base_url=base_url, url_fetcher=fetch)
        document.write_pdf(font_config=fonts, stylesheets=styles, **seen["options"])


def _machine() -> str:
    from importlib.metadata import version

    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text().splitlines()
        names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        model = next(names, model)
    return (f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
            f"Python {platform.python_version()}, WeasyPrint {version('weasyprint')}")


def report(rows: list[Row]) -> str:
    """The page of the manual."""
    table = "\n".join(["| measure | CPU | bar | held |", "|---|---:|---:|---|", *map(str, rows)])
    return f"""# Performance

Written by `make bench` (tools/bench.py); run it again to measure your machine.

Seconds are CPU time, user and system, children included: the least of {RUNS} runs that take turns.
« Plain WeasyPrint » is given the very HTML, style sheets, files and options that a build gives it, in one process
with one font configuration; what the build adds is reading, judging, composing and writing whole files. « Measuring
text » lays out the text of each sheet to know how long it runs, so that it can be placed on its pages; plain
WeasyPrint does nothing of the kind.

Measured on: {_machine()}.

{table}
"""


def main() -> None:
    """`bench.py`: everything; `--record` and `--plain` are its own child processes."""
    match sys.argv[1:]:
        case ["--record", path]:
            _record(path)
        case ["--plain", path]:
            _plain(path)
        case _:
            text = report([row for measure in MEASURES for row in measure()])
            REPORT.write_text(text, "utf-8")
            print(text)


if __name__ == "__main__":
    main()
