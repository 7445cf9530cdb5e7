#!/bin/sh
# Builds one fuzz target with libFuzzer and the address sanitizer: Tests/Fuzz/build.sh NAME [OUTPUT]
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
name=${1:?"usage: build.sh NAME [OUTPUT]"}
output=${2:-$root/.build/fuzz/$name}
case $name in
XMLStreamFuzz) sources="$root/Sources/XMLStream" ;;
*) echo "build.sh: no fuzz target \"$name\"" >&2; exit 64 ;;
esac
mkdir -p "$(dirname -- "$output")"
# The sanitizer's runtime exports symbols that the gold linker warns of, one line each; they mean nothing.
# shellcheck disable=SC2086,SC2046
swiftc -O -g -swift-version 6 -sanitize=fuzzer,address -parse-as-library -module-name "$name" \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -I "$root/Sources/CLibXML" -I "$root/Sources/CZlib" \
    $(pkg-config --cflags libxml-2.0 | sed 's/-I/-Xcc -I/g') \
    $(find "$sources" "$here/$name" -name '*.swift' | sort) -o "$output" 2>"$output.log" || {
    grep -v 'gold: warning' "$output.log" >&2
    exit 1
}
echo "$output"
