from __future__ import annotations

import threading
from pathlib import Path

import pytest

from meddiag_gui.errors import UnreadableImage
from meddiag_gui.gui.runner import Runner
from meddiag_gui.gui.session import Session
from tests.support.images import coordinate_image


def open_named(path):
    if path.name.startswith("bad"):
        raise UnreadableImage(f"{path.name} is cut short.")
    if path.name.startswith("bug"):
        raise TypeError("secret")
    return coordinate_image(sha256=f"sha-{path.name}", path=path)


@pytest.fixture
def make(qapp):
    runners = []

    def build(open_image=open_named, demo=lambda: Path("demo.dcm")):
        runners.append(Runner("io"))
        return Session(runners[-1], open_image, demo), runners[-1]

    yield build
    for runner in runners:
        runner.shut_down()


def shown(session):
    return session.picture.image.path.name if session.picture else None


def test_the_first_of_the_chosen_files_is_shown(make, qtbot):
    session, _ = make()
    session.open_paths([Path("a.dcm"), Path("b.dcm")])
    qtbot.waitUntil(lambda: shown(session) == "a.dcm")
    assert session.files == [Path("a.dcm"), Path("b.dcm")]
    session.next()
    assert session.picture is None  # the old picture never stands under the new name
    qtbot.waitUntil(lambda: shown(session) == "b.dcm")
    session.next()
    session.previous()
    qtbot.waitUntil(lambda: shown(session) == "a.dcm")


def test_a_folder_gives_every_file_below_it_by_name(make, qtbot, tmp_path):
    for name in ("b.txt", "sub/c", "a.dcm", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    session, _ = make()
    session.open_paths([tmp_path, Path("z.dcm")])
    qtbot.waitUntil(lambda: bool(session.files))
    assert [path.name for path in session.files] == [".hidden", "a.dcm", "b.txt", "c", "z.dcm"]


def test_an_empty_folder_says_so(make, qtbot, tmp_path):
    session, _ = make()
    with qtbot.waitSignal(session.failed) as failed:
        session.open_paths([tmp_path])
    assert failed.args == [f"There is no file in {tmp_path.name}."]


def test_an_unreadable_file_is_named_and_remembered(make, qtbot):
    session, _ = make()
    with qtbot.waitSignal(session.failed) as failed:
        session.open_paths([Path("/home/anna/bad.dcm")])
    assert failed.args == ["bad.dcm is cut short."]
    assert session.picture is None
    assert session.problems == {Path("/home/anna/bad.dcm"): "bad.dcm is cut short."}


def test_an_internal_error_is_said_without_its_own_words(make, qtbot):
    session, _ = make()
    with qtbot.waitSignal(session.failed) as failed:
        session.open_paths([Path("bug.dcm")])
    assert failed.args == ["An internal error (TypeError) came up while opening bug.dcm."]


def test_a_late_picture_gives_way_to_the_one_asked_for_last(make, qtbot):
    go = threading.Event()

    def open_slowly(path):
        if path.name == "slow.dcm":
            go.wait(5)
        return open_named(path)

    session, _ = make(open_slowly)
    taken = []
    session.picture_changed.connect(lambda: taken.append(shown(session)))
    session.open_paths([Path("slow.dcm"), Path("b.dcm")])
    qtbot.waitUntil(lambda: session.index == 0)
    session.next()
    go.set()
    qtbot.waitUntil(lambda: shown(session) == "b.dcm")
    assert "slow.dcm" not in taken


def test_closing_gives_up_what_is_being_read(make, qtbot):
    session, io = make()
    session.open_paths([Path("a.dcm")])
    session.close()
    qtbot.waitUntil(lambda: not io.busy)
    assert session.picture is None


def test_the_demo_study_is_made_off_the_gui_thread(make, qtbot):
    names = []

    def demo():
        names.append(threading.current_thread().name)
        return Path("phantom.dcm")

    session, _ = make(demo=demo)
    session.open_demo()
    qtbot.waitUntil(lambda: shown(session) == "phantom.dcm")
    assert names[0].startswith("meddiag-io")


def test_a_place_outside_the_list_changes_nothing(make, qtbot):
    session, io = make()
    session.previous()
    session.next()
    session.show(3)
    assert (session.index, io.busy) == (-1, False)
