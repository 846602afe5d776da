package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackProfileBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * V8's {@code .cpuprofile}: nodes of a tree with their children, the node of each sample, and
 * microseconds between samples. A sample lasts until the next one. For one use.
 */
final class CpuProfileReader {
  private final byte[] json;
  private final StackProfileBuilder builder;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Integer, Integer> byId = new HashMap<>();
  private int[] samples = {};
  private int[] deltas = {};
  private double start;

  private record Node(int id, int frame, long hits, List<Integer> children) {}

  CpuProfileReader(byte[] json, Limits limits) {
    this.json = json;
    builder = new StackProfileBuilder(limits);
  }

  StackProfile read() throws StackFormatException {
    try (JsonParser in = JsonProfiles.parser(json)) {
      in.nextToken();
      for (String key = in.nextName(); key != null; key = in.nextName()) {
        switch (key) {
          case "nodes" -> nodes(in);
          case "samples" -> samples = numbers(in, "samples");
          case "timeDeltas" -> deltas = numbers(in, "timeDeltas");
          case "startTime" -> start = JsonProfiles.number(in, "startTime");
          default -> {
            in.nextToken();
            in.skipChildren();
          }
        }
      }
    }
    int[] place = places();
    if (samples.length == 0) {
      hits(place);
    } else {
      samples(place);
    }
    return builder.build();
  }

  private void nodes(JsonParser in) throws StackFormatException {
    JsonProfiles.enter(in, JsonToken.START_ARRAY, "nodes");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw JsonProfiles.wrong(in, "nodes", "objects");
      }
      int id = 0;
      int frame = -1;
      long hits = 0;
      int[] children = {};
      for (String key = in.nextName(); key != null; key = in.nextName()) {
        switch (key) {
          case "id" -> id = JsonProfiles.index(in, "id");
          case "hitCount" -> hits = (long) JsonProfiles.number(in, "hitCount");
          case "children" -> children = numbers(in, "children");
          case "callFrame" -> frame = callFrame(in);
          default -> {
            in.nextToken();
            in.skipChildren();
          }
        }
      }
      if (frame < 0 || byId.put(id, nodes.size()) != null) {
        throw JsonProfiles.wrong(in, "nodes", "a 'callFrame' and an 'id' of its own for each");
      }
      nodes.add(new Node(id, frame, hits, Arrays.stream(children).boxed().toList()));
    }
  }

  private int callFrame(JsonParser in) throws StackFormatException {
    JsonProfiles.enter(in, JsonToken.START_OBJECT, "callFrame");
    String name = "";
    String url = "";
    for (String key = in.nextName(); key != null; key = in.nextName()) {
      switch (key) {
        case "functionName" -> name = JsonProfiles.text(in, "functionName");
        case "url" -> url = JsonProfiles.text(in, "url");
        default -> {
          in.nextToken();
          in.skipChildren();
        }
      }
    }
    boolean script = !url.isEmpty();
    FrameKind kind =
        script
            ? FrameKind.INTERPRETED
            : name.startsWith("(") ? FrameKind.UNKNOWN : FrameKind.NATIVE;
    return builder.frame(new Frame(name.isEmpty() ? "(anonymous)" : name, url, "", kind, false));
  }

  private static int[] numbers(JsonParser in, String name) throws StackFormatException {
    JsonProfiles.enter(in, JsonToken.START_ARRAY, name);
    int[] numbers = new int[16];
    int count = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw JsonProfiles.wrong(in, name, "whole numbers");
      }
      numbers = count == numbers.length ? Arrays.copyOf(numbers, count * 2) : numbers;
      numbers[count++] = in.getIntValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  /** The node of the profile for each node of the file; its first node is the root. */
  private int[] places() throws StackFormatException {
    int[] parent = new int[nodes.size()];
    Arrays.fill(parent, -1);
    for (int i = 0; i < nodes.size(); i++) {
      for (int child : nodes.get(i).children()) {
        Integer index = byId.get(child);
        if (index == null || index == 0 || parent[index] >= 0) {
          throw new StackFormatException(
              "node "
                  + nodes.get(i).id()
                  + " has the child "
                  + child
                  + "; expected the nodes to be a tree");
        }
        parent[index] = i;
      }
    }
    int[] place = new int[nodes.size()];
    Arrays.fill(place, -1);
    int[] path = new int[nodes.size()];
    for (int i = 0; i < place.length; i++) {
      int depth = 0;
      int node = i;
      while (node > 0 && place[node] < 0) {
        if (depth == path.length) {
          throw new StackFormatException("the nodes are a ring; expected a tree");
        }
        path[depth++] = node;
        node = parent[node];
      }
      int at = node <= 0 ? StackProfileBuilder.ROOT : place[node];
      while (depth > 0) {
        at = builder.child(at, nodes.get(path[--depth]).frame());
        place[path[depth]] = at;
      }
      if (i == 0) {
        place[0] = StackProfileBuilder.ROOT;
      }
    }
    return place;
  }

  private void hits(int[] place) throws StackFormatException {
    int type = builder.type(SampleType.SAMPLES);
    for (int i = 0; i < place.length; i++) {
      if (nodes.get(i).hits() > 0) {
        builder.sample(type, place[i], 0, nodes.get(i).hits());
      }
    }
  }

  private void samples(int[] place) throws StackFormatException {
    boolean timed = deltas.length > 0;
    if (timed && deltas.length != samples.length) {
      throw new StackFormatException(
          samples.length + " samples and " + deltas.length + " timeDeltas; expected as many");
    }
    int time = timed ? builder.type(new SampleType("cpu", "nanoseconds")) : -1;
    int count = builder.type(SampleType.SAMPLES);
    long clock = Math.round(start * 1e3);
    for (int i = 0; i < samples.length; i++) {
      Integer node = byId.get(samples[i]);
      if (node == null) {
        throw new StackFormatException(
            "sample " + i + " names the node " + samples[i] + ", which is not there");
      }
      clock += timed ? deltas[i] * 1_000L : 0;
      builder.sample(count, place[node], 0, 1, clock);
      // Deltas below zero occur, since V8 takes samples on more than one thread.
      long lasts = timed && i + 1 < deltas.length ? Math.max(0, deltas[i + 1]) * 1_000L : 0;
      if (timed && lasts > 0) {
        builder.sample(time, place[node], 0, lasts, clock);
      }
    }
  }
}
