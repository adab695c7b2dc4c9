"""What the program is made of: nothing that runs text as code, no library with a known hole, and nobody outside that it needs."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from packaging.version import Version

from tests.test_architecture import ROOT, Module, fail_if, modules

RUNS_TEXT = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput", "yaml.load"}  # fmt: skip
LOADS_OBJECTS = {"pickle", "cPickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "jsonpickle"}
AT_LEAST = {"gradio": "6.20", "pdfminer.six": "20251230", "langchain-core": "1.2.5"}
"""Below these a hole is known."""
OFFLINE = """
import fcntl, json, socket, struct, subprocess, sys, time
from urllib.request import Request, urlopen
from urllib.error import URLError

lo = socket.socket()
fcntl.ioctl(lo, 0x8914, struct.pack("16sh", b"lo", 1 | 64))  # up and running
try:
    socket.create_connection(("192.0.2.1", 80), 2)
except OSError as error:
    print(error.errno)
folder, report, question = sys.argv[1:]
command = [sys.executable, "-c", "import sys; from tests.ui.quiet import watch; watch(sys.argv.pop(1)); from ui.cli import main; main()", folder + ".log"]
where = ["--data-dir", folder]
subprocess.run([*command, "ingest", *where, report], check=True, stdout=subprocess.DEVNULL)
subprocess.run([*command, "ask", "--json", *where, question], check=True)
serving = subprocess.Popen([*command, "serve", *where, "--port", "7860"])
asked = Request("http://127.0.0.1:7860/api/ask", json.dumps({"question": question}).encode(), {"content-type": "application/json"})
while True:
    assert serving.poll() is None
    try:
        print(urlopen(asked).read().decode())
        break
    except URLError:
        time.sleep(0.1)
print(urlopen("http://127.0.0.1:7860/").status)
serving.terminate()
serving.wait(30)
"""


def named(node: ast.Call) -> str:
    """The name by which a function is called."""
    return ast.unparse(node.func)


def in_shell(node: ast.Call) -> bool:
    """Whether a call hands its text to a shell."""
    return any(word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False) for word in node.keywords)


def dangers(module: Module) -> list[str]:
    """What of a module runs text as code, or makes objects of foreign bytes."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (named(node) in RUNS_TEXT or in_shell(node)):
            found.append(f"{module.path}:{node.lineno} calls {named(node)}")
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [str(node.module)]
            found += [f"{module.path}:{node.lineno} imports {name}" for name in names if name.partition(".")[0] in LOADS_OBJECTS]
    return found


def test_nothing_runs_text_as_code() -> None:
    fail_if(danger for module in modules() for danger in dangers(module))


@pytest.mark.parametrize("line", ["eval(x)", "exec(x)", "import pickle", "from marshal import loads", "yaml.load(x)", "os.system(x)", "run(x, shell=True)", "run(x, shell=y)"])  # fmt: skip
def test_each_danger_is_seen(line: str) -> None:
    assert len(dangers(Module("x", Path("x.py"), ast.parse(line)))) == 1


@pytest.mark.parametrize("package", AT_LEAST)
def test_no_version_with_a_known_hole_is_locked(package: str) -> None:
    [version] = re.findall(rf"^{re.escape(package)}==(\S+)$", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert Version(version) >= Version(AT_LEAST[package])


def test_without_a_network_reports_are_read_asked_and_served(tmp_path: Path) -> None:
    cut_off = [which("unshare") or "unshare", "-rn"]
    if subprocess.run([*cut_off, "true"], check=False, capture_output=True).returncode:
        pytest.skip("此处不能断开网络（unshare -rn 不被允许），未测试。")
    report = next((ROOT / "samples" / "reports").glob("广州海关2023.pdf"))
    program = [*cut_off, sys.executable, "-u", "-c", OFFLINE, str(tmp_path / "held"), str(report), "广州海关2023年有多少申请被撤销？"]
    done = subprocess.run(program, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=300)
    unreachable, asked, served, page = done.stdout.splitlines()
    assert int(unreachable) == 101
    assert [json.loads(reply)["values"][0]["value"] for reply in (asked, served)] == ["26", "26"]
    assert page == "200"
    assert not Path(f"{tmp_path / 'held'}.log").exists()  # nothing was looked up or called
