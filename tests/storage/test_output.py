"""The output folder: nothing below it leads elsewhere, whatever is laid there, and whenever."""

from __future__ import annotations

import errno
import os
import socket

import pytest

from fiches.core.messages import catalogue
from fiches.core.problems import FichesError
from fiches.storage import folders, output
from fiches.storage.folders import RefusedFile


@pytest.fixture(
    params=[pytest.param(True, marks=pytest.mark.skipif(not folders.DESCRIPTORS, reason="has none")), False]
)
def out(request, tmp_path, monkeypatch):
    """An output folder, on a system that has descriptors of folders and on one that has none."""
    monkeypatch.setattr(folders, "DESCRIPTORS", request.param)
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "a.pdf").write_bytes(b"secret")
    (tmp_path / "build" / "kit").mkdir(parents=True)
    return tmp_path / "build"


def untouched(out):
    away = out.parent / "ailleurs"
    return {path.name: path.read_bytes() for path in away.iterdir()} == {"a.pdf": b"secret"}


def folder_is_link(out):
    (out / "kit").rmdir()
    (out / "kit").symlink_to(out.parent / "ailleurs")


def out_is_link(out):
    (out / "kit").rename(out.parent / "ailleurs" / "kit")
    out.rmdir()
    out.symlink_to(out.parent / "ailleurs")
    (out.parent / "ailleurs" / "kit").rmdir()


@pytest.mark.parametrize("lay", [folder_is_link, out_is_link])
def test_no_folder_that_is_a_link_is_entered(out, lay):
    lay(out)
    path = "kit/a.pdf" if lay is folder_is_link else "a.pdf"
    with pytest.raises(OSError, match=r"irectory|link"):
        output.opened(out, path)
    assert output.stamp(out, path) is None and not output.exists(out, path) and output.names(out, "kit") == []
    for writing in (output.write, output.append):
        with pytest.raises(FichesError):
            writing(out, path, b"x")
    with pytest.raises(FichesError):
        output.remove(out, path)
    output.sweep(out, ["kit", ""])
    output.remove_emptied(out, [path])
    assert untouched(out) and output.scan(out).strays == ["kit" if lay is folder_is_link else "."]


def test_a_file_that_is_a_link_is_neither_read_nor_written_into(out):
    (out / "a.pdf").symlink_to(out.parent / "ailleurs" / "a.pdf")
    with pytest.raises(OSError, match=r"ymbolic|rgument"):
        output.opened(out, "a.pdf")
    assert output.stamp(out, "a.pdf") is None and output.exists(out, "a.pdf")
    with pytest.raises(FichesError):
        output.append(out, "a.pdf", b"x")
    output.write(out, "a.pdf", b"new")  # the link is replaced, not what it leads to
    assert (out / "a.pdf").read_bytes() == b"new" and not (out / "a.pdf").is_symlink() and untouched(out)


def test_what_is_no_file_holds_nobody_up(out):
    os.mkfifo(out / "tube")
    (out / "zeros").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(out / "s"))
        for name in ("tube", "zeros", "s"):
            with pytest.raises(OSError, match=r"\[Errno"):
                output.read(out, name, 100)
            with pytest.raises(FichesError):
                output.append(out, name, b"x")
    assert output.scan(out).strays == ["s", "tube", "zeros"]


def test_other_names_of_a_file_keep_its_bytes(out):
    """A hard link to somebody's file: it is never written into."""
    for name, change in (("a.pdf", output.write), ("b.log", output.append)):
        os.link(out.parent / "ailleurs" / "a.pdf", out / name)
        change(out, name, b"x")
        assert (out / name).read_bytes() == b"x" and untouched(out)


def test_a_file_that_is_too_large_is_not_read(out):
    with (out / "creux").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="arge"):
        output.read(out, "creux", 1000)


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../a.pdf", "kit/../../a.pdf", "kit//a", "kit/./a", "kit/", "a\0"])
def test_paths_that_lead_elsewhere_are_none(out, path):
    assert not output.is_inside(path)
    with pytest.raises(ValueError, match="outside"):
        output.write(out, path, b"x")


def test_a_link_that_comes_while_a_file_is_written(tmp_path, monkeypatch):
    """Who lays one between the look and the writing gains nothing: the folder is held open."""
    out, away, replace = tmp_path / "build", tmp_path / "ailleurs", os.replace
    away.mkdir()

    def swapping(source, target, **where):
        (out / "fiches").rename(out / "ancien")
        (out / "fiches").symlink_to(away)
        replace(source, target, **where)

    if folders.DESCRIPTORS:
        monkeypatch.setattr(os, "replace", swapping)
        output.write(out, "fiches/a.pdf", b"x")
        assert list(away.iterdir()) == [] and (out / "ancien" / "a.pdf").read_bytes() == b"x"
        with pytest.raises(FichesError):
            output.write(out, "fiches/b.pdf", b"x")
        assert list(away.iterdir()) == []


def test_the_walk_sees_all_of_it(out):
    deep = out / "kit"
    for _ in range(output.MAX_NESTED_FOLDERS + 2):
        deep = deep / "d"
        deep.mkdir()
    (out / "kit" / "x" / ".y").mkdir(parents=True)
    (out / "kit" / "x" / ".y" / "lien").symlink_to("rien")
    (out / "kit" / "a.html").write_bytes(b"<p>")
    found = output.scan(out)
    assert found.files == {"kit/a.html": output.stamp(out, "kit/a.html")}
    assert sorted(found.strays)[1] == "kit/x/.y/lien" and found.strays[0].count("/d") == output.MAX_NESTED_FOLDERS
    assert output.scan(out / "absent") == output.Scan() == output.scan(out / "kit" / "a.html")


def test_what_was_left_unfinished_goes_and_emptied_folders_too(out):
    for name in ("kit/.fiches-0.tmp", "kit/a.html", "kit/b/c.html"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(b"x")
    output.sweep(out, ["kit", "absent"])
    output.remove(out, "kit/b/c.html")
    output.remove(out, "kit/b/c.html")  # it may be gone already
    output.remove_emptied(out, ["kit/b/c.html", "absent/x"])
    assert output.names(out) == ["kit"] and output.names(out, "kit") == ["a.html"]


def test_rights_that_are_not_granted_are_no_reason(out, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", refuse)
    output.write(out, "a.pdf", b"x")
    assert (out / "a.pdf").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("number", "reason", "remedy"),
    [
        (errno.ENOSPC, "the disk is full", "free some space"),
        (errno.EDQUOT, "your share of the disk is full", "free some space"),
        (errno.ESTALE, "the disk or the shared folder cannot be reached any more", "connect the shared folder again"),
        (errno.EIO, "the disk does not answer", "plug the disk in"),
        (errno.EXDEV, "it is on another disk", "choose another folder"),
        (errno.EEXIST, "it is there already", "choose another folder"),
        (errno.EROFS, "the disk is read-only", "choose another folder"),
        (errno.EPROTO, "the system answers “Protocol error”", "choose another folder"),
    ],
)
def test_each_refusal_has_its_reason_and_its_remedy(out, monkeypatch, number, reason, remedy):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FichesError) as told:
        output.write(out, "a.pdf", b"x")
    english, french = catalogue("en"), catalogue("fr")
    assert reason in english.text(told.value.message) and remedy in english.text(told.value.hint)
    assert ("libérez de la place" in french.text(told.value.hint)) == (number in (errno.ENOSPC, errno.EDQUOT))
    assert output.names(out) == ["kit"], "nothing half-written stays"


def test_a_name_that_is_too_long_is_a_matter_of_its_own(out):
    with pytest.raises(RefusedFile) as told:
        output.write(out, f"{'x' * 300}.pdf", b"x")
    assert told.value.code == "nom-de-fichier" and "plus court" in str(told.value.hint)
    assert not output.exists(out, f"{'x' * 300}.pdf") and output.stamp(out, f"{'x' * 300}.pdf") is None
