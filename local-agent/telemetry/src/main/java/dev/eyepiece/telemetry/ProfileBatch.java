package dev.eyepiece.telemetry;

import java.util.BitSet;

/**
 * The samples of one OTLP request as columns, a row a sample, and what the samples of a profile
 * share: profiles are numbered from 0 to {@link #profileCount} in wire order, and a profile may
 * have no sample at all and an original payload nevertheless. Everything that is an index points
 * into {@link #dictionary()} (opentelemetry-proto 1.11, profiles {@code v1development}). Immutable;
 * safe for use by several threads.
 */
public final class ProfileBatch extends RecordBatch {
  private final ProfileTable profiles;
  private final SampleColumns columns;
  private final ProfileNumbers numbers;
  private final ProfilesDictionary dictionary;
  private final long dictionaryBytes;

  /** First sample of each profile, and the end. */
  private final int[] samplesFrom;

  ProfileBatch(
      BatchFrame frame,
      ProfileTable profiles,
      SampleColumns columns,
      ProfileNumbers numbers,
      ProfilesDictionary dictionary,
      long dictionaryBytes) {
    super(frame, columns);
    this.profiles = profiles;
    this.columns = columns;
    this.numbers = numbers;
    this.dictionary = dictionary;
    this.dictionaryBytes = dictionaryBytes;
    samplesFrom = new int[profiles.size + 1];
    for (int row = 0; row < columns.size; row++) {
      samplesFrom[columns.profile[row] + 1] = row + 1;
    }
    for (int profile = 1; profile <= profiles.size; profile++) {
      samplesFrom[profile] = Math.max(samplesFrom[profile], samplesFrom[profile - 1]);
    }
  }

  @Override
  public ProfileBatch withId(long newId, long newArrivedUnixNano) {
    return with(frame.withId(newId, newArrivedUnixNano), profiles, columns);
  }

  /** The batch without some samples; its profiles stay, also those that lose all samples. */
  @Override
  public ProfileBatch without(BitSet dropped) {
    SampleColumns less = new SampleColumns(size() - dropped.cardinality(), 0);
    less.copyWithout(columns, dropped);
    return with(frame, profiles, less);
  }

  /** The batch without some profiles and their samples; the profiles that stay move up. */
  public ProfileBatch withoutProfiles(BitSet dropped) {
    BitSet rows = new BitSet();
    int[] moved = new int[profiles.size];
    int kept = 0;
    for (int profile = 0; profile < profiles.size; profile++) {
      moved[profile] = kept;
      if (dropped.get(profile)) {
        rows.set(samplesFrom(profile), samplesTo(profile));
      } else {
        kept++;
      }
    }
    SampleColumns less = new SampleColumns(size() - rows.cardinality(), 0);
    less.copyWithout(columns, rows);
    for (int row = 0; row < less.size; row++) {
      less.profile[row] = moved[less.profile[row]];
    }
    return with(frame, profiles.without(dropped), less);
  }

  private ProfileBatch with(BatchFrame newFrame, ProfileTable newProfiles, SampleColumns samples) {
    return new ProfileBatch(newFrame, newProfiles, samples, numbers, dictionary, dictionaryBytes);
  }

  @Override
  public Signal signal() {
    return Signal.PROFILES;
  }

  /** A profile without samples may have its original payload. */
  @Override
  public boolean isEmpty() {
    return profiles.size == 0;
  }

  @Override
  public long retainedBytes() {
    return super.retainedBytes()
        + profiles.retainedBytes()
        + numbers.retainedBytes()
        + dictionaryBytes
        + (long) Integer.BYTES * samplesFrom.length;
  }

  /** The tables of the request; not to be changed. */
  public ProfilesDictionary dictionary() {
    return dictionary;
  }

  /** A text of the dictionary; empty for an index that points to none. */
  public Utf8 string(int index) {
    return index < 0 || index >= dictionary.strings().size()
        ? Utf8.EMPTY
        : dictionary.strings().get(index);
  }

  public int profileCount() {
    return profiles.size;
  }

  /** Where the encoded {@code Profile} starts, with all of its samples. */
  public int profileOffset(int profile) {
    return profiles.offset[profile];
  }

  public int profileLength(int profile) {
    return profiles.length[profile];
  }

  /** Index of a profile's resource into {@link #resources()}. */
  public int profileResource(int profile) {
    return profiles.resource[profile];
  }

  /** Index of a profile's scope into {@link #scopes()}. */
  public int profileScope(int profile) {
    return profiles.scope[profile];
  }

  /** Bits of {@link Defects} of a profile itself; its samples have their own. */
  public int profileDefects(int profile) {
    return profiles.defects[profile];
  }

  /** First sample of a profile; the samples of a profile are contiguous. */
  public int samplesFrom(int profile) {
    return samplesFrom[profile];
  }

  /** One past the last sample of a profile. */
  public int samplesTo(int profile) {
    return samplesFrom[profile + 1];
  }

  public Profile.Type sampleType(int profile) {
    return new Profile.Type(profiles.type[profile], profiles.unit[profile]);
  }

  public Profile.Type periodType(int profile) {
    return new Profile.Type(profiles.periodType[profile], profiles.periodUnit[profile]);
  }

  public long period(int profile) {
    return profiles.period[profile];
  }

  /** Nanoseconds since 1970, unsigned. */
  public long timeUnixNano(int profile) {
    return profiles.timeUnixNano[profile];
  }

  /** Unsigned. */
  public long durationNano(int profile) {
    return profiles.durationNano[profile];
  }

  public long profileIdHigh(int profile) {
    return profiles.idHigh[profile];
  }

  public long profileIdLow(int profile) {
    return profiles.idLow[profile];
  }

  /** Unsigned. */
  public int droppedAttributesCount(int profile) {
    return profiles.droppedAttributes[profile];
  }

  /** Slice of text. */
  public long payloadFormat(int profile) {
    return profiles.payloadFormat[profile];
  }

  /** Slice of bytes. */
  public long payload(int profile) {
    return profiles.payload[profile];
  }

  /** Indices of a profile's own attributes. */
  public int[] profileAttributes(int profile) {
    return numbers.indices.toInts(profiles.indicesFrom[profile], profiles.indicesTo[profile]);
  }

  /** The profile of a row. */
  public int profile(int row) {
    return columns.profile[row];
  }

  /** Index of the stack. */
  public int stack(int row) {
    return columns.stack[row];
  }

  /** Index of the link to a span; 0 for none. */
  public int link(int row) {
    return columns.link[row];
  }

  /** Indices of a sample's attributes. */
  public int[] sampleAttributes(int row) {
    return numbers.indices.toInts(columns.indicesFrom[row], columns.indicesTo[row]);
  }

  public int valueCount(int row) {
    return columns.valuesTo[row] - columns.valuesFrom[row];
  }

  /** One of a sample's values. */
  public long value(int row, int index) {
    return numbers.values.get(columns.valuesFrom[row] + index);
  }

  public int timestampCount(int row) {
    return columns.timestampsTo[row] - columns.timestampsFrom[row];
  }

  /** One of a sample's timestamps, nanoseconds since 1970, unsigned. */
  public long timestampUnixNano(int row, int index) {
    return numbers.timestamps.get(columns.timestampsFrom[row] + index);
  }

  /** What a sample counts: the sum of its values, or one for each timestamp when it has none. */
  public long total(int row) {
    long total = 0;
    for (int i = columns.valuesFrom[row]; i < columns.valuesTo[row]; i++) {
      total += numbers.values.get(i);
    }
    return valueCount(row) == 0 ? timestampCount(row) : total;
  }

  long[] values(int row) {
    return numbers.values.toLongs(columns.valuesFrom[row], columns.valuesTo[row]);
  }

  long[] timestampsUnixNano(int row) {
    return numbers.timestamps.toLongs(columns.timestampsFrom[row], columns.timestampsTo[row]);
  }
}
