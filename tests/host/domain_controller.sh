#!/bin/sh
# A Samba Active Directory domain controller in name spaces of its own: network (so its ports are the real ones), host
# name, mounts and processes. Nothing of it is outside a folder, and all of it ends with this program.
#
#   domain_controller.sh FOLDER provision
#   domain_controller.sh FOLDER serve [LINE OF smb.conf …]
#
# It is PC42 of CORP.EXAMPLE, at 127.0.0.78.
set -eu
folder=$1 verb=$2
shift 2
address=127.0.0.78
case $verb in
provision)
    for name in pid ncalrpc signd; do mkdir -p "$folder/$name"; done
    : > "$folder/empty.conf"
    printf '127.0.0.1 localhost\n%s pc42.corp.example pc42\n' "$address" > "$folder/hosts"
    cat > "$folder/provision.sh" << END
mount --make-rprivate / && mount --bind "$folder/hosts" /etc/hosts && hostname pc42 && ip link set lo up &&
mkdir -p /run/samba && mount -t tmpfs tmpfs /run/samba &&
exec samba-tool domain provision --configfile="$folder/empty.conf" --targetdir="$folder/dc" --realm=CORP.EXAMPLE \
    --domain=CORP --server-role=dc --dns-backend=NONE --adminpass="\$ADMINISTRATOR" --host-name=pc42 \
    --host-ip="$address" --host-ip6=::1 --option="interfaces=$address/8" --option="bind interfaces only=yes" \
    --option="ldb:nosync=true"
END
    exec unshare --net --uts --mount sh "$folder/provision.sh"
    ;;
serve)
    {
        echo "[global]"
        echo "netbios name = PC42"
        echo "workgroup = CORP"
        echo "realm = CORP.EXAMPLE"
        echo "server role = active directory domain controller"
        echo "server services = s3fs, rpc, ldap, winbindd"
        echo "interfaces = $address/8"
        echo "bind interfaces only = yes"
        echo "disable netbios = yes"
        echo "load printers = no"
        echo "dns forwarder = 127.0.0.1"
        echo "dns update command = /bin/true"
        echo "private dir = $folder/dc/private"
        echo "state directory = $folder/dc/state"
        echo "cache directory = $folder/dc/cache"
        echo "lock directory = $folder/dc"
        echo "binddns dir = $folder/dc/bind-dns"
        echo "pid directory = $folder/pid"
        echo "ncalrpc dir = $folder/ncalrpc"
        echo "ntp signd socket directory = $folder/signd"
        echo "log file = $folder/log"
        echo "ldb:nosync = true"
        for line in "$@"; do echo "$line"; done
    } > "$folder/smb.conf"
    # shellcheck disable=SC2016 # Expanded inside.
    exec setpriv --pdeathsig KILL unshare --net --uts --mount --pid --fork --kill-child --mount-proc sh -c '
        mount --make-rprivate / && mount --bind "$1/hosts" /etc/hosts && hostname pc42 && ip link set lo up &&
        mkdir -p /run/samba && mount -t tmpfs tmpfs /run/samba &&
        exec samba --foreground --no-process-group --configfile="$1/smb.conf"
    ' sh "$folder"
    ;;
esac
