package dev.eyepiece.agent.self;

import dev.eyepiece.agent.AgentConfig;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.Version;
import dev.eyepiece.agent.host.HostPaceSwitch;
import dev.eyepiece.agent.rules.RuleBook;
import dev.eyepiece.agent.rules.RuleSetJson;
import dev.eyepiece.opamp.ClientMemory;
import dev.eyepiece.opamp.ConfigRefusedException;
import dev.eyepiece.opamp.ConfigStatus;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.HealthNode;
import dev.eyepiece.opamp.ManagedAgent;
import dev.eyepiece.pipeline.RoadStats;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * This agent, as its server sees it. A server may change how often host metrics are taken, and have
 * rule sets in force beside the owner's, which it cannot touch. Addresses, folders, caps and
 * secrets are of the machine's owner.
 */
public final class SelfAgent implements ManagedAgent {
  private static final System.Logger LOG = System.getLogger(SelfAgent.class.getName());
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int MOST_RULE_CHARACTERS = 1 << 19;

  private final AgentConfig config;
  private final Supplier<RoadStats> road;
  private final Supplier<String> fleetTrouble;
  private final HostPaceSwitch hostPace;
  private final RuleBook rules;
  private final Instant started;
  private final SelfMemory memory;
  private @Nullable String host;

  private SelfAgent(
      SelfMemory memory,
      AgentConfig config,
      Supplier<RoadStats> road,
      Supplier<String> fleetTrouble,
      HostPaceSwitch hostPace,
      RuleBook rules,
      Instant started) {
    this.memory = memory;
    this.config = config;
    this.road = road;
    this.fleetTrouble = fleetTrouble;
    this.hostPace = hostPace;
    this.rules = rules;
    this.started = started;
  }

  /** Opens what was remembered and lets the config of the server that was in force be so again. */
  public static SelfAgent open(
      Path folder,
      AgentConfig config,
      Supplier<RoadStats> road,
      Supplier<String> fleetTrouble,
      HostPaceSwitch hostPace,
      RuleBook rules,
      Instant started)
      throws IOException {
    SelfMemory memory = SelfMemory.open(folder, started.toEpochMilli());
    SelfAgent self = new SelfAgent(memory, config, road, fleetTrouble, hostPace, rules, started);
    try {
      self.set(memory.applied());
    } catch (ConfigRefusedException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the config that a server gave before is not valid any more: {0}",
          e.getMessage());
      ClientMemory known = memory.memory();
      if (known.status() == ConfigStatus.APPLIED) {
        memory.remember(
            new ClientMemory(
                known.uid(),
                known.configHash(),
                ConfigStatus.FAILED,
                String.valueOf(e.getMessage())));
      }
    }
    return self;
  }

  public ClientMemory memory() {
    return memory.memory();
  }

  @Override
  public Map<String, String> identifying() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("service.name", "eyepiece");
    attributes.put("service.version", Version.text());
    attributes.put("service.instance.id", memory.memory().uid().toString());
    return attributes;
  }

  @Override
  public Map<String, String> nonIdentifying() {
    Map<String, String> attributes = new LinkedHashMap<>();
    String system = System.getProperty("os.name", "");
    attributes.put("os.type", osType(system.toLowerCase(Locale.ROOT)));
    attributes.put("os.description", system + " " + System.getProperty("os.version", ""));
    attributes.put("host.name", host());
    attributes.put("host.arch", arch(System.getProperty("os.arch", "")));
    return attributes;
  }

  private static String osType(String name) {
    return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
  }

  private static String arch(String name) {
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  private String host() {
    String known = host;
    if (known == null) {
      try {
        known = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        known = "localhost";
      }
      host = known;
    }
    return known;
  }

  @Override
  public HealthNode health() {
    RoadStats stats = road.get();
    HealthNode store = node("store", stats.trouble());
    HealthNode fleet = node("fleet", fleetTrouble.get());
    boolean healthy = store.healthy() && fleet.healthy();
    String error = store.healthy() ? fleet.lastError() : store.lastError();
    return new HealthNode(
        "", healthy, healthy ? "ready" : "in trouble", error, nanos(), 0, List.of(fleet, store));
  }

  private HealthNode node(String name, @Nullable String trouble) {
    String error = trouble == null ? "" : trouble;
    return new HealthNode(
        name,
        error.isEmpty(),
        error.isEmpty() ? "ready" : "in trouble",
        error,
        nanos(),
        0,
        List.of());
  }

  private long nanos() {
    return started.getEpochSecond() * SECOND_NANOS + started.getNano();
  }

  @Override
  public List<ConfigText> effectiveConfig() {
    Duration pace = hostPace.pace();
    StringBuilder yaml = new StringBuilder();
    line(yaml, "data", config.dataFolder());
    yaml.append("otlp:\n");
    line(yaml, "  grpc", config.ports().grpc());
    line(yaml, "  http", config.ports().http());
    line(yaml, "api", config.ports().api());
    line(yaml, "durability", config.durability().name().toLowerCase(Locale.ROOT));
    line(yaml, "seal-after", config.sealAfter().toMillis() + "ms");
    line(yaml, "host-metrics", pace == null ? "off" : pace.toMillis() + "ms");
    yaml.append("caps:\n");
    line(yaml, "  store", config.retention().capBytes());
    line(yaml, "  memory", config.caps().storeBytes());
    line(yaml, "  ring", config.caps().ringBytes());
    line(yaml, "  queue", config.caps().queueBytes());
    line(yaml, "  request", config.caps().requestBytes());
    line(yaml, "  answer", config.caps().answerBytes());
    rules(yaml);
    return List.of(new ConfigText("eyepiece.yaml", "text/yaml", yaml.toString()));
  }

  /** The rule sets in force, in the order in which they run. */
  private void rules(StringBuilder yaml) {
    List<RuleSetState> inForce = rules.list().stream().filter(RuleSetState::inForce).toList();
    if (inForce.isEmpty()) {
      return;
    }
    yaml.append("rules:\n");
    long characters = 0;
    for (RuleSetState state : inForce) {
      RuleSetInfo set = state.set();
      characters += set.text().length();
      yaml.append("  ").append(JsonText.write(set.id())).append(":\n");
      line(yaml, "    from", state.fromServer() ? "server" : "owner");
      line(yaml, "    name", set.name());
      line(yaml, "    priority", set.priority());
      line(yaml, "    signals", set.signals().isEmpty() ? "all" : RuleSetJson.signals(set));
      line(yaml, "    error-mode", set.errorMode().name().toLowerCase(Locale.ROOT));
      line(
          yaml,
          "    text",
          characters <= MOST_RULE_CHARACTERS
              ? set.text()
              : "(left out: " + set.text().length() + " characters)");
    }
  }

  /** A text in JSON is one in YAML too. */
  private static void line(StringBuilder yaml, String key, Object value) {
    yaml.append(key).append(": ").append(JsonText.write(value.toString())).append('\n');
  }

  @Override
  public void apply(List<ConfigText> next) throws ConfigRefusedException {
    set(next);
    memory.remember(next);
  }

  private void set(List<ConfigText> next) throws ConfigRefusedException {
    RemoteConfig config = RemoteConfig.read(next);
    try {
      rules.give(config.rules());
    } catch (RuleSetException e) {
      throw new ConfigRefusedException(String.valueOf(e.getMessage()));
    }
    if (config.pace() != null) {
      hostPace.set(config.pace().every(false));
    }
  }

  @Override
  public void remember(ClientMemory next) {
    memory.remember(next);
  }
}
