package dev.eyepiece.app.command;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.app.output.Durations;
import dev.eyepiece.app.output.Printable;
import dev.eyepiece.app.output.TableWriter;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints runs, for people or as JSON. */
final class RunOutput {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int SHOWN = 30;

  private final PrintStream out;
  private final ZoneId zone;
  private final boolean json;

  RunOutput(Terminal terminal, boolean json) {
    this.out = terminal.out();
    this.zone = terminal.clock().getZone();
    this.json = json;
  }

  void list(List<RunSummary> runs) {
    if (json) {
      runs.forEach(run -> out.print(JsonText.write(object(run)) + "\n"));
      out.flush();
      return;
    }
    TableWriter table = new TableWriter(out);
    table.columns(
        List.of(
            "RUN",
            "CALLED",
            "BEGAN",
            "TOOK",
            "EXIT",
            "SPANS",
            "ERRORS",
            "LOG RECORDS",
            "POINTS",
            "SAMPLES",
            "PINNED"));
    for (RunSummary run : runs) {
      table.row(
          List.of(
              run.name(),
              run.label(),
              TIME.format(Instant.ofEpochSecond(0, run.fromUnixNano()).atZone(zone)),
              Durations.text(run.toUnixNano() - run.fromUnixNano()),
              run.note().exit() == null ? "-" : run.note().exit().toString(),
              run.spans(),
              run.errors(),
              run.logs(),
              run.points(),
              run.samples(),
              run.pinned() ? "yes" : "-"));
    }
    table.end();
  }

  private static Map<String, @Nullable Object> object(RunSummary run) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("name", run.name());
    one.put("label", run.label());
    one.put("spans", run.spans());
    one.put("errors", run.errors());
    one.put("logs", run.logs());
    one.put("points", run.points());
    one.put("samples", run.samples());
    one.put("fromUnixNano", run.fromUnixNano());
    one.put("toUnixNano", run.toUnixNano());
    one.put("command", run.note().command());
    one.put("exit", run.note().exit());
    one.put("marked", run.note().marked());
    one.put("pinned", run.pinned());
    return one;
  }

  void compared(RunComparison compared) {
    if (json) {
      out.print(JsonText.write(object(compared)) + "\n");
      out.flush();
      return;
    }
    out.print(
        Printable.line("A is " + compared.before().label() + ", B is " + compared.after().label())
            + "\n\n");
    TableWriter table = new TableWriter(out);
    table.columns(
        List.of(
            "SERVICE",
            "OPERATION",
            "SPANS A",
            "SPANS B",
            "P50 A",
            "P50 B",
            "P95 A",
            "P95 B",
            "P95 CHANGE",
            "ERRORS A",
            "ERRORS B"));
    compared.operations().stream().limit(SHOWN).forEach(one -> table.row(row(one)));
    table.end();
    more("operations", compared.operations().size());
    out.print("\nErrors that are new in B: " + (compared.newErrors().isEmpty() ? "none\n" : "\n"));
    compared.newErrors().stream()
        .limit(SHOWN)
        .forEach(error ->
            out.print(
                Printable.line(
                        "  "
                            + error.spans()
                            + "  "
                            + error.service()
                            + "  "
                            + error.name()
                            + (error.what().isEmpty() ? "" : "  " + error.what()))
                    + "\n"));
    more("errors", compared.newErrors().size());
    keys("Attribute keys that are new in B: ", compared.newKeys());
    keys("Attribute keys that B has no more: ", compared.goneKeys());
    out.flush();
  }

  private void more(String what, int all) {
    if (all > SHOWN) {
      out.print("  and " + (all - SHOWN) + " more " + what + "; --format json has all\n");
    }
  }

  private void keys(String title, List<String> keys) {
    String text = keys.isEmpty() ? "none" : String.join(", ", keys.stream().limit(SHOWN).toList());
    out.print("\n" + Printable.line(title + text) + "\n");
    more("keys", keys.size());
  }

  private static List<@Nullable Object> row(RunComparison.Operation one) {
    RunComparison.Figures before = one.before();
    RunComparison.Figures after = one.after();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(one.service());
    row.add(one.name());
    row.add(before == null ? 0L : before.spans());
    row.add(after == null ? 0L : after.spans());
    row.add(before == null ? "-" : Durations.text(before.p50Nano()));
    row.add(after == null ? "-" : Durations.text(after.p50Nano()));
    row.add(before == null ? "-" : Durations.text(before.p95Nano()));
    row.add(after == null ? "-" : Durations.text(after.p95Nano()));
    row.add(change(before, after));
    row.add(before == null ? 0L : before.errors());
    row.add(after == null ? 0L : after.errors());
    return row;
  }

  private static String change(
      RunComparison.@Nullable Figures before, RunComparison.@Nullable Figures after) {
    if (before == null) {
      return "new";
    }
    if (after == null) {
      return "gone";
    }
    long change = after.p95Nano() - before.p95Nano();
    String share =
        before.p95Nano() <= 0
            ? ""
            : String.format(
                Locale.ROOT, " (%+.0f %%)", 100.0 * (double) change / (double) before.p95Nano());
    return (change < 0 ? "-" : "+") + Durations.text(Math.abs(change)) + share;
  }

  private static Map<String, @Nullable Object> object(RunComparison compared) {
    List<@Nullable Object> errors = new ArrayList<>();
    for (RunComparison.NewError one : compared.newErrors()) {
      Map<String, @Nullable Object> error = new LinkedHashMap<>();
      error.put("service", one.service());
      error.put("name", one.name());
      error.put("error", one.what());
      error.put("spans", one.spans());
      errors.add(error);
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("before", object(compared.before()));
    json.put("after", object(compared.after()));
    json.put("services", objects(compared.services()));
    json.put("operations", objects(compared.operations()));
    json.put("newErrors", errors);
    json.put("newKeys", compared.newKeys());
    json.put("goneKeys", compared.goneKeys());
    return json;
  }

  private static List<@Nullable Object> objects(List<RunComparison.Operation> operations) {
    List<@Nullable Object> objects = new ArrayList<>();
    for (RunComparison.Operation one : operations) {
      Map<String, @Nullable Object> operation = new LinkedHashMap<>();
      operation.put("service", one.service());
      if (!one.name().isEmpty()) {
        operation.put("name", one.name());
      }
      operation.put("before", figures(one.before()));
      operation.put("after", figures(one.after()));
      operation.put(
          "p95ChangeNano", one.before() == null || one.after() == null ? null : one.slower());
      objects.add(operation);
    }
    return objects;
  }

  private static @Nullable Map<String, @Nullable Object> figures(
      RunComparison.@Nullable Figures figures) {
    if (figures == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("spans", figures.spans());
    json.put("errors", figures.errors());
    json.put("p50Nano", figures.p50Nano());
    json.put("p95Nano", figures.p95Nano());
    return json;
  }
}
