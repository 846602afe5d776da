package dev.eyepiece.ui;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.Folders;
import dev.eyepiece.agent.Forwarding;
import dev.eyepiece.agent.HostProfiling;
import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.agent.RunBook;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.fleet.FleetSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes what a window is opened over: nothing and nobody, but for what a test brings. */
public final class FakeHost {
  private static final String GRPC = "http://localhost:4317";
  private static final String HTTP = "http://localhost:4318";

  private final Telemetry telemetry;
  private final Path folder;
  private RuleSets rules = new FakeRules();
  private Receiving receiving = new Receiving(GRPC, HTTP, "", "");
  private Supplier<Received> received = () -> Received.NOTHING;
  private Supplier<List<Finding>> doctor = List::of;
  private FleetSource fleet = FleetSource.NONE;
  private @Nullable HostProfiling profiling;
  private Supplier<ReceiverReport> receiver = () -> ReceiverReport.NOTHING;
  private Forwarding forwarding = Forwarding.NONE;
  private @Nullable RunBook runs;

  /**
   * @param folder where settings are read and where the window remembers; may be empty
   */
  public FakeHost(Telemetry telemetry, Path folder) {
    this.telemetry = telemetry;
    this.folder = folder;
  }

  FakeHost rules(RuleSets some) {
    rules = some;
    return this;
  }

  FakeHost receiving(String api, String dataFolder) {
    receiving = new Receiving(GRPC, HTTP, api, dataFolder);
    return this;
  }

  FakeHost received(Received some) {
    received = () -> some;
    return this;
  }

  FakeHost doctor(Finding... findings) {
    doctor = () -> List.of(findings);
    return this;
  }

  public FakeHost fleet(FleetSource agents) {
    fleet = agents;
    return this;
  }

  public FakeHost profiling(HostProfiling some) {
    profiling = some;
    return this;
  }

  public FakeHost receiver(Supplier<ReceiverReport> report) {
    receiver = report;
    return this;
  }

  public FakeHost forwarding(Forwarding some) {
    forwarding = some;
    return this;
  }

  public FakeHost runs(RunBook book) {
    runs = book;
    return this;
  }

  public Host host() throws SettingsException {
    Folders folders = new Folders(folder, folder.resolve("config"), folder.resolve("state"));
    return new Host(
        telemetry,
        rules,
        receiving,
        received,
        Settings.read(folders, Map.of(), Map.of()),
        folder.resolve("state/window.properties"),
        doctor,
        fleet,
        profiling,
        receiver,
        forwarding,
        null,
        runs);
  }
}
