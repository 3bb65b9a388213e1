#!/bin/sh
# Print the Chromium that the browser journeys use: the one that BEKNOWN_CHROMIUM names, one that is there,
# else Debian's, which is installed first.
set -eu

find_chromium() {
    for name in ${BEKNOWN_CHROMIUM:-} chromium chromium-browser google-chrome; do
        command -v "$name" && return 0
    done
    return 1
}

find_chromium && exit 0

if ! command -v apt-get > /dev/null; then
    echo "The browser journeys need Chromium: install it with this system's package manager." >&2
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
    as_root="sudo -n"
else
    echo "The browser journeys need Chromium: sudo apt-get install chromium" >&2
    exit 1
fi

echo "getting chromium" >&2
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq >&2
$as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-color-emoji > /dev/null
find_chromium
