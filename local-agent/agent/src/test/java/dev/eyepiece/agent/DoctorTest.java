package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.folder.FolderLock;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  @TempDir Path folder;

  private AgentConfig config(int grpc, int http, int api) {
    return AgentConfig.of(folder.resolve("data"), folder.resolve("state"))
        .withPorts(
            new HostPort("127.0.0.1", grpc),
            new HostPort("127.0.0.1", http),
            new HostPort("127.0.0.1", api));
  }

  private static Finding of(List<Finding> findings, String topic) {
    return findings.stream().filter(f -> f.topic().equals(topic)).findFirst().orElseThrow();
  }

  @Test
  void a_machine_that_has_all_gets_no_failure() {
    List<Finding> findings = new Doctor(config(0, 0, 0), Map.of("DISPLAY", ":0"), NOW).look();
    assertThat(findings).noneMatch(f -> f.level() == Finding.Level.FAILURE);
    assertThat(of(findings, "Java").level()).isEqualTo(Finding.Level.OK);
    assertThat(of(findings, "data folder").what()).contains("can be created");
    assertThat(of(findings, "display").what()).isEqualTo("DISPLAY=:0");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_taken_port_is_named_with_who_has_it_and_what_to_do() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Finding finding =
          of(
              new Doctor(config(taken.getLocalPort(), 0, 0), Map.of(), NOW).look(),
              "OTLP/gRPC port");
      assertThat(finding.level()).isEqualTo(Finding.Level.FAILURE);
      assertThat(finding.what()).contains("127.0.0.1:" + taken.getLocalPort() + " is taken");
      if (Files.exists(Path.of("/proc/self/fd"))) {
        assertThat(finding.what()).contains("pid " + ProcessHandle.current().pid());
      }
      assertThat(finding.todo()).contains("another port");
    }
  }

  @Test
  void a_port_of_localhost_is_wanted_on_both_loopbacks() throws Exception {
    InetAddress other = InetAddress.ofLiteral("::1");
    Assumptions.assumeTrue(NetworkInterface.getByInetAddress(other) != null);
    try (ServerSocket taken = new ServerSocket(0, 1, other)) {
      HostPort any = new HostPort("127.0.0.1", 0);
      AgentConfig config =
          config(0, 0, 0).withPorts(new HostPort("localhost", taken.getLocalPort()), any, any);
      Finding finding = of(new Doctor(config, Map.of(), NOW).look(), "OTLP/gRPC port");
      assertThat(finding.level()).isEqualTo(Finding.Level.FAILURE);
      assertThat(finding.what()).contains("localhost:" + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void ports_held_by_the_agent_that_owns_the_folder_are_well() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FolderLock lock = FolderLock.take(folder.resolve("data"))) {
      ProcessHandle self = ProcessHandle.current();
      Instant started = self.info().startInstant().orElseThrow();
      lock.name(new Owner(self.pid(), started, URI.create("http://127.0.0.1:1")));
      List<Finding> findings = new Doctor(config(taken.getLocalPort(), 0, 0), Map.of(), NOW).look();
      assertThat(of(findings, "data folder").what()).contains("agent " + self.pid());
      assertThat(of(findings, "OTLP/gRPC port").level()).isEqualTo(Finding.Level.OK);
    }
  }

  @Test
  void a_file_in_the_place_of_the_folder_and_a_wrong_clock_are_told() throws Exception {
    Files.writeString(folder.resolve("data"), "a file");
    List<Finding> findings = new Doctor(config(0, 0, 0), Map.of(), Instant.EPOCH).look();
    assertThat(of(findings, "data folder").level()).isEqualTo(Finding.Level.FAILURE);
    assertThat(of(findings, "clock").level()).isEqualTo(Finding.Level.WARNING);
    assertThat(findings)
        .filteredOn(f -> f.level().compareTo(Finding.Level.WARNING) >= 0)
        .allSatisfy(f -> assertThat(f.todo()).isNotEmpty());
  }
}
