package dev.eyepiece.opamp.client;

import dev.eyepiece.opamp.ClientMemory;
import dev.eyepiece.opamp.ManagedAgent;
import dev.eyepiece.opamp.OpampClient;
import dev.eyepiece.opamp.wire.ServerErrorResponse;
import dev.eyepiece.opamp.wire.ServerErrorResponseType;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connects, talks, and connects again; on a virtual thread of its own. */
public final class ClientLoop implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ClientLoop.class.getName());
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
  private static final double GROWTH = 1.5;
  private static final long CLOSE_SECONDS = 3;

  private final URI server;
  private final OpampClient.Pace pace;
  private final InstantSource clock;
  private final ClientLogic logic;
  private final HttpClient http;
  private final Thread thread;
  private final Semaphore stop = new Semaphore(0);
  private volatile boolean closing;
  private volatile @Nullable Wire wire;
  private volatile OpampClient.State state = new OpampClient.State(false, "");
  private int attempts;

  public ClientLoop(
      URI server,
      ManagedAgent agent,
      ClientMemory memory,
      OpampClient.Pace pace,
      InstantSource clock) {
    this.server = server;
    this.pace = pace;
    this.clock = clock;
    this.logic = new ClientLogic(agent, memory);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    this.thread = Thread.ofVirtual().name("opamp-client").unstarted(this::run);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  public OpampClient.State state() {
    return state;
  }

  /** Looks for news now. */
  public void changed() {
    Wire open = wire;
    if (open != null) {
      open.wake();
    }
  }

  private boolean isSocket() {
    return server.getScheme().toLowerCase(Locale.ROOT).startsWith("ws");
  }

  private void run() {
    try {
      while (!closing) {
        Duration wait = session();
        if (!closing && stop.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      http.shutdownNow();
    }
  }

  /** One connection, from its beginning to its end; says how long to wait for the next. */
  private Duration session() throws InterruptedException {
    try (Wire open = open()) {
      wire = open;
      talk(open);
      return Duration.ZERO;
    } catch (Wire.RetryLaterException e) {
      lost(e);
      attempts++;
      return spread(e.after());
    } catch (IOException e) {
      lost(e);
      return backoff();
    } finally {
      wire = null;
    }
  }

  private Wire open() throws IOException, InterruptedException {
    return isSocket()
        ? SocketWire.open(http, server, pace.headers(), clock)
        : new HttpWire(http, server, pace.headers(), clock);
  }

  private void lost(IOException why) {
    String words = String.valueOf(why.getMessage());
    if (state.connected() || !words.equals(state.trouble())) {
      LOG.log(System.Logger.Level.WARNING, "OpAMP: {0}", words);
    }
    state = new OpampClient.State(false, words);
  }

  private Duration backoff() {
    double factor = Math.pow(GROWTH, Math.min(attempts, 30));
    attempts++;
    double wanted = pace.firstRetry().toNanos() * factor;
    long nanos = (long) Math.min((double) LONGEST_RETRY.toNanos(), wanted);
    return spread(Duration.ofNanos(nanos));
  }

  /** So that many clients of one server do not come back at the same moment. */
  private static Duration spread(Duration time) {
    double share = 0.5 + ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (time.toNanos() * share));
  }

  private void talk(Wire open) throws IOException, InterruptedException {
    open.send(logic.full());
    long spoke = System.nanoTime();
    while (!closing) {
      ServerToAgent message = open.take(pace.look());
      if (closing) {
        break;
      }
      ClientLogic.Then then = ClientLogic.Then.NOTHING;
      if (message != null) {
        refuse(message);
        attempts = 0;
        state = new OpampClient.State(true, "");
        then = logic.take(message, () -> report(open));
      }
      boolean due = System.nanoTime() - spoke >= pace.heartbeat().toNanos();
      if (then == ClientLogic.Then.FULL_STATE) {
        open.send(logic.full());
        spoke = System.nanoTime();
      } else if (then == ClientLogic.Then.NEWS || due || logic.hasNews()) {
        open.send(logic.next());
        spoke = System.nanoTime();
      }
    }
    open.send(logic.goodbye());
  }

  /** Says that a config is being applied; over HTTP the answer would be mixed up with this one. */
  private void report(Wire open) {
    if (isSocket()) {
      try {
        open.send(logic.next());
      } catch (IOException gone) {
        LOG.log(System.Logger.Level.DEBUG, "the end of the connection is seen by who reads", gone);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void refuse(ServerToAgent message) throws IOException {
    if (!message.hasErrorResponse()) {
      return;
    }
    ServerErrorResponse error = message.getErrorResponse();
    if (error.getType() == ServerErrorResponseType.ServerErrorResponseType_Unavailable) {
      Duration after =
          error.hasRetryInfo()
              ? Duration.ofNanos(error.getRetryInfo().getRetryAfterNanoseconds())
              : RetryAfter.DEFAULT;
      throw new Wire.RetryLaterException(
          "the server is busy: " + error.getErrorMessage(), RetryAfter.bounded(after));
    }
    // A message that was refused is not sent again (specification, Bad Request).
    LOG.log(
        System.Logger.Level.WARNING,
        "OpAMP: the server refuses a message: {0}",
        error.getErrorMessage());
  }

  @Override
  public void close() {
    closing = true;
    stop.release();
    changed();
    try {
      if (!thread.join(Duration.ofSeconds(CLOSE_SECONDS))) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
