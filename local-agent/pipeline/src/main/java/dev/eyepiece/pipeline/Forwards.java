package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.OtlpClient;
import dev.eyepiece.telemetry.RecordBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The forwarder: hands what the road passed to the lanes of its endpoints. With none of them
 * nothing is paid but a look at an empty list.
 */
final class Forwards {
  private static final System.Logger LOG = System.getLogger(Forwards.class.getName());
  private static final String FOLDER = "forward";
  private static final int THREADS = 4;

  private final Path dataFolder;
  private final Path folder;
  private final ForwardLane.Setup setup;
  private final Object switching = new Object();

  /** Of the road, each a request that it hands to the lanes that it finds. */
  private final Turns turns = new Turns();

  /** Those that are on. */
  private volatile List<ForwardLane> lanes = List.of();

  /** Whether the road runs, so that nothing of earlier runs is to come. */
  private boolean begun;

  /** All that were told, in that order. */
  private volatile List<ForwardEndpoint> endpoints = List.of();

  /** Queues that no endpoint has. */
  private volatile List<ForwardStray> strays = List.of();

  /** What those that are off held when they were switched off. */
  private volatile Map<String, ForwardStats> off = Map.of();

  Forwards(Path dataFolder, ForwardLane.Setup setup) {
    this.dataFolder = dataFolder;
    folder = folder(dataFolder);
    this.setup = setup;
  }

  static Path folder(Path dataFolder) {
    return dataFolder.resolve(FOLDER);
  }

  /** Clients that share a few threads, which end when there is nothing to do. */
  static ForwardLane.Setup.Clients clients() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "eyepiece-forward-out");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    ExecutorService executor = threads;
    return endpoint -> OtlpClient.of(endpoint.target(), executor);
  }

  /**
   * Has these endpoints and no others from now on. One that stays as it is goes on; one that is
   * changed goes on with what its queue holds; the queue of one that is gone is deleted. Blocks.
   *
   * @param lastId the newest id of the road
   */
  void use(List<ForwardEndpoint> wanted, long lastId) throws InterruptedException {
    if (wanted.stream().map(ForwardEndpoint::name).distinct().count() < wanted.size()) {
      throw new IllegalArgumentException("two endpoints of one name");
    }
    synchronized (switching) {
      List<ForwardLane> next = new ArrayList<>();
      List<ForwardLane> fresh = new ArrayList<>();
      List<ForwardLane> ended = new ArrayList<>(lanes);
      for (ForwardEndpoint endpoint : wanted) {
        if (endpoint.enabled()) {
          ForwardLane same =
              ended.stream().filter(l -> l.endpoint().equals(endpoint)).findFirst().orElse(null);
          if (same == null) {
            same = lane(endpoint, lastId);
            fresh.add(same);
          }
          ended.remove(same);
          next.add(same);
        }
      }
      // From here on the road hands to the new ones, which keep it until they are started.
      lanes = List.copyOf(next);
      turns.awaitThoseUnderWay();
      end(ended);
      for (ForwardEndpoint before : endpoints) {
        if (wanted.stream().noneMatch(now -> now.name().equals(before.name()))) {
          delete(queue(before.name()));
        }
      }
      Map<String, ForwardStats> still = new HashMap<>();
      for (ForwardEndpoint endpoint : wanted) {
        if (!endpoint.enabled()) {
          still.put(endpoint.name(), ForwardLane.off(endpoint, queue(endpoint.name())));
        }
      }
      off = Map.copyOf(still);
      endpoints = List.copyOf(wanted);
      lookForStrays();
      fresh.forEach(lane -> lane.start(!begun));
    }
  }

  /** One that is changed still has to write what came before, so it is no safer than it was. */
  private ForwardLane lane(ForwardEndpoint endpoint, long lastId) {
    long safe =
        lanes.stream()
            .filter(before -> before.endpoint().name().equals(endpoint.name()))
            .mapToLong(ForwardLane::safe)
            .findFirst()
            .orElse(lastId);
    return new ForwardLane(endpoint, queue(endpoint.name()), setup, lastId, safe);
  }

  private void lookForStrays() {
    try {
      strays =
          ForwardStray.find(dataFolder, endpoints.stream().map(ForwardEndpoint::name).toList());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "queues were not looked for: {0}", e.getMessage());
    }
  }

  /** Queues that no endpoint has; as they were when endpoints were last told, or one deleted. */
  List<ForwardStray> strays() {
    return strays;
  }

  /** Deletes a queue that no endpoint has; blocks. */
  void delete(ForwardStray stray) {
    synchronized (switching) {
      if (endpoints.stream().noneMatch(one -> one.name().equals(stray.name()))) {
        delete(queue(stray.name()));
        lookForStrays();
      }
    }
  }

  private Path queue(String name) {
    return folder.resolve(name);
  }

  private static void delete(Path queue) {
    if (!Files.isDirectory(queue)) {
      return;
    }
    try (Stream<Path> files = Files.list(queue)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(queue);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a queue was not deleted: {0}", e.getMessage());
    }
  }

  /** All requests of earlier runs were handed over. Blocks. */
  void begin(long lastId) {
    synchronized (switching) {
      begun = true;
      lanes.forEach(lane -> lane.begin(lastId));
    }
  }

  /** Whether a lane has yet to get a request of an earlier run. */
  boolean wants(long id) {
    for (ForwardLane lane : lanes) {
      if (lane.wants(id)) {
        return true;
      }
    }
    return false;
  }

  /** Hands a request of an earlier run to the lanes that did not get it; waits for room. */
  void replayed(RecordBatch came, RecordBatch ruled, Hops hops) {
    ForwardItem item = item(came, hops);
    for (ForwardLane lane : lanes) {
      if (lane.wants(came.id())) {
        while (!lane.hasRoom(item)) {
          lane.wake();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        lane.offer(item, item(ruled, hops), !ruled.isEmpty());
        lane.wake();
      }
    }
  }

  /** Hands a request over; never waits. For the road's thread. */
  void passed(RecordBatch came, RecordBatch ruled, Hops hops) {
    if (lanes.isEmpty()) {
      return;
    }
    turns.begin();
    try {
      ForwardItem item = item(came, hops);
      ForwardItem changed = item(ruled, hops);
      for (ForwardLane lane : lanes) {
        lane.offer(item, changed, !ruled.isEmpty());
      }
    } finally {
      turns.end();
    }
  }

  private static ForwardItem item(RecordBatch batch, Hops hops) {
    return new ForwardItem(
        batch.signal(), hops, batch.id(), batch.arrivedUnixNano(), batch.bytes(), batch.length());
  }

  /** Has the lanes look for what was handed over. */
  void wake() {
    for (ForwardLane lane : lanes) {
      lane.wake();
    }
  }

  /** Everything up to this id needs no journal for the forwarder. */
  long safe() {
    long safe = Long.MAX_VALUE;
    for (ForwardLane lane : lanes) {
      safe = Math.min(safe, lane.safe());
    }
    return safe;
  }

  /** All endpoints, in the order in which they were told. */
  List<ForwardStats> stats() {
    Map<String, ForwardStats> known = new HashMap<>(off);
    for (ForwardLane lane : lanes) {
      known.put(lane.endpoint().name(), lane.stats());
    }
    return endpoints.stream()
        .flatMap(endpoint -> Stream.ofNullable(known.get(endpoint.name())))
        .toList();
  }

  /** Ends: what was handed over is on disk then. */
  void end() throws InterruptedException {
    synchronized (switching) {
      end(lanes);
    }
  }

  /** All at once, since each may wait for its last answers. */
  private static void end(List<ForwardLane> some) throws InterruptedException {
    some.forEach(ForwardLane::stop);
    for (ForwardLane lane : some) {
      lane.end();
    }
  }
}
