"""Our rosters, as folders and as zips."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.models.exchange.workbook_files import packed as archive

ROSTERS = Path(__file__).parents[3] / "fixtures" / "rosters"
NAMES = sorted(path.name for path in ROSTERS.iterdir())

# A district of two schools and two terms.
ORGS = "sourcedId,name,type\no1,Elm High,school\no2,Oak High,school\nd1,Lake District,district\n"
USERS = (
    "sourcedId,enabledUser,orgSourcedIds,role,givenName,familyName\n"
    's1,true,"d1,o1",student,Mia,Torres\ns2,true,o2,student,Bo,Quill\n'
    's3,true,"o2,o1",student,Zoë,Adeyemi\nt1,true,o1,teacher,Kay,Lund\nt2,true,o2,teacher,Ravi,Silva\n'
)
SESSIONS = (
    "sourcedId,title,type,startDate,endDate\n"
    "f,Fall,term,2026-08-24,2026-12-18\nw,Spring,term,2027-01-11,2027-06-04\ny,Year,schoolYear,,\n"
)
CLASSES = (
    "sourcedId,title,classType,schoolSourcedId,termSourcedIds,periods\n"
    'k1,Algebra,scheduled,o1,"f,w",1\nk2,Health,scheduled,o1,w,2\nk3,Art,scheduled,o2,f,3\nk4,Band,scheduled,o2,y,4\n'
)
ENROLMENTS = (
    "sourcedId,classSourcedId,userSourcedId,role,beginDate,endDate\n"
    "1,k1,s1,student,,\n2,k2,s1,student,,\n3,k3,s2,student,,\n4,k4,s2,student,2026-08-24,2026-10-02\n"
    "5,k1,t1,teacher,,\n6,k3,t2,teacher,,\n7,k4,s3,student,,\n8,k1,s3,student,,\n"
)
DISTRICT = {
    "manifest": "propertyName,value\noneroster.version,1.1\nfile.users,bulk\n",
    "orgs": ORGS,
    "users": USERS,
    "academicSessions": SESSIONS,
    "classes": CLASSES,
    "enrollments": ENROLMENTS,
}


def zipped(folder: Path, inside: str = "") -> bytes:
    """The folder's files as a zip; `inside` is a folder that all of them are in."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.writestr(f"{inside}{file.name}", file.read_bytes())
    return packed.getvalue()


def packed(files: Mapping[str, str]) -> bytes:
    """These tables, by their names without ending, as a zip."""
    return archive({f"{name}.csv": text for name, text in files.items()})
