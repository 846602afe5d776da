package dev.eyepiece.telemetry;

import java.util.Set;

/**
 * Tells profiles of opentelemetry-proto before 1.10, whose fields had other numbers, by fields that
 * no later version writes with that wire type. Nothing on the wire names the version, and read as
 * one of today such a profile would tell something else.
 *
 * <p>Up to 1.7 a profile had {@code location_indices} (3), {@code duration_nanos} (5) and {@code
 * period_type} (6), and a sample {@code value} (3), {@code link_index} (5) and {@code
 * timestamps_unix_nano} (6). 1.8 had {@code profile_id} as 8 and {@code dropped_attributes_count}
 * as 9. Up to 1.9 a sample had {@code values} (2), {@code attribute_indices} (3) and {@code
 * link_index} (4). In JSON the names {@code sample} and {@code line} ended with 1.8.
 */
final class EarlierProfiles {
  static final Set<String> PROFILE_NAMES =
      Set.of("sample", "timeNanos", "durationNanos", "locationIndices");
  static final Set<String> LOCATION_NAMES = Set.of("line");

  /** What of a sample is only telling together. */
  static final int PLAIN_SECOND = 1;

  static final int PACKED_SECOND = 2;
  static final int PLAIN_FOURTH = 4;
  static final int PACKED_SIXTH = 8;

  private static final int PLAIN = ProtoReader.VARINT;
  private static final int PACKED = ProtoReader.LENGTH;

  private EarlierProfiles() {}

  static MalformedOtlpException refusal(long position) {
    return new MalformedOtlpException(
        "a profile of opentelemetry-proto 1.9 or earlier, where fields had other numbers and names;"
            + " expected 1.10 or later from an up-to-date sender",
        position);
  }

  /** Looks at a field of a profile. */
  static void profileField(int tag, int position) throws MalformedOtlpException {
    switch (tag) {
      case (3 << 3) | PACKED,
          (5 << 3) | PLAIN,
          (6 << 3) | PACKED,
          (8 << 3) | PACKED,
          (9 << 3) | PLAIN ->
          throw refusal(position);
      default -> {}
    }
  }

  /** Looks at a field of a sample; what it gives is to be gathered for {@link #sample}. */
  static int sampleField(int tag, int position) throws MalformedOtlpException {
    return switch (tag) {
      case (3 << 3) | PACKED, (5 << 3) | PLAIN -> throw refusal(position);
      case (2 << 3) | PLAIN -> PLAIN_SECOND;
      case (2 << 3) | PACKED -> PACKED_SECOND;
      case (4 << 3) | PLAIN -> PLAIN_FOURTH;
      case (6 << 3) | PACKED -> PACKED_SIXTH;
      default -> 0;
    };
  }

  /** Looks at a whole sample. */
  static void sample(int seen, int position) throws MalformedOtlpException {
    int lengthAndTimes = PLAIN_SECOND | PACKED_SIXTH;
    int valuesAndLink = PACKED_SECOND | PLAIN_FOURTH;
    if ((seen & lengthAndTimes) == lengthAndTimes || (seen & valuesAndLink) == valuesAndLink) {
      throw refusal(position);
    }
  }

  /** Looks at a field of an entry of the attribute table, which were pairs up to 1.7. */
  static void attributeField(int tag, int position) throws MalformedOtlpException {
    if (tag == ((1 << 3) | PACKED)) {
      throw refusal(position);
    }
  }
}
