package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfileBuilder;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.ProfilesDictionary;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What the samples of one OTLP request point to, each looked up once. For one thread. */
final class OtlpFrames {
  private static final String FRAME_TYPE = "profile.frame.type";

  private final ProfilesDictionary tables;
  private final StackProfileBuilder builder;
  private final int[] @Nullable [] locations;
  private final int[] nodes;
  private int unnamed;

  OtlpFrames(ProfilesDictionary tables, StackProfileBuilder builder) {
    this.tables = tables;
    this.builder = builder;
    locations = new int[tables.locations().size()][];
    nodes = new int[tables.stacks().size()];
  }

  String string(int index) throws StackFormatException {
    return index == 0 ? "" : entry(tables.strings(), index, "string_table").toString();
  }

  /** The node of a stack. */
  int node(int stack) throws StackFormatException {
    if (stack == 0) {
      return StackProfileBuilder.ROOT;
    }
    ProfilesDictionary.Stack entry = entry(tables.stacks(), stack, "stack_table");
    if (nodes[stack] != 0) {
      return nodes[stack];
    }
    int node = StackProfileBuilder.ROOT;
    for (int location : entry.locations().reversed()) {
      for (int frame : frames(location)) {
        node = builder.child(node, frame);
      }
    }
    nodes[stack] = node;
    return node;
  }

  /** Attributes of a sample beside those that it shares with all of its resource. */
  SequencedMap<String, String> labels(int[] attributes, SequencedMap<String, String> shared)
      throws StackFormatException {
    SequencedMap<String, String> labels = new LinkedHashMap<>(shared);
    for (int index : attributes) {
      if (index != 0) {
        ProfilesDictionary.Attribute attribute =
            entry(tables.attributes(), index, "attribute_table");
        labels.put(string(attribute.key()), OtlpReader.text(attribute.value()));
      }
    }
    String thread = labels.getOrDefault("thread.name", labels.get("thread.id"));
    if (thread != null) {
      labels.put("thread", thread);
    }
    return labels;
  }

  /** Adds the span that a link points to. */
  void link(int index, SequencedMap<String, String> labels) throws StackFormatException {
    if (index != 0) {
      ProfilesDictionary.Link link = entry(tables.links(), index, "link_table");
      HexFormat hex = HexFormat.of();
      labels.put(
          "trace.id", hex.toHexDigits(link.traceIdHigh()) + hex.toHexDigits(link.traceIdLow()));
      labels.put("span.id", hex.toHexDigits(link.spanId()));
    }
  }

  void notes() {
    if (unnamed > 0) {
      builder.note(
          unnamed + " locations without the name of a function are shown by the file they are in.");
    }
  }

  /** Frames of a location, the outermost first. */
  private int[] frames(int location) throws StackFormatException {
    ProfilesDictionary.Location entry = entry(tables.locations(), location, "location_table");
    int[] known = locations[location];
    if (known == null) {
      known = readFrames(entry);
      locations[location] = known;
    }
    return known;
  }

  private int[] readFrames(ProfilesDictionary.Location location) throws StackFormatException {
    String module = "";
    if (location.mapping() != 0) {
      module = string(entry(tables.mappings(), location.mapping(), "mapping_table").filename());
    }
    String type = frameType(location.attributes());
    List<ProfilesDictionary.Line> lines = location.lines();
    if (lines.isEmpty()) {
      return new int[] {builder.frame(unnamed(module, type))};
    }
    List<Integer> frames = new ArrayList<>(lines.size());
    for (int i = lines.size() - 1; i >= 0; i--) {
      boolean inlined = i < lines.size() - 1;
      ProfilesDictionary.Line line = lines.get(i);
      if (line.function() == 0) {
        frames.add(builder.frame(unnamed(module, type)));
        continue;
      }
      var function = entry(tables.functions(), line.function(), "function_table");
      String name = string(function.name() != 0 ? function.name() : function.systemName());
      String file = string(function.filename());
      FrameKind kind = type.isEmpty() ? FrameNames.kind(name, file, module) : kind(type);
      frames.add(builder.frame(new Frame(name, file, module, kind, inlined)));
    }
    return frames.stream().mapToInt(Integer::intValue).toArray();
  }

  private Frame unnamed(String module, String type) {
    unnamed++;
    if (type.equals("abort-marker")) {
      return new Frame("[unwinding stopped here]", "", module, FrameKind.UNKNOWN, false);
    }
    String name = module.isEmpty() ? "[unknown]" : "[" + bare(FrameNames.base(module)) + "]";
    FrameKind kind = type.equals("kernel") ? FrameKind.KERNEL : FrameKind.UNKNOWN;
    return new Frame(name, "", module, kind, false);
  }

  /** Without the brackets in which names that are no files come. */
  private static String bare(String name) {
    return name.startsWith("[") && name.endsWith("]") && name.length() > 2
        ? name.substring(1, name.length() - 1)
        : name;
  }

  private String frameType(List<Integer> attributes) throws StackFormatException {
    for (int index : attributes) {
      if (index != 0) {
        ProfilesDictionary.Attribute attribute =
            entry(tables.attributes(), index, "attribute_table");
        if (string(attribute.key()).equals(FRAME_TYPE)
            && attribute.value() instanceof AnyValue.Text text) {
          return text.value().toString();
        }
      }
    }
    return "";
  }

  /** Values of {@code profile.frame.type}, OpenTelemetry's semantic conventions for profiles. */
  private static FrameKind kind(String type) {
    return switch (type) {
      case "kernel" -> FrameKind.KERNEL;
      case "native", "go", "rust" -> FrameKind.NATIVE;
      case "jvm" -> FrameKind.JVM;
      case "beam", "cpython", "dotnet", "luajit", "perl", "php", "ruby", "v8js" ->
          FrameKind.INTERPRETED;
      default -> FrameKind.UNKNOWN;
    };
  }

  private static <T> T entry(List<T> table, int index, String name) throws StackFormatException {
    if (index < 0 || index >= table.size()) {
      throw new StackFormatException(
          name
              + " has no entry "
              + Integer.toUnsignedString(index)
              + "; expected an index below its size, "
              + table.size()
              + " (OTLP profiles as of opentelemetry-proto 1.10)");
    }
    return table.get(index);
  }
}
