package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.telemetry.SpanRecord;
import java.io.IOException;
import java.io.PrintStream;

/** Zipkin's second form of JSON: a list of spans, each of which is written as it comes. */
public final class ZipkinWriter implements SpanWriter {
  private final PrintStream out;
  private String between = "[\n";

  public ZipkinWriter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void span(SpanRecord span) throws IOException {
    out.print(between + JsonText.write(ZipkinSpan.write(span)));
    between = ",\n";
    check();
  }

  @Override
  public void end() throws IOException {
    out.print(between.startsWith("[") ? "[]\n" : "\n]\n");
    out.flush();
    check();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new IOException("the output takes no more (its reader is gone or its disk is full)");
    }
  }

  @Override
  public void close() {}
}
