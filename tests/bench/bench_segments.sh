#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The 18 rules of a generated shop: our columns beside DuckDB (npm package @duckdb/node-api) and SQLite with covering
# indexes, on the same data in one run.
#   bench_segments.sh SHOP.haberdash [AS_OF_MILLISECONDS] [THREADS]
set -euo pipefail
shop=$(realpath "$1")
now=${2:-1782777600000}
threads=${3:-2}
here=$(realpath "$(dirname "$0")")
bench=$here/../../build/release/tests/bench/bench_segments
folder=${HABERDASH_BENCH_FOLDER:-$(mktemp -d)}
mkdir -p "$folder"
if [ ! -d "$folder/node_modules/@duckdb/node-api" ]; then
    (cd "$folder" && npm init -y > npm.log 2>&1 && npm install @duckdb/node-api >> npm.log 2>&1)
fi
if [ ! -f "$folder/ready" ]; then
    sqlite3 "$shop" > /dev/null << SQL
.mode csv
.output $folder/customer.csv
SELECT id, country, id IN (SELECT customer_id FROM (SELECT customer_id, state, max(id) FROM consent_entry WHERE channel =
'email' AND coalesce(occurred_at, 0) < $now GROUP BY customer_id) WHERE state = 'subscribed') FROM customer;
.output $folder/orders.csv
SELECT customer_id, placed_at, total, refunded FROM shop_order WHERE kind = 'sale' AND cancelled_at IS NULL AND customer_id
IS NOT NULL;
.output $folder/items.csv
SELECT o.customer_id, coalesce(p.category, ''), l.quantity FROM order_line l JOIN shop_order o ON o.id = l.order_id LEFT JOIN
product p ON p.id = l.product_id WHERE o.kind = 'sale' AND o.cancelled_at IS NULL AND o.customer_id IS NOT NULL;
.output $folder/event.csv
SELECT customer_id, type_id, occurred_at, coalesce(value, 0) FROM event;
SQL
    rm -f "$folder/plain.db"
    sqlite3 "$folder/plain.db" << SQL
CREATE TABLE customer (id INTEGER PRIMARY KEY, country TEXT, agreed INTEGER);
CREATE TABLE orders (customer INTEGER, happened INTEGER, total INTEGER, refunded INTEGER);
CREATE TABLE items (customer INTEGER, category TEXT, quantity INTEGER);
CREATE TABLE event (customer INTEGER, kind INTEGER, happened INTEGER, value INTEGER);
.mode csv
.import $folder/customer.csv customer
.import $folder/orders.csv orders
.import $folder/items.csv items
.import $folder/event.csv event
CREATE INDEX orders_by_customer ON orders (customer, happened, total, refunded);
CREATE INDEX orders_by_time ON orders (happened, customer);
CREATE INDEX items_by_customer ON items (customer, category, quantity);
CREATE INDEX event_by_kind ON event (kind, customer, happened, value);
CREATE INDEX event_by_time ON event (kind, happened, customer);
ANALYZE;
SQL
    touch "$folder/ready"
fi
python3 "$here/bench_segments.py" sql "$now" > "$folder/queries.json"
cp "$here/bench_segments.mjs" "$folder/"
echo "haberdash ..." >&2
"$bench" "$shop" "$now" "$threads" > "$folder/haberdash.json"
echo "duckdb ..." >&2
(cd "$folder" && node bench_segments.mjs "$folder" "$threads" > duckdb.json)
echo "sqlite3 ..." >&2
python3 "$here/bench_segments.py" sqlite "$folder/plain.db" "$now" > "$folder/sqlite.json"
python3 - "$folder" << 'PYTHON'
import json, math, sys
read = lambda name: json.load(open(f"{sys.argv[1]}/{name}.json"))
own, duck, lite = read("haberdash"), read("duckdb"), read("sqlite")
geometric = lambda values: math.exp(sum(map(math.log, values)) / len(values))
print(f"{'rule':5} {'members':>8} {'haberdash':>10} {'duckdb':>9} {'sqlite3':>10} {'share of duckdb':>16}")
for name, ms in own["rules_ms"].items():
    same = own["members"][name] == duck["members"][name] == lite["members"][name]
    print(f"{name:5} {own['members'][name]:8} {ms:10.2f} {duck['ms'][name]:9.1f} {lite['ms'][name]:10.1f} "
          f"{ms / duck['ms'][name]:16.3f}{'' if same else '  DIFFERENT MEMBERS: ' + str(duck['members'][name])}")
means = [geometric(list(x.values())) for x in (own["rules_ms"], duck["ms"], lite["ms"])]
print(f"geometric means: {means[0]:.2f} ms, DuckDB {means[1]:.1f} ms, SQLite {means[2]:.1f} ms")
print(f"haberdash / DuckDB {means[0] / means[1]:.3f}, haberdash / SQLite {means[0] / means[2]:.4f}")
print(f"slowest share of DuckDB {max(own['rules_ms'][n] / duck['ms'][n] for n in duck['ms']):.3f}")
print(f"editing one of six conditions, slowest of 40: {own['edit_slowest_ms']:.2f} ms")
scan = own["scan"]
print(f"one column of instants, one thread: {scan['ms']:.2f} ms for {scan['mb']:.0f} MB, {scan['gb_per_s']:.1f} GB/s of "
      f"{own['read_gb_per_s']:.1f} GB/s that memory gives ({scan['gb_per_s'] / own['read_gb_per_s']:.2f})")
print(f"told to stop, slowest of 40: {own['stop_slowest_ms']:.2f} ms; growth over twelve months: "
      f"{own['growth_of_a_year_ms']:.0f} ms")
print(f"columns: {own['columns_mb']:.0f} MB, resident {own['resident_mb']:.0f} MB, read in {own['load_ms'] / 1000:.2f} s")
PYTHON
