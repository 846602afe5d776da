package dev.eyepiece.agent;

import dev.eyepiece.agent.query.SnapshotRequests;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.SinkReply;
import dev.eyepiece.otlp.TelemetrySink;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Saves what an agent of this process holds into bundles, and takes bundles into it. Every call
 * blocks. Safe for use by several threads.
 */
public final class SessionBundles {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int MOST_SAME_ID = 1_000;

  private final Telemetry telemetry;
  private final RequestDecoder decoder;
  private final TelemetrySink sink;
  private final RuleSets rules;
  private final Clock clock;

  /** Over what an agent holds, and the door by which it takes more. */
  public SessionBundles(
      Telemetry telemetry,
      RequestDecoder decoder,
      TelemetrySink sink,
      RuleSets rules,
      Clock clock) {
    this.telemetry = telemetry;
    this.decoder = decoder;
    this.sink = sink;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What was taken in.
   *
   * @param rejected records that broke a rule of OTLP
   * @param rules ids of the rule sets that are new here, all switched off
   * @param views saved views of the bundle, for whoever keeps them
   */
  public record Taken(BundleManifest manifest, long rejected, List<String> rules, String views) {}

  /**
   * Writes the records of all signals that match, with the rule sets.
   *
   * @param views saved views as the window keeps them
   */
  public BundleManifest save(Path file, String search, TimeRange range, String views)
      throws BundleException {
    try (TelemetrySnapshot snapshot = telemetry.snapshot()) {
      SnapshotRequests requests = new SnapshotRequests(snapshot, Search.parse(search), range);
      List<RuleSetInfo> sets = rules.list().stream().map(RuleSetState::set).toList();
      return BundleWriter.write(file, requests::write, search, sets, views, clock.instant());
    } catch (StoreException | SearchSyntaxException | QueryException | RuleSetException e) {
      throw new BundleException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Takes a bundle into what is held here. */
  public Taken take(Path file) throws BundleException, InterruptedException {
    try (BundleReader bundle = BundleReader.open(file)) {
      // Before anything is taken: what cannot be read whole changes nothing.
      List<RuleSetInfo> sets = bundle.rules();
      String views = bundle.views();
      long[] rejected = {0};
      bundle.telemetry((signal, request, place) -> rejected[0] += take(signal, request, place));
      return new Taken(bundle.manifest(), rejected[0], addRules(rules, sets), views);
    } catch (RuleSetException e) {
      throw new BundleException(file + ": its rules are not taken: " + e.getMessage(), e);
    }
  }

  private long take(Signal signal, byte[] request, String place)
      throws BundleException, InterruptedException, IOException {
    while (true) {
      try {
        RequestDecoder.Decoded decoded = decoder.decode(signal, request, request.length);
        CompletableFuture<SinkReply> replied = new CompletableFuture<>();
        sink.take(decoded.batch(), replied::complete);
        switch (replied.get()) {
          case SinkReply.Taken taken -> {
            taken.answered().run();
            return decoded.rejected();
          }
          case SinkReply.Busy busy -> pause(busy.retryAfter());
          case SinkReply.Unavailable no ->
              throw new BundleException(place + " is not taken: " + no.reason());
        }
      } catch (MalformedOtlpException e) {
        throw new BundleException(place + " is no OTLP: " + e.getMessage(), e);
      } catch (ExecutionException e) {
        throw new IOException(place + ": " + e.getMessage(), e);
      }
    }
  }

  private static void pause(Duration asked) throws InterruptedException {
    Thread.sleep(asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked);
  }

  /**
   * Adds rule sets, switched off; one that is there already as it is, is left, and one whose id
   * another has gets another id.
   *
   * @return the ids of those that are new
   */
  public static List<String> addRules(RuleSets to, List<RuleSetInfo> sets) throws RuleSetException {
    Map<String, RuleSetInfo> known = new HashMap<>();
    to.list().forEach(state -> known.put(state.set().id(), state.set()));
    List<String> added = new ArrayList<>();
    for (RuleSetInfo set : sets) {
      String id = set.id();
      RuleSetInfo there = known.get(id);
      for (int n = 2; there != null && !isSame(there, set) && n < MOST_SAME_ID; n++) {
        id = set.id() + "-" + n;
        there = known.get(id);
      }
      if (there == null) {
        RuleSetInfo off =
            new RuleSetInfo(
                id, set.name(), set.priority(), false, set.signals(), set.errorMode(), set.text());
        to.put(off);
        known.put(id, off);
        added.add(id);
      }
    }
    return List.copyOf(added);
  }

  private static boolean isSame(RuleSetInfo one, RuleSetInfo other) {
    return one.text().equals(other.text())
        && one.signals().equals(other.signals())
        && one.errorMode() == other.errorMode();
  }
}
