package dev.eyepiece.opamp;

import dev.eyepiece.opamp.simulate.SimulatedAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fleet of agents that are not there, each with a WebSocket of its own. For one thread; the
 * agents have their own.
 */
public final class FleetSimulator implements AutoCloseable {
  /** So many agents are connecting at the same time. */
  private static final int AT_ONCE = 500;

  private static final int TRIES = 5;

  private final URI server;
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final AtomicInteger askedForAll = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * How a storm went.
   *
   * @param answered agents that the server answered
   * @param refused attempts that failed
   * @param askedForAll how often the server asked for a full state
   * @param took from the first connection to the last answer
   */
  public record Figures(int answered, int refused, int askedForAll, Duration took) {}

  /**
   * @param server of scheme ws or wss
   * @param count how many agents
   * @param seed of their uids: the same seed gives the same agents
   */
  public FleetSimulator(URI server, int count, long seed) {
    this.server = server;
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      agents.add(new SimulatedAgent(i, InstanceUid.next(seed, random), askedForAll));
    }
  }

  /** Lets all agents connect, at first or again, and waits until each is answered. */
  public Figures connect() throws InterruptedException {
    int askedBefore = askedForAll.get();
    long begin = System.nanoTime();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    List<SimulatedAgent> left = agents;
    for (int attempt = 0; attempt < TRIES && !left.isEmpty(); attempt++) {
      left = round(left, answered, refused);
    }
    return new Figures(
        answered.get(),
        refused.get(),
        askedForAll.get() - askedBefore,
        Duration.ofNanos(System.nanoTime() - begin));
  }

  private List<SimulatedAgent> round(
      List<SimulatedAgent> some, AtomicInteger answered, AtomicInteger refused)
      throws InterruptedException {
    List<SimulatedAgent> failed = new ArrayList<>();
    Semaphore places = new Semaphore(AT_ONCE);
    for (SimulatedAgent agent : some) {
      places.acquire();
      var _ =
          agent
              .connect(http, server)
              .orTimeout(1, TimeUnit.MINUTES)
              .whenComplete((done, failure) -> {
                if (failure == null) {
                  answered.incrementAndGet();
                } else {
                  refused.incrementAndGet();
                  synchronized (failed) {
                    failed.add(agent);
                  }
                }
                places.release();
              });
    }
    places.acquire(AT_ONCE);
    synchronized (failed) {
      return List.copyOf(failed);
    }
  }

  /** Cuts every connection without a word. */
  public void cut() {
    agents.forEach(SimulatedAgent::cut);
  }

  /** Lets every agent say that it is there. */
  public void heartbeat() {
    agents.forEach(SimulatedAgent::heartbeat);
  }

  @Override
  public void close() {
    cut();
    http.shutdownNow();
  }
}
