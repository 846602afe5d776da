package dev.eyepiece.store;

import dev.eyepiece.telemetry.LogReader;
import dev.eyepiece.telemetry.LogWalker;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.MetricReader;
import dev.eyepiece.telemetry.MetricWalker;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.ScopedMetric;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.WireFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around records, as encoded bytes: a {@code ResourceSpans} or its like without its
 * scopes, a {@code ScopeSpans} or its like without its records. Fields that nobody here knows stay
 * in them. For one thread.
 */
final class Headers {
  /** The field of {@code ResourceSpans}, {@code ScopeSpans} and their likes for what is inside. */
  private static final int INNER = 2;

  private final WireFields groups = new WireFields();
  private final WireFields fields = new WireFields();
  private final ByteSink sink = new ByteSink();
  private final SymbolTable symbols = new SymbolTable();
  private final SpanWalker spans = new SpanWalker(symbols);
  private final LogWalker logs = new LogWalker(symbols);
  private final MetricWalker metrics = new MetricWalker(symbols);

  /** The row that comes next in the bytes of the batch whose headers are gathered. */
  private int row;

  /** The headers of a batch, in the order of its resources and scopes. */
  record OfBatch(List<byte[]> resources, List<byte[]> scopes) {}

  OfBatch of(RecordBatch batch) {
    return of(batch.bytes(), batch.length(), batch);
  }

  private OfBatch of(byte[] request) {
    return of(request, request.length, null);
  }

  private OfBatch of(byte[] request, int length, @Nullable RecordBatch rows) {
    OfBatch found = new OfBatch(new ArrayList<>(4), new ArrayList<>(4));
    row = 0;
    groups.over(request, 0, length);
    while (groups.next()) {
      if (groups.field() == 1) {
        group(request, groups.contentStart(), groups.end(), found, rows);
      }
    }
    return found;
  }

  private void group(byte[] bytes, int from, int to, OfBatch found, @Nullable RecordBatch rows) {
    found.resources().add(withoutInner(bytes, from, to, null));
    WireFields scopes = new WireFields().over(bytes, from, to);
    while (scopes.next()) {
      if (scopes.field() == INNER) {
        found.scopes().add(withoutInner(bytes, scopes.contentStart(), scopes.end(), rows));
      }
    }
  }

  /** Where the rows of a batch are given, what is inside is passed over by them. */
  private byte[] withoutInner(byte[] bytes, int from, int to, @Nullable RecordBatch rows) {
    sink.clear();
    fields.over(bytes, from, to);
    while (fields.next()) {
      if (fields.field() != INNER) {
        sink.put(bytes, fields.start(), fields.end() - fields.start());
      } else if (rows != null) {
        passOver(rows);
      }
    }
    return sink.toBytes();
  }

  /**
   * From the first record of a scope goes to the end of its last one, when nothing else lies
   * between them; else nothing is passed over. The rows of a batch are in the order of its bytes.
   */
  private void passOver(RecordBatch rows) {
    while (row < rows.size() && rows.recordOffset(row) < fields.contentStart()) {
      row++;
    }
    if (row == rows.size() || rows.recordOffset(row) != fields.contentStart()) {
      return;
    }
    int scope = rows.scope(row);
    int end = fields.end();
    int next = row + 1;
    while (next < rows.size()
        && rows.scope(next) == scope
        && rows.recordOffset(next) == end + prefix(rows.recordLength(next))) {
      end = rows.recordOffset(next) + rows.recordLength(next);
      next++;
    }
    row = next;
    fields.continueAt(end);
  }

  /** The fewest bytes that can stand before a record: its tag of one byte and its length. */
  private static int prefix(int length) {
    return 2 + (31 - Integer.numberOfLeadingZeros(length | 1)) / 7;
  }

  /** What stands around the scopes of a group. */
  byte[] resourceHeader(ResourceGroup<Span> group) {
    return of(SampleChunks.request(group)).resources().getFirst();
  }

  /** What stands around the records of the one scope of a group. */
  byte[] scopeHeader(ResourceGroup<Span> group) {
    return of(SampleChunks.request(group)).scopes().getFirst();
  }

  Resource resource(byte[] header) throws StoreException {
    return walk(request(header, new byte[0], null)).resources().getFirst();
  }

  Scope scope(byte[] header) throws StoreException {
    return walk(request(new byte[0], header, null)).scopes().getFirst();
  }

  private RecordBatch walk(ByteSink request) throws StoreException {
    return sound(() -> spans.walk(request.toBytes(), request.length));
  }

  /** A span of its encoded message and what stood around it. */
  SpanRecord span(byte[] resource, byte[] scope, ByteSink span) throws StoreException {
    ByteSink request = request(resource, scope, span);
    return SpanReader.read(sound(() -> spans.walk(request.toBytes(), request.length)), 0);
  }

  /** A log record of its encoded message and what stood around it. */
  ScopedLog log(byte[] resource, byte[] scope, ByteSink log) throws StoreException {
    ByteSink request = request(resource, scope, log);
    return LogReader.read(sound(() -> logs.walk(request.toBytes(), request.length)), 0);
  }

  /** A metric of its encoded message, which has one point, and what stood around it. */
  ScopedMetric point(byte[] resource, byte[] scope, ByteSink metric) throws StoreException {
    ByteSink request = request(resource, scope, metric);
    return MetricReader.read(sound(() -> metrics.walk(request.toBytes(), request.length)), 0);
  }

  private interface Walk<B> {
    B walk() throws MalformedOtlpException;
  }

  private static <B> B sound(Walk<B> walk) throws StoreException {
    try {
      return walk.walk();
    } catch (MalformedOtlpException e) {
      throw new StoreException("a stored record no longer reads: " + e.getMessage(), e);
    }
  }

  /** A request that holds one record, or none. */
  static ByteSink request(byte[] resource, byte[] scope, @Nullable ByteSink record) {
    ByteSink inner = new ByteSink();
    inner.put(scope, 0, scope.length);
    if (record != null) {
      inner.bytesField(INNER, record.bytes, 0, record.length);
    }
    ByteSink group = new ByteSink();
    group.put(resource, 0, resource.length);
    group.bytesField(INNER, inner.bytes, 0, inner.length);
    ByteSink request = new ByteSink();
    request.bytesField(1, group.bytes, 0, group.length);
    return request;
  }
}
