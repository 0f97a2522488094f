#!/bin/sh
# Make .venv with the pinned set and the two packages of the course. Safe to run again.
# PYTHON=/path/to/python3.12 ./install.sh chooses the interpreter.
set -eu
cd "$(dirname "$0")"

stop() {
    printf '\ninstall: %s\n' "$1" >&2
    exit 1
}

stamp=.venv/.installed
wanted=$(cat requirements.lock pyproject.toml | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/python ]; then
    exit 0
fi

supported='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
if [ -z "${PYTHON:-}" ]; then
    for candidate in python3 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$supported" 2>/dev/null; then
            PYTHON=$candidate
            break
        fi
    done
fi
[ -n "${PYTHON:-}" ] || stop "needs Python 3.11, 3.12 or 3.13; found $(python3 --version 2>&1 || echo none). Install one (Debian, Ubuntu: sudo apt install python3 python3-venv) or name it: PYTHON=/path/to/python3.12 make course"
"$PYTHON" -c "$supported" 2>/dev/null || stop "PYTHON=$PYTHON is not Python 3.11, 3.12 or 3.13 ($(command -v "$PYTHON" >/dev/null && "$PYTHON" --version 2>&1 || echo 'it does not run'))."
"$PYTHON" -c 'import venv, ensurepip' 2>/dev/null || stop "$PYTHON has no venv module. Debian, Ubuntu: sudo apt install python3-venv"

free=$(df -Pk . | awk 'NR == 2 {print int($4 / 1048576)}')
needs() {
    [ -e "$(echo .venv/lib/python3*/site-packages/torch)" ] || # what takes the room is there already
        [ "$free" -ge "${NEEDED_GIB:-$1}" ] || stop "needs ${NEEDED_GIB:-$1} GiB of free disk here, found $free GiB. Make room, or clone the course to a larger disk.$2"
}
needs 6 ""

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c "$supported" 2>/dev/null; then
    echo "install: making .venv with $("$PYTHON" --version)"
    "$PYTHON" -m venv --clear .venv || stop "could not make .venv (see above)."
fi

log=.venv/install.log
# Without another place to look, pip on Linux fetches PyTorch with CUDA: 4 GiB of packages, 4 more in its cache, 7 unpacked.
if [ "$(uname -s)" = Linux ] && ! .venv/bin/python -m pip config list | grep -E "(index-url|find-links)='.+'" >"$log"; then
    needs 16 " Or ask for PyTorch without CUDA, which needs 6: see README.md."
fi

echo "install: $(grep -c '==' requirements.lock) packages of requirements.lock (some minutes; details in $log)"
: >"$log"
# pip's own files go to this disk: where /tmp is in memory, as in Debian 13, they would fill it
rm -rf .venv/tmp
mkdir .venv/tmp
TMPDIR=$PWD/.venv/tmp .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off -r requirements.lock -e . >>"$log" 2>&1 &
pip=$!
trap 'kill "$pip" 2>/dev/null; exit 130' INT TERM HUP
seconds=0
while kill -0 "$pip" 2>/dev/null; do
    sleep 1
    seconds=$((seconds + 1))
    [ $((seconds % 15)) -ne 0 ] || printf 'install: %4d s  %s\n' "$seconds" "$(tail -n 1 "$log" | cut -c1-90)"
done
status=0
wait "$pip" || status=$?
trap - INT TERM HUP
rm -rf .venv/tmp
if [ "$status" -ne 0 ]; then
    grep -E '^(ERROR|error)' "$log" | tail -n 3 >&2 || true
    if grep -qiE 'No space left' "$log"; then
        stop "the disk is full. Make room and run it again; it goes on where it stopped."
    elif grep -qiE 'connection|resolve|network|timed out|No matching distribution' "$log"; then
        stop "could not fetch the packages. Check the network (or proxy) and run it again; it goes on where it stopped."
    fi
    stop "pip failed; the reason is at the end of $log."
fi
# The default build of PyTorch on Linux brings Triton, its compiler for graphics cards, which no part of the course uses.
# Where TensorFlow is imported before it, it crashes Python at the first step of an optimiser.
.venv/bin/python -m pip uninstall --yes triton >>"$log" 2>&1
echo "$wanted" >"$stamp"
echo "install: done in $seconds s"
