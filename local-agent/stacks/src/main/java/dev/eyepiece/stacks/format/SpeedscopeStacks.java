package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfileBuilder;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The samples or events of one profile of a speedscope file. For one use. */
final class SpeedscopeStacks {
  private final StackProfileBuilder builder;
  private final int[] frames;
  private final int frameCount;
  private final int type;
  private final int labels;
  private final double factor;

  private int[] nodes = new int[64];
  private int count;
  private int[] openFrames = new int[64];
  private double clock;
  private double elapsed;

  SpeedscopeStacks(
      StackProfileBuilder builder,
      int[] frames,
      int frameCount,
      int type,
      int labels,
      double factor) {
    this.builder = builder;
    this.frames = frames;
    this.frameCount = frameCount;
    this.type = type;
    this.labels = labels;
    this.factor = factor;
  }

  private int frame(int index) throws StackFormatException {
    if (index < 0 || index >= frameCount) {
      throw new StackFormatException(
          "a stack names the frame " + index + "; expected one below " + frameCount);
    }
    return frames[index];
  }

  /** A {@code sampled} profile: stacks and as many weights; the weights may come first. */
  void samples(JsonParser in) throws StackFormatException {
    double[] weights = new double[64];
    int weightCount = -1;
    for (String key = in.nextName(); key != null; key = in.nextName()) {
      switch (key) {
        case "samples" -> stacks(in);
        case "weights" -> {
          JsonProfiles.enter(in, JsonToken.START_ARRAY, "weights");
          weightCount = 0;
          while (in.nextToken() != JsonToken.END_ARRAY) {
            if (!in.currentToken().isNumeric()) {
              throw JsonProfiles.wrong(in, "weights", "numbers");
            }
            weights =
                weightCount == weights.length ? Arrays.copyOf(weights, weightCount * 2) : weights;
            weights[weightCount++] = in.getDoubleValue();
          }
        }
        default -> {
          in.nextToken();
          in.skipChildren();
        }
      }
    }
    if (weightCount >= 0 && weightCount != count) {
      throw new StackFormatException(
          "a profile has " + count + " samples and " + weightCount + " weights; expected as many");
    }
    double time = 0;
    for (int i = 0; i < count; i++) {
      double weight = weightCount < 0 ? 1 : weights[i];
      // Differences of rounded ends, so that rounding errors do not add up.
      long value = Math.round((time + weight) * factor) - Math.round(time * factor);
      builder.sample(type, nodes[i], labels, value, Math.round(time * factor));
      time += weight;
    }
  }

  private void stacks(JsonParser in) throws StackFormatException {
    JsonProfiles.enter(in, JsonToken.START_ARRAY, "samples");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        throw JsonProfiles.wrong(in, "samples", "arrays of frames");
      }
      int node = StackProfileBuilder.ROOT;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          throw JsonProfiles.wrong(in, "samples", "numbers of frames");
        }
        node = builder.child(node, frame(in.getIntValue()));
      }
      push(node);
    }
  }

  private void push(int node) {
    nodes = count == nodes.length ? Arrays.copyOf(nodes, count * 2) : nodes;
    nodes[count++] = node;
  }

  /** An {@code evented} profile: calls open and close at times, in the order of the times. */
  void events(JsonParser in) throws StackFormatException {
    double start = Double.NaN;
    for (String key = in.nextName(); key != null; key = in.nextName()) {
      if (key.equals("events")) {
        JsonProfiles.enter(in, JsonToken.START_ARRAY, "events");
        while (in.nextToken() != JsonToken.END_ARRAY) {
          event(in, start);
          start = clock;
        }
      } else {
        in.nextToken();
        in.skipChildren();
      }
    }
    if (count > 0) {
      builder.note(count + " calls were still open when a profile ended.");
    }
  }

  private void event(JsonParser in, double before) throws StackFormatException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw JsonProfiles.wrong(in, "events", "objects");
    }
    String kind = "";
    int frame = -1;
    double at = Double.NaN;
    for (String key = in.nextName(); key != null; key = in.nextName()) {
      switch (key) {
        case "type" -> kind = JsonProfiles.text(in, "type");
        case "frame" -> frame = frame(JsonProfiles.index(in, "frame"));
        case "at" -> at = JsonProfiles.number(in, "at");
        default -> {
          in.nextToken();
          in.skipChildren();
        }
      }
    }
    if (frame < 0 || !Double.isFinite(at) || at < before) {
      throw JsonProfiles.wrong(in, "events", "a frame and a time that is not before the last one");
    }
    clock = at;
    if (Double.isNaN(before)) {
      elapsed = 0;
    } else {
      credit(at - before);
    }
    switch (kind) {
      case "O" -> open(frame);
      case "C" -> close(in, frame);
      default -> throw JsonProfiles.wrong(in, "type", "'O' or 'C'");
    }
  }

  private void credit(double duration) throws StackFormatException {
    long from = Math.round(elapsed * factor);
    elapsed += duration;
    long value = Math.round(elapsed * factor) - from;
    if (value > 0 && count > 0) {
      builder.sample(type, nodes[count - 1], labels, value, from);
    }
  }

  private void open(int frame) throws StackFormatException {
    int node = count == 0 ? StackProfileBuilder.ROOT : nodes[count - 1];
    openFrames = count == openFrames.length ? Arrays.copyOf(openFrames, count * 2) : openFrames;
    openFrames[count] = frame;
    push(builder.child(node, frame));
  }

  private void close(JsonParser in, int frame) throws StackFormatException {
    if (count == 0 || openFrames[count - 1] != frame) {
      throw JsonProfiles.wrong(in, "events", "the end of the call that was opened last");
    }
    count--;
  }
}
