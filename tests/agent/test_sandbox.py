"""Sandbox: files that eat time, memory or the process end alone, and the next file is read."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import psutil
import pytest

import agent.sandbox
from agent.commands.doctor_guards import lines_for
from agent.guards import GUARDS
from agent.sandbox import Sandbox, SandboxLimits
from agent.system_calls import STEP_BYTES, filter_program
from pipelines.errors import OperatorError, UnreadableError
from pipelines.readers import ReadLimits
from pipelines.readers.reader import sha256_of

ROOT = Path(agent.sandbox.__file__).parent.parent
NOTE = b"Policy number AP-1\n"


def pdf(content: bytes) -> bytes:
    """A one-page PDF with this content stream, compressed."""
    stream = zlib.compress(content, 9)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R /Size 6 >>\n"


PAPER = pdf(b"BT /F1 12 Tf 72 700 Td (Date of loss 2026-03-02) Tj ET")
SLOW = pdf(
    b"BT /F1 1 Tf " + b"".join(b"1 0 0 1 %d %d Tm (word) Tj " % (n % 600, n % 780) for n in range(90_000)) + b"ET"
)
BOMB = pdf(b" " * 600_000_000)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as one:
        yield one


def processes() -> list[psutil.Process]:
    """The reading processes of this test process that are alive."""
    found = []
    for child in psutil.Process().children():
        if child.status() != psutil.STATUS_ZOMBIE and any("sandbox_child" in word for word in child.cmdline()):
            found.append(child)
    return found


def test_documents_and_contents_come_back_whole(sandbox: Sandbox) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "claim"
    message.set_content("see the paper\n")
    message.add_attachment(PAPER, maintype="application", subtype="pdf", filename="../x")
    result = sandbox.read(message.as_bytes())
    body, paper = result.documents
    assert (body.role, paper.role) == ("body", "attachment")
    assert paper.text == "Date of loss 2026-03-02"
    assert result.contents == {paper.sha256: PAPER}
    assert paper.sha256 == sha256_of(PAPER)
    assert body.id != paper.id


def test_a_page_comes_as_a_picture(sandbox: Sandbox) -> None:
    picture = sandbox.render(PAPER, 1, 1.0)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20], "big") == 612


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\x7fELF\x02\x01", "unknown_format"), (b"%PDF-1.7 x", "damaged")],
)
def test_a_refusal_keeps_its_code_and_sentence(sandbox: Sandbox, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        sandbox.read(data)
    assert error.value.code == code
    assert str(error.value).endswith(".")


def test_rendering_what_has_no_such_page_is_refused(sandbox: Sandbox) -> None:
    for data, page, code in ((PAPER, 2, "no_page"), (PAPER, 0, "no_page"), (NOTE, 1, "damaged")):
        with pytest.raises(UnreadableError) as error:
            sandbox.render(data, page, 1.0)
        assert error.value.code == code


@pytest.mark.parametrize(
    ("data", "limits", "codes"),
    [
        (SLOW, SandboxLimits(cpu_seconds=1), {"too_slow"}),
        (SLOW, SandboxLimits(wall_seconds=0.5), {"too_slow"}),
        (BOMB, SandboxLimits(memory_mb=400), {"crashed", "too_much_memory"}),
        (b"x" * 300_000_000, SandboxLimits(memory_mb=400), {"too_much_memory"}),
        (PAPER * 40, SandboxLimits(answer_mb=0), {"crashed"}),
    ],
    ids=["processor time", "wall time", "decompression bomb", "memory", "answer"],
)
def test_a_greedy_file_is_stopped_and_the_next_one_read(data: bytes, limits: SandboxLimits, codes: set[str]) -> None:
    if len(data) > 100_000_000:
        limits = replace(limits, read=ReadLimits(max_characters=1_000_000_000))
    with Sandbox(limits) as sandbox:
        before = {process.pid for process in processes()}
        with pytest.raises(UnreadableError) as error:
            sandbox.read(data)
        assert error.value.code in codes
        assert {process.pid for process in processes()} <= before  # the greedy one is gone
        if limits.answer_mb:
            assert sandbox.read(NOTE).documents[0].text == "Policy number AP-1\n"


def test_the_limits_of_reading_reach_the_process() -> None:
    with Sandbox(SandboxLimits(read=ReadLimits(max_characters=3))) as sandbox, pytest.raises(UnreadableError) as error:
        sandbox.read(NOTE)
    assert error.value.code == "too_long"


def test_a_process_serves_many_files_and_is_then_replaced() -> None:
    with Sandbox(SandboxLimits(documents_per_process=2, processes=1)) as sandbox:
        before = {process.pid for process in processes()}
        served = []
        for _ in range(4):
            sandbox.read(NOTE)
            served.append({process.pid for process in processes()} - before)
        assert len(served[0]) == 1
        assert served[1] == served[3] == set()  # ended after its second file
        assert served[2] != served[0]


def test_a_process_that_died_idle_is_replaced() -> None:
    with Sandbox() as sandbox:
        before = {process.pid for process in processes()}
        sandbox.read(NOTE)
        (idle,) = [process for process in processes() if process.pid not in before]
        idle.kill()
        idle.wait()
        assert sandbox.read(NOTE).documents[0].text


def test_threads_share_a_sandbox(sandbox: Sandbox) -> None:
    def work(number: int) -> str:
        if number % 3 == 0:
            return str(len(sandbox.render(PAPER, 1, 0.5)) > 100)
        if number % 3 == 1:
            with pytest.raises(UnreadableError):
                sandbox.read(b"%PDF- broken")
            return "True"
        return str(sandbox.read(b"note %d" % number).documents[0].text == f"note {number}")

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(work, range(24))) == {"True"}


def test_closing_ends_only_its_own_processes(sandbox: Sandbox) -> None:
    sandbox.read(NOTE)
    before = {process.pid for process in processes()}
    other = Sandbox()
    other.read(NOTE)
    other.close()
    other.close()
    assert {process.pid for process in processes()} == before
    assert sandbox.read(NOTE).documents
    with pytest.raises(OperatorError):
        other.read(NOTE)


def test_the_process_knows_nothing_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LODGE_KEY", "a secret")
    with Sandbox() as sandbox:
        before = {process.pid for process in processes()}
        sandbox.read(NOTE)
        (process,) = [process for process in processes() if process.pid not in before]
        assert set(process.environ()) == {"LANG", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"}
        assert process.cwd() != str(Path.cwd())
        scratch = Path(process.cwd())
        assert list(scratch.iterdir()) == []
    assert not scratch.exists()


def test_it_ends_with_its_parent() -> None:
    script = """
import sys
from agent.sandbox import Sandbox
sandbox = Sandbox()
sandbox.read(b"note")
print("ready", flush=True)
sys.stdin.read()
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert parent.stdout is not None and parent.stdout.readline() == b"ready\n"
    (child,) = psutil.Process(parent.pid).children()
    parent.kill()
    parent.communicate()
    gone, alive = psutil.wait_procs([child], timeout=20)
    assert gone and not alive


linux = pytest.mark.skipif(sys.platform != "linux", reason="these guards are Linux's own")

ATTEMPTS = {
    "a socket": "import socket; socket.socket()",
    "a process": "import os; os.fork()",
    "a program": "import os; os.execv('/bin/true', ['true'])",
    "a signal": "import os; os.kill(os.getppid(), 0)",
    "a signal to a thread": "import ctypes, os; pid = os.getppid(); tell(ctypes.CDLL(None).syscall(234, pid, pid, 0))",
    "another's limits": "import os, resource; resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
    "another's priority": "import os; os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "another's place": "import os; os.sched_setaffinity(os.getppid(), {0})",
    "shared memory": "import ctypes; tell(ctypes.CDLL(None).shmget(0, 4096, 0o1600))",
    "a file in memory": "import os; os.memfd_create('x')",
    "a folder": "import os; os.mkdir('made')",
    "a deletion": "import os; os.unlink('there')",
    "a name": "import os; os.rename('there', 'elsewhere')",
    "a file to write": "open('there', 'w')",
    "a file to add to": "open('there', 'a')",
    "a new file": "open('new', 'x')",
    "a shortened file": "import os; os.truncate('there', 0)",
    "many files": "import os; [os.dup(0) for _ in range(100)]",
    "much memory": "bytearray(2 << 30)",
}


@linux
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_what_the_guards_refuse(attempt: str, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"kept")
    script = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from agent.guards import put_on
        active = put_on(1 << 30, 60)
        assert {{"memory", "cpu", "no_file_writes", "open_files", "no_new_privileges", "system_calls"}} <= set(active)
        def tell(result):
            if result < 0:
                raise OSError
        try:
            {attempt}
        except (OSError, MemoryError):
            sys.exit(42)
    """
    done = subprocess.run([sys.executable, "-I", "-c", textwrap.dedent(script)], cwd=tmp_path, check=False)
    assert done.returncode == 42
    assert (tmp_path / "there").read_bytes() == b"kept"


@linux
def test_the_site_s_files_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "lodge.sqlite").write_bytes(b"claims")
    script = f"""
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        from agent.guards import put_on
        if "own_files" not in put_on(1 << 30, 60):
            sys.exit(43)
        import pypdf, xml.dom, email.mime.audio  # what is imported late is still found
        try:
            open("lodge.sqlite", "rb")
        except PermissionError:
            sys.exit(42)
    """
    done = subprocess.run([sys.executable, "-I", "-c", textwrap.dedent(script)], cwd=tmp_path, check=False)
    if done.returncode == 43:
        pytest.skip("this kernel has no Landlock")
    assert done.returncode == 42


@linux
def test_active_guards_are_named(sandbox: Sandbox) -> None:
    assert {"memory", "cpu", "no_new_privileges"} <= set(sandbox.active_guards())


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_jump_of_the_filter_stays_within_it(machine: str) -> None:
    program = filter_program(machine, 4711)
    steps = [program[at : at + STEP_BYTES] for at in range(0, len(program), STEP_BYTES)]
    for place, step in enumerate(steps):
        assert place + 1 + max(step[2], step[3]) < len(steps) or step[0] == 0x06  # the end of the program
    with pytest.raises(KeyError):
        filter_program("pdp11", 4711)


def test_a_warm_sandbox_replaces_what_a_file_has_ended() -> None:
    with Sandbox(SandboxLimits(processes=1)) as sandbox:
        before = {process.pid for process in processes()}

        def own() -> set[int]:
            return {process.pid for process in processes()} - before

        def ready() -> set[int]:
            for _ in range(600):
                if sandbox._idle:
                    return own()
                pause.wait(0.05)
            return set()

        pause = threading.Event()
        sandbox.warm()
        (first,) = ready()
        sandbox.read(NOTE)
        assert own() == {first}
        with pytest.raises(UnreadableError):
            sandbox.read(b"")
        (second,) = ready()
        assert second != first
        assert sandbox.read(NOTE).documents


CLOCK = """
import json, sys
sys.path.insert(0, sys.argv[1])
from agent import sandbox_child
from pipelines import readers
from pipelines.readers import text
told = []
take = text.TextReader.read
def read(self, data, task):
    while task.has_time():
        told.append(sum(range(100_000)))
    result = take(self, data, task)
    return type(result)((result.documents[0].model_copy(update={"text": f"pictures begun: {bool(told)}"}),))
text.TextReader.read = read
sandbox_child.main()
"""


def test_slow_work_ends_before_the_wall_limit_and_gets_its_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent.sandbox, "_START", CLOCK)
    # It works for about two seconds, which is more than the processor time without progress.
    with Sandbox(SandboxLimits(cpu_seconds=1, wall_seconds=3.0)) as sandbox:
        assert sandbox.read(NOTE).documents[0].text == "pictures begun: True"


def test_every_guard_is_told() -> None:
    with Sandbox() as sandbox:
        active = sandbox.active_guards()
    assert set(active) <= set(GUARDS)
    assert [line.state for line in lines_for(tuple(GUARDS))] == ["ok"]
    without = lines_for(tuple(name for name in GUARDS if name != "own_network"))
    assert [line.state for line in without] == ["ok", "warn"]
    assert "network of its own" in without[1].seen
    nothing = lines_for(())
    assert nothing[0].state == "fail" and len(nothing) == len(GUARDS) + 1
    assert all(line.remedy for line in nothing)


NOBODY = """
import ctypes, os, sys
sys.path.insert(0, sys.argv[1])
from agent.guards import put_on
from pipelines.readers import read
prctl = ctypes.CDLL(None).prctl
for capability in range(64):
    prctl(24, capability, 0, 0, 0)  # out of the bounding set
os.setgroups([])
os.setresgid(65534, 65534, 65534)
os.setresuid(65534, 65534, 65534)
prctl(38, 1, 0, 0, 0)  # no new privileges
capabilities = [line.split()[1] for line in open("/proc/self/status") if line.startswith("Cap")]
print(*put_on(1 << 30, 60))
print(*capabilities)
print(read(b"Policy number AP-1", lambda: "1").documents[0].text)
for attempt in ("import socket; socket.socket()", "import os; os.fork()", "open('x', 'w')", "open('/etc/hostname')"):
    try:
        exec(attempt)
    except OSError:
        print("refused")
"""


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_nobody_without_any_privilege_is_guarded_as_well(tmp_path: Path) -> None:
    """As in a pod under the restricted policy: no root, no capability, no way to gain any."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", NOBODY, str(ROOT)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    active, capabilities, text, *refused = done.stdout.splitlines()
    assert {name for name, guard in GUARDS.items() if guard.vital} | {"system_calls"} <= set(active.split())
    assert {int(one, 16) for one in capabilities.split()} == {0}
    assert text == "Policy number AP-1"
    assert refused[:3] == ["refused"] * 3
    assert len(refused) == 4 or "own_files" not in active


LIARS = {
    "another file's digest": 'say({"status": "done", "documents": [len(document)], "contents": []}, document)',
    "lengths that do not add up": 'say({"status": "done", "documents": [10**6], "contents": []}, document)',
    "a negative length": 'say({"status": "done", "documents": [-1, len(document) + 1], "contents": []}, document)',
    "no documents": 'say({"status": "done", "documents": [], "contents": []})',
    "no lengths": 'say({"status": "done"})',
    "not a document": 'say({"status": "done", "documents": [2], "contents": []}, b"{}")',
    "a code of its own": 'say({"status": "unreadable", "code": "../../x", "message": "x" * 9000})',
    "no JSON": 'out.write(struct.pack(">IQ", 3, 0) + b"xyz"); out.flush()',
    "no object": 'out.write(struct.pack(">IQ", 2, 0) + b"[]"); out.flush()',
    "a header without end": 'out.write(struct.pack(">IQ", 2**32 - 1, 0)); out.flush()',
    "a body without end": 'out.write(struct.pack(">IQ", 2, 2**60) + b"{}"); out.flush()',
    "half a frame": 'out.write(b"\\0"); out.flush(); sys.exit()',
    "nothing": "sys.exit()",
}


@pytest.mark.parametrize("lie", LIARS.values(), ids=LIARS.keys())
def test_what_comes_out_of_the_process_is_not_believed(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = '{"id": "1", "ordinal": 0, "media_type": "text/plain", "sha256": "00", "text": "x"}'
    script = f"""
        import json, struct, sys
        out = sys.stdout.buffer
        document = {document!r}.encode()
        def say(header, body=b""):
            head = json.dumps(header).encode()
            out.write(struct.pack(">IQ", len(head), len(body)) + head + body)
            out.flush()
        say({{"status": "ready", "guards": []}})
        {lie}
        sys.stdin.buffer.read()
    """
    monkeypatch.setattr(agent.sandbox, "_START", textwrap.dedent(script))
    with Sandbox() as sandbox, pytest.raises(UnreadableError) as error:
        sandbox.read(NOTE)
    assert error.value.code == "crashed"
    assert len(str(error.value)) < 400


def test_a_process_that_cannot_start_is_the_operator_s_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent.sandbox, "_START", "import sys; sys.exit(1)")
    with Sandbox(SandboxLimits(processes=1)) as sandbox:
        for _ in range(2):  # and no place is lost
            with pytest.raises(OperatorError) as error:
                sandbox.read(NOTE)
            assert "memory" in str(error.value)


def test_no_place_is_lost_to_failures() -> None:
    with Sandbox(SandboxLimits(processes=1)) as sandbox:
        for _ in range(3):
            with pytest.raises(UnreadableError):
                sandbox.read(b"")
        assert sandbox.read(NOTE).documents
