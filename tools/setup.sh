#!/bin/sh
# Installs what the Makefile needs, and only what is missing: system libraries, a virtual environment, packages.
# Usage: tools/setup.sh [dev|conformance]
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    say "fiches demande Python 3.11 ou plus récent :"
    say "  Debian, Ubuntu : apt install python3 python3-venv    Fedora : dnf install python3"
    say "  macOS : brew install python                          Windows : https://www.python.org/downloads/"
    exit 3
}

missing_libraries() {
    "$1" - <<'PYTHON'
import ctypes
import ctypes.util
import sys

names = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "pango-1.0", "libpango-1.0.dylib", "libpango-1.0-0"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "pangoft2-1.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "harfbuzz-subset", "libharfbuzz-subset.dylib", "libharfbuzz-subset-0"),
}


def found(candidates):
    for name in candidates:
        try:
            ctypes.CDLL(ctypes.util.find_library(name) or name)
            return True
        except OSError:
            continue
    return False


print(" ".join(package for package, candidates in names.items() if not found(candidates)))
PYTHON
}

apt_install() {
    if ! command -v apt-get >/dev/null 2>&1; then return 1; fi
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        sudo="sudo"
    fi
    say "installation par apt : $*"
    export DEBIAN_FRONTEND=noninteractive
    $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
        { $sudo apt-get update -qq >/dev/null && $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
}

python=$(find_python)
missing=$(missing_libraries "$python")
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086
    if ! apt_install $missing || [ -n "$(missing_libraries "$python")" ]; then
        say "il manque des bibliothèques de mise en page ($missing) ; installez-les, puis relancez make :"
        say "  Debian, Ubuntu : sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        say "  Fedora : sudo dnf install pango harfbuzz          macOS : brew install pango harfbuzz"
        say "  Windows : pacman -S mingw-w64-x86_64-pango (dans MSYS2, https://www.msys2.org)"
        exit 3
    fi
fi

if [ "$(uname -s)" = Linux ] && [ ! -d /usr/lib/python3/dist-packages/grammalecte ]; then
    apt_install python3-grammalecte || say "sans python3-grammalecte, la grammaire n'est pas relue : fiches s'en passe"
fi

if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 || {
        rm -rf .venv
        apt_install python3-venv && "$python" -m venv .venv ||
            { say "impossible de créer .venv ; sous Debian : sudo apt install python3-venv"; exit 3; }
    }
fi

extra="[studio,import]"
tried="" # the tests judge with the versions that were tried; the program takes any that it allows
[ -n "${1:-}" ] && tried="--constraint constraints-newest.txt"
[ "${1:-}" = dev ] && extra="[dev]"
if [ "${1:-}" = conformance ]; then
    extra="[dev,conformance]"
    tools="chromium ghostscript qpdf poppler-utils default-jre-headless libjaxb-java libistack-commons-java"
    command -v npm >/dev/null 2>&1 || tools="$tools npm"
    # shellcheck disable=SC2086
    apt_install $tools || for tool in $tools; do # one that apt refuses takes none of the others with it
        apt_install "$tool" || say "sans ce paquet, des contrôles sont passés : $tool"
    done
fi
say "installation des paquets Python dans .venv"
# shellcheck disable=SC2086
.venv/bin/python -m pip install --quiet --disable-pip-version-check $tried --editable ".$extra" ||
    { say "l'installation a échoué : vérifiez la connexion au réseau, puis relancez make"; exit 3; }
