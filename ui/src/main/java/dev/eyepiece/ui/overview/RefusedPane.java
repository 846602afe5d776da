package dev.eyepiece.ui.overview;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.pipeline.RuleStats;
import dev.eyepiece.ui.Received;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** How requests came, and what was turned away and why. FX thread only. */
final class RefusedPane extends VBox {
  private static final int MOST = 8;

  private final Label came = Kit.label("", "muted", "small");
  private final GridPane reasons = new GridPane(12, 4);
  private List<Reason> shown = List.of();

  RefusedPane() {
    super(8);
    setId("refused");
    came.setWrapText(true);
    getChildren().addAll(Kit.label("Requests", "title"), came, reasons);
  }

  /** Something that was turned away. */
  record Reason(long count, String why) {}

  static String came(Received received, RoadStats stats) {
    List<String> ways = new ArrayList<>();
    received
        .requests()
        .forEach((way, count) -> {
          if (count > 0) {
            ways.add(Formats.count(count) + " by " + way);
          }
        });
    String all =
        ways.isEmpty() ? Formats.count(stats.requests()) + " taken" : String.join(", ", ways);
    return all
        + (stats.repeatedRequests() > 0
            ? "; " + Formats.count(stats.repeatedRequests()) + " sent twice and taken once"
            : "")
        + ".";
  }

  /** Why things were refused, the newest first. */
  static List<Reason> reasons(Received received, RoadStats stats) {
    List<Reason> all = new ArrayList<>();
    received.reasons().forEach((why, count) -> all.add(new Reason(count, why)));
    Collections.reverse(all);
    if (received.otherSignals() > 0) {
      all.addFirst(new Reason(received.otherSignals(), "requests of signals that are not taken"));
    }
    if (stats.refusedRequests() > 0) {
      all.addFirst(new Reason(stats.refusedRequests(), "requests told to come later: all is full"));
    }
    RuleStats rules = stats.rules();
    if (rules.refused() > 0) {
      all.addFirst(new Reason(rules.refused(), "requests refused by rules, last: " + rules.last()));
    }
    if (rules.invalid() > 0) {
      all.add(new Reason(rules.invalid(), "records that rules made into no valid OTLP, left out"));
    }
    if (rules.dropped() > rules.invalid()) {
      all.add(new Reason(rules.dropped() - rules.invalid(), "records dropped by rules"));
    }
    if (stats.replacedText() > 0) {
      all.add(new Reason(stats.replacedText(), "texts that were not UTF-8, taken with marks"));
    }
    return all;
  }

  void show(Received received, RoadStats stats) {
    came.setText(came(received, stats));
    List<Reason> now = reasons(received, stats);
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    reasons.getChildren().clear();
    for (Reason reason : now.stream().limit(MOST).toList()) {
      Label count = Kit.mono(Formats.count(reason.count()), "bad");
      count.setMinWidth(Region.USE_PREF_SIZE);
      Label why = Kit.label(reason.why(), "small");
      why.setWrapText(true);
      GridPane.setHgrow(why, Priority.ALWAYS);
      reasons.addRow(reasons.getRowCount(), count, why);
    }
    if (now.isEmpty()) {
      reasons.addRow(0, Kit.label("Nothing was refused.", "muted", "small"));
    } else if (now.size() > MOST) {
      reasons.addRow(
          MOST, Kit.label(""), Kit.label("and " + (now.size() - MOST) + " more", "muted", "small"));
    }
  }
}
