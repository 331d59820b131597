#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One personal mail of about 30 KB (loops, conditions, filters, escaping) for many customers: our engine, liquidjs (npm,
# fetched by the script) and Jinja2 (python3-jinja2), one core each, one after the other. inja is not packaged in Debian 12.
#   bench_liquid.sh [CUSTOMERS] [BUILD_FOLDER]
set -euo pipefail
count=${1:-100000}
here=$(realpath "$(dirname "$0")")
build=$(realpath "${2:-$here/../../build/release}")
folder=${HABERDASH_BENCH_FOLDER:-$(mktemp -d)}
mkdir -p "$folder"
[ -d "$folder/node_modules/liquidjs" ] || (cd "$folder" && npm init -y > npm.log 2>&1 && npm install liquidjs >> npm.log 2>&1)
python3 "$here/bench_liquid.py" make "$folder" "$count"
cp "$here/bench_liquid.mjs" "$folder/"
one() { taskset -c 0 "$@"; }
echo "haberdash ..." >&2
one "$build/tests/bench/bench_liquid" "$folder" > "$folder/haberdash.json"
echo "liquidjs ..." >&2
(cd "$folder" && one node bench_liquid.mjs "$folder" > liquidjs.json)
echo "jinja2 ..." >&2
one python3 "$here/bench_liquid.py" jinja "$folder" > "$folder/jinja.json"
for peer in liquidjs jinja; do
    cmp "$folder/haberdash.html" "$folder/$peer.html" || echo "$peer WRITES SOMETHING ELSE" >&2
done
python3 - "$folder" << 'PYTHON'
import json, sys
read = lambda name: json.load(open(f"{sys.argv[1]}/{name}.json"))
own = read("haberdash")
for result in (own, read("liquidjs"), read("jinja")):
    print(f"{result['engine']:16} {result['rate']:10.0f} messages/s   ours is {own['rate'] / result['rate']:6.1f} times that")
print(f"mail of {own['bytes'] / own['messages'] / 1000:.1f} kB; {own['rate'] * own['bytes'] / own['messages'] / 1e9:.2f} GB/s, "
      f"{own['rate'] / own['memcpy_rate']:.3f} of memcpy's speed for the same bytes")
PYTHON
