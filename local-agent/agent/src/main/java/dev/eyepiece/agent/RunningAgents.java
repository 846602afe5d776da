package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.PrivateFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents of this user that run now: a file for each in the state folder, by API address. One
 * whose process is gone is passed over, and its file removed.
 */
public final class RunningAgents {
  private static final int MAX_LISTED = 1_000;

  private final Path folder;

  public RunningAgents(Path stateFolder) {
    folder = stateFolder.resolve("agents");
  }

  /** Lists an agent; closing ends the listing. */
  public Listing add(RunningAgent agent) throws IOException {
    PrivateFiles.createFolder(folder);
    Path file = folder.resolve(fileName(agent.owner().api()));
    PrivateFiles.write(file, JsonText.write(toJson(agent)));
    return () -> {
      RunningAgent listed = read(file);
      if (listed != null && listed.owner().equals(agent.owner())) {
        Files.deleteIfExists(file);
      }
    };
  }

  /** Those that run, in the order of their start. */
  public List<RunningAgent> list() throws IOException {
    List<RunningAgent> agents = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        RunningAgent agent = read(file);
        if (agent == null || !agent.owner().isAlive()) {
          Files.deleteIfExists(file);
        } else if (agents.size() < MAX_LISTED) {
          agents.add(agent);
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    }
    agents.sort(Comparator.comparing(agent -> agent.owner().started()));
    return agents;
  }

  /** The agent whose local API is at this address; {@code localhost} finds both loopbacks. */
  public Optional<RunningAgent> find(URI api) throws IOException {
    return list().stream().filter(agent -> same(agent.owner().api(), api)).findFirst();
  }

  /** The agent that owns this folder. */
  public Optional<RunningAgent> findByFolder(Path dataFolder) throws IOException {
    Path folderSought = dataFolder.toAbsolutePath().normalize();
    return list().stream().filter(agent -> agent.dataFolder().equals(folderSought)).findFirst();
  }

  /** Ends a listing. */
  public interface Listing extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  private static boolean same(URI one, URI other) {
    return one.getPort() == other.getPort() && name(one).equals(name(other));
  }

  private static String name(URI api) {
    String host = api.getHost() == null ? "" : api.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return !bare.isEmpty() && new HostPort(bare, 0).isLoopback() ? "localhost" : bare;
  }

  private static String fileName(URI api) {
    return name(api).replaceAll("[^A-Za-z0-9.-]", "_") + "_" + api.getPort() + ".json";
  }

  private static Map<String, @Nullable Object> toJson(RunningAgent agent) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("api", agent.owner().api().toString());
    json.put("pid", agent.owner().pid());
    json.put("startedUnixMillis", agent.owner().started().toEpochMilli());
    json.put("data", agent.dataFolder().toString());
    json.put("otlpGrpc", agent.otlpGrpc().toString());
    json.put("otlpHttp", agent.otlpHttp().toString());
    return json;
  }

  private static @Nullable RunningAgent read(Path file) {
    try {
      Map<String, @Nullable Object> json = JsonText.readObject(PrivateFiles.read(file));
      if (json.get("api") instanceof String api
          && json.get("pid") instanceof Long pid
          && json.get("startedUnixMillis") instanceof Long started
          && json.get("data") instanceof String data
          && json.get("otlpGrpc") instanceof String grpc
          && json.get("otlpHttp") instanceof String http) {
        return new RunningAgent(
            new Owner(pid, Instant.ofEpochMilli(started), URI.create(api)),
            Path.of(data),
            URI.create(grpc),
            URI.create(http));
      }
      return null;
    } catch (IOException | IllegalArgumentException broken) {
      return null;
    }
  }
}
