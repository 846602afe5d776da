package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.RecordText;
import dev.eyepiece.store.ParquetFile;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.SpanRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Parquet by way of JSON lines beside the file, which are gone when it is there. */
public final class ParquetWriter implements SpanWriter {
  private final Path file;
  private final Path lines;
  private final BufferedWriter out;
  private long longest;

  public ParquetWriter(Path file) throws IOException {
    this.file = file;
    Path folder = file.toAbsolutePath().getParent();
    lines = Files.createTempFile(folder, ".eyepiece-export", ".jsonl");
    out = Files.newBufferedWriter(lines);
  }

  @Override
  public void span(SpanRecord span) throws IOException {
    String row = RecordText.span(span);
    out.write(row, 0, row.length() - 1);
    out.write(",\"otlp\":");
    String whole = JsonText.write(OtlpJson.write(span));
    out.write(whole);
    // At most so many bytes of UTF-8.
    longest = Math.max(longest, 3L * (row.length() + whole.length() + 16));
    out.write("}\n");
  }

  @Override
  public void end() throws IOException {
    out.close();
    try {
      ParquetFile.write(lines, longest, file);
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(lines);
  }
}
