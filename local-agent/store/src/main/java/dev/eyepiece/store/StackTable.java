package dev.eyepiece.store;

import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacks of a window by number, from 1 on; number 0 is the empty stack.
 *
 * @param frames by number, from 1 on
 * @param stacks numbers of frames, the leaf first
 */
@SuppressWarnings("ArrayRecordComponent")
record StackTable(List<StackFrame> frames, List<int[]> stacks) {

  /** The frames of a stack, the leaf first. */
  List<StackFrame> of(int stack) {
    List<StackFrame> found = new ArrayList<>();
    if (stack > 0) {
      for (int frame : stacks.get(stack - 1)) {
        found.add(frames.get(frame - 1));
      }
    }
    return found;
  }

  /** The frames of a location: inlined ones first, their outermost caller last. */
  private static List<byte[]> frames(ProfileBatch batch, ProfilesDictionary.Location location) {
    ProfilesDictionary tables = batch.dictionary();
    Utf8 mapping =
        location.mapping() > 0 && location.mapping() < tables.mappings().size()
            ? batch.string(tables.mappings().get(location.mapping()).filename())
            : Utf8.EMPTY;
    if (location.lines().isEmpty()) {
      long address = location.address();
      return List.of(encode(Utf8.EMPTY, Utf8.EMPTY, Utf8.EMPTY, mapping, 0, 0, address));
    }
    List<byte[]> found = new ArrayList<>(location.lines().size());
    for (ProfilesDictionary.Line line : location.lines()) {
      boolean known = line.function() >= 0 && line.function() < tables.functions().size();
      ProfilesDictionary.Function function =
          known
              ? tables.functions().get(line.function())
              : new ProfilesDictionary.Function(0, 0, 0, 0);
      found.add(
          encode(
              batch.string(function.name()),
              batch.string(function.systemName()),
              batch.string(function.filename()),
              mapping,
              line.line(),
              function.startLine(),
              0));
    }
    return found;
  }

  /** The numbers of the stacks of a request, in its own order. */
  static int[] numbers(ProfileBatch batch, Dictionary dictionary) {
    ProfilesDictionary tables = batch.dictionary();
    List<int[]> frames = new ArrayList<>(tables.locations().size());
    for (ProfilesDictionary.Location location : tables.locations()) {
      frames.add(frames(batch, location).stream().mapToInt(dictionary::frame).toArray());
    }
    int[] numbers = new int[tables.stacks().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = dictionary.stack(encode(tables.stacks().get(i), frames));
    }
    return numbers;
  }

  /** The frames of a stack of a request, the leaf first. */
  static List<StackFrame> of(ProfileBatch batch, int stack) {
    ProfilesDictionary tables = batch.dictionary();
    List<StackFrame> found = new ArrayList<>();
    if (stack > 0 && stack < tables.stacks().size()) {
      for (int location : tables.stacks().get(stack).locations()) {
        if (location > 0 && location < tables.locations().size()) {
          frames(batch, tables.locations().get(location)).forEach(f -> found.add(frame(f)));
        }
      }
    }
    return found;
  }

  private static byte[] encode(
      Utf8 name, Utf8 systemName, Utf8 file, Utf8 mapping, long line, long start, long address) {
    ByteSink sink = new ByteSink();
    for (Utf8 text : List.of(name, systemName, file, mapping)) {
      byte[] utf8 = text.toBytes();
      sink.varint(utf8.length);
      sink.put(utf8, 0, utf8.length);
    }
    sink.varint(line);
    sink.varint(start);
    sink.varint(address);
    return sink.toBytes();
  }

  /** A stack of the numbers of its locations' frames; locations that are not there are left out. */
  private static byte[] encode(ProfilesDictionary.Stack stack, List<int[]> frames) {
    ByteSink sink = new ByteSink();
    for (int location : stack.locations()) {
      if (location > 0 && location < frames.size()) {
        for (int frame : frames.get(location)) {
          sink.varint(frame);
        }
      }
    }
    return sink.toBytes();
  }

  static StackTable decode(List<byte[]> frames, List<byte[]> stacks) {
    return new StackTable(
        frames.stream().map(StackTable::frame).toList(),
        stacks.stream().map(StackTable::stack).toList());
  }

  private static StackFrame frame(byte[] bytes) {
    int[] at = {0};
    String name = text(bytes, at);
    String systemName = text(bytes, at);
    String file = text(bytes, at);
    String mapping = text(bytes, at);
    return new StackFrame(
        name, systemName, file, mapping, number(bytes, at), number(bytes, at), number(bytes, at));
  }

  private static String text(byte[] bytes, int[] at) {
    int length = (int) number(bytes, at);
    String text = new String(bytes, at[0], length, StandardCharsets.UTF_8);
    at[0] += length;
    return text;
  }

  private static long number(byte[] bytes, int[] at) {
    long value = 0;
    int shift = 0;
    byte one;
    do {
      one = bytes[at[0]++];
      value |= (one & 0x7FL) << shift;
      shift += 7;
    } while (one < 0);
    return value;
  }

  private static int[] stack(byte[] bytes) {
    int[] at = {0};
    List<Integer> frames = new ArrayList<>();
    while (at[0] < bytes.length) {
      frames.add((int) number(bytes, at));
    }
    return frames.stream().mapToInt(Integer::intValue).toArray();
  }
}
