package dev.eyepiece.ui.shell;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.RuleStats;
import dev.eyepiece.store.StoreStats;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.task.OwnUse;
import dev.eyepiece.ui.theme.Formats;

/**
 * What the status bar says, as text.
 *
 * @param held records and bytes of the cap, or those of a store elsewhere
 * @param store where that store is; empty for the data folder
 * @param rate records of all signals in the last second
 * @param refused spans that were rejected or deleted, and senders told to wait; empty when none
 * @param rules that rules change what comes, and what they dropped; empty when none is on and none
 *     was
 * @param waiting bytes that were taken and are not in the ring yet; empty when none
 * @param own CPU and memory of this process
 * @param trouble one sentence, empty when all is well
 */
record StatusText(
    String held,
    String store,
    String rate,
    String refused,
    String rules,
    String waiting,
    String own,
    String trouble) {

  /**
   * @param store where what is asked lies; empty for the data folder
   */
  static StatusText of(RoadStats stats, String store, OwnUse use) {
    return new StatusText(
        store.isEmpty() ? held(stats) : elsewhere(stats.store()),
        store,
        Formats.count(perSecond(stats)) + "/s",
        refused(stats),
        rules(stats.rules()),
        stats.queueBytes() == 0 ? "" : Formats.bytes(stats.queueBytes()) + " waiting",
        "CPU "
            + use.cpuPercent()
            + " %  "
            + (use.rssBytes() > 0
                ? "RSS " + Formats.bytes(use.rssBytes())
                : "heap " + Formats.bytes(use.heapBytes())),
        stats.trouble());
  }

  /** Spans as long as nothing else is held, else records of all signals; bytes of the cap. */
  private static String held(RoadStats stats) {
    StoreStats store = stats.store();
    long spans = store.held().spans() + stats.unsealedSpans();
    long all = store.held().sum();
    for (Signal signal : Signal.values()) {
      all += stats.of(signal).unsealed();
    }
    String what = all == spans ? "span" : "record";
    return counted(all, what) + " held, " + Formats.bytesOf(store.bytes(), store.capBytes());
  }

  /** Of tables on a cluster nothing is known, which is not none. */
  private static String elsewhere(StoreStats store) {
    long all = store.held().sum();
    return all == 0
        ? "in ClickHouse"
        : counted(all, "record") + " in ClickHouse, " + Formats.bytes(store.bytes());
  }

  private static String counted(long count, String what) {
    return Formats.count(count) + " " + what + (count == 1 ? "" : "s");
  }

  private static long perSecond(RoadStats stats) {
    long all = 0;
    for (Signal signal : Signal.values()) {
      all += stats.of(signal).perSecond();
    }
    return all;
  }

  private static String refused(RoadStats stats) {
    StringBuilder text = new StringBuilder();
    part(text, stats.rejectedSpans(), " rejected");
    part(text, stats.refusedRequests(), " told to wait");
    part(text, stats.store().deleted().sum(), " aged out");
    return text.toString();
  }

  private static String rules(RuleStats rules) {
    StringBuilder text = new StringBuilder();
    if (rules.on() > 0) {
      text.append(rules.on() == 1 ? "1 rule set on" : rules.on() + " rule sets on");
    }
    part(text, rules.dropped(), text.isEmpty() ? " dropped by rules" : " dropped");
    part(text, rules.refused(), text.isEmpty() ? " refused by rules" : " refused");
    return text.toString();
  }

  private static void part(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(Formats.count(count)).append(what);
    }
  }
}
