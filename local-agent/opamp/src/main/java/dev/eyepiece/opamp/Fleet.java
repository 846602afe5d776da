package dev.eyepiece.opamp;

import com.google.protobuf.ByteString;
import dev.eyepiece.net.Route;
import dev.eyepiece.net.Upgrade;
import dev.eyepiece.net.UpgradeAnswer;
import dev.eyepiece.net.WebSocketRoute;
import dev.eyepiece.opamp.server.Admission;
import dev.eyepiece.opamp.server.AgentState;
import dev.eyepiece.opamp.server.Agents;
import dev.eyepiece.opamp.server.Desire;
import dev.eyepiece.opamp.server.FleetStore;
import dev.eyepiece.opamp.server.HttpPost;
import dev.eyepiece.opamp.server.Look;
import dev.eyepiece.opamp.server.MessageHandler;
import dev.eyepiece.opamp.server.SocketLink;
import dev.eyepiece.opamp.store.Blob;
import dev.eyepiece.opamp.store.Blobs;
import dev.eyepiece.opamp.wire.AgentConfigMap;
import dev.eyepiece.opamp.wire.AgentConfigObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The agents that report here over OpAMP, and what each is to have. What is known survives a
 * restart. Safe for use by several threads; nothing here waits for an agent.
 */
public final class Fleet implements AutoCloseable {
  /** Where the specification puts it. */
  public static final String PATH = "/v1/opamp";

  private final FleetLimits limits;
  private final InstantSource clock;
  private final Blobs blobs = new Blobs();
  private final Agents agents;
  private final FleetStore store;
  private final MessageHandler handler;
  private final Admission admission;
  private final AtomicLong changes = new AtomicLong();

  private Fleet(Path folder, InstantSource clock, RandomGenerator random, FleetLimits limits)
      throws IOException {
    this.limits = limits;
    this.clock = clock;
    agents = new Agents(limits.maxAgents());
    store = FleetStore.open(folder, agents, blobs);
    handler =
        new MessageHandler(agents, blobs, store, clock, random, limits.maxConfigBytes(), changes);
    admission = new Admission(limits.connectsPerSecond(), limits.connectBurst(), clock, random);
  }

  /**
   * Opens the fleet of a folder.
   *
   * @param folder made when it is not there; for this fleet alone
   * @throws IOException when the folder cannot be used or what it holds is of another kind
   */
  public static Fleet open(Path folder, InstantSource clock, FleetLimits limits)
      throws IOException {
    return new Fleet(folder, clock, new SecureRandom(), limits);
  }

  /** What to put on a port for agents that poll. */
  public List<Route> routes() {
    return List.of(new Route("POST", PATH, false, exchange -> HttpPost.handle(exchange, handler)));
  }

  /** What to put on a port for agents that stay connected. */
  public List<WebSocketRoute> webSockets() {
    return List.of(new WebSocketRoute(PATH, this::upgrade));
  }

  private UpgradeAnswer upgrade(Upgrade request) {
    int seconds = admission.ask();
    return seconds == 0
        ? new UpgradeAnswer.Accept(peer -> new SocketLink(peer, handler))
        : new UpgradeAnswer.Refuse(
            503,
            "too many agents connect at once; come again in " + seconds + " s",
            Map.of("Retry-After", Integer.toString(seconds)));
  }

  /** Goes up whenever something changed that is shown; presence changes by time alone too. */
  public long changes() {
    return changes.get();
  }

  public int size() {
    return agents.size();
  }

  /** A line about each agent, in the order of their uids. */
  public List<AgentSummary> agents() {
    long now = clock.millis();
    List<AgentSummary> all = new ArrayList<>(agents.size());
    for (AgentState agent : agents.all()) {
      all.add(Look.summary(agent, now));
    }
    all.sort(Comparator.comparing(AgentSummary::uid));
    return all;
  }

  /** All about an agent; {@code null} when it is not known. */
  public @Nullable AgentDetails agent(InstanceUid uid) {
    AgentState agent = agents.get(uid);
    return agent == null ? null : Look.details(agent, clock.millis());
  }

  /**
   * Lets an agent have a config: at once when it is connected, else when it comes next.
   *
   * @param config its entries, by different names
   * @throws FleetException when there is no such agent, it takes no configs, or this is none
   */
  public ConfigPush push(InstanceUid uid, List<ConfigText> config) throws FleetException {
    return push(uid, blob(config));
  }

  private Blob blob(List<ConfigText> config) throws FleetException {
    AgentConfigMap.Builder map = AgentConfigMap.newBuilder();
    long bytes = 0;
    for (ConfigText text : config) {
      ByteString body = ByteString.copyFrom(text.bytes());
      bytes += body.size();
      if (map.containsConfigMap(text.name())) {
        throw FleetException.of("the config has two entries of the name '" + text.name() + "'");
      }
      map.putConfigMap(
          text.name(),
          AgentConfigObject.newBuilder().setBody(body).setContentType(text.contentType()).build());
    }
    if (config.isEmpty() || bytes == 0) {
      // An empty one stops collectors, which report that they applied it.
      throw FleetException.of(
          "the config is empty, which would stop the agent; expected some text");
    }
    if (bytes > limits.maxConfigBytes()) {
      throw FleetException.of(
          "the config has " + bytes + " bytes; at most " + limits.maxConfigBytes() + " are sent");
    }
    return blobs.of(Blobs.canonical(map.build()));
  }

  private ConfigPush push(InstanceUid uid, Blob config) throws FleetException {
    AgentState agent = known(uid);
    boolean offered = Desire.set(agent, config, handler, store, clock.millis());
    changes.incrementAndGet();
    return new ConfigPush(uid, Look.hex(config.sha256()), offered);
  }

  /**
   * Lets an agent have the config again that it applied before the one it is to have.
   *
   * @throws FleetException when there is no such agent, or no such config
   */
  public ConfigPush rollback(InstanceUid uid) throws FleetException {
    return push(uid, Desire.before(known(uid)));
  }

  /**
   * Tells an agent to restart: at once when it is connected, else when it comes next.
   *
   * @throws FleetException when there is no such agent, or it does not take that command
   */
  public void restart(InstanceUid uid) throws FleetException {
    Desire.restart(known(uid), handler);
  }

  /**
   * Forgets an agent that is not live; when it comes again it is a new one.
   *
   * @throws FleetException when there is no such agent, or it is live
   */
  public void forget(InstanceUid uid) throws FleetException {
    AgentState agent = known(uid);
    if (Look.summary(agent, clock.millis()).presence().isLive()) {
      throw FleetException.of("agent " + uid + " is live; only one that is gone can be forgotten");
    }
    agents.remove(uid);
    store.forgotten(uid);
    changes.incrementAndGet();
  }

  private AgentState known(InstanceUid uid) throws FleetException {
    AgentState agent = agents.get(uid);
    if (agent == null) {
      throw FleetException.unknown(uid);
    }
    return agent;
  }

  /** What went wrong with keeping the fleet on disk, empty when nothing did. */
  public String trouble() {
    IOException trouble = store.trouble();
    return trouble == null ? "" : String.valueOf(trouble.getMessage());
  }

  /** Waits until all that has changed is on disk. */
  public void flush() throws InterruptedException {
    store.flush();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
