"""Agency names to agencies, over agencies.csv: canonical names, what else they are called, and who stands above them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal

CONSOLIDATED = ("全国", "全省", "全市", "全区", "全县", "关区")
"""Scopes of reports that count the agencies below as well."""

_CUSTOMS = re.compile(r"(?P<place>\w{2,6})海关")
_STATE = "中华人民共和国"
_SHORT = 2
"""Characters of names that stand in too many other words to be looked for: 和县 in 全市和县区."""
_OF_PLACES = ("province", "city", "district", "county")
_OF_THE_STATE = ("central", "customs")

# What officials and newspapers shorten in the names of departments; each is cut from a name that ends so.
_SHORTENED = {
    "市场监督管理局": ("市场监管局", "市监局", "市场局", "市场监督局", "市场监管", "市监"),
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
    "人民政府办公厅": ("政府办公厅", "府办公厅", "府办", "政府办", "办公厅"),
    "人民政府办公室": ("政府办公室", "府办公室", "府办", "政府办"),
}

_LEVELS = {
    "海关": "customs",
    "省人民政府": "province",
    "自治区人民政府": "province",
    "自治州人民政府": "city",
    "行政公署": "city",
    "市人民政府": "city",
    "区人民政府": "district",
    "县人民政府": "county",
    "旗人民政府": "county",
}


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
        rows = csv.reader(file)
        next(rows)
        return tuple(
            Agency(name, tuple(filter(None, aliases.split("|"))), english or None, level or None, parent or None)
            for name, aliases, english, level, parent in rows
        )


@cache
def _by_name() -> dict[str, Agency]:
    return {
        name: agency
        for agency in listed_agencies()
        for name in (agency.name, *agency.aliases, *((f"{_STATE}{agency.name}",) if agency.level in _OF_THE_STATE else ()))
    }


def is_listed(name: str) -> bool:
    """Whether agencies.csv knows this name."""
    return _plain(name) in _by_name()


@cache
def _below() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for agency in listed_agencies():
        if agency.parent:
            found.setdefault(agency.parent, []).append(agency.name)
    return {parent: tuple(names) for parent, names in found.items()}


def agencies_below(name: str) -> tuple[str, ...]:
    """The listed agencies whose parent has this name."""
    return _below().get(name, ())


def agency_named(text: str) -> Agency:
    """The listed agency of this name, whatever its width or white space; for any other name an agency of that name.

    >>> agency_named("淮安市洪泽区 人民政府").name, agency_named("沭阳县发展和改革局").parent
    ('洪泽区人民政府', None)
    """
    name = _plain(text)
    return _by_name().get(name) or Agency(name, level=_level_of(name))


def agency_called(text: str) -> str:
    """The canonical name of the listed agency that people call so, 淮安市 or 淮安市政府 too; any other name as it stands.

    >>> agency_called("淮安市"), agency_called("鼓楼区人民政府"), agency_called("南京市鼓楼区")
    ('淮安市人民政府', '鼓楼区人民政府', '南京市鼓楼区人民政府')
    """
    name = _plain(text)
    return _by_name()[name].name if name in _by_name() else _spoken().get(name, name)


@cache
def _spoken() -> Mapping[str, str]:
    """What is made by rule from the names of governments, the shortest too: 和县 is a whole title, if no whole word."""
    return {
        short: agency.name
        for agency in listed_agencies()
        if agency.level in _OF_PLACES
        for name in (agency.name, *agency.aliases)
        for short in _shortened(name)
    }


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _level_of(name: str) -> str | None:
    """What the name alone tells: 海关 and governments of a known kind; None for departments and the rest."""
    return next((level for ending, level in _LEVELS.items() if name.endswith(ending)), None)


@cache
def aliases_of(name: str) -> tuple[str, ...]:
    """What else people call the agency, without its own name: listed and made by rule, Chinese before English.

    >>> aliases_of("淮安市人民政府")[:3]
    ('江苏省淮安市人民政府', '淮安市政府', '淮安市府')
    >>> "上海市" in aliases_of("上海市人民政府办公厅")
    False
    """
    return _aliases(agency_named(name))


def _aliases(agency: Agency) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in (*_in_chinese(agency), *_in_english(agency)) if one != agency.name))


def _in_chinese(agency: Agency) -> tuple[str, ...]:
    return (*agency.aliases, *(short for one in (agency.name, *agency.aliases) for short in _shortened(one)))


def _in_english(agency: Agency) -> tuple[str, ...]:
    return () if agency.english is None else (agency.english, *_english(agency.english))


Language = Literal["zh", "en"]
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def names_of(agency: Agency, language: Language) -> tuple[str, ...]:
    """What an agency is called in a language, of more than two characters; Latin letters in lower case."""
    called = (agency.name, *_in_chinese(agency)) if language == "zh" else _in_english(agency)
    return tuple(name.lower() for name in called if len(name) > _SHORT)


@cache
def listed_names() -> Mapping[str, str]:
    """Everything that the listed agencies are called by, and whose name it is; Latin letters in lower case.

    Two characters are left out: 和县 stands in 全市和县区.

    >>> listed_names()["江苏省淮安市洪泽区"], listed_names().get("鼓楼区"), listed_names().get("和县")
    ('洪泽区人民政府', None, None)
    """
    return {name: agency.name for agency in listed_agencies() for language in _LANGUAGES for name in names_of(agency, language)}


def _shortened(name: str) -> Iterator[str]:
    if name.endswith("人民政府"):
        place = name.removesuffix("人民政府")
        yield f"{place}政府"
        yield f"{place}府"
        yield place
        return
    for ending, shorts in _SHORTENED.items():
        if name.endswith(ending):
            place = name.removesuffix(ending)
            yield from (f"{one}{short}" for one in (place, place.removesuffix("市")) for short in shorts)
    if name == "海关总署":
        yield "总署"
    elif match := _CUSTOMS.fullmatch(name):
        yield f"{_STATE}{name}"
        yield f"{match['place']}市海关"


def openings(name: str) -> frozenset[str]:
    """The first two characters of all that people call an agency in Chinese, without making the names.

    >>> openings("沭阳县卫生健康委员会"), sorted(openings("津市卫生健康委员会")), sorted(openings("洪泽区人民政府"))
    (frozenset({'沭阳'}), ['津卫', '津市'], ['江苏', '洪泽', '淮安'])
    """
    agency = _by_name().get(name)
    if agency is None and not _is_cut(name):
        return frozenset((name[:2],))
    called = (name,) if agency is None else (agency.name, *agency.aliases)
    return frozenset(one[:2] for base in called for one in (base, *(_shortened(base) if _is_cut(base) else ())))


@cache
def _by_initial() -> Mapping[str, tuple[Agency, ...]]:
    """The listed agencies by the character with which a name of theirs may begin, cut or not."""
    found: dict[str, list[Agency]] = {}
    for agency in listed_agencies():
        initials = {name[0] for name in (agency.name, *agency.aliases)}
        for initial in initials | ({_STATE[0]} if agency.level in _OF_THE_STATE else set()):
            found.setdefault(initial, []).append(agency)
    return {initial: tuple(agencies) for initial, agencies in found.items()}


def listed_under(opening: str) -> tuple[Agency, ...]:
    """The listed agencies of which a Chinese name begins with these two characters; the names of others are not made for it.

    >>> [agency.name for agency in listed_under("洪泽")]
    ['洪泽区人民政府']
    """
    return tuple(agency for agency in _by_initial().get(opening[:1], ()) if opening in openings(agency.name))


_CUT = frozenset((*_SHORTENED, "人民政府"))


def _is_cut(name: str) -> bool:
    """Whether what is made of a name by rule may begin otherwise than the name."""
    return name.endswith("海关") or name == "海关总署" or not _CUT.isdisjoint((name, name[1:], name[2:]))


_ENGLISH = {
    r"(?P<place>[\w']+) Customs": (
        "{place}[|'s] Custom[s|s District|s House|s Office|]",
        "[|the ]Customs [|District |Office ][of|in|at] {place}",
    ),
    r"(?P<place>[\w']+) Municipal People's Government": (
        "{place}[|'s] [|Municipal |City ][|People's ]Government",
        "{place} [City|Municipality]",
        "[City|Municipality] of {place}",
        "[|Municipal |City ][|People's ]Government of {place}",
        "[|People's ]Government of {place} [City|Municipality]",
    ),
    r"(?P<place>[\w']+) District People's Government": (
        "{place}[|'s] [|District ][|People's ]Government",
        "{place} District",
        "District of {place}",
        "[|District ][|People's ]Government of {place}",
        "[|People's ]Government of {place} District",
    ),
    r"General Office of the (?P<place>[\w']+) Municipal People's Government": (
        "General Office of [|the ]{place}[|'s] [|Municipal |City ][|People's ]Government",
        "General Office of the [|Municipal |City ][|People's ]Government of {place}",
        "{place}[|'s] [|Municipal |City ][|People's ]Government[|'s] General Office",
        "{place}[|'s] [|Municipal |City |Government ]General Office",
        "{place}[|'s] General Office [|of the ](Municipal People's Government)",
    ),
    r"(?P<place>[\w']+) Administration for Market Regulation": (
        "{place}[|'s] [|Municipal |City ][Administration|Bureau|Office|Department] [for|of] Market [Regulation|Supervision]",
        "{place}[|'s] [|Municipal |City ]Market [Regulation|Supervision|Regulatory|Supervisory]"
        "[| and Administration| and Management] [Administration|Bureau|Authority|Office|Department|Agency|Body]",
        "{place}[|'s] [|Municipal |City ][AMR|Market Regulator|Market Watchdog|Market Supervisor]",
        "[Administration|Bureau|Office|Department] [for|of] Market [Regulation|Supervision] [of|in] {place}[| City]",
        "Market [Regulation|Supervision] [Administration|Bureau|Authority|Office|Department] [of|in] {place}[| City]",
    ),
}
"""How English names vary: the same place, the same kind of office, in other words; of what stands in brackets, each."""

_CHOICE = re.compile(r"\[([^\]]*)\]")


def _english(name: str) -> Iterator[str]:
    matches = ((re.fullmatch(pattern, name), templates) for pattern, templates in _ENGLISH.items())
    match, templates = next(((match, templates) for match, templates in matches if match), (None, ()))
    variants = [one.format(place=match["place"]) for template in templates for one in _written_out(template)] if match else []
    varied = [name, *dict.fromkeys(one for one in variants if one != name)]
    yield from varied[1:]
    yield from (one.replace("'", "", 1) for one in varied if "'" in (one.split(" ")[0]))  # Huaian for Huai'an
    yield from (one.replace("People's", "Peoples") for one in varied if "People's" in one)


def _written_out(template: str) -> Iterator[str]:
    """Every text that a template stands for.

    >>> list(_written_out("[City|Municipality] of {place}"))
    ['City of {place}', 'Municipality of {place}']
    """
    parts = _CHOICE.split(template)  # what stands in brackets is every second one
    yield from map("".join, product(*(part.split("|") if at % 2 else (part,) for at, part in enumerate(parts))))


def ordinary_words(names: Iterable[str]) -> frozenset[str]:
    """Words that begin with one of these names and mean something else: 教育部门 is any office for schools."""
    return frozenset(f"{name}门" for name in names if name.endswith("部"))


_NO_PLACE = ("General", "Office", "People's", "Ministry", "National", "State", "China", "Chinese")
"""How English names begin that do not begin with a place."""

_PLACE = re.compile(r"(?P<place>[一-鿿]{2,6}?)(?P<kind>海关|特别行政区|自治区|自治州|省|市|区|县|盟|旗)")


def place_of(name: str) -> tuple[str, ...]:
    """The bare place names that people may mean the agency by; several agencies can share them.

    >>> place_of("广州海关"), place_of("上海市人民政府办公厅"), place_of("淮安市人民政府")
    (('广州', 'Guangzhou'), ('上海', '上海市'), ('淮安', "Huai'an"))
    """
    agency = agency_named(name)
    above = (agency.parent or "").removesuffix("人民政府") if agency.level in ("district", "county") else ""
    found = _PLACE.match(name.removeprefix(above))
    if found is None:
        return ()
    place, kind = found["place"], found["kind"]
    whole = () if kind == "海关" or f"{place}{kind}" in aliases_of(name) else (f"{place}{kind}",)
    english = agency.english or ""
    first = english.split(" ", 1)[0] if english and not english.startswith(_NO_PLACE) else ""
    return tuple(filter(None, (place, *whole, first)))
