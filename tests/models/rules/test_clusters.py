"""What words mean in career clusters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import clusters
from models.rules.clusters import (
    Resolved,
    all_clusters,
    as_interest,
    cluster_name,
    related,
    resolve,
    words_of,
)
from models.rules.facts import Interest

HEALTH, TECH, AGRICULTURE = "healthcare-human-services", "digital-technology", "agriculture"
TRANSPORT, EDUCATION = "supply-chain-transportation", "education"
DATA = Path(clusters.__file__).parent / "data"


def keywords() -> list[tuple[str, str, str]]:
    stored = json.loads((DATA / "cluster_keywords.json").read_text("utf-8"))
    return [
        (cluster, sub, word)
        for cluster, by_sub in stored.items()
        for sub, by_kind in by_sub.items()
        for lines in by_kind.values()
        for line in lines
        for word in line.split(", ")
    ]


def test_there_are_fourteen_clusters_in_groups() -> None:
    assert len(all_clusters()) == 14
    assert sum(len(one.sub) for one in all_clusters()) == 72
    assert related(HEALTH) == (EDUCATION, "public-service-safety")
    assert related("no-such") == ()
    assert cluster_name(HEALTH) == "Healthcare & Human Services"
    assert cluster_name("no-such") == "no-such"


@pytest.mark.parametrize("one", all_clusters(), ids=lambda one: one.id)
def test_every_name_of_the_framework_is_certain(one: clusters.Cluster) -> None:
    whole = Resolved(one.id, "", True, (one.id,))
    assert [resolve(one.id), resolve(one.name), resolve(one.name.upper())] == [whole] * 3
    for sub in one.sub:
        part = Resolved(one.id, sub, True, (one.id,))
        assert [resolve(sub), resolve(f"{one.name} > {sub}"), resolve(f"{one.id}>{sub.lower()}")] == [
            part
        ] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Health Science", Resolved(HEALTH, "", True, (HEALTH,))),
        ("information technology", Resolved(TECH, "", True, (TECH,))),
        (
            "Agriculture, Food and Natural Resources",
            Resolved(AGRICULTURE, "", False, (AGRICULTURE, "energy-natural-resources")),
        ),
        (
            "Science, Technology, Engineering & Mathematics",
            Resolved("", "", False, ("advanced-manufacturing", TECH, "energy-natural-resources", HEALTH)),
        ),
        (
            "Hospitality, Events and Tourism",
            Resolved("hospitality-events-tourism", "", True, ("hospitality-events-tourism",)),
        ),
        ("Dïgital   Technology", Resolved(TECH, "", True, (TECH,))),
    ],
)
def test_older_and_loosely_written_names_are_mapped(text: str, found: Resolved) -> None:
    assert resolve(text) == found


@pytest.mark.parametrize(
    ("text", "cluster", "sub"),
    [
        ("vet", AGRICULTURE, "Animal Systems"),
        ("I want to be a nurse!", HEALTH, "Physical Health"),
        ("Nurses", HEALTH, "Physical Health"),
        ("video games", TECH, "Software Solutions"),
        ("game", TECH, "Software Solutions"),
        ("game design", "arts-entertainment-design", "Design & Digital Arts"),
        ("computers", TECH, ""),
        ("IT", TECH, ""),
        ("cook", "hospitality-events-tourism", "Culinary & Food Services"),
        ("police", "public-service-safety", "Public Safety"),
        ("cars", TRANSPORT, "Maintenance & Repair"),
        ("school nurse", HEALTH, "Physical Health"),
        ("nurse or social worker", HEALTH, ""),
        ("Health Science > nurse", HEALTH, "Physical Health"),
        ("Health Science > stars", HEALTH, ""),
        ("Digital Technology > Robotics", TECH, ""),
        ("My dream: nurse", HEALTH, "Physical Health"),
    ],
)
def test_everyday_words_are_a_likely_reading(text: str, cluster: str, sub: str) -> None:
    assert resolve(text) == Resolved(cluster, sub, False, (cluster,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        ">",
        "no idea",
        "I don't know",
        "not nursing",
        "I like it",
        "scar",
        "carpets",
        "a > b > c",
    ],
)
def test_unknown_words_are_never_guessed(text: str) -> None:
    assert resolve(text) == Resolved("", "", False)


def test_words_for_several_clusters_leave_the_choice_to_a_person() -> None:
    assert resolve("cars and nursing") == Resolved("", "", False, (HEALTH, TRANSPORT))


def test_the_table_of_everyday_words_fits_the_framework() -> None:
    subs = {one.id: {"", *one.sub} for one in all_clusters()}
    assert [row for row in keywords() if row[1] not in subs[row[0]]] == []
    assert len(keywords()) >= 1500
    names = {words_of(name) for one in all_clusters() for name in (one.name, *one.sub)}
    lost = [
        (word, cluster, resolve(word))
        for cluster, _, word in keywords()
        if cluster not in resolve(word).choices and words_of(word) not in names
    ]
    assert lost == []


def test_interest_keeps_the_students_own_words() -> None:
    assert as_interest(2, " big\ttrucks ") == Interest(
        2, TRANSPORT, "Ground & Rail Transportation", "big trucks"
    )


def test_words_are_compared_as_singulars_without_and() -> None:
    assert words_of("Babies & Buses, gas AND the physics-class") == (
        "baby",
        "buse",
        "gas",
        "the",
        "physic",
        "class",
    )


@given(st.text())
def test_any_text_gives_a_known_cluster_or_none(text: str) -> None:
    found = resolve(text)
    known = {one.id: one.sub for one in all_clusters()}
    assert found.cluster in {"", *known}
    assert not found.sub or found.sub in known[found.cluster]
    assert not found.cluster or found.cluster in found.choices
