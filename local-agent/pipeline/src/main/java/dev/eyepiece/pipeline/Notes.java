package dev.eyepiece.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.LongConsumer;

/** The payloads of the journal's records that are no requests. Little-endian. */
final class Notes {
  private static final int UNANSWERED_BYTES = 32;

  private Notes() {}

  /** Takes the fields of one request without an answer. */
  interface UnansweredReader {
    void request(long id, Fingerprint fingerprint, long arrivedUnixNano);
  }

  private static ByteBuffer buffer(byte[] payload) {
    return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] answered(List<Long> ids) {
    byte[] payload = new byte[ids.size() * Long.BYTES];
    ByteBuffer out = buffer(payload);
    ids.forEach(out::putLong);
    return payload;
  }

  static void readAnswered(byte[] payload, LongConsumer sink) {
    ByteBuffer in = buffer(payload);
    while (in.remaining() >= Long.BYTES) {
      sink.accept(in.getLong());
    }
  }

  static byte[] unanswered(List<Unanswered.Request> requests) {
    byte[] payload = new byte[requests.size() * UNANSWERED_BYTES];
    ByteBuffer out = buffer(payload);
    for (Unanswered.Request request : requests) {
      Fingerprint fingerprint = request.fingerprint();
      out.putLong(request.id()).putLong(request.arrivedUnixNano()).putLong(fingerprint.mix());
      out.putInt(fingerprint.crc()).putInt(fingerprint.length());
    }
    return payload;
  }

  static void readUnanswered(byte[] payload, UnansweredReader sink) {
    ByteBuffer in = buffer(payload);
    while (in.remaining() >= UNANSWERED_BYTES) {
      long id = in.getLong();
      long arrived = in.getLong();
      sink.request(id, new Fingerprint(in.getLong(), in.getInt(), in.getInt()), arrived);
    }
  }
}
