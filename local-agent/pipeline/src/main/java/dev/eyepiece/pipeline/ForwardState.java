package dev.eyepiece.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * How far a queue of the forwarder is, as its files keep it.
 *
 * @param cursor the road's id up to which everything was looked at; -1 before the first
 * @param done everything before this place was sent or given up
 * @param lostRequests requests that were dropped for want of room since the queue was made
 * @param lostBytes their bytes
 */
record ForwardState(long cursor, long done, long lostRequests, long lostBytes) {
  static final ForwardState NEW = new ForwardState(-1, 0, 0, 0);
  static final int BYTES = 4 * Long.BYTES;

  /** The same, with everything up to an id looked at. */
  ForwardState seen(long id) {
    return id <= cursor ? this : new ForwardState(id, done, lostRequests, lostBytes);
  }

  byte[] write() {
    byte[] payload = new byte[BYTES];
    ByteBuffer.wrap(payload)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(cursor)
        .putLong(done)
        .putLong(lostRequests)
        .putLong(lostBytes);
    return payload;
  }

  /** Null for what is none. */
  static @Nullable ForwardState read(byte[] payload) {
    if (payload.length != BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    return new ForwardState(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }
}
