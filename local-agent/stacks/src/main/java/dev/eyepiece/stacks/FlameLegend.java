package dev.eyepiece.stacks;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the colours of a picture mean. */
public final class FlameLegend {
  /** A colour, 0xRRGGBB, and what it stands for. */
  public record Entry(int color, String label) {}

  private FlameLegend() {}

  /** Entries for the colours that occur. */
  public static List<Entry> of(FlamePicture picture, FlamePalette palette) {
    return of(kinds(picture), picture.diff() != null, palette);
  }

  /** The kinds of frames that occur; looks at every box. */
  public static Set<FrameKind> kinds(FlamePicture picture) {
    Set<FrameKind> kinds = EnumSet.noneOf(FrameKind.class);
    for (int box = 1; box < picture.layout().size(); box++) {
      kinds.add(picture.layout().frames().get(picture.layout().frame(box)).kind());
    }
    return kinds;
  }

  /** Entries for kinds, or for a comparison. */
  public static List<Entry> of(Set<FrameKind> kinds, boolean isDiff, FlamePalette palette) {
    if (isDiff) {
      return List.of(
          new Entry(palette.less(), "less than before"),
          new Entry(palette.same(), "same"),
          new Entry(palette.more(), "more than before"));
    }
    List<Entry> entries = new ArrayList<>();
    for (FrameKind kind : kinds) {
      entries.add(new Entry(palette.of(kind), kind.label()));
    }
    return entries;
  }
}
