package dev.eyepiece.opamp.server;

import dev.eyepiece.opamp.WireMessage;
import dev.eyepiece.opamp.wire.AgentToServer;
import dev.eyepiece.opamp.wire.ServerToAgent;
import java.util.ArrayList;
import java.util.List;

/**
 * The last messages of one agent, both ways, in numbers: what each held is a set of field numbers,
 * and becomes words when somebody looks. Guarded by its agent.
 */
final class MessageLog {
  private static final int KEPT = 48;
  private static final String[] FROM_AGENT = {
    "",
    "",
    "",
    "description",
    "",
    "health",
    "effective config",
    "config status",
    "package statuses",
    "goodbye",
    "asks for a uid",
    "certificate request",
    "custom capabilities",
    "custom message",
    "components",
    "connection settings status"
  };
  private static final String[] TO_AGENT = {
    "",
    "",
    "error",
    "config",
    "connection settings",
    "packages",
    "report full state",
    "",
    "new uid",
    "restart",
    "custom capabilities",
    "custom message",
    "report components"
  };
  private static final int FULL_STATE = 6;
  private static final int COMPONENTS = 12;

  private long[] times = {};
  private long[] sequences = {};
  private int[] sizes = {};
  private int[] fields = {};
  private int next;
  private int count;

  /** Notes a message from the agent. */
  void took(long now, AgentToServer message, int size) {
    int set = 0;
    for (var field : message.getAllFields().keySet()) {
      set |= 1 << field.getNumber();
    }
    add(now, message.getSequenceNum(), size, set);
  }

  /** Notes a message to the agent. */
  void sent(long now, ServerToAgent message) {
    int set = 1 << 31;
    for (var field : message.getAllFields().keySet()) {
      set |= field.getNumber() == FULL_STATE ? 0 : 1 << field.getNumber();
    }
    set |= (message.getFlags() & 1) != 0 ? 1 << FULL_STATE : 0;
    set |= (message.getFlags() & 2) != 0 ? 1 << COMPONENTS : 0;
    add(now, 0, message.getSerializedSize(), set);
  }

  private void add(long now, long sequence, int size, int set) {
    if (next == times.length && times.length < KEPT) {
      int more = Math.min(KEPT, times.length * 2 + 4);
      times = java.util.Arrays.copyOf(times, more);
      sequences = java.util.Arrays.copyOf(sequences, more);
      sizes = java.util.Arrays.copyOf(sizes, more);
      fields = java.util.Arrays.copyOf(fields, more);
    }
    int at = next % KEPT;
    times[at] = now;
    sequences[at] = sequence;
    sizes[at] = size;
    fields[at] = set;
    next = at + 1 == KEPT ? 0 : at + 1;
    count = Math.min(count + 1, KEPT);
  }

  List<WireMessage> all() {
    List<WireMessage> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = count < KEPT ? i : (next + i) % KEPT;
      boolean fromAgent = fields[at] >= 0;
      all.add(
          new WireMessage(
              times[at], fromAgent, sequences[at], sizes[at], words(fields[at], fromAgent)));
    }
    return all;
  }

  private static String words(int set, boolean fromAgent) {
    String[] names = fromAgent ? FROM_AGENT : TO_AGENT;
    List<String> words = new ArrayList<>();
    for (int field = 0; field < names.length; field++) {
      if ((set >>> field & 1) != 0 && !names[field].isEmpty()) {
        words.add(names[field]);
      }
    }
    if (words.isEmpty()) {
      return fromAgent ? "heartbeat" : "answer";
    }
    return String.join(", ", words);
  }
}
