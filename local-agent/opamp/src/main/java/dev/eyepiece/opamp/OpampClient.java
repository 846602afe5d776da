package dev.eyepiece.opamp;

import dev.eyepiece.opamp.client.ClientLoop;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Makes a program an agent of a server: says what it is, how it fares and what config it runs, and
 * takes configs. Comes back when the connection is lost. Safe for use by several threads.
 */
public final class OpampClient implements AutoCloseable {

  /**
   * How a client behaves.
   *
   * @param heartbeat how often it says that it is there, and over HTTP asks for news
   * @param look how often it looks whether there is something to say
   * @param firstRetry how long it waits before it connects again, half as much more or less; half
   *     as long again each time, up to a minute
   * @param headers sent with each request and with the request to become a WebSocket
   */
  public record Pace(
      Duration heartbeat, Duration look, Duration firstRetry, Map<String, String> headers) {
    /** What the specification recommends. */
    public static final Pace DEFAULT =
        new Pace(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(1), Map.of());

    /** The same with other headers. */
    public Pace withHeaders(Map<String, String> others) {
      return new Pace(heartbeat, look, firstRetry, others);
    }

    /** Without the headers' values, which may be secrets. */
    @Override
    public String toString() {
      return "Pace[heartbeat="
          + heartbeat
          + ", look="
          + look
          + ", firstRetry="
          + firstRetry
          + ", headers="
          + headers.keySet()
          + "]";
    }
  }

  /**
   * How a client stands.
   *
   * @param connected whether the server answered last
   * @param trouble why it is not connected, in words; empty when it is or was not yet
   */
  public record State(boolean connected, String trouble) {}

  private final ClientLoop loop;

  private OpampClient(ClientLoop loop) {
    this.loop = loop;
  }

  /**
   * Starts to connect; does not wait for it.
   *
   * @param server of scheme ws, wss, http or https
   * @param memory what was remembered last
   */
  public static OpampClient start(
      URI server, ManagedAgent agent, ClientMemory memory, Pace pace, InstantSource clock) {
    ClientLoop loop = new ClientLoop(server, agent, memory, pace, clock);
    loop.start();
    return new OpampClient(loop);
  }

  public State state() {
    return loop.state();
  }

  /** Something that is reported may have changed: says so soon instead of at the next look. */
  public void changed() {
    loop.changed();
  }

  /** Says goodbye, if it can at once, and ends. */
  @Override
  public void close() {
    loop.close();
  }
}
