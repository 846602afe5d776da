package dev.eyepiece.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.eyepiece.telemetry.RecordBatch;

/** Requests with profiles as a window keeps them: compressed, as they came. */
final class ProfileRequests {
  private static final int LEVEL = 3;

  /** What a request may have been, as a guard against a broken window. */
  private static final long MOST_BYTES = 1L << 30;

  private ProfileRequests() {}

  static byte[] pack(RecordBatch batch) {
    byte[] from = batch.bytes();
    byte[] packed = new byte[(int) Zstd.compressBound(batch.length())];
    long length = Zstd.compressByteArray(packed, 0, packed.length, from, 0, batch.length(), LEVEL);
    if (Zstd.isError(length)) {
      throw new IllegalStateException("zstd: " + Zstd.getErrorName(length));
    }
    return java.util.Arrays.copyOf(packed, (int) length);
  }

  static byte[] unpack(byte[] packed) throws StoreException {
    long size = Zstd.getFrameContentSize(packed);
    if (size < 0 || size > MOST_BYTES) {
      throw new StoreException("a stored profile has no size");
    }
    try {
      return Zstd.decompress(packed, (int) size);
    } catch (ZstdException e) {
      throw new StoreException("a stored profile cannot be unpacked: " + e.getMessage(), e);
    }
  }
}
