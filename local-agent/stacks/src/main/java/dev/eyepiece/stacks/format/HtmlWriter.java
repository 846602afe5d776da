package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlameLegend;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.FrameTotals;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackDiff;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A flame graph as one HTML file that needs nothing else and may load nothing else: drawn on a
 * canvas by a script of its own, with zoom, search, a table of functions, light and dark. Up to
 * {@value #MAX_BOXES} boxes, the widest ones; the picture says when there are more.
 */
public final class HtmlWriter {
  static final int MAX_BOXES = 500_000;
  private static final List<FrameKind> KINDS = List.of(FrameKind.values());

  private final FlamePicture picture;
  private final FlameLayout layout;
  private final Writer out;

  private HtmlWriter(FlamePicture picture, Writer out) {
    this.picture = picture;
    this.layout = picture.layout();
    this.out = out;
  }

  /** Writes the file; the stream stays open. */
  public static void write(FlamePicture picture, OutputStream stream) throws IOException {
    BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    new HtmlWriter(picture, out).write();
    out.flush();
  }

  private void write() throws IOException {
    String[] page = Assets.text("flame.html").split("@@[a-z]+@@", -1);
    String title = Assets.escape(picture.title());
    out.write(page[0]);
    out.write(title);
    out.write(page[1]);
    out.write(Assets.text("flame.css"));
    out.write(page[2]);
    out.write(title);
    out.write(page[3]);
    out.write(Assets.escape(picture.summary()));
    out.write(page[4]);
    data();
    out.write(page[5]);
    out.write(Assets.text("flame.js"));
    out.write(page[6]);
  }

  private void data() throws IOException {
    SampleType type = layout.tree().type();
    long smallest = picture.smallestWidth(MAX_BOXES);
    out.write("{\"icicle\":" + picture.icicle() + ",\"type\":" + json(type.type()));
    out.write(",\"unit\":" + json(type.unit()));
    out.write(",\"boxes\":" + layout.size() + ",\n\"legend\":");
    out.write(
        FlameLegend.of(picture, FlamePalette.LIGHT).stream()
            .map(e -> "[" + json(FlamePalette.hex(e.color())) + "," + json(e.label()) + "]")
            .collect(Collectors.joining(",", "[", "]")));
    out.write(",\n\"kinds\":");
    out.write(list(KINDS.stream().map(FrameKind::label).toList()));
    out.write(",\n\"palettes\":" + "{\"light\":" + palette(FlamePalette.LIGHT));
    out.write(",\"dark\":" + palette(FlamePalette.DARK) + "}");
    out.write(",\n\"notes\":" + list(picture.notes()) + ",\n\"frames\":[");
    frames();
    out.write("],\n\"levels\":[");
    levels(smallest);
    out.write("]");
    StackDiff diff = picture.diff();
    if (diff != null) {
      out.write(",\n\"scale\":" + diff.scale());
      out.write(",\"before\":" + diff.before().total() + ",\"after\":" + diff.after().total());
    }
    out.write("}");
  }

  private static String palette(FlamePalette p) {
    return list(
        List.of(
            FlamePalette.hex(p.kernel()),
            FlamePalette.hex(p.nativeCode()),
            FlamePalette.hex(p.jvm()),
            FlamePalette.hex(p.interpreted()),
            FlamePalette.hex(p.unknown()),
            FlamePalette.hex(p.root()),
            FlamePalette.hex(p.merged()),
            FlamePalette.hex(p.less()),
            FlamePalette.hex(p.same()),
            FlamePalette.hex(p.more())));
  }

  private void frames() throws IOException {
    StackDiff diff = picture.diff();
    FrameTotals totals = FrameTotals.of(diff == null ? layout.tree() : diff.after());
    FrameTotals before = diff == null ? null : FrameTotals.of(diff.before());
    String separator = "";
    for (int i = 0; i < layout.frames().size(); i++) {
      Frame frame = layout.frames().get(i);
      out.write(separator);
      out.write("[" + json(frame.name()) + "," + KINDS.indexOf(frame.kind()));
      out.write("," + totals.self(i) + "," + totals.total(i));
      out.write("," + (before == null ? 0 : before.total(i)));
      if (frame.inlined() || !frame.file().isEmpty() || !frame.module().isEmpty()) {
        out.write("," + (frame.inlined() ? 1 : 0));
        out.write("," + json(frame.file()) + "," + json(frame.module()));
      }
      out.write("]");
      separator = ",\n";
    }
  }

  /**
   * Each level: gap to the box before, width, own value, frame, and of a diff the values after and
   * before.
   */
  private void levels(long smallest) throws IOException {
    StackDiff diff = picture.diff();
    for (int level = 0; level < layout.levels(); level++) {
      long position = 0;
      boolean any = false;
      for (int box = layout.levelStart(level); box < layout.levelStart(level + 1); box++) {
        long width = layout.end(box) - layout.start(box);
        if (width < smallest) {
          continue;
        }
        out.write(any ? "," : level == 0 ? "[" : ",\n[");
        any = true;
        out.write(layout.start(box) - position + "," + width + ",");
        out.write(layout.self(box) + "," + layout.frame(box));
        if (diff != null) {
          int node = layout.node(box);
          out.write("," + diff.after().total(node) + "," + diff.before().total(node));
          out.write("," + (diff.isNoise(node) ? 1 : 0));
        }
        position = layout.end(box);
      }
      if (!any) {
        return;
      }
      out.write("]");
    }
  }

  private static String list(List<String> texts) {
    return texts.stream().map(HtmlWriter::json).collect(Collectors.joining(",", "[", "]"));
  }

  /** A JSON string that cannot end the script element it stands in. */
  static String json(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' '
          || c == '<'
          || c == '>'
          || c == '&'
          || c == 0x2028
          || c == 0x2029
          || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
