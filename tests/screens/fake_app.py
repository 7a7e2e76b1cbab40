"""Runs the shell on a workspace without a store, in a real terminal; measured and signalled by tests."""

import gc

gc.disable()

from tests.screens.fake_desk import main  # noqa: E402

raise SystemExit(main())
