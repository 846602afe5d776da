package dev.eyepiece.profiler.output;

import dev.eyepiece.profiler.collect.Window;
import dev.eyepiece.profiler.process.ProcessState;
import dev.eyepiece.profiler.symbols.NamedFrame;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a window as OTLP profiles: one resource a process, one profile each. Functions are
 * locations without an address, so that a stack is there once however often it was elsewhere in
 * them. For one use.
 */
public final class OtlpWriter {
  private static final Utf8 SCOPE = Utf8.of("eyepiece.profiler");
  private static final long NANOS = 1_000_000_000L;

  private final ProfileTree tree = new ProfileTree();
  private final ProfilesDictionary dictionary = tree.dictionary();
  private final Map<String, Integer> strings = new HashMap<>();
  private final Map<String, Integer> mappings = new HashMap<>();
  private final Map<NamedFrame, Integer> locations = new HashMap<>();
  private final Map<List<NamedFrame>, Integer> stacks = new HashMap<>();
  private final Map<ProfilesDictionary.Attribute, Integer> attributes = new HashMap<>();
  private final String host;
  private final long unixOffset;

  /**
   * @param unixOffset what is added to CLOCK_MONOTONIC to have nanoseconds since 1970
   */
  public OtlpWriter(String host, long unixOffset) {
    this.host = host;
    this.unixOffset = unixOffset;
    strings.put("", 0);
  }

  /**
   * Writes all of a window.
   *
   * @param hz ticks a second; 0 for waits
   * @param endMonotonic when the window was cut
   */
  public ProfileTree write(Window window, int hz, long endMonotonic) {
    Map<ProcessState, List<Map.Entry<Window.Key, Window.Cell>>> byProcess = new LinkedHashMap<>();
    for (Map.Entry<Window.Key, Window.Cell> entry : window.cells().entrySet()) {
      byProcess.computeIfAbsent(entry.getKey().process(), made -> new ArrayList<>()).add(entry);
    }
    byProcess.forEach((process, rows) -> {
      Profile profile = new Profile();
      profile.setTimeUnixNano(window.startMonotonic() + unixOffset);
      profile.setDurationNano(Math.max(0, endMonotonic - window.startMonotonic()));
      if (hz > 0) {
        profile.setSampleType(new Profile.Type(string("samples"), string("count")));
        profile.setPeriodType(new Profile.Type(string("cpu"), string("nanoseconds")));
        profile.setPeriod(NANOS / hz);
      } else {
        profile.setSampleType(new Profile.Type(string("off_cpu"), string("nanoseconds")));
      }
      rows.forEach(row -> profile.samples().add(sample(row.getKey(), row.getValue(), hz > 0)));
      group(process).records().add(profile);
    });
    return tree;
  }

  private ScopeGroup<Profile> group(ProcessState process) {
    Resource resource = Resource.empty();
    Attributes facts = resource.attributes();
    String name = process.name().isEmpty() ? "pid " + process.pid() : process.name();
    facts.add("service.name", name);
    facts.add(Utf8.of("process.pid"), new AnyValue.Int(process.pid()));
    facts.add("process.executable.name", name);
    facts.add("host.name", host);
    ResourceGroup<Profile> group = new ResourceGroup<>(resource);
    ScopeGroup<Profile> scope = new ScopeGroup<>(Scope.empty().withName(SCOPE));
    group.scopes().add(scope);
    tree.resources().add(group);
    return scope;
  }

  private Sample sample(Window.Key key, Window.Cell cell, boolean ticks) {
    Sample sample = new Sample();
    sample.setStack(stack(key.stack()));
    sample.setAttributeIndices(
        new int[] {
          attribute("thread.id", new AnyValue.Int(key.tid())),
          attribute("thread.name", AnyValue.Text.of(key.thread()))
        });
    if (ticks) {
      long[] times = cell.times();
      Arrays.setAll(times, i -> times[i] + unixOffset);
      sample.setTimestampsUnixNano(times);
    } else {
      sample.setValues(new long[] {cell.sum()});
    }
    return sample;
  }

  private int string(String text) {
    Integer known = strings.get(text);
    if (known == null) {
      known = dictionary.strings().size();
      dictionary.strings().add(Utf8.of(text));
      strings.put(text, known);
    }
    return known;
  }

  private int attribute(String name, AnyValue value) {
    ProfilesDictionary.Attribute attribute =
        new ProfilesDictionary.Attribute(string(name), value, 0);
    Integer known = attributes.get(attribute);
    if (known == null) {
      known = dictionary.attributes().size();
      dictionary.attributes().add(attribute);
      attributes.put(attribute, known);
    }
    return known;
  }

  private int stack(List<NamedFrame> frames) {
    if (frames.isEmpty()) {
      return 0;
    }
    Integer known = stacks.get(frames);
    if (known == null) {
      known = dictionary.stacks().size();
      List<Integer> path = new ArrayList<>(frames.size());
      frames.forEach(frame -> path.add(location(frame)));
      dictionary.stacks().add(new ProfilesDictionary.Stack(path));
      stacks.put(frames, known);
    }
    return known;
  }

  private int location(NamedFrame frame) {
    Integer known = locations.get(frame);
    if (known == null) {
      List<ProfilesDictionary.Line> lines = List.of();
      if (!frame.name().isEmpty()) {
        int function = dictionary.functions().size();
        dictionary
            .functions()
            .add(
                new ProfilesDictionary.Function(
                    string(frame.name()), string(frame.systemName()), 0, 0));
        lines = List.of(new ProfilesDictionary.Line(function, 0, 0));
      }
      known = dictionary.locations().size();
      dictionary
          .locations()
          .add(
              new ProfilesDictionary.Location(
                  mapping(frame),
                  frame.address(),
                  lines,
                  List.of(attribute("profile.frame.type", AnyValue.Text.of(frame.type())))));
      locations.put(frame, known);
    }
    return known;
  }

  private int mapping(NamedFrame frame) {
    if (frame.module().isEmpty()) {
      return 0;
    }
    Integer known = mappings.get(frame.module() + '\0' + frame.buildId());
    if (known == null) {
      known = dictionary.mappings().size();
      List<Integer> id =
          frame.buildId().isEmpty()
              ? List.of()
              : List.of(
                  attribute("process.executable.build_id.gnu", AnyValue.Text.of(frame.buildId())));
      dictionary
          .mappings()
          .add(new ProfilesDictionary.Mapping(0, 0, 0, string(frame.module()), id));
      mappings.put(frame.module() + '\0' + frame.buildId(), known);
    }
    return known;
  }
}
