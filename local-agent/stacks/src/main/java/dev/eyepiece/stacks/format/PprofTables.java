package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfileBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the samples of a pprof profile point to. For one use. */
final class PprofTables {
  private static final int MAX_STRINGS = 16_000_000;

  final List<long[]> sampleTypes = new ArrayList<>();

  private final ProtoBytes in;
  private final StackProfileBuilder builder;
  private final List<String> strings = new ArrayList<>();
  private final Map<Long, String> mappings = new HashMap<>();
  private final Map<Long, long[]> functions = new HashMap<>();
  private final Map<Long, int[]> locationRanges = new HashMap<>();
  private final Map<Long, int[]> locations = new HashMap<>();
  private long defaultTypeText;
  private int unnamed;

  PprofTables(ProtoBytes in, StackProfileBuilder builder) {
    this.in = in;
    this.builder = builder;
  }

  void read(int length) throws StackFormatException {
    List<int[]> mappingRanges = new ArrayList<>();
    for (int field = in.field(length); field != 0; field = in.field(length)) {
      switch (field) {
        case 1 -> sampleTypes.add(valueType(in.end(length, "sample_type")));
        case 3 -> mappingRanges.add(range(in.end(length, "mapping")));
        case 4 -> location(in.end(length, "location"));
        case 5 -> function(in.end(length, "function"));
        case 6 -> {
          if (strings.size() == MAX_STRINGS) {
            throw in.malformed("the string table has more than " + MAX_STRINGS + " entries");
          }
          strings.add(in.text(length, "string_table"));
        }
        case 14 -> defaultTypeText = in.number(length, "default_sample_type");
        default -> in.skip(length);
      }
    }
    for (int[] range : mappingRanges) {
      mapping(range[0], range[1]);
    }
  }

  String string(long index) throws StackFormatException {
    if (index < 0 || index >= strings.size()) {
      if (index == 0) {
        return "";
      }
      throw in.malformed(
          "string " + index + " is not among the " + strings.size() + " of the string table");
    }
    return strings.get((int) index);
  }

  SampleType type(int index) throws StackFormatException {
    long[] type = sampleTypes.get(index);
    return new SampleType(string(type[0]), string(type[1]));
  }

  /** The type that pprof itself shows first: the one that the profile names, else the last. */
  int defaultType() throws StackFormatException {
    String name = string(defaultTypeText);
    for (int i = 0; i < sampleTypes.size() && !name.isEmpty(); i++) {
      if (type(i).type().equals(name)) {
        return i;
      }
    }
    return sampleTypes.size() - 1;
  }

  /** Frames of a location, the outermost first. */
  int[] frames(long location) throws StackFormatException {
    int[] known = locations.get(location);
    if (known != null) {
      return known;
    }
    int[] range = locationRanges.get(location);
    if (range == null) {
      throw in.malformed(
          "a sample names the location "
              + Long.toUnsignedString(location)
              + ", which is not there");
    }
    int back = in.position;
    in.position = range[0];
    int[] frames = readFrames(range[1]);
    in.position = back;
    locations.put(location, frames);
    return frames;
  }

  void notes() {
    if (unnamed > 0) {
      builder.note(
          unnamed + " locations without the name of a function are shown by the file they are in.");
    }
  }

  private int[] range(int end) {
    int start = in.position;
    in.position = end;
    return new int[] {start, end};
  }

  private long[] valueType(int limit) throws StackFormatException {
    long[] type = new long[2];
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      switch (field) {
        case 1 -> type[0] = in.number(limit, "type");
        case 2 -> type[1] = in.number(limit, "unit");
        default -> in.skip(limit);
      }
    }
    return type;
  }

  private void mapping(int start, int limit) throws StackFormatException {
    in.position = start;
    long id = 0;
    String file = "";
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      switch (field) {
        case 1 -> id = in.number(limit, "id");
        case 5 -> file = string(in.number(limit, "filename"));
        default -> in.skip(limit);
      }
    }
    mappings.put(id, file);
  }

  private void function(int limit) throws StackFormatException {
    long id = 0;
    long[] function = new long[3];
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      switch (field) {
        case 1 -> id = in.number(limit, "id");
        case 2 -> function[0] = in.number(limit, "name");
        case 3 -> function[1] = in.number(limit, "system_name");
        case 4 -> function[2] = in.number(limit, "filename");
        default -> in.skip(limit);
      }
    }
    functions.put(id, function);
  }

  /** Remembers where a location lies: functions may come behind it. */
  private void location(int limit) throws StackFormatException {
    int start = in.position;
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      if (field == 1) {
        locationRanges.put(in.number(limit, "id"), new int[] {start, limit});
      } else {
        in.skip(limit);
      }
    }
  }

  private int[] readFrames(int limit) throws StackFormatException {
    String module = "";
    List<long[]> lines = new ArrayList<>();
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      switch (field) {
        case 2 -> {
          long id = in.number(limit, "mapping_id");
          module = mappings.getOrDefault(id, "");
        }
        case 4 -> lines.add(line(in.end(limit, "line")));
        default -> in.skip(limit);
      }
    }
    if (lines.isEmpty()) {
      unnamed++;
      String name = module.isEmpty() ? "[unknown]" : "[" + strip(FrameNames.base(module)) + "]";
      FrameKind kind = FrameNames.isKernel(module) ? FrameKind.KERNEL : FrameKind.UNKNOWN;
      return new int[] {builder.frame(new Frame(name, "", module, kind, false))};
    }
    int[] frames = new int[lines.size()];
    for (int i = 0; i < frames.length; i++) {
      // The last line is the function that was called; those before it were inlined into it.
      long[] function = lines.get(frames.length - 1 - i);
      String name = string(function[0] != 0 ? function[0] : function[1]);
      frames[i] = builder.frame(PprofReader.frame(name, string(function[2]), module, i > 0));
    }
    return frames;
  }

  private static String strip(String name) {
    return name.startsWith("[") && name.endsWith("]") && name.length() > 2
        ? name.substring(1, name.length() - 1)
        : name;
  }

  private long[] line(int limit) throws StackFormatException {
    long function = 0;
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      if (field == 1) {
        function = in.number(limit, "function_id");
      } else {
        in.skip(limit);
      }
    }
    long[] known = functions.get(function);
    if (known == null) {
      throw in.malformed(
          "a line names the function " + Long.toUnsignedString(function) + ", which is not there");
    }
    return known;
  }
}
