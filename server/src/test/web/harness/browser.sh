#!/bin/sh
# Runs the browser at $BROWSER, and has the kernel end it with the test that started it: a test that is killed closes nothing.
# WITHIN is the beginning of a command that runs it elsewhere (lan.js): words without spaces in them.
# shellcheck disable=SC2086
exec setpriv --pdeathsig KILL -- ${WITHIN-} "$BROWSER" "$@"
