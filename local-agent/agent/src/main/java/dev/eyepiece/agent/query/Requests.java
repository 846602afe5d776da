package dev.eyepiece.agent.query;

import dev.eyepiece.agent.Answer;
import dev.eyepiece.store.Direction;
import dev.eyepiece.store.ProfileRow;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Metric;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Span;
import dev.eyepiece.telemetry.TraceTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Matching records as OTLP requests, by signal. */
record Requests(TelemetrySnapshot snapshot, Search search, TimeRange range) {

  /** Streams records of a signal that has them one by one. */
  void stream(Signal signal, long limit, Cutter cutter, Consumer<String> lines)
      throws StoreException {
    Direction first = Direction.OLDEST_FIRST;
    switch (signal) {
      case TRACES -> {
        RequestLines<Span> out = new RequestLines<>(lines, TraceTree::new);
        snapshot.spans(
            search,
            range,
            limit,
            one -> cutter.take(() -> out.add(one.resource(), one.scope(), one.span())));
        out.end();
      }
      case LOGS -> {
        RequestLines<LogRecord> out = new RequestLines<>(lines, LogTree::new);
        snapshot
            .logs()
            .logs(
                search,
                range,
                first,
                limit,
                one -> cutter.take(() -> out.add(one.resource(), one.scope(), one.log())));
        out.end();
      }
      case METRICS -> {
        RequestLines<Metric> out = new RequestLines<>(lines, MetricTree::new);
        snapshot
            .metrics()
            .points(
                search,
                range,
                first,
                limit,
                one -> cutter.take(() -> out.add(one.resource(), one.scope(), one.metric())));
        out.end();
      }
      case PROFILES -> throw new IllegalArgumentException("profiles share a dictionary");
    }
  }

  /**
   * The requests that brought matching profiles, whole, since profiles share the dictionary of
   * their request.
   *
   * @return counts of profiles
   */
  Answer profiles(long limit, Consumer<String> lines) throws StoreException {
    List<ProfileRow> rows = snapshot.profiles().list(search, range, limit == 0 ? 0 : limit + 1);
    boolean cut = limit > 0 && rows.size() > limit;
    Set<Long> written = new HashSet<>();
    for (ProfileRow row : (cut ? rows.subList(0, (int) limit) : rows).reversed()) {
      if (written.add(row.batchId())) {
        Optional<byte[]> request = snapshot.profiles().request(row.batchId());
        if (request.isPresent()) {
          lines.accept(json(request.get()));
        }
      }
    }
    return new Answer(cut ? limit : rows.size(), cut ? -1 : rows.size(), cut);
  }

  private static String json(byte[] request) throws StoreException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      OtlpJson.write(Signal.PROFILES, request, request.length, json);
    } catch (MalformedOtlpException | IOException e) {
      throw new StoreException("a profile that is held cannot be read: " + e.getMessage(), e);
    }
    return json.toString(StandardCharsets.UTF_8);
  }
}
