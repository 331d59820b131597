#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Mails a second of one template, beside liquidjs (npm, fetched into a folder) and Jinja2 (package python3-jinja2), each on one core in
# the same run. bench_liquid.sh [BENCH_LIQUID] [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
ours=$(realpath "${1:-$here/../../build/release/tests/bench/bench_liquid}")
work=${2:-$(mktemp -d)}
mkdir -p "$work"
[ -d "$work/node_modules/liquidjs" ] || (cd "$work" && npm init -y > /dev/null && npm install --silent liquidjs > /dev/null)
"$ours" "$work"
own=$("$ours" | tee /dev/stderr | sed -E 's/.*bytes: ([0-9]+) rendered.*/\1/')
for peer in "node $here/bench_liquid.mjs $work 5000" "python3 $here/bench_liquid.py $work 5000"; do
    $peer | python3 -c '
import json, sys
peer = json.load(sys.stdin)
name, rate, size = peer["engine"], peer["per_second"], peer["bytes"]
print(f"{name}: {rate:.0f} rendered/s of {size:.0f} bytes; ours is {'"$own"' / rate:.1f} times as fast")'
done
