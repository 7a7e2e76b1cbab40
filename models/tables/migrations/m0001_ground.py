"""The ground: every table of the first version, with its CHECKs, references and indexes."""

STATES = (
    "'requested','scheduled','confirmed','checked_in','in_progress','completed','declined','cancelled',"
    "'student_absent','interviewee_absent'"
)
FLAG = "INTEGER NOT NULL DEFAULT 0 CHECK ({0} IN (0,1))"


def _flag(name: str) -> str:
    return f"{name} {FLAG.format(name)}"


def _texts(names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names.split())


_HOURS = (
    "weekday INTEGER CHECK (weekday BETWEEN 0 AND 6), day TEXT, start_minute INTEGER NOT NULL, "
    "end_minute INTEGER NOT NULL, CHECK ((weekday IS NULL) <> (day IS NULL)), "
    "CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440)"
)
_SPAN = "start_at BIGINT NOT NULL, end_at BIGINT NOT NULL, CHECK (start_at < end_at)"

TABLES = {
    "campaign": f"id TEXT PRIMARY KEY, {_texts('name school organizer')}, first_day TEXT NOT NULL, "
    "last_day TEXT NOT NULL, zone TEXT NOT NULL, per_student INTEGER NOT NULL CHECK (per_student >= 0), "
    "minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480), "
    "calls_per_adult INTEGER NOT NULL CHECK (calls_per_adult >= 1), created_at BIGINT NOT NULL, "
    "CHECK (first_day <= last_day)",
    "student": f"id TEXT PRIMARY KEY, {_texts('given family preferred grade email school')}, "
    f"{_texts('guardian_name guardian_email')}, share_name INTEGER CHECK (share_name IN (0,1)), "
    f"owed INTEGER CHECK (owed >= 0), {_flag('questions_ready')}, {_flag('practice_done')}",
    "interest": "id TEXT PRIMARY KEY, student TEXT NOT NULL REFERENCES student(id), "
    f"rank INTEGER NOT NULL CHECK (rank >= 1), {_texts('cluster sub words')}, UNIQUE (student, rank)",
    "staff": f"id TEXT PRIMARY KEY, {_texts('name role email school')}",
    "duty": f"id TEXT PRIMARY KEY, staff TEXT NOT NULL REFERENCES staff(id), {_HOURS}",
    "school_class": f"id TEXT PRIMARY KEY, {_texts('name')}, teacher TEXT REFERENCES staff(id), "
    f"{_texts('meets')}, kind TEXT NOT NULL "
    "CHECK (kind IN ('free','advisory','lunch','elective','core','never')), "
    f"{_texts('never_on')}",
    "enrolment": "id TEXT PRIMARY KEY, student TEXT NOT NULL REFERENCES student(id), "
    "class_id TEXT NOT NULL REFERENCES school_class(id), UNIQUE (student, class_id)",
    "employer": f"id TEXT PRIMARY KEY, {_texts('name field address site phone notes')}",
    "contact": "id TEXT PRIMARY KEY, employer TEXT NOT NULL REFERENCES employer(id), "
    f"{_texts('name title email phone zone clusters formats')}, minutes INTEGER CHECK (minutes >= 1), "
    "gap_minutes INTEGER NOT NULL DEFAULT 0 CHECK (gap_minutes >= 0), "
    "limit_ INTEGER CHECK (limit_ >= 0), per_day INTEGER CHECK (per_day >= 0), "
    f"{_texts('schools')}, travel_minutes INTEGER NOT NULL DEFAULT 0 CHECK (travel_minutes >= 0), "
    f"{_texts('source')}, {_flag('do_not_contact')}, {_texts('notes')}",
    "availability": f"id TEXT PRIMARY KEY, contact TEXT NOT NULL REFERENCES contact(id), {_SPAN}",
    "outreach": "id TEXT PRIMARY KEY, contact TEXT NOT NULL REFERENCES contact(id), "
    "student TEXT REFERENCES student(id), actor TEXT NOT NULL, at BIGINT NOT NULL, "
    f"{_texts('how outcome said next_action')}, next_by TEXT",
    "claim": "id TEXT PRIMARY KEY, contact TEXT NOT NULL REFERENCES contact(id), "
    "student TEXT NOT NULL REFERENCES student(id), made_at BIGINT NOT NULL, until_at BIGINT NOT NULL",
    "room": f"id TEXT PRIMARY KEY, {_texts('name school')}, "
    "capacity INTEGER NOT NULL DEFAULT 1 CHECK (capacity >= 1), "
    f"{_texts('equipment')}, changeover_minutes INTEGER NOT NULL DEFAULT 0 CHECK (changeover_minutes >= 0)",
    "room_hours": f"id TEXT PRIMARY KEY, room TEXT NOT NULL REFERENCES room(id), {_HOURS}",
    "room_block": f"id TEXT PRIMARY KEY, room TEXT NOT NULL REFERENCES room(id), {_texts('why')}, {_SPAN}",
    "bell_period": "id TEXT PRIMARY KEY, day_type TEXT NOT NULL, position INTEGER NOT NULL, "
    "name TEXT NOT NULL, start_minute INTEGER NOT NULL, end_minute INTEGER NOT NULL, "
    "kind TEXT NOT NULL CHECK (kind IN ('period','break')), CHECK (start_minute < end_minute), "
    "UNIQUE (day_type, position)",
    "bell_week": "id TEXT PRIMARY KEY CHECK (id IN ('0','1','2','3','4','5','6')), day_type TEXT NOT NULL",
    "bell_rule": f"id TEXT PRIMARY KEY CHECK (id = 'school'), {_texts('rotation')}, "
    "first_day TEXT, last_day TEXT",
    "special_day": f"id TEXT PRIMARY KEY, {_texts('closed day_type rotation note')}",
    "interview": "id TEXT PRIMARY KEY, campaign TEXT NOT NULL REFERENCES campaign(id), "
    "contact TEXT REFERENCES contact(id), "
    "format TEXT NOT NULL CHECK (format IN ('phone','video','on_site','group_video','recorded')), "
    "place TEXT NOT NULL CHECK (place IN ('room','home','workplace')), "
    "room TEXT REFERENCES room(id), start_at BIGINT, end_at BIGINT, "
    "minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 480), "
    f"state TEXT NOT NULL CHECK (state IN ({STATES})), {_texts('number link')}, "
    f"{_flag('guardian_told')}, {_texts('because')}, uid TEXT NOT NULL UNIQUE, "
    "revision INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0, "
    "created_at BIGINT NOT NULL, confirmed_at BIGINT, checked_in_at BIGINT, started_at BIGINT, "
    f"ended_at BIGINT, {_flag('parked')}, CHECK ((start_at IS NULL) = (end_at IS NULL)), "
    "CHECK (end_at = start_at + minutes * 60000000), "
    "CHECK (start_at IS NOT NULL OR state IN ('requested','declined','cancelled'))",
    "interview_student": "id TEXT PRIMARY KEY, interview TEXT NOT NULL REFERENCES interview(id), "
    "student TEXT NOT NULL REFERENCES student(id), position INTEGER NOT NULL, "
    "UNIQUE (interview, student)",
    "absence": "id TEXT PRIMARY KEY, interview TEXT NOT NULL REFERENCES interview(id), "
    "student TEXT NOT NULL REFERENCES student(id), day TEXT NOT NULL, period TEXT NOT NULL, "
    "class_id TEXT REFERENCES school_class(id), "
    "state TEXT NOT NULL CHECK (state IN ('not_needed','to_request','requested','approved','denied')), "
    f"{_texts('decided_by')}, decided_at BIGINT, {_texts('because')}, "
    "UNIQUE (interview, student, day, period)",
    "invite": "id TEXT PRIMARY KEY, interview TEXT NOT NULL, recipient TEXT NOT NULL, "
    f"{_texts('recipient_id name mail')}, method TEXT NOT NULL CHECK (method IN ('REQUEST','CANCEL')), "
    "sequence INTEGER NOT NULL, start_at BIGINT NOT NULL, end_at BIGINT NOT NULL, digest TEXT NOT NULL, "
    "made_at BIGINT NOT NULL, actor TEXT NOT NULL",
    "journal": "id INTEGER PRIMARY KEY, at BIGINT NOT NULL, stamped_at BIGINT NOT NULL, "
    "actor TEXT NOT NULL, terminal TEXT NOT NULL, action TEXT NOT NULL, sentence TEXT NOT NULL, "
    "kind TEXT NOT NULL CHECK (kind IN ('do','undo','redo')), target INTEGER REFERENCES journal(id), "
    "changes_digest TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, "
    "CHECK ((kind = 'do') = (target IS NULL))",
    "journal_change": "entry INTEGER NOT NULL REFERENCES journal(id), position INTEGER NOT NULL, "
    "entity TEXT NOT NULL, row_id TEXT NOT NULL, before TEXT, after TEXT, PRIMARY KEY (entry, position)",
    "counter": "name TEXT PRIMARY KEY, value INTEGER NOT NULL",
}

INDEXES = (
    "interview (campaign, start_at)",
    "interview (room, start_at)",
    "interview (contact, start_at)",
    "interview_student (student)",
    "absence (interview)",
    "absence (student)",
    "absence (day)",
    "enrolment (class_id)",
    "contact (employer)",
    "availability (contact, start_at)",
    "outreach (contact, at)",
    "outreach (student, at)",
    "claim (contact)",
    "duty (staff)",
    "room_hours (room)",
    "room_block (room)",
    "invite (interview)",
    "journal (target)",
    "journal (actor, id)",
    "journal_change (entity, row_id)",
)


def statements(table_suffix: str) -> list[str]:
    """The SQL of this step, one statement each. `table_suffix` is the engine's ("STRICT" on SQLite)."""
    made = [f"CREATE TABLE {name} ({body}) {table_suffix}" for name, body in TABLES.items()]
    for number, index in enumerate(INDEXES, 1):
        made.append(f"CREATE INDEX {index.split(' ')[0]}_by_{number} ON {index}")
    return made
