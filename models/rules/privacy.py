"""How a student may be named to whom: a name leaves the school only where the family said so.

Three readers: staff see the whole name (`Student.label`), a screen that others can see shows first name and
initial, and an employer learns the first name where consent to share it is recorded, else the grade at most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from models.rules.facts import Student
from models.rules.text import clean, fold

NAMED_AT_MOST = 3
"""More students than this are counted for an employer, not listed."""

NOT_NAMED = "Your family has not agreed that your name is given: leave it out."
"""What a student reads on the way to a call in which they stay unnamed."""

_GRADE_WORD = re.compile(r"^(?:grade|gr\.?|year)\s*(?=\w)", re.IGNORECASE)
_GRADE = re.compile(r"\w[\w ./-]{0,15}")


def named_to_interviewee(student: Student) -> bool:
    """Whether the person interviewed may learn the first name. Consent that was never asked for counts as refused."""
    return student.share_name is True


def student_for_interviewee(student: Student) -> str:
    """The student as an employer may know them: "Mia" with consent, else "a student (grade 11)".

    Consent that was never asked for counts as refused. Never the surname, an id or an address.
    """
    first = first_name(student) if named_to_interviewee(student) else ""
    grade = _grade(student)
    return first or (f"a student (grade {grade})" if grade else "a student")


def students_for_interviewee(students: Sequence[Student]) -> str:
    """Several students as an employer may know them: "Mia, Leo and a student (grade 11)", or "24 students".

    Up to three are listed, named ones first; those who stay unnamed are counted together by grade.
    """
    if len(students) == 1:
        return student_for_interviewee(students[0])
    if len(students) > NAMED_AT_MOST:
        return _counted(len(students), {_grade(student) for student in students})
    shown = [student_for_interviewee(student) for student in students]
    unnamed = Counter(label for label in shown if label.startswith("a student"))
    named = [label for label in shown if label not in unnamed]
    rest = [f"{n} students{label[9:]}" if n > 1 else label for label, n in unnamed.items()]
    return joined([*named, *rest]) or "a student"


def public_label(student: Student) -> str:
    """First name and initial, "Mia L.", for a screen that others can see."""
    first = first_name(student)
    initial = initials(student)
    label = f"{first} {initial}." if first and initial else first
    return label or (f"{initial}." if initial else "Student")


def initials(student: Student, letters: int = 1) -> str:
    """The first letter or letters of the family name, "L" or "Lo"; "" where it has none."""
    found = "".join(letter for letter in clean(student.family) if letter.isalpha())[:letters]
    return found[:1].upper() + found[1:].lower()


def joined(words: Sequence[str]) -> str:
    """A list as people write it: "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def first_name(student: Student) -> str:
    """The name the student goes by, without the surname should somebody have typed that into it."""
    first, family = clean(student.first_name).split(), fold(clean(student.family)).split()
    kept = [word for word in first if fold(word).strip(",.;") not in family]
    return " ".join(kept).strip(" ,;")


def _grade(student: Student) -> str:
    """The grade as a short word; "" where the roster holds something that is no grade."""
    grade = _GRADE_WORD.sub("", clean(student.grade))
    return grade if _GRADE.fullmatch(grade) else ""


def _counted(number: int, grades: set[str]) -> str:
    """A number of students, with their grade where they share one."""
    grade = next(iter(grades)) if len(grades) == 1 else ""
    return f"{number} students (grade {grade})" if grade else f"{number} students"
