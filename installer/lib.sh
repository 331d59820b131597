# SPDX-License-Identifier: GPL-3.0-or-later
# What installer/run, installer/test and .ci/run share. Source it from the top folder.
set -euo pipefail

say() { printf '\n== %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs the packages of the given purposes that are not there yet.
install_packages() {
    local wanted missing=() package
    wanted=$(for purpose in "$@"; do awk -v p="$purpose" '$1 == p {print $2}' installer/packages; done | sort -u)
    for package in $wanted; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "Installing ${missing[*]}"
    # A mail server for the tests must not start serving this machine.
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# Configures once; afterwards CMake sees for itself what has changed.
configure() {
    [ -f build/release/build.ninja ] || { say "Configuring"; cmake --preset release; }
}
