package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.FlameLayout;
import dev.eyepiece.stacks.FlameLegend;
import dev.eyepiece.stacks.FlamePalette;
import dev.eyepiece.stacks.FlamePicture;
import dev.eyepiece.stacks.Quantity;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A flame graph as SVG: each box a group with its full name, values and share as its title, and its
 * name as text where there is room. Carries a script for zooming and searching. Up to {@value
 * #MAX_BOXES} boxes are drawn, the widest ones; the others are drawn as one where they lie side by
 * side, and the picture says how many they are.
 */
public final class SvgWriter {
  static final int MAX_BOXES = 50_000;
  private static final int ROW = 18;
  private static final int HEADER = 66;
  private static final int MARGIN = 10;
  private static final double CHARACTER = 6.65;
  private static final int MIN_TEXT = 40;

  private final FlamePicture picture;
  private final FlameLayout layout;
  private final int width;
  private final Writer out;
  private final long smallest;
  private int left;

  private SvgWriter(FlamePicture picture, int width, int maxBoxes, Writer out) {
    this.picture = picture;
    this.layout = picture.layout();
    this.width = width;
    this.out = out;
    smallest = picture.smallestWidth(maxBoxes);
  }

  /** Writes a picture of a width in pixels; the stream stays open. */
  public static void write(FlamePicture picture, int width, OutputStream stream)
      throws IOException {
    write(picture, width, MAX_BOXES, stream);
  }

  static void write(FlamePicture picture, int width, int maxBoxes, OutputStream stream)
      throws IOException {
    BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    new SvgWriter(picture, width, maxBoxes, out).write();
    out.flush();
  }

  private void write() throws IOException {
    int levels = drawnLevels();
    int notes = picture.notes().size() + (smallest > 0 ? 1 : 0);
    int bottom = HEADER + levels * ROW;
    int height = bottom + 28 + notes * 16;
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.write(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
            .formatted(width, height, width, height));
    out.write("<title>" + Assets.escape(picture.title()) + "</title>\n<style>");
    out.write(style());
    out.write("</style>\n");
    out.write("<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
    text(MARGIN, 24, "title", picture.title());
    text(MARGIN, 42, "muted", picture.summary());
    legend();
    out.write(
        "<text id=\"found\" class=\"muted\" x=\"%d\" y=\"42\" text-anchor=\"end\"></text>\n"
            .formatted(width - MARGIN));
    out.write(
        "<text id=\"search\" class=\"button\" x=\"%d\" y=\"24\" text-anchor=\"end\">Search</text>\n"
            .formatted(width - MARGIN));
    out.write(
        "<text id=\"reset\" class=\"button\" x=\"%d\" y=\"24\" text-anchor=\"end\" display=\"none\">Show all</text>\n"
            .formatted(width - MARGIN - 60));
    out.write("<g id=\"boxes\">\n");
    for (int level = 0; level < levels; level++) {
      level(level, picture.icicle() ? HEADER + level * ROW : bottom - (level + 1) * ROW);
    }
    out.write(
        "</g>\n<text id=\"detail\" x=\"%d\" y=\"%d\"></text>\n".formatted(MARGIN, bottom + 18));
    int y = bottom + 36;
    for (String note : picture.notes()) {
      text(MARGIN, y, "muted", note);
      y += 16;
    }
    if (smallest > 0) {
      text(
          MARGIN,
          y,
          "muted",
          left + " of " + layout.size() + " calls are too small to be drawn one by one.");
    }
    out.write("<script><![CDATA[\n");
    out.write(
        "const WIDTH = %d, MARGIN = %d, CHARACTER = %s, MIN_TEXT = %d, TOTAL = %d;\n"
            .formatted(width - 2 * MARGIN, MARGIN, CHARACTER, MIN_TEXT, layout.tree().total()));
    out.write(Assets.text("svg.js"));
    out.write("]]></script>\n</svg>\n");
  }

  private int drawnLevels() {
    int levels = 0;
    for (int level = 0; level < layout.levels(); level++) {
      boolean drawn = smallest == 0;
      for (int box = layout.levelStart(level);
          box < layout.levelStart(level + 1) && !drawn;
          box++) {
        drawn = isDrawn(box) || isDrawn(Math.max(0, layout.parent(box)));
      }
      if (!drawn) {
        break;
      }
      levels++;
    }
    return levels;
  }

  private boolean isDrawn(int box) {
    return layout.end(box) - layout.start(box) >= smallest;
  }

  private static String style() {
    FlamePalette light = FlamePalette.LIGHT;
    FlamePalette dark = FlamePalette.DARK;
    return colors(light, "")
        + "text{font-family:ui-monospace,'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace;"
        + "font-size:11px}.title{font-size:15px;font-weight:bold}"
        + "#boxes text{pointer-events:none;fill:"
        + FlamePalette.hex(light.boxText())
        + "}.button{cursor:pointer}.b{cursor:pointer}.b:hover rect,.b:focus rect{stroke:"
        + FlamePalette.hex(light.boxText())
        + ";stroke-width:1.5}.b{outline:none}.i rect{stroke-dasharray:3 2;stroke:"
        + FlamePalette.hex(light.muted())
        + "}.dim rect{opacity:.35}@media (prefers-color-scheme:dark){"
        + colors(dark, "")
        + "}";
  }

  private static String colors(FlamePalette p, String prefix) {
    return prefix
        + ".ground{fill:"
        + FlamePalette.hex(p.ground())
        + "}text,#boxes .dim text{fill:"
        + FlamePalette.hex(p.text())
        + "}.muted{fill:"
        + FlamePalette.hex(p.muted())
        + "}.button{fill:"
        + FlamePalette.hex(p.accent())
        + "}.m{fill:"
        + FlamePalette.hex(p.merged())
        + "}";
  }

  private void text(int x, int y, String type, String text) throws IOException {
    out.write(
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n"
            .formatted(type, x, y, Assets.escape(text)));
  }

  private void legend() throws IOException {
    int x = MARGIN;
    for (FlameLegend.Entry entry : FlameLegend.of(picture, FlamePalette.LIGHT)) {
      out.write(
          "<rect x=\"%d\" y=\"50\" width=\"10\" height=\"10\" fill=\"%s\"/>"
              .formatted(x, FlamePalette.hex(entry.color())));
      text(x + 14, 59, "muted", entry.label());
      x += 30 + (int) Math.ceil(entry.label().length() * CHARACTER);
    }
  }

  private void level(int level, int y) throws IOException {
    double scale = (width - 2.0 * MARGIN) / Math.max(1, layout.end(0));
    int end = layout.levelStart(level + 1);
    for (int box = layout.levelStart(level); box < end; ) {
      if (isDrawn(box)) {
        box(box, y, scale);
        box++;
        continue;
      }
      int first = box;
      long sum = 0;
      while (box < end
          && !isDrawn(box)
          && (box == first || layout.start(box) == layout.end(box - 1))) {
        sum += layout.total(box++);
      }
      left += box - first;
      if (sum > 0 && isDrawn(Math.max(0, layout.parent(first)))) {
        merged(first, box, y, scale, sum);
      }
    }
  }

  private void box(int box, int y, double scale) throws IOException {
    double x = MARGIN + layout.start(box) * scale;
    double w = (layout.end(box) - layout.start(box)) * scale;
    boolean inlined = box > 0 && layout.frames().get(layout.frame(box)).inlined();
    out.write(inlined ? "<g class=\"b i\"><title>" : "<g class=\"b\"><title>");
    out.write(Assets.escape(picture.describe(box)));
    out.write("</title>");
    rect(x, y, w, "fill=\"" + FlamePalette.hex(picture.color(box, FlamePalette.LIGHT)) + "\"");
    if (w >= MIN_TEXT) {
      out.write("<text x=\"%s\" y=\"%d\">".formatted(number(x + 3), y + 13));
      out.write(Assets.escape(Assets.cut(picture.name(box), (int) ((w - 6) / CHARACTER))));
      out.write("</text>");
    }
    out.write("</g>\n");
  }

  private void merged(int first, int end, int y, double scale, long sum) throws IOException {
    double x = MARGIN + layout.start(first) * scale;
    double w = (layout.end(end - 1) - layout.start(first)) * scale;
    out.write("<g class=\"b\"><title>");
    out.write(
        Assets.escape(
            (end - first)
                + " small calls ("
                + Quantity.full(sum, layout.tree().type())
                + ", "
                + Quantity.percent(sum, layout.tree().total())
                + ")"));
    out.write("</title>");
    rect(x, y, w, "class=\"m\"");
    out.write("</g>\n");
  }

  private void rect(double x, int y, double w, String more) throws IOException {
    out.write(
        "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" %s/>"
            .formatted(number(x), y, number(w), ROW - 1, more));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
