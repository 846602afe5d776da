package dev.eyepiece.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every option of every command does what its help says, or says that it is not in this version;
 * and every value that cannot be is refused in one line. Over one agent that holds three spans.
 */
class EveryOptionTest {
  private static final String SPANS =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",\
      "value":{"stringValue":"cart"}}]},"scopeSpans":[{"spans":[\
      {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060701","name":"a",\
      "startTimeUnixNano":"1000000000","endTimeUnixNano":"1000000002","status":{"code":2}},\
      {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060702","name":"b",\
      "startTimeUnixNano":"1000000001","endTimeUnixNano":"1000000002"},\
      {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060703","name":"c",\
      "startTimeUnixNano":"1000000002","endTimeUnixNano":"1000000003"}]}]}]}
      """;

  /** Arguments, exit code, what standard output holds (or is, when it begins with =). */
  private static final String WORKS =
      """
      query --data {data} --count                           | 0 | ={"count": 3}
      query --api {api} --count                             | 0 | ={"count": 3}
      query --api {api} --token-file {token} --count        | 0 | ={"count": 3}
      query status:error --data {data} --count              | 0 | ={"count": 1}
      query --signal traces --data {data} --count           | 0 | ={"count": 3}
      query --signal logs --data {data} --count             | 0 | ={"count": 0}
      query --signal metrics --data {data} --count          | 0 | ={"count": 0}
      query --signal profiles --data {data} --count         | 0 | ={"count": 0}
      query --since 15m --data {data} --count               | 0 | ={"count": 0}
      query --since 1970-01-01T00:00:01Z --data {data} --count | 0 | ={"count": 3}
      query --limit 1 --format json --data {data}           | 0 | "name":"a"
      query --limit 0 --format csv --data {data}            | 0 | 0102030405060703
      query --format table --data {data}                    | 0 | DURATION
      query --format json --data {data}                     | 0 | "durationNano":"2"
      query --sql SELECT\\ count(*)\\ AS\\ n\\ FROM\\ spans --format json --data {data} | 0 | ={"n":3}
      query --promql 1+1 --end 2026-11-30T10:00Z --format json --data {data} | 0 | ={"time":"2026-11-30T10:00:00Z","series":"{}","value":2.0,"labels":{}}
      query --promql time() --start 1970-01-01T00:01Z --end 1970-01-01T00:03Z --step 1m --format csv --data {data} | 0 | 1970-01-01T00:03:00Z,{},180.0,{}
      query --promql time() --start -1h --step 1m --count --api {api} | 0 | ={"count": 61}
      query --promql vector(1)>2 --expect count>0 --data {data} | 1 | SERIES
      query {name:a}~{name:b} --count --data {data}         | 0 | ={"count": 0}
      query {name:a}&&{name:b} --count --api {api}          | 0 | ={"count": 2}
      query --expect count==3 --count --data {data}         | 0 | ={"count": 3}
      query --expect count>3 --count --data {data}          | 1 | ={"count": 3}
      export --data {data}                                  | 0 | "resourceSpans"
      export --api {api} --token-file {token}               | 0 | "resourceSpans"
      export status:error --signal traces --data {data}     | 0 | 0102030405060701
      export --since 15m --data {data}                      | 0 | =
      export --limit 1 --format otlp --data {data}          | 0 | "name":"a"
      export --format jaeger --data {data}                  | 0 | "operationName":"a"
      export --format parquet --out {new} --data {data}     | 0 | =
      export --format otlp-json --data {data}               | 0 | "resourceSpans"
      export --format zipkin --data {data}                  | 0 | "localEndpoint"
      bundle --out {new}.1 --data {data}                    | 0 | =
      bundle --out {new}.2 --api {api} --token-file {token} status:error | 0 | =
      bundle --out {new}.3 --since 15m --data {data}        | 0 | =
      runs list --data {data} --format json                 | 0 | =
      runs list --api {api} --token-file {token} --format table | 0 | RUN
      send {file} --to {sink}                               | 0 | 3 accepted
      send {file} --to grpc://{sink} --token-file {token}   | 0 | 3 accepted
      import {file} --data {other}                          | 0 | 3 accepted
      import {file} --api {sink-api}                        | 0 | 3 accepted
      fleet list --api {api} --token-file {token}           | 0 | UID
      fleet list --data {data} --format json                | 0 | =
      rules add {rules} --id mine --name My\\ rules --priority 7 --signals traces,logs --error-mode silent --enable --api {api} --token-file {token} | 0 | =mine is on
      rules show mine --data {data}                         | 0 | My rules
      rules show mine --data {data} --format json           | 0 | "priority":7,"enabled":true,"signals":["traces","logs"],"errorMode":"silent"
      rules add {rules} --data {data}                       | 0 | =rules is off
      rules list --data {data}                              | 0 | all it names
      rules list --api {api} --format json                  | 0 | "inForce":true
      rules enable rules --data {data} --format json        | 0 | "enabled":true
      rules disable rules --data {data}                     | 0 | =rules is off
      rules remove rules --data {data}                      | 0 | =rules is removed
      rules add {rules} --data {other} --enable             | 0 | =rules is on
      rules disable rules --data {other}                    | 0 | =rules is off
      rules add {wrong} --data {other}                      | 1 | line 1: transform: trace_statements[0]
      fleet simulate --to ws://{opamp}/v1/opamp --agents 5 --storms 2 | 0 | storm 2: 5 answered
      run --name nightly --api {api} -- sh {check}          | 7 | =
      profile --pid {self} --kind cpu --hz 49 --min-wait 1ms --duration 300ms --out {profile} | 0 | with complete stacks
      profile --pid {self} --duration 100ms --to grpc://{sink} --token-file {token} | 0 | with complete stacks
      doctor --data {data} --otlp-grpc {grpc} --otlp-http {http} --api {api} --opamp {opamp} | 0 | is held by the agent
      doctor --format json --otlp-grpc 127.0.0.1:0 --otlp-http 127.0.0.1:0 --api 127.0.0.1:0 --opamp 127.0.0.1:0 --data {data} | 0 | "topic":"disk"
      doctor --format table --otlp-grpc 127.0.0.1:0 --otlp-http 127.0.0.1:0 --api 127.0.0.1:0 --opamp 127.0.0.1:0 --data {data} | 0 | data folder
      doctor --format json --otlp-grpc 127.0.0.1:0 --otlp-http 127.0.0.1:0 --api 127.0.0.1:0 --opamp 127.0.0.1:0 --data {data} | 0 | "topic":"sender","what":"sends OTLP to the running agent"
      doctor --forward team=http://{sink} --otlp-grpc 127.0.0.1:0 --otlp-http 127.0.0.1:0 --api 127.0.0.1:0 --opamp 127.0.0.1:0 --data {data} | 0 | answers and takes what is sent
      """;

  /** An option, the line of {@code serve} that shows it; each with a port that is free. */
  private static final String SERVES =
      """
      --otlp-grpc | OTLP/gRPC
      --otlp-http | OTLP/HTTP
      --api       | local API
      --opamp     | OpAMP
      --data      | data
      """;

  /** Arguments, exit code, how the one line on standard error goes on after the command's name. */
  private static final String REFUSED =
      """
      serve --opamp {opamp}                       | 3 | cannot listen on {opamp}
      serve --forward ftp://x                     | 2 | --forward: forward: url: 'ftp://x' is no endpoint
      serve --forward me={grpc} --otlp-grpc {grpc} | 2 | --forward: the endpoint 'me' ({grpc}) is this receiver itself
      --forward A=x:4317                          | 2 | --forward: forward: name: 'A' is no name
      doctor --forward a=h:1 --forward a=h:2      | 2 | --forward: forward: two endpoints are called 'a'
      serve --store localhost                     | 2 | --store: 'localhost' is no URL of a store; expected
      runs list --store localhost                 | 2 | --store: 'localhost' is no URL of a store; expected
      runs list --store clickhouse://localhost:1/otel --store-password-file {none} | 2 | --store: the file {none} is not there
      serve --store clickhouse://ada:hush@h/otel  | 2 | --store: the URL of a store must hold no password
      serve --store clickhouse://localhost:1/otel --store-password-file {none} | 2 | --store: the file {none} is not there
      serve --store-write --data {other}          | 2 | --store-write: store.write needs store.url beside it
      serve --store-create --data {other}         | 2 | --store-write: store.write needs store.url beside it
      serve --store clickhouse://localhost:1/otel --store-write --data {other} --otlp-grpc 127.0.0.1:0 --otlp-http 127.0.0.1:0 --api 127.0.0.1:0 --opamp 127.0.0.1:0 | 3 | no ClickHouse answers at http://localhost:1/otel
      --store localhost --data {other}            | 2 | --store: 'localhost' is no URL of a store
      --store-write --data {other}                | 2 | --store-write: store.write needs store.url
      --store-create --data {other}               | 2 | --store-write: store.write needs store.url
      --store-password-file {none} --store clickhouse://localhost:1/otel | 2 | --store: the file {none} is not there
      doctor --store localhost --data {data}      | 2 | --store: 'localhost' is no URL of a store
      doctor --store-write --data {data}          | 2 | --store-write: store.write needs store.url
      doctor --store-create --data {data}         | 2 | --store-write: store.write needs store.url
      doctor --store clickhouse://h/x --store-password-file {none} | 2 | --store: the file {none} is not there
      query --store localhost                     | 2 | --store: 'localhost' is no URL of a store; expected
      query --store clickhouse://localhost:1/otel | 3 | no ClickHouse answers at http://localhost:1/otel
      query --store clickhouse://h/x --data {data} | 2 | --store goes with neither --api nor --data
      query --store clickhouse://h/x --store-password-file {none} | 2 | --store: the file {none} is not there
      export --store clickhouse://h/x --api {api} | 2 | --store goes with neither --api nor --data
      export --store clickhouse://h/x --store-password-file {none} | 2 | --store: the file {none} is not there
      serve --opamp-connect localhost             | 2 | --opamp-connect: 'localhost' is not
      --opamp-connect h:4320                      | 2 | --opamp-connect: 'h:4320' is not
      --opamp-token-file \\  --data {other}     | 2 | --opamp-token-file: ' ' is not
      serve --opamp-connect ws://localhost:1/ --opamp-token-file {none} --data {other} | 3 | the token file {none} cannot be read: it is not there
      serve --tls-certificate {none} --tls-key {none} --tls-client-ca {none} --tls-client-auth optional --data {other} --otlp-grpc 127.0.0.1:0 --otlp-http 127.0.0.1:0 --api 127.0.0.1:0 --opamp 127.0.0.1:0 | 3 | cannot use certificate {none} with key {none}
      serve --tls-certificate {file} --data {other} | 2 | --tls-certificate: tls.certificate needs tls.key
      --tls-key {file} --data {other}             | 2 | --tls-key: tls.key needs tls.certificate
      --tls-client-ca {file} --data {other}       | 2 | --tls-client-ca: tls.client-ca needs tls.certificate
      --tls-client-auth never --data {other}      | 2 | --tls-client-auth: 'never' is not
      --tls-certificate {file} --data {other}     | 2 | --tls-certificate: tls.certificate needs tls.key
      doctor --tls-certificate {file} --data {data} | 2 | --tls-certificate: tls.certificate needs tls.key
      doctor --tls-key {file} --data {data}       | 2 | --tls-key: tls.key needs tls.certificate
      doctor --tls-client-ca {file} --data {data} | 2 | --tls-client-ca: tls.client-ca needs tls.certificate
      doctor --tls-client-auth optional --data {data} | 2 | --tls-client-auth: tls.client-auth needs tls.client-ca
      fleet list --format yaml                    | 2 | --format: 'yaml' is no format of the fleet
      fleet list --api {api} --data {data}        | 2 | --api and --data name two places
      fleet list --token-file {none} --api {api}  | 2 | --token-file: cannot read '{none}'
      fleet simulate --agents 0 --to ws://h/x     | 2 | --agents: '0' is no such number; expected
      fleet simulate --storms x --to ws://h/x     | 2 | --storms: 'x' is no such number; expected
      fleet simulate --to http://h                | 2 | --to: 'http://h' is no address; expected
      fleet push --file {none} --agent 12345678   | 2 | --file: cannot read '{none}'
      fleet push --wait long --agent 12345678     | 2 | --wait: 'long' is no time; expected
      fleet push --name x --file {file} --agent 12345678 --data {data} | 2 | no agent 12345678 is known
      export --signal logs --format jaeger        | 3 | --format jaeger holds traces alone
      profile --heap-interval 4096 --out x.svg    | 3 | --heap-interval: heap profiles are not in this version
      profile --kind heap --out x.svg             | 3 | --kind heap is not in this version
      profile --kind noise --out x.svg            | 2 | --kind: 'noise' is no kind of profile; expected
      profile --hz 0 --out x.svg                  | 2 | --hz: 0 is out of range; expected 1 to
      profile --pid x --out x.svg                 | 2 | --pid: 'x' is no number; expected
      profile --pid 2147483647 --out x.svg        | 3 | there is no process 2147483647
      profile --duration soon --out x.svg         | 2 | --duration: 'soon' is no time; expected
      profile --min-wait 1 --out x.svg            | 2 | --min-wait: '1' is no time; expected
      profile --out x.txt                         | 2 | --out: 'x.txt' has no known ending; expected
      profile --out {none}/x.svg                  | 2 | --out: the folder of '{none}/x.svg' is not there
      profile --duration 1s                       | 2 | nowhere to put the profile; expected --out, --to or both
      profile --out x.svg --out ./x.svg           | 2 | --out: './x.svg' is given twice
      profile --to nowhere                        | 2 | --to: 'nowhere' is no endpoint; expected
      profile --to {http} --token-file {none}     | 2 | --token-file: cannot read '{none}'
      export --signal noise                       | 2 | --signal: 'noise' is no signal; expected
      serve --data {file}                         | 3 | the data folder {file} cannot be used
      serve --otlp-grpc {grpc} --otlp-http h:99999 | 2 | --otlp-http: 'h:99999' is not
      serve --api localhost                       | 2 | --api: 'localhost' is not
      --otlp-grpc :                               | 2 | --otlp-grpc: ':' is not
      query --signal smoke                        | 2 | --signal: 'smoke' is no signal; expected
      query --since -5m                           | 2 | --since '-5m' is neither
      query --limit 1.5                           | 2 | --limit: '1.5' is no number of rows; expected
      query --format yaml                         | 2 | --format: 'yaml' is no format
      query --expect count~3                      | 2 | --expect: 'count~3' is no
      query --api ftp://h                         | 2 | --api: 'ftp://h' is no address
      query --data {file}                         | 2 | the data folder {file}
      query --token-file {none} --api {api}       | 2 | --token-file: cannot read '{none}'
      query duration: --data {data}               | 2 | search 'duration:' at character
      query --sql DROP\\ TABLE\\ spans --data {data} | 2 |
      query {name:a}> --data {data}               | 2 | search '{name:a}>' at character 10: spans in braces
      query --promql rate(x) --data {data}        | 2 | expression 'rate(x)' at character 6: rate takes a range
      query --promql x --start soon --data {data} | 2 | start is 'soon'; expected a time such as
      query --promql x --end soon --data {data}   | 2 | end is 'soon'; expected a time such as
      query --promql x --step 5s --data {data}    | 2 | step is '5s'; expected start beside it
      query --promql x --sql --data {data}        | 2 | --sql does not go with --promql
      query --step 5s --data {data}               | 2 | --step goes with --promql
      export --signal logs --format zipkin        | 3 | --format zipkin holds traces alone
      bundle --out {file} --data {data}           | 2 | --out: '{file}' is there; expected a new file
      bundle --out {none}/x --data {data}         | 2 | --out: the folder of '{none}/x' is not there
      open {none} --data {none}                   | 2 | cannot read '{none}'; expected a bundle that is
      runs jump                                   | 2 | 'jump' is unknown; expected list, name, pin
      runs compare a --data {data}                | 2 | compare with 1 names; expected two
      runs list --format xml                      | 2 | --format: 'xml' is no format of runs; expected
      export --format xml                         | 2 | --format: 'xml' is no format of export; expected
      export --format parquet                     | 2 | --format parquet needs --out
      export --out {file} --data {data}           | 2 | --out: '{file}' is there; expected a new file
      export --out {none}/x --data {data}         | 2 | --out: the folder of '{none}/x' is not there
      export --api {api} --data {data}            | 2 | --api and --data name two places
      export --limit all --data {data}            | 2 | --limit: 'all' is no number
      import {none}                               | 2 | cannot read '{none}'; expected a file
      import {file} --api {api} --data {data}     | 2 | --api and --data name two places
      import {file} --api localhost:1             | 3 | no agent of this user answers at
      send {none} --to {http}                     | 2 | cannot read '{none}'; expected a file
      send {file} --to nowhere                    | 2 | --to: 'nowhere' is no endpoint; expected
      send {file} --to {http} --token-file {none} | 2 | --token-file: cannot read '{none}'
      rules                                       | 2 | Missing required parameter
      rules sing                                  | 2 | 'sing' is unknown; expected list, show
      rules list all                              | 2 | list: 'all' is too much
      rules show                                  | 2 | show: expected an ID after it
      rules add                                   | 2 | add: expected a file after it
      rules show none --data {data}               | 2 | there is no rule set 'none'
      rules remove none --data {data}             | 2 | there is no rule set 'none'
      rules add {none} --data {data}              | 2 | cannot read '{none}'; expected a file
      rules add {rules} --id A/b                  | 2 | --id: 'A/b' is no id; expected
      rules add {rules} --priority high           | 2 | --priority: 'high'; expected a number
      rules add {rules} --signals traces,smoke    | 2 | --signals: 'smoke' is no signal; expected
      rules add {rules} --error-mode loud         | 2 | --error-mode: 'loud' is no error mode
      rules add {rules} --name \\  --data {data}   | 2 | ' ' is no name; expected
      rules list --format csv                     | 2 | --format: 'csv' is no format of rules
      rules list --api {api} --data {data}        | 2 | --api and --data name two places
      rules list --api {api} --token-file {none}  | 2 | --token-file: cannot read '{none}'
      rules list --data {file}                    | 3 | the data folder {file} cannot be used
      run --api {none} -- true                    | 2 | --api: '{none}' is no address
      run --name x --api {api} -- {none}          | 2 | cannot start '{none}'
      doctor --opamp-connect h                    | 2 | --opamp-connect: 'h' is not
      doctor --opamp-token-file \\  --data {data} | 2 | --opamp-token-file: ' ' is not
      doctor --format xml                         | 2 | --format: 'xml' is no format of the doctor
      doctor --api 1.2.3.4.5                      | 2 | --api: '1.2.3.4.5' is not
      """;

  /** Held elsewhere: {@code WindowTest} reads what the heartbeat writes. */
  private static final Set<String> ELSEWHERE =
      Set.of("eyepiece --fx-heartbeat", "eyepiece --version");

  private static final Pattern OPTION = Pattern.compile("(?m)^\\s+(?:-\\w, )?(--[a-z-]+)");

  @TempDir static Path home;
  private static TestProgram program;
  private static TestProgram.Serving serving;

  /** Takes what the rows send. */
  private static TestProgram.Serving sink;

  @BeforeAll
  static void serve() throws Exception {
    program = new TestProgram(home);
    serving = start(home.resolve("data"));
    sink = start(home.resolve("sink"));
    Files.writeString(home.resolve("spans.json"), SPANS);
    Files.writeString(home.resolve("rules.txt"), "set(span.name, \"x\") where false\n");
    Files.writeString(home.resolve("wrong.txt"), "set(span.nme, \"x\")\n");
    Files.writeString(
        home.resolve("check.sh"),
        """
        case $OTEL_RESOURCE_ATTRIBUTES in *nightly*) ;; *) exit 1 ;; esac
        [ "$OTEL_EXPORTER_OTLP_ENDPOINT" = '%s' ] || exit 2
        exit 7
        """
            .formatted(serving.address("OTLP/HTTP")));
    assertThat(run("send {file} --to {http}").exit()).isZero();
  }

  private static TestProgram.Serving start(Path data) throws Exception {
    return program.serveOn(data);
  }

  @AfterAll
  static void stop() {
    serving.close();
    sink.close();
  }

  private static String filled(String text) {
    return text.replace("{data}", home.resolve("data").toString())
        .replace("{other}", home.resolve("other").toString())
        .replace("{file}", home.resolve("spans.json").toString())
        .replace("{rules}", home.resolve("rules.txt").toString())
        .replace("{wrong}", home.resolve("wrong.txt").toString())
        .replace("{none}", home.resolve("none").toString())
        .replace("{new}", home.resolve("new.parquet").toString())
        .replace("{self}", Long.toString(ProcessHandle.current().pid()))
        .replace("{profile}", home.resolve("cpu.otlp").toString())
        .replace("{check}", home.resolve("check.sh").toString())
        .replace("{token}", home.resolve("data/token").toString())
        .replace("{sink}", sink.address("OTLP/HTTP").replace("http://", ""))
        .replace("{sink-api}", sink.address("local API").replace("http://", ""))
        .replace("{api}", serving.address("local API").replace("http://", ""))
        .replace("{http}", serving.address("OTLP/HTTP").replace("http://", ""))
        .replace(
            "{opamp}", serving.address("OpAMP").replace("http://", "").replace("/v1/opamp", ""))
        .replace("{grpc}", serving.address("OTLP/gRPC").replace("http://", ""));
  }

  /** Splits at spaces; one after a backslash stays. */
  private static TestProgram.Result run(String arguments) {
    return program.run(
        Arrays.stream(arguments.strip().split("(?<!\\\\)\\s+"))
            .map(argument -> filled(argument.replace("\\ ", " ")))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = WORKS)
  void an_option_does_what_its_help_says(String arguments, int exit, String out) {
    TestProgram.Result result = run(arguments);
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    if (out.startsWith("=")) {
      assertThat(result.out().strip()).isEqualTo(out.substring(1));
    } else {
      assertThat(result.out()).contains(out);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = SERVES)
  void serve_listens_and_holds_where_it_is_told(String option, String label) throws Exception {
    String value =
        option.equals("--data") ? home.resolve("served").toString() : "127.0.0.1:" + freePort();
    String[] others =
        Stream.of("--otlp-grpc", "--otlp-http", "--api", "--opamp")
            .filter(other -> !other.equals(option))
            .flatMap(other -> Stream.of(other, "127.0.0.1:0"))
            .toArray(String[]::new);
    Path folder = Files.createTempDirectory(home, "serve");
    program.environment.put("EYEPIECE_DATA", folder.toString());
    try (TestProgram.Serving second =
        program.serve(
            Stream.concat(Stream.of("serve", option, value), Stream.of(others))
                .toArray(String[]::new))) {
      assertThat(second.address(label).replace("http://", "").replace("/v1/opamp", ""))
          .isEqualTo(value);
    } finally {
      program.environment.remove("EYEPIECE_DATA");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', emptyValue = "", textBlock = REFUSED)
  void what_cannot_be_is_refused_in_one_line(String arguments, int exit, @Nullable String line) {
    TestProgram.Result result = run(arguments);
    String command = arguments.startsWith("-") ? "" : " " + arguments.strip().split(" ", 2)[0];
    assertThat(result.err())
        .startsWith("eyepiece" + command + ": " + filled(line == null ? "" : line));
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.exit()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void no_option_is_without_a_row() {
    Set<String> inHelp = new TreeSet<>();
    for (String command :
        Set.of(
            "", "serve", "send", "query", "export", "import", "fleet", "rules", "run", "doctor",
            "profile", "bundle", "open", "runs")) {
      String help =
          command.isEmpty() ? program.run("--help").out() : program.run(command, "--help").out();
      OPTION
          .matcher(help)
          .results()
          .map(match -> name(command) + " " + match.group(1))
          .filter(option -> !option.endsWith(" --help"))
          .forEach(inHelp::add);
    }
    Set<String> inRows = new TreeSet<>(ELSEWHERE);
    Stream.concat(WORKS.lines(), REFUSED.lines())
        .forEach(row -> {
          String arguments = row.replaceFirst("\\|.*", "").strip();
          String command = arguments.startsWith("-") ? "" : arguments.split(" ", 2)[0];
          for (String word : arguments.split(" ", -1)) {
            if (word.startsWith("--") && word.length() > 2) {
              inRows.add(name(command) + " " + word);
            }
          }
        });
    // The window takes what serve takes, by the same code.
    SERVES
        .lines()
        .map(row -> row.replaceFirst("\\s.*", ""))
        .forEach(option -> inRows.addAll(Set.of("serve " + option, "eyepiece " + option)));
    assertThat(inRows).containsAll(inHelp);
    assertThat(inHelp).hasSizeGreaterThan(30);
    assertThat(inHelp).contains("query --expect", "serve --opamp");
  }

  private static String name(String command) {
    return command.isEmpty() ? "eyepiece" : command;
  }
}
