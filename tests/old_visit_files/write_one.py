"""Write the old visit file of the present schema version; run once for each version, never again."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from made_visits import key_of, made_profile, one_of_everything, opened  # noqa: E402

from inspector_app.store.schema_steps import SCHEMA_VERSION  # noqa: E402
from inspector_app.visit import steps  # noqa: E402


def main() -> None:
    target = HERE / f"version-{SCHEMA_VERSION}.db"
    if target.exists():
        sys.exit(f"{target.name} is there already, and is kept as it is")
    with tempfile.TemporaryDirectory() as folder, made_profile(Path(folder) / "profile") as profile:
        contents = one_of_everything()
        with opened(profile, contents) as visit:
            text = f"Typed in version {SCHEMA_VERSION}."
            visit.write(steps.set_field("record", contents.records[0].id, "notes", text)).result(10)
            kept = {"inspector": visit.me, "laptop": visit.laptop, "log_digest": visit.log_digest()}
        kept["key"] = key_of(profile.places, visit.id).hex()
        shutil.copy(profile.places.visit_db(visit.id), target)
    target.with_suffix(".json").write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
