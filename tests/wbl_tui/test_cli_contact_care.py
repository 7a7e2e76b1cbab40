"""The care of the pool by typing: tasks, tags, referrals, debriefs, and whom to check in with."""

from __future__ import annotations

from tests.wbl_tui.cli_help import Shell


def test_tasks_tags_and_check_ins_are_typed_and_listed(school: Shell) -> None:
    said = school.ok("add", "tasks", "contact=c1", "what=send the poster", "due=2026-11-19")
    assert said.out == "Noted a task for Dana Whitfield: send the poster, by Thu 19 Nov (g1).\n"
    school.ok("add", "tags", "contact=c1;c2", "tag=Health")
    school.ok("add", "checkins", "contact=c2", "date=in 3 months")
    assert school.ok("list", "tasks", "--json").json == {
        "schema": "wbl-tui/1",
        "kind": "tasks",
        "rows": [
            {
                "id": "g1", "contact": "c1", "what": "send the poster", "due": "2026-11-19", "done": False,
                "done_at": None, "done_by": "",
            }
        ],
    }  # fmt: skip
    assert school.ok("list", "checkins", "--json").json["rows"] == [
        {
            "id": "c1", "name": "Dana Whitfield", "employer": "Clinic", "date": "2026-11-19",
            "why": "send the poster", "overdue": True, "do_not_contact": False,
        },
        {
            "id": "c2", "name": "Omar Reyes", "employer": "City Works", "date": "2027-02-20",
            "why": "check in", "overdue": False, "do_not_contact": False,
        },
    ]  # fmt: skip
    assert school.ok("list", "tags", "--csv").out == (
        "id,contact,tag\nc1:health,c1,health\nc2:health,c2,health\n"
    )
    school.ok("set", "tasks", "g1", "done=yes")
    school.ok("remove", "tags", "c1:health")
    assert [row["id"] for row in school.ok("list", "checkins", "--json").json["rows"]] == ["c2"]


def test_a_referral_is_typed_and_becomes_a_contact(school: Shell) -> None:
    school.ok("add", "referrals", "named_by=c1", "name=Ines Duarte", "reach=ines@duarte.example.org")
    said = school.ok("set", "referrals", "f1", "contact=new", "employer=Bay Imaging", "--json")
    assert said.json["sentence"] == (
        "Added contact Ines Duarte (c3) at Bay Imaging, recommended by Dana Whitfield."
    )
    assert school.ok("list", "referrals", "--json").json["rows"][0]["contact"] == "c3"
    refused = school("set", "referrals", "f1", "contact=new")
    assert (refused.code, refused.err) == (
        1,
        "wbl-tui: Ines Duarte is in the pool already: Ines Duarte (c3). Open that contact.\n",
    )


def test_how_an_interview_went_is_typed(school: Shell) -> None:
    school.ok("book", "--student", "008", "--contact", "c1", "--start", "2026-11-20 09:40", "--room", "r1")
    early = school("add", "debriefs", "interview=i1", "went=well")
    assert (early.code, early.err) == (
        1,
        "wbl-tui: That interview has not been held. Note how it went afterwards.\n",
    )
    school.now = "2026-11-20T10:05"
    school.ok("mark", "i1", "in_progress")
    school.ok("mark", "i1", "completed")
    school.ok("add", "debriefs", "interview=i1", "went=well", "note=On time.")
    assert school.ok("list", "debriefs", "--json").json["rows"] == [
        {
            "id": "i1", "interview": "i1", "went": "well", "note": "On time.", "actor": "Ms Kay",
            "at": "2026-11-20T10:05:00-06:00", "thank_by": None,
        }
    ]  # fmt: skip


def test_an_empty_list_has_its_header_all_the_same(school: Shell) -> None:
    assert school.ok("list", "checkins", "--csv").out == "id,name,employer,date,why,overdue,do_not_contact\n"
    assert school.ok("list", "debriefs").out == "No debriefs yet.\n"


def test_who_may_be_there_twice_is_listed(school: Shell) -> None:
    assert school.ok("list", "duplicates").out == "No duplicates yet.\n"
    school.ok("add", "contacts", "name=Whitfield, Dána", "employer=CLINIC, Inc.")
    rows = school.ok("list", "duplicates", "--json").json["rows"]
    assert [(row["kind"], row["keep"], row["other"], row["why"]) for row in rows] == [
        ("contacts", "c1", "c3", "the same name at the same employer"),
        ("employers", "e1", "e3", "the same name"),
    ]
