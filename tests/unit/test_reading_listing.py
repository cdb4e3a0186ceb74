"""Listing: which files stand behind what the user names, in which order, and under which name."""

import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading import SourceNotFoundError, path_of_uri, read_sources, uri_of_path
from flows.reading.listing import Found, list_sources


@pytest.fixture
def tree(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/10.txt", "a/deep/x.html", "c/1.txt", ".hidden/h.txt"):
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.")
    return tmp_path / "tree"


def names(tree, *sources):
    return [os.path.relpath(found.path, tree) for found in list_sources([str(tree / s) for s in sources])]


ALL = [".hidden/h.txt", "a/10.txt", "a/2.txt", "a/deep/x.html", "b.txt", "c/1.txt"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["."], ALL),
        (["b.txt", "a"], ["b.txt", "a/10.txt", "a/2.txt", "a/deep/x.html"]),
        (["*.txt"], ["b.txt"]),
        (["?/*.txt"], ["a/10.txt", "a/2.txt", "c/1.txt"]),
        (["[ac]"], ["a/10.txt", "a/2.txt", "a/deep/x.html", "c/1.txt"]),
        (["a/*"], ["a/10.txt", "a/2.txt", "a/deep/x.html"]),
        (["**/*.txt"], ["b.txt", ".hidden/h.txt", "a/10.txt", "a/2.txt", "c/1.txt"]),
        (["**"], ["b.txt", ".hidden/h.txt", "a/10.txt", "a/2.txt", "a/deep/x.html", "c/1.txt"]),
        (["**/**/deep/**/*.html"], ["a/deep/x.html"]),
        (["a", "a/2.txt", "b.txt", "a", "./b.txt"], ["a/10.txt", "a/2.txt", "a/deep/x.html", "b.txt"]),
        (["a/2.txt", "a", "*/2.txt"], ["a/2.txt", "a/10.txt", "a/deep/x.html"]),
        ([".", "."], ALL),
    ],
)
def test_files_come_in_order_and_once(tree, sources, expected):
    assert names(tree, *sources) == expected


@pytest.mark.parametrize("source", ["nowhere", "nowhere/*.txt", "*.pdf", "", "a\0b"])
def test_a_wrong_path_is_an_error_at_once(tree, monkeypatch, source):
    monkeypatch.chdir(tree)
    with pytest.raises(SourceNotFoundError):
        read_sources(["b.txt", source])


def test_the_same_file_has_the_same_uri_from_everywhere(tree, monkeypatch):
    monkeypatch.chdir(tree / "a")
    assert [f.path for f in list_sources(["../b.txt"])] == [str(tree / "b.txt")]


def test_a_name_with_magic_signs_is_a_name_first(tree):
    (tree / "a[1].txt").write_text("Words.")
    (tree / "a1.txt").write_text("Words.")
    assert names(tree, "a[1].txt") == ["a[1].txt"]


def test_equal_folders_in_each_other_are_two_steps_of_a_pattern(tree):
    (tree / "a" / "a").mkdir()
    (tree / "a" / "a" / "3.txt").write_text("Words.")
    assert names(tree, "a/a/*.txt") == ["a/a/3.txt"]


def test_links_are_followed_once_and_never_in_circles(tree, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.txt").write_text("Words.")
    (outside / "back").symlink_to(tree)
    for link, target in {"l1": outside, "l2": outside, "up": tmp_path, "in": tree / "a", "a/self": tree / "a"}.items():
        (tree / link).symlink_to(target)
    (tree / "file").symlink_to(tree / "b.txt")
    (tree / "round").symlink_to(tree / "round")
    (tree / "gone").symlink_to(tree / "never")
    found = {os.path.relpath(f.path, tree): (f.reason or "").split(":")[0] for f in list_sources([str(tree)])}
    loops = dict.fromkeys(("l1/back", "l2", "up", "in", "a/self", "round"), "symlink_loop")
    assert found == dict.fromkeys([*ALL, "l1/o.txt", "file"], "") | loops | {"gone": "vanished"}


def test_what_is_no_file_is_told(tree):
    os.mkfifo(tree / "pipe.txt")
    (found,) = list_sources([str(tree / "pipe.txt")])
    assert found.reason == "unsupported_type: not a regular file"


def test_an_unreadable_folder_is_told(tree, monkeypatch):
    real = os.listdir

    def refuse(folder):
        if str(folder).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "listdir", refuse)
    found = [f for f in list_sources([str(tree)]) if f.reason]
    assert found == [Found(str(tree / "a"), "unreadable: permission denied")]


def test_deep_folders_and_many_names_are_listed_as_they_come(tmp_path, monkeypatch):
    count = 50_000
    file = tmp_path / "x"
    file.write_text("")
    status = os.lstat(file)
    monkeypatch.setattr(os, "listdir", lambda _: [f"{n:07d}.txt" for n in range(count)])
    monkeypatch.setattr(os, "lstat", lambda _: status)
    tracemalloc.start()
    listed = sum(1 for _ in list_sources([str(tmp_path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert listed == count
    assert peak < 90 * count  # one folder's names, 60 bytes each, and their list


def test_names_that_are_no_utf8_get_a_readable_uri(tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_bytes(b"Words.")
    (record,) = read_sources([str(tmp_path)])
    assert record.source_uri == f"{tmp_path}/caf\\xe9.txt"
    assert os.fsencode(path_of_uri(record.source_uri)[0]) == name


@given(st.binary(max_size=30), st.sampled_from(["", "#3", "\\#3", "#", "\\"]), st.none() | st.integers(1, 99))
def test_a_uri_leads_back_to_its_path_and_record(name, end, number):
    path = "/" + os.fsdecode(name) + end
    uri = uri_of_path(path)
    uri.encode()
    assert path_of_uri(uri if number is None else f"{uri}#{number}") == (path, number)
