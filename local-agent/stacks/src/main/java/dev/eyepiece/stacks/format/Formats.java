package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.StackFormat;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.Signal;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Finds out what a file is, whatever its name, and reads it. */
public final class Formats {
  private static final int HEAD = 1 << 16;
  private static final int MAX_GZIP_LAYERS = 2;

  private Formats() {}

  /** Reads everything; the stream stays open. */
  public static StackProfile read(InputStream source, Limits limits)
      throws IOException, StackFormatException {
    InputStream in = buffered(source);
    byte[] head = head(in);
    try {
      for (int layer = 0; isGzip(head); layer++) {
        if (layer == MAX_GZIP_LAYERS) {
          throw new StackFormatException("compressed more than twice; expected a profile inside");
        }
        in = buffered(new GZIPInputStream(in, 1 << 16));
        head = head(in);
      }
      return read(in, Detection.of(head), limits);
    } catch (ZipException e) {
      throw new StackFormatException("the gzip data are broken (" + e.getMessage() + ")", e);
    } catch (EOFException e) {
      throw new StackFormatException("the gzip data end too early", e);
    }
  }

  private static StackProfile read(InputStream in, StackFormat format, Limits limits)
      throws IOException, StackFormatException {
    return switch (format) {
      case COLLAPSED -> new CollapsedReader(in, limits).read();
      case PERF_SCRIPT -> new PerfScriptReader(in, limits).read();
      case JFR -> JfrReader.read(in, limits);
      case PROTOBUF -> protobuf(whole(in, limits), limits);
      case JSON -> JsonProfiles.read(whole(in, limits), limits);
    };
  }

  private static StackProfile protobuf(byte[] bytes, Limits limits) throws StackFormatException {
    if (!Detection.isOtlp(bytes)) {
      return new PprofReader(bytes, limits).read();
    }
    OtlpReader reader = new OtlpReader(limits);
    try {
      reader.add(ProfileTree.read(bytes, bytes.length));
    } catch (MalformedOtlpException e) {
      throw new StackFormatException(e.getMessage() + "; expected OTLP profiles", e);
    }
    return reader.build();
  }

  /** One request, or one a line as the collector's file exporter writes them. */
  static StackProfile otlpJson(byte[] json, Limits limits) throws StackFormatException {
    OtlpReader reader = new OtlpReader(limits);
    int line = 1;
    int from = 0;
    while (from < json.length) {
      int end = JsonProfiles.objectEnd(json, from);
      try {
        byte[] bytes = OtlpJson.read(Signal.PROFILES, Arrays.copyOfRange(json, from, end));
        reader.add(ProfileTree.read(bytes, bytes.length));
      } catch (MalformedOtlpException e) {
        throw new StackFormatException(
            "object " + line + ": " + e.getMessage() + "; expected OTLP profiles as JSON", e);
      }
      from = JsonProfiles.skipSpace(json, end);
      line++;
    }
    return reader.build();
  }

  private static boolean isGzip(byte[] head) {
    return head.length > 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
  }

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, HEAD);
  }

  private static byte[] head(InputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }

  private static byte[] whole(InputStream in, Limits limits)
      throws IOException, StackFormatException {
    byte[] bytes = in.readNBytes(limits.wholeBytes());
    if (bytes.length == limits.wholeBytes() && in.read() >= 0) {
      throw new StackFormatException(
          "more than "
              + limits.wholeBytes()
              + " bytes; expected less of a format that is read as a whole");
    }
    return bytes;
  }
}
