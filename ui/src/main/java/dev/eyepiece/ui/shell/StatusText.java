package dev.eyepiece.ui.shell;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.ui.task.OwnUse;
import dev.eyepiece.ui.theme.Formats;

/**
 * What the status bar says, as text.
 *
 * @param held spans and bytes of the cap
 * @param rate spans in the last second
 * @param refused spans that were rejected or deleted, and senders told to wait; empty when none
 * @param waiting bytes that were taken and are not in the ring yet; empty when none
 * @param own CPU and memory of this process
 * @param trouble one sentence, empty when all is well
 */
record StatusText(
    String held, String rate, String refused, String waiting, String own, String trouble) {

  static StatusText of(RoadStats stats, OwnUse use) {
    long spans = stats.store().spans() + stats.unsealedSpans();
    return new StatusText(
        Formats.count(spans)
            + (spans == 1 ? " span held, " : " spans held, ")
            + Formats.bytes(stats.store().bytes())
            + " of "
            + Formats.bytes(stats.store().capBytes()),
        Formats.count(stats.spansPerSecond()) + "/s",
        refused(stats),
        stats.queueBytes() == 0 ? "" : Formats.bytes(stats.queueBytes()) + " waiting",
        "CPU "
            + use.cpuPercent()
            + " %  "
            + (use.rssBytes() > 0
                ? "RSS " + Formats.bytes(use.rssBytes())
                : "heap " + Formats.bytes(use.heapBytes())),
        stats.trouble());
  }

  private static String refused(RoadStats stats) {
    StringBuilder text = new StringBuilder();
    part(text, stats.rejectedSpans(), " rejected");
    part(text, stats.refusedRequests(), " told to wait");
    part(text, stats.store().deletedSpans(), " aged out");
    return text.toString();
  }

  private static void part(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(Formats.count(count)).append(what);
    }
  }
}
