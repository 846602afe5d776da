package dev.eyepiece.stacks;

import dev.eyepiece.stacks.format.CollapsedWriter;
import dev.eyepiece.stacks.format.HtmlWriter;
import dev.eyepiece.stacks.format.PprofWriter;
import dev.eyepiece.stacks.format.SvgWriter;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes stacks for elsewhere. Streams stay open. Takes time, so not for the window's thread. */
public final class StackWriters {
  private StackWriters() {}

  /** Collapsed stacks, a line a stack. */
  public static void collapsed(StackTree tree, OutputStream out) throws IOException {
    CollapsedWriter.write(tree, out);
  }

  /**
   * A picture as SVG, with the names and values of its boxes as text.
   *
   * @param width in pixels
   */
  public static void svg(FlamePicture picture, int width, OutputStream out) throws IOException {
    SvgWriter.write(picture, width, out);
  }

  /** A picture as one HTML file that loads nothing. */
  public static void html(FlamePicture picture, OutputStream out) throws IOException {
    HtmlWriter.write(picture, out);
  }

  /**
   * A profile with all its types and labels as pprof, compressed as pprof's own files are.
   *
   * @param period what lies between two samples; null when that is not known
   */
  public static void pprof(StackProfile profile, @Nullable Period period, OutputStream out)
      throws IOException {
    new PprofWriter(profile).write(period, out);
  }

  /**
   * What lies between two samples, and when they were taken.
   *
   * @param value in the unit of the type
   * @param timeUnixNano when the profile began, nanoseconds since 1970
   */
  public record Period(SampleType type, long value, long timeUnixNano, long durationNano) {}
}
