package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.List;

/** Decodes encoded profiles into trees. For one thread. */
final class ProfileTreeReader extends RequestReader<Profile> {
  private final NumberList numbers = new NumberList();
  private final NumberList others = new NumberList();
  private final NumberList indices = new NumberList();

  ProfileTreeReader(byte[] bytes) {
    super(Signal.PROFILES, bytes);
    values.references = true;
  }

  ProfileTree tree(int length) throws MalformedOtlpException {
    DictionaryReader tables = new DictionaryReader(in.bytes);
    ProfilesDictionary dictionary = tables.read(length);
    strings = dictionary.strings();
    List<ResourceGroup<Profile>> groups = groups(length);
    if (!odd() && !tables.odd()) {
      return new ProfileTree(groups, dictionary);
    }
    byte[] mended = new OtlpRewriter(Signal.PROFILES).rewrite(in.bytes, length);
    in.bytes = mended;
    dictionary = new DictionaryReader(mended).read(mended.length);
    strings = dictionary.strings();
    return new ProfileTree(groups(mended.length), dictionary);
  }

  @Override
  Profile record(int limit) throws MalformedOtlpException {
    Profile profile = new Profile();
    indices.clear();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          values.odd |= !profile.sampleType().equals(Profile.Type.NONE);
          profile.setSampleType(type(messageEnd(tag, limit, "sample_type")));
        }
        case 2 -> profile.samples().add(sample(messageEnd(tag, limit, "samples")));
        case 3 -> profile.setTimeUnixNano(fixed64(tag, limit, "time_unix_nano"));
        case 4 -> profile.setDurationNano(number(tag, limit, "duration_nano"));
        case 5 -> {
          values.odd |= !profile.periodType().equals(Profile.Type.NONE);
          profile.setPeriodType(type(messageEnd(tag, limit, "period_type")));
        }
        case 6 -> profile.setPeriod(number(tag, limit, "period"));
        case 7 -> {
          byte[] id = opaque(tag, limit, 16, "profile_id");
          profile.setProfileId(bigEndian(id, 0), bigEndian(id, 8));
        }
        case 8 -> profile.setDroppedAttributesCount((int) number(tag, limit, "dropped"));
        case 9 -> profile.setOriginalPayloadFormat(text(tag, limit, "original_payload_format"));
        case 10 -> {
          int end = messageEnd(tag, limit, "original_payload");
          profile.setOriginalPayload(Arrays.copyOfRange(in.bytes, in.position, end));
          in.position = end;
        }
        case 11 -> indices.read(in, tag, limit, ProtoReader.VARINT, "attribute_indices");
        default -> in.skip(tag, limit, 4);
      }
    }
    profile.setAttributeIndices(indices.toInts());
    return profile;
  }

  private Profile.Type type(int limit) throws MalformedOtlpException {
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
    return new Profile.Type(type, unit);
  }

  private Sample sample(int limit) throws MalformedOtlpException {
    Sample sample = new Sample();
    NumberList attributes = new NumberList();
    numbers.clear();
    others.clear();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> sample.setStack((int) number(tag, limit, "stack_index"));
        case 2 -> attributes.read(in, tag, limit, ProtoReader.VARINT, "attribute_indices");
        case 3 -> sample.setLink((int) number(tag, limit, "link_index"));
        case 4 -> numbers.read(in, tag, limit, ProtoReader.VARINT, "values");
        case 5 -> others.read(in, tag, limit, ProtoReader.FIXED64, "timestamps_unix_nano");
        default -> in.skip(tag, limit, 5);
      }
    }
    sample.setAttributeIndices(attributes.toInts());
    sample.setValues(numbers.toLongs());
    sample.setTimestampsUnixNano(others.toLongs());
    return sample;
  }
}
