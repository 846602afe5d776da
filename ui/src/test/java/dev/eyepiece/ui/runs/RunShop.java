package dev.eyepiece.ui.runs;

import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.HeldShop;
import java.util.ArrayList;
import java.util.List;

/** Runs of a shop in a real store: the second is slower to pay, and fails now and then. */
final class RunShop {
  static final long START = 1_790_000_000_000_000_000L;
  static final long MINUTE = 60_000_000_000L;
  static final String BEFORE = "shop-before";
  static final String AFTER = "shop \"after\" the change of the payment provider, with retries";

  private static final List<String> SERVICES =
      List.of("storefront", "checkout", "payment", "recommendation-of-goods");

  private final HeldShop shop;
  private int next = 1;

  RunShop(HeldShop shop) {
    this.shop = shop;
  }

  /** Both runs, and spans of none between them. */
  void fill() throws Exception {
    run(BEFORE, START, 1, 0);
    run("", START + 2 * MINUTE, 1, 0);
    run(AFTER, START + 4 * MINUTE, 3, 4);
    shop.settle();
  }

  /**
   * Sends a run: 20 rounds through all services, and a log record each.
   *
   * @param payment how many times as long paying takes
   * @param errors so many of the payments fail
   */
  void run(String name, long start, int payment, int errors) throws Exception {
    for (int round = 1; round <= 20; round++) {
      for (String service : SERVICES) {
        List<String> spans = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          boolean pays = service.equals("payment") && i == 0;
          long nanos = round * 1_000_000L * (pays ? payment : 1);
          boolean fails = pays && round <= errors;
          spans.add(
              span(
                  start + round * 1_000_000_000L,
                  pays ? "POST /charges" : "GET /goods/{id}/of/" + service + "/" + i,
                  nanos,
                  fails ? "card provider timed out after 3 retries" : "",
                  payment > 1 && pays ? "payment.retries" : "http.route"));
        }
        shop.take(
            Signal.TRACES,
            "{\"resourceSpans\": [{\"resource\": {\"attributes\": ["
                + resource(name, service)
                + "]}, \"scopeSpans\": [{\"spans\": ["
                + String.join(",", spans)
                + "]}]}]}");
      }
      shop.take(
          Signal.LOGS,
          "{\"resourceLogs\": [{\"resource\": {\"attributes\": ["
              + resource(name, "storefront")
              + "]}, \"scopeLogs\": [{\"logRecords\": [{\"timeUnixNano\": \""
              + (start + round * 1_000_000_000L)
              + "\", \"body\": {\"stringValue\": \"round\"}}]}]}]}");
    }
  }

  private static String resource(String run, String service) {
    String named = run.isEmpty() ? "" : "," + attribute("eyepiece.run.name", run);
    return attribute("service.name", service) + named;
  }

  private static String attribute(String key, String value) {
    return "{\"key\": \"%s\", \"value\": {\"stringValue\": \"%s\"}}"
        .formatted(key, value.replace("\"", "\\\""));
  }

  private String span(long start, String name, long nanos, String error, String key) {
    int id = next++;
    String status = error.isEmpty() ? "{}" : "{\"code\": 2, \"message\": \"" + error + "\"}";
    return """
    {"traceId": "%032x", "spanId": "%016x", "name": "%s", "kind": 2, "startTimeUnixNano": "%d",
     "endTimeUnixNano": "%d", "status": %s, "attributes": [%s]}\
    """
        .formatted(id, id, name, start, start + nanos, status, attribute(key, "v"));
  }
}
