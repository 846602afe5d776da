package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.PerSignal;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Brings back what the journal holds beyond the store, and which requests were never answered. */
final class Replayer implements Journal.Replay {
  private static final System.Logger LOG = System.getLogger(Replayer.class.getName());

  private record Sent(Fingerprint fingerprint, long arrived) {}

  private final RequestDecoder decoder;
  private final PastRules rules;
  private final TelemetryStore store;
  private final Ring ring;
  private final Forwards forwards;
  private final long sealAtBytes;
  private final long mostBytes;
  private final long nowUnixNano;
  private final long nowNanos;
  private final Map<Long, Sent> young = new LinkedHashMap<>();
  private long lastId = RecordBatch.NO_ID;

  /** Unsealed bytes at which it seals next. */
  private long sealAt;

  private final PerSignal<LongAdder> records = new PerSignal<>(_ -> new LongAdder());
  private int unusable;
  private long damagedBytes;

  /**
   * @param sealAtBytes unsealed bytes above which the replay seals, so that a journal of any size
   *     goes through the ring
   * @param mostBytes unsealed bytes above which a store that refuses keeps the road from opening
   */
  Replayer(
      RequestDecoder decoder,
      PastRules rules,
      TelemetryStore store,
      Ring ring,
      Forwards forwards,
      long sealAtBytes,
      long mostBytes,
      long nowUnixNano,
      long nowNanos) {
    this.decoder = decoder;
    this.rules = rules;
    this.store = store;
    this.ring = ring;
    this.forwards = forwards;
    this.sealAtBytes = sealAtBytes;
    this.mostBytes = mostBytes;
    sealAt = sealAtBytes;
    this.nowUnixNano = nowUnixNano;
    this.nowNanos = nowNanos;
  }

  /** Hands on the requests of the last minute whose senders have no answer. */
  void recover(Unanswered unanswered) {
    young.forEach((id, sent) ->
        unanswered.recovered(id, sent.fingerprint(), sent.arrived(), age(sent), nowNanos));
  }

  /** A clock that was set back makes nothing younger than now. */
  private long age(Sent sent) {
    return Math.max(0, nowUnixNano - sent.arrived());
  }

  /** Records of a signal brought back. */
  long records(Signal signal) {
    return records.get(signal).sum();
  }

  /** The highest id of a request, {@link RecordBatch#NO_ID} when there was none. */
  long lastId() {
    return lastId;
  }

  /** What could not be brought back, empty when nothing. */
  String trouble() {
    String text = "";
    if (unusable > 0) {
      text =
          unusable
              + " requests that an earlier run journaled could not be read back; their segments are"
              + " kept beside the journal as .aside";
    }
    if (damagedBytes > 0) {
      text +=
          (text.isEmpty() ? "" : "; ")
              + damagedBytes
              + " bytes of the journal are damaged; their segments are kept as .aside";
    }
    return text;
  }

  @Override
  public Journal.Use record(long id, Segment.Entry entry) throws IOException {
    return switch (entry.kind()) {
      case Segment.REQUEST -> request(id, entry);
      case Segment.ANSWERED -> {
        Notes.readAnswered(entry.payload(), young::remove);
        yield Journal.Use.DONE;
      }
      case Segment.UNANSWERED -> {
        Notes.readUnanswered(entry.payload(), this::sent);
        yield Journal.Use.DONE;
      }
      default -> unusable("record of kind " + entry.kind());
    };
  }

  private Journal.Use unusable(String what) {
    unusable++;
    LOG.log(System.Logger.Level.ERROR, "a journal record cannot be used: " + what);
    return Journal.Use.UNUSABLE;
  }

  private void sent(long id, Fingerprint fingerprint, long arrived) {
    Sent sent = new Sent(fingerprint, arrived);
    if (age(sent) <= Unanswered.KEEP_NANOS) {
      young.put(id, sent);
    }
  }

  private Journal.Use request(long id, Segment.Entry entry) throws IOException {
    byte[] payload = entry.payload();
    Signal signal = Segment.signal(entry.signal());
    Fingerprint fingerprint = Fingerprint.of(entry.signal(), payload, payload.length);
    sent(id, fingerprint, entry.arrivedUnixNano());
    lastId = id;
    boolean sealed = id <= store.sealedUpTo();
    // Of a sealed one it matters only whether rules refused it, as long as it may be repeated.
    boolean forwarded = forwards.wants(id);
    if (sealed
        && !forwarded
        && (entry.ruleSet() == Journal.EMPTY_RULE_SET || !young.containsKey(id))) {
      return Journal.Use.DONE;
    }
    if (signal == null || !store.signals().contains(signal)) {
      return unusable("the store does not keep signal " + entry.signal());
    }
    Hops hops = Hops.read(entry.hops());
    if (hops == null) {
      return unusable("it does not say who forwarded it");
    }
    RecordBatch batch;
    try {
      batch =
          decoder
              .decode(signal, payload, payload.length)
              .batch()
              .withId(id, entry.arrivedUnixNano());
      if (!batch.isEmpty()) {
        switch (rules.of(entry.ruleSet()).apply(batch, fingerprint, false)) {
          case RuleStage.Passed passed -> {
            if (forwarded) {
              forwards.replayed(batch, passed.batch(), hops);
            }
            batch = passed.batch();
          }
          case RuleStage.Refused _ -> {
            young.remove(id);
            return Journal.Use.DONE;
          }
        }
      }
    } catch (MalformedOtlpException e) {
      return unusable("its request no longer reads: " + e.getMessage());
    } catch (RulesRefusedException e) {
      return sealed ? Journal.Use.DONE : unusable(String.valueOf(e.getMessage()));
    }
    if (sealed || batch.isEmpty()) {
      return forwarded ? Journal.Use.WAITS : Journal.Use.DONE;
    }
    ring.append(batch, nowNanos);
    records.get(signal).add(batch.size());
    if (ring.unsealedBytes() > sealAt) {
      sealAll();
    }
    return Journal.Use.WAITS;
  }

  /** A store that refuses, as on a full disk, is no reason not to start while there is room. */
  private void sealAll() throws IOException {
    try {
      store.seal(ring.unsealed(Long.MAX_VALUE));
    } catch (StoreException e) {
      if (ring.unsealedBytes() > mostBytes) {
        throw new IOException("the journal does not fit into memory, and " + e.getMessage(), e);
      }
      LOG.log(
          System.Logger.Level.WARNING, "the replay goes on without a seal: {0}", e.getMessage());
      sealAt = Math.min(mostBytes, ring.unsealedBytes() + sealAtBytes / 4);
      return;
    }
    sealAt = sealAtBytes;
    ring.sealed(lastId);
  }

  @Override
  public void torn(Path segment, long lostBytes) {
    LOG.log(
        System.Logger.Level.INFO,
        "the journal segment {0} ends in {1} bytes of a record that was never acknowledged",
        segment.getFileName(),
        lostBytes);
  }

  @Override
  public void damaged(Path segment, long from, long to) {
    damagedBytes += to - from;
    LOG.log(
        System.Logger.Level.ERROR,
        "the journal segment {0} is damaged from byte {1} to {2}; what follows was read",
        segment.getFileName(),
        from,
        to);
  }
}
