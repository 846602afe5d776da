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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * speedscope's own format, both kinds of profiles. Frames are read first, wherever they stand. Each
 * profile is a thread of its name. Times become nanoseconds. For one use.
 */
final class SpeedscopeReader {
  private final byte[] json;
  private final StackProfileBuilder builder;
  private int[] frames = new int[64];
  private int frameCount;

  SpeedscopeReader(byte[] json, Limits limits) {
    this.json = json;
    builder = new StackProfileBuilder(limits);
  }

  StackProfile read() throws StackFormatException {
    each(
        "shared",
        in -> {
          JsonProfiles.enter(in, JsonToken.START_OBJECT, "shared");
          for (String key = in.nextName(); key != null; key = in.nextName()) {
            if (key.equals("frames")) {
              frames(in);
            } else {
              skip(in);
            }
          }
        });
    each(
        "profiles",
        in -> {
          JsonProfiles.enter(in, JsonToken.START_ARRAY, "profiles");
          for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
              throw JsonProfiles.wrong(in, "profiles", "objects");
            }
            profile(in, i);
          }
        });
    return builder.build();
  }

  private interface Part {
    void read(JsonParser in) throws StackFormatException;
  }

  /** Reads the value of one key of the outermost object. */
  private void each(String wanted, Part part) throws StackFormatException {
    try (JsonParser in = JsonProfiles.parser(json)) {
      in.nextToken();
      boolean found = false;
      for (String key = in.nextName(); key != null; key = in.nextName()) {
        if (key.equals(wanted)) {
          part.read(in);
          found = true;
        } else {
          skip(in);
        }
      }
      if (!found) {
        throw new StackFormatException("'" + wanted + "' is missing; expected speedscope's JSON");
      }
    }
  }

  private static void skip(JsonParser in) {
    in.nextToken();
    in.skipChildren();
  }

  private void frames(JsonParser in) throws StackFormatException {
    JsonProfiles.enter(in, JsonToken.START_ARRAY, "frames");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw JsonProfiles.wrong(in, "frames", "objects");
      }
      String name = "";
      String file = "";
      for (String key = in.nextName(); key != null; key = in.nextName()) {
        switch (key) {
          case "name" -> name = JsonProfiles.text(in, "name");
          case "file" -> file = JsonProfiles.text(in, "file");
          default -> skip(in);
        }
      }
      if (frameCount == frames.length) {
        frames = Arrays.copyOf(frames, frameCount * 2);
      }
      frames[frameCount++] =
          builder.frame(new Frame(name, file, "", FrameNames.kind(name, file, ""), false));
    }
  }

  private void profile(JsonParser in, int number) throws StackFormatException {
    // Samples need the unit and the name, which may stand behind them: the object is read twice.
    long start = in.currentTokenLocation().getByteOffset();
    String name = "";
    String unit = "none";
    boolean evented = false;
    for (String key = in.nextName(); key != null; key = in.nextName()) {
      switch (key) {
        case "name" -> name = JsonProfiles.text(in, "name");
        case "unit" -> unit = JsonProfiles.text(in, "unit");
        case "type" -> evented = JsonProfiles.text(in, "type").equals("evented");
        default -> skip(in);
      }
    }
    int from = (int) start;
    int to = (int) in.currentTokenLocation().getByteOffset() + 1;
    SequencedMap<String, String> labels = new LinkedHashMap<>();
    labels.put("thread", name.isEmpty() ? "profile " + number : name);
    SpeedscopeUnit scale = SpeedscopeUnit.of(unit);
    int type = builder.type(new SampleType(scale.type(), scale.unit()));
    try (JsonParser again = JsonProfiles.parser(json, from, to - from)) {
      again.nextToken();
      SpeedscopeStacks stacks =
          new SpeedscopeStacks(
              builder, frames, frameCount, type, builder.labels(labels), scale.factor());
      if (evented) {
        stacks.events(again);
      } else {
        stacks.samples(again);
      }
    }
  }
}
