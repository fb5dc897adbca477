#!/bin/sh
# Runs the browser at $BROWSER, and has the kernel end it with the test that started it: a test that is killed closes nothing.
exec setpriv --pdeathsig KILL -- "$BROWSER" "$@"
