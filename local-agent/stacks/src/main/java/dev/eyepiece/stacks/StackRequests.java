package dev.eyepiece.stacks;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A profile of any format as OTLP requests (opentelemetry-proto 1.11, profiles): one profile for
 * each of its types, in several requests when it is large, each with a dictionary of its own. For
 * one thread; takes time by the size.
 */
public final class StackRequests {
  private static final int MOST_SAMPLES = 100_000;

  /** Entries of stacks in a request, which keeps it well below what receivers take. */
  private static final int MOST_CALLS = 2_000_000;

  private static final String TRACE = "trace.id";
  private static final String SPAN = "span.id";

  /**
   * Takes requests in their order.
   *
   * @param <E> how taking one may fail
   */
  public interface Sink<E extends Exception> {
    void take(ProfileTree request) throws E;
  }

  private final StackProfile profile;
  private final Resource resource;
  private final long timeUnixNano;

  /** Of the request that is being made. */
  private ProfilesDictionary tables = ProfilesDictionary.withZeroEntries();

  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<Integer, Integer> stacks = new HashMap<>();
  private final Map<Integer, Integer> locations = new HashMap<>();
  private final Map<Integer, int[]> attributes = new HashMap<>();
  private final Map<Integer, Integer> links = new HashMap<>();
  private final Map<String, Integer> mappings = new HashMap<>();
  private int calls;

  private StackRequests(StackProfile profile, Resource resource, long timeUnixNano) {
    this.profile = profile;
    this.resource = resource;
    this.timeUnixNano = timeUnixNano;
  }

  /**
   * Makes the requests.
   *
   * @param resource of whom the profile is
   * @param timeUnixNano when it was taken
   */
  public static <E extends Exception> void write(
      StackProfile profile, Resource resource, long timeUnixNano, Sink<E> sink) throws E {
    StackRequests requests = new StackRequests(profile, resource, timeUnixNano);
    for (int type = 0; type < profile.types().size(); type++) {
      requests.write(profile.samples(type), sink);
    }
  }

  private <E extends Exception> void write(Samples rows, Sink<E> sink) throws E {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      samples.add(sample(rows, i));
      if (samples.size() == MOST_SAMPLES || calls > MOST_CALLS) {
        end(rows.type(), samples, sink);
        samples = new ArrayList<>();
      }
    }
    if (!samples.isEmpty()) {
      end(rows.type(), samples, sink);
    }
  }

  private <E extends Exception> void end(SampleType type, List<Sample> samples, Sink<E> sink)
      throws E {
    Profile made = new Profile();
    made.setSampleType(new Profile.Type(string(type.type()), string(type.unit())));
    made.setTimeUnixNano(timeUnixNano);
    made.setSamples(samples);
    ScopeGroup<Profile> scope = new ScopeGroup<>(Scope.empty());
    scope.records().add(made);
    ResourceGroup<Profile> group = new ResourceGroup<>(resource);
    group.scopes().add(scope);
    List<ResourceGroup<Profile>> groups = new ArrayList<>();
    groups.add(group);
    sink.take(new ProfileTree(groups, tables));
    tables = ProfilesDictionary.withZeroEntries();
    strings.clear();
    stacks.clear();
    locations.clear();
    attributes.clear();
    links.clear();
    mappings.clear();
    calls = 0;
  }

  private Sample sample(Samples rows, int row) {
    int labels = rows.label(row);
    Sample sample = new Sample();
    sample.setStack(stacks.computeIfAbsent(rows.node(row), this::stack));
    sample.setAttributeIndices(attributes.computeIfAbsent(labels, this::attributes));
    sample.setLink(links.computeIfAbsent(labels, this::link));
    sample.setValues(new long[] {rows.value(row)});
    if (rows.timed()) {
      sample.setTimestampsUnixNano(new long[] {rows.timeNano(row)});
    }
    return sample;
  }

  /** Without calls it is the stack that is not set. */
  private int stack(int node) {
    List<Integer> calling = new ArrayList<>();
    for (int at = node; at != 0; at = profile.parent(at)) {
      calling.add(locations.computeIfAbsent(profile.frame(at), this::location));
    }
    if (calling.isEmpty()) {
      return 0;
    }
    calls += calling.size();
    tables.stacks().add(new ProfilesDictionary.Stack(calling));
    return tables.stacks().size() - 1;
  }

  private int location(int index) {
    Frame frame = profile.frames().get(index);
    tables
        .functions()
        .add(new ProfilesDictionary.Function(string(frame.name()), 0, string(frame.file()), 0));
    int mapping =
        frame.module().isEmpty() ? 0 : mappings.computeIfAbsent(frame.module(), this::mapping);
    String type =
        switch (frame.kind()) {
          case KERNEL -> "kernel";
          case NATIVE -> "native";
          case JVM -> "jvm";
          case INTERPRETED, UNKNOWN -> "";
        };
    List<Integer> typed =
        type.isEmpty() ? List.of() : List.of(attribute("profile.frame.type", type));
    tables
        .locations()
        .add(
            new ProfilesDictionary.Location(
                mapping,
                0,
                List.of(new ProfilesDictionary.Line(tables.functions().size() - 1, 0, 0)),
                typed));
    return tables.locations().size() - 1;
  }

  private int mapping(String file) {
    tables.mappings().add(new ProfilesDictionary.Mapping(0, 0, 0, string(file), List.of()));
    return tables.mappings().size() - 1;
  }

  private int[] attributes(int labels) {
    List<Integer> indices = new ArrayList<>();
    profile
        .labels()
        .get(labels)
        .forEach((key, value) -> {
          if (!key.equals(TRACE) && !key.equals(SPAN)) {
            indices.add(attribute(key, value));
          }
        });
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }

  private int attribute(String key, String value) {
    tables
        .attributes()
        .add(new ProfilesDictionary.Attribute(string(key), AnyValue.Text.of(value), 0));
    return tables.attributes().size() - 1;
  }

  private int link(int labels) {
    SequencedMap<String, String> set = profile.labels().get(labels);
    String trace = set.getOrDefault(TRACE, "");
    String span = set.getOrDefault(SPAN, "");
    if (!trace.matches("[0-9a-f]{32}") || !span.matches("[0-9a-f]{16}")) {
      return 0;
    }
    tables
        .links()
        .add(
            new ProfilesDictionary.Link(
                HexFormat.fromHexDigitsToLong(trace, 0, 16),
                HexFormat.fromHexDigitsToLong(trace, 16, 32),
                HexFormat.fromHexDigitsToLong(span)));
    return tables.links().size() - 1;
  }

  private int string(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    return strings.computeIfAbsent(
        text,
        added -> {
          tables.strings().add(Utf8.of(added));
          return tables.strings().size() - 1;
        });
  }
}
