package dev.eyepiece.otlp;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.PerSignal;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.Utf8;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What came as OTLP on one connection. A request costs an addition, and a look at its first
 * resources, which are the objects of the request before when a sender repeats itself. Safe for use
 * by several threads.
 */
final class SenderCounts {
  private static final int MOST_SERVICES = 16;
  private static final int MOST_RESOURCES = 8;
  private static final int LONGEST_NAME = 120;
  private static final Utf8 SDK_NAME = Utf8.of("telemetry.sdk.name");
  private static final Utf8 SDK_LANGUAGE = Utf8.of("telemetry.sdk.language");
  private static final Utf8 SDK_VERSION = Utf8.of("telemetry.sdk.version");

  private final PerSignal<LongAdder> records = new PerSignal<>(_ -> new LongAdder());
  private final LongAdder rejected = new LongAdder();

  /** Replaced, never changed. */
  private volatile Set<ReceiverCounts.Way> ways = EnumSet.noneOf(ReceiverCounts.Way.class);

  private final Set<String> services = ConcurrentHashMap.newKeySet();

  /** The last one that was looked at. */
  private volatile @Nullable Resource last;

  private volatile String sdk = "";

  void came(ReceiverCounts.Way way) {
    if (!ways.contains(way)) {
      synchronized (this) {
        Set<ReceiverCounts.Way> more = EnumSet.copyOf(ways);
        more.add(way);
        ways = more;
      }
    }
  }

  void taken(Signal signal, long count) {
    records.get(signal).add(count);
  }

  void rejected(long count) {
    rejected.add(count);
  }

  /** Who sent a batch, by its first resources. */
  // The object itself is meant: equal ones of other requests are looked at again, to no harm.
  @SuppressWarnings("ReferenceEquality")
  void look(RecordBatch batch) {
    List<Resource> resources = batch.resources();
    int most = Math.min(MOST_RESOURCES, resources.size());
    for (int i = 0; i < most; i++) {
      Resource resource = resources.get(i);
      if (resource != last) {
        learn(resource);
      }
    }
  }

  private void learn(Resource resource) {
    last = resource;
    Utf8 service = resource.serviceName();
    if (service != null && services.size() < MOST_SERVICES) {
      services.add(cut(service.toString()));
    }
    if (sdk.isEmpty()) {
      String name = text(resource, SDK_NAME);
      String language = text(resource, SDK_LANGUAGE);
      String version = text(resource, SDK_VERSION);
      sdk = cut((name + " " + language + " " + version).strip().replaceAll(" +", " "));
    }
  }

  private static String text(Resource resource, Utf8 key) {
    return resource.attributes().get(key) instanceof AnyValue.Text text
        ? text.value().toString()
        : "";
  }

  private static String cut(String text) {
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "\u2026" : text;
  }

  long records(Signal signal) {
    return records.get(signal).sum();
  }

  long rejected() {
    return rejected.sum();
  }

  Set<ReceiverCounts.Way> ways() {
    return ways;
  }

  Set<String> services() {
    return services;
  }

  String sdk() {
    return sdk;
  }
}
