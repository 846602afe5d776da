package dev.eyepiece.ui;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanEvent;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes traces of a shop: storefront, checkout, inventory, payment, shipping, recommendation, mail.
 * The same seed makes the same traces. One in twenty checkouts fails at the card.
 */
public final class FakeShop {
  /** When the first trace starts: 2026-11-23 02:08:42.656123456 UTC. */
  public static final long START = 1_795_399_722_656_123_456L;

  private static final int INTERNAL = 1;
  private static final int SERVER = 2;
  private static final int CLIENT = 3;

  private final Random random;
  private final Map<String, Resource> resources = new HashMap<>();
  private final Scope scope =
      new Scope(Utf8.of("shop.http"), Utf8.of("1.4.0"), new Attributes(), 0, Utf8.EMPTY);
  private final List<SpanRecord> made = new ArrayList<>();
  private long clock = START;
  private long high;
  private long low;

  public FakeShop(long seed) {
    random = new Random(seed);
  }

  /** The next traces, each whole, oldest first. */
  public List<SpanRecord> traces(int count) {
    made.clear();
    for (int i = 0; i < count; i++) {
      high = random.nextLong();
      low = random.nextLong();
      clock += 20_000_000 + random.nextInt(400_000_000);
      if (random.nextInt(3) == 0) {
        checkout();
      } else {
        page();
      }
    }
    return List.copyOf(made);
  }

  private void page() {
    long root = span("storefront", "GET /", SERVER, 0, 0, 6_300_000, false);
    long client = span("storefront", "GET", CLIENT, root, 400_000, 4_100_000, false);
    long server =
        span(
            "recommendation",
            "GET /recommendations/{user}",
            SERVER,
            client,
            700_000,
            3_300_000,
            false);
    span("recommendation", "SELECT shop.items", CLIENT, server, 900_000, 2_100_000, false);
    span("storefront", "render page", INTERNAL, root, 4_700_000, 1_300_000, false);
  }

  private void checkout() {
    boolean fails = random.nextInt(20) == 0;
    int items = 1 + random.nextInt(5);
    long each = 2_900_000 + random.nextLong(900_000);
    long reserve = items * each;
    long pay = 19_000_000 + random.nextLong(12_000_000);
    long all = reserve + pay + 9_000_000;
    long root = span("storefront", "POST /cart/checkout", SERVER, 0, 0, all, fails);
    long order = span("checkout", "POST /orders", SERVER, root, 1_200_000, all - 2_000_000, fails);
    long stock = span("checkout", "reserve stock", INTERNAL, order, 2_000_000, reserve, false);
    for (int i = 0; i < items; i++) {
      long at = 2_000_000 + i * each;
      long item =
          span("inventory", "POST /reservations", SERVER, stock, at + 300_000, each / 2, false);
      span("inventory", "UPDATE shop.stock", CLIENT, item, at + 500_000, each / 4, false);
    }
    long charge = 3_000_000 + reserve;
    long payment = span("payment", "POST /charges", SERVER, order, charge, pay, fails);
    span("payment", "card.authorize", INTERNAL, payment, charge + 900_000, pay - 2_000_000, fails);
    span("shipping", "book truck", INTERNAL, order, charge + pay + 400_000, 1_700_000, false);
    span("mail", "send receipt", CLIENT, order, charge + pay + 2_300_000, 1_100_000, false);
  }

  private long span(
      String service, String name, int kind, long parent, long from, long length, boolean error) {
    Span span = new Span();
    span.setTraceId(high, low);
    long id = random.nextLong() | 1;
    span.setSpanId(id);
    span.setParentSpanId(parent);
    span.setName(Utf8.of(name));
    span.setKind(kind);
    span.setStartUnixNano(clock + from);
    span.setEndUnixNano(clock + from + Math.max(1_000, length + random.nextInt(90_000)));
    span.attributes().add("http.request.method", name.startsWith("GET") ? "GET" : "POST");
    span.attributes()
        .add(
            Utf8.of("http.response.status_code"),
            new AnyValue.Int(error ? 504 : name.startsWith("POST") ? 201 : 200));
    if (error) {
      span.setStatusCode(2);
      span.setStatusMessage(Utf8.of("the bank did not answer"));
      Attributes thrown = new Attributes();
      thrown.add("exception.type", "java.net.SocketTimeoutException");
      thrown.add(
          "exception.stacktrace",
          "java.net.SocketTimeoutException: Read timed out\n\tat shop.Bank.ask(Bank.java:41)");
      span.events().add(new SpanEvent(span.endUnixNano() - 500, Utf8.of("exception"), thrown, 0));
    }
    made.add(new SpanRecord(resource(service), scope, span));
    return id;
  }

  private Resource resource(String service) {
    return resources.computeIfAbsent(
        service,
        name -> {
          Attributes attributes = new Attributes();
          attributes.add("service.name", name);
          attributes.add("service.version", "2.1.0");
          attributes.add("host.name", "laptop");
          return new Resource(attributes, 0, List.of(), Utf8.EMPTY);
        });
  }
}
