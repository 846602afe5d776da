package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.OtlpClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one endpoint: a thread of its own that queues on disk what the road hands over, and
 * sends what is queued. A receiver or a disk that stalls stops this lane and nothing else.
 */
final class ForwardLane implements Runnable {
  private static final System.Logger LOG = System.getLogger(ForwardLane.class.getName());
  private static final long INBOX_BYTES = 64L << 20;

  private static final long FORCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LAST_ANSWERS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ForwardEndpoint endpoint;
  private final Path folder;
  private final Setup setup;
  private final ForwardInbox inbox;
  private final ForwardCounters counters = new ForwardCounters();
  private final Thread thread;
  private final @Nullable ForwardFilter filter;
  private @Nullable ForwardQueue queue;
  private @Nullable LaneIntake intake;
  private @Nullable ForwardSender sender;
  private @Nullable OtlpClient client;
  private volatile boolean ending;
  private volatile boolean resting;
  private volatile long safe;

  /** No request of an earlier run is to come any more. */
  private volatile boolean begun;

  private boolean isNew;
  private long lastForce;
  private long lastTry;

  /**
   * What lanes share.
   *
   * @param agentId by which what they send is known when it comes back
   * @param floorBytes free disk below which no queue grows
   * @param clients makes a client of an endpoint
   */
  record Setup(
      String agentId,
      Machine machine,
      LongSupplier unixNanos,
      long floorBytes,
      Backoff backoff,
      Clients clients) {

    /** Makes a client of an endpoint. */
    interface Clients {
      OtlpClient of(ForwardEndpoint endpoint) throws IOException;
    }
  }

  /**
   * @param folder of its queue
   * @param seen the newest id of the road
   * @param safe everything up to this id needs no journal until it is started
   */
  ForwardLane(ForwardEndpoint endpoint, Path folder, Setup setup, long seen, long safe) {
    this.endpoint = endpoint;
    this.folder = folder;
    this.setup = setup;
    inbox = new ForwardInbox(INBOX_BYTES, seen);
    this.safe = safe;
    filter = ForwardFilter.of(endpoint.where());
    thread = new Thread(this, "eyepiece-forward-" + endpoint.name());
    thread.setDaemon(true);
  }

  ForwardEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Opens the queue and starts; what cannot be opened is said by {@link #stats}. Blocks.
   *
   * @param replaying requests of earlier runs are to come, until {@link #begin}
   */
  void start(boolean replaying) {
    try {
      ForwardQueue opened = openQueue();
      isNew = opened.cursor() < 0;
      inbox.begin(opened.cursor());
      safe = opened.forcedCursor();
      use(opened);
    } catch (IOException e) {
      fail(e);
    }
    begun = !replaying;
    if (!replaying) {
      mark(inbox.seen());
    }
    if (!replaying || !isNew) {
      thread.start();
    }
  }

  private ForwardQueue openQueue() throws IOException {
    return ForwardQueue.open(
        folder,
        endpoint.queueCapBytes(),
        setup.machine().files(),
        setup.machine().freeBytes(),
        setup.floorBytes());
  }

  private void use(ForwardQueue opened) {
    queue = opened;
    counters.queue = opened.trouble();
    intake = new LaneIntake(inbox, opened, filter, counters, setup.machine().nanoTime());
    counters.held = opened.held();
  }

  private void fail(IOException e) {
    counters.failed = "its queue in " + folder + " cannot be opened: " + e.getMessage();
    safe = Long.MAX_VALUE;
  }

  /** There is no request of an earlier run any more; before the road begins. Blocks. */
  void begin(long lastId) {
    inbox.begin(lastId);
    begun = true;
    if (isNew) {
      mark(lastId);
      thread.start();
    }
    wake();
  }

  /**
   * Has the disk know that what comes after this id is for the queue, also when the process ends
   * before there is anything in it. Before the thread starts.
   */
  private void mark(long id) {
    ForwardQueue open = queue;
    if (open != null) {
      try {
        open.mark(id);
      } catch (IOException e) {
        counters.queue = "its queue cannot be written: " + e.getMessage();
      }
      safe = open.cursor();
    }
  }

  /** What it says of itself while it is off. */
  static ForwardStats off(ForwardEndpoint endpoint, Path folder) {
    ForwardCounters counters = new ForwardCounters();
    try {
      counters.held = QueueContent.look(folder);
    } catch (IOException e) {
      counters.queue = "its queue in " + folder + " cannot be read: " + e.getMessage();
    }
    return counters.stats(endpoint);
  }

  /** Whether it has yet to get a request of an earlier run, once started and before the road is. */
  boolean wants(long id) {
    ForwardQueue known = queue;
    return known != null && !isNew && id > Math.max(safe, inbox.seen());
  }

  /** Hands over a request; never waits. */
  void offer(ForwardItem came, ForwardItem ruled, boolean anyLeft) {
    boolean raw = endpoint.form() == ForwardEndpoint.Form.RAW;
    ForwardItem item = raw ? came : ruled;
    boolean goes = endpoint.signals().contains(item.signal()) && (raw || anyLeft);
    inbox.put(goes ? item : null, came.id());
  }

  /** Whether {@link #offer} would find room. */
  boolean hasRoom(ForwardItem item) {
    return inbox.hasRoom(item);
  }

  /** Everything up to this id needs no journal for this lane. */
  long safe() {
    return safe;
  }

  /** Has it look for what was handed over. */
  void wake() {
    if (resting) {
      LockSupport.unpark(thread);
    }
  }

  ForwardStats stats() {
    return counters.stats(endpoint);
  }

  @Override
  public void run() {
    while (!ending) {
      try {
        work();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.ERROR, "forwarding to " + endpoint.name() + " met a defect", e);
        counters.queue = "forwarding met a defect: " + e;
        LockSupport.parkNanos(this, IDLE_NANOS);
      }
    }
    finish();
  }

  private void work() {
    ForwardQueue open = queue;
    if (open == null) {
      safe = Long.MAX_VALUE;
      loseWhatCame();
      if (!begun || !openLate()) {
        rest(IDLE_NANOS);
      }
      return;
    }
    boolean worked = takeIn();
    boolean failed = false;
    try {
      ForwardSender ready = sender(open);
      if (ready != null) {
        worked |= ready.takeAnswers();
        worked |= ready.sendOne();
      }
    } catch (IOException e) {
      failed = true;
      counters.queue = "its queue cannot be read or written: " + e.getMessage();
    }
    force(open, false);
    counters.held = open.held();
    if (failed || !worked) {
      ForwardSender ready = sender;
      rest(failed || ready == null ? IDLE_NANOS : ready.patience(restNanos(open)));
    }
  }

  private void loseWhatCame() {
    ForwardHeld before = counters.held;
    List<ForwardItem> lost = inbox.take(Long.MAX_VALUE);
    long bytes = lost.stream().mapToLong(ForwardItem::length).sum();
    counters.held =
        new ForwardHeld(0, 0, 0, before.lostRequests() + lost.size(), before.lostBytes() + bytes);
  }

  /** Tries again to open the queue; what came meanwhile is in it as lost. */
  private boolean openLate() {
    long now = setup.machine().nanoTime().getAsLong();
    if (now - lastTry < IDLE_NANOS) {
      return false;
    }
    lastTry = now;
    try {
      ForwardQueue opened = openQueue();
      long seen = inbox.seen();
      loseWhatCame();
      opened.lost(counters.held.lostRequests(), counters.held.lostBytes());
      opened.mark(seen);
      use(opened);
      counters.failed = "";
      safe = opened.cursor();
      return true;
    } catch (IOException e) {
      fail(e);
      return false;
    }
  }

  private long restNanos(ForwardQueue open) {
    return open.forcedCursor() < inbox.seen() ? FORCE_NANOS : IDLE_NANOS;
  }

  /** A file of its TLS may come to be there: it is tried again each time. */
  private @Nullable ForwardSender sender(ForwardQueue open) {
    ForwardSender known = sender;
    long now = setup.machine().nanoTime().getAsLong();
    if (known != null || (!counters.failed.isEmpty() && now - lastTry < IDLE_NANOS)) {
      return known;
    }
    lastTry = now;
    try {
      OtlpClient made = setup.clients().of(endpoint);
      client = made;
      counters.failed = "";
      ForwardSender ready =
          new ForwardSender(
              endpoint,
              setup.agentId(),
              open,
              made,
              counters,
              setup.backoff(),
              setup.machine().nanoTime(),
              setup.unixNanos(),
              this::wake);
      sender = ready;
      return ready;
    } catch (IOException e) {
      counters.failed = String.valueOf(e.getMessage());
      return null;
    }
  }

  private boolean takeIn() {
    LaneIntake known = intake;
    return known != null && known.take();
  }

  private void force(ForwardQueue open, boolean now) {
    long time = setup.machine().nanoTime().getAsLong();
    if (!now && (time - lastForce < FORCE_NANOS || open.forcedCursor() >= open.cursor())) {
      return;
    }
    lastForce = time;
    try {
      open.force();
    } catch (IOException e) {
      counters.queue = "its queue cannot be forced to disk: " + e.getMessage();
    }
    // Whatever became of it: a disk that fails must not make the journal grow for ever.
    safe = open.cursor();
  }

  private void rest(long nanos) {
    resting = true;
    ForwardSender ready = sender;
    if (inbox.isEmpty() && !ending && (ready == null || !ready.hasAnswers())) {
      LockSupport.parkNanos(this, nanos);
    }
    resting = false;
  }

  /** Answers that are about to come would else be asked for again by the next run. */
  private void awaitAnswers() {
    ForwardSender ready = sender;
    long start = setup.machine().nanoTime().getAsLong();
    try {
      while (ready != null
          && !ready.isIdle()
          && setup.machine().nanoTime().getAsLong() - start < LAST_ANSWERS_NANOS) {
        ready.takeAnswers();
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "last answers were not noted: {0}", e.getMessage());
    }
  }

  private void finish() {
    awaitAnswers();
    OtlpClient open = client;
    if (open != null) {
      open.close();
    }
    ForwardQueue held = queue;
    if (held == null) {
      return;
    }
    takeIn();
    force(held, true);
    counters.held = held.held();
    try {
      held.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the queue of " + endpoint.name() + " was not ended", e);
    }
  }

  /** Has it end soon. */
  void stop() {
    ending = true;
    LockSupport.unpark(thread);
  }

  /** Ends it: what was handed over is on disk then. */
  void end() throws InterruptedException {
    stop();
    thread.join();
  }
}
