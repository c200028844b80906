#!/bin/sh
# A Samba server that believes to be PC42: in a host name space of its own, on a high port of one loopback address, with
# nothing of it outside a folder.
#
#   samba.sh FOLDER ADDRESS PORT FQDN [LINE OF smb.conf …]
set -eu
folder=$1 address=$2 port=$3 fqdn=$4
shift 4
short=${fqdn%%.*}
for name in lock state cache private pid ncalrpc; do mkdir -p "$folder/$name"; done
chmod 700 "$folder/private"
printf '127.0.0.1 localhost\n%s %s %s\n' "$address" "$fqdn" "$short" > "$folder/hosts"
{
    echo "[global]"
    echo "netbios name = $short"
    echo "interfaces = $address/8"
    echo "bind interfaces only = yes"
    echo "smb ports = $port"
    echo "lock directory = $folder/lock"
    echo "state directory = $folder/state"
    echo "cache directory = $folder/cache"
    echo "private dir = $folder/private"
    echo "pid directory = $folder/pid"
    echo "ncalrpc dir = $folder/ncalrpc"
    echo "log file = $folder/log"
    echo "disable netbios = yes"
    echo "load printers = no"
    for line in "$@"; do echo "$line"; done
} > "$folder/smb.conf"
# The host name and the file of host names are changed for this program only.
exec unshare --uts --mount sh -c '
    mount --make-rprivate / && mount --bind "$1/hosts" /etc/hosts && hostname "$2" &&
    exec smbd --foreground --no-process-group --configfile="$1/smb.conf"
' sh "$folder" "$short"
