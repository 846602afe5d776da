# Tests of what is shipped: the jars of app/target/dist alone, without what Maven has for tests, receive spans, store
# them and give them back. Usage: shipped.sh ROOT, after 'package'.
root=$1
work=$(mktemp -d)
pid=
trap 'kill "$pid" 2>/dev/null; rm -rf "$work"' EXIT
. "$root/.build/setup.sh"
find_jdk || exit 1

ok() { echo "ok $1"; }
not_ok() { echo "not ok $1"; }
shipped() {
  EYEPIECE_DATA=$work/data XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state \
    exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "$root/app/target/dist/lib/*" dev.eyepiece.app.Main "$@"
}

any=127.0.0.1:0
: >"$work/out"
shipped serve --otlp-grpc $any --otlp-http $any --api $any --opamp $any >"$work/out" 2>"$work/err" &
pid=$!
tries=0
while ! grep -q '^ready$' "$work/out" && kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 120 ]; do
  tries=$((tries + 1))
  sleep 1
done
if grep -q '^ready$' "$work/out"; then ok "serve starts"; else not_ok "serve does not start: $(head -n 5 "$work/err")"; fi
for kind in gRPC HTTP; do
  address=$(sed -n "s|^OTLP/$kind *http://||p" "$work/out")
  case $kind in gRPC) to=grpc://$address ;; *) to=http://$address ;; esac
  sample=$root/resources/src/main/resources/dev/eyepiece/sample/shop-traces.jsonl.gz
  if (shipped send "$sample" --to "$to") >/dev/null 2>"$work/err"; then
    ok "it takes spans over $kind"
  else
    not_ok "it takes no spans over $kind ($to): $(cat "$work/err")"
  fi
done
if (shipped query --expect 'count>0' --count) >/dev/null 2>"$work/err"; then
  ok "it answers"
else
  not_ok "it does not answer: $(cat "$work/err")"
fi
kill "$pid"
if wait "$pid"; then ok "it ends cleanly"; else not_ok "it ends with $?"; fi
if (shipped query --expect 'count>0' --count) >/dev/null 2>"$work/err"; then
  ok "what it stored is there"
else
  not_ok "what it stored is not there: $(cat "$work/err")"
fi
echo done
