package dev.eyepiece.app.output;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an agent says of its receiver, as tables for people. */
public final class SenderTable {
  private static final int MOST_REFUSALS = 10;

  private SenderTable() {}

  /**
   * Prints who sends, and what was refused lately.
   *
   * @param receiver an answer of {@code /api/v1/receiver}; nothing is printed for an empty one
   */
  public static void print(Map<String, @Nullable Object> receiver, PrintStream out) {
    List<Map<?, ?>> senders = objects(receiver.get("senders"));
    if (senders.isEmpty() && receiver.containsKey("senders")) {
      out.print("\nNothing has sent OTLP to this agent since its start.\n");
    }
    if (!senders.isEmpty()) {
      out.print("\n");
      TableWriter table = new TableWriter(out);
      table.columns(
          List.of(
              "SENDER",
              "SERVICE",
              "HOW",
              "REQUESTS",
              "RECORDS",
              "BYTES",
              "NOT TAKEN",
              "LAST SEEN",
              "LAST REASON"));
      senders.forEach(sender -> table.row(sender(sender)));
      table.end();
    }
    List<Map<?, ?>> refusals = objects(receiver.get("refusals"));
    if (!refusals.isEmpty()) {
      out.print("\n");
      TableWriter table = new TableWriter(out);
      table.columns(List.of("REFUSED AT", "FROM", "PORT", "CODE", "WHAT", "REASON"));
      refusals.stream()
          .limit(MOST_REFUSALS)
          .forEach(refusal ->
              table.row(
                  List.of(
                      text(refusal, "at"),
                      text(refusal, "from"),
                      number(refusal, "port"),
                      text(refusal, "code"),
                      text(refusal, "what"),
                      text(refusal, "reason"))));
      table.end();
    }
  }

  private static List<?> sender(Map<?, ?> sender) {
    long pid = number(sender, "pid");
    String agent = text(sender, "sdk").isEmpty() ? text(sender, "userAgent") : text(sender, "sdk");
    String who = pid == 0 ? text(sender, "address") : text(sender, "command") + " (" + pid + ")";
    long records =
        sender.get("records") instanceof Map<?, ?> all
            ? all.values().stream().mapToLong(SenderTable::whole).sum()
            : 0;
    long notTaken =
        number(sender, "rejected")
            + number(sender, "malformed")
            + number(sender, "busy")
            + number(sender, "refused");
    return List.of(
        agent.isEmpty() ? who : who + ", " + agent,
        joined(sender.get("services")),
        joined(sender.get("protocols"))
            + "; "
            + joined(sender.get("encodings"))
            + (Boolean.TRUE.equals(sender.get("tls")) ? "; TLS" : ""),
        number(sender, "requests"),
        records,
        number(sender, "wireBytes"),
        notTaken,
        text(sender, "lastSeen"),
        text(sender, "lastReason"));
  }

  private static List<Map<?, ?>> objects(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .<Map<?, ?>>map(element -> (Map<?, ?>) element)
            .toList()
        : List.of();
  }

  private static String joined(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : "";
  }

  private static String text(Map<?, ?> object, String key) {
    return object.get(key) instanceof String text ? text : "";
  }

  private static long number(Map<?, ?> object, String key) {
    return whole(object.get(key));
  }

  private static long whole(@Nullable Object value) {
    return value instanceof Long number ? number : 0;
  }
}
