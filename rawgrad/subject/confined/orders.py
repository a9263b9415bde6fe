"""What the process that decides asks of the zygote, and what comes back. Knows nothing of ours."""

from __future__ import annotations

import struct

# An operation and the number of a worker; and the two kinds of answers.
ASKED = struct.Struct("<cq")
FORKED = struct.Struct("<q")
ENDED = struct.Struct("<qddq?")
FORK, REAP, KILL = b"F", b"R", b"K"
# A worker whose socket closed is dying; it has this long, or else it is killed.
GRACE = 0.5
