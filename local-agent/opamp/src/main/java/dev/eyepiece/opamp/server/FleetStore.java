package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.store.Blob;
import dev.eyepiece.opamp.store.Blobs;
import dev.eyepiece.opamp.store.FleetLog;
import dev.eyepiece.opamp.store.SequenceTable;
import dev.eyepiece.opamp.wire.ComponentHealth;
import dev.eyepiece.opamp.wire.RemoteConfigStatus;
import dev.eyepiece.opamp.wire.StoredAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the fleet in a folder. A change is written by a thread of its own, soon after; an agent's
 * number is put only when all that came up to it is written, so that after a crash nothing is taken
 * for known that is lost. What cannot be written is tried again. Safe for use by several threads.
 */
public final class FleetStore implements Keeper, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FleetStore.class.getName());
  private static final String LOG_FILE = "fleet.log";
  private static final String TABLE_FILE = "fleet.seq";
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final Agents agents;
  private final FleetLog log;
  private final SequenceTable table;
  private final Set<AgentState> waiting = new LinkedHashSet<>();
  private final List<InstanceUid> forgotten = new ArrayList<>();
  private final Thread writer;
  private boolean closing;
  private boolean writing;
  private @Nullable IOException trouble;

  private FleetStore(Agents agents, FleetLog log, SequenceTable table) {
    this.agents = agents;
    this.log = log;
    this.table = table;
    this.writer = Thread.ofPlatform().daemon().name("eyepiece-fleet").unstarted(this::write);
  }

  /** Opens a folder and puts what it holds among the agents. */
  public static FleetStore open(Path folder, Agents agents, Blobs blobs) throws IOException {
    Files.createDirectories(folder);
    FleetLog log = FleetLog.open(folder.resolve(LOG_FILE));
    SequenceTable table = SequenceTable.open(folder.resolve(TABLE_FILE));
    FleetStore store = new FleetStore(agents, log, table);
    for (StoredAgent stored : log.takeAgents()) {
      store.restore(stored, blobs);
    }
    log.dropBlobs();
    store.writer.start();
    return store;
  }

  private void restore(StoredAgent stored, Blobs blobs) throws IOException {
    InstanceUid uid = InstanceUid.of(stored.getInstanceUid().toByteArray());
    if (uid == null) {
      throw new IOException("an agent without uid is kept");
    }
    AgentState agent = new AgentState(uid, stored.getFirstSeenUnixMillis());
    SequenceTable.Last last = table.get(uid);
    agent.lastSeen = last == null ? stored.getLastSeenUnixMillis() : last.seenUnixMillis();
    agent.sequence = last == null ? stored.getSequenceNum() : last.sequence();
    agent.sequenceKnown = true;
    agent.complete = stored.getComplete();
    agent.socket = stored.getWebsocket();
    agent.remote = stored.getRemote();
    agent.saidGoodbye = stored.getSaidGoodbye();
    agent.capabilities = stored.getCapabilities();
    agent.description = stored.getDescription();
    agent.facts = Facts.of(Facts.parse(agent.description));
    agent.health = stored.getHealth();
    if (!agent.health.isEmpty()) {
      agent.readHealth(Look.parse(ComponentHealth.parser(), agent.health));
    }
    agent.packages = stored.getPackageStatuses();
    agent.connectionSettings = stored.getConnectionSettingsStatus();
    agent.customCapabilities = List.copyOf(stored.getCustomCapabilitiesList());
    agent.effective = blob(stored.getEffectiveConfigSha256(), blobs);
    agent.components = blob(stored.getComponentsSha256(), blobs);
    agent.componentsHash = stored.getComponentsHash();
    agent.reported = Look.parse(RemoteConfigStatus.parser(), stored.getRemoteConfigStatus());
    agent.reportedAt = stored.getRemoteConfigStatusUnixMillis();
    agent.desired = blob(stored.getDesiredConfigSha256(), blobs);
    agent.desiredAt = stored.getDesiredUnixMillis();
    agent.former =
        stored.getFormerConfigSha256List().stream()
            .map(sha256 -> blob(sha256, blobs))
            .filter(Objects::nonNull)
            .toList();
    agent.history.restore(stored.getHistoryList());
    agents.restore(agent);
  }

  private @Nullable Blob blob(ByteString sha256, Blobs blobs) {
    if (sha256.isEmpty()) {
      return null;
    }
    ByteString bytes = log.blob(sha256);
    // An empty config has no bytes, and its sum is that of none.
    Blob blob = blobs.of(bytes);
    return blob.sha256().equals(sha256) ? blob : null;
  }

  private static StoredAgent stored(AgentState agent, List<Blob> used) {
    StoredAgent.Builder stored =
        StoredAgent.newBuilder()
            .setInstanceUid(ByteString.copyFrom(agent.uid.bytes()))
            .setFirstSeenUnixMillis(agent.firstSeen)
            .setLastSeenUnixMillis(agent.lastSeen)
            .setSequenceNum(agent.sequence)
            .setComplete(agent.complete)
            .setWebsocket(agent.socket)
            .setRemote(agent.remote)
            .setSaidGoodbye(agent.saidGoodbye)
            .setCapabilities(agent.capabilities)
            .setDescription(agent.description)
            .setHealth(agent.health)
            .setPackageStatuses(agent.packages)
            .setConnectionSettingsStatus(agent.connectionSettings)
            .addAllCustomCapabilities(agent.customCapabilities)
            .setComponentsHash(agent.componentsHash)
            .setRemoteConfigStatus(agent.reported.toByteString())
            .setRemoteConfigStatusUnixMillis(agent.reportedAt)
            .setDesiredUnixMillis(agent.desiredAt)
            .addAllHistory(agent.history.stored());
    Blob effective = agent.effective;
    if (effective != null) {
      used.add(effective);
      stored.setEffectiveConfigSha256(effective.sha256());
    }
    Blob components = agent.components;
    if (components != null) {
      used.add(components);
      stored.setComponentsSha256(components.sha256());
    }
    Blob desired = agent.desired;
    if (desired != null) {
      used.add(desired);
      stored.setDesiredConfigSha256(desired.sha256());
    }
    for (Blob former : agent.former) {
      used.add(former);
      stored.addFormerConfigSha256(former.sha256());
    }
    return stored.build();
  }

  @Override
  public void changed(AgentState agent) {
    agent.dirty = true;
    synchronized (waiting) {
      waiting.add(agent);
      waiting.notifyAll();
    }
  }

  @Override
  public void heard(AgentState agent) {
    if (!agent.dirty) {
      put(agent.uid, agent.sequence, agent.lastSeen);
    }
  }

  private void put(InstanceUid uid, long sequence, long seen) {
    try {
      table.put(uid, sequence, seen);
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void forgotten(InstanceUid uid) {
    synchronized (waiting) {
      forgotten.add(uid);
      waiting.notifyAll();
    }
  }

  /** What went wrong with the last write; {@code null} when nothing did. */
  public @Nullable IOException trouble() {
    synchronized (waiting) {
      return trouble;
    }
  }

  private void fail(IOException e) {
    synchronized (waiting) {
      if (trouble == null) {
        LOG.log(System.Logger.Level.WARNING, "the fleet cannot be kept on disk: {0}", e.toString());
      }
      trouble = e;
    }
  }

  private void write() {
    Deque<AgentState> some = new ArrayDeque<>();
    Deque<InstanceUid> gone = new ArrayDeque<>();
    while (take(some, gone)) {
      boolean done = false;
      try {
        write(some, gone);
        done = true;
      } catch (IOException e) {
        fail(e);
      }
      if (!finished(done, some, gone)) {
        return;
      }
    }
  }

  /** Waits for what is to be written; false when the store is closed and all is. */
  private boolean take(Deque<AgentState> some, Deque<InstanceUid> gone) {
    synchronized (waiting) {
      try {
        while (waiting.isEmpty() && forgotten.isEmpty() && !closing) {
          waiting.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      some.addAll(waiting);
      gone.addAll(forgotten);
      waiting.clear();
      forgotten.clear();
      writing = !some.isEmpty() || !gone.isEmpty();
      return writing;
    }
  }

  /**
   * After a write. What was not written is to be written again, a while later.
   *
   * @return whether to go on: a store that is closed tries once
   */
  private boolean finished(boolean done, Deque<AgentState> some, Deque<InstanceUid> gone) {
    synchronized (waiting) {
      if (done) {
        trouble = null;
      }
      waiting.addAll(some);
      forgotten.addAll(gone);
      some.clear();
      gone.clear();
      writing = false;
      waiting.notifyAll();
      long end = System.nanoTime() + RETRY_NANOS;
      try {
        while (!done && !closing && end - System.nanoTime() > 0) {
          TimeUnit.NANOSECONDS.timedWait(waiting, end - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return done || !closing;
    }
  }

  /** Takes off what is written. */
  private void write(Deque<AgentState> some, Deque<InstanceUid> gone) throws IOException {
    while (!gone.isEmpty()) {
      log.forget(gone.element());
      table.remove(gone.element());
      gone.remove();
    }
    while (!some.isEmpty()) {
      write(some.element());
      some.remove();
    }
    if (log.isOutdated()) {
      rewrite();
    }
  }

  private void write(AgentState agent) throws IOException {
    List<Blob> used = new ArrayList<>();
    StoredAgent stored;
    synchronized (agent) {
      if (agents.get(agent.uid) != agent) {
        return;
      }
      stored = stored(agent, used);
    }
    log.append(List.of(stored), used);
    synchronized (agent) {
      if (isWaiting(agent)) {
        // It has changed since: its number now would say that all of that is written.
        put(agent.uid, stored.getSequenceNum(), stored.getLastSeenUnixMillis());
      } else {
        agent.dirty = false;
        put(agent.uid, agent.sequence, agent.lastSeen);
      }
    }
  }

  private boolean isWaiting(AgentState agent) {
    synchronized (waiting) {
      return waiting.contains(agent);
    }
  }

  private void rewrite() throws IOException {
    List<Blob> used = new ArrayList<>();
    List<StoredAgent> all = new ArrayList<>();
    for (AgentState agent : agents.all()) {
      synchronized (agent) {
        all.add(stored(agent, used));
      }
    }
    log.rewrite(all, used);
  }

  /** Waits until all that changed before is written, or cannot be: {@link #trouble} says so. */
  public void flush() throws InterruptedException {
    synchronized (waiting) {
      while (writing || (trouble == null && !(waiting.isEmpty() && forgotten.isEmpty()))) {
        waiting.wait();
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (waiting) {
      closing = true;
      waiting.notifyAll();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
    table.close();
  }
}
