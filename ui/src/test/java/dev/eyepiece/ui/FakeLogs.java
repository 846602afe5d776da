package dev.eyepiece.ui;

import dev.eyepiece.store.Direction;
import dev.eyepiece.store.FacetValue;
import dev.eyepiece.store.LogAnswers;
import dev.eyepiece.store.LogHistogram;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.Severity;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.ScopedLog;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.Utf8;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers over a list of log records: the part of the language that views make use of. */
record FakeLogs(List<ScopedLog> all) implements LogAnswers {

  private static long time(ScopedLog one) {
    LogRecord log = one.log();
    return log.timeUnixNano() != 0 ? log.timeUnixNano() : log.observedTimeUnixNano();
  }

  private static @Nullable String value(String key, ScopedLog one) {
    LogRecord log = one.log();
    return switch (key) {
      case "service" -> {
        Utf8 name = one.resource().serviceName();
        yield name == null ? "" : name.toString();
      }
      case "severity" -> {
        int range = Severity.range(log.severityNumber());
        yield range < 0 ? null : Severity.NAMES.get(range);
      }
      case "trace" -> log.traceId().toString();
      default -> {
        AnyValue value = log.attributes().get(key);
        yield value instanceof AnyValue.Text text ? text.value().toString() : null;
      }
    };
  }

  private static boolean matches(Search search, ScopedLog one) {
    return switch (search) {
      case Search.All all -> true;
      case Search.And and -> and.parts().stream().allMatch(part -> matches(part, one));
      case Search.Or or -> or.parts().stream().anyMatch(part -> matches(part, one));
      case Search.Not not -> !matches(not.part(), one);
      case Search.Word word ->
          one.log()
              .body()
              .toString()
              .toLowerCase(Locale.ROOT)
              .contains(word.text().toLowerCase(Locale.ROOT));
      case Search.Field field -> {
        String value = value(field.key(), one);
        yield value != null
            && (field.op() == Search.Op.EXISTS || value.equalsIgnoreCase(field.value()));
      }
      case Search.WordMatch _, Search.FieldMatch _, Search.Moment _, Search.InTrace _ ->
          throw new IllegalArgumentException("views make no such search: " + search);
    };
  }

  private Stream<ScopedLog> matching(Search search, TimeRange range) {
    return all.stream()
        .filter(one -> range.contains(time(one)))
        .filter(one -> matches(search, one));
  }

  @Override
  public long count(Search search, TimeRange range) {
    return matching(search, range).count();
  }

  @Override
  public List<FacetValue> facet(String field, Search search, TimeRange range, int limit) {
    Map<String, Long> counts = new LinkedHashMap<>();
    matching(search, range)
        .forEach(one -> {
          String value = value(field, one);
          if (value != null) {
            counts.merge(value, 1L, Long::sum);
          }
        });
    return sorted(counts, limit);
  }

  private static List<FacetValue> sorted(Map<String, Long> counts, int limit) {
    return counts.entrySet().stream()
        .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(FacetValue::spans).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<FacetValue> attributeKeys(int limit) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (ScopedLog one : all) {
      for (int i = 0; i < one.log().attributes().size(); i++) {
        counts.merge(one.log().attributes().key(i).toString(), 1L, Long::sum);
      }
    }
    return sorted(counts, limit);
  }

  @Override
  public void logs(
      Search search, TimeRange range, Direction direction, long limit, Consumer<ScopedLog> sink) {
    Comparator<ScopedLog> oldest = Comparator.comparingLong(FakeLogs::time);
    matching(search, range)
        .sorted(direction == Direction.OLDEST_FIRST ? oldest : oldest.reversed())
        .limit(limit == 0 ? Long.MAX_VALUE : limit)
        .forEach(sink);
  }

  @Override
  public LogHistogram histogram(Search search, TimeRange range, int bins) {
    List<ScopedLog> found = matching(search, range).toList();
    if (found.isEmpty()) {
      return LogHistogram.EMPTY;
    }
    long from = found.stream().mapToLong(FakeLogs::time).min().orElseThrow();
    long to = found.stream().mapToLong(FakeLogs::time).max().orElseThrow();
    long width = (to - from) / bins + 1;
    long[] counts = new long[bins * LogHistogram.ROWS];
    for (ScopedLog one : found) {
      int bin = (int) ((time(one) - from) / width);
      counts[bin * LogHistogram.ROWS + Severity.range(one.log().severityNumber()) + 1]++;
    }
    return new LogHistogram(from, width, bins, counts);
  }

  @Override
  public List<ScopedLog> ofTrace(TraceId trace, long limit) {
    return all.stream().filter(one -> one.log().traceId().equals(trace)).toList();
  }
}
