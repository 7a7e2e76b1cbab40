"""Interests as teenagers write them: what a person would accept, and what is put before one."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.clusters import Resolved, all_clusters, apart, resolve
from models.rules.spelling import respelled

TABLE = Path(__file__).parent / "interest_phrases.csv"
LEAST_MAPPED = 0.98

AGRICULTURE, DIGITAL, EDUCATION = "agriculture", "digital-technology", "education"
HEALTH, SAFETY, TRANSPORT = (
    "healthcare-human-services",
    "public-service-safety",
    "supply-chain-transportation",
)


def phrases() -> list[tuple[str, str, str]]:
    """Words, the clusters a person would accept ("ask": none; "+": two interests), the sub-cluster where clear."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["words", "clusters", "sub"]
    return [(words, clusters, sub) for words, clusters, sub in rows[1:]]


def understood(words: str) -> list[str]:
    """The cluster of each interest that the words name; "ask" for one that a person has to place."""
    return [resolve(piece).cluster or "ask" for piece in apart(words)]


def is_accepted(found: list[str], clusters: str) -> bool:
    if " + " in clusters:
        return found == clusters.split(" + ")
    return bool(found) and set(found) <= set(clusters.split(" | "))


def test_the_table_is_large_and_names_clusters_that_there_are() -> None:
    known = {one.id for one in all_clusters()} | {"ask"}
    table = phrases()
    assert len(table) >= 1000
    assert len({words for words, _, _ in table}) == len(table)
    assert {c for _, clusters, _ in table for c in clusters.replace(" + ", " | ").split(" | ")} <= known


def test_nothing_is_mapped_to_a_cluster_that_nobody_would_accept() -> None:
    wrong = [
        (words, found)
        for words, clusters, _ in phrases()
        if not is_accepted(found := understood(words), clusters) and found != ["ask"]
    ]
    assert wrong == []


def test_nearly_all_that_means_something_is_mapped() -> None:
    meant = [(words, clusters) for words, clusters, _ in phrases() if "ask" not in clusters]
    left = [words for words, clusters in meant if not is_accepted(understood(words), clusters)]
    assert len(left) <= len(meant) * (1 - LEAST_MAPPED), left


def test_sub_clusters_are_those_of_the_table() -> None:
    other = [
        (words, resolve(words).sub)
        for words, _, sub in phrases()
        if sub and len(apart(words)) == 1 and resolve(words).sub != sub
    ]
    assert other == []


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("", ()),
        ("doctor or lawyer", ("doctor", "lawyer")),
        ("music, cars", ("music", "cars")),
        ("Teacher, or maybe a vet", ("Teacher", "maybe a vet")),
        ("nurse; idk / welder", ("nurse; idk", "welder")),
        ("cop/nurse/chef", ("cop", "nurse", "chef")),
        ("computers / games", ("computers / games",)),
        ("arts and crafts", ("arts and crafts",)),
        ("law and order", ("law and order",)),
        ("dog or cat trainer", ("dog or cat trainer",)),
        ("music and math teacher", ("music and math teacher",)),
        ("nursing, blorping", ("nursing", "blorping")),
        ("blorping or cars", ("blorping", "cars")),
        ("cars or whales", ("cars", "whales")),
        ("science or nursing", ("science or nursing",)),
        ("nurse, where it blorps in the glorp", ("nurse, where it blorps in the glorp",)),
        ("something outdoors, no desk", ("something outdoors, no desk",)),
        ("Arts, Entertainment, & Design", ("Arts, Entertainment, & Design",)),
        ("Health Science > nurse or cop", ("Health Science > nurse or cop",)),
    ],
)
def test_one_answer_comes_apart_into_the_interests_it_names(words: str, pieces: tuple[str, ...]) -> None:
    assert apart(words) == pieces


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("police dog trainer", (AGRICULTURE, SAFETY)),
        ("cars and nursing", (HEALTH, TRANSPORT)),
        ("driver in IT", (DIGITAL, TRANSPORT)),
        ("trainer", (AGRICULTURE, EDUCATION, HEALTH)),
        ("biology", ("energy-natural-resources", HEALTH)),
        ("nurse blorp", (HEALTH,)),
        ("nurse shark", ()),
        ("not nursing", ()),
        ("idk", ()),
    ],
)
def test_what_a_person_has_to_say_comes_with_what_it_may_be(words: str, choices: tuple[str, ...]) -> None:
    assert resolve(words) == Resolved("", "", False, choices)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("vetrinarian", ("veterinarian",)),
        ("enginer", ("engineer",)),
        ("anesthesialogist", ("anesthesiologist",)),
        ("nurseeee", ("nurse",)),
        ("softwareengineer", ("software", "engineer")),
        ("boating", ("boating",)),
        ("nurse", ("nurse",)),
        ("planer", ("planer",)),
        ("caring", ("caring",)),
        ("insect", ("insect",)),
        ("zzzzzzzz", ("z",)),
    ],
)
def test_only_what_can_be_one_word_is_corrected(word: str, meant: tuple[str, ...]) -> None:
    assert respelled(word) == meant


@pytest.mark.parametrize(
    "words", ["i want to be a dog groomer", "be a dog trainer", "be a dog walker", "be a cat groomer"]
)
def test_who_wants_to_be_what_an_animal_needs_wants_to_be_no_animal(words: str) -> None:
    assert resolve(words) == Resolved(AGRICULTURE, "Animal Systems", False, (AGRICULTURE,))


@pytest.mark.parametrize("words", ["be a dog", "be a cat.", "i wanna be a car lol", "be a cat for a living"])
def test_who_wants_to_be_an_animal_or_a_car_is_asked_again(words: str) -> None:
    assert resolve(words) == Resolved("", "", False)


@given(st.text(max_size=60))
def test_any_text_comes_apart_into_pieces_that_stay_whole(text: str) -> None:
    pieces = apart(text)
    assert [apart(piece) for piece in pieces if len(pieces) > 1] == [
        (piece,) for piece in pieces if len(pieces) > 1
    ]


WORDS = (
    "nurse",
    "cars",
    "or",
    "and",
    ",",
    "/",
    "not",
    "idk",
    "teacher",
    "dog",
    "music",
    "because",
    "blorp",
    "a",
)


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_any_answer_gives_known_clusters_and_loses_no_word(text: str) -> None:
    said = [word for piece in apart(text) for word in piece.split()]
    joining = {"or", "and", ",", "/"}
    assert [word for word in said if word not in joining] == [
        word for word in text.split() if word not in joining
    ]
    known = {one.id: one.sub for one in all_clusters()}
    found = resolve(text)
    assert found.cluster in {"", *known}
    assert not found.sub or found.sub in known[found.cluster]


def test_the_tables_are_read_only_when_somebody_asks() -> None:
    code = "import models.rules.clusters; from models.rules import cluster_lexicon as c; "
    code += "assert c.lexicon.cache_info().currsize == 0"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
