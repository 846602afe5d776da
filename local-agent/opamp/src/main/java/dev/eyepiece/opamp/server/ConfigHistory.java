package dev.eyepiece.opamp.server;

import com.google.protobuf.ByteString;
import dev.eyepiece.opamp.ConfigEvent;
import dev.eyepiece.opamp.wire.ConfigStep;
import dev.eyepiece.opamp.wire.StoredConfigEvent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of an agent's config, the newest of them. Guarded by its agent. */
final class ConfigHistory {
  private static final int KEPT = 40;
  private static final int MOST_ERROR = 4_000;

  private List<StoredConfigEvent> events = List.of();

  static String bounded(String text) {
    return text.length() <= MOST_ERROR ? text : text.substring(0, MOST_ERROR) + "...";
  }

  void restore(List<StoredConfigEvent> stored) {
    events = new ArrayList<>(stored);
  }

  List<StoredConfigEvent> stored() {
    return events;
  }

  void add(long now, ByteString hash, ConfigStep step, String error) {
    List<StoredConfigEvent> more = new ArrayList<>(events);
    more.add(
        StoredConfigEvent.newBuilder()
            .setUnixMillis(now)
            .setHash(hash)
            .setStep(step)
            .setErrorMessage(bounded(error))
            .build());
    if (more.size() > KEPT) {
      more.removeFirst();
    }
    events = more;
  }

  /** The failure of a config since it was last asked for; {@code null} for none. */
  @Nullable StoredConfigEvent failure(ByteString hash) {
    for (StoredConfigEvent event : events.reversed()) {
      if (event.getHash().equals(hash)) {
        if (event.getStep() == ConfigStep.ConfigStep_FAILED) {
          return event;
        }
        if (event.getStep() == ConfigStep.ConfigStep_DESIRED
            || event.getStep() == ConfigStep.ConfigStep_APPLIED) {
          return null;
        }
      }
    }
    return null;
  }

  /** Configs that were applied, the newest first, each once. */
  List<ByteString> applied() {
    List<ByteString> hashes = new ArrayList<>();
    for (StoredConfigEvent event : events.reversed()) {
      if (event.getStep() == ConfigStep.ConfigStep_APPLIED && !hashes.contains(event.getHash())) {
        hashes.add(event.getHash());
      }
    }
    return hashes;
  }

  List<ConfigEvent> all() {
    return events.stream()
        .map(event ->
            new ConfigEvent(
                event.getUnixMillis(),
                HexFormat.of().formatHex(event.getHash().toByteArray()),
                switch (event.getStep()) {
                  case ConfigStep_OFFERED -> ConfigEvent.Step.OFFERED;
                  case ConfigStep_APPLYING -> ConfigEvent.Step.APPLYING;
                  case ConfigStep_APPLIED -> ConfigEvent.Step.APPLIED;
                  case ConfigStep_FAILED -> ConfigEvent.Step.FAILED;
                  case ConfigStep_DESIRED, UNRECOGNIZED -> ConfigEvent.Step.DESIRED;
                },
                event.getErrorMessage()))
        .toList();
  }
}
