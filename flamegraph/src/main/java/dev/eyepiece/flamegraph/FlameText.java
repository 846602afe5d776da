package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.Quantity;
import dev.eyepiece.stacks.SampleType;

/** What the page says about boxes in words. */
final class FlameText {
  private FlameText() {}

  /** Name, values, share, own value, kind and place of a box. */
  static String describe(FlameScene scene, int box) {
    SampleType type = scene.layout().tree().type();
    StringBuilder text = new StringBuilder(scene.picture().describe(box));
    if (scene.picture().diff() == null) {
      text.append("  self ").append(Quantity.text(scene.layout().self(box), type));
    }
    if (box > 0) {
      Frame frame = scene.layout().frames().get(scene.layout().frame(box));
      text.append("  ").append(frame.kind().label()).append(frame.inlined() ? ", inlined" : "");
      append(text, frame.file());
      append(text, frame.module());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String place) {
    if (!place.isEmpty()) {
      text.append("  ").append(place);
    }
  }

  /** The whole in a line. */
  static String summary(FlameScene scene) {
    return scene.picture().summary()
        + ", "
        + (scene.layout().size() - 1)
        + (scene.layout().size() == 2 ? " call, " : " calls, ")
        + (scene.layout().levels() - 1)
        + " deep";
  }
}
