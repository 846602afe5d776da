package dev.eyepiece.opamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many agents at once; how many and how fast is in the benchmarks. */
class SimulatorTest {
  private static final int AGENTS = 300;

  @TempDir Path folder;

  @Test
  void aStormOfKnownAgentsIsAnsweredAndNobodyIsAskedForAnything() throws Exception {
    FleetLimits limits = FleetLimits.DEFAULT;
    try (TestFleet server = new TestFleet(folder, new TestClock(), limits, 1 << 20, 1_000);
        FleetSimulator agents = new FleetSimulator(server.uri("ws"), AGENTS, 7)) {
      FleetSimulator.Figures first = agents.connect();
      assertThat(first.answered()).isEqualTo(AGENTS);
      assertThat(server.fleet.agents())
          .hasSize(AGENTS)
          .allMatch(agent -> agent.presence() == Presence.CONNECTED)
          .allMatch(agent -> agent.name().equals("simulated"));
      agents.heartbeat();
      agents.cut();
      Wait.until(() ->
          server.fleet.agents().stream().allMatch(agent -> agent.presence() == Presence.GONE));
      FleetSimulator.Figures storm = agents.connect();
      assertThat(storm.answered()).isEqualTo(AGENTS);
      assertThat(storm.askedForAll()).isZero();
      InstanceUid one = server.fleet.agents().getFirst().uid();
      server.fleet.push(one, List.of(new ConfigText("", "text/yaml", "a: 1")));
      Wait.until(() -> server.agent(one).summary().configState() == ConfigState.APPLIED);
    }
  }
}
