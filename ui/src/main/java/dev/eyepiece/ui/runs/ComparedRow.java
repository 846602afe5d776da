package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.ui.compare.Verdict;
import dev.eyepiece.ui.theme.Formats;
import java.util.Locale;

/**
 * A service or an operation of two runs.
 *
 * @param before in A; zeros where it has none
 * @param after in B; zeros where it has none
 */
record ComparedRow(
    String service,
    String name,
    RunComparison.Figures before,
    RunComparison.Figures after,
    Verdict verdict) {
  private static final RunComparison.Figures NONE = new RunComparison.Figures(0, 0, 0, 0);

  static ComparedRow of(RunComparison.Operation one) {
    RunComparison.Figures a = one.before() == null ? NONE : one.before();
    RunComparison.Figures b = one.after() == null ? NONE : one.after();
    return new ComparedRow(
        one.service(),
        one.name(),
        a,
        b,
        Verdict.of(a.spans(), b.spans(), a.p95Nano(), b.p95Nano()));
  }

  boolean inBoth() {
    return before.spans() > 0 && after.spans() > 0;
  }

  /** How much longer the 95th percentile is in B, nanoseconds; 0 where one has none. */
  long change() {
    return inBoth() ? after.p95Nano() - before.p95Nano() : 0;
  }

  /** How much more that is, such as {@code +200 %}; empty where nothing can be said. */
  String share() {
    return inBoth() && before.p95Nano() > 0 && change() != 0
        ? String.format(
            Locale.ROOT, "%+.0f %%", 100.0 * (double) change() / (double) before.p95Nano())
        : "";
  }

  /** As a sentence, for those who do not see the row. */
  String spoken() {
    String what = name.isEmpty() ? service : service + " " + name;
    return inBoth()
        ? what
            + ", 95th percentile "
            + Formats.duration(before.p95Nano())
            + " then "
            + Formats.duration(after.p95Nano())
            + ", "
            + verdict.title()
        : what + ", " + verdict.title();
  }
}
