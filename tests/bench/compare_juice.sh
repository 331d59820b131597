#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same pages inlined by us and by juice (npm, fetched into a folder): each element must get the same declarations.
# compare_juice.sh [TST_STYLE_INLINER_PEER] [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
ours=$(realpath "${1:-$here/../../build/release/tests/core/page/tst_style_inliner_peer}")
work=${2:-$(mktemp -d)}
mkdir -p "$work"
[ -d "$work/node_modules/juice" ] || (cd "$work" && npm init -y > /dev/null && npm install --silent juice > /dev/null)
HABERDASH_NODE=$work "$ours"
