"""The list of agencies: complete, each name one agency's, and nobody's name a word of ordinary questions."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest.agencies import (
    Agency,
    agency_called,
    agency_named,
    aliases_of,
    is_listed,
    listed_agencies,
    listed_names,
    openings,
    ordinary_words,
    place_of,
)
from qa.linking.question import has_chinese, normal_form
from tests import agencies as listing

LISTED = listed_agencies()
BY_NAME = {agency.name: agency for agency in LISTED}


def at_level(level: str) -> list[Agency]:
    return [agency for agency in LISTED if agency.level == level]


def test_the_list_is_as_the_package_of_places_has_it() -> None:
    assert listing.PAGE.read_text("utf-8") == listing.page(), "python -m tests.agencies writes it anew"


def test_the_list_is_complete() -> None:
    customs = [agency for agency in at_level("customs") if agency.parent == "海关总署"]
    assert len(customs) == 42
    assert len([agency for agency in at_level("province") if agency.name.endswith("人民政府")]) == 31
    assert len(at_level("city")) == 293 + 30 + 7 + 3 + 1  # 地级市, 自治州, 地区, 盟; 云溪市 of the samples
    assert len(at_level("district")) + len(at_level("county")) > 2843
    ministries = [agency for agency in at_level("central") if agency.name.endswith(("部", "委员会", "署", "银行")) and not agency.parent]
    assert {"外交部", "公安部", "司法部", "财政部", "审计署", "中国人民银行", "国家卫生健康委员会"} <= {one.name for one in ministries}


def test_everyone_is_listed_once_and_stands_under_someone_listed() -> None:
    assert [name for name, count in Counter(agency.name for agency in LISTED).items() if count > 1] == []
    assert [agency.name for agency in LISTED if agency.parent and agency.parent not in BY_NAME] == []
    orphans = {agency.name for agency in LISTED if agency.level in ("city", "district", "county") and not agency.parent}
    assert orphans == {"云溪市人民政府"}


def test_no_name_is_two_agencies_name() -> None:
    owners: dict[str, set[str]] = {}
    for agency in LISTED:
        for name in (agency.name, *aliases_of(agency.name)):
            owners.setdefault(normal_form(name), set()).add(agency.name)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_names_are_in_the_form_in_which_questions_look_them_up() -> None:
    names = listed_names()
    assert {name: agency for name, agency in names.items() if names.get(normal_form(name)) != agency} == {}


@pytest.mark.parametrize("name", ["鼓楼区人民政府", "朝阳区人民政府", "城区人民政府", "西区人民政府", "江北区人民政府", "桥东区人民政府"])
def test_a_name_that_several_places_have_or_had_is_nobodys(name: str) -> None:
    assert not is_listed(name)
    assert agency_called(name.removesuffix("人民政府")) == name.removesuffix("人民政府")


@pytest.mark.parametrize(
    ("called", "name", "parent"),
    [
        ("淮安市洪泽区人民政府", "洪泽区人民政府", "淮安市人民政府"),
        ("江苏省淮安市洪泽区", "洪泽区人民政府", "淮安市人民政府"),
        ("南京市鼓楼区", "南京市鼓楼区人民政府", "南京市人民政府"),
        ("江苏省沭阳县人民政府", "沭阳县人民政府", "宿迁市人民政府"),
        ("仙桃市", "仙桃市人民政府", "湖北省人民政府"),
        ("广西人民政府", "广西壮族自治区人民政府", None),
        ("青龙县人民政府", "青龙满族自治县人民政府", "秦皇岛市人民政府"),
        ("锡林郭勒盟行政公署", "锡林郭勒盟行政公署", "内蒙古自治区人民政府"),
        ("黄埔区", "黄埔区人民政府", "广州市人民政府"),
        ("黄埔海关", "黄埔海关", "海关总署"),
        ("海门市人民政府", "海门区人民政府", "南通市人民政府"),
        ("渝北区人民政府", "渝北区人民政府", "重庆市人民政府"),
        ("国家药监局", "国家药品监督管理局", "国家市场监督管理总局"),
        ("中华人民共和国教育部", "教育部", None),
        ("云溪市", "云溪市人民政府", None),
    ],
)
def test_what_people_call_an_agency_and_who_stands_above_it(called: str, name: str, parent: str | None) -> None:
    assert agency_called(called) == name
    assert agency_named(name).parent == parent


def test_english_names_tell_cities_apart_that_sound_alike() -> None:
    assert BY_NAME["苏州市人民政府"].english == "Suzhou Municipal People's Government, Jiangsu"
    assert BY_NAME["宿州市人民政府"].english == "Suzhou Municipal People's Government, Anhui"
    assert [agency.name for agency in LISTED if agency.english and has_chinese(agency.english)] == []


@pytest.mark.parametrize("word", ["和平", "城区", "南山", "新华", "老城区", "市中", "开发区", "郊区", "和县", "全县", "本区", "教育部门"])
def test_ordinary_words_are_no_agencies(word: str) -> None:
    assert word not in listed_names()


def test_the_names_of_an_agency_begin_as_is_said() -> None:
    for name in (*(agency.name for agency in LISTED), "津市卫生健康委员会", "某地海关", "市场监督管理局", "甲县人民政府", "沭阳县教育局"):
        chinese = [one for one in (name, *aliases_of(name)) if has_chinese(one)]
        assert {one[:2] for one in chinese} == openings(name)


def test_offices_of_a_kind_are_not_the_ministry() -> None:
    assert {"教育部门", "财政部门", "公安部门"} <= ordinary_words(listed_names())


def test_the_place_of_a_district_is_the_district() -> None:
    assert place_of("南京市鼓楼区人民政府") == ("鼓楼", "鼓楼区")
    assert place_of("汕尾市城区人民政府") == ()
    assert place_of("教育部") == ()
