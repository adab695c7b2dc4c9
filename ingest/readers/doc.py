"""Older Word files (.doc), RTF and OpenDocument to layouts, through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import allowance
from ingest.document import Document, Layout
from ingest.errors import DamagedDocument, ReadingStopped, UnsupportedMediaType
from ingest.readers.docx import read_docx
from ingest.readers.media import DOC, ODT, RTF, WORD_XML

FILTERS = {DOC: "MS Word 97", RTF: "Rich Text Format", ODT: "writer8", WORD_XML: "MS Word 2003 XML"}
"""The filter by which LibreOffice opens each kind: what it cannot open so it would else open as plain text, garbage included."""

# Not antiword: of a report's tables it drops the rows of table three and pours table four into one line.
PROGRAM = "soffice"
SECONDS = 45
_MEMORY = 2 * 1024 * 1024 * 1024
_LOCKED = 0x01
_TIMED_OUT = (124, 137)
# No macro runs, no link is followed: a document must not reach the network through its reader.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""


def read_doc(document: Document, content: bytes) -> Layout:
    """What LibreOffice makes of the document, as the reader of .docx sees it.

    Raises UnsupportedMediaType where LibreOffice is not installed, DamagedDocument where it cannot open the file, ReadingStopped
    where it takes too long.
    """
    if (program := shutil.which(PROGRAM)) is None:
        raise UnsupportedMediaType(
            f"《{document.name}》无法读取：读旧版 Word（.doc）、RTF 和 ODT 要用 LibreOffice，这台机器上没有安装。"
            "请安装 libreoffice-writer-nogui，或另存为 .docx 后再试。"
        )
    if is_locked(content):
        raise DamagedDocument(f"《{document.name}》打不开：文件设有密码。请另存为不加密的 .docx 后再试。")
    allowance.widen(SECONDS + 15, _MEMORY)
    with TemporaryDirectory(prefix="nianbao-") as folder:
        return read_docx(document, _converted(document, content, program, Path(folder)))


def is_locked(content: bytes) -> bool:
    """Whether a Word file says in its own head that it is encrypted ([MS-DOC] 2.5.2, fEncrypted)."""
    head = content[512:524]
    return head[:2] == b"\xec\xa5" and bool(head[11:12] and head[11] & _LOCKED)


def _converted(document: Document, content: bytes, program: str, folder: Path) -> bytes:
    source, made, user = folder / "source", folder / "made", folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    source.write_bytes(content)
    status = _run([program, f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--norestore",
                   f"--infilter={FILTERS[document.media_type]}", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)])  # fmt: skip
    if status in _TIMED_OUT:
        raise ReadingStopped(f"《{document.name}》没有读完：LibreOffice 在 {SECONDS} 秒内没有打开它。请另存为 .docx 后再试。")
    result = made / "source.docx"
    if not result.exists():
        raise DamagedDocument(
            f"《{document.name}》打不开：应为完整、不加密的 Word 文档，LibreOffice 读不出它的内容。请另存为 .docx 后再试。"
        )
    return result.read_bytes()


def _run(command: Sequence[str]) -> int:
    # timeout(1) ends the program with all that it started, also where this process is gone by then.
    timed = ["timeout", "--kill-after=1", str(SECONDS), *command]
    return subprocess.run(timed, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
