package dev.eyepiece.store;

import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.telemetry.WireFields;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands around spans, as encoded bytes: a {@code ResourceSpans} without its scopes, a {@code
 * ScopeSpans} without its spans. Fields that nobody here knows stay in them. For one thread.
 */
final class Headers {
  /** The fields of {@code ResourceSpans} and {@code ScopeSpans} that hold what is inside. */
  private static final int INNER = 2;

  private final WireFields groups = new WireFields();
  private final WireFields fields = new WireFields();
  private final ByteSink sink = new ByteSink();
  private final SpanWalker walker = new SpanWalker(new SymbolTable());

  /** The headers of a batch, in the order of its resources and scopes. */
  record OfBatch(List<byte[]> resources, List<byte[]> scopes) {}

  OfBatch of(SpanBatch batch) {
    OfBatch found = new OfBatch(new ArrayList<>(4), new ArrayList<>(4));
    groups.over(batch.bytes(), 0, batch.length());
    while (groups.next()) {
      if (groups.field() == 1) {
        group(batch.bytes(), groups.contentStart(), groups.end(), found);
      }
    }
    return found;
  }

  private void group(byte[] bytes, int from, int to, OfBatch found) {
    found.resources().add(withoutInner(bytes, from, to));
    WireFields scopes = new WireFields().over(bytes, from, to);
    while (scopes.next()) {
      if (scopes.field() == INNER) {
        found.scopes().add(withoutInner(bytes, scopes.contentStart(), scopes.end()));
      }
    }
  }

  private byte[] withoutInner(byte[] bytes, int from, int to) {
    sink.clear();
    fields.over(bytes, from, to);
    while (fields.next()) {
      if (fields.field() != INNER) {
        sink.put(bytes, fields.start(), fields.end() - fields.start());
      }
    }
    return sink.toBytes();
  }

  Resource resource(byte[] header) throws StoreException {
    return walk(header, new byte[0], null).resources().getFirst();
  }

  Scope scope(byte[] header) throws StoreException {
    return walk(new byte[0], header, null).scopes().getFirst();
  }

  /** A span of its encoded message and what stood around it. */
  SpanRecord span(byte[] resource, byte[] scope, ByteSink span) throws StoreException {
    return SpanReader.read(walk(resource, scope, span), 0);
  }

  private SpanBatch walk(
      byte[] resource, byte[] scope, @org.jspecify.annotations.Nullable ByteSink span)
      throws StoreException {
    ByteSink inner = new ByteSink();
    inner.put(scope, 0, scope.length);
    if (span != null) {
      inner.bytesField(INNER, span.bytes, 0, span.length);
    }
    ByteSink group = new ByteSink();
    group.put(resource, 0, resource.length);
    group.bytesField(INNER, inner.bytes, 0, inner.length);
    ByteSink request = new ByteSink();
    request.bytesField(1, group.bytes, 0, group.length);
    try {
      return walker.walk(request.toBytes(), request.length);
    } catch (MalformedOtlpException e) {
      throw new StoreException("a stored span no longer reads: " + e.getMessage(), e);
    }
  }
}
