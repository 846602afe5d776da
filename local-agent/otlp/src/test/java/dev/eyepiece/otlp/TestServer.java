package dev.eyepiece.otlp;

import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import java.io.IOException;
import java.util.List;

/** A receiver on a free port of this machine, over plain connections. */
public final class TestServer {
  private TestServer() {}

  /**
   * Starts it.
   *
   * @param origins of browsers that may send, beside this machine's
   */
  static NetServer start(OtlpReceiver receiver, String... origins) throws IOException {
    return NetServer.start(List.of(port(receiver, origins)), NetLimits.DEFAULT, 2);
  }

  /** The port that it is on. */
  public static Port port(OtlpReceiver receiver, String... origins) {
    return new Port(
        HostPort.parse("127.0.0.1:0"),
        "OTLP",
        receiver.services(),
        receiver.routes(),
        List.of(),
        List.of(origins),
        null,
        null,
        receiver.senders());
  }
}
