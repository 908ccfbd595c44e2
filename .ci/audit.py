"""Asks whether a library of the runtime lock is known to be vulnerable, and says plainly when nobody could be asked.

pip-audit ends well when its data knows none of the libraries; a lock that was never looked up is not a lock that is
clean, so this counts what was looked up. Exit status 1 only for a vulnerability that was found.
"""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements/runtime.txt"


def audited() -> list[dict] | None:
    """What pip-audit says of each library, or None when its data cannot be reached."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    try:
        done = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True, timeout=300
        )
        return json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None


def main() -> int:
    libraries = audited()
    asked = [library for library in libraries or [] if "skip_reason" not in library]
    if not asked:
        print("pip-audit: NOT DONE: its data cannot be reached from here, so no library was looked up.")
        return 0
    faults = [(library, fault) for library in asked for fault in library["vulns"]]
    for library, fault in faults:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        print(f"pip-audit: {library['name']} {library['version']}: {fault['id']}, mended in {mended}")
    print(f"pip-audit: {len(asked)} of {len(libraries or [])} libraries looked up, {len(faults)} vulnerabilities.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
