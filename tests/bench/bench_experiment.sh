#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench_experiment.sh [BUILD_FOLDER]: a test of a million recipients, beside numpy and scipy where they are installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(realpath "${1:-$here/../../build/release}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/tests/bench/bench_experiment" speed "$work"
if python3 -c 'import numpy, scipy.stats' 2> /dev/null; then
    python3 "$here/bench_experiment.py" "$work"
else
    echo "numpy and scipy: left out, since python3-scipy is not installed"
fi
