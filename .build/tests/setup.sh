# Tests of .build/setup.sh: what is found, fetched, refused and said. Usage: setup.sh ROOT
root=$1
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${server:-}" ] || kill "$server" 2>/dev/null' EXIT
. "$root/.build/setup.sh"
find_jdk || exit 1
real=$JAVA_HOME

ok() { echo "ok $1"; }
not_ok() { echo "not ok $1"; }
check() { # name, expected text, actual text
  case $3 in *"$2"*) ok "$1" ;; *) not_ok "$1: expected '$2' in: $3" ;; esac
}

# Runs a function of setup.sh in a shell of its own, with nothing of this machine but the given path.
run() { # path, environment..., -- , command
  path=$1
  shift
  env -i HOME="$work/home" XDG_CACHE_HOME="$work/cache" PATH="$path" root="$root" "$@" 2>&1
}
mkdir -p "$work/home" "$work/cache" "$work/bin" "$work/www"
for tool in sh sed grep cut tr id uname mkdir mktemp rm mv find head tar gzip sha256sum cksum cat dirname basename curl env chmod; do
  where=$(command -v "$tool") && ln -s "$where" "$work/bin/$tool"
done
if [ ! -e "$work/bin/curl" ]; then
  # A fresh Debian has none; the setup would install it, and the test fetches by Java in its place.
  cat >"$work/Fetch.java" <<'END'
void main(String[] arguments) throws Exception {
  try (var in = java.net.URI.create(arguments[1]).toURL().openStream()) {
    java.nio.file.Files.copy(in, java.nio.file.Path.of(arguments[0]));
  }
}
END
  cat >"$work/bin/curl" <<END
#!/bin/sh
while [ \$# -gt 1 ]; do [ "\$1" = -o ] && out=\$2; shift; done
exec "$real/bin/java" "$work/Fetch.java" "\$out" "\$1"
END
  chmod +x "$work/bin/curl"
fi

# A JDK archive that is small: javac that says the right version.
mkdir -p "$work/jdk-25/bin"
printf '#!/bin/sh\necho javac 25.0.9\n' >"$work/jdk-25/bin/javac"
chmod +x "$work/jdk-25/bin/javac"
case $(uname -m) in aarch64 | arm64) arch=aarch64 ;; *) arch=x64 ;; esac
name=latest/25/ga/linux/$arch/jdk/hotspot/normal
mkdir -p "$work/www/binary/$name" "$work/www/checksum/$name"
(cd "$work" && tar -czf "www/binary/$name/eclipse" jdk-25)
"$real/bin/jwebserver" -b 127.0.0.1 -p 0 -d "$work/www" >"$work/server.log" 2>&1 &
server=$!
port=
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  port=$(sed -n 's/.*127.0.0.1 port \([0-9]*\).*/\1/p' "$work/server.log")
  [ -n "$port" ] && break
  sleep 0.3
done
# A machine without a JDK: the candidate places are real, so the version asked for is one that nobody has.
fake='. "$root/.build/setup.sh"; find_jdk() { if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then return 0; fi; return 1; };'

echo "0000000000000000  jdk.tar.gz" >"$work/www/checksum/$name/eclipse"
out=$(run "$work/bin" EYEPIECE_JDK_BASE="http://127.0.0.1:$port" sh -c "$fake need_jdk; echo got \$JAVA_HOME")
check "a wrong checksum is refused" "where 0000000000000000 was expected" "$out"
check "and the way out is said" "install one and set JAVA_HOME" "$out"

sha256_of "$work/www/binary/$name/eclipse" >"$work/www/checksum/$name/eclipse"
out=$(run "$work/bin" EYEPIECE_JDK_BASE="http://127.0.0.1:$port" sh -c "$fake need_jdk; echo got \$JAVA_HOME")
check "a JDK is fetched into the cache" "got $work/cache/eyepiece/jdk-25" "$out"

rm -rf "$work/cache/eyepiece"
out=$(run "$work/bin" EYEPIECE_NO_DOWNLOAD=1 EYEPIECE_JDK_BASE="http://127.0.0.1:$port" sh -c "$fake need_jdk; echo got")
check "the download can be refused" "no JDK 25 was found" "$out"
case $out in *getting*) not_ok "refused, and fetched all the same" ;; *) ok "nothing is fetched then" ;; esac

# Debian without rights: the command is printed, nothing is run.
printf '#!/bin/sh\n[ "$1" = -u ] && echo 1000\n' >"$work/id"
printf '#!/bin/sh\necho "  Candidate: 25.0.1-1"\n' >"$work/apt-cache"
printf '#!/bin/sh\necho RAN "$@" >>"%s/ran"\n' "$work" >"$work/apt-get"
printf '#!/bin/sh\nexit 1\n' >"$work/dpkg-query"
chmod +x "$work/id" "$work/apt-cache" "$work/apt-get" "$work/dpkg-query"
out=$(run "$work:$work/bin" sh -c "$fake need_jdk")
check "without rights the JDK's package is named" "sudo apt-get install openjdk-25-jdk-headless" "$out"
out=$(run "$work:$work/bin" sh -c "$fake need_packages 'the window' 'libgtk-3-0|libgtk-3-0t64' libgl1")
check "without rights missing packages are named" "sudo apt-get install libgtk-3-0 libgl1" "$out"
[ -e "$work/ran" ] && not_ok "apt-get was run without rights" || ok "apt-get is not run without rights"
printf '#!/bin/sh\n[ "$1" = -u ] && echo 0\n' >"$work/id"
out=$(run "$work:$work/bin" sh -c "$fake need_packages 'the window' libgl1; echo after")
check "as root packages are installed" "after" "$out"
check "by apt-get" "install -y" "$(cat "$work/ran" 2>/dev/null)"

# Maven: an old one fetches the pinned one by its coordinates.
printf '#!/bin/sh\n[ "$1" = -v ] && { echo "Apache Maven 3.8.7"; exit 0; }\nfor a in "$@"; do case $a in -DoutputDirectory=*) d=${a#*=} ;; esac; done\necho "$@" >"%s/mvn.args"\npwd >"%s/mvn.pwd"\ncp "%s/maven.zip" "$d/apache-maven-3.9.16-bin.zip"\n' "$work" "$work" "$work" >"$work/mvn"
chmod +x "$work/mvn"
ln -sf "$(command -v cp)" "$work/bin/cp"
mkdir -p "$work/apache-maven-3.9.16/bin"
echo '#!/bin/sh' >"$work/apache-maven-3.9.16/bin/mvn"
(cd "$work" && "$real/bin/jar" cfM maven.zip apache-maven-3.9.16)
out=$(run "$work:$work/bin" JAVA_HOME="$real" sh -c "$fake need_maven; echo \$mvn")
check "Maven comes into the cache" "$work/cache/eyepiece/apache-maven-3.9.16/bin/mvn" "$out"
check "by its coordinates" "org.apache.maven:apache-maven:3.9.16:zip:bin" "$(cat "$work/mvn.args" 2>/dev/null)"
check "away from the project" "$work/cache/eyepiece" "$(cat "$work/mvn.pwd" 2>/dev/null)"

# Maven: one that apt brings and that is new enough is taken as it is.
rm -rf "$work/cache/eyepiece" "$work/mvn"
printf '#!/bin/sh\n[ "$1" != install ] || printf "#!/bin/sh\\necho Apache Maven 3.9.9\\n" >"%s/mvn"\n[ "$1" != install ] || chmod +x "%s/mvn"\n' "$work" "$work" >"$work/apt-get"
out=$(run "$work:$work/bin" JAVA_HOME="$real" sh -c "$fake need_maven; echo takes \$mvn")
check "a new Maven of Debian is taken as it is" "takes mvn" "$out"
case $out in *getting*) not_ok "it is new enough, and another one was fetched" ;; *) ok "nothing else is fetched" ;; esac
echo done
