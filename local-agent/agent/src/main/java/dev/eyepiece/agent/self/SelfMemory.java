package dev.eyepiece.agent.self;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.folder.PrivateFiles;
import dev.eyepiece.opamp.ClientMemory;
import dev.eyepiece.opamp.ConfigStatus;
import dev.eyepiece.opamp.ConfigText;
import dev.eyepiece.opamp.InstanceUid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this agent has to know again of its server: a file in the data folder. */
final class SelfMemory {
  private static final System.Logger LOG = System.getLogger(SelfMemory.class.getName());
  private static final String FILE = "opamp-client.json";

  /** A character of a config takes at most six in JSON. */
  private static final int MOST_BYTES = 6 * RemoteConfig.MOST_CHARACTERS + (64 << 10);

  private final Path file;
  private ClientMemory memory;
  private List<ConfigText> applied = List.of();

  private SelfMemory(Path file, ClientMemory memory) {
    this.file = file;
    this.memory = memory;
  }

  /** Reads the file; where there is none, or a broken one, the agent is a new one. */
  static SelfMemory open(Path folder, long nowMillis) throws IOException {
    Path file = folder.resolve(FILE);
    SelfMemory fresh =
        new SelfMemory(file, ClientMemory.of(InstanceUid.next(nowMillis, new SecureRandom())));
    if (!Files.exists(file)) {
      return fresh;
    }
    try {
      Map<String, @Nullable Object> json = JsonText.readObject(PrivateFiles.read(file, MOST_BYTES));
      InstanceUid uid = InstanceUid.parse(text(json, "instanceUid"));
      if (uid == null) {
        throw new IllegalArgumentException("it names no agent");
      }
      SelfMemory known =
          new SelfMemory(
              file,
              new ClientMemory(
                  uid,
                  text(json, "configHash"),
                  ConfigStatus.valueOf(text(json, "status")),
                  text(json, "error")));
      known.applied = configs(json.get("applied"));
      return known;
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is broken ({1}); this agent gets a new uid",
          file,
          e.getMessage());
      return fresh;
    }
  }

  private static String text(Map<String, @Nullable Object> json, String key) {
    return json.get(key) instanceof String text ? text : "";
  }

  private static List<ConfigText> configs(@Nullable Object json) {
    List<ConfigText> configs = new ArrayList<>();
    if (json instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> map
            && map.get("name") instanceof String name
            && map.get("contentType") instanceof String type
            && map.get("body") instanceof String body) {
          configs.add(new ConfigText(name, type, body));
        }
      }
    }
    return configs;
  }

  ClientMemory memory() {
    return memory;
  }

  /** The config of the server that is in force; empty for none. */
  List<ConfigText> applied() {
    return applied;
  }

  void remember(ClientMemory next) {
    memory = next;
    save();
  }

  void remember(List<ConfigText> config) {
    applied = List.copyOf(config);
    save();
  }

  private void save() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("instanceUid", memory.uid().toString());
    json.put("configHash", memory.configHash());
    json.put("status", memory.status().name());
    json.put("error", memory.error());
    json.put(
        "applied",
        applied.stream()
            .map(text ->
                Map.of("name", text.name(), "contentType", text.contentType(), "body", text.body()))
            .toList());
    try {
      PrivateFiles.write(file, JsonText.write(json));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot write {0}: {1}", file, e.toString());
    }
  }
}
