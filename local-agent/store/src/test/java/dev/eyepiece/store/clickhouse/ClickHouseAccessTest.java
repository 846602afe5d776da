package dev.eyepiece.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SqlSink;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.store.TraceQuery;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.TestTraces;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ClickHouse behind TLS, and one that lets its user change nothing, not even a setting. */
@Tag("peers")
class ClickHouseAccessTest {
  private static final String SECRET = "changeit-changeit";
  private static final int SPANS = 60;

  @TempDir Path folder;
  private ChdbProcess server;

  @BeforeEach
  void fill() throws Exception {
    server = ChdbProcess.start(folder.resolve("chdb"));
    List<RecordBatch> batches =
        List.of(new TestTraces(31, false).batch(SPANS, new SymbolTable()).withId(1, 1));
    try (TelemetryStore store = ClickHouse.open(server.made("otel"))) {
      store.seal(batches);
    }
  }

  @AfterEach
  void end() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static final class Rows implements SqlSink {
    private long rows;

    @Override
    public void columns(List<String> names) {}

    @Override
    public void row(List<@Nullable Object> values) {
      rows++;
    }

    @Override
    public void cut() {}
  }

  @Test
  void aUserWhoMayChangeNoSettingGetsEveryAnswer() throws Exception {
    try (ServerProxy proxy = ServerProxy.readOnly(server.port());
        TelemetryStore store =
            ClickHouse.open(
                ClickHouseConfig.parse("clickhouse://localhost:" + proxy.port() + "/otel"))) {
      try (TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        Search all = Search.All.INSTANCE;
        for (Signal signal : Signal.values()) {
          assertThat(snapshot.records(signal).count(all, TimeRange.ALL))
              .isEqualTo(signal == Signal.TRACES ? SPANS : 0);
          snapshot.records(signal).attributeKeys(5);
          snapshot.records(signal).facet("service", all, TimeRange.ALL, 5);
        }
        assertThat(
                snapshot
                    .traces(new TraceQuery(all, TimeRange.ALL, TraceQuery.Sort.START, true, 10))
                    .rows())
            .isNotEmpty();
        snapshot.red(all, TimeRange.ALL, 4);
        snapshot.records(Signal.TRACES).count(Search.parse("{kind:server} >> {}"), TimeRange.ALL);
        Rows rows = new Rows();
        snapshot.sql("SELECT * FROM spans", 0, rows);
        assertThat(rows.rows).isEqualTo(SPANS);
      }
      assertThat(proxy.refused()).as("settings that were sent").isEmpty();
      assertThat(store.limits()).anyMatch(limit -> limit.contains("set no time limit"));
    }
  }

  /** A key with a certificate of its own authority, for localhost. */
  private Path keys(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:localhost",
        "-ext",
        "bc:c",
        "-keystore",
        file.toString(),
        "-storepass",
        SECRET);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "server",
        "-file",
        folder.resolve(name + ".pem").toString(),
        "-keystore",
        file.toString(),
        "-storepass",
        SECRET);
    return file;
  }

  private static void keytool(String... arguments) throws Exception {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static SSLContext context(Path file) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, SECRET.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, SECRET.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedWhenItIsNamedAndNoOther() throws Exception {
    Path own = keys("own");
    keys("other");
    try (ServerProxy proxy = ServerProxy.tls(server.port(), context(own))) {
      String url = "https://localhost:" + proxy.port() + "/otel";
      try (TelemetryStore store =
              ClickHouse.open(ClickHouseConfig.parse(url + "?ca=" + folder.resolve("own.pem")));
          TelemetrySnapshot snapshot = store.snapshot(List.of())) {
        assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(SPANS);
      }
      for (String wrong : List.of(url, url + "?ca=" + folder.resolve("other.pem"))) {
        assertThatThrownBy(() -> ClickHouse.open(ClickHouseConfig.parse(wrong)))
            .as(wrong)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("no ClickHouse answers at https://localhost:");
      }
      assertThatThrownBy(() -> ClickHouse.open(ClickHouseConfig.parse(url + "?ca=/not/there.pem")))
          .isInstanceOf(StoreException.class)
          .hasMessage(
              "the certificate /not/there.pem cannot be read; expected a PEM file (ca=FILE)");
    }
  }

  @Test
  void anAuthorityWithoutTlsIsRefused() {
    assertThatThrownBy(() -> ClickHouseConfig.parse("clickhouse://localhost/otel?ca=x.pem"))
        .isInstanceOf(StoreException.class)
        .hasMessage("'ca=x.pem' in the URL of a store; expected ca=FILE with an https:// URL");
  }
}
