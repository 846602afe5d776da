package dev.eyepiece.app.flame;

import dev.eyepiece.flamegraph.FlamePng;
import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.Order;
import dev.eyepiece.stacks.Quantity;
import dev.eyepiece.stacks.SampleFilter;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackDiff;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.stacks.StackTree;
import dev.eyepiece.stacks.StackWriters;
import dev.eyepiece.stacks.Transformed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A profile made into the picture that was asked for. */
public final class FlameDrawing {
  private static final int SHARP = 2;

  private final FlameRequest request;
  private final FlamePicture picture;

  private FlameDrawing(FlameRequest request, FlamePicture picture) {
    this.request = request;
    this.picture = picture;
  }

  /**
   * Makes the picture.
   *
   * @throws IllegalArgumentException when a profile has not what was asked for
   */
  public static FlameDrawing of(
      FlameRequest request, StackProfile profile, @Nullable StackProfile other) {
    Set<String> notes = new LinkedHashSet<>();
    StackTree after = tree(request, profile, notes);
    if (other == null) {
      FlameLayout layout = FlameLayout.of(after, request.order());
      return new FlameDrawing(
          request,
          new FlamePicture(request.title(), layout, null, request.icicle(), List.copyOf(notes)));
    }
    if (request.order() == Order.GIVEN) {
      throw new IllegalArgumentException(
          "--order: time has no meaning for a comparison; expected name or weight");
    }
    Set<String> otherNotes = new LinkedHashSet<>();
    StackTree before = tree(request, other, otherNotes);
    otherNotes.forEach(note -> notes.add("Before: " + note));
    if (!before.type().equals(after.type())) {
      throw new IllegalArgumentException(
          "--diff: it counts "
              + before.type().label()
              + " and FILE counts "
              + after.type().label()
              + "; expected the same, see --type");
    }
    StackDiff diff = StackDiff.of(before, after, request.byShare(), request.diffWidth());
    gone(diff, request, notes);
    return new FlameDrawing(
        request,
        new FlamePicture(
            request.title(),
            FlameLayout.of(diff.shape(), request.order()),
            diff,
            request.icicle(),
            List.copyOf(notes)));
  }

  private static StackTree tree(FlameRequest request, StackProfile profile, Set<String> notes) {
    int type = type(profile, request.type());
    notes.addAll(profile.notes(type));
    StackTree whole;
    if (request.order() == Order.GIVEN) {
      if (!profile.hasTimes(type)) {
        throw new IllegalArgumentException(
            "--order: the profile does not say when its samples were taken; expected name or"
                + " weight");
      }
      whole = profile.timeline(type, SampleFilter.ALL);
    } else {
      whole = profile.tree(type, SampleFilter.ALL, group(request, profile, type));
    }
    Transformed done =
        Transformed.of(whole, request.transforms(), "is left out by what was asked for");
    notes.addAll(done.notes());
    return done.tree();
  }

  private static int type(StackProfile profile, @Nullable String wanted) {
    if (wanted == null) {
      return profile.defaultType();
    }
    List<SampleType> types = profile.types();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i).type().equals(wanted) || types.get(i).label().equals(wanted)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "--type: the profile has no '"
            + wanted
            + "'; expected one of "
            + types.stream().map(SampleType::label).collect(Collectors.joining(", ")));
  }

  private static List<String> group(FlameRequest request, StackProfile profile, int type) {
    String group = request.group();
    if (group == null) {
      return profile.labelTotals(type, "process").size() > 1 ? List.of("process") : List.of();
    }
    if (group.equals("none")) {
      return List.of();
    }
    if (profile.labelTotals(type, group).isEmpty()) {
      Set<String> names = new LinkedHashSet<>();
      profile.labels().forEach(labels -> names.addAll(labels.keySet()));
      throw new IllegalArgumentException(
          "--group: no sample has the label '"
              + group
              + "'; expected "
              + (names.isEmpty() ? "none" : "none or one of " + String.join(", ", names)));
    }
    return List.of(group);
  }

  // What is gone has no width in a picture as wide as what is there now.
  private static void gone(StackDiff diff, FlameRequest request, Set<String> notes) {
    if (request.diffWidth() != StackDiff.Width.AFTER) {
      return;
    }
    long gone = 0;
    for (int node = 1; node < diff.shape().size(); node++) {
      int parent = diff.shape().parent(node);
      if (diff.after().total(node) == 0 && (parent == 0 || diff.after().total(parent) > 0)) {
        gone += diff.before().total(node);
      }
    }
    if (gone > 0) {
      notes.add(
          "Calls that were "
              + Quantity.percent(gone, diff.before().total())
              + " of the total before are gone and have no width here; --diff-width both shows"
              + " them.");
    }
  }

  /** Writes it, in the format that was asked for. */
  public void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      switch (request.output()) {
        case SVG -> StackWriters.svg(picture, request.width(), out);
        case HTML -> StackWriters.html(picture, out);
        case PNG ->
            FlamePng.write(
                picture,
                request.dark() ? FlamePalette.DARK : FlamePalette.LIGHT,
                request.width(),
                SHARP,
                out);
        case COLLAPSED -> StackWriters.collapsed(picture.layout().tree(), out);
      }
    }
  }

  /** One line about what was drawn. */
  public String summary() {
    return request.title() + ": " + picture.summary() + ", " + calls();
  }

  private String calls() {
    return picture.layout().size() - 1 + " calls, " + (picture.layout().levels() - 1) + " deep";
  }

  public List<String> notes() {
    return picture.notes();
  }
}
