package dev.eyepiece.store;

import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Utf8;
import dev.eyepiece.telemetry.ValueType;
import java.util.Arrays;

/**
 * Which series a data point belongs to, as a number that is the same in every window: resource,
 * scope, name, unit and kind of the metric, and attributes in any order (metrics data model,
 * "timeseries model"). For one thread.
 */
final class SeriesHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;

  private byte[] scratch = new byte[64];

  long of(MetricBatch batch, int row, byte[] resource, byte[] scope) {
    int metric = batch.metric(row);
    long hash = mix(mix(SEED, hash(resource, 0, resource.length)), hash(scope, 0, scope.length));
    hash = mix(hash, text(batch.symbol(batch.metricName(metric))));
    hash = mix(hash, text(batch.symbol(batch.metricUnit(metric))));
    hash = mix(hash, batch.metricType(metric).name().hashCode());
    long attributes = 0;
    for (int a = batch.attributesFrom(row); a < batch.attributesTo(row); a++) {
      attributes += mix(text(batch.symbol(batch.attributeKey(a))), value(batch, a));
    }
    return mix(hash, attributes);
  }

  private static long value(RecordBatch batch, int attribute) {
    byte type = batch.attributeType(attribute);
    long bits = batch.attributeBits(attribute);
    return switch (type) {
      case ValueType.EMPTY, ValueType.BOOL, ValueType.INT, ValueType.REAL -> mix(type, bits);
      default ->
          mix(
              type,
              hash(batch.bytes(), RecordBatch.sliceOffset(bits), RecordBatch.sliceLength(bits)));
    };
  }

  private long text(Utf8 text) {
    if (scratch.length < text.length()) {
      scratch = Arrays.copyOf(scratch, text.length() * 2);
    }
    text.copyTo(scratch, 0);
    return hash(scratch, 0, text.length());
  }

  private static long hash(byte[] bytes, int offset, int length) {
    long hash = SEED ^ length;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001B3L;
    }
    return mix(hash, length);
  }

  private static long mix(long one, long other) {
    long mixed = (one ^ (other + SEED + (one << 6) + (one >>> 2))) * 0xBF58476D1CE4E5B9L;
    return mixed ^ (mixed >>> 29);
  }
}
