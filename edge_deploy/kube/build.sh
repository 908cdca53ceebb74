#!/bin/sh
# Builds the real parts that Lodge's tests run against, from their Go modules, and puts them into Lodge's cache.
# What is there already in the right version is left alone.
#
#   edge_deploy/kube/build.sh                 all of them (about 15 minutes on 2 cores)
#   edge_deploy/kube/build.sh control-plane   Kubernetes: API server, controller manager and scheduler in one binary
#   edge_deploy/kube/build.sh kwok            nodes without machines
#   edge_deploy/kube/build.sh kueue           the queue controller
#   edge_deploy/kube/build.sh versitygw       an S3 server on a folder
#
# Needs Go and, to run the control plane, etcd and kubectl. LODGE_CACHE is the cache (default ~/.cache/lodge).
set -eu

kubernetes=v1.34.2
kwok=v0.8.0
kueue=v0.15.2
versitygw=v1.8.0
here=$(cd "$(dirname "$0")" && pwd)
cache=${LODGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lodge}

say() { echo "kube: $*"; }
fail() { echo "kube: $*" >&2; exit 1; }

# has FILE MODULE VERSION: that binary is there, built from that module in that version.
has() {
    [ -x "$cache/bin/$1" ] || return 1
    go version -m "$cache/bin/$1" 2>/dev/null | grep -Eq "^[[:space:]](mod|dep)[[:space:]]$2[[:space:]]$3([[:space:]]|\$)" || return 1
    say "$1 $3 is already at $cache/bin/$1"
}

# built FILE VERSION: a whole binary takes the place of the old one; a broken build leaves nothing behind.
built() {
    mv "$cache/bin/$1.new" "$cache/bin/$1"
    say "$1 $2 is at $cache/bin/$1"
}

build_control_plane() {
    has kube-control-plane k8s.io/kubernetes $kubernetes && return
    say "building Kubernetes $kubernetes (about 8 minutes on 2 cores)"
    version=k8s.io/component-base/version
    minor=${kubernetes#v1.}
    go_build "$here/control-plane" kube-control-plane . \
        "-X $version.gitVersion=$kubernetes -X $version.gitMajor=1 -X $version.gitMinor=${minor%%.*}"
    built kube-control-plane $kubernetes
}

build_kueue() {
    kueue_manifests "$cache/kueue/$kueue"
    has kueue sigs.k8s.io/kueue $kueue && return
    say "building Kueue $kueue (about 4 minutes on 2 cores)"
    go_build "$here/kueue" kueue sigs.k8s.io/kueue/cmd/kueue "-X sigs.k8s.io/kueue/pkg/version.GitVersion=$kueue"
    built kueue $kueue
}

build_kwok() {
    stages "$cache/kwok/$kwok"
    has kwok sigs.k8s.io/kwok $kwok && return
    say "building kwok $kwok (about 1 minute on 2 cores)"
    install_module kwok "sigs.k8s.io/kwok/cmd/kwok@$kwok"
    built kwok $kwok
}

build_versitygw() {
    has versitygw github.com/versity/versitygw $versitygw && return
    say "building versitygw $versitygw (about 1 minute on 2 cores)"
    install_module versitygw "github.com/versity/versitygw/cmd/versitygw@$versitygw"
    built versitygw $versitygw
}

# go_build FOLDER FILE PACKAGE LDFLAGS: the modules and their hashes are those of FOLDER's go.mod and go.sum.
go_build() {
    (cd "$1" && GOFLAGS=-mod=readonly CGO_ENABLED=0 \
        nice -n 10 go build -trimpath -ldflags "-s -w $4" -o "$cache/bin/$2.new" "$3")
}

# install_module FILE PACKAGE@VERSION: a module that builds as it is.
install_module() {
    work=$(mktemp -d)
    CGO_ENABLED=0 GOBIN=$work nice -n 10 go install -trimpath -ldflags "-s -w" "$2"
    mv "$work/$1" "$cache/bin/$1.new"
    rmdir "$work"
}

# stages FOLDER: kwok's files that say how a node gets ready and a pod comes to run.
stages() {
    [ -e "$1/pod.yaml" ] && return
    module=$(module_folder "sigs.k8s.io/kwok@$kwok")
    mkdir -p "$1"
    stage_files "$module/kustomize/stage/node/fast" "$module/kustomize/stage/node/heartbeat" >"$1/node.yaml"
    stage_files "$module/kustomize/stage/pod/fast" >"$1/pod.yaml.new"
    mv "$1/pod.yaml.new" "$1/pod.yaml"
}

stage_files() {
    for folder in "$@"; do
        for file in "$folder"/*.yaml; do
            case $file in */kustomization.yaml) continue ;; esac
            echo "---"
            cat "$file"
            echo
        done
    done
}

# kueue_manifests FOLDER: Kueue's own definitions, roles and webhooks, as its release has them.
kueue_manifests() {
    [ -e "$1/manifests.yaml" ] && return
    command -v kubectl >/dev/null || fail "kubectl is missing. Install it from https://kubernetes.io/docs/tasks/tools"
    module=$(module_folder "sigs.k8s.io/kueue@$kueue")
    mkdir -p "$1"
    kubectl kustomize "$module/config/default" >"$1/manifests.yaml.new"
    mv "$1/manifests.yaml.new" "$1/manifests.yaml"
}

# module_folder MODULE@VERSION: where Go keeps that module's files.
module_folder() {
    folder=$(cd / && go mod download -json "$1" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    [ -d "$folder" ] || fail "the module $1 cannot be had. Is the Go module proxy reachable?"
    echo "$folder"
}

command -v go >/dev/null || fail "Go is missing. Install it from https://go.dev/dl or with: apt-get install golang"
mkdir -p "$cache/bin"
[ $# -gt 0 ] || set -- control-plane kwok kueue versitygw
for part in "$@"; do
    case $part in
        control-plane) build_control_plane ;;
        kwok) build_kwok ;;
        kueue) build_kueue ;;
        versitygw) build_versitygw ;;
        *) fail "no part is called '$part'. Parts: control-plane kwok kueue versitygw" ;;
    esac
done
