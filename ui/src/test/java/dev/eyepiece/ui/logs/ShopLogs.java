package dev.eyepiece.ui.logs;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.ui.FakeShop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes log records of a shop. The same seed makes the same records. */
final class ShopLogs {
  private static final String[] SERVICES = {"storefront", "checkout", "payment", "shipping"};

  private final Random random;
  private long clock = FakeShop.START;

  ShopLogs(long seed) {
    random = new Random(seed);
  }

  /** The next records, oldest first; one in twenty is an error with a stack trace. */
  List<ScopedLog> next(int count) {
    List<ScopedLog> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(one());
    }
    return made;
  }

  private ScopedLog one() {
    clock += 1 + random.nextLong(90_000_000);
    LogRecord log = new LogRecord();
    log.setTimeUnixNano(clock);
    log.setObservedTimeUnixNano(clock + 1_000);
    String service = SERVICES[random.nextInt(SERVICES.length)];
    int kind = random.nextInt(20);
    if (kind == 0) {
      log.setSeverityNumber(17);
      log.setSeverityText(Utf8.of("ERROR"));
      log.setBody(text("authorisation failed: gateway did not answer within 20 ms"));
      log.attributes()
          .add(
              "exception.stacktrace",
              "java.net.SocketTimeoutException: Read timed out\n\tat shop.Bank.ask(Bank.java:41)\n"
                  + "\tat shop.Payment.charge(Payment.java:17)");
    } else if (kind < 4) {
      log.setSeverityNumber(13);
      log.setBody(text("stock of item " + random.nextInt(90) + " is low"));
    } else if (kind < 7) {
      log.setSeverityNumber(9);
      log.setBody(
          text("{\"order\":" + random.nextInt(1_000) + ",\"paid\":true,\"items\":[\"tea\"]}"));
    } else {
      log.setSeverityNumber(kind < 16 ? 9 : 5);
      log.setBody(text("GET /cart answered 200 in " + random.nextInt(40) + " ms"));
    }
    log.attributes().add("order.id", Integer.toString(random.nextInt(400)));
    if (random.nextInt(3) > 0) {
      log.setTraceId(7, random.nextLong() | 1);
      log.setSpanId(random.nextLong() | 1);
    }
    Attributes own = new Attributes();
    own.add("service.name", service);
    own.add("host.name", "laptop");
    return new ScopedLog(
        new Resource(own, 0, List.of(), Utf8.EMPTY),
        new Scope(Utf8.of("shop.log"), Utf8.of("1.0"), new Attributes(), 0, Utf8.EMPTY),
        log);
  }

  private static AnyValue text(String text) {
    return new AnyValue.Text(Utf8.of(text));
  }
}
