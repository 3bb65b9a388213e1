#!/bin/sh
# Make sure that the browser journeys have a Chromium: take the one that is there, else install Debian's.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" > /dev/null; then
        exit 0
    fi
done

if ! command -v apt-get > /dev/null; then
    echo "The browser journeys need Chromium on the path: install it with this system's package manager." >&2
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
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-color-emoji > /dev/null
