#!/bin/sh
# Installs Lodge from a bundle (`lodge deploy bundle`) onto a box that has no network. POSIX sh, openssl and sha256sum.
# Nothing is touched before signature and checksums are right. It may be run again at any time, after a power cut too:
# each file is copied under another name, compared, and renamed; what is right already stays as it is.
set -eu
umask 022
LC_ALL=C
export LC_ALL

usage() {
    cat <<END
Usage: sh install.sh [--site NAME] [--public-key FILE] [options]

  --site NAME         the branch of this box; not needed where the bundle holds one, or the box knows it
  --public-key FILE   whose bundles this box trusts; needed once, then kept in /etc/lodge/bundle.pub
  --from DIR          where the bundle lies (default: beside this script)
  --engine k3s|podman k3s (default), or podman for a box without it: the branch's pod alone
  --network NAME      podman's network for the pod (default none: the review page is within the pod only)
  --root DIR          install below DIR and start nothing of K3s: for a try, or for an image of a disk
  --dry-run           say what would be done, and change nothing
END
}
say() { echo "lodge: $*"; }
fail() {
    echo "lodge: $*" >&2
    exit 1
}

site='' public='' root='' engine=k3s network=none dry='' changed=0 restart=''
from=$(cd "$(dirname "$0")" && pwd)
while [ $# -gt 0 ]; do
    case $1 in
    --dry-run) dry=yes && shift && continue ;;
    -h | --help) usage && exit 0 ;;
    --site | --public-key | --from | --engine | --network | --root) [ $# -gt 1 ] || fail "$1 needs a value." ;;
    *) fail "$1 is no option of install.sh. See: sh install.sh --help" ;;
    esac
    case $1 in
    --site) site=$2 ;;
    --public-key) public=$2 ;;
    --from) from=$2 ;;
    --engine) engine=$2 ;;
    --network) network=$2 ;;
    --root) root=${2%/} ;;
    esac
    shift 2
done
case $engine in k3s | podman) ;; *) fail "--engine is $engine. It is k3s or podman." ;; esac
# It becomes part of a manifest's paths.
case $root in *[!A-Za-z0-9./_-]*) fail "--root $root may have letters, digits and . _ - / in it." ;; esac
data=/srv/lodge etc=/etc/lodge rancher=/var/lib/rancher/k3s

# --- reading -------------------------------------------------------------------------------------------------------

digest() { sha256sum <"$1" | cut -d ' ' -f 1; }
size_kib() { echo $((($(wc -c <"$1") + 1023) / 1024)); }
owner_and_mode() { stat -c '%u:%g %a' "$1"; }
inode() { stat -c '%d:%i' "$1" 2>/dev/null || echo "none: $1"; }

# The digest of a file that the bundle vouches for; nothing where it does not.
sum_of() {
    while read -r sum name; do
        if [ "$name" = "$1" ]; then echo "$sum"; fi
    done <"$work/SHA256SUMS"
}
listed() { sed -n "s|^[0-9a-f]\{64\}  \($1\)\$|\1|p" "$work/SHA256SUMS"; }

# A copy of a small file that cannot change any more, whatever the stick is.
take() {
    copy=$work/$(echo "$1" | tr / _)
    cp "$from/$1" "$copy" 2>/dev/null || fail "$1 cannot be read. Take another stick."
    [ "$(digest "$copy")" = "$(sum_of "$1")" ] || fail "$1 is damaged."
    echo "$copy"
}

check_signature() {
    command -v openssl >/dev/null || fail "openssl is missing on this box, and the signature is checked with it."
    trusted=$root$etc/bundle.pub
    if [ -n "$public" ]; then
        [ -r "$public" ] || fail "The public key $public cannot be read."
        if [ -e "$trusted" ] && ! cmp -s "$public" "$trusted"; then
            fail "This box trusts another key. To change that, replace $trusted, and know why."
        fi
    else
        public=$trusted
        [ -r "$public" ] || fail "This box trusts no key yet. Give it, from elsewhere than the stick: --public-key FILE"
    fi
    [ -f "$from/SHA256SUMS" ] || fail "$from is no bundle: it has no SHA256SUMS."
    [ -f "$from/SHA256SUMS.sig" ] || fail "The bundle is not signed: SHA256SUMS.sig is missing."
    cp "$from/SHA256SUMS" "$from/SHA256SUMS.sig" "$public" "$work/"
    openssl pkeyutl -verify -pubin -inkey "$public" -rawin -in "$work/SHA256SUMS" -sigfile "$work/SHA256SUMS.sig" \
        >/dev/null 2>&1 || fail "The signature is wrong: the owner of $public did not make this bundle. Do not use it."
}

check_files() {
    (cd "$from" && sha256sum -c "$work/SHA256SUMS" 2>/dev/null) >"$work/seen" || true
    sed -n 's/: FAILED open or read$/ is missing or cannot be read./p; t
        s/: FAILED$/ is damaged./p' "$work/seen" >"$work/faults"
    while read -r line; do echo "lodge: $line" >&2; done <"$work/faults"
    [ ! -s "$work/faults" ] || fail "Nothing was installed. Take another copy of the bundle."
    [ "$(grep -c ': OK$' "$work/seen")" = "$(wc -l <"$work/SHA256SUMS")" ] || fail "SHA256SUMS cannot be read."
}

choose_site() {
    known=$(cat "$root$etc/site" 2>/dev/null || true)
    sites=$(listed 'manifests/.*/site.yaml' | cut -d / -f 2 | tr '\n' ' ')
    : "${site:=${known:-${sites% }}}"
    if [ -n "$known" ] && [ "$site" != "$known" ]; then
        fail "This box is the branch $known, and holds its claims. It does not become $site. ($root$etc/site)"
    fi
    for name in $sites; do
        if [ "$name" = "$site" ]; then return; fi
    done
    fail "The bundle has no site '$site'. Say --site with one of: ${sites% }"
}

check_architecture() {
    case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
    there=$(listed 'images/.*' | cut -d / -f 2 | sort -u | tr '\n' ' ')
    case " $there" in " " | *" $arch "*) ;; *) fail "This box is $arch, and the images are for: ${there% }." ;; esac
}

nearest() {
    place=$1
    while [ ! -e "$place" ]; do place=$(dirname "$place"); done
    echo "$place"
}
free_kib() { df -Pk "$(nearest "$1")" | sed -n '2s/.* \([0-9][0-9]*\)  *[0-9]*% .*/\1/p'; }
device() { df -Pk "$(nearest "$1")" | sed -n '2s/ .*//p'; }

# Images are unpacked where they are kept, to about three times an archive's size, and their layers are kept too.
check_room() {
    images_kib=0 weights_kib=0
    while read -r name; do
        case $name in
        images/"$arch"/*)
            if [ ! -f "$root$image_folder/${name##*/}" ]; then
                images_kib=$((images_kib + 5 * $(size_kib "$from/$name")))
            fi
            ;;
        weights/*)
            if [ ! -f "$root$data/$name" ]; then weights_kib=$((weights_kib + $(size_kib "$from/$name"))); fi
            ;;
        esac
    done <"$needs"
    if [ "$(device "$root$image_folder")" = "$(device "$root$data")" ]; then
        images_kib=$((images_kib + weights_kib)) weights_kib=$images_kib
    fi
    for pair in "$image_folder $images_kib" "$data $weights_kib"; do
        wanted=${pair##* } folder=$root${pair% *}
        free=$(free_kib "$folder")
        if [ "$free" -lt "$wanted" ]; then
            fail "No room: $((wanted / 1024)) MiB are needed at $folder, and $((free / 1024)) MiB are free."
        fi
    done
}

# --- writing -------------------------------------------------------------------------------------------------------

# place FILE SUM PATH MODE OWNER: FILE at PATH below the root, with these bytes, or as it was.
place() {
    dest=$root$3 owner=$5
    [ "$(id -u)" = 0 ] || owner=$(id -u):$(id -g) # a try below a folder of one's own
    if [ -f "$dest" ] && [ "$(digest "$dest")" = "$2" ]; then
        if [ "$(owner_and_mode "$dest")" = "$owner $4" ]; then return; fi
        [ -n "$dry" ] || { chown "$owner" "$dest" && chmod "$4" "$dest"; }
    elif [ -z "$dry" ]; then
        part=$(dirname "$dest")/.$(basename "$dest").part
        mkdir -p "$(dirname "$dest")"
        cp "$1" "$part" || { rm -f "$part" && fail "$3 cannot be written."; }
        [ "$(digest "$part")" = "$2" ] || { rm -f "$part" && fail "${1#"$from"/} is damaged: $3 was left as it was."; }
        chown "$owner" "$part" && chmod "$4" "$part"
        sync "$part" 2>/dev/null || sync
        if [ -n "$restart" ]; then : >"$root$etc/restart"; fi # a cut between here and the restart is made good
        mv -f "$part" "$dest"
    fi
    say "${dry:+would }put $3"
    changed=$((changed + 1))
}
put() { place "$from/$1" "$(sum_of "$1")" "$2" "$3" "${4:-0:0}"; }
put_text() { place "$1" "$(digest "$1")" "$2" "$3" "${4:-0:0}"; }

# folder PATH OWNER MODE
folder() {
    dest=$root$1 owner=$2
    [ "$(id -u)" = 0 ] || owner=$(id -u):$(id -g)
    if [ -d "$dest" ] && [ "$(owner_and_mode "$dest")" = "$owner $3" ]; then return; fi
    if [ -z "$dry" ]; then
        mkdir -p "$dest"
        chown "$owner" "$dest" && chmod "$3" "$dest"
    fi
    say "${dry:+would }make $1"
    changed=$((changed + 1))
}

# link PATH PATH: the same bytes under a second name.
link() {
    if [ "$(inode "$root$1")" = "$(inode "$root$2")" ]; then return; fi
    if [ -z "$dry" ]; then ln -f "$root$1" "$root$2.part" && mv -f "$root$2.part" "$root$2"; fi
    say "${dry:+would }put $2"
    changed=$((changed + 1))
}

put_trust() {
    folder "$etc" 0:0 755
    put_text "$work/$(basename "$public")" "$etc/bundle.pub" 644
    echo "$site" >"$work/site"
    put_text "$work/site" "$etc/site" 644
    # The next stick is then checked by this box's own script, not by the stick's.
    put install.sh /usr/local/sbin/lodge-install 755
}

put_data() {
    folder "$data" 0:0 755
    folder "$data/weights" 10001:10001 755
    while read -r name; do
        case $name in
        weights/*) put "$name" "$data/$name" 644 10001:10001 ;;
        images/"$arch"/*) put "$name" "$image_folder/${name##*/}" 644 ;;
        esac
    done <"$needs"
    described=$(take "manifests/$site/site.yaml")
    inbox=$(sed -n '/^inbox:/,/^[^ ]/{ /kind: host/,/path:/s/^  path: //p; }' "$described")
    if [ -n "$inbox" ]; then
        folder "$inbox" 10001:10001 770
        # A share may be away, a folder of the box may not: the mark is put where the settings ask for it.
        if grep -q '^  LODGE_REQUIRE_SENTINEL: .*true' "$manifests"; then
            : >"$work/mark"
            put_text "$work/mark" "$inbox/.lodge-inbox" 644 10001:10001
        fi
    fi
}

# --- K3s -----------------------------------------------------------------------------------------------------------

# Each file of the appliance that K3s reads, and where. A registry's passwords are the box's own: that file is put once.
put_appliance() {
    folder "$rancher/server" 0:0 700
    folder "$rancher/server/logs" 0:0 700 # of the audit
    while read -r name path mode; do
        if [ -z "$(sum_of "appliance/$name")" ]; then continue; fi
        case $name in
        registries.yaml) if [ -e "$root$path" ]; then continue; fi ;;
        gpu.yaml) if ! grep -q '^- ollama-gpu' "$described"; then continue; fi ;;
        esac
        put "appliance/$name" "$path" "$mode"
    done <<END
config.yaml /etc/rancher/k3s/config.yaml 600
registries.yaml /etc/rancher/k3s/registries.yaml 600
psa.yaml $rancher/server/psa.yaml 600
audit.yaml $rancher/server/audit.yaml 600
90-kubelet.conf /etc/sysctl.d/90-kubelet.conf 644
gpu.yaml /etc/rancher/k3s/config.yaml.d/50-gpu.yaml 600
END
}

put_k3s() {
    restart=due
    if [ -n "$(sum_of "k3s/$arch/k3s")" ]; then
        put "k3s/$arch/k3s" /usr/local/bin/k3s 755
        put appliance/k3s.service /etc/systemd/system/k3s.service 644
    fi
    for name in $(listed "k3s/$arch/k3s-airgap-images-.*"); do put "$name" "$image_folder/${name##*/}" 644; done
    put_appliance
    restart=''
    # K3s sees new manifests and images by itself.
    applied=$rancher/server/manifests
    for name in $(listed 'appliance/manifests/.*'); do put "$name" "$applied/lodge-${name##*/}" 600; done
    put "manifests/$site/lodge.yaml" "$applied/lodge.yaml" 600
}

start_k3s() {
    if [ -n "$root" ] || [ -n "$dry" ]; then return; fi
    command -v systemctl >/dev/null || { say "systemd is not here: start K3s yourself." && return; }
    if [ -z "$(ip route show default 2>/dev/null)" ]; then
        say "K3s starts only with a default route, and one that leads nowhere will do: see docs/bundle.md."
    fi
    sysctl -q --system >/dev/null 2>&1 || true
    if [ -e "$etc/restart" ]; then
        systemctl daemon-reload
        systemctl -q enable k3s
        systemctl restart k3s || fail "K3s does not start. See why: journalctl -u k3s"
        rm -f "$etc/restart"
    else
        systemctl -q is-active k3s || systemctl start k3s
    fi
}

# --- podman --------------------------------------------------------------------------------------------------------

play() {
    [ -n "$(sum_of "manifests/$site/pod.yaml")" ] || fail "The site $site is more than one pod: it needs K3s."
    pod=$(take "manifests/$site/pod.yaml")
    sed "s|^\( *\)path: /srv/|\1path: $root/srv/|" "$pod" >"$work/pod.yaml"
    for name in claims models tmp; do folder "$data/$name" 10001:10001 750; done
    folder "$data/models/weights" 10001:10001 755
    while read -r name; do
        case $name in weights/*) link "$data/$name" "$data/models/$name" ;; esac
    done <"$needs"
    before=$changed
    put_text "$work/pod.yaml" "$etc/pod.yaml" 600
    if [ -n "$dry" ]; then return; fi
    image=$(sed -n 's/^ *image: //p' "$pod" | head -n 1)
    while read -r name; do
        case $name in images/"$arch"/*) load "$name" ;; esac
    done <"$needs"
    podman image exists "$image" || fail "The bundle's archives do not hold the image $image."
    if [ "$changed" = "$before" ] && podman pod exists lodge-0; then
        podman pod start lodge-0 >/dev/null
        return
    fi
    podman kube play --replace --network "$network" "$root$etc/pod.yaml" >/dev/null ||
        fail "podman does not start the pod."
    say "the pod lodge-0 runs"
    changed=$((changed + 1))
}

# Loaded is what podman said yes to, with these very bytes.
load() {
    archive=$root$image_folder/${1##*/}
    sum_of "$1" >"$work/loaded"
    if cmp -s "$work/loaded" "$archive.loaded" && podman image exists "$image"; then return; fi
    podman load --quiet --input "$archive" >/dev/null || fail "podman does not take ${1##*/}."
    put_text "$work/loaded" "$image_folder/${1##*/}.loaded" 644
}

# -------------------------------------------------------------------------------------------------------------------

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "Run this as root: sudo sh install.sh"
check_signature
check_files
choose_site
check_architecture
if [ "$engine" = k3s ]; then image_folder=$rancher/agent/images; else image_folder=$data/images; fi
if [ "$engine" = podman ]; then
    command -v podman >/dev/null || fail "podman is not on this box."
elif [ -z "$(sum_of "k3s/$arch/k3s")" ] && [ ! -x "$root/usr/local/bin/k3s" ]; then
    fail "K3s is neither on this box nor in the bundle. Make the bundle with --k3s, or try --engine podman."
fi
needs=$(take "manifests/$site/files.txt")
manifests=$(take "manifests/$site/lodge.yaml")
check_room
put_trust
put_data
if [ "$engine" = k3s ]; then
    put_k3s
    start_k3s
else
    play
fi
case $changed in
0) say "All is as in the bundle already." ;;
*) say "$changed changes${dry:+ to make} for $site." ;;
esac
