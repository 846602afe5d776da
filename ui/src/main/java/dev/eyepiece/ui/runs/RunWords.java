package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunNote;
import dev.eyepiece.agent.RunSummary;
import dev.eyepiece.agent.Runs;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.ui.facet.SearchText;
import dev.eyepiece.ui.theme.Formats;
import java.time.ZoneId;

/** What is said of a run. */
final class RunWords {
  private static final String NOTHING = "–";

  private RunWords() {}

  static String command(RunSummary run) {
    return run.note().marked() ? "(marked)" : run.note().command();
  }

  static String began(RunSummary run, ZoneId zone) {
    return run.fromUnixNano() == 0
        ? NOTHING
        : Formats.full(run.fromUnixNano(), zone).substring(0, "2026-01-31 10:00:00".length());
  }

  static String took(RunSummary run) {
    long nanos = run.toUnixNano() - run.fromUnixNano();
    return run.fromUnixNano() == 0
        ? NOTHING
        : Formats.duration(nanos) + (run.note().open() ? "…" : "");
  }

  static String exit(RunSummary run) {
    RunNote note = run.note();
    return note.open() ? "open" : note.exit() == null ? NOTHING : note.exit().toString();
  }

  static String count(long records) {
    return records == 0 ? NOTHING : Formats.count(records);
  }

  /** All that a row may have cut. */
  static String whole(RunSummary run, ZoneId zone) {
    StringBuilder text = new StringBuilder(run.label());
    if (!run.label().equals(run.name())) {
      text.append("\nname ").append(run.name());
    }
    if (!run.note().command().isEmpty()) {
      text.append('\n').append(run.note().command());
    }
    if (run.fromUnixNano() != 0) {
      text.append('\n').append(Formats.full(run.fromUnixNano(), zone));
      text.append("\n").append(Formats.full(run.toUnixNano(), zone));
    }
    return text.toString();
  }

  /** The search for what belongs to it; what was marked is a stretch of time alone. */
  static String search(RunSummary run) {
    return run.note().marked() ? "" : Runs.RUN_NAME + ":" + SearchText.quoted(run.name());
  }

  /** The time in which its records are. */
  static TimeRange range(RunSummary run) {
    return new TimeRange(run.fromUnixNano(), run.toUnixNano() + 1);
  }

  static String spoken(RunSummary run) {
    return "run "
        + run.label()
        + ", "
        + Formats.count(run.records(), "record")
        + ", "
        + Formats.count(run.errors(), "error")
        + (run.pinned() ? ", pinned" : "");
  }
}
