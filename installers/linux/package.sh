#!/usr/bin/env bash
# Makes the .deb of the desktop app in installers/target from what `mvn package` left in client-desktop/target.
# Needs JAVA_HOME of a JDK 25 or newer, dpkg-deb and objcopy. Prints the package's path.
set -euo pipefail

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
built=$project/client-desktop/target
target=$project/installers/target
java_home=${JAVA_HOME:?set it to a JDK 25 or newer}
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$project/pom.xml")
architecture=$(dpkg --print-architecture)

[[ -f $built/confero-desktop-$version.jar && -d $built/lib ]] || {
  echo "confero: build the project first (mvn package)" >&2
  exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# JavaFX is linked into the run-time image. All else stays on the class path: Tyrus is an automatic module, and the two jars
# of webrtc-java derive the same module name.
mkdir -p "$work/modules" "$work/jars"
cp "$built/confero-desktop-$version.jar" "$built"/lib/*.jar "$work/jars"
mv "$work"/jars/javafx-*-linux*.jar "$work/modules"
rm -f "$work"/jars/javafx-*.jar

# --generate-cds-archive: linked images have none of their own, and start a fifth slower without where the cache below cannot be had.
"$java_home/bin/jpackage" --type app-image --name confero --app-version "$version" \
  --description "Video meetings from your own server" --vendor Confero \
  --icon "$project/installers/confero.png" \
  --input "$work/jars" --main-jar "confero-desktop-$version.jar" --main-class org.confero.desktop.Main \
  --arguments desktop \
  --module-path "$work/modules" \
  --add-modules java.desktop,java.logging,java.management,java.naming,java.net.http,jdk.unsupported,javafx.controls \
  --jlink-options "--strip-debug --no-header-files --no-man-pages --generate-cds-archive" \
  --java-options "--enable-native-access=ALL-UNNAMED,javafx.graphics" \
  --java-options "--sun-misc-unsafe-memory-access=allow" \
  --java-options '-XX:AOTCache=$APPDIR/confero.aot' --java-options '-Xlog:aot*=off' \
  --dest "$work"
# Of one start without a display (decision 0019), by the image's own Java and the jars where the app has them.
runtime=$work/confero/lib/runtime
jars=$(sed -n "s:^app.classpath=\$APPDIR:$work/confero/lib/app:p" "$work/confero/lib/app/confero.cfg" | paste -sd :)
"$java_home/bin/java" -Dconfero.java.home="$runtime" "$project/installers/StartCache.java" "$work/trained" "$jars" \
  -- --enable-native-access=ALL-UNNAMED,javafx.graphics --sun-misc-unsafe-memory-access=allow \
  -- org.confero.desktop.Main -- -Dglass.platform=Headless desktop --fake-media
[[ ! -f $work/trained/start.aot ]] || mv "$work/trained/start.aot" "$work/confero/lib/app/confero.aot"
# The archive's maker needed the java command; the app's launcher does not.
rm -r "$work/confero/lib/runtime/bin"
# Archives for other layouts of objects than the default one: a third of the image, used by nobody.
find "$work/confero/lib/runtime/lib/server" -name 'classes_*.jsa' -delete

# The package is made by dpkg-deb and not by jpackage: menu entry and icon are then files of the package like all others,
# and no maintainer script has to put them in place, which fails on a machine without a desktop's folders.
root=$work/root
mkdir -p "$root"/{DEBIAN,opt,usr/bin,usr/share/applications,usr/share/icons/hicolor/{512x512,scalable}/apps,usr/share/doc/confero}
mv "$work/confero" "$root/opt/confero"
ln -s /opt/confero/bin/confero "$root/usr/bin/confero"
install -m 644 "$here/confero.desktop" "$root/usr/share/applications/confero.desktop"
install -m 644 "$project/installers/confero.png" "$root/usr/share/icons/hicolor/512x512/apps/confero.png"
install -m 644 "$project/installers/confero.svg" "$root/usr/share/icons/hicolor/scalable/apps/confero.svg"
install -m 644 "$project/LICENSE" "$root/usr/share/doc/confero/copyright"
chmod -R go-w "$root"
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
  -e "s/@SIZE@/$(du -sk "$root" | cut -f1)/" "$here/control" >"$root/DEBIAN/control"

mkdir -p "$target"
# gzip: xz is a tenth smaller and takes minutes on a small machine.
package=$target/confero_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zgzip --build "$root" "$package" >/dev/null
echo "$package"
