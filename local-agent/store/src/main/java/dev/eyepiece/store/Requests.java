package dev.eyepiece.store;

import com.github.luben.zstd.Zstd;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SpanReader;
import dev.eyepiece.telemetry.SpanRecord;
import dev.eyepiece.telemetry.SpanWalker;
import dev.eyepiece.telemetry.SymbolTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole spans from the requests that a snapshot holds; keeps the last few requests decoded.
 */
final class Requests {
  private static final int KEPT = 64;

  private final Relation relation;
  private final Map<Long, SpanBatch> unsealed = new HashMap<>();
  private final SpanWalker walker = new SpanWalker(new SymbolTable());
  private final LinkedHashMap<Long, SpanBatch> decoded =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SpanBatch> eldest) {
          return size() > KEPT;
        }
      };

  Requests(Relation relation, List<SpanBatch> pending) {
    this.relation = relation;
    pending.forEach(batch -> unsealed.put(batch.id(), batch));
  }

  Optional<SpanRecord> span(long batchId, int place) throws StoreException {
    SpanBatch batch = unsealed.get(batchId);
    if (batch == null) {
      batch = decoded.get(batchId);
    }
    if (batch == null) {
      batch = load(batchId);
      if (batch == null) {
        return Optional.empty();
      }
      decoded.put(batchId, batch);
    }
    int row = batch.rowAt(place);
    return row < 0 ? Optional.empty() : Optional.of(SpanReader.read(batch, row));
  }

  private @Nullable SpanBatch load(long batchId) throws StoreException {
    SpanBatch[] found = {null};
    for (Window window : relation.windows()) {
      relation.query(
          "SELECT length, request FROM " + window.alias() + ".batches WHERE batch_id = " + batchId,
          row -> found[0] = decode(row.getBytes(2), row.getInt(1)));
      if (found[0] != null) {
        break;
      }
    }
    return found[0];
  }

  private SpanBatch decode(byte[] compressed, int length) throws StoreException {
    try {
      byte[] request = Zstd.decompress(compressed, length);
      return walker.walk(request, request.length);
    } catch (MalformedOtlpException e) {
      throw new StoreException("a stored request no longer reads: " + e.getMessage(), e);
    }
  }
}
