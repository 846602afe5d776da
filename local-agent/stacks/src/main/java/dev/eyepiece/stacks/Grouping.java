package dev.eyepiece.stacks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Frames that stand for the labels of samples, such as their thread. For one thread. */
final class Grouping {
  private final List<Frame> frames;
  private final List<? extends Map<String, String>> labels;
  private final List<String> names;
  private final Map<Frame, Integer> added = new HashMap<>();
  private final int[][] byLabels;

  Grouping(List<Frame> frames, List<SequencedMap<String, String>> labels, List<String> names) {
    this.frames = new ArrayList<>(frames);
    this.labels = labels;
    this.names = names;
    this.byLabels = new int[labels.size()][];
  }

  /** The outermost frames for a set of labels. */
  int[] frames(int labelSet) {
    int[] known = byLabels[labelSet];
    if (known == null) {
      known =
          names.stream()
              .filter(labels.get(labelSet)::containsKey)
              .mapToInt(name -> frame(text(name, labels.get(labelSet))))
              .toArray();
      byLabels[labelSet] = known;
    }
    return known;
  }

  /** A program's name says by itself what it is; a thread's or a number does not. */
  private static String text(String name, Map<String, String> labels) {
    String value = labels.getOrDefault(name, "");
    return name.equals("process.executable.name") ? value : name + " " + value;
  }

  private int frame(String name) {
    return added.computeIfAbsent(
        Frame.named(name),
        frame -> {
          frames.add(frame);
          return frames.size() - 1;
        });
  }

  List<Frame> allFrames() {
    return List.copyOf(frames);
  }
}
