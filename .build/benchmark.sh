#!/bin/sh
# Runs one benchmark: a class with main() among the tests of a module.
# Usage: .build/benchmark.sh CLASS [ARGUMENT..], for instance .build/benchmark.sh WindowBenchmark 1000000
# FLAGS holds further flags of its JVM; without a display JavaFX draws off screen. The whole program is built first, as users start it.
set -u
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 3
# shellcheck source=.build/setup.sh
. "$root/.build/setup.sh"
cd "$root" || exit 3
[ $# -gt 0 ] || {
  say "no benchmark is named; there are: $(find . -path '*/src/test/java/*' -name '*Benchmark.java' -exec basename {} .java \; | sort | tr '\n' ' ')"
  exit 2
}
name=${1##*.}
shift
source=$(find . -path '*/src/test/java/*' -name "$name.java" | head -n 1)
[ -n "$source" ] || {
  say "no test class is called $name"
  exit 2
}
need_jdk
need_maven
"$root/eyepiece" --version >/dev/null || exit $?
module=${source%%/src/test/*}
class=$(printf '%s' "${source#*/src/test/java/}" | sed -e 's/\.java$//' -e 'y|/|.|')
mkdir -p target
log=$root/target/benchmark.log
"$mvn" -B -ntp -Djacoco.skip -Dspotless.skip -pl "$module" -am test-compile \
  org.apache.maven.plugins:maven-dependency-plugin:build-classpath -Dmdep.outputFile=target/test.classpath \
  >"$log" 2>&1 </dev/null || {
  grep '^\[ERROR\]' "$log" | head -n 10 >&2
  cannot "it does not compile; all of it is in $log"
}
cd "$module" || exit 3
off_screen=
[ -n "${DISPLAY:-}" ] || off_screen='-Dglass.platform=Headless -Dprism.order=sw'
say "running $class; load of this machine: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow $off_screen ${FLAGS:-} \
  -cp "target/test-classes:target/classes:$(cat target/test.classpath)" "$class" "$@"
