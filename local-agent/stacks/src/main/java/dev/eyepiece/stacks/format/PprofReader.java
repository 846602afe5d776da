package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The message {@code perftools.profiles.Profile} of pprof's profile.proto, not compressed. Two
 * walks over the bytes: tables first, since they may follow the samples, then samples. For one use.
 */
final class PprofReader {
  private final ProtoBytes in;
  private final int length;
  private final StackProfileBuilder builder;
  private PprofTables tables;
  private int[] types = {};

  private long[] locations = new long[64];
  private long[] values = new long[4];

  PprofReader(byte[] bytes, Limits limits) {
    in = new ProtoBytes(bytes);
    length = bytes.length;
    builder = new StackProfileBuilder(limits);
    tables = new PprofTables(in, builder);
  }

  StackProfile read() throws StackFormatException {
    tables.read(length);
    types = new int[tables.sampleTypes.size()];
    for (int i = 0; i < types.length; i++) {
      SampleType type = tables.type(i);
      types[i] = builder.type(type);
    }
    if (types.length > 0) {
      builder.defaultType(types[tables.defaultType()]);
    }
    in.position = 0;
    for (int field = in.field(length); field != 0; field = in.field(length)) {
      if (field == 2) {
        sample(in.end(length, "sample"));
      } else {
        in.skip(length);
      }
    }
    tables.notes();
    return builder.build();
  }

  private void sample(int limit) throws StackFormatException {
    int depth = 0;
    int count = 0;
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      switch (field) {
        case 1 -> depth = numbers(limit, depth, true);
        case 2 -> count = numbers(limit, count, false);
        case 3 -> label(in.end(limit, "label"), labels);
        default -> in.skip(limit);
      }
    }
    if (count != types.length) {
      throw in.malformed(
          "a sample has " + count + " values where " + types.length + " types are declared");
    }
    int node = StackProfileBuilder.ROOT;
    for (int i = depth - 1; i >= 0; i--) {
      for (int frame : tables.frames(locations[i])) {
        node = builder.child(node, frame);
      }
    }
    int labelSet = builder.labels(labels);
    for (int i = 0; i < count; i++) {
      if (values[i] != 0) {
        builder.sample(types[i], node, labelSet, values[i]);
      }
    }
  }

  /** Numbers, packed or one by one, into the locations or the values. */
  private int numbers(int limit, int from, boolean isLocations) throws StackFormatException {
    String name = isLocations ? "location_id" : "value";
    boolean packed = in.wireType == ProtoBytes.LENGTH;
    int end = packed ? in.end(limit, name) : limit;
    int count = from;
    do {
      if (packed && in.position >= end) {
        break;
      }
      long number = packed ? in.varint(end) : in.number(limit, name);
      if (isLocations) {
        locations = count == locations.length ? Arrays.copyOf(locations, count * 2) : locations;
        locations[count++] = number;
      } else {
        values = count == values.length ? Arrays.copyOf(values, count * 2) : values;
        values[count++] = number;
      }
    } while (packed);
    return count;
  }

  private void label(int limit, SequencedMap<String, String> labels) throws StackFormatException {
    long key = 0;
    long text = 0;
    long number = 0;
    long unit = 0;
    for (int field = in.field(limit); field != 0; field = in.field(limit)) {
      switch (field) {
        case 1 -> key = in.number(limit, "key");
        case 2 -> text = in.number(limit, "str");
        case 3 -> number = in.number(limit, "num");
        case 4 -> unit = in.number(limit, "num_unit");
        default -> in.skip(limit);
      }
    }
    String value =
        text != 0 ? tables.string(text) : number + (unit == 0 ? "" : " " + tables.string(unit));
    labels.put(tables.string(key), value);
  }

  static Frame frame(String name, String file, String module, boolean inlined) {
    return new Frame(name, file, module, FrameNames.kind(name, file, module), inlined);
  }
}
