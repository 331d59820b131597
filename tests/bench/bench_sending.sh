#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A campaign of personal 30 KB mails into smtp-sink, booked one by one, beside Postfix's smtp-source; then the same mails
# composed by nodemailer (npm, fetched by the script); then how soon a campaign of many goes on.
#   bench_sending.sh [MAILS] [WAITING] [BUILD_FOLDER]
set -euo pipefail
here=$(realpath "$(dirname "$0")")
build=$(realpath "${3:-$here/../../build/release}")
folder=${HABERDASH_BENCH_FOLDER:-$(mktemp -d)}
mkdir -p "$folder"
[ -d "$folder/node_modules/nodemailer" ] || (cd "$folder" && npm init -y > npm.log 2>&1 && npm install nodemailer >> npm.log 2>&1)
"$build/tests/bench/bench_sending" "${1:-10000}" "${2:-1000000}" "$folder"
node "$here/bench_sending.mjs" "$folder"
