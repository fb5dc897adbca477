#!/bin/sh
# Starts coturn. Its secret stands in a file, as everybody can read command lines.
set -eu
umask 077
cat >/tmp/turnserver.conf <<CONFIG
listening-port=3478
external-ip=$TURN_ADDRESS
use-auth-secret
static-auth-secret=$TURN_SECRET
realm=$TURN_REALM
min-port=49152
max-port=65535
fingerprint
no-cli
no-tls
no-dtls
log-file=stdout
pidfile=/tmp/turnserver.pid
userdb=/tmp/turndb
# It must not become a way into your own network.
no-multicast-peers
denied-peer-ip=0.0.0.0-0.255.255.255
denied-peer-ip=10.0.0.0-10.255.255.255
denied-peer-ip=100.64.0.0-100.127.255.255
denied-peer-ip=127.0.0.0-127.255.255.255
denied-peer-ip=169.254.0.0-169.254.255.255
denied-peer-ip=172.16.0.0-172.31.255.255
denied-peer-ip=192.168.0.0-192.168.255.255
denied-peer-ip=::1
denied-peer-ip=fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
denied-peer-ip=fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff
CONFIG
exec turnserver -c /tmp/turnserver.conf
