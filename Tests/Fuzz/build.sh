#!/bin/sh
# Builds one fuzz target with libFuzzer and the address sanitizer: Tests/Fuzz/build.sh NAME [OUTPUT]
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
name=${1:?"usage: build.sh NAME [OUTPUT]"}
output=${2:-$root/.build/fuzz/$name}
case $name in
XMLStreamFuzz) modules= sources="$root/Sources/XMLStream" ;;
ProfileFuzz) modules="Quantities Catalog XMLStream Workbooks Importing" sources= ;;
ValueFuzz) modules="Quantities Catalog XMLStream Workbooks Importing" sources="$root/Sources/Reporting/Period.swift" ;;
WorkbookFuzz) modules="XMLStream Workbooks" sources="$root/Sources/TestSupport/ZipFile.swift" ;;
*) echo "build.sh: no fuzz target \"$name\"" >&2; exit 64 ;;
esac
mkdir -p "$(dirname -- "$output")"
built=$root/.build/debug
parts=$output.parts
checkouts=$root/.build/checkouts
maps=
for map in "$built/CEmbedded.build" "$checkouts/Yams/Sources/CYaml/include" \
    "$checkouts/swift-crypto/Sources/CCryptoBoringSSL/include" "$checkouts/swift-crypto/Sources/CCryptoBoringSSLShims/include"; do
    maps="$maps -Xcc -fmodule-map-file=$map/module.modulemap"
done
rm -rf "$parts" && mkdir -p "$parts"

# The sanitizer's runtime exports symbols that the gold linker warns of, one line each; they mean nothing.
# shellcheck disable=SC2086,SC2046
compile() {
    swiftc -O -g -swift-version 6 -sanitize=fuzzer,address -parse-as-library -package-name nephrite \
        -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
        -I "$parts" -I "$root/Sources/CLibXML" -I "$root/Sources/CZlib" -I "$root/Sources/CZip" ${modules:+-I "$built/Modules"} \
        ${modules:+$maps} \
        $(pkg-config --cflags libxml-2.0 | sed 's/-I/-Xcc -I/g') "$@" >>"$output.log" 2>&1 || {
        grep -v 'gold: warning' "$output.log" >&2
        exit 1
    }
}
: >"$output.log"
# Modules of our own are built with the sanitizers; what they use of others comes from the last `swift build`.
for module in $modules; do
    # shellcheck disable=SC2046
    compile -wmo -enable-testing -module-name "$module" -emit-module -emit-module-path "$parts/$module.swiftmodule" \
        -c $(find "$root/Sources/$module" -name '*.swift' | sort) -o "$parts/$module.o"
done
others=
for package in ${modules:+Yams CYaml Crypto CryptoBoringWrapper CCryptoBoringSSL CCryptoBoringSSLShims CXKCP CXKCPShims CEmbedded}; do
    others="$others $(find "$built/$package.build" -name '*.o' | sort | tr '\n' ' ')"
done
# shellcheck disable=SC2046,SC2086
compile -module-name "$name" $(find $sources "$here/$name" -name '*.swift' | sort) \
    $(find "$parts" -name '*.o' | sort) $others -o "$output"
echo "$output"
