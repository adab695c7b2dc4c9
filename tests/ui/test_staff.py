"""The staff's side: nobody comes in without a name, who is in sees figures as the engine computes them and what readers said."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from ingest.heard import Feedback
from ingest.intake import ingest_bytes
from ingest.settings import Settings
from ingest.stores.accounts import Accounts
from ingest.stores.archive import Archive
from ingest.stores.heard import Heard
from qa import open_assistant
from samples import print_html
from samples.shipped import SAMPLES as SHIPPED
from tests.ui.conftest import SAMPLES, composed
from tests.ui.scripted import AROUND
from tests.ui.staffed import CLERK, staffed
from ui.evidence import Surroundings
from ui.staff import Staff
from ui.staff.guard import COOKIE
from ui.staff.login import ATTEMPTS, Door, Refused, hashed

PASSWORD = "a long enough one"
HTML = {"accept": "text/html"}
PATHS = (
    "/",
    "/library",
    "/library/facts.csv",
    "/figures",
    "/figures.csv",
    "/check",
    "/heard",
    "/evals",
    "/evals/runs/x",
    "/evals/compare",
    "/findings",
    "/intake",
    "/job",
    "/originals/x/1.png",
    "/gradio_api/info",
    "/page.js",
    "/job.js",
)


@pytest.fixture
def accounts(archive: Archive) -> Accounts:
    accounts = Accounts(archive.engine)
    accounts.keep("wang", hashed(PASSWORD))
    return accounts


@pytest.fixture
def client(archive: Archive, accounts: Accounts, tmp_path: Path) -> Iterator[TestClient]:
    """A service with one account, asked by a stranger."""
    around = Surroundings(open_assistant(tmp_path / "held"), archive, Heard(archive.engine, 180))
    with TestClient(
        composed(around, staff=Staff(Door(accounts), archive, Settings(tmp_path / "held"))),
        base_url="http://127.0.0.1",
        follow_redirects=False,
    ) as client:
        yield client


def entered(client: TestClient, password: str = PASSWORD, next: str = "/figures") -> int:
    return client.post("/login", data={"name": "wang", "password": password, "next": next}).status_code


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_sees_nothing_of_the_staff(path: str, client: TestClient) -> None:
    assert client.get(path).status_code == 401
    sent_on = client.get(path, headers=HTML)
    assert (sent_on.status_code, sent_on.headers["location"].partition("?")[0]) == (303, "/login")


@pytest.mark.parametrize(
    "path",
    [
        "/check",
        "/intake",
        "/intake/keep",
        "/library/remove",
        "/library/rebuild",
        "/heard/feedback/1",
        "/evals",
        "/logout",
        "/gradio_api/queue/join",
        "/gradio_api/run/0",
    ],
)
def test_a_stranger_writes_nothing(path: str, client: TestClient) -> None:
    assert client.post(path).status_code == 401


def test_programs_ask_as_they_ask_the_public_service(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "广州海关2023年有多少申请被撤销？"}).json()["values"][0]["value"] == "26"


def test_a_member_of_staff_comes_in_goes_where_he_wanted_and_leaves(client: TestClient) -> None:
    reply = client.post("/login", data={"name": "wang", "password": PASSWORD, "next": "/heard"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/heard")
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "wang" in client.get("/heard").text
    client.post("/logout")
    assert client.get("/heard").status_code == 401


def test_a_session_ends_on_the_server_too(client: TestClient) -> None:
    entered(client)
    token = client.cookies[COOKIE]
    client.post("/logout")
    assert client.get("/heard", headers={"cookie": f"{COOKIE}={token}"}).status_code == 401


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)"])
def test_the_login_leads_to_no_other_site(elsewhere: str, client: TestClient) -> None:
    assert client.post("/login", data={"name": "wang", "password": PASSWORD, "next": elsewhere}).headers["location"] == "/"


def test_after_five_wrong_passwords_not_even_the_right_one_is_heard(client: TestClient) -> None:
    assert [entered(client, "wrong, wrong") for _ in range(ATTEMPTS)] == [401] * ATTEMPTS
    reply = client.post("/login", data={"name": "wang", "password": PASSWORD})
    assert reply.status_code == 401
    assert "15分钟后再试" in reply.text


def test_nobody_learns_whether_there_is_an_account(client: TestClient) -> None:
    pages = [client.post("/login", data={"name": name, "password": "wrong, wrong"}).text.replace(name, "") for name in ("wang", "nobody")]
    assert pages[0] == pages[1]


def test_the_database_holds_neither_password_nor_token(archive: Archive, client: TestClient) -> None:
    entered(client)
    with archive.engine.connect() as connection:
        kept = str([connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("accounts", "sessions")])
    assert PASSWORD not in kept
    assert client.cookies[COOKIE] not in kept


@pytest.mark.parametrize("password", ["short", "长" * 25])
def test_a_password_has_a_length(password: str) -> None:
    with pytest.raises(Refused, match="密码须为"):
        hashed(password)


def test_another_site_cannot_write_with_the_session_of_a_reader(client: TestClient) -> None:
    entered(client)
    for lying in ({"sec-fetch-site": "cross-site"}, {"origin": "https://example.com"}):
        assert client.post("/logout", headers=lying).status_code == 403
    assert client.get("/heard").status_code == 200


def test_a_new_password_ends_the_sessions_of_the_old_one(accounts: Accounts, client: TestClient) -> None:
    entered(client)
    accounts.keep("wang", hashed("quite another one"))
    assert client.get("/heard").status_code == 401


def test_a_proxy_is_believed_only_from_its_address(tmp_path: Path) -> None:
    staff = staffed(tmp_path / "staff")
    with TestClient(composed(AROUND, staff=staff), headers=CLERK) as client:
        assert "clerk" in client.get("/library").text
    with TestClient(composed(AROUND, staff=staff), headers=CLERK, client=("192.0.2.7", 1)) as stranger:
        assert stranger.get("/library").status_code == 401
    forwarded = CLERK | {"x-forwarded-for": "192.0.2.7"}
    with TestClient(composed(AROUND, staff=staff), headers=forwarded, client=("127.0.0.1", 1)) as behind:
        assert "clerk" in behind.get("/library").text


def test_the_printed_link_lets_one_in_once(tmp_path: Path) -> None:
    staff = replace(staffed(tmp_path / "staff"), once="the key")
    with TestClient(composed(AROUND, staff=staff), follow_redirects=False) as client:
        assert client.get("/login?key=another").status_code == 200
        assert client.get("/login?key=the key").status_code == 303
        assert client.get("/library").status_code == 200
        client.cookies.clear()
        assert client.get("/login?key=the key").status_code == 200
        assert client.get("/library").status_code == 401


ONE_OFFICE = {"office": "福州海关", "year": 2024, "measure": "requests.received"}
RECEIVED = {("requests.received", "natural"): "6", ("requests.received", "total"): "7"}
PICKED: dict[str, list[str]] = {
    "office": ["广州海关", "洪泽区人民政府"],
    "year": ["2023"],
    "measure": ["requests.received", "disposition.refused", "penalties.decisions"],
}


def test_picked_figures_are_those_of_the_engine_with_their_cells(client: TestClient) -> None:
    entered(client)
    page = client.get("/figures", params=PICKED).text
    rows = [line for line in page.split("<tr>") if "广州海关（关区）" in line]
    assert [figure in rows[0] for figure in ("82 件", "2 件", "16594 件")] == [True] * 3
    assert "此数由其各分项相加得出" in page
    assert "最多：广州海关2023年，82件；最少：洪泽区人民政府2023年，21件。" in page
    assert re.search(r"《广州海关2023.pdf》第\d页 表三", page)


def test_the_picked_table_is_taken_along_with_a_citation_for_each_figure(client: TestClient) -> None:
    entered(client)
    lines = list(csv.DictReader(io.StringIO(client.get("/figures.csv", params=PICKED).content.decode("utf-8-sig"))))
    guangzhou = next(line for line in lines if line["机关"] == "广州海关")
    assert [guangzhou[head] for head in ("范围", "年度", "本年新收政府信息公开申请", "不予公开", "行政处罚处理决定数量")] == [
        "关区",
        "2023",
        "82",
        "2",
        "16594",
    ]
    assert re.fullmatch(r"广州海关2023年，《广州海关2023.pdf》第\d页 表三 .*总计：82", guangzhou["本年新收政府信息公开申请：出处"])
    assert guangzhou["不予公开：出处"].count("表三") == 8
    receipt = client.get(f"/api/receipts/{guangzhou['不予公开：回执']}").json()
    assert {one["exact"] for one in receipt["again"]} >= {"2"}
    sheet = load_workbook(io.BytesIO(client.get("/figures.xlsx", params=PICKED).content)).active
    assert sheet["D2"].value == 82
    assert client.get("/figures.exe", params=PICKED).status_code == 404


def test_two_reports_of_one_office_and_year_keep_their_own_figures(archive: Archive, client: TestClient) -> None:
    other = next(one.report for one in SHIPPED if one.name == "福州海关2024.docx")
    district = replace(other, scope="关区", title="福州海关关区2024年政府信息公开工作年度报告", figures=dict(other.figures) | RECEIVED)
    assert ingest_bytes(archive, "关区.html", print_html(district)).status == "added"
    entered(client)
    lines = list(csv.DictReader(io.StringIO(client.get("/figures.csv", params=ONE_OFFICE).content.decode("utf-8-sig"))))
    assert {(line["范围"], line["本年新收政府信息公开申请"]) for line in lines} == {("关区", "7"), ("本级机关", "6")}


def test_a_bar_is_as_high_as_its_figure_and_stands_on_zero(client: TestClient) -> None:
    entered(client)
    page = client.get("/figures", params=PICKED | {"measure": ["requests.received"]}).text
    bars = [(float(y), float(height)) for y, height in re.findall(r'<rect[^>]*y="([\d.]+)"[^>]*height="([\d.]+)"', page)]
    assert {round(y + height, 1) for y, height in bars} == {266.0}
    assert max(height for _, height in bars) / min(height for _, height in bars) == pytest.approx(82 / 21, rel=0.01)


def test_nothing_picked_is_told_and_nothing_breaks(client: TestClient) -> None:
    entered(client)
    assert "至少选一项" in client.get("/figures", params={"office": "广州海关", "year": 1999, "measure": "requests.received"}).text
    assert client.get("/figures", params={"office": "<script>", "year": 2023, "measure": "no.such", "applicant": "x"}).status_code == 200


def test_what_readers_said_is_a_list_to_be_worked_off(archive: Archive, client: TestClient) -> None:
    heard = Heard(archive.engine, 180)
    heard.say(
        Feedback(
            ("<b>问</b>",), "exact", "26 件", None, useful=False, remark="<script>alert(1)</script>", given="2026-11-23T00:00:00+00:00"
        )
    )
    entered(client)
    page = client.get("/heard").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "其中“没用”1条" in page
    client.post("/heard/feedback/1", data={"done": 1})
    assert "其中“没用”0条" in client.get("/heard").text
    assert client.post("/heard/feedback/99", data={"done": 1}).status_code == 404


def test_a_contradiction_is_judged_and_the_answer_says_by_whom(client: TestClient) -> None:
    entered(client)
    page = client.get("/findings").text
    ids = re.findall(r'<article id="(\w+)">', page)
    assert len(ids) == 2  # LAYOUTS 10: both totals of table four of 洪泽区 2023
    client.post(f"/findings/{ids[0]}", data={"opinion": "原文如此", "remark": "已核对纸质报告"})
    assert "已核对纸质报告" in client.get("/findings").text
    assert f'id="{ids[0]}"' not in client.get("/findings?open_only=true").text
    client.post(f"/findings/{ids[0]}", data={"opinion": ""})
    assert "已核对纸质报告" not in client.get("/findings").text
    assert client.post("/findings/none", data={"opinion": "原文如此"}).status_code == 404


def worked(client: TestClient) -> str:
    """The page of the work under way, once it is done."""
    for _ in range(240):
        page = client.get("/job").text
        if "进行中" not in page:
            return page
        sleep(0.25)
    raise AssertionError(page)


def test_a_report_is_seen_before_it_is_kept_and_answers_once_it_is(archive: Archive, client: TestClient) -> None:
    entered(client)
    content = (SAMPLES / "广州海关2024.html").read_bytes()
    preview = client.post("/intake", files=[("files", ("../新的.html", content)), ("files", ("空.txt", b"nothing"))]).text
    assert "广州海关（关区） 2024年" in preview
    assert "入库：新增" in preview
    assert "../" not in preview
    assert len(archive.reports()) == 4  # nothing is kept yet
    (name,) = re.findall(r'name="name" value="(\w+)"', preview)
    client.post("/intake/keep", data={"name": name})
    assert "已完成" in worked(client)
    assert client.post("/api/ask", json={"question": "广州海关2024年收到多少件申请"}).json()["values"][0]["value"] == "71"
    assert "已在库" in client.post("/intake", files={"files": ("再来.html", content)}).text
    client.post("/intake/keep", data={"name": "../../archive.db"})
    assert "已过期" in worked(client)


def test_a_report_is_removed_only_by_one_who_is_sure(archive: Archive, client: TestClient) -> None:
    entered(client)
    assert "福州海关2024.docx" in client.get("/library/report?agency=福州海关&year=2024").text
    assert client.post("/library/remove", data={"agency": "福州海关", "year": 2024}).status_code == 422
    client.post("/library/remove", data={"agency": "福州海关", "year": 2024, "sure": "yes"})
    assert "已移除1份" in worked(client)
    assert "福州海关" not in {held.key.agency for held in archive.reports()}
    assert client.get("/library/report?agency=福州海关&year=2024").status_code == 404


def test_nothing_chosen_and_an_address_of_this_machine_are_refused_with_a_sentence(client: TestClient) -> None:
    entered(client)
    assert "请选择文件" in client.post("/intake", data={"address": "ftp://example.com"}).text
    assert 'class="bad"' in client.post("/intake", data={"address": "http://127.0.0.1:1/report.html"}).text
