package dev.eyepiece.opamp;

import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import dev.eyepiece.net.Route;
import dev.eyepiece.net.UpgradeAnswer;
import dev.eyepiece.net.WebSocketListener;
import dev.eyepiece.net.WebSocketRoute;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes down what an agent of others sends: serves a fleet on a port, gives the first agent that
 * comes a good config and then a broken one, and ends. Arguments: port, output, good config, broken
 * config.
 */
final class PeerRecorder {
  private static final long PATIENCE_SECONDS = 90;

  private final DataOutputStream out;

  private PeerRecorder(Path file) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  private synchronized void write(byte[] message, int from) {
    try {
      out.writeInt(message.length - from);
      out.write(message, from, message.length - from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Route tap(Route route) {
    return new Route(
        route.method(),
        route.path(),
        route.blocking(),
        exchange -> {
          write(exchange.body(), 0);
          route.handler().handle(exchange);
        });
  }

  private WebSocketRoute tap(WebSocketRoute route) {
    return new WebSocketRoute(
        route.path(),
        request ->
            switch (route.handler().upgrade(request)) {
              case UpgradeAnswer.Refuse refused -> refused;
              case UpgradeAnswer.Accept accepted ->
                  new UpgradeAnswer.Accept(peer -> tap(accepted.opened().apply(peer)));
            });
  }

  private WebSocketListener tap(WebSocketListener listener) {
    return new WebSocketListener() {
      @Override
      public void onMessage(byte[] message) {
        write(message, 1);
        listener.onMessage(message);
      }

      @Override
      public void onClosed() {
        listener.onClosed();
      }
    };
  }

  private static void await(java.util.function.BooleanSupplier holds) throws InterruptedException {
    for (long i = 0; i < PATIENCE_SECONDS * 10 && !holds.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  public static void main(String[] arguments) throws Exception {
    PeerRecorder recorder = new PeerRecorder(Path.of(arguments[1]));
    Path folder = Files.createTempDirectory("recorder");
    try (Fleet fleet = Fleet.open(folder, InstantSource.system(), FleetLimits.DEFAULT);
        NetServer _ =
            NetServer.start(
                List.of(
                    new Port(
                        HostPort.parse(arguments[0]),
                        "a recorder",
                        List.of(),
                        fleet.routes().stream().map(recorder::tap).toList(),
                        fleet.webSockets().stream().map(recorder::tap).toList(),
                        null,
                        null)),
                NetLimits.DEFAULT,
                1)) {
      await(() -> fleet.size() > 0 && !fleet.agents().getFirst().name().isEmpty());
      InstanceUid uid = fleet.agents().getFirst().uid();
      for (String file : List.of(arguments[2], arguments[3])) {
        String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
        String hash = fleet.push(uid, List.of(new ConfigText("", "text/yaml", text))).hash();
        await(() -> {
          AgentSummary agent = fleet.agents().getFirst();
          return agent.remoteConfigHash().equals(hash)
              && (agent.remoteConfigStatus() == ConfigStatus.APPLIED
                  || agent.remoteConfigStatus() == ConfigStatus.FAILED);
        });
      }
    } finally {
      recorder.out.close();
    }
  }
}
