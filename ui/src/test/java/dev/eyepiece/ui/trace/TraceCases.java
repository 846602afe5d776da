package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanLink;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Traces that viewers stumble over, as whole spans. */
public final class TraceCases {
  /** When they start: 2026-11-23 02:08:42.656123456 UTC. */
  public static final long START = 1_795_399_722_656_123_456L;

  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int CLIENT = 3;
  private static final int PRODUCER = 4;
  private static final int CONSUMER = 5;

  private final TraceId id;
  private final Map<String, Resource> resources = new HashMap<>();
  private final List<SpanRecord> spans = new ArrayList<>();

  public TraceCases(long number) {
    id = new TraceId(0x9afae95L, number);
  }

  public TraceId id() {
    return id;
  }

  public List<SpanRecord> spans() {
    return List.copyOf(spans);
  }

  /** Adds a span; times are nanoseconds since {@link #START}. */
  public Span span(
      long spanId, long parent, long from, long to, String service, String name, int kind) {
    Span span = new Span();
    span.setTraceId(id.high(), id.low());
    span.setSpanId(spanId);
    span.setParentSpanId(parent);
    span.setName(Utf8.of(name));
    span.setKind(kind);
    span.setStartUnixNano(START + from);
    span.setEndUnixNano(START + to);
    span.attributes().add("http.route", "/orders/{id}");
    Scope scope =
        new Scope(Utf8.of("shop.http"), Utf8.of("1.4.0"), new Attributes(), 0, Utf8.EMPTY);
    spans.add(
        new SpanRecord(resources.computeIfAbsent(service, TraceCases::resource), scope, span));
    return span;
  }

  private static Resource resource(String service) {
    Attributes attributes = new Attributes();
    attributes.add("service.name", service);
    attributes.add("service.version", "2.1.0");
    attributes.add("host.name", "laptop");
    return new Resource(attributes, 0, List.of(), Utf8.EMPTY);
  }

  /** A failed order over nine services: exception, events, links, nested and very long values. */
  public static TraceCases nineServices() {
    TraceCases t = new TraceCases(9);
    t.span(1, 0, 0, 105_000_000, "storefront", "POST /cart/checkout", SERVER);
    t.span(2, 1, 1_000_000, 103_000_000, "storefront", "POST", CLIENT);
    t.span(3, 2, 3_000_000, 101_000_000, "checkout", "POST /orders", SERVER);
    t.span(4, 3, 4_000_000, 16_000_000, "inventory", "reserve", SERVER);
    t.span(5, 4, 5_000_000, 12_345_678, "inventory-db", "SELECT shop.stock", CLIENT);
    Span payment = t.span(6, 3, 18_000_000, 61_000_000, "payment", "POST /charges", SERVER);
    fail(payment);
    Span card = t.span(7, 6, 20_000_000, 60_000_000, "bank-gateway", "authorize card", INTERNAL);
    fail(card);
    card.events().add(event(START + 31_000_000, "retry", "attempt", "2"));
    card.events().add(event(START + 44_000_000, "retry", "attempt", "3"));
    t.span(8, 3, 63_000_000, 70_000_000, "shipping", "book truck", SERVER);
    Span send = t.span(9, 3, 72_000_000, 74_000_000, "checkout", "send orders", PRODUCER);
    Span mail = t.span(10, 9, 80_000_000, 99_000_000, "mail", "receive orders", CONSUMER);
    mail.links()
        .add(
            new SpanLink(
                t.id.high(), t.id.low(), send.spanId(), Utf8.EMPTY, new Attributes(), 0, 0));
    t.span(11, 3, 75_000_000, 78_000_000, "fraud", "score", SERVER);
    t.span(12, 3, 78_500_000, 88_000_000, "loyalty", "add points", SERVER);
    t.span(13, 12, 79_000_000, 79_000_000, "loyalty", "cache hit", INTERNAL);
    return t;
  }

  private static void fail(Span span) {
    span.setStatusCode(2);
    span.setStatusMessage(Utf8.of("gateway did not answer within 40 ms"));
    Attributes thrown = new Attributes();
    thrown.add("exception.type", "java.net.SocketTimeoutException");
    thrown.add("exception.message", "Read timed out");
    StringBuilder stack = new StringBuilder("java.net.SocketTimeoutException: Read timed out");
    for (int i = 1; i <= 12; i++) {
      stack.append("\n\tat shop.bank.Gateway.ask(Gateway.java:").append(40 + i).append(')');
    }
    thrown.add("exception.stacktrace", stack.toString());
    span.events().add(new SpanEvent(span.endUnixNano() - 501, Utf8.of("exception"), thrown, 0));
    span.attributes().add("payload", "x".repeat(12_000));
    span.attributes()
        .add("request.json", "{\"card\":{\"kind\":\"visa\",\"ok\":true},\"items\":[1,2]}");
    Attributes inner = new Attributes();
    inner.add("city", "Bruges");
    inner.add(Utf8.of("zip"), new AnyValue.Int(8000));
    span.attributes()
        .add(
            Utf8.of("order"),
            new AnyValue.KeyValues(
                attributes("id", "17", "address", new AnyValue.KeyValues(inner))));
  }

  private static Attributes attributes(String key, String value, String other, AnyValue map) {
    Attributes attributes = new Attributes();
    attributes.add(key, value);
    attributes.add(Utf8.of(other), map);
    return attributes;
  }

  private static SpanEvent event(long time, String name, String key, String value) {
    Attributes attributes = new Attributes();
    attributes.add(key, value);
    return new SpanEvent(time, Utf8.of(name), attributes, 0);
  }

  /**
   * All at once: two roots, a missing parent, a cycle, an id used twice, a child before its parent,
   * no length, negative length.
   */
  public static TraceCases broken() {
    TraceCases t = new TraceCases(13);
    t.span(1, 0, 0, 60_000_000, "storefront", "GET /", SERVER);
    t.span(2, 1, 5_000_000, 30_000_000, "checkout", "quote", SERVER);
    t.span(2, 1, 5_000_000, 45_000_000, "checkout", "quote", SERVER);
    t.span(3, 2, 3_000_000, 20_000_000, "inventory", "early: clock skew", SERVER);
    t.span(4, 1, 40_000_000, 40_000_000, "storefront", "no length", INTERNAL);
    t.span(5, 1, 50_000_000, 44_000_000, "storefront", "ends before it starts", INTERNAL);
    t.span(6, 0xDEAD, 20_000_000, 35_000_000, "payment", "POST /charges", SERVER);
    t.span(7, 0xDEAD, 36_000_000, 39_000_000, "payment", "POST /refunds", SERVER);
    t.span(8, 9, 45_000_000, 50_000_000, "mail", "circle one", INTERNAL);
    t.span(9, 8, 46_000_000, 48_000_000, "mail", "circle two", INTERNAL);
    t.span(10, 0, 62_000_000, 70_000_000, "storefront", "second root", SERVER);
    return t;
  }

  /** Names that no column has room for. */
  public static TraceCases longNames() {
    TraceCases t = new TraceCases(17);
    String service = "com.example.commerce.fulfilment.warehouse-allocation-service-eu-west-1";
    t.span(1, 0, 0, 9_000_000, service, "GET /api/v1/" + "segment/".repeat(20) + "{id}", SERVER);
    for (int i = 2; i < 12; i++) {
      t.span(
          i,
          i - 1,
          i * 100_000L,
          9_000_000 - i * 100_000L,
          service + i,
          "com.example.Repository$$Proxy" + i + ".findAllByCustomerAndRegionAndDayOrderByTotal",
          CLIENT);
    }
    return t;
  }

  /** Many children of one span. */
  public static TraceCases wide(int children) {
    TraceCases t = new TraceCases(23);
    t.span(1, 0, 0, 1_000L * children + 1_000, "shop", "GET /everything", SERVER);
    for (int i = 2; i <= children + 1; i++) {
      t.span(i, 1, 1_000L * (i - 2), 1_000L * (i - 1), "db-" + i % 3, "SELECT " + i % 7, CLIENT);
    }
    return t;
  }

  /** Over thirty services whose names and operations are of all scripts, or are no words at all. */
  public static TraceCases scripts() {
    TraceCases t = new TraceCases(29);
    List<String> names =
        List.of(
            "\u6CE8\u6587\u30B5\u30FC\u30D3\u30B9 \u6C7A\u6E08\u3092\u627F\u8A8D\u3059\u308B",
            "\u0637\u0644\u0628 \u062C\u062F\u064A\u062F \u0645\u0646 \u0627\u0644\u0639\u0645\u064A\u0644",
            "\u05D4\u05D6\u05DE\u05E0\u05D4 \u05D7\u05D3\u05E9\u05D4 GET /api/\u05DE\u05D5\u05E6\u05E8\u05D9\u05DD",
            "\uD83D\uDED2 add to cart \uD83D\uDC69\u200D\uD83D\uDCBB\uD83D\uDE80",
            "\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35 \u0939\u093F\u0928\u094D\u0926\u0940",
            "",
            " \t\n\u0000\u202E",
            "x".repeat(2_000));
    t.span(1, 0, 0, 50_000_000, "front", "GET /", SERVER);
    for (int i = 2; i < 40; i++) {
      String name = names.get(i % names.size());
      t.span(i, 1 + i % 2, i * 1_000_000L, 45_000_000, name + i, name, 1 + i % 5);
    }
    return t;
  }

  /** One chain, each span the child of the one before. */
  public static TraceCases deep(int spans) {
    TraceCases t = new TraceCases(19);
    for (int i = 1; i <= spans; i++) {
      t.span(
          i, i - 1, i * 10L, 2_000_000L * spans - i * 10L, "svc-" + i % 5, "level " + i, INTERNAL);
    }
    return t;
  }

  /** One span of a trace that has no other. */
  public static TraceCases single() {
    TraceCases t = new TraceCases(1);
    t.span(1, 0, 0, 0, "cron", "tick", INTERNAL);
    return t;
  }

  /** Many spans, a few children each, over twelve services, one in a thousand failed. */
  public static TraceCases large(int spans, long seed) {
    TraceCases t = new TraceCases(seed);
    Random random = new Random(seed);
    t.span(1, 0, 0, 2_000L * spans, "service-0", "GET /report", SERVER);
    for (int i = 2; i <= spans; i++) {
      long parent = i < 40 ? 1 : i - 1 - random.nextInt(30);
      long from = 1_900L * i + random.nextInt(1_000);
      Span span =
          t.span(
              i,
              parent,
              from,
              from + 1_000 + random.nextInt(5_000_000),
              "service-" + random.nextInt(12),
              "operation " + random.nextInt(97),
              1 + random.nextInt(5));
      if (i % 1000 == 0) {
        span.setStatusCode(2);
      }
    }
    return t;
  }
}
