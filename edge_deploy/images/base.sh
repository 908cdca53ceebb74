#!/bin/sh
# Makes a base image from Debian's packages where no registry is at hand; does nothing if it is in the cache already.
#
#   edge_deploy/images/base.sh [amd64|arm64]     prints the archive it made
#
# Needs root, debootstrap and buildah; for another architecture also qemu-user-static. MIRROR is a Debian mirror.
set -eu

suite=trixie
arch=${1:-$(dpkg --print-architecture)}
mirror=${MIRROR:-http://deb.debian.org/debian}
security=${SECURITY_MIRROR:-http://deb.debian.org/debian-security}
cache=${LODGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lodge}/images
archive=$cache/base-$suite-$arch.tar
# A day of the suite's own life, so that two bases of the same packages are the same bytes.
epoch=${SOURCE_DATE_EPOCH:-1754697600}

say() { echo "base: $*" >&2; }
fail() { say "$*"; exit 1; }

if [ -s "$archive" ]; then
    echo "$archive"
    exit 0
fi
[ "$(id -u)" = 0 ] || fail "debootstrap needs root. Run this with sudo, or give build.sh a base: BASE=…@sha256:…"
for program in debootstrap buildah; do
    command -v "$program" >/dev/null || fail "$program is missing. Install it with: apt-get install $program"
done

mkdir -p "$cache"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir "$root"
say "Debian $suite for $arch from $mirror"
debootstrap --variant=minbase --arch="$arch" "$suite" "$root" "$mirror" >"$work/log" 2>&1 ||
    { tail -5 "$work/log" >&2; fail "debootstrap failed. Is the mirror reachable?"; }
cat >"$root/etc/apt/sources.list" <<END
deb $mirror $suite main
deb $mirror $suite-updates main
deb $security $suite-security main
END
# A container starts no services, and nobody reads manuals in it; licences stay.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cat >"$root/etc/dpkg/dpkg.cfg.d/small" <<END
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
END
chroot "$root" sh -ec 'apt-get update -qq && apt-get upgrade -qq -y --no-install-recommends' >"$work/log" 2>&1 ||
    { tail -5 "$work/log" >&2; fail "the newest fixes cannot be installed. Is the security mirror reachable?"; }
find "$root/usr/share/doc" -type f ! -name copyright -delete
rm -rf "$root"/usr/share/man/* "$root"/usr/share/info/* "$root"/usr/share/locale/* "$root"/var/lib/apt/lists/* \
    "$root"/var/cache/apt/* "$root"/var/cache/ldconfig/* "$root"/var/cache/debconf/*-old "$root"/var/lib/dpkg/*-old \
    "$root"/var/log/* "$root"/etc/*- "$root/etc/resolv.conf" "$root/etc/hostname" "$root/etc/machine-id"
find "$root" -name __pycache__ -prune -exec rm -rf {} +
# mktemp makes folders for their owner alone: a container's user would find no shell in such a root.
chmod 755 "$root"
tar --create --file "$work/root.tar" --directory "$root" --sort=name --numeric-owner --mtime="@$epoch" \
    --exclude=./proc/* --exclude=./sys/* --exclude=./dev/* .
container=$(buildah from --arch "$arch" scratch)
buildah add --quiet "$container" "$work/root.tar" / >/dev/null
buildah config --cmd /bin/sh --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
image=$(buildah commit --quiet --timestamp "$epoch" --rm "$container")
buildah push --quiet "$image" "oci-archive:$work/base.tar"
buildah rmi "$image" >/dev/null
mv "$work/base.tar" "$archive"
say "$(du -h "$archive" | cut -f1) at $archive"
echo "$archive"
