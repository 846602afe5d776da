package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.RecordBatch;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;

/**
 * Time and chance as rules on the road see them: it is the moment at which the request came, and
 * chance follows from the request. So a replay makes of a request what was made of it before the
 * crash. Chance is good enough to tell ids apart, and no secret. For one thread at a time.
 */
final class Arrival extends Clock implements RandomGenerator {
  private static final int SEED = 3 * Long.BYTES;

  private final MessageDigest digest;
  private final ByteBuffer seed = ByteBuffer.allocate(SEED + Long.BYTES);
  private long unixNano;
  private long drawn;

  Arrival() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** From here on it is about this request. */
  void at(RecordBatch batch, Fingerprint fingerprint) {
    unixNano = batch.arrivedUnixNano();
    drawn = 0;
    seed.clear().putLong(batch.id()).putLong(unixNano).putLong(fingerprint.mix());
  }

  @Override
  public long nextLong() {
    seed.putLong(SEED, drawn++);
    return ByteBuffer.wrap(digest.digest(seed.array())).getLong();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(0, unixNano);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    Clock own = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return own.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return own.withZone(other);
      }
    };
  }
}
