"""What a browser may do with a page of the kit: run and show the kit's own files, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from fiches.festival.website import policy

STYLE = "a{color:red}/* é */\n"
PAGE = f"<!doctype html>\n<html><head lang=x>\n<style>{STYLE}</style><STYLE media=all>b{{}}</STYLE ></head></html>"


def hashed(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def told(page):
    """The directives of a page, by name."""
    said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', policy.bound(page))[1]
    return {name: sources.split() for name, _, sources in (one.partition(" ") for one in said.split("; "))}


def test_styles_are_those_that_were_written():
    assert told(PAGE)["style-src"] == [hashed(STYLE), hashed("b{}")]
    assert told("<p>x")["style-src"] == ["'none'"]


def test_nothing_written_in_the_page_runs_and_nobody_else_is_asked():
    asked = told(PAGE.replace("<style>", "<script>alert(1)</script><style>"))
    assert asked["default-src"] == asked["base-uri"] == asked["form-action"] == ["'none'"]
    assert asked["script-src"] == asked["img-src"] == asked["font-src"] == ["'self'", "file:"]


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (PAGE, "<!doctype html>\n<html><head lang=x>"),
        ("<!doctype html><title>x</title>", "<!doctype html>"),
        ("<p>x", ""),
    ],
)
def test_it_is_said_before_anything_else(page, before):
    assert policy.bound(page).startswith(f"{before}\n<meta http-equiv=")
    assert re.sub(r"\n<meta (?:http-equiv|name=\"referrer\")[^>]*>", "", policy.bound(page)) == page
