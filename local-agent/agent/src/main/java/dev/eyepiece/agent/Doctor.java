package dev.eyepiece.agent;

import dev.eyepiece.agent.doctor.ProcFile;
import dev.eyepiece.agent.folder.FolderLock;
import dev.eyepiece.agent.folder.Token;
import dev.eyepiece.agent.forward.ForwardFinding;
import dev.eyepiece.net.PortOwner;
import dev.eyepiece.pipeline.ForwardStray;
import dev.eyepiece.profiler.ProfilerRights;
import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what this program needs of the machine. Changes nothing on it, and binds each port only
 * for the moment of the look.
 */
public final class Doctor {
  private static final long DISK_FLOOR = 1_000_000_000L;
  private static final Path PROC = Path.of("/proc");

  private final AgentConfig config;
  private final Map<String, String> environment;
  private final Instant now;

  public Doctor(AgentConfig config, Map<String, String> environment, Instant now) {
    this.config = config;
    this.environment = environment;
    this.now = now;
  }

  /**
   * Looks at everything; takes well under a second, and two more when an endpoint that is forwarded
   * to does not answer.
   */
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    Owner owner = owner();
    findings.add(folder(owner));
    findings.add(disk());
    findings.add(port("OTLP/gRPC port", config.ports().grpc(), owner));
    findings.add(port("OTLP/HTTP port", config.ports().http(), owner));
    findings.add(port("API port", config.ports().api(), owner));
    HostPort fleet = config.opamp().address();
    if (fleet != null) {
      findings.add(port("OpAMP port", fleet, owner));
    }
    findings.addAll(forwarding());
    findings.addAll(strays());
    findings.addAll(loops());
    ClickHouseConfig store = config.store();
    if (store != null) {
      findings.add(store(store));
    }
    findings.add(display());
    findings.add(MemoryFinding.of(PROC));
    findings.add(clock());
    findings.addAll(kernel());
    return findings;
  }

  /**
   * What the agent that owns the data folder says of its receiver; the keys are those of {@link
   * ReceiverJson#of}. Empty when no agent owns it, or the one that does gives no answer.
   */
  public Map<String, @Nullable Object> receiver() {
    return ask(ApiClient::receiver);
  }

  private interface Question {
    Map<String, @Nullable Object> ask(ApiClient agent) throws QueryException;
  }

  private Map<String, @Nullable Object> ask(Question question) {
    Owner owner = owner();
    if (owner == null) {
      return Map.of();
    }
    try (ApiClient agent = new ApiClient(owner.api(), Token.ofFolder(config.dataFolder()))) {
      return question.ask(agent);
    } catch (QueryException | IOException e) {
      // The findings on ports say what is wrong with that agent.
      return Map.of();
    }
  }

  private static Finding java() {
    int feature = Runtime.version().feature();
    String what =
        "Java " + Runtime.version() + " in " + System.getProperty("java.home", "an unknown folder");
    return feature >= 25
        ? Finding.ok("Java", what)
        : Finding.failure("Java", what, "run it on a JDK of version 25 or later");
  }

  private @Nullable Owner owner() {
    return FolderLock.owner(config.dataFolder());
  }

  private Finding folder(@Nullable Owner owner) {
    Path folder = config.dataFolder();
    if (owner != null) {
      return Finding.ok(
          "data folder",
          folder + " is owned by the agent " + owner.pid() + " (API " + owner.api() + ")");
    }
    Path there = existing(folder);
    if (!Files.isDirectory(there)) {
      return Finding.failure(
          "data folder", there + " is not a folder", "move it away or take another with --data");
    }
    if (!Files.isWritable(there) || !Files.isExecutable(there)) {
      return Finding.failure(
          "data folder",
          there + " cannot be written by this user",
          "change its owner or take another folder with --data");
    }
    return Finding.ok(
        "data folder",
        folder + (there.equals(folder) ? " is writable, no agent owns it" : " can be created"));
  }

  private Finding disk() {
    // Not by its FileStore, which is not found where the mount point is hidden, as in a chroot.
    long free = existing(config.dataFolder()).toFile().getUsableSpace();
    String what = gigabytes(free) + " free, the store may grow to " + gigabytes(cap());
    if (free < DISK_FLOOR) {
      return Finding.failure("disk", what, "free at least 1 GB or take another --data");
    }
    return free < cap()
        ? Finding.warning("disk", what, "free some, or set caps.store lower")
        : Finding.ok("disk", what);
  }

  private long cap() {
    return config.retention().capBytes();
  }

  /** Changes nothing there: what is to be made or written is the agent's. */
  private static Finding store(ClickHouseConfig store) {
    try (TelemetryStore open =
        ClickHouse.open(store.writing(ClickHouseConfig.Access.READ, "", ""))) {
      return Finding.ok("store", store.title() + ": " + String.join(" ", open.limits()));
    } catch (StoreException e) {
      return Finding.failure(
          "store", String.valueOf(e.getMessage()), "put that right, or start without --store");
    }
  }

  /** All at once, since one that does not answer takes its time. */
  private List<Finding> forwarding() {
    List<HostPort> own = config.ports().otlp();
    return config.forward().endpoints().parallelStream()
        .map(endpoint -> ForwardFinding.of(endpoint, config.forward(), own, config.dataFolder()))
        .toList();
  }

  /** Queues that no endpoint of the settings has. */
  private List<Finding> strays() {
    List<String> names = config.forward().endpoints().stream().map(ForwardInfo::name).toList();
    try {
      return ForwardStray.find(config.dataFolder(), names).stream()
          .map(ForwardFinding::stray)
          .toList();
    } catch (IOException e) {
      return List.of(
          Finding.warning(
              "forward",
              "the queues in the data folder cannot be listed: " + e.getMessage(),
              "look at the rights of its folder forward"));
    }
  }

  /** What the agent that owns the folder saw go in a circle; nothing when none answers. */
  private List<Finding> loops() {
    List<Finding> loops = new ArrayList<>();
    if (ask(ApiClient::forwarding).get("findings") instanceof List<?> findings) {
      for (Object one : findings) {
        if (one instanceof Map<?, ?> finding && ForwardFinding.LOOP.equals(finding.get("topic"))) {
          loops.add(
              Finding.warning(
                  ForwardFinding.LOOP,
                  String.valueOf(finding.get("what")),
                  String.valueOf(finding.get("todo"))));
        }
      }
    }
    return loops;
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private static Path existing(Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private Finding port(String topic, HostPort address, @Nullable Owner owner) {
    try {
      for (InetSocketAddress at :
          new dev.eyepiece.net.HostPort(address.host(), address.port()).listening()) {
        try (ServerSocket socket = new ServerSocket()) {
          socket.bind(at);
        }
      }
      return Finding.ok(topic, address + " is free");
    } catch (IOException e) {
      Optional<String> holder = PortOwner.find(address.port());
      if (holder.isPresent()
          && owner != null
          && holder.get().endsWith("(pid " + owner.pid() + ")")) {
        return Finding.ok(topic, address + " is held by the agent that owns the data folder");
      }
      return Finding.failure(
          topic,
          address
              + " is taken"
              + holder.map(who -> " by " + who).orElse("")
              + ": "
              + e.getMessage(),
          holder.map(who -> "stop " + who + ", or take another port").orElse("take another port"));
    }
  }

  private Finding display() {
    for (String variable : List.of("WAYLAND_DISPLAY", "DISPLAY")) {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        return Finding.ok("display", variable + "=" + value);
      }
    }
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.startsWith("linux")
        ? Finding.warning(
            "display",
            "neither DISPLAY nor WAYLAND_DISPLAY is set: no window here",
            "use 'eyepiece serve' and 'eyepiece query', or log in with a desktop")
        : Finding.ok("display", "the desktop of " + system);
  }

  /** Telemetry is shown by its own times, so a clock that is far off hides it. */
  private Finding clock() {
    Instant built = Instant.parse("2026-01-01T00:00:00Z");
    return now.isBefore(built) || Duration.between(built, now).toDays() > 36_525
        ? Finding.warning("clock", "this machine thinks it is " + now, "set the clock")
        : Finding.ok("clock", now.toString());
  }

  /** What of this host a profile would see. */
  private static Finding profiling(ProfilerRights rights) {
    String machine = rights.machineLacks();
    if (machine != null) {
      return Finding.info("profiling", machine);
    }
    String lacks = rights.wholeHostLacks();
    if (lacks != null) {
      return Finding.info(
          "profiling", (rights.paranoid() <= 2 ? "own processes alone: " : "nothing: ") + lacks);
    }
    List<String> useful = rights.usefulCapabilities();
    return Finding.ok(
        "profiling",
        "the whole host" + (useful.isEmpty() ? "" : ", without " + String.join(" and ", useful)));
  }

  private static List<Finding> kernel() {
    if (!Files.isDirectory(PROC.resolve("sys/kernel"))) {
      return List.of();
    }
    String release = ProcFile.text(PROC.resolve("sys/kernel/osrelease")).orElse("unknown");
    boolean btf = Files.exists(Path.of("/sys/kernel/btf/vmlinux"));
    String paranoid =
        ProcFile.text(PROC.resolve("sys/kernel/perf_event_paranoid")).orElse("unknown");
    String unprivileged =
        ProcFile.text(PROC.resolve("sys/kernel/unprivileged_bpf_disabled")).orElse("unknown");
    ProfilerRights rights = ProfilerRights.look();
    return List.of(
        Finding.info("kernel", "Linux " + release + (btf ? " with BTF" : " without BTF")),
        Finding.info(
            "profiling rights",
            "perf_event_paranoid "
                + paranoid
                + ", unprivileged_bpf_disabled "
                + unprivileged
                + ", capabilities "
                + Long.toHexString(rights.capabilities())),
        profiling(rights));
  }
}
