package dev.eyepiece.opamp.store;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.InstanceUid;
import dev.eyepiece.opamp.wire.StoredAgent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A process that changes a few agents, rewrites their file again and again, and says each change
 * once it is written, until it is killed. Arguments: the file, and the number of the first change.
 */
final class FleetLogChild {
  static final int AGENTS = 5;
  static final int SMALL_BYTES = 256 << 10;
  private static final int CONFIG_BYTES = 8 << 10;

  private FleetLogChild() {}

  public static void main(String[] arguments) throws Exception {
    TreeMap<Long, StoredAgent> newest = new TreeMap<>();
    try (FleetLog log = FleetLog.open(Path.of(arguments[0]), SMALL_BYTES)) {
      for (StoredAgent agent : log.takeAgents()) {
        newest.put(agent.getSequenceNum() % AGENTS, agent);
      }
      for (long change = Long.parseLong(arguments[1]); ; change++) {
        StoredAgent agent = agent(change);
        newest.put(change % AGENTS, agent);
        log.append(List.of(agent), List.of(config(change)));
        System.out.println(change);
        if (log.isOutdated()) {
          List<Blob> used = new ArrayList<>();
          newest.values().forEach(one -> used.add(config(one.getSequenceNum())));
          log.rewrite(List.copyOf(newest.values()), used);
        }
      }
    }
  }

  /** One of the agents, after a change. */
  static StoredAgent agent(long change) {
    return StoredAgent.newBuilder()
        .setInstanceUid(ByteString.copyFrom(uid(change % AGENTS).bytes()))
        .setSequenceNum(change)
        .setEffectiveConfigSha256(config(change).sha256())
        .build();
  }

  static InstanceUid uid(long agent) {
    return new InstanceUid(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + agent);
  }

  /** What an agent runs after a change. */
  static Blob config(long change) {
    byte[] bytes = new byte[CONFIG_BYTES];
    new Random(change).nextBytes(bytes);
    return new Blobs().of(ByteString.copyFrom(bytes));
  }
}
