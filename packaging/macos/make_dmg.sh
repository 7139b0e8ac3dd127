#!/usr/bin/env bash
# From the built folder to MedDiag.app in a signed and notarised disk image. Run on a Mac after build.py:
#   packaging/macos/make_dmg.sh reader 0.1.0
# Needs in the environment: SIGN_AS ("Developer ID Application: …") and NOTARY_PROFILE (made once by
# `xcrun notarytool store-credentials`). Without SIGN_AS the image is made for this Mac only.
set -euo pipefail
flavour=$1 version=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
stage="$root/build/$flavour/dmg"
app="$stage/MedDiag.app"
image="$root/dist/meddiag-$flavour-$version.dmg"

rm -rf "$stage"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
# The whole folder lies in MacOS/, where PyInstaller's bootloader finds _internal beside the program.
cp -R "$root/dist/meddiag-$flavour/" "$app/Contents/MacOS/"
cp "$root/build/$flavour/icons/meddiag.icns" "$app/Contents/Resources/"
sed "s/@VERSION@/$version/g" "$here/Info.plist" >"$app/Contents/Info.plist"
ln -s /Applications "$stage/Applications"

if [[ -n "${SIGN_AS:-}" ]]; then
    # Inside out: every library first, then the program, then the bundle; hardened, as notarisation demands.
    find "$app/Contents/MacOS" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
        xargs -0 -n 50 codesign --force --timestamp --options runtime --sign "$SIGN_AS"
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
        --sign "$SIGN_AS" "$app/Contents/MacOS/meddiag"
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --sign "$SIGN_AS" "$app"
    codesign --verify --deep --strict "$app"
fi

hdiutil create -volname MedDiag -srcfolder "$stage" -fs HFS+ -format UDZO -ov "$image"

if [[ -n "${SIGN_AS:-}" ]]; then
    codesign --force --timestamp --sign "$SIGN_AS" "$image"
    xcrun notarytool submit "$image" --keychain-profile "${NOTARY_PROFILE:?}" --wait
    xcrun stapler staple "$image" # so that it opens without a network
    spctl --assess --type open --context context:primary-signature "$image"
fi
