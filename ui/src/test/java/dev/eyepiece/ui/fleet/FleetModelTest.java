package dev.eyepiece.ui.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.opamp.AgentDetails;
import dev.eyepiece.opamp.AgentSummary;
import dev.eyepiece.ruleeditor.DiffLine;
import dev.eyepiece.ui.InPlace;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FleetModelTest {
  private final FakeFleet fleet = new FakeFleet(60);
  private final AtomicLong nanos = new AtomicLong();
  private final FleetModel model = new FleetModel(fleet, new InPlace(), nanos::get);

  @Test
  void agentsAreCountedFilteredAndSorted() {
    model.refresh();
    assertThat(model.rowsProperty().get()).hasSize(60);
    FleetCounts counts = model.countsProperty().get();
    assertThat(counts.text(60)).isEqualTo("60 agents");
    assertThat(counts.text(7)).isEqualTo("7 of 60 agents");
    for (FleetShare share : FleetShare.values()) {
      model.only(share);
      assertThat(model.rowsProperty().get())
          .as("%s", share)
          .hasSize(counts.of(share))
          .allMatch(share::has);
      assertThat(model.countsProperty().get()).as("counts stay whole").isEqualTo(counts);
    }
    assertThat(FleetShare.FAILED.counted(1)).isEqualTo("1 failed config");
    model.only(null);
    model.filter("payment unhealthy");
    assertThat(model.rowsProperty().get())
        .isNotEmpty()
        .allMatch(agent -> agent.name().equals("payment-java"))
        .allMatch(agent -> Boolean.FALSE.equals(agent.healthy()));
    assertThat(model.countsProperty().get().all()).isEqualTo(60);
    model.filter("");
    model.sort(FleetOrder.HEALTH, true);
    assertThat(model.rowsProperty().get().getFirst().healthy()).isFalse();
    model.sort(FleetOrder.HEALTH, false);
    assertThat(model.rowsProperty().get().getFirst().healthy()).isTrue();
  }

  @Test
  void theListIsNarrowedToAVersion() {
    model.refresh();
    Versions versions = model.countsProperty().get().versions();
    assertThat(versions.counts())
        .containsExactly(
            new Versions.Count("0.162.0", 20),
            new Versions.Count("0.161.0", 20),
            new Versions.Count("0.160.0", 20));
    model.version("0.161.0");
    assertThat(model.rowsProperty().get())
        .hasSize(20)
        .allMatch(agent -> agent.version().equals("0.161.0"));
    assertThat(model.countsProperty().get().versions()).as("counts stay whole").isEqualTo(versions);
    model.only(FleetShare.LIVE);
    model.filter("payment");
    assertThat(model.rowsProperty().get())
        .isNotEmpty()
        .allMatch(agent -> agent.version().equals("0.161.0") && agent.presence().isLive())
        .allMatch(agent -> agent.name().equals("payment-java"));
    model.filter("");
    model.only(null);
    model.version("");
    assertThat(model.rowsProperty().get()).as("all of them said a version").isEmpty();
    model.version(null);
    assertThat(model.rowsProperty().get()).hasSize(60);
  }

  @Test
  void versionsStandAsTheirReadersCount() {
    List<String> rising =
        List.of(
            "",
            "0.9.0",
            "0.99.0",
            "0.161.0-rc.2",
            "0.161.0-rc.10",
            "0.161.0",
            "0.161.0+build",
            "0.161.0.1",
            "1.0.0",
            "v0.1",
            "v0.10");
    for (int i = 0; i < rising.size(); i++) {
      for (int j = 0; j < rising.size(); j++) {
        assertThat(Integer.signum(Versions.compare(rising.get(i), rising.get(j))))
            .as("%s and %s", rising.get(i), rising.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
    assertThat(Versions.compare("1.01", "1.1")).as("alike, yet not the same").isNotZero();
    assertThat(Versions.compare("1." + "9".repeat(40), "1." + "1".repeat(41))).isNegative();
  }

  @Test
  void nothingIsAskedWhileNothingChangedUntilPresenceMayHave() {
    model.refresh();
    java.util.List<AgentSummary> before = model.rowsProperty().get();
    model.tick();
    assertThat(model.rowsProperty().get()).isSameAs(before);
    fleet.change(0, fleet.at(1));
    model.tick();
    assertThat(model.rowsProperty().get()).isNotSameAs(before);
  }

  @Test
  void aDraftIsComparedWithWhatTheAgentHasAndPushed() {
    model.refresh();
    model.choose(fleet.at(0).uid());
    AgentDetails agent = model.agentProperty().get();
    assertThat(agent).isNotNull();
    String base = FleetModel.base(agent);
    model.draft(base);
    assertThat(model.differenceProperty().get()).isEmpty();
    String next = base.replace("batch: {}", "batch: {timeout: 1s}");
    model.draft(next);
    assertThat(model.differenceProperty().get())
        .contains(new DiffLine(DiffLine.Kind.REMOVED, "  batch: {}"))
        .contains(new DiffLine(DiffLine.Kind.ADDED, "  batch: {timeout: 1s}"));
    model.push();
    assertThat(fleet.done).containsExactly("push " + next);
    assertThat(model.stateProperty().get()).isEqualTo("Sent to the agent");
    model.rollback();
    assertThat(model.stateProperty().get()).isEqualTo("Not done: there is nothing to go back to");
  }

  @Test
  void theAgentsOwnWordsAreShown() {
    model.choose(fleet.at(3).uid());
    AgentDetails agent = model.agentProperty().get();
    assertThat(agent).isNotNull();
    assertThat(FleetModel.said(agent))
        .isEqualTo("The agent failed with the config: yaml: line 4: did not find expected key");
  }

  @Test
  void anAgentThatIsForgottenIsNotLookedAtAnyMore() {
    model.choose(fleet.at(7).uid());
    model.forget();
    assertThat(model.chosen()).isNull();
    assertThat(model.agentProperty().get()).isNull();
    assertThat(model.rowsProperty().get()).hasSize(59);
  }

  @Test
  void whatCouldMisleadIsMadeVisible() {
    assertThat(SafeText.line("a\u202eb\u0007c\nd")).isEqualTo("a\\u{202e}b\\u{7}c d");
    assertThat(SafeText.lines("a\r\nb\u001b[2J")).isEqualTo("a\nb\\u{1b}[2J");
  }
}
