"""`python -m vbparse`: the same as the command `vbparse`."""

from __future__ import annotations

import sys

from vbparse.cli import main

if __name__ == "__main__":
    sys.exit(main())
