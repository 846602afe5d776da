package dev.eyepiece.opamp.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps equal bytes once, for as long as somebody holds them. Safe for use by several threads. */
public final class Blobs {
  private final ConcurrentHashMap<ByteString, WeakReference<Blob>> pool = new ConcurrentHashMap<>();
  private int sweepAt = 1024;

  /** The one blob of these bytes. */
  public Blob of(ByteString bytes) {
    ByteString sha256 = sha256(bytes);
    Blob[] found = new Blob[1];
    pool.compute(
        sha256,
        (key, held) -> {
          Blob blob = held == null ? null : held.get();
          if (blob == null) {
            blob = new Blob(sha256, bytes);
            found[0] = blob;
            return new WeakReference<>(blob);
          }
          found[0] = blob;
          return held;
        });
    sweep();
    return found[0];
  }

  /**
   * A message's bytes with the entries of maps in order, so that equal messages have equal bytes.
   */
  public static ByteString canonical(MessageLite message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes);
  }

  static ByteString sha256(ByteString bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.asReadOnlyByteBuffer());
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private synchronized void sweep() {
    if (pool.size() > sweepAt) {
      pool.values().removeIf(held -> held.get() == null);
      sweepAt = Math.max(1024, pool.size() * 2);
    }
  }
}
