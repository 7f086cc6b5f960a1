"""The story of `fiches proof`: what is printed is made ready, shown for signature, and described for its printer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fiches.build.pipeline import Options, Result, Written
from fiches.build.records import BUILD
from fiches.build.tasks import DRAFTS_FOLDER, limits
from fiches.config.project import Project
from fiches.core.geometry import POINTS_PER_MM
from fiches.core.messages import catalogue, message
from fiches.core.problems import FichesError
from fiches.graphics import ornaments
from fiches.html import templates
from fiches.press import profiles, soft_proof
from fiches.press.pdfx import look
from fiches.press.profiles import PRESS_FOLDER, Printer
from fiches.press.soft_proof import PROOF_MARGIN
from fiches.printing import job_sheets
from fiches.printing.job_sheets import JOB_LANGUAGES, JobFile, PrintJob
from fiches.printing.orders import ordered
from fiches.printing.press_run import PRESS_FAMILY, print_
from fiches.render import url_fetcher
from fiches.render.engine import Engine
from fiches.storage import dates, fingerprints, lock, manifest
from fiches.storage.artifacts import ArtifactSet
from fiches.storage.made import MadeFile
from fiches.storage.makers import Artifact, Made, Maker
from fiches.storage.manifest import ArtifactRecord

PROOF_FAMILY = "proof"  # the family of these files in the manifest
PROOF_LAYOUT = "commun/epreuve.html"
PROOF_ENDING, JOB_ENDING = "_BAT.pdf", "_travail"  # of names, after that of the source
CHOICES = ("approved", "corrections", "again")  # of `printing.proof.`


@dataclass(frozen=True, slots=True)
class _Proof:
    """One job to show and to describe: its PDF of the screen, and the files that its printer is given."""

    slug: str
    screen: MadeFile
    files: tuple[tuple[MadeFile, int], ...]
    shown: str  # as problems name its source
    made: str


def proofs(project: Project, names: Sequence[str], printer: str, quantity: int, options: Options) -> Result:
    """Writes a proof and a job sheet of `names`, or of everything, beside the files for `printer`."""
    chosen = printer or _own(project)
    printed = print_(project, names, chosen, options)
    order, problems = ordered(project, chosen, cache=options.cache, asked=bool(printer))
    if order is None:
        return Result((), tuple(project.judged({*printed.problems, *problems})))
    jobs = list(_jobs(project, chosen, options.epoch))
    asked = fingerprints.key(order.key, f"{quantity}", repr(project.settings.publisher))
    wanted = [_artifact(job, chosen, asked) for job in jobs if not names or job.slug in names]
    gone = partial(_is_gone, chosen, jobs)
    maker = Maker(partial(_make, project, order.printer, quantity), lambda _: limits(project))
    with lock.held(project.out, options.waiting):
        family = ArtifactSet(project.out, PROOF_FAMILY, options.pace, maker)
        with family:
            told = {problem for brought in family.update(wanted) for problem in brought.record.problems}
        changes = family.finish(gone)
        family.remember(gone)
    written = tuple(Written(project.out / path, family.pages[path]) for path in changes.made)
    removed = tuple(project.out / path for path in changes.removed)
    shown = tuple(project.judged({*printed.problems, *told}))
    return Result((*printed.written, *written), shown, printed.fresh, (*printed.removed, *removed))


def _own(project: Project) -> str:
    """The printer of a collection."""
    return project.settings.printer or profiles.USUAL


def _is_gone(printer: str, jobs: Sequence[_Proof], name: str) -> bool:
    """Whether a job of this printer is none of those that there are."""
    return name.startswith(f"{printer}/") and name not in {f"{printer}/{job.slug}" for job in jobs}


def _artifact(job: _Proof, printer: str, asked: str) -> Artifact:
    key = fingerprints.key(asked, job.made, *(file.digest for file, _ in job.files))
    return Artifact(f"{printer}/{job.slug}", key, job, job.shown)


def _jobs(project: Project, printer: str, epoch: str) -> Iterator[_Proof]:
    """Every source whose PDF is finished and made ready for this printer."""
    finished, pressed = manifest.read(project.out, BUILD), manifest.read(project.out, PRESS_FAMILY)
    sources = {path.stem: path for paths in project.sources() for path in paths}
    for path, made in sorted(finished.files.items()):
        slug = Path(path).stem
        names = sorted(pressed.artifacts.get(f"{printer}/{slug}", ArtifactRecord("")).files)
        if slug in sources and names and not path.startswith(DRAFTS_FOLDER):
            files = [
                (MadeFile(project.out, name, pressed.files[name].digest), pressed.files[name].pages) for name in names
            ]
            own = [sources[slug]] if "/" in path else [*sources.values()]  # a booklet is as new as the newest
            screen = MadeFile(project.out, path, made.digest)
            yield _Proof(slug, screen, tuple(files), project.shown(sources[slug]), dates.newest(own, epoch)[:10])


def _make(project: Project, printer: Printer, quantity: int, task: _Proof) -> Made:
    """Writes the files of one job, in a process of its own."""
    data = task.screen.read()
    summary, publisher = look(data), project.settings.publisher
    files = [JobFile(Path(file.path).name, file.read(), pages) for file, pages in task.files]
    booklet = "/" not in task.screen.path
    job = PrintJob(task.slug, summary, booklet, printer, files, publisher.name, publisher.site, quantity, task.made)
    engine = Engine(project, url_fetcher.of(project, ornaments.load(project)[0]))
    sheet = _drawn(project, engine, job, proof=False)
    frame = _drawn(project, engine, job, proof=True)
    signed = soft_proof.proof(frame, data, printer, rtl=summary.rtl)
    stem = f"{PRESS_FOLDER}/{printer.name}/{task.slug}"
    return Made({
        f"{stem}{PROOF_ENDING}": (signed, look(signed).pages),
        f"{stem}{JOB_ENDING}.pdf": (sheet, look(sheet).pages),
        f"{stem}{JOB_ENDING}.json": (job_sheets.as_json(job), 1),
    })  # fmt: skip


def _drawn(project: Project, engine: Engine, job: PrintJob, *, proof: bool) -> bytes:
    """The sheet of a job in both languages, or the frame of its proof in that of its pages."""
    own = job.summary.language if job.summary.language in JOB_LANGUAGES else JOB_LANGUAGES[0]
    languages = (own,) if proof else JOB_LANGUAGES
    html, problems = templates.render(project, PROOF_LAYOUT, PROOF_LAYOUT, **_values(job, languages, proof=proof))
    made = None
    if html is not None:
        made, problems = engine.render(html, PROOF_LAYOUT)
    if made is None:
        raise FichesError(problems[0].message, problems[0].hint)
    return made.data


def _values(job: PrintJob, languages: Sequence[str], *, proof: bool) -> dict[str, Any]:
    words = catalogue(languages[0])
    width, height = (
        side / POINTS_PER_MM + 2 * PROOF_MARGIN for side in (job.summary.trim.width, job.summary.trim.height)
    )
    pages = range(1, job.summary.pages + 1) if proof else ()
    captions = [words.text(message("printing.proof.caption", page=page, pages=len(pages))) for page in pages]
    kind = words.text(message(f"printing.proof.{'proof' if proof else 'job'}"))
    title = words.text(message("printing.proof.title", kind=kind, title=job.summary.title))
    told = [_page(job, language, proof=proof) for language in languages]
    return {"language": languages[0], "title": title, "width": f"{width:.2f}", "height": f"{height:.2f}",
            "pages": told, "captions": captions}  # fmt: skip


def _page(job: PrintJob, language: str, *, proof: bool) -> dict[str, Any]:
    words = catalogue(language)
    return {
        "language": language,
        "kind": words.text(message(f"printing.proof.{'proof' if proof else 'job'}")),
        "title": job.summary.title,
        "facts": job_sheets.facts(job, words),
        "files_title": words.text(message("printing.proof.files")),
        "files": job_sheets.files(job, words),
        "note": words.text(message("printing.proof.note")),
        "choices": [words.text(message(f"printing.proof.{name}")) for name in CHOICES],
        "signature": words.text(message("printing.proof.signature")) if proof else "",
    }
