package dev.eyepiece.ui.forward;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.pipeline.ForwardHeld;
import dev.eyepiece.pipeline.ForwardStats;
import dev.eyepiece.ui.theme.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How it stands with an endpoint, in words. */
final class ForwardWords {
  private ForwardWords() {}

  /** One word, for a chip. */
  static String state(ForwardStats stats) {
    return switch (stats.state()) {
      case OFF -> "off";
      case WORKING -> "working";
      case RETRYING -> "retrying";
      case FAILED -> "failed";
    };
  }

  /** What it sent and holds, on one line. */
  static String figures(ForwardStats stats) {
    ForwardHeld held = stats.held();
    List<String> parts = new ArrayList<>();
    parts.add(Formats.count(stats.sentRequests(), "request") + " sent");
    parts.add(Formats.bytes(stats.sentBytes()));
    parts.add(
        Formats.count(held.requests())
            + (held.requests() == 1 ? " waits, " : " wait, ")
            + Formats.bytes(held.diskBytes())
            + " of "
            + Formats.bytes(stats.endpoint().queueCapBytes())
            + " on disk");
    if (stats.retries() > 0) {
      parts.add(Formats.count(stats.retries()) + (stats.retries() == 1 ? " retry" : " retries"));
    }
    if (stats.filteredRecords() > 0) {
      parts.add(Formats.count(stats.filteredRecords(), "record") + " left out by conditions");
    }
    return String.join(" · ", parts);
  }

  /** What is odd about all of it, a line each; empty when nothing is. */
  static String odd(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.what() + ": " + finding.todo())
        .collect(Collectors.joining("\n"));
  }

  /** What is wrong or was lost, on one line; empty when nothing is. */
  static String trouble(ForwardStatus status) {
    List<String> parts = new ArrayList<>();
    if (!status.stats().trouble().isEmpty()) {
      parts.add(status.stats().trouble());
    }
    if (!status.stats().loop().isEmpty()) {
      parts.add(status.stats().loop());
    }
    if (!status.stats().losses().isEmpty()) {
      parts.add(status.stats().losses());
    }
    return String.join("; ", parts);
  }
}
