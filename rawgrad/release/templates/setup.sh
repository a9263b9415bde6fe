#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image. Needs Python 3.11 or newer: choose
# the newest Ubuntu on offer. Installs from the package registry NumPy, pytest and what else the
# exercises need, and nothing else.
set -euo pipefail
cd "${RAWGRAD_AUTOGRADER:-/autograder}/source"

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ]; then
    apt-get update
    apt-get install -y python3.11 python3.11-venv
    python=$(find_python)
fi
if [ -z "$python" ]; then
    echo "rawgrad needs Python 3.11 or newer: choose Ubuntu 22.04 or newer as the base image" >&2
    exit 1
fi

"$python" -m venv .venv
.venv/bin/python -m pip install -r requirements.txt
.venv/bin/python -m rawgrad grade --doctor || true
