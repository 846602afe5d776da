package dev.eyepiece.app.transfer;

import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.RecordText;
import dev.eyepiece.store.ParquetFile;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Parquet by way of JSON lines beside the file, which are gone when it is there. */
public final class ParquetWriter implements AutoCloseable {
  private final Signal signal;
  private final Path file;
  private final Path lines;
  private final BufferedWriter out;
  private long longest;

  public ParquetWriter(Signal signal, Path file) throws IOException {
    this.signal = signal;
    this.file = file;
    Path folder = file.toAbsolutePath().getParent();
    lines = Files.createTempFile(folder, ".eyepiece-export", ".jsonl");
    out = Files.newBufferedWriter(lines);
  }

  /** Takes the records of a request in OTLP JSON, in which a metric has one data point. */
  public void request(String json) throws IOException {
    switch (signal) {
      case TRACES -> {
        for (SpanRecord span : Requests.spans(json)) {
          row(RecordText.span(span), OtlpJson.write(span));
        }
      }
      case LOGS -> {
        for (ScopedLog log : Requests.logs(json)) {
          row(
              RecordText.log(log),
              OtlpJson.write(new LogTree(one(log.resource(), log.scope(), log.log()))));
        }
      }
      case METRICS -> {
        for (ScopedMetric metric : Requests.points(json)) {
          row(
              RecordText.point(metric),
              OtlpJson.write(
                  new MetricTree(one(metric.resource(), metric.scope(), metric.metric()))));
        }
      }
      case PROFILES -> throw new IllegalStateException("profiles share a dictionary");
    }
  }

  private static <R> List<ResourceGroup<R>> one(Resource resource, Scope scope, R record) {
    ScopeGroup<R> ofScope = new ScopeGroup<>(scope);
    ofScope.records().add(record);
    ResourceGroup<R> group = new ResourceGroup<>(resource);
    group.scopes().add(ofScope);
    return List.of(group);
  }

  private void row(String row, String otlp) throws IOException {
    out.write(row, 0, row.length() - 1);
    out.write(",\"otlp\":");
    String whole = JsonText.write(otlp);
    out.write(whole);
    // At most so many bytes of UTF-8.
    longest = Math.max(longest, 3L * (row.length() + whole.length() + 16));
    out.write("}\n");
  }

  /** Writes the file. */
  public void end() throws IOException {
    out.close();
    try {
      ParquetFile.write(signal, lines, longest, file);
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Gives up what {@link #end} did not finish. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(lines);
  }
}
