package dev.eyepiece.profiler;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.ScopeGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Profiles added up by stack: program, then functions, the outermost first, with ';' between. */
final class Flat {
  /** What stands where callers are missing. */
  static final String STOPPED = "[stopped]";

  private final Map<String, Long> sums = new HashMap<>();

  void add(ProfileTree tree) {
    for (ResourceGroup<Profile> resource : tree.resources()) {
      AnyValue name = resource.resource().attributes().get("process.executable.name");
      String program = name instanceof AnyValue.Text text ? text.value().toString() : "?";
      for (ScopeGroup<Profile> scope : resource.scopes()) {
        for (Profile profile : scope.records()) {
          for (Sample sample : profile.samples()) {
            long value = sample.timestampsUnixNano().length;
            for (long each : sample.values()) {
              value += each;
            }
            sums.merge(program + stack(tree.dictionary(), sample.stack()), value, Long::sum);
          }
        }
      }
    }
  }

  private static String stack(ProfilesDictionary dictionary, int index) {
    StringBuilder path = new StringBuilder();
    List<Integer> locations = new ArrayList<>(dictionary.stacks().get(index).locations());
    for (int location : locations.reversed()) {
      path.append(';').append(name(dictionary, dictionary.locations().get(location)));
    }
    return path.toString();
  }

  private static String name(ProfilesDictionary dictionary, ProfilesDictionary.Location location) {
    for (int attribute : location.attributes()) {
      if (dictionary.attributes().get(attribute).value().equals(AnyValue.Text.of("abort-marker"))) {
        return STOPPED;
      }
    }
    return location.lines().isEmpty()
        ? "?"
        : dictionary
            .strings()
            .get(dictionary.functions().get(location.lines().getFirst().function()).name())
            .toString();
  }

  /** Sum of the stacks that hold all of the words. */
  long sum(String... words) {
    return sums.entrySet().stream()
        .filter(entry -> List.of(words).stream().allMatch(word -> entry.getKey().contains(word)))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The stacks that begin with a word, a line each, with their sums. */
  String of(String start) {
    return sums.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(start))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  /** Sums by program and stack, with ';' between. */
  Map<String, Long> sums() {
    return Map.copyOf(sums);
  }

  @Override
  public String toString() {
    return sums.toString();
  }
}
