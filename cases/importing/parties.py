"""The party of a row."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.importing.cells import Cells, Notes, short_text
from cases.inputs import PartyInput
from cases.models import IdentifierType, PartyKind
from cases.parsing.fold import in_chinese, squeeze
from cases.parsing.headings import Column
from cases.services.children import clean_identifier
from core.identifiers import clean_id_number, clean_uscc

_KINDS = {
    PartyKind.NATURAL: "自然人 公民 个人 居民",
    PartyKind.SOLE_TRADER: "个体工商户 个体户 个体",
    PartyKind.ORGANISATION: (
        "法人及非法人组织 法人 非法人组织 法人或非法人组织 法人和非法人组织 法人和其他组织 "
        "法人或其他组织 法人及其他组织 企业 企业法人 单位 其他组织 机关 事业单位 社会组织 社会团体"
    ),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_TYPES = {
    IdentifierType.ID_CARD: "身份证 居民身份证 中华人民共和国居民身份证 二代身份证",
    IdentifierType.PASSPORT: "护照 护照号 普通护照 外国护照",
    IdentifierType.HK_MACAO: "港澳居民来往内地通行证 港澳通行证 回乡证",
    IdentifierType.TAIWAN: "台湾居民来往大陆通行证 台胞证",
    IdentifierType.FOREIGN_RESIDENT: "外国人永久居留身份证 外国人永久居留证",
    IdentifierType.USCC: "统一社会信用代码",
    IdentifierType.REGISTRATION: "工商注册号 营业执照",
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}
# Codes of organisations from the time before 2015, in order of preference.
_OLD_CODES = (
    Column.BUSINESS_REG_NO,
    Column.ORG_CODE,
    Column.INSTITUTION_NO,
    Column.SOCIAL_ORG_NO,
    Column.TAX_NO,
)
_SOLE_TRADER_CLASS = "92"
# No ID number begins with a 9, and none has a letter before its last place.
_CODE = re.compile(r"9[0-9A-Z]{17}|(?=.{0,16}[A-Z])[0-9A-Z]{18}")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}")
_BODY = re.compile(r"(?:公司|集团|厂|社|院|校|所|局|会|处|队|站|中心)$")
_SHOP = re.compile(r"(?<!公司)(?:店|铺|馆|摊|摊位|超市|商行|经营部|门市部|饭庄|餐厅|坊|摊点)$")


def read_party(cells: Cells, notes: Notes) -> PartyInput:
    """The party that a row names; a name may be missing, its kind may not."""
    name = short_text(cells, Column.PARTY_NAME, notes, 200)
    if not name:
        notes.warn(Column.PARTY_NAME, _("没有名称，登记为待补全。"))
    uscc = short_text(cells, Column.USCC, notes, 60)
    id_number = short_text(cells, Column.ID_NO, notes, 60)
    # One column for the numbers of firms and people, whatever it is called.
    if id_number and not uscc and (_is_uscc(id_number) or _CODE.fullmatch(squeeze(id_number))):
        uscc, id_number = id_number, ""
        # What is said of the code is said where the file has it.
        there = notes.headings.get(Column.ID_NO, str(Column.ID_NO.label))
        notes.headings = {Column.USCC: there, **notes.headings}
    elif uscc and not id_number and _is_id(uscc):
        uscc, id_number = "", uscc
    kind = _kind(cells, notes, uscc, id_number)
    if kind == PartyKind.NATURAL:
        identifier_type, identifier, column = *_of_person(cells, notes, id_number), Column.ID_NO
        if uscc:
            notes.warn(Column.USCC, _("自然人不使用统一社会信用代码，没有导入该代码。"))
    else:
        identifier_type, identifier, column = _of_organisation(cells, notes, uscc)
    if "*" in identifier:
        notes.warn(column, _("号码已经脱敏，没有导入。请登记后补上完整号码。"))
        identifier_type, identifier = "", ""
    with notes.about(column):
        if identifier_type == IdentifierType.ID_CARD:
            identifier = clean_id_number(identifier, legacy=True)
        identifier = clean_identifier(identifier_type, identifier)
    return PartyInput(
        kind=kind,
        name=name,
        identifier_type=identifier_type if identifier else "",
        identifier=identifier,
        representative=short_text(cells, Column.LEGAL_REP_NAME, notes, 50),
        address=short_text(cells, Column.ADDRESS, notes, 200),
        phone=short_text(cells, Column.PHONE, notes, 40),
    )


def _is_uscc(number: str) -> bool:
    try:
        clean_uscc(number)
    except ValidationError:
        return False
    return True


def _is_id(number: str) -> bool:
    try:
        clean_id_number(number)
    except ValidationError:
        return False
    return True


def _kind(cells: Cells, notes: Notes, uscc: str, id_number: str) -> str:
    said = squeeze(short_text(cells, Column.PARTY_CATEGORY, notes, 60))
    if said in _KIND_OF:
        return _KIND_OF[said]
    if said:
        notes.refuse(
            Column.PARTY_CATEGORY,
            _("“%(said)s”不能识别。可以填写：法人及非法人组织、自然人、个体工商户。"),
            said=said,
        )
    elif uscc:
        return (
            PartyKind.SOLE_TRADER if uscc.startswith(_SOLE_TRADER_CLASS) else PartyKind.ORGANISATION
        )
    elif id_number:
        return PartyKind.NATURAL
    else:
        return _by_name(short_text(cells, Column.PARTY_NAME, notes, 200), notes)
    return PartyKind.ORGANISATION


def _by_name(name: str, notes: Notes) -> str:
    """Tables that agencies keep for themselves often leave the kind of party out."""
    if not name:
        notes.refuse(
            Column.PARTY_CATEGORY, _("没有填写。可以填写：法人及非法人组织、自然人、个体工商户。")
        )
        return PartyKind.ORGANISATION
    kind = PartyKind.ORGANISATION
    if _SHOP.search(name):
        kind = PartyKind.SOLE_TRADER
    elif _PERSON.fullmatch(name) and not _BODY.search(name):
        kind = PartyKind.NATURAL
    said = _("没有填写，按名称记为“%(kind)s”，请核对。")
    notes.warn(Column.PARTY_CATEGORY, said, kind=in_chinese(kind.label))
    return kind


def _of_person(cells: Cells, notes: Notes, id_number: str) -> tuple[str, str]:
    said = squeeze(short_text(cells, Column.ID_TYPE, notes, 60))
    if said and said not in _TYPE_OF:
        notes.warn(Column.ID_TYPE, _("“%(said)s”不能识别，证件类型记为“其他”。"), said=said)
    if said:
        return str(_TYPE_OF.get(said, IdentifierType.OTHER)), id_number
    return str(IdentifierType.ID_CARD) if id_number else "", id_number


def _of_organisation(cells: Cells, notes: Notes, uscc: str) -> tuple[str, str, Column]:
    if uscc:
        return IdentifierType.USCC, uscc, Column.USCC
    for column in _OLD_CODES:
        if code := short_text(cells, column, notes, 60):
            registered = column == Column.BUSINESS_REG_NO
            kind = IdentifierType.REGISTRATION if registered else IdentifierType.OTHER
            return kind, code, column
    if Column.USCC in cells:
        # Most of the shops of a county's files have none: no reason to look at each.
        notes.remark(Column.USCC, _("没有统一社会信用代码，可以在登记后补上。"))
    return "", "", Column.USCC
