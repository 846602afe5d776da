package dev.eyepiece.telemetry;

/**
 * What is wrong with a single record, as bits: reasons to refuse that record and not its request.
 */
public final class Defects {
  public static final int TRACE_ID = 1;
  public static final int SPAN_ID = 2;
  public static final int PARENT_ID = 4;
  public static final int LINK_ID = 8;

  /** An id of an exemplar has a wrong length. */
  public static final int EXEMPLAR_ID = 16;

  /** Bucket counts are not one more than bounds, nor both absent. */
  public static final int BUCKETS = 32;

  /** Bounds of buckets do not grow strictly, or are no numbers. */
  public static final int BOUNDS = 64;

  /** The count is not the sum of the counts of the buckets. */
  public static final int COUNT = 128;

  /** A bucket of an exponential histogram is beyond 32 bits. */
  public static final int BUCKET_RANGE = 256;

  /** A quantile is not between 0 and 1. */
  public static final int QUANTILE = 512;

  /** Values and timestamps of a sample are both there and not equally many. */
  public static final int SAMPLE_LENGTHS = 1024;

  /** An index points to no entry of its table. */
  public static final int INDEX = 2048;

  /** A profile's id is neither empty nor 16 bytes long. */
  public static final int PROFILE_ID = 4096;

  private Defects() {}
}
