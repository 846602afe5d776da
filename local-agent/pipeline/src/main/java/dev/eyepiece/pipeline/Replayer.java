package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.SpanBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings back what the journal holds beyond the store, and which requests were never answered. */
final class Replayer implements Journal.Replay {
  private static final System.Logger LOG = System.getLogger(Replayer.class.getName());

  private record Sent(Fingerprint fingerprint, long arrived) {}

  private final RequestDecoder decoder;
  private final TelemetryStore store;
  private final Ring ring;
  private final Unanswered unanswered;
  private final PipelineConfig config;
  private final Map<Long, Sent> young = new LinkedHashMap<>();
  private final Set<Long> answered = new HashSet<>();
  private long youngSince;
  private long spans;

  Replayer(
      RequestDecoder decoder,
      TelemetryStore store,
      Ring ring,
      Unanswered unanswered,
      PipelineConfig config) {
    this.decoder = decoder;
    this.store = store;
    this.ring = ring;
    this.unanswered = unanswered;
    this.config = config;
  }

  /** Replays; answers with the number of spans brought back. */
  long replay(Journal journal, long now) throws IOException {
    youngSince = now - Unanswered.KEEP_NANOS;
    journal.replay(this);
    young.forEach((id, sent) -> {
      if (!answered.contains(id)) {
        unanswered.add(id, sent.fingerprint(), sent.arrived());
      }
    });
    return spans;
  }

  @Override
  public void request(long id, Segment.Entry entry) throws IOException {
    byte[] payload = entry.payload();
    if (entry.arrivedUnixNano() >= youngSince) {
      young.put(id, new Sent(Fingerprint.of(payload, payload.length), entry.arrivedUnixNano()));
    }
    if (id <= store.sealedUpTo()) {
      return;
    }
    try {
      SpanBatch batch =
          decoder.decode(payload, payload.length).batch().withId(id, entry.arrivedUnixNano());
      if (batch.size() > 0) {
        ring.append(batch);
        spans += batch.size();
      }
    } catch (MalformedOtlpException e) {
      LOG.log(System.Logger.Level.ERROR, "a journaled request no longer reads; it is left out", e);
    }
    if (ring.unsealedBytes() > config.ringCapBytes() / 2) {
      sealAll();
    }
  }

  private void sealAll() throws IOException {
    List<SpanBatch> batches = ring.unsealed(Long.MAX_VALUE);
    try {
      store.seal(batches);
    } catch (StoreException e) {
      throw new IOException("the journal does not fit into memory, and " + e.getMessage(), e);
    }
    ring.sealed(batches);
  }

  @Override
  public void answered(long id) {
    answered.add(id);
  }

  @Override
  public void torn(Path segment, long lostBytes) {
    LOG.log(
        System.Logger.Level.INFO,
        "the journal segment {0} ends in {1} bytes of a record that was never acknowledged",
        segment.getFileName(),
        lostBytes);
  }
}
