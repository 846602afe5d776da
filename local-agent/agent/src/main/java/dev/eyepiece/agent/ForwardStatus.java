package dev.eyepiece.agent;

import dev.eyepiece.pipeline.ForwardStats;

/**
 * An endpoint of the forwarder and how it stands with it.
 *
 * @param stats whose endpoint has the values of headers: not to be written anywhere
 */
public record ForwardStatus(ForwardInfo info, ForwardStats stats) {

  /** One line of what is wrong, empty when nothing is. */
  public String trouble() {
    String held =
        stats.held().requests() == 0 ? "" : "; " + stats.held().requests() + " requests wait";
    return stats.trouble().isEmpty()
        ? ""
        : "forwarding to '" + info.name() + "': " + stats.trouble() + held;
  }

  @Override
  public String toString() {
    return info + " " + stats.state();
  }
}
