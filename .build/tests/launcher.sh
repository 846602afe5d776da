# Tests of ./eyepiece: what is in a source file is in the next start, whatever its time says. Usage: launcher.sh ROOT
# A project of one class, built by the real Maven and started by the real launcher with its caches.
root=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$root/.build/setup.sh"
find_jdk || exit 1

ok() { echo "ok $1"; }
not_ok() { echo "not ok $1"; }
check() { # name, expected text, actual text
  case $3 in *"$2"*) ok "$1" ;; *) not_ok "$1: expected '$2' in: $3" ;; esac
}
version() { sed -n "s/.*<$1.plugin.version>\(.*\)<.*/\1/p" "$root/pom.xml"; }
plugin() { # name, more
  echo "<plugin><artifactId>maven-$1-plugin</artifactId><version>$(version "$1")</version>$2</plugin>"
}

project=$work/project
sources=$project/app/src/main
main=$sources/java/dev/eyepiece/app/Main.java
mkdir -p "$project/.build" "$(dirname "$main")" "$sources/resources" "$work/cache/eyepiece"
cp "$root/eyepiece" "$project/"
cp "$root/.build/setup.sh" "$project/.build/"
[ ! -d "$cache/apache-maven-$MAVEN_VERSION" ] ||
  ln -s "$cache/apache-maven-$MAVEN_VERSION" "$work/cache/eyepiece/apache-maven-$MAVEN_VERSION"
cat >"$project/pom.xml" <<END
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>x</groupId><artifactId>x</artifactId><version>1</version><packaging>pom</packaging>
<modules><module>app</module></modules></project>
END
cat >"$project/app/pom.xml" <<END
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<parent><groupId>x</groupId><artifactId>x</artifactId><version>1</version></parent><artifactId>app</artifactId>
<properties><maven.compiler.release>$JDK_VERSION</maven.compiler.release>
<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
<build><plugins>$(plugin compiler '')$(plugin resources '')$(plugin surefire '')
$(plugin jar '<configuration><outputDirectory>${project.build.directory}/dist/lib</outputDirectory></configuration>')
</plugins></build></project>
END
cat >"$main" <<'END'
package dev.eyepiece.app;

public final class Main {
  public static void main(String[] arguments) throws java.io.IOException {
    try (var text = Main.class.getResourceAsStream("/text")) {
      System.out.println("class one, " + new String(text.readAllBytes()));
    }
  }
}
END
echo "text one" >"$sources/resources/text"

start() { EYEPIECE_TRAIN=help XDG_CACHE_HOME="$work/cache" JAVA_HOME="$JAVA_HOME" "$project/eyepiece" "$@" 2>"$work/err"; }
check "the first start builds" "class one, text one" "$(start --version)"
check "and says so" "building" "$(cat "$work/err")"
check "the next one starts the same" "class one, text one" "$(start --version)"
case $(cat "$work/err") in *building*) not_ok "nothing has changed, and it builds" ;; *) ok "without a build" ;; esac
[ -n "$(find "$work/cache/eyepiece/aot" -name '*.aot')" ] && ok "from a cache" || not_ok "no cache was made"

# The same length, and the time of the file as it was.
touch -r "$main" "$work/time"
sed 's/class one/class two/' "$main" >"$work/Main.java" && cat "$work/Main.java" >"$main"
touch -r "$work/time" "$main"
check "one changed line is in the next start" "class two, text one" "$(start --version)"
check "and in the one after it" "class two, text one" "$(start --version)"
echo "text two" >"$sources/resources/text"
check "so is a changed resource" "class two, text two" "$(start --version)"

# A mistake stops the start: what ran before must not pass for what is there now.
sed 's/class two/class " + nothing + "/' "$main" >"$work/Main.java" && cat "$work/Main.java" >"$main"
out=$(start --version)
[ "$?:$out" = "3:" ] && ok "a source that does not compile starts nothing" || not_ok "it started: $out"
check "and is named" "nothing" "$(cat "$work/err")"
cp "$work/Main.java" "$main" && sed -i.bak 's/class " + nothing + "/class three/' "$main" && rm -f "$main.bak"
check "mended, it starts" "class three, text two" "$(start --version)"
echo done
