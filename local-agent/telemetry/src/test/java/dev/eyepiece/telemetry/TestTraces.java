package dev.eyepiece.telemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Traces of a made-up shop as the classes that protobuf generates, from a seed: the oracle and the
 * input of tests. {@code odd} adds what is legal and rare.
 */
public final class TestTraces {
  private static final String[] SERVICES = {
    "storefront", "checkout", "payment", "inventory", "recommendation", "shipping"
  };
  private static final String[] ROUTES = {"/", "/cart", "/orders/{id}", "/stock/{good}", "/login"};

  private final Random random;
  private final boolean odd;
  private long clock;

  public TestTraces(long seed, boolean odd) {
    this.random = new Random(seed);
    this.odd = odd;
    this.clock = 1_790_000_000_000_000_000L + random.nextInt(1_000_000_000);
  }

  /** A request with about so many spans, of whole traces, grouped by service. */
  public ExportTraceServiceRequest request(int spans) {
    List<List<Span>> byService = new ArrayList<>();
    for (int i = 0; i < SERVICES.length; i++) {
      byService.add(new ArrayList<>());
    }
    int made = 0;
    while (made < spans) {
      made += trace(byService, Math.min(spans - made, 1 + random.nextInt(24)));
    }
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (int i = 0; i < SERVICES.length; i++) {
      if (!byService.get(i).isEmpty()) {
        request.addResourceSpans(resourceSpans(SERVICES[i], byService.get(i)));
      }
    }
    return request.build();
  }

  /** A batch with about so many spans. */
  public SpanBatch batch(int spans, SymbolTable symbols) {
    byte[] bytes = request(spans).toByteArray();
    try {
      return new SpanWalker(symbols).walk(bytes, bytes.length);
    } catch (MalformedOtlpException e) {
      throw new AssertionError(e);
    }
  }

  private int trace(List<List<Span>> byService, int spans) {
    ByteString traceId = bytes(16);
    long start = clock;
    clock += 1_000_000 + random.nextInt(50_000_000);
    List<ByteString> ids = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      int parent = i == 0 ? -1 : random.nextInt(i);
      long from = parent < 0 ? start : starts.get(parent);
      long to = parent < 0 ? start + 1_000_000 + random.nextInt(400_000_000) : ends.get(parent);
      long begin = from + (long) (random.nextDouble() * 0.5 * (to - from));
      long end = begin + (long) (random.nextDouble() * (to - begin));
      ByteString id = bytes(8);
      ids.add(id);
      starts.add(begin);
      ends.add(parent < 0 ? to : end);
      Span.Builder span = span(parent < 0);
      span.setTraceId(traceId).setSpanId(id).setStartTimeUnixNano(begin);
      span.setEndTimeUnixNano(ends.get(i));
      if (parent >= 0) {
        span.setParentSpanId(ids.get(parent));
      }
      addEventsAndLinks(span, begin);
      byService.get(parent < 0 ? 0 : random.nextInt(SERVICES.length)).add(span.build());
    }
    return spans;
  }

  private Span.Builder span(boolean root) {
    String route = ROUTES[random.nextInt(ROUTES.length)];
    boolean db = !root && random.nextInt(3) == 0;
    boolean failed = random.nextInt(25) == 0;
    Span.Builder span =
        Span.newBuilder()
            .setName(db ? "SELECT stock" : "GET " + route)
            .setKindValue(db ? 3 : root ? 2 : 1 + random.nextInt(5))
            .setFlags(0x101);
    if (db) {
      text(span, "db.system.name", "postgresql");
      text(span, "db.query.text", "SELECT price FROM stock WHERE good = $1");
      text(span, "db.namespace", "shop");
      number(span, "server.port", 5432);
      text(span, "server.address", "db" + random.nextInt(3) + ".internal");
    } else {
      text(span, "http.request.method", "GET");
      text(span, "http.route", route);
      text(span, "url.path", route.replaceAll("\\{.*}", "" + random.nextInt(100_000)));
      text(span, "url.scheme", "https");
      number(span, "http.response.status_code", failed ? 500 : 200);
      text(span, "server.address", "shop.example");
      number(span, "server.port", 443);
    }
    text(span, "user.id", "user-" + random.nextInt(10_000));
    text(span, "client.address", "10.1." + random.nextInt(256) + "." + random.nextInt(256));
    text(span, "request.id", Long.toHexString(random.nextLong()));
    span.addAttributes(
        KeyValue.newBuilder()
            .setKey("cache.hit")
            .setValue(value().setBoolValue(random.nextBoolean())));
    span.addAttributes(
        KeyValue.newBuilder()
            .setKey("cpu.share")
            .setValue(value().setDoubleValue(random.nextDouble())));
    if (failed) {
      span.setStatus(Status.newBuilder().setCodeValue(2).setMessage("upstream gave up"));
    }
    if (odd) {
      addOddities(span);
    }
    return span;
  }

  private void addEventsAndLinks(Span.Builder span, long begin) {
    if (span.getStatus().getCodeValue() == 2) {
      span.addEvents(
          Span.Event.newBuilder()
              .setTimeUnixNano(begin + 1000)
              .setName("exception")
              .addAttributes(attribute("exception.type", "java.io.IOException"))
              .addAttributes(attribute("exception.message", "connection reset"))
              .addAttributes(attribute("exception.stacktrace", "java.io.IOException\n\tat a.B.c")));
    }
    if (random.nextInt(4) == 0) {
      span.addEvents(
          Span.Event.newBuilder()
              .setTimeUnixNano(begin)
              .setName("cache miss")
              .addAttributes(attribute("key", "k" + random.nextInt(50)))
              .setDroppedAttributesCount(random.nextInt(3)));
    }
    if (random.nextInt(10) == 0) {
      span.addLinks(
          Span.Link.newBuilder()
              .setTraceId(bytes(16))
              .setSpanId(bytes(8))
              .setTraceState("vendor=1")
              .setFlags(0x300)
              .addAttributes(attribute("why", "batch")));
    }
  }

  private void addOddities(Span.Builder span) {
    switch (random.nextInt(12)) {
      case 0 -> real(span, "nan", Double.NaN);
      case 1 -> real(span, "minus.zero", -0.0);
      case 2 -> span.addAttributes(KeyValue.newBuilder().setKey("empty").setValue(value()));
      case 3 -> span.addAttributes(KeyValue.newBuilder().setKey("no.value"));
      case 4 -> text(span, "user.id", "a second one").setDroppedAttributesCount(7);
      case 5 -> span.setKindValue(17).setStatus(Status.newBuilder().setCodeValue(9));
      case 6 -> span.setName("größe 測定 🔭 ".repeat(40)).setTraceState("a=b,c=d");
      case 7 -> text(span, "", "a key without a name").setDroppedEventsCount(-1);
      case 8 -> span.addAttributes(KeyValue.newBuilder().setKey("nested").setValue(nested(3)));
      case 9 ->
          span.addAttributes(
              KeyValue.newBuilder()
                  .setKey("raw")
                  .setValue(value().setBytesValue(bytes(random.nextInt(40)))));
      case 10 -> number(span, "http.route", Long.MIN_VALUE).setDroppedLinksCount(3);
      default -> text(span, "quote'\"\\%_", "'; DROP TABLE spans; --\n\t\u0000end");
    }
  }

  private io.opentelemetry.proto.common.v1.AnyValue nested(int depth) {
    ArrayValue.Builder array = ArrayValue.newBuilder().addValues(value().setStringValue("x"));
    array.addValues(value());
    array.addValues(value().setIntValue(random.nextLong()));
    if (depth > 0) {
      array.addValues(nested(depth - 1));
    }
    KeyValueList.Builder map = KeyValueList.newBuilder();
    map.addValues(KeyValue.newBuilder().setKey("list").setValue(value().setArrayValue(array)));
    map.addValues(KeyValue.newBuilder().setKey("flag").setValue(value().setBoolValue(true)));
    return value().setKvlistValue(map).build();
  }

  private ResourceSpans resourceSpans(String service, List<Span> spans) {
    Resource.Builder resource =
        Resource.newBuilder().addAttributes(attribute("service.name", service));
    resource.addAttributes(attribute("service.version", "1.2.3"));
    resource.addAttributes(attribute("host.name", "host-" + random.nextInt(3)));
    resource.addAttributes(
        KeyValue.newBuilder().setKey("process.pid").setValue(value().setIntValue(4711)));
    ResourceSpans.Builder group = ResourceSpans.newBuilder();
    if (odd && random.nextBoolean()) {
      group.setSchemaUrl("https://opentelemetry.io/schemas/1.40.0");
      resource.setDroppedAttributesCount(2);
    }
    group.setResource(resource);
    int half = odd ? spans.size() / 2 : 0;
    group.addScopeSpans(scopeSpans(service + ".http", spans.subList(half, spans.size())));
    if (half > 0) {
      group.addScopeSpans(scopeSpans(service + ".db", spans.subList(0, half)));
    }
    return group.build();
  }

  private ScopeSpans scopeSpans(String scope, List<Span> spans) {
    ScopeSpans.Builder group = ScopeSpans.newBuilder().addAllSpans(spans);
    InstrumentationScope.Builder name = InstrumentationScope.newBuilder().setName(scope);
    name.setVersion("0.9");
    if (odd) {
      name.addAttributes(attribute("scope.note", "ü")).setDroppedAttributesCount(1);
      group.setSchemaUrl("https://opentelemetry.io/schemas/1.41.0");
    }
    return group.setScope(name).build();
  }

  private static io.opentelemetry.proto.common.v1.AnyValue.Builder value() {
    return io.opentelemetry.proto.common.v1.AnyValue.newBuilder();
  }

  private static KeyValue attribute(String key, String text) {
    return KeyValue.newBuilder().setKey(key).setValue(value().setStringValue(text)).build();
  }

  private static Span.Builder text(Span.Builder span, String key, String text) {
    return span.addAttributes(attribute(key, text));
  }

  private static Span.Builder number(Span.Builder span, String key, long number) {
    return span.addAttributes(
        KeyValue.newBuilder().setKey(key).setValue(value().setIntValue(number)));
  }

  private static void real(Span.Builder span, String key, double number) {
    span.addAttributes(KeyValue.newBuilder().setKey(key).setValue(value().setDoubleValue(number)));
  }

  private ByteString bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    if (length > 0 && bytes[0] == 0) {
      bytes[0] = 1;
    }
    return ByteString.copyFrom(ByteBuffer.wrap(bytes));
  }
}
