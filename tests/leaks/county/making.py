"""The county as a whole."""

from agencies.models import Post
from agencies.services import create_person
from deadlines import reference
from supervision.services import run_rules
from tests.leaks.county.agreed import agree
from tests.leaks.county.attached import attach_files, attach_hidden_files
from tests.leaks.county.clocks import adjust_periods
from tests.leaks.county.files import bring_file, take_list, type_draft
from tests.leaks.county.flows import lay_flows
from tests.leaks.county.papers import write_hidden_papers, write_papers
from tests.leaks.county.passing import pass_on, pass_on_hidden
from tests.leaks.county.people import EVERYBODY, MARKET_WRITERS, URBAN
from tests.leaks.county.planting import correct_and_close, plant_cases
from tests.leaks.county.reference import bring_reference
from tests.leaks.county.telling import connect_systems, let_all_hear, raise_flags, tell
from tests.leaks.county.things import County
from tests.leaks.planted import GRADE_3, HISTORY
from tests.personas import PASSWORD, make_world


def make_county(*, hidden: bool = True) -> County:
    """Build it in the running transaction; without `hidden`, no urban case, draft or flag."""
    reference.load(lambda text: None)
    world = make_world()
    people = dict(world.people)
    people["procurator_low"] = create_person(
        actor=None,
        username="procurator_low",
        name="余听雪",
        agency=world.procuratorate,
        password=PASSWORD,
        posts=(Post.PROCURATOR,),
        clearance=2,
        must_change_password=False,
    )
    county = County(world, {name: people[name] for name in sorted(EVERYBODY)})
    agree(county)
    plant_cases(county)
    if hidden:
        plant_hidden(county)
    connect_systems(county)
    adjust_periods(county)
    raise_flags(county)
    type_and_take(county)
    tell(county)
    bring_reference(county)
    pass_on(county)
    write_papers(county)
    lay_flows(county)
    attach_files(county)
    # Of what was passed on, too, so that nothing is left to hear when more is hidden.
    let_all_hear()
    if hidden:
        pass_on_hidden(county)
        write_hidden_papers(county)
        attach_hidden_files(county)
    return county


def plant_hidden(county: County) -> None:
    """What only another agency has: cases with flags, to-dos and a draft."""
    own = dict.fromkeys(URBAN, GRADE_3)
    county.plant("urban", "urban_clerk", own, sector="urban")
    county.plant("urban_closed", "urban_clerk", own, sector="urban", steps=True)
    correct_and_close(county, "urban_closed", "urban_clerk")
    reason = county.markers["urban"].word(HISTORY)
    county.merge("urban", "urban_closed", "urban_clerk", reason)
    type_draft(county, "urban_clerk")
    bring_file(county, "urban_clerk", URBAN)
    let_all_hear()
    run_rules()


def type_and_take(county: County) -> None:
    type_draft(county, "clerk")
    bring_file(county, "clerk", MARKET_WRITERS)
    take_list(county, "procurator")
    take_list(county, "clerk")
