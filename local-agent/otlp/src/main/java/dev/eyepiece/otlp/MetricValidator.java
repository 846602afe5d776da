package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.Defects;
import dev.eyepiece.telemetry.MetricBatch;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a data point must keep (opentelemetry-proto, metrics.proto). Refused is what has
 * no meaning: buckets that do not fit their bounds, bounds that do not grow, buckets beyond 32
 * bits, quantiles that are none, times beyond the year 2262. What only contradicts itself, such as
 * a count that is not the sum of its buckets, is taken and told: a reader sees it better than none.
 */
public final class MetricValidator implements Validator<MetricBatch> {
  @Override
  public Verdict validate(MetricBatch batch) {
    Findings findings = new Findings(ExportKind.METRICS.records());
    for (int row = 0; row < batch.size(); row++) {
      int metric = batch.metric(row);
      String reason = reason(batch, row);
      if (reason != null) {
        findings.reject(row, () -> reason + in(batch, metric));
        continue;
      }
      String oddity = oddity(batch, row);
      if (oddity != null) {
        findings.warn(() -> oddity + in(batch, metric));
      }
    }
    return findings.verdict();
  }

  private static String in(MetricBatch batch, int metric) {
    return " (metric '" + batch.symbol(batch.metricName(metric)) + "')";
  }

  private static @Nullable String reason(MetricBatch batch, int row) {
    if (batch.startTimeUnixNano(row) < 0 || batch.timeUnixNano(row) < 0) {
      return "a time is beyond the year 2262";
    }
    int defects = batch.defects(row);
    if ((defects & Defects.BUCKETS) != 0) {
      return "bucket_counts are not one more than explicit_bounds";
    }
    if ((defects & Defects.BOUNDS) != 0) {
      return "explicit_bounds do not grow strictly";
    }
    if ((defects & Defects.BUCKET_RANGE) != 0) {
      return "a bucket of an exponential histogram has an index beyond 32 bits";
    }
    return (defects & Defects.QUANTILE) != 0 ? "a quantile is not between 0 and 1" : null;
  }

  private static @Nullable String oddity(MetricBatch batch, int row) {
    int defects = batch.defects(row);
    if ((defects & Defects.COUNT) != 0) {
      return "count is not the sum of the buckets";
    }
    if ((defects & Defects.EXEMPLAR_ID) != 0) {
      return "an id of an exemplar has a wrong length, so it points to no span";
    }
    return batch.timeUnixNano(row) < batch.startTimeUnixNano(row)
        ? "time_unix_nano is before start_time_unix_nano"
        : null;
  }
}
