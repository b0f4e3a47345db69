"""A disk that is full, or may not be written: one clear line, and what was there before is untouched."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from dateline import api
from dateline.build import RECORD
from tests.integrity.harness import REFUSED, ended, forked, holds, make, warm_up, write_reports

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
NOBODY = 65534


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path], bytes]:
    """A record of two reports, the paths of four, and the record's bytes with all four."""
    warm_up()
    home = tmp_path_factory.mktemp("disk")
    paths = write_reports(home / "reports", 4)
    make(paths[:2], home / "before")
    shutil.copytree(home / "before", home / "after")
    make(paths, home / "after")
    return home, paths, (home / "after" / RECORD).read_bytes()


def no_larger_than(size: int) -> None:
    """In a child: no file may grow past `size` bytes, as on a disk with no more room. Holds for C code as well."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_write_that_fails_at_any_size_is_one_line_and_loses_nothing(made):
    home, paths, after = made
    before = (home / "before" / RECORD).read_bytes()
    refused = 0
    for size in (0, 100, 4_000, 5_000, 20_000, 60_000, len(after) // 2, len(after) - 1_000, len(after) - 1):
        folder, log = home / f"full-{size}", home / f"log-{size}"
        shutil.copytree(home / "before", folder)

        def work(folder: Path = folder, size: int = size) -> None:
            no_larger_than(size)
            make(paths, folder)

        code = ended(forked(work, log))
        # The log is under the limit too: nothing fits into a file of no bytes.
        told = log.read_text(encoding="utf-8")
        assert code == REFUSED or (code == 13 and size == 0), told
        if size >= 4_000:
            assert told.count("\n") == 1
            assert "full or read-only" in told, told
        refused += 1
        assert (folder / RECORD).read_bytes() == before
        assert holds(folder) == []
        make(paths, folder)
        assert (folder / RECORD).read_bytes() == after
        shutil.rmtree(folder)
    assert refused == 9


def test_a_real_full_disk(made, tmp_path):
    home, paths, _ = made
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount a small disk here")
    try:
        shutil.copytree(home / "before", disk / "record")
        before = (disk / "record" / RECORD).read_bytes()
        (disk / "filler").write_bytes(b"x" * max(0, shutil.disk_usage(disk).free - 20_000))
        code = ended(forked(lambda: make(paths, disk / "record"), tmp_path / "log"))
        told = (tmp_path / "log").read_text(encoding="utf-8")
        assert code == REFUSED, told
        assert told.count("\n") == 1
        assert (disk / "record" / RECORD).read_bytes() == before
        assert holds(disk / "record") == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_may_not_be_written_still_reads(made):
    home, paths, _ = made
    with tempfile.TemporaryDirectory() as place:
        # Root may write everywhere: the child becomes nobody, in a folder that nobody may read.
        os.chmod(place, 0o755)
        shutil.copytree(home / "before", Path(place) / "record")
        shutil.copytree(home / "reports", Path(place) / "reports")
        folder, log = Path(place) / "record", home / "log-read-only"
        for path in (*folder.iterdir(), folder):
            os.chmod(path, 0o555 if path.is_dir() else 0o444)
        here = [Path(place) / "reports" / path.name for path in paths]

        def become_nobody() -> None:
            if os.getuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)

        def write() -> None:
            become_nobody()
            make(here, folder)

        def read() -> None:
            become_nobody()
            opened = api.open(folder)
            assert len(opened.reports) == 2
            assert opened.verify() == []
            assert opened.event(opened.events[0]["id"]).why()

        code = ended(forked(write, log))
        told = log.read_text(encoding="utf-8")
        assert code == REFUSED, told
        assert told.count("\n") == 1
        assert "written" in told
        assert ended(forked(read, log)) == 0, log.read_text(encoding="utf-8")
        assert (folder / RECORD).read_bytes() == (home / "before" / RECORD).read_bytes()
