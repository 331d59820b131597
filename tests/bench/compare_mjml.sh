#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Our starting designs beside the same ones written in MJML and compiled by it (npm, fetched into a folder): bytes, how deep tables
# lie in each other, and what html-validate finds. compare_mjml.sh [WRITE_MAILS] [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
ours=$(realpath "${1:-$here/../../build/release/tests/bench/write_mails}")
work=${2:-$(mktemp -d)}
mkdir -p "$work/mails"
[ -d "$work/node_modules/mjml" ] && [ -d "$work/node_modules/html-validate" ] \
    || (cd "$work" && npm init -y > /dev/null && npm install --silent mjml html-validate > /dev/null)
"$ours" "$here/compare_mjml.json" "$work/mails"
cd "$work" && node "$here/compare_mjml.mjs" "$here/../../resources/designs" "$here/compare_mjml.json" "$work/mails"
