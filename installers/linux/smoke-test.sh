#!/usr/bin/env bash
# Installs the newest package of installers/target, starts the app on a display of its own, looks whether it shows its
# window, closes it, has two participants of it meet on the project's server, and removes the package again. Makes the
# package first where there is none of what was built last. Without root, or where the person has Confero installed, the package is unpacked into
# a temporary folder instead. Needs a built project, JAVA_HOME, xvfb, xdotool and imagemagick.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$here/../target

fail() {
  echo "smoke test: $1" >&2
  [[ ! -s ${work:-/nonexistent}/app.log ]] || sed 's/^/  app: /' "$work/app.log" >&2
  exit 1
}

# On the private display: starts the app and watches it.
watch_app() {
  local app=$1 window pid status=0
  "$app" --version >/dev/null || fail "the app does not answer --version"
  "$app" >"$work/app.log" 2>&1 &
  pid=$!
  window=$(timeout 60 xdotool search --sync --onlyvisible --name '^Confero$' | tail -1) || true
  [[ -n $window ]] || fail "no window within a minute"
  # The first picture may come a moment after the window.
  for _ in {1..40}; do
    import -window "$window" "$target/smoke-test.png"
    (($(identify -format '%k' "$target/smoke-test.png") > 100)) && break
    xdotool search --onlyvisible --name '^Confero$' >/dev/null || fail "the window is gone"
    sleep 0.25
  done
  (($(identify -format '%k' "$target/smoke-test.png") > 100)) || fail "the window stays empty"
  kill -TERM "$pid"
  wait "$pid" || status=$?
  ((status == 143 || status == 0)) || fail "the app ended with $status"
}

installed=
clean_up() {
  local jobs
  jobs=$(jobs -p)
  # Shellcheck: process ids, to be split.
  # shellcheck disable=SC2086
  [[ -z $jobs ]] || kill $jobs 2>/dev/null || true
  wait
  [[ -z $installed ]] || apt-get remove -y confero >/dev/null 2>&1 || true
}
trap clean_up EXIT

if [[ ${1:-} == --watch ]]; then
  work=$3
  watch_app "$2"
  exit
fi

app_jar=$(find "$here/../../client-desktop/target" -maxdepth 1 -name 'confero-desktop-*.jar' | tail -1)
[[ -n $app_jar ]] || fail "build the project first (mvn package)"
package=$(find "$target" -maxdepth 1 -name 'confero_*.deb' -newer "$here/package.sh" -newer "$app_jar" 2>/dev/null | tail -1)
[[ -n $package ]] || package=$("$here/package.sh" | tail -1)
work=$(mktemp -d)
trap 'clean_up; rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config

if [[ $(id -u) == 0 ]] && ! dpkg-query -W confero >/dev/null 2>&1; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$(realpath "$package")" >"$work/apt.log" 2>&1 ||
    { cat "$work/apt.log" >&2; fail "the package cannot be installed"; }
  installed=yes
  app=/usr/bin/confero
else
  dpkg-deb -x "$package" "$work/root"
  app=$work/root/opt/confero/bin/confero
fi

xvfb-run -a -s "-screen 0 1280x800x24" "$here/smoke-test.sh" --watch "$app" "$work"

# The window alone would not notice that the image lacks something that only a call needs.
meet() {
  local server address
  : >"$work/server.log"
  "${JAVA_HOME:?set it to a JDK 25 or newer}/bin/java" "@$1" --server.port=0 >"$work/server.log" 2>&1 &
  server=$!
  for _ in {1..240}; do
    address=$(sed -n 's/^Confero is ready at //p' "$work/server.log")
    [[ -z $address ]] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.25
  done
  [[ -n $address ]] || fail "the server does not start"
  # She stays longer, so that the other one's last report still sees her.
  "$app" participant --server "$address" --room smoke --name Ada --fake-media --for 90s >/dev/null 2>"$work/app.log" &
  "$app" participant --server "$address" --room smoke --name Grace --fake-media --for 30s --report "$work/report.json" \
    >/dev/null 2>>"$work/app.log" || fail "the participant ended with $?"
  kill -TERM "$!" "$server"
  wait
  grep -q '"connected" *: *true' "$work/report.json" || fail "two participants of the installed app do not meet"
}

server=$here/../../server/target/app/start
[[ -f $server ]] || fail "build the project first (mvn package)"
meet "$server"

if [[ -n $installed ]]; then
  apt-get remove -y confero >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; fail "the package cannot be removed"; }
  installed=
  for left in /opt/confero /usr/bin/confero /usr/share/applications/confero.desktop; do
    [[ ! -e $left ]] || fail "$left is left behind"
  done
fi
echo "smoke test: $(basename "$package") installs, starts, shows its window and goes again"
