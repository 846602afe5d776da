package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackWriters;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the message {@code perftools.profiles.Profile} (pprof's profile.proto). A sample has one
 * value for each type, as the format wants: those of one stack with the same labels are one sample.
 * For one use.
 */
public final class PprofWriter {
  private final StackProfile profile;
  private final ProtoOut out = new ProtoOut();
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<String, Integer> mappings = new LinkedHashMap<>();

  private record Key(int node, int labelSet) {}

  public PprofWriter(StackProfile profile) {
    this.profile = profile;
    string("");
  }

  /** Writes it, compressed; the stream stays open. */
  public void write(StackWriters.@Nullable Period period, OutputStream to) throws IOException {
    for (SampleType type : profile.types()) {
      out.message(1, valueType(type));
    }
    samples();
    locations();
    mappings.forEach((module, id) -> {
      ProtoOut mapping = new ProtoOut();
      mapping.varint(1, id);
      mapping.varint(5, string(module));
      mapping.varint(7, 1);
      out.message(3, mapping);
    });
    if (period != null) {
      out.varint(9, period.timeUnixNano());
      out.varint(10, period.durationNano());
      out.message(11, valueType(period.type()));
      out.varint(12, period.value());
    }
    for (String note : profile.notes()) {
      out.varint(13, string(note));
    }
    if (!profile.types().isEmpty()) {
      out.varint(14, string(profile.types().get(profile.defaultType()).type()));
    }
    strings.keySet().forEach(text -> out.text(6, text));
    GZIPOutputStream packed = new GZIPOutputStream(to);
    out.writeTo(packed);
    packed.finish();
  }

  private int string(String text) {
    Integer known = strings.get(text);
    if (known == null) {
      known = strings.size();
      strings.put(text, known);
    }
    return known;
  }

  private ProtoOut valueType(SampleType type) {
    ProtoOut message = new ProtoOut();
    message.varint(1, string(type.type()));
    message.varint(2, string(type.unit()));
    return message;
  }

  private void samples() {
    int types = profile.types().size();
    Map<Key, long[]> rows = new LinkedHashMap<>();
    for (int type = 0; type < types; type++) {
      int column = type;
      profile.samples(
          type,
          (node, labelSet, value) ->
              rows.computeIfAbsent(new Key(node, labelSet), made -> new long[types])[column] +=
                  value);
    }
    Map<Integer, ProtoOut> labels = new HashMap<>();
    rows.forEach((key, values) -> {
      ProtoOut sample = new ProtoOut();
      ProtoOut path = new ProtoOut();
      for (int node = key.node(); node != 0; node = profile.parent(node)) {
        path.raw(profile.frame(node) + 1L);
      }
      sample.message(1, path);
      ProtoOut numbers = new ProtoOut();
      for (long value : values) {
        numbers.raw(value);
      }
      sample.message(2, numbers);
      sample.append(labels.computeIfAbsent(key.labelSet(), this::labels));
      out.message(2, sample);
    });
  }

  private ProtoOut labels(int labelSet) {
    SequencedMap<String, String> set = profile.labels().get(labelSet);
    ProtoOut all = new ProtoOut();
    set.forEach((name, value) -> {
      ProtoOut label = new ProtoOut();
      label.varint(1, string(name));
      label.varint(2, string(value));
      all.message(3, label);
    });
    return all;
  }

  /** A function, and a location in it, of the same number for each frame. */
  private void locations() {
    List<Frame> frames = profile.frames();
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      ProtoOut function = new ProtoOut();
      function.varint(1, i + 1L);
      function.varint(2, string(frame.name()));
      function.varint(3, string(frame.name()));
      function.varint(4, string(frame.file()));
      out.message(5, function);
      ProtoOut line = new ProtoOut();
      line.varint(1, i + 1L);
      ProtoOut location = new ProtoOut();
      location.varint(1, i + 1L);
      if (!frame.module().isEmpty()) {
        location.varint(2, mappings.computeIfAbsent(frame.module(), made -> mappings.size() + 1));
      }
      location.message(4, line);
      out.message(4, location);
    }
  }
}
