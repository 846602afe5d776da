package dev.eyepiece.ui.forward;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.Forwarding;
import dev.eyepiece.agent.ForwardingException;
import dev.eyepiece.pipeline.ForwardHeld;
import dev.eyepiece.pipeline.ForwardStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Endpoints that a test makes up. */
final class FakeForwarding implements Forwarding {
  final List<ForwardStatus> all = new ArrayList<>();
  volatile String fixed = "";
  volatile String refusal = "";
  volatile List<Finding> findings = List.of();
  private int sent;

  /** Three endpoints: one that works, one that is away, one that lost something. */
  FakeForwarding() {
    all.add(status(ForwardInfo.of("team", "grpcs://otel.example:4317"), State.WORKING));
    all.add(status(ForwardInfo.of("lab", "http://lab.example:4318"), State.AWAY));
    all.add(status(ForwardInfo.of("archive", "http://archive.example:4318/otlp"), State.FULL));
  }

  private enum State {
    WORKING,
    AWAY,
    FULL
  }

  private ForwardStatus status(ForwardInfo info, State state) {
    boolean works = state == State.WORKING;
    return new ForwardStatus(
        info,
        new ForwardStats(
            info.endpoint(Map.of("T", "x", "TOKEN", "y")),
            !info.enabled()
                ? ForwardStats.State.OFF
                : works ? ForwardStats.State.WORKING : ForwardStats.State.RETRYING,
            works ? "" : "nothing listens at " + info.url(),
            works ? 12_345 + sent : 17,
            works ? 9_876_543 : 12_000,
            0,
            0,
            0,
            0,
            0,
            works ? 0 : 44,
            "",
            works ? 1 : 4,
            1_790_000_000_000_000_000L,
            0,
            state == State.FULL
                ? new ForwardHeld(8_120, 498_000_000, 536_800_000, 312, 19_000_000)
                : new ForwardHeld(works ? 1 : 260, works ? 900 : 2_100_000, 2_200_000, 0, 0)));
  }

  /** Something was sent. */
  void send() {
    sent++;
    all.set(0, status(all.getFirst().info(), State.WORKING));
  }

  @Override
  public List<ForwardStatus> list() {
    return List.copyOf(all);
  }

  @Override
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public String fixed() {
    return fixed;
  }

  @Override
  public ForwardStatus put(ForwardInfo endpoint) throws ForwardingException {
    if (!refusal.isEmpty()) {
      throw new ForwardingException(ChangeException.Kind.WRONG, refusal);
    }
    ForwardStatus next = status(endpoint, State.WORKING);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).info().name().equals(endpoint.name())) {
        all.set(i, next);
        return next;
      }
    }
    all.add(next);
    return next;
  }

  @Override
  public void remove(String name) throws ForwardingException {
    all.remove(get(name));
  }

  @Override
  public Finding test(ForwardInfo endpoint) {
    return Finding.ok("forward " + endpoint.name(), endpoint.url() + " answers");
  }
}
