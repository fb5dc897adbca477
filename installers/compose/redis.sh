#!/bin/sh
# Starts Redis with one account, which may do what the server needs. In a file, as everybody can read command lines.
set -eu
umask 077
case $REDISCLI_AUTH in
  *[!A-Za-z0-9._~-]*)
    echo "REDIS_PASSWORD has other characters than letters, digits and . _ ~ -" >&2
    exit 1
    ;;
esac
cat >/tmp/redis.conf <<CONFIG
dir /data
port 6379
protected-mode no
appendonly yes
maxmemory 384mb
maxmemory-policy noeviction
user default off
user confero on >$REDISCLI_AUTH ~confero:* &confero:* +@read +@write +@scripting +@pubsub +@connection +time +info
CONFIG
exec redis-server /tmp/redis.conf
