"""`python -m tests`: sets up the machine, then runs formatter, linter, types and tests; stops at the first fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests import machine

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    ["ruff", "format", "--check", "--quiet", "."],
    ["ruff", "check", "--quiet", "."],
    ["mypy"],
    ["pytest", "-n", "auto", "--dist", "loadfile"],
)


def main() -> int:
    """The exit code of the first step that fails, 0 when all pass. Arguments go to pytest."""
    machine.main()
    for step in STEPS:
        print(f"== {' '.join(step)}", flush=True)
        more = sys.argv[1:] if step[0] == "pytest" else []
        code = subprocess.run([sys.executable, "-m", *step, *more], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
