# Finds or gets what the project needs: JDK 25, Maven, Debian packages. Sourced by ./eyepiece and ./test.
# POSIX sh. Expects $root. Everything that is fetched goes into the user's cache; nothing is asked.

JDK_VERSION=25
MAVEN_VERSION=3.9.16
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/eyepiece

say() { printf '%s\n' "eyepiece: $*" >&2; }

cannot() {
  say "$*"
  exit 3
}

is_root() { [ "$(id -u)" = 0 ]; }

# Told by the file that every vendor ships, because a start of javac for each candidate takes longer than ours.
is_jdk() {
  [ -x "$1/bin/javac" ] || return 1
  if [ -f "$1/release" ]; then
    grep -q "^JAVA_VERSION=\"${JDK_VERSION}[\".+-]" "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | grep -q "^javac $JDK_VERSION\([^0-9]\|\$\)"
  fi
}

# The file that a chain of links ends at.
linked() {
  file=$1
  while [ -h "$file" ]; do
    target=$(readlink "$file")
    case $target in
      /*) file=$target ;;
      *) file=$(dirname "$file")/$target ;;
    esac
  done
  printf '%s\n' "$file"
}

# Sets JAVA_HOME to a JDK 25 of this machine; false when there is none.
find_jdk() {
  if [ -n "${EYEPIECE_JDK:-}" ]; then
    is_jdk "$EYEPIECE_JDK" || cannot "EYEPIECE_JDK=$EYEPIECE_JDK is no JDK $JDK_VERSION"
    JAVA_HOME=$EYEPIECE_JDK
    export JAVA_HOME
    return 0
  fi
  on_path=$(command -v javac 2>/dev/null)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(linked "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/*"$JDK_VERSION"* /usr/java/*"$JDK_VERSION"* /opt/*jdk*"$JDK_VERSION"* /opt/java/*"$JDK_VERSION"* \
    "${HOME:-}"/.sdkman/candidates/java/"$JDK_VERSION"* "${HOME:-}"/.jdks/*"$JDK_VERSION"* \
    "${HOME:-}"/.local/share/mise/installs/java/*"$JDK_VERSION"* "${HOME:-}"/.asdf/installs/java/*"$JDK_VERSION"* \
    /Library/Java/JavaVirtualMachines/*"$JDK_VERSION"*/Contents/Home \
    /opt/homebrew/opt/openjdk@"$JDK_VERSION"/libexec/openjdk.jdk/Contents/Home \
    "$cache"/jdk-"$JDK_VERSION"*; do
    if [ -n "$candidate" ] && is_jdk "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

apt_offers() {
  command -v apt-cache >/dev/null 2>&1 && apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'
}

apt_update_once() {
  if [ -z "${apt_updated:-}" ]; then
    apt_updated=yes
    apt-get update -qq >/dev/null 2>&1 || say "apt-get update failed; going on with the lists that are there"
  fi
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# Sees to it that there is something to fetch with.
need_fetcher() {
  command -v curl >/dev/null 2>&1 && return 0
  command -v wget >/dev/null 2>&1 && return 0
  command -v apt-get >/dev/null 2>&1 || return 0
  if ! is_root; then
    say "to get a JDK by itself this needs curl: sudo apt-get install curl ca-certificates"
    return 1
  fi
  apt_update_once
  say "installing curl"
  apt_install curl ca-certificates
}

fetch_to() {
  if command -v curl >/dev/null 2>&1; then
    curl -fsSL --retry 2 --max-time 900 -o "$2" "$1"
  elif command -v wget >/dev/null 2>&1; then
    wget -q -O "$2" "$1"
  else
    say "neither curl nor wget is here to fetch with"
    return 1
  fi
}

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1" | cut -d' ' -f1
  else
    shasum -a 256 "$1" | cut -d' ' -f1
  fi
}

# Gets a JDK from Temurin's archive into the cache, its checksum verified.
download_jdk() {
  case $(uname -s)/$(uname -m) in
    Linux/x86_64) platform=linux/x64 ;;
    Linux/aarch64 | Linux/arm64) platform=linux/aarch64 ;;
    Darwin/arm64) platform=mac/aarch64 ;;
    Darwin/x86_64) platform=mac/x64 ;;
    *) return 1 ;;
  esac
  base=${EYEPIECE_JDK_BASE:-https://api.adoptium.net/v3}
  name=latest/$JDK_VERSION/ga/$platform/jdk/hotspot/normal/eclipse
  need_fetcher || return 1
  mkdir -p "$cache" || return 1
  work=$(mktemp -d "$cache/get.XXXXXX") || return 1
  say "getting JDK $JDK_VERSION from Temurin into $cache"
  if fetch_to "$base/binary/$name" "$work/jdk.tar.gz" && fetch_to "$base/checksum/$name" "$work/jdk.sha256"; then
    wanted=$(cut -d' ' -f1 "$work/jdk.sha256")
    found=$(sha256_of "$work/jdk.tar.gz")
    if [ "$wanted" != "$found" ]; then
      say "the archive's checksum is $found where $wanted was expected; it is thrown away"
    elif mkdir "$work/out" && tar -xzf "$work/jdk.tar.gz" -C "$work/out"; then
      home=$(find "$work/out" -type f -path '*/bin/javac' | head -n 1)
      home=${home%/bin/javac}
      if [ -n "$home" ] && is_jdk "$home"; then
        rm -rf "$cache/jdk-$JDK_VERSION"
        mv "$home" "$cache/jdk-$JDK_VERSION"
        rm -rf "$work"
        JAVA_HOME=$cache/jdk-$JDK_VERSION
        export JAVA_HOME
        return 0
      fi
      say "the archive holds no JDK $JDK_VERSION"
    fi
  fi
  rm -rf "$work"
  return 1
}

need_jdk() {
  find_jdk && return 0
  if command -v apt-get >/dev/null 2>&1; then
    is_root && apt_update_once
    if apt_offers "openjdk-$JDK_VERSION-jdk-headless"; then
      if is_root; then
        say "installing openjdk-$JDK_VERSION-jdk-headless"
        apt_install "openjdk-$JDK_VERSION-jdk-headless" && find_jdk && return 0
      else
        cannot "no JDK $JDK_VERSION was found; install it: sudo apt-get install openjdk-$JDK_VERSION-jdk-headless"
      fi
    fi
  fi
  if [ -z "${EYEPIECE_NO_DOWNLOAD:-}" ] && download_jdk; then
    return 0
  fi
  cannot "no JDK $JDK_VERSION was found; install one and set JAVA_HOME to it (any vendor's will do)"
}

maven_is_new_enough() {
  "$1" -v 2>/dev/null | grep -Eq '^.*Apache Maven (3\.(9|[1-9][0-9])|[4-9])'
}

# Sets $mvn to a Maven 3.9 or newer.
need_maven() {
  mvn=$cache/apache-maven-$MAVEN_VERSION/bin/mvn
  [ -x "$mvn" ] && return 0
  if ! command -v mvn >/dev/null 2>&1; then
    if ! command -v apt-get >/dev/null 2>&1; then
      cannot "Maven was not found; install any Maven and put mvn on the PATH"
    elif ! is_root; then
      cannot "Maven was not found; install it: sudo apt-get install maven"
    fi
    apt_update_once
    say "installing maven"
    apt_install maven || cannot "apt-get install maven failed"
  fi
  if maven_is_new_enough mvn; then
    mvn=mvn
    return 0
  fi
  say "getting Maven $MAVEN_VERSION"
  mkdir -p "$cache" || cannot "cannot write to $cache"
  # Away from the project: an old Maven need not understand its POM to fetch an archive.
  (cd "$cache" && mvn -B -q "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy" \
    "-Dartifact=org.apache.maven:apache-maven:$MAVEN_VERSION:zip:bin" "-DoutputDirectory=$cache" >"$cache/get.log" 2>&1) ||
    cannot "Maven $MAVEN_VERSION cannot be fetched with the Maven that is here; see $cache/get.log"
  (cd "$cache" && "$JAVA_HOME/bin/jar" xf "apache-maven-$MAVEN_VERSION-bin.zip") ||
    cannot "Maven's archive cannot be unpacked in $cache"
  rm -f "$cache/apache-maven-$MAVEN_VERSION-bin.zip"
  mvn=$cache/apache-maven-$MAVEN_VERSION/bin/mvn
  chmod +x "$mvn"
}

# need_packages WHAT PACKAGE... : Debian packages, each one name or several that will do, joined by '|'.
need_packages() {
  what=$1
  shift
  command -v dpkg-query >/dev/null 2>&1 || return 0
  missing=
  for choice in "$@"; do
    there=
    for package in $(printf '%s' "$choice" | tr '|' ' '); do
      if dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
        there=yes
      fi
    done
    [ -n "$there" ] || missing="$missing $choice"
  done
  [ -n "$missing" ] || return 0
  wanted=
  is_root && apt_update_once
  for choice in $missing; do
    pick=${choice%%|*}
    for package in $(printf '%s' "$choice" | tr '|' ' '); do
      if apt_offers "$package"; then
        pick=$package
        break
      fi
    done
    wanted="$wanted $pick"
  done
  if is_root; then
    say "installing for $what:$wanted"
    # shellcheck disable=SC2086
    apt_install $wanted || cannot "apt-get install$wanted failed"
  else
    cannot "$what needs packages that are not installed: sudo apt-get install$wanted"
  fi
}

need_window_packages() {
  need_packages "the window" 'libgtk-3-0|libgtk-3-0t64' libgl1 libxtst6 libxxf86vm1 fonts-dejavu-core
}

# Where root profiles the whole host; another user is told by the profiler itself.
need_profile_packages() {
  if is_root; then
    need_packages "profiling this host" libbpf1
  fi
}

need_test_packages() {
  need_packages "the tests" libfreetype6 libfontconfig1 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b \
    'libglib2.0-0|libglib2.0-0t64' fonts-dejavu-core xvfb xauth
  need_window_packages
  need_profile_packages
}
