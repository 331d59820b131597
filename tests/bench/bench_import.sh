#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Import of a generated shop against the sqlite3 shell reading the same files into tables and making the same indexes after.
# bench_import.sh HABERDASH FOLDER: FOLDER holds customers_export.csv, orders_export.csv, products_export.csv, events.csv.
set -euo pipefail
program=$(realpath "$1")
files=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

measure() { # name, command ...: seconds and peak megabytes
    local name=$1
    shift
    /usr/bin/time -f '%e %M' -o "$name.time" "$@" > "$name.out" 2>&1 || [ $? -eq 1 ]
    read -r seconds kilobytes < <(tail -n 1 "$name.time")
    printf '%-12s %8.2f s %7d MB\n' "$name" "$seconds" $((kilobytes / 1024))
}

# The shell checks nothing and links nothing: raw text in tables with the keys and indexes that ours have.
header() { head -n 1 "$files/$1" | python3 -c 'import csv,sys
row = next(csv.reader(sys.stdin)); seen = set(); names = []
for i, n in enumerate(row):
    n = n or f"c{i}"
    while n.lower() in seen: n += "_"
    seen.add(n.lower()); names.append("\"" + n.replace("\"", "") + "\" TEXT")
print(", ".join(names))'; }
cat > peer.sql <<SQL
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE customers ($(header customers_export.csv));
CREATE TABLE products ($(header products_export.csv));
CREATE TABLE orders ($(header orders_export.csv));
CREATE TABLE events (event_id TEXT, occurred_at TEXT, event_type TEXT, email TEXT, product TEXT, value TEXT, reference TEXT);
.mode csv
BEGIN;
.import --skip 1 $files/products_export.csv products
.import --skip 1 $files/customers_export.csv customers
.import --skip 1 $files/orders_export.csv orders
.import --skip 1 $files/events.csv events
CREATE INDEX customers_email ON customers (Email);
CREATE INDEX customers_id ON customers ("Customer ID");
CREATE INDEX customers_name ON customers ("Last Name" COLLATE NOCASE, "First Name" COLLATE NOCASE);
CREATE INDEX products_handle ON products (Handle);
CREATE INDEX products_sku ON products ("Variant SKU");
CREATE INDEX orders_name ON orders (Name);
CREATE INDEX orders_email ON orders (Email, "Created at");
CREATE INDEX events_email ON events (email, occurred_at, event_type, event_id);
COMMIT;
SQL

"$program" new shop.haberdash --currency USD --time-zone America/New_York > /dev/null
measure haberdash "$program" --workspace shop.haberdash import --rejects "$work" \
    "$files/customers_export.csv" "$files/orders_export.csv" "$files/products_export.csv" "$files/events.csv"
ours=$seconds
measure sqlite3 sh -c 'sqlite3 peer.db < peer.sql'
awk -v a="$ours" -v b="$seconds" 'BEGIN { printf "ratio        %8.2f (at most 1.2)\n", a / b }'
ls -l shop.haberdash peer.db | awk '{ printf "%-18s %7.0f MB\n", $9, $5 / 1e6 }'
