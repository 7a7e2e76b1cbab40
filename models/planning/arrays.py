"""The kinds of array that the relaxed problem is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Small = NDArray[np.int32]
Marks = NDArray[np.bool_]

NEVER = -1e18
"""Worth less than anything."""
