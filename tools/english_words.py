"""Which English words look like misspelt words of ours: run after the tables of words have grown.

    python -m tools.english_words /usr/share/dict/words

A word of the list that the speller would take for one of ours goes into english_words.json, and is left alone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from models.rules import cluster_lexicon, spelling

WIDTH = 100
TARGET = cluster_lexicon.DATA / "english_words.json"


def look_alikes(words: list[str]) -> list[str]:
    """Those of the words that would be respelt if nobody knew them to be English."""
    TARGET.write_text("[]\n", "utf-8")
    cluster_lexicon.lexicon.cache_clear()
    tables = cluster_lexicon.lexicon()
    fresh = (
        word
        for word in words
        if word.isascii()
        and word.isalpha()
        and word.islower()
        and len(word) >= spelling.SHORTEST
        and word not in tables.replaced
    )
    strange = (w for w in fresh if w not in tables.known and cluster_lexicon.singular(w) not in tables.known)
    return sorted({word for word in strange if spelling.respelled(word) != (word,)})


def main() -> None:
    """Write the table anew from the list of words that is named."""
    lines: list[str] = []
    for word in look_alikes(Path(sys.argv[1]).read_text("utf-8").split()):
        if lines and len(lines[-1]) + len(word) + 2 <= WIDTH:
            lines[-1] += f", {word}"
        else:
            lines.append(word)
    TARGET.write_text(json.dumps(lines, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
