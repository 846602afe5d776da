package dev.eyepiece.app.fleet;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.output.TableWriter;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints agents: JSON as it came, or columns for people. */
public final class FleetTable {
  private final PrintStream out;
  private final Clock clock;
  private final boolean json;
  private final TableWriter table;
  private boolean begun;

  public FleetTable(PrintStream out, Clock clock, boolean json) {
    this.out = out;
    this.clock = clock;
    this.json = json;
    this.table = new TableWriter(out);
  }

  /** One agent of the list, as the JSON object that came. */
  public void row(String line) {
    if (json) {
      out.print(line + "\n");
      return;
    }
    begin();
    Map<String, @Nullable Object> agent = JsonText.readObject(line);
    table.row(
        Arrays.asList(
            agent.get("instanceUid"),
            agent.get("presence"),
            health(agent),
            attribute(agent, "service.name"),
            attribute(agent, "service.version"),
            attribute(agent, "host.name"),
            agent.get("configState"),
            ago(agent.get("lastSeen"))));
  }

  private void begin() {
    if (!begun) {
      begun = true;
      table.columns(
          List.of("UID", "PRESENCE", "HEALTH", "NAME", "VERSION", "HOST", "CONFIG", "LAST SEEN"));
    }
  }

  private static String health(Map<String, @Nullable Object> agent) {
    return switch (agent.get("healthy")) {
      case Boolean healthy -> healthy ? "healthy" : "unhealthy";
      case null, default -> "not said";
    };
  }

  private static @Nullable Object attribute(Map<String, @Nullable Object> agent, String key) {
    return agent.get("description") instanceof Map<?, ?> map ? map.get(key) : null;
  }

  private String ago(@Nullable Object time) {
    if (!(time instanceof String text)) {
      return "";
    }
    Duration ago = Duration.between(Instant.parse(text), clock.instant());
    return ago.toDays() > 0
        ? ago.toDays() + " d ago"
        : ago.toHours() > 0
            ? ago.toHours() + " h ago"
            : ago.toMinutes() > 0
                ? ago.toMinutes() + " min ago"
                : Math.max(0, ago.toSeconds()) + " s ago";
  }

  public void end() {
    if (!json) {
      begin();
      table.end();
    }
    out.flush();
  }

  /** All about one agent. */
  public void show(Map<String, @Nullable Object> agent) {
    if (json) {
      out.print(JsonText.write(agent) + "\n");
      out.flush();
      return;
    }
    table.columns(List.of("FIELD", "VALUE"));
    agent.forEach(this::field);
    table.end();
  }

  private void field(String key, @Nullable Object value) {
    switch (value) {
      case Map<?, ?> map -> map.forEach((name, inner) -> field(key + "." + name, inner));
      case List<?> list when list.stream().anyMatch(Map.class::isInstance) -> {
        for (int i = 0; i < list.size(); i++) {
          field(key + "[" + i + "]", list.get(i));
        }
      }
      case String text when text.contains("\n") -> {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
          table.row(Arrays.asList(i == 0 ? key : "", lines.get(i)));
        }
      }
      case null, default -> table.row(Arrays.asList(key, value));
    }
  }

  /** What was done to an agent. */
  public void done(Map<String, @Nullable Object> answer, String action) {
    if (json) {
      Map<String, @Nullable Object> with = new LinkedHashMap<>(answer);
      with.put("done", action);
      out.print(JsonText.write(with) + "\n");
    } else {
      out.print(answer.get("instanceUid") + ": " + action + "\n");
    }
    out.flush();
  }
}
