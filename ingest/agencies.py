"""Agency names to agencies, over agencies.csv: canonical names, what else they are called, and who stands above them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CONSOLIDATED = ("全国", "全省", "全市", "全区", "全县", "关区")
"""Scopes of reports that count the agencies below as well."""

_CUSTOMS = re.compile(r"(?P<place>\w{2,6})海关")
_STATE = "中华人民共和国"

# What officials and newspapers shorten in the names of departments; each is cut from a name that ends so.
_SHORTENED = {
    "市场监督管理局": ("市场监管局", "市监局"),
    "发展和改革委员会": ("发展改革委", "发改委"),
    "发展和改革局": ("发展改革局", "发改局"),
    "人力资源和社会保障局": ("人社局",),
    "自然资源和规划局": ("自规局", "资规局"),
    "规划和自然资源局": ("规资局",),
    "住房和城乡建设局": ("住建局",),
    "卫生健康委员会": ("卫生健康委", "卫健委"),
    "农业农村局": ("农业局",),
    "生态环境局": ("环境局",),
    "科学技术委员会": ("科委",),
    "人民政府办公厅": ("政府办公厅", "府办公厅", "府办"),
    "人民政府办公室": ("政府办公室", "府办公室", "府办", "政府办"),
}

_LEVELS = {"海关": "customs", "省人民政府": "province", "市人民政府": "city", "区人民政府": "district", "县人民政府": "county"}


@dataclass(frozen=True, slots=True)
class Agency:
    """An administrative body: canonical name, other names, English name, level, and the body above it; None where unknown."""

    name: str
    aliases: tuple[str, ...] = ()
    english: str | None = None
    level: str | None = None
    parent: str | None = None


@cache
def listed_agencies() -> tuple[Agency, ...]:
    """The agencies of agencies.csv, in its order."""
    with (Path(__file__).parent / "agencies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Agency(
                row["name"],
                tuple(filter(None, row["aliases"].split("|"))),
                row["english"] or None,
                row["level"] or None,
                row["parent"] or None,
            )
            for row in csv.DictReader(file)
        )


@cache
def _by_name() -> dict[str, Agency]:
    return {name: agency for agency in listed_agencies() for name in (f"{_STATE}{agency.name}", *agency.aliases, agency.name)}


def is_listed(name: str) -> bool:
    """Whether agencies.csv knows this name."""
    return _plain(name) in _by_name()


def agency_named(text: str) -> Agency:
    """The listed agency of this name, whatever its width or white space; for any other name an agency of that name.

    >>> agency_named("淮安市洪泽区 人民政府").name, agency_named("沭阳县发展和改革局").parent
    ('洪泽区人民政府', None)
    """
    name = _plain(text)
    return _by_name().get(name) or Agency(name, level=_level_of(name))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _level_of(name: str) -> str | None:
    """What the name alone tells: 海关 and governments of a known kind; None for departments and the rest."""
    return next((level for ending, level in _LEVELS.items() if name.endswith(ending)), None)


@cache
def aliases_of(name: str) -> tuple[str, ...]:
    """What else people call the agency, without its own name: listed and made by rule, Chinese before English.

    >>> aliases_of("淮安市人民政府")[:3]
    ('江苏省淮安市人民政府', '淮安市政府', '淮安市')
    >>> "上海市" in aliases_of("上海市人民政府办公厅")
    False
    """
    agency = agency_named(name)
    made = [short for one in (agency.name, *agency.aliases) for short in _shortened(one)]
    english = [] if agency.english is None else [agency.english, *_english(agency.english)]
    return tuple(dict.fromkeys(one for one in (*agency.aliases, *made, *english) if one != agency.name))


def _shortened(name: str) -> Iterator[str]:
    if name.endswith("人民政府"):
        place = name.removesuffix("人民政府")
        yield f"{place}政府"
        yield place
    for ending, shorts in _SHORTENED.items():
        if name.endswith(ending):
            place = name.removesuffix(ending)
            yield from (f"{one}{short}" for one in (place, place.removesuffix("市")) for short in shorts)
    if name == "海关总署":
        yield "总署"
    elif _CUSTOMS.fullmatch(name):
        yield f"{_STATE}{name}"


def _english(name: str) -> Iterator[str]:
    if name.endswith(" Customs"):
        yield f"{name} District"
    for long, short in (("Municipal People's Government", "Municipal Government"), ("District People's Government", "District Government")):
        if long in name:
            yield name.replace(long, short)
    plain = name.replace("'", "")
    if plain != name:
        yield plain


_PLACE = re.compile(r"(?P<place>[一-鿿]{2,6}?)(?P<kind>海关|特别行政区|自治区|自治州|省|市|区|县)")


def place_of(name: str) -> tuple[str, ...]:
    """The bare place names that people may mean the agency by; several agencies can share them.

    >>> place_of("广州海关"), place_of("上海市人民政府办公厅"), place_of("淮安市人民政府")
    (('广州', 'Guangzhou'), ('上海', '上海市'), ('淮安', "Huai'an"))
    """
    found = _PLACE.match(name)
    if found is None:
        return ()
    place, kind = found["place"], found["kind"]
    whole = () if kind == "海关" or f"{place}{kind}" in aliases_of(name) else (f"{place}{kind}",)
    english = agency_named(name).english or ""
    first = english.split(" ", 1)[0] if english and not english.startswith(("General", "Office")) else ""
    return tuple(filter(None, (place, *whole, first)))
