package dev.eyepiece.app.transfer;

import dev.eyepiece.app.send.Export;
import dev.eyepiece.app.send.FileFormatException;
import dev.eyepiece.app.send.OtlpFile;
import dev.eyepiece.app.send.RequestSink;
import dev.eyepiece.store.ParquetFile;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A file of any form that is taken in; its first bytes tell which. */
public final class ImportFile {
  private static final int HEAD = 4_096;
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  private ImportFile() {}

  /** Reads to the end, one request at a time; Jaeger's JSON is one document and read whole. */
  public static void read(Path file, RequestSink sink) throws IOException, FileFormatException {
    byte[] head;
    try (InputStream in = open(file)) {
      head = in.readNBytes(HEAD);
    }
    if (startsWith(head, PARQUET)) {
      parquet(file, sink);
    } else if (JaegerReader.knows(new String(head, StandardCharsets.ISO_8859_1))) {
      jaeger(file, sink);
    } else if (ZipkinReader.knows(new String(head, StandardCharsets.UTF_8))) {
      try (InputStream in = open(file)) {
        ZipkinReader.read(in, file.toString(), sink);
      }
    } else if (ProfileFile.knows(head)) {
      ProfileFile.read(file, sink);
    } else {
      try (InputStream in = Files.newInputStream(file)) {
        OtlpFile.read(in, file.toString(), sink);
      }
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of a file, unpacked when they are gzip. */
  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      in.mark(2);
      boolean packed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return packed ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static void jaeger(Path file, RequestSink sink) throws IOException, FileFormatException {
    byte[] json;
    try (InputStream in = open(file)) {
      json = in.readNBytes(OtlpFile.MAX_REQUEST_BYTES + 1);
    }
    if (json.length > OtlpFile.MAX_REQUEST_BYTES) {
      throw new FileFormatException(
          file
              + " has more than "
              + OtlpFile.MAX_REQUEST_BYTES
              + " bytes of Jaeger JSON, which is"
              + " one document; expected smaller files");
    }
    JaegerReader.read(new String(json, StandardCharsets.UTF_8), file.toString(), sink);
  }

  private static void parquet(Path file, RequestSink sink) throws IOException, FileFormatException {
    Rows rows = new Rows(file, sink);
    try {
      ParquetFile.read(file, rows::take);
      rows.end();
    } catch (StoreException e) {
      throw new FileFormatException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (BadRowException e) {
      throw new FileFormatException(String.valueOf(e.getMessage()));
    }
  }

  private static final class BadRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private BadRowException(String message) {
      super(message);
    }
  }

  /** Joins the requests of rows: one after the other they are one request, as protobuf merges. */
  private static final class Rows {
    private static final int ROWS = 256;
    private static final int BYTES = 4 << 20;

    private final Path file;
    private final RequestSink sink;
    private Signal signal = Signal.TRACES;
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();
    private long row;
    private long first = 1;

    private Rows(Path file, RequestSink sink) {
      this.file = file;
      this.sink = sink;
    }

    private void take(String json) {
      row++;
      try {
        if (row == 1) {
          signal = signal(json);
        }
        joined.writeBytes(OtlpJson.read(signal, json.getBytes(StandardCharsets.UTF_8)));
      } catch (MalformedOtlpException e) {
        throw new BadRowException(file + " row " + row + ": " + e.getMessage());
      }
      if (row - first + 1 == ROWS || joined.size() > BYTES) {
        end();
      }
    }

    /** By the root key, which export writes first. */
    private static Signal signal(String json) {
      for (Signal signal : List.of(Signal.LOGS, Signal.METRICS)) {
        if (json.startsWith("{\"" + Export.of(signal).key() + "\"")) {
          return signal;
        }
      }
      return Signal.TRACES;
    }

    private void end() {
      if (joined.size() == 0) {
        return;
      }
      try {
        sink.take(signal, joined.toByteArray(), file + " rows " + first + " to " + row);
      } catch (FileFormatException e) {
        throw new BadRowException(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      joined.reset();
      first = row + 1;
    }
  }
}
