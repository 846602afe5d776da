package dev.eyepiece.ruleeditor;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.TelemetryTree;

/**
 * One record to try rules on. Immutable.
 *
 * @param title as a person tells it apart, such as {@code payment POST /charges 26.7 ms}
 * @param tree a request that holds this record alone; is copied and never changed
 */
public record Sample(String title, TelemetryTree tree) {

  Signal signal() {
    return tree.signal();
  }

  /** The request again, for rules to change. */
  TelemetryTree copy() {
    byte[] bytes = tree.encode();
    try {
      return TelemetryTree.read(tree.signal(), bytes, bytes.length);
    } catch (MalformedOtlpException e) {
      throw new IllegalStateException("what was written cannot be read back", e);
    }
  }
}
