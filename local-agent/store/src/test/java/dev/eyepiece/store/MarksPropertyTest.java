package dev.eyepiece.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marks never hide a record: a store that writes them as early as it can answers random searches as
 * one that writes none, and as the naive reading, while records are sealed and windows end.
 */
class MarksPropertyTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261130L);
  private static final long START = 1_790_000_000_000_000_000L;
  private static final String[] KEYS = {
    "user.id", "request.id", "note", "few", "http.method", "http.request.method", "mixed", "rare"
  };
  private static final String[] ODD = {
    "Größe",
    "GRÖSSE",
    "\u212Aelvin",
    "Kelvin",
    "\u0130stanbul",
    "istanbul",
    "測定",
    "a\u001Fb",
    "key\u001Evalue",
    "x\u0000y",
    "100%_!'\"\\",
    "",
    " ",
    "TRUE",
    "1e5",
    "-0",
    "z".repeat(70)
  };

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final SymbolTable symbols = new SymbolTable();
  private final List<String> used = new ArrayList<>();
  private boolean odd;
  private int made;

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String text() {
    String text =
        switch (random.nextInt(7)) {
          case 0 -> Long.toHexString(random.nextLong());
          case 1 -> "user-" + random.nextInt(1000);
          case 2 -> one("GET", "get", "Post", "DELETE");
          case 3 -> Integer.toString(random.nextInt(50));
          case 4 -> one("true", "false", "OK");
          case 5 -> "Order " + random.nextInt(100_000) + " went to Warehouse " + random.nextInt(9);
          default -> one("connection reset", "Connection Refused", "timeout after 77 ms", "x");
        };
    if (odd && random.nextInt(4) == 0) {
      text = one(ODD) + one("", "", text);
    }
    used.add(text);
    return text;
  }

  private AnyValue value() {
    AnyValue.Builder value = AnyValue.newBuilder();
    return switch (random.nextInt(odd ? 9 : 7)) {
      case 0 -> value.setIntValue(random.nextInt(50)).build();
      case 1 -> value.setBoolValue(random.nextBoolean()).build();
      case 7 -> value.setDoubleValue(random.nextInt(100) / 8.0).build();
      case 8 ->
          value
              .setArrayValue(
                  ArrayValue.newBuilder()
                      .addValues(AnyValue.newBuilder().setStringValue(text()))
                      .addValues(AnyValue.newBuilder().setIntValue(3)))
              .build();
      default -> value.setStringValue(text()).build();
    };
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private Span span() {
    Span.Builder span =
        Span.newBuilder().setName(text()).setStartTimeUnixNano(START + made++).setKindValue(2);
    for (String key : KEYS) {
      if (random.nextInt(3) == 0) {
        span.addAttributes(attribute(key, key.equals("mixed") ? value() : text(text())));
      }
    }
    if (random.nextInt(5) == 0) {
      span.setStatus(Status.newBuilder().setCodeValue(2).setMessage(text()));
    }
    if (random.nextInt(5) == 0) {
      span.addEvents(
          Span.Event.newBuilder()
              .setName("ev " + text())
              .addAttributes(attribute("why", text(text()))));
    }
    return span.build();
  }

  private SpanBatch batch(int number) throws Exception {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    ResourceSpans.Builder resource = request.addResourceSpansBuilder();
    resource
        .getResourceBuilder()
        .addAttributes(attribute("service.name", text(one("cart", "Checkout", text()))))
        .addAttributes(attribute("host.name", text(one("h1", "H2", text()))))
        .addAttributes(attribute("few", text(text())));
    ScopeSpans.Builder scope = resource.addScopeSpansBuilder();
    for (int s = random.nextInt(60); s >= 0; s--) {
      scope.addSpans(span());
    }
    byte[] bytes = request.build().toByteArray();
    return new SpanWalker(symbols).walk(bytes, bytes.length).withId(number, START + number);
  }

  /** A text that was used, or hardly, in some case. */
  private String asked() {
    String text =
        random.nextInt(5) == 0
            ? one("zzyzx", "Nowhere", "9999")
            : used.get(random.nextInt(used.size()));
    return switch (random.nextInt(4)) {
      case 0 -> text.toUpperCase(Locale.ROOT);
      case 1 -> text.toLowerCase(Locale.ROOT);
      default -> text;
    };
  }

  private String part() {
    String text = asked();
    int from = random.nextInt(text.length() + 1);
    return text.substring(from, from + random.nextInt(text.length() - from + 1));
  }

  private Search term() {
    String key = one(KEYS);
    return switch (random.nextInt(10)) {
      case 0, 1 -> new Search.Word(part());
      case 2 -> new Search.Word(asked());
      case 3 -> new Search.Field(one("name", "service"), Search.Op.EQ, asked());
      case 4 -> new Search.Field("event", Search.Op.EQ, "ev " + asked());
      case 5 -> new Search.Field("resource." + one("few", "host.name"), Search.Op.EQ, asked());
      case 6 -> new Search.Field(one(key, "name"), Search.Op.EQ, one("*", "") + part() + "*");
      case 7 -> new Search.Field("span." + one("note", "user.id", "mixed"), Search.Op.EQ, asked());
      default -> new Search.Field(key, Search.Op.EQ, asked());
    };
  }

  private Search search(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(5)) {
      case 1 -> new Search.And(List.of(search(depth - 1), search(depth - 1)));
      case 2 -> new Search.Or(List.of(search(depth - 1), search(depth - 1)));
      case 3 -> new Search.Not(search(depth - 1));
      default -> term();
    };
  }

  private static List<Long> found(TelemetrySnapshot snapshot, Search search) throws Exception {
    List<Long> found = new ArrayList<>();
    snapshot.spans(search, TimeRange.ALL, 0, span -> found.add(span.span().startUnixNano()));
    return found;
  }

  private void check(StoreConfig marking, StoreConfig plain) throws Exception {
    List<SpanBatch> batches = new ArrayList<>();
    List<SpanRecord> spans = new ArrayList<>();
    int sealed = 0;
    int some = 0;
    for (int life = 0; life < 3; life++) {
      try (DuckDbStore marked = DuckDbStore.open(marking);
          DuckDbStore other = DuckDbStore.open(plain)) {
        for (int round = 0; round < 3; round++) {
          for (int i = random.nextInt(4); i >= 0; i--) {
            SpanBatch batch = batch(batches.size());
            batches.add(batch);
            for (int row = 0; row < batch.size(); row++) {
              spans.add(SpanReader.read(batch, row));
            }
          }
          int upTo = sealed + random.nextInt(batches.size() - sealed + 1);
          if (upTo > sealed) {
            marked.snapshot(batches).close();
            marked.seal(batches.subList(sealed, upTo));
            other.seal(batches.subList(sealed, upTo));
            sealed = upTo;
          }
          try (TelemetrySnapshot one = marked.snapshot(batches);
              TelemetrySnapshot two = other.snapshot(batches)) {
            for (int i = 0; i < 25; i++) {
              Search search = search(2);
              List<Long> found = found(one, search);
              assertThat(found).as("seed %s: %s", SEED, search).isEqualTo(found(two, search));
              if (!odd) {
                assertThat(found)
                    .as("seed %s: %s", SEED, search)
                    .isEqualTo(
                        spans.stream()
                            .filter(span -> NaiveSearch.matches(search, span))
                            .map(span -> span.span().startUnixNano())
                            .toList());
              }
              some += found.isEmpty() || found.size() == spans.size() ? 0 : 1;
            }
          }
        }
      }
    }
    assertThat(some).as("searches that tell some from others").isGreaterThan(60);
  }

  private StoreConfig in(String name, long windowBytes) {
    return StoreConfig.of(folder.resolve(name)).withCap(1L << 40, windowBytes);
  }

  @Test
  void everySearchFindsWhatItFindsWithoutMarks() throws Exception {
    check(in("marked", 1L << 40).marking(1), in("plain", 1L << 40).marking(Integer.MAX_VALUE));
  }

  @Test
  void windowsMayEndAtAnyTimeAndSectionsHaveSeveralSeals() throws Exception {
    check(in("marked", 900_000).marking(100), in("plain", 1L << 40).marking(Integer.MAX_VALUE));
  }

  @Test
  void textsMayBeOfAnyKind() throws Exception {
    odd = true;
    check(in("marked", 1_200_000).marking(1), in("plain", 1L << 40).marking(Integer.MAX_VALUE));
  }
}
