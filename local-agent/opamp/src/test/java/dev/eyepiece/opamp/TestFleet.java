package dev.eyepiece.opamp;

import dev.eyepiece.net.HostPort;
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A fleet on a port of this machine. */
final class TestFleet implements AutoCloseable {
  final Fleet fleet;
  private final NetServer server;

  TestFleet(Path folder, TestClock clock, FleetLimits limits, int maxBytes) throws IOException {
    this(folder, clock, limits, maxBytes, 100);
  }

  TestFleet(Path folder, TestClock clock, FleetLimits limits, int maxBytes, int connections)
      throws IOException {
    fleet = Fleet.open(folder, clock, limits);
    Port port =
        new Port(
            HostPort.parse("127.0.0.1:0"),
            "a test",
            List.of(),
            fleet.routes(),
            fleet.webSockets(),
            null,
            null);
    server = NetServer.start(List.of(port), new NetLimits(maxBytes, connections, 300), 2);
  }

  TestFleet(Path folder, TestClock clock) throws IOException {
    this(folder, clock, FleetLimits.DEFAULT, 1 << 20);
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.addresses().getFirst().port() + Fleet.PATH);
  }

  AgentDetails agent(InstanceUid uid) {
    AgentDetails agent = fleet.agent(uid);
    if (agent == null) {
      throw new AssertionError("agent " + uid + " is not known");
    }
    return agent;
  }

  @Override
  public void close() throws IOException {
    server.close();
    fleet.close();
  }
}
