"""The agencies of the invented county, and who of them can be signed in as."""

from dataclasses import dataclass

from agencies.models import AgencyKind, Post, Sector

NAME = "宁川县"
PASSWORD = "Ningchuan-2026"  # noqa: S105  (printed for everybody to see)
K = AgencyKind


@dataclass(frozen=True)
class Office:
    """An agency: `share` of all cases, `sectors` it enforces, the size of its staff."""

    key: str
    kind: AgencyKind
    name: str
    short_name: str
    prefix: str
    staff: int
    share: float = 0.0
    sectors: tuple[Sector, ...] = ()
    town: str = ""


_E, _T = K.ENFORCEMENT, K.TOWNSHIP
OFFICES = (
    Office("market", _E, "宁川县市场监督管理局", "市场监管局", "宁市监", 12, 26, (Sector.MARKET,)),
    Office("urban", _E, "宁川县综合行政执法局", "综合执法局", "宁综执", 11, 16, (Sector.URBAN,)),
    Office("police", K.POLICE, "宁川县公安局", "公安局", "宁公", 12, 13, (Sector.POLICE,)),
    Office("transport", _E, "宁川县交通运输局", "交通运输局", "宁交", 8, 7, (Sector.TRANSPORT,)),
    Office(
        "agriculture", _E, "宁川县农业农村局", "农业农村局", "宁农", 8, 5.5, (Sector.AGRICULTURE,)
    ),
    Office("health", _E, "宁川县卫生健康局", "卫生健康局", "宁卫", 7, 5, (Sector.HEALTH,)),
    Office("ecology", _E, "宁川县生态环境局", "生态环境局", "宁环", 7, 4, (Sector.ECOLOGY,)),
    Office("emergency", _E, "宁川县应急管理局", "应急管理局", "宁应急", 7, 4, (Sector.EMERGENCY,)),
    Office("fire", _E, "宁川县消防救援大队", "消防救援大队", "宁消", 5, 2, (Sector.FIRE,)),
    Office(
        "land",
        _E,
        "宁川县自然资源和规划局",
        "自然资源局",
        "宁自然资",
        7,
        4,
        (Sector.LAND, Sector.FORESTRY),
    ),
    Office("culture", _E, "宁川县文化和旅游局", "文旅局", "宁文旅", 6, 2, (Sector.CULTURE,)),
    Office("labour", _E, "宁川县人力资源和社会保障局", "人社局", "宁人社", 6, 2, (Sector.LABOUR,)),
    Office("housing", _E, "宁川县住房和城乡建设局", "住建局", "宁建", 6, 2.5, (Sector.HOUSING,)),
    Office("water", _E, "宁川县水利局", "水利局", "宁水", 5, 1.5, (Sector.WATER,)),
    Office("tobacco", _E, "宁川县烟草专卖局", "烟草专卖局", "宁烟", 5, 3, (Sector.TOBACCO,)),
    Office("tax", _E, "国家税务总局宁川县税务局", "税务局", "宁税", 7, 3.5, (Sector.TAX,)),
    Office(
        "liuxi", _T, "宁川县柳溪镇人民政府", "柳溪镇", "宁柳政", 6, 1.2, (Sector.URBAN,), "柳溪镇"
    ),
    Office(
        "shiqiao", _T, "宁川县石桥镇人民政府", "石桥镇", "宁石政", 5, 1, (Sector.URBAN,), "石桥镇"
    ),
    Office(
        "qingtang",
        _T,
        "宁川县清塘镇人民政府",
        "清塘镇",
        "宁清政",
        5,
        0.8,
        (Sector.URBAN,),
        "清塘镇",
    ),
    Office(
        "baiyun", _T, "宁川县白云镇人民政府", "白云镇", "宁云政", 5, 0.8, (Sector.URBAN,), "白云镇"
    ),
    Office("procuratorate", K.PROCURATORATE, "宁川县人民检察院", "检察院", "宁检", 8),
    Office("court", K.COURT, "宁川县人民法院", "法院", "宁法", 7),
    Office("justice", K.JUSTICE, "宁川县司法局", "司法局", "宁司", 6),
    Office("discipline", K.DISCIPLINE, "宁川县纪委监委", "纪委监委", "宁纪", 5),
    Office("coordination", K.COORDINATION, "宁川县执法监督协调办公室", "协调办", "宁协", 7),
)

# What a township handles by itself.
TOWNSHIP_MATTERS = frozenset({"CG-001", "CG-002", "CG-006", "CG-015", "CG-016", "CG-017"})


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as."""

    username: str
    office: str
    posts: tuple[Post, ...]
    clearance: int


PERSONAS = (
    Persona("clerk", "market", (Post.HANDLER,), 3),
    Persona("leader", "market", (Post.LEADER,), 4),
    Persona("reviewer", "market", (Post.LEGAL_REVIEWER,), 3),
    Persona("urban", "urban", (Post.HANDLER,), 3),
    Persona("township", "liuxi", (Post.HANDLER,), 2),
    Persona("procurator", "procuratorate", (Post.PROCURATOR,), 4),
    Persona("procurator2", "procuratorate", (Post.PROCURATOR,), 4),
    Persona("chief", "procuratorate", (Post.CHIEF_PROCURATOR,), 4),
    Persona("police", "police", (Post.HANDLER, Post.INTAKE), 3),
    Persona("judge", "court", (Post.JUDGE, Post.ENFORCEMENT_JUDGE), 3),
    Persona("justice", "justice", (Post.SUPERVISION_OFFICER,), 3),
    Persona("discipline", "discipline", (Post.SUPERVISION_OFFICER,), 4),
    Persona("coordinator", "coordination", (Post.COORDINATOR,), 3),
    Persona("sysadmin", "coordination", (Post.SYSTEM_ADMIN,), 1),
    Persona("secadmin", "coordination", (Post.SECURITY_ADMIN,), 1),
    Persona("secadmin2", "justice", (Post.SECURITY_ADMIN,), 1),
    Persona("auditor", "coordination", (Post.AUDIT_ADMIN,), 1),
)

# Who else works there, first come first, the last one repeated.
STAFF: dict[AgencyKind, tuple[Post, ...]] = {
    K.ENFORCEMENT: (Post.LEADER, Post.LEGAL_REVIEWER, Post.INTAKE, Post.HANDLER),
    K.TOWNSHIP: (Post.LEADER, Post.LEGAL_REVIEWER, Post.HANDLER),
    K.POLICE: (Post.LEADER, Post.LEGAL_REVIEWER, Post.HANDLER),
    K.PROCURATORATE: (Post.INTAKE, Post.PROCURATOR),
    K.COURT: (Post.LEADER, Post.INTAKE, Post.ENFORCEMENT_JUDGE, Post.JUDGE),
    K.JUSTICE: (Post.LEADER, Post.INTAKE, Post.SUPERVISION_OFFICER),
    K.DISCIPLINE: (Post.LEADER, Post.INTAKE, Post.SUPERVISION_OFFICER),
    K.COORDINATION: (Post.LEADER, Post.COORDINATOR),
}
