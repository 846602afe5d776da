package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Utf8;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * OTLP profiles (opentelemetry-proto 1.10 and 1.11, {@code v1development}) of one or more requests.
 * All sample types become types of the one profile. A sample counts what its values add up to, or
 * its timestamps when it has no values. For one use.
 */
public final class OtlpReader {
  private final StackProfileBuilder builder;

  public OtlpReader(Limits limits) {
    builder = new StackProfileBuilder(limits);
  }

  /** Adds a request. */
  public void add(ProfileTree tree) throws StackFormatException {
    OtlpFrames frames = new OtlpFrames(tree.dictionary(), builder);
    for (ResourceGroup<Profile> resource : tree.resources()) {
      SequencedMap<String, String> shared = resourceLabels(resource.resource().attributes());
      for (ScopeGroup<Profile> scope : resource.scopes()) {
        for (Profile profile : scope.records()) {
          profile(profile, frames, shared);
        }
      }
    }
    frames.notes();
  }

  public StackProfile build() {
    return builder.build();
  }

  private void profile(Profile profile, OtlpFrames frames, SequencedMap<String, String> shared)
      throws StackFormatException {
    SampleType type =
        new SampleType(
            frames.string(profile.sampleType().type()), frames.string(profile.sampleType().unit()));
    int number = builder.type(type);
    Map<Integer, Integer> labelsByKey = new LinkedHashMap<>();
    for (Sample sample : profile.samples()) {
      int labels = labels(sample, frames, shared, labelsByKey);
      int node = frames.node(sample.stack());
      long[] values = sample.values();
      long[] times = sample.timestampsUnixNano();
      if (times.length > 0 && (values.length == 0 || values.length == times.length)) {
        for (int i = 0; i < times.length; i++) {
          builder.sample(number, node, labels, values.length == 0 ? 1 : values[i], times[i]);
        }
      } else {
        for (long value : values) {
          builder.sample(number, node, labels, value);
        }
      }
    }
  }

  private int labels(
      Sample sample,
      OtlpFrames frames,
      SequencedMap<String, String> shared,
      Map<Integer, Integer> known)
      throws StackFormatException {
    int[] indices = sample.attributeIndices();
    // Almost all samples have one attribute or none; a map by index spares them the work.
    if (indices.length <= 1 && sample.link() == 0) {
      int key = indices.length == 0 ? -1 : indices[0];
      Integer set = known.get(key);
      if (set == null) {
        set = builder.labels(frames.labels(indices, shared));
        known.put(key, set);
      }
      return set;
    }
    SequencedMap<String, String> labels = frames.labels(indices, shared);
    frames.link(sample.link(), labels);
    return builder.labels(labels);
  }

  private static SequencedMap<String, String> resourceLabels(Attributes attributes) {
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    for (String key :
        new String[] {
          "service.name",
          "process.pid",
          "process.executable.name",
          "container.id",
          "host.name",
          "k8s.pod.name"
        }) {
      AnyValue value = attributes.get(key);
      if (value != null) {
        labels.put(key, text(value));
      }
    }
    String process = labels.get("process.executable.name");
    String pid = labels.get("process.pid");
    if (process != null || pid != null) {
      labels.put("process", (process == null ? "pid" : process) + (pid == null ? "" : " " + pid));
    }
    return labels;
  }

  static String text(AnyValue value) {
    return switch (value) {
      case AnyValue.Text(Utf8 text) -> text.toString();
      case AnyValue.Int(long number) -> Long.toString(number);
      case AnyValue.Bool(boolean flag) -> Boolean.toString(flag);
      case AnyValue.Real(double number) -> Double.toString(number);
      case AnyValue.Empty _ -> "";
      case AnyValue.Bytes bytes -> bytes.value().length + " bytes";
      case AnyValue.Array(var values) -> values.size() + " values";
      case AnyValue.KeyValues(var values) -> values.size() + " values";
    };
  }
}
