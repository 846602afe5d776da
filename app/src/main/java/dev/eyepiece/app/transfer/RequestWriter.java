package dev.eyepiece.app.transfer;

import dev.eyepiece.app.send.Export;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes requests in a form of OTLP, one in memory at a time. */
public sealed interface RequestWriter {

  /** Takes the next, the text of one JSON object. */
  void request(String json) throws IOException;

  /** Writes what ends the form. */
  default void end() throws IOException {}

  /** An object a line, as the collector's file exporter writes them. */
  record Lines(PrintStream out) implements RequestWriter {
    @Override
    public void request(String json) throws IOException {
      out.print(json + "\n");
      check(out);
    }
  }

  /**
   * Protobuf with the length of each message before it in four bytes, the high one first, as the
   * collector's file exporter writes its form {@code proto}.
   */
  record Protobuf(Signal signal, PrintStream out) implements RequestWriter {
    @Override
    public void request(String json) throws IOException {
      try {
        byte[] request = OtlpJson.read(signal, json.getBytes(StandardCharsets.UTF_8));
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(request.length).array());
        out.write(request);
        check(out);
      } catch (MalformedOtlpException e) {
        throw new IOException("an answer that is no OTLP: " + e.getMessage(), e);
      }
    }
  }

  /** One object that holds everything. */
  final class Document implements RequestWriter {
    private final PrintStream out;
    private final String head;
    private final boolean single;
    private long requests;

    /** Starts one of a signal. */
    public Document(Signal signal, PrintStream out) {
      this.out = out;
      this.head = "{\"" + Export.of(signal).key() + "\":[";
      this.single = signal == Signal.PROFILES;
    }

    @Override
    public void request(String json) throws IOException {
      requests++;
      if (single) {
        if (requests > 1) {
          throw new IllegalStateException(
              "several requests of profiles match, and each has a dictionary of its own; expected"
                  + " --format otlp, or a narrower search");
        }
        out.print(json + "\n");
      } else {
        if (!json.startsWith(head) || !json.endsWith("]}")) {
          throw new IOException("an answer that is no request of OTLP");
        }
        out.print(requests == 1 ? head : ",\n");
        out.print(json.substring(head.length(), json.length() - 2));
      }
      check(out);
    }

    @Override
    public void end() throws IOException {
      if (requests == 0) {
        out.print("{}\n");
      } else if (!single) {
        out.print("]}\n");
      }
      check(out);
    }
  }

  private static void check(PrintStream out) throws IOException {
    if (out.checkError()) {
      throw new IOException("the output takes no more (its reader is gone or its disk is full)");
    }
  }
}
