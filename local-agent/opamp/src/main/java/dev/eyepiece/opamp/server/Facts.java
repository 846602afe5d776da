package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.eyepiece.opamp.wire.AgentDescription;
import dev.eyepiece.opamp.wire.KeyValue;
import java.util.List;

/**
 * What of an agent's description is asked for all the time; the rest stays as it came.
 *
 * @param instance service.instance.id
 */
record Facts(String name, String version, String host, String instance) {
  static final Facts NONE = new Facts("", "", "", "");
  private static final int MOST_CHARACTERS = 256;

  static Facts of(AgentDescription description) {
    List<KeyValue> identifying = description.getIdentifyingAttributesList();
    List<KeyValue> rest = description.getNonIdentifyingAttributesList();
    return new Facts(
        text(identifying, rest, "service.name"),
        text(identifying, rest, "service.version"),
        text(rest, identifying, "host.name"),
        text(identifying, rest, "service.instance.id"));
  }

  private static String text(List<KeyValue> first, List<KeyValue> second, String key) {
    String text = Values.text(first, key);
    String found = text.isEmpty() ? Values.text(second, key) : text;
    // Most agents of a fleet share these.
    return (found.length() <= MOST_CHARACTERS ? found : found.substring(0, MOST_CHARACTERS))
        .intern();
  }

  /**
   * Whether another program than the one with these facts describes itself so: by its instance id
   * where both have one, else by its name. A version changes when an agent is replaced by a newer.
   */
  boolean isAnother(AgentDescription description) {
    Facts other = of(description);
    if (!instance.isEmpty() && !other.instance.isEmpty()) {
      return !instance.equals(other.instance);
    }
    return !name.isEmpty() && !other.name.isEmpty() && !name.equals(other.name);
  }

  static AgentDescription parse(ByteString description) {
    try {
      return AgentDescription.parseFrom(description);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a description that was parsed before", e);
    }
  }
}
