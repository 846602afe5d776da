package dev.eyepiece.telemetry;

import java.util.List;

/**
 * Walks {@code ExportProfilesServiceRequest}s (profiles {@code v1development} of
 * opentelemetry-proto 1.11). The dictionary becomes objects, since stacks are looked up by whoever
 * draws them; samples do not. For one thread.
 */
public final class ProfileWalker extends RequestWalker<ProfileBatch> {
  private static final int BYTES_PER_SAMPLE = 40;

  private final HeaderCache headers;
  private SampleColumns columns = new SampleColumns(0, 0);
  private ProfileTable profiles = new ProfileTable(0);
  private ProfileNumbers numbers = new ProfileNumbers();
  private ProfilesDictionary dictionary = new ProfilesDictionary();
  private DictionaryCheck check = new DictionaryCheck(dictionary);
  private long dictionaryBytes;

  public ProfileWalker(SymbolTable shared) {
    this(shared, new HeaderCache());
  }

  private ProfileWalker(SymbolTable shared, HeaderCache headers) {
    super(Signal.PROFILES, shared, headers);
    this.headers = headers;
    headers.follow(List.of());
  }

  @Override
  void begin(int length) throws MalformedOtlpException {
    DictionaryReader tables = new DictionaryReader(in.bytes);
    dictionary = tables.read(length).frozen();
    dictionaryBytes = tables.retainedBytes();
    values.odd |= tables.odd();
    check = new DictionaryCheck(dictionary);
    headers.follow(dictionary.strings());
    columns = new SampleColumns(guess(length, BYTES_PER_SAMPLE), 0);
    profiles = new ProfileTable(4);
    numbers = new ProfileNumbers();
  }

  @Override
  ProfileBatch batch(BatchFrame frame) {
    return new ProfileBatch(frame, profiles, columns, numbers, dictionary, dictionaryBytes);
  }

  @Override
  void record(int limit) throws MalformedOtlpException {
    budget.take(ProfileTable.ROW_BYTES, in.position);
    ProfileTable p = profiles;
    p.ensureRow();
    int profile = p.size;
    p.offset[profile] = in.position;
    p.length[profile] = limit - in.position;
    p.resource[profile] = resource();
    p.scope[profile] = scope();
    NumberList own = new NumberList();
    int defects = 0;
    int types = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      EarlierProfiles.profileField(tag, in.position);
      switch (tag >>> 3) {
        case 1 -> {
          values.odd |= (types & 1) != 0;
          types |= 1;
          long type = type(messageEnd(tag, limit, "sample_type"));
          p.type[profile] = (int) (type >>> 32);
          p.unit[profile] = (int) type;
        }
        case 2 -> sample(profile, messageEnd(tag, limit, "samples"));
        case 3 -> p.timeUnixNano[profile] = fixed64(tag, limit, "time_unix_nano");
        case 4 -> p.durationNano[profile] = number(tag, limit, "duration_nano");
        case 5 -> {
          values.odd |= (types & 2) != 0;
          types |= 2;
          long type = type(messageEnd(tag, limit, "period_type"));
          p.periodType[profile] = (int) (type >>> 32);
          p.periodUnit[profile] = (int) type;
        }
        case 6 -> p.period[profile] = number(tag, limit, "period");
        case 7 -> {
          int at = id(tag, limit, 16, "profile_id");
          p.idHigh[profile] = at < 0 ? 0 : bigEndian(at);
          p.idLow[profile] = at < 0 ? 0 : bigEndian(at + 8);
          defects = mark(at, Defects.PROFILE_ID, defects);
        }
        case 8 ->
            p.droppedAttributes[profile] = (int) number(tag, limit, "dropped_attributes_count");
        case 9 -> p.payloadFormat[profile] = text(tag, limit, "original_payload_format");
        case 10 -> {
          int end = messageEnd(tag, limit, "original_payload");
          p.payload[profile] = ValueWalker.slice(in.position, end - in.position);
          in.position = end;
        }
        case 11 -> own.read(in, tag, limit, ProtoReader.VARINT, "attribute_indices");
        default -> in.skip(tag, limit, 4);
      }
    }
    // After the samples' own: a list of indices lies in one piece.
    p.indicesFrom[profile] = numbers.indices.size();
    numbers.indices.addAll(own);
    p.indicesTo[profile] = numbers.indices.size();
    boolean sound =
        check.isString(p.type[profile])
            && check.isString(p.unit[profile])
            && check.isString(p.periodType[profile])
            && check.isString(p.periodUnit[profile])
            && attributes(p.indicesFrom[profile], p.indicesTo[profile]);
    p.defects[profile] = (short) (sound ? defects : defects | Defects.INDEX);
    p.size = profile + 1;
  }

  /** A {@code ValueType}: the type in the high 32 bits, the unit in the low ones. */
  private long type(int limit) throws MalformedOtlpException {
    int type = 0;
    int unit = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> type = (int) number(tag, limit, "type_strindex");
        case 2 -> unit = (int) number(tag, limit, "unit_strindex");
        default -> in.skip(tag, limit, 5);
      }
    }
    return ((long) type << 32) | (unit & 0xFFFFFFFFL);
  }

  private void sample(int profile, int limit) throws MalformedOtlpException {
    SampleColumns c = columns;
    int row = startRow(c, limit);
    c.profile[row] = profile;
    c.valuesFrom[row] = numbers.values.size();
    c.timestampsFrom[row] = numbers.timestamps.size();
    c.indicesFrom[row] = numbers.indices.size();
    int seen = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      seen |= EarlierProfiles.sampleField(tag, in.position);
      switch (tag >>> 3) {
        case 1 -> c.stack[row] = (int) number(tag, limit, "stack_index");
        case 2 -> numbers.indices.read(in, tag, limit, ProtoReader.VARINT, "attribute_indices");
        case 3 -> c.link[row] = (int) number(tag, limit, "link_index");
        case 4 -> numbers.values.read(in, tag, limit, ProtoReader.VARINT, "values");
        case 5 ->
            numbers.timestamps.read(in, tag, limit, ProtoReader.FIXED64, "timestamps_unix_nano");
        default -> skipUnknown(tag, limit, 5);
      }
    }
    EarlierProfiles.sample(seen, limit);
    c.valuesTo[row] = numbers.values.size();
    c.timestampsTo[row] = numbers.timestamps.size();
    c.indicesTo[row] = numbers.indices.size();
    endRow(c, row, defects(row));
  }

  private int defects(int row) {
    SampleColumns c = columns;
    int given = c.valuesTo[row] - c.valuesFrom[row];
    int times = c.timestampsTo[row] - c.timestampsFrom[row];
    boolean lengths = given == 0 || times == 0 || given == times;
    boolean sound =
        check.isStack(c.stack[row])
            && check.isLink(c.link[row])
            && attributes(c.indicesFrom[row], c.indicesTo[row]);
    return (lengths ? 0 : Defects.SAMPLE_LENGTHS) | (sound ? 0 : Defects.INDEX);
  }

  private boolean attributes(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!check.isAttribute(numbers.indices.get(i))) {
        return false;
      }
    }
    return true;
  }
}
