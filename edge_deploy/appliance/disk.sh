#!/bin/sh
# Encrypts the box's data disk (LUKS2), and lays /var/lib/rancher and /srv/lodge on it. A second run changes nothing.
#
#   disk.sh [--key tpm2|file|passphrase] [--key-file FILE] [--header-backup FILE] [--erase] [--dry-run] DEVICE
#
# DEVICE is a whole disk or a partition, like /dev/nvme1n1. One that holds data is refused, unless --erase is given.
#   --key tpm2        the box's TPM opens the disk at start, under Secure Boot's keys (PCR 7); prints a recovery key
#   --key file        FILE of --key-file opens it (made if missing); keep it on a stick that leaves the box
#   --key passphrase  somebody types it at each start
# Without --key: tpm2 where there is a TPM, else passphrase. Run it as root before K3s is installed.
# ROOT, MAPPER and KEYS are for tests: where etc and the mounts lie, where opened disks appear, where a TPM's key waits.
set -eu

name=lodge-data
root=${ROOT:-}
mapper=${MAPPER:-/dev/mapper}
place=/mnt/lodge
key='' key_file='' backup='' device=''
erase=false dry=false

say() { echo "disk: $*"; }
fail() { echo "disk: $*" >&2; exit 1; }
do_it() { if $dry; then echo "would: $*"; else "$@"; fi; }

read_words() {
    while [ $# -gt 0 ]; do
        case $1 in
            --key) key=${2:?"disk: --key needs tpm2, file or passphrase"}; shift ;;
            --key-file) key_file=${2:?"disk: --key-file needs a path"}; shift ;;
            --header-backup) backup=${2:?"disk: --header-backup needs a path"}; shift ;;
            --erase) erase=true ;;
            --dry-run) dry=true ;;
            -h | --help) sed -n '2,/^set -eu/{/^#/s/^# \{0,1\}//p}' "$0"; exit 0 ;;
            -*) fail "$1 is no option. See: disk.sh --help" ;;
            *) [ -z "$device" ] || fail "one DEVICE, not $device and $1"; device=$1 ;;
        esac
        shift
    done
    [ -n "$device" ] || fail "say which DEVICE. See: disk.sh --help, and lsblk"
    if [ -z "$key" ]; then
        if [ -e /dev/tpmrm0 ]; then key=tpm2; else key=passphrase; fi
    fi
    case $key in
        tpm2 | passphrase) [ -z "$key_file" ] || fail "--key-file goes with --key file" ;;
        file) case $key_file in /*) ;; *) fail "--key file needs --key-file with a path from /" ;; esac ;;
        *) fail "--key $key is none of tpm2, file, passphrase" ;;
    esac
}

# The label is lodge-new until all is done: a disk that a power cut left half made never held data.
label() { blkid --probe --match-tag LABEL --output value "$device" 2>/dev/null || true; }
signatures() { wipefs --no-act --noheadings --output TYPE "$device" | sort -u | tr '\n' ' '; }

check() {
    $dry || [ "$(id -u)" = 0 ] || fail "this needs root. Run it with sudo"
    [ -b "$device" ] || [ -f "$device" ] || fail "$device is no disk. See: lsblk"
    for program in cryptsetup dmsetup blkid wipefs mkfs.ext4 lsblk; do
        command -v "$program" >/dev/null || fail "$program is missing. Install it: apt-get install cryptsetup e2fsprogs"
    done
    $dry || dmsetup version >/dev/null 2>&1 || fail "this kernel opens no encrypted disk. Try: modprobe dm_crypt"
    if [ "$key" = tpm2 ]; then
        command -v systemd-cryptenroll >/dev/null || fail "systemd-cryptenroll is missing; use --key file or passphrase"
        [ -e /dev/tpmrm0 ] || $dry || fail "there is no TPM 2 (/dev/tpmrm0); use --key file or --key passphrase"
    fi
    [ "$(label)" = "$name" ] && return 0
    if [ -b "$device" ] && [ -n "$(lsblk --noheadings --output MOUNTPOINTS "$device" | tr -d ' \n')" ]; then
        fail "$device is in use: it, or a part of it, is mounted"
    fi
    if [ -n "$(signatures)" ] && [ "$(label)" != lodge-new ] && ! $erase; then
        fail "$device holds data ($(signatures| sed 's/ *$//')). To lose it for good, say --erase"
    fi
    for folder in /var/lib/rancher /srv/lodge; do
        if [ -n "$(ls -A "$root$folder" 2>/dev/null)" ] && ! is_mounted "$folder"; then
            fail "$folder holds data already, which the mount would hide. Move it away first"
        fi
    done
}

is_mounted() { awk -v place="$root$1" '$5 == place { found = 1 } END { exit !found }' /proc/self/mountinfo; }
uuid() { blkid --probe --match-tag UUID --output value "$device" 2>/dev/null || echo UUID; }

# A key of 64 random bytes needs no stretching; what a person types, or brings, does.
format() {
    say "encrypting $device, key: $key"
    if $erase; then do_it wipefs --all --quiet "$device"; fi
    set -- --batch-mode --type luks2 --cipher aes-xts-plain64 --key-size 512 --label lodge-new
    if [ "$key" = passphrase ]; then
        if [ -t 0 ]; then set -- "$@" --verify-passphrase; fi
        do_it cryptsetup luksFormat "$@" "$device"
        return
    fi
    if [ ! -e "$key_file" ]; then
        do_it make_key "$key_file"
        set -- "$@" --pbkdf pbkdf2 --pbkdf-force-iterations 1000
    fi
    do_it cryptsetup luksFormat "$@" --key-file "$key_file" "$device"
}

make_key() { (umask 077 && head -c 64 /dev/urandom >"$1"); }

# The random key that made the disk goes at the end; the TPM and the recovery key stay.
enrol() {
    [ "$key" = tpm2 ] || return 0
    do_it systemd-cryptenroll --unlock-key-file="$key_file" --tpm2-device=auto --tpm2-pcrs=7 "$device"
    say "the recovery key follows: write it down, and keep it away from the box"
    do_it systemd-cryptenroll --unlock-key-file="$key_file" --recovery-key "$device"
}

open_disk() {
    [ -e "$mapper/$name" ] && return 0
    case $key in
        passphrase) do_it cryptsetup open --type luks2 "$device" "$name" ;;
        file) do_it cryptsetup open --type luks2 --key-file "$key_file" "$device" "$name" ;;
        tpm2) if [ -e "$key_file" ] || $dry; then
                do_it cryptsetup open --type luks2 --key-file "$key_file" "$device" "$name"
            else
                do_it cryptsetup open --type luks2 --token-only "$device" "$name"
            fi ;;
    esac
}

fill() {
    if $dry || ! blkid --probe "$mapper/$name" >/dev/null 2>&1; then
        do_it mkfs.ext4 -q -m 1 -L "$name" "$mapper/$name"
    fi
}

# A line is added once; one that is there, changed by hand or not, is left alone.
add_line() {
    if ! grep -qsE "^$2[[:space:]]" "$root$1"; then
        if $dry; then
            echo "would: add to $1: $3"
        else
            echo "$3" >>"$root$1"
            say "added to $1: ${3%% *}"
        fi
    fi
}

tables() {
    case $key in
        tpm2) how="- luks,tpm2-device=auto" ;;
        file) how="$key_file luks" ;;
        passphrase) how="none luks" ;;
    esac
    do_it mkdir -p "$root/etc"
    add_line /etc/crypttab "$name" "$name UUID=$(uuid) $how"
    # nofail: a box whose disk stays closed still starts, so that somebody can log in. K3s waits for its mount.
    after="nofail,x-systemd.requires-mounts-for=$place"
    add_line /etc/fstab "/dev/mapper/$name" "/dev/mapper/$name $place ext4 noatime,errors=remount-ro,nofail 0 2"
    add_line /etc/fstab "$place/rancher" "$place/rancher /var/lib/rancher none bind,$after 0 0"
    add_line /etc/fstab "$place/lodge" "$place/lodge /srv/lodge none bind,$after 0 0"
    unit=/etc/systemd/system/k3s.service.d/10-disk.conf
    if [ ! -e "$root$unit" ]; then
        do_it mkdir -p "$root${unit%/*}"
        # Without it K3s would begin a new, empty cluster on the system's disk.
        do_it write_unit "$root$unit"
    fi
}

write_unit() {
    printf '[Unit]\nRequiresMountsFor=/var/lib/rancher /srv/lodge\nAssertPathIsMountPoint=/var/lib/rancher\n' >"$1"
}

mount_all() {
    if ! is_mounted "$place"; then
        do_it mkdir -p "$root$place"
        do_it mount -o noatime "$mapper/$name" "$root$place"
    fi
    for pair in rancher:/var/lib/rancher lodge:/srv/lodge; do
        folder=${pair#*:}
        is_mounted "$folder" && continue
        do_it mkdir -p "$root$place/${pair%%:*}" "$root$folder"
        do_it mount --bind "$root$place/${pair%%:*}" "$root$folder"
    done
}

# A scratch in the first 16 MiB of the disk takes all claims with it, unless its header lies elsewhere.
back_up() {
    if [ -z "$backup" ]; then
        say "no --header-backup: a damaged header would make the whole disk unreadable"
    elif [ ! -e "$backup" ]; then
        do_it cryptsetup luksHeaderBackup "$device" --header-backup-file "$backup"
        $dry || say "the header lies in $backup: keep it away from the box, as you keep the recovery key"
    fi
}

finish() {
    if [ "$key" = tpm2 ]; then
        do_it cryptsetup luksRemoveKey "$device" "$key_file"
        do_it rm -f "$key_file"
    fi
    do_it cryptsetup config "$device" --label "$name"
}

read_words "$@"
check
# In memory alone, and only until the TPM has the disk.
[ "$key" != tpm2 ] || key_file=${KEYS:-/dev/shm}/$name.key
made=false
if [ "$(label)" = "$name" ]; then
    say "$device is Lodge's and encrypted already"
    # The same command line, run again, must not lose a branch's claims.
    if $erase; then say "--erase was not heeded: to give this disk up, first say wipefs --all $device"; fi
else
    format
    enrol
    made=true
fi
open_disk
if $made; then
    fill
    finish
fi
tables
mount_all
back_up
if $dry; then say "nothing was changed"; else say "$device is ready: $place, /var/lib/rancher, /srv/lodge"; fi
