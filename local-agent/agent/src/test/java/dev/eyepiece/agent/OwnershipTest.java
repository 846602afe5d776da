package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.agent.folder.FolderLock;
import dev.eyepiece.agent.folder.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
  @TempDir Path folder;

  private static Owner self() {
    ProcessHandle process = ProcessHandle.current();
    Instant started = process.info().startInstant().orElse(Instant.EPOCH);
    return new Owner(process.pid(), started, URI.create("http://127.0.0.1:4319"));
  }

  @Test
  void a_second_opener_is_told_who_owns_the_folder_and_what_to_do() throws Exception {
    try (FolderLock lock = FolderLock.take(folder)) {
      lock.name(self());
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(FolderOwnedException.class)
          .hasMessageContaining("owned by process " + ProcessHandle.current().pid())
          .hasMessageContaining("eyepiece query --api http://127.0.0.1:4319")
          .hasMessageContaining("--data");
      assertThatThrownBy(() -> FolderLock.share(folder)).isInstanceOf(FolderOwnedException.class);
    }
    FolderLock.take(folder).close();
  }

  @Test
  void a_refused_second_opener_does_not_loosen_the_first_ones_lock() throws Exception {
    try (FolderLock lock = FolderLock.take(folder)) {
      lock.name(self());
      assertThatThrownBy(() -> FolderLock.take(folder)).isInstanceOf(FolderOwnedException.class);
      Process child = child();
      assertThat(firstLine(child)).isEqualTo("owned");
      assertThat(child.waitFor()).isZero();
    }
  }

  @Test
  void the_lock_of_a_killed_process_is_taken_over_at_once() throws Exception {
    Process child = child();
    assertThat(firstLine(child)).isEqualTo("taken");
    assertThatThrownBy(() -> FolderLock.take(folder))
        .isInstanceOf(FolderOwnedException.class)
        .hasMessageContaining("owned by process " + child.pid());
    child.destroyForcibly().waitFor();
    assertThat(folder.resolve("owner.json")).exists();
    try (FolderLock lock = FolderLock.take(folder)) {
      assertThat(FolderLock.owner(folder)).isNull();
      lock.name(self());
      assertThat(FolderLock.owner(folder)).isEqualTo(self());
    }
  }

  @Test
  void a_reader_keeps_owners_away_and_changes_nothing() throws Exception {
    FolderLock.take(folder).close();
    List<Path> before = names();
    try (AutoCloseable reading = FolderLock.share(folder)) {
      assertThat(reading).isNotNull();
      Process child = child();
      assertThat(firstLine(child)).isEqualTo("owned");
      child.waitFor();
    }
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void the_token_is_random_private_and_stays() throws Exception {
    String token = Token.ofFolder(folder);
    assertThat(token).matches("[0-9a-f]{64}");
    assertThat(Token.ofFolder(folder)).isEqualTo(token);
    assertThat(Token.read(Token.file(folder))).isEqualTo(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Token.file(folder))))
        .isEqualTo("rw-------");
    Files.delete(Token.file(folder));
    assertThat(Token.ofFolder(folder)).isNotEqualTo(token);
  }

  @Test
  void running_agents_are_found_by_address_and_by_folder_until_they_stop() throws Exception {
    RunningAgents agents = new RunningAgents(folder);
    assertThat(agents.list()).isEmpty();
    RunningAgent agent =
        new RunningAgent(
            self(),
            folder.resolve("data"),
            URI.create("http://localhost:4317"),
            URI.create("http://localhost:4318"));
    try (RunningAgents.Listing listing = agents.add(agent)) {
      assertThat(listing).isNotNull();
      assertThat(agents.list()).containsExactly(agent);
      assertThat(agents.find(URI.create("http://localhost:4319"))).contains(agent);
      assertThat(agents.find(URI.create("http://[::1]:4319"))).contains(agent);
      assertThat(agents.find(URI.create("http://localhost:4320"))).isEmpty();
      assertThat(agents.findByFolder(folder.resolve("x/../data"))).contains(agent);
      try (var files = Files.list(folder.resolve("agents"))) {
        assertThat(files)
            .singleElement()
            .satisfies(file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
      }
    }
    assertThat(agents.list()).isEmpty();
  }

  @Test
  void an_agent_whose_process_is_gone_or_another_one_is_not_listed() throws Exception {
    RunningAgents agents = new RunningAgents(folder);
    Owner reused =
        new Owner(self().pid(), self().started().minusSeconds(99), URI.create("http://[::1]:1"));
    Owner gone = new Owner(Long.MAX_VALUE, Instant.EPOCH, URI.create("http://localhost:2"));
    URI port = URI.create("http://localhost:3");
    agents.add(new RunningAgent(reused, folder, port, port));
    agents.add(new RunningAgent(gone, folder, port, port));
    Files.writeString(folder.resolve("agents/broken.json"), "{\"api\": ");
    assertThat(agents.list()).isEmpty();
    try (var files = Files.list(folder.resolve("agents"))) {
      assertThat(files).isEmpty();
    }
  }

  private List<Path> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockHolder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String firstLine(Process child) throws IOException {
    BufferedReader out = child.inputReader(StandardCharsets.UTF_8);
    return String.valueOf(out.readLine());
  }
}
