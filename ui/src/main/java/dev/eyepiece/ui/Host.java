package dev.eyepiece.ui;

import dev.eyepiece.agent.Doctor;
import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.Forwarding;
import dev.eyepiece.agent.HostProfiling;
import dev.eyepiece.agent.LocalAgent;
import dev.eyepiece.agent.ReceiverReport;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.agent.RunBook;
import dev.eyepiece.agent.SessionBundles;
import dev.eyepiece.agent.Settings;
import dev.eyepiece.otlp.ReceiverCounts;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.ui.fleet.FleetSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the window needs of the program around it.
 *
 * @param rules those of the agent; never asked on the FX thread
 * @param received what came to the ports; never blocks
 * @param settings in force, with where each comes from
 * @param remembered the file that keeps what the window remembers; need not be there
 * @param doctor looks at what works on this machine; blocks for less than a second
 * @param fleet the agents that report over OpAMP
 * @param profiling starts and stops profiles of this host; null where there is none
 * @param receiver its ports and who sends to them; quick, from any thread
 * @param forwarding who gets what comes too
 * @param bundles saves what is held and takes in what others saved; null where that cannot be
 * @param runs what is known of runs beside their telemetry; null where nothing can be noted
 */
public record Host(
    Telemetry telemetry,
    RuleSets rules,
    Receiving receiving,
    Supplier<Received> received,
    Settings settings,
    Path remembered,
    Supplier<List<Finding>> doctor,
    FleetSource fleet,
    @Nullable HostProfiling profiling,
    Supplier<ReceiverReport> receiver,
    Forwarding forwarding,
    @Nullable SessionBundles bundles,
    @Nullable RunBook runs) {

  /** The window over an agent of this process. */
  public static Host of(LocalAgent agent, Settings settings, Map<String, String> environment) {
    return of(agent, settings, environment, WindowViews.file(agent.config().stateFolder()));
  }

  /**
   * The same.
   *
   * @param remembered the file where the window remembers
   */
  public static Host of(
      LocalAgent agent, Settings settings, Map<String, String> environment, Path remembered) {
    ReceiverCounts counts = agent.receiver();
    Receiving receiving =
        new Receiving(
            agent.endpoints().otlpGrpc().toString(),
            agent.endpoints().otlpHttp().toString(),
            agent.endpoints().api().toString(),
            agent.config().dataFolder().toString());
    return new Host(
        agent.telemetry(),
        agent.rules(),
        receiving,
        () -> Received.of(counts),
        settings,
        remembered,
        () -> new Doctor(agent.config(), environment, Instant.now()).look(),
        FleetSource.of(
            agent.fleet(),
            agent.endpoints().opamp() == null ? "" : String.valueOf(agent.endpoints().opamp()),
            agent.fleetTrouble()),
        agent.profiling(),
        agent::receiverReport,
        agent.forwarding(),
        agent.bundles(),
        new RunBook(agent.config().dataFolder()));
  }
}
