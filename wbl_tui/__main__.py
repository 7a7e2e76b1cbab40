"""`python -m wbl_tui` is `wbl-tui`."""

import sys

from wbl_tui.cli import main

sys.exit(main())
