package dev.eyepiece.telemetry;

import java.util.List;

/** Writes profiles (opentelemetry-proto 1.11, {@code profiles.proto}). For one thread. */
final class ProfileEncoder extends TreeEncoder<Profile> {
  ProfileEncoder(SizedWriter out) {
    super(out);
  }

  void tree(ProfileTree tree) {
    groups(tree.resources());
    int message = out.begin(2);
    dictionary(tree.dictionary());
    out.end(message, 2);
  }

  @Override
  void record(Profile profile) {
    type(1, profile.sampleType());
    for (Sample sample : profile.samples()) {
      sample(sample);
    }
    out.fixed64(3, profile.timeUnixNano());
    out.varint(4, profile.durationNano());
    type(5, profile.periodType());
    out.varint(6, profile.period());
    out.traceId(7, profile.profileIdHigh(), profile.profileIdLow());
    out.varint(8, Integer.toUnsignedLong(profile.droppedAttributesCount()));
    out.text(9, profile.originalPayloadFormat());
    if (profile.originalPayload().length > 0) {
      out.bytesAlways(10, profile.originalPayload());
    }
    out.packedVarints(11, profile.attributeIndices());
  }

  private void type(int field, Profile.Type type) {
    if (!type.equals(Profile.Type.NONE)) {
      int message = out.begin(field);
      out.varint(1, type.type());
      out.varint(2, type.unit());
      out.end(message, field);
    }
  }

  private void sample(Sample sample) {
    int message = out.begin(2);
    out.varint(1, sample.stack());
    out.packedVarints(2, sample.attributeIndices());
    out.varint(3, sample.link());
    out.packedVarints(4, sample.values());
    out.packedFixed64(5, sample.timestampsUnixNano());
    out.end(message, 2);
  }

  private void dictionary(ProfilesDictionary dictionary) {
    dictionary.mappings().forEach(this::mapping);
    dictionary.locations().forEach(this::location);
    dictionary.functions().forEach(this::function);
    dictionary.links().forEach(this::link);
    dictionary.strings().forEach(text -> out.textAlways(5, text));
    dictionary.attributes().forEach(this::attribute);
    for (ProfilesDictionary.Stack stack : dictionary.stacks()) {
      int message = out.begin(7);
      indices(1, stack.locations());
      out.end(message, 7);
    }
  }

  private void mapping(ProfilesDictionary.Mapping mapping) {
    int message = out.begin(1);
    out.varint(1, mapping.start());
    out.varint(2, mapping.limit());
    out.varint(3, mapping.fileOffset());
    out.varint(4, mapping.filename());
    indices(5, mapping.attributes());
    out.end(message, 1);
  }

  private void location(ProfilesDictionary.Location location) {
    int message = out.begin(2);
    out.varint(1, location.mapping());
    out.varint(2, location.address());
    for (ProfilesDictionary.Line line : location.lines()) {
      int inner = out.begin(3);
      out.varint(1, line.function());
      out.varint(2, line.line());
      out.varint(3, line.column());
      out.end(inner, 3);
    }
    indices(4, location.attributes());
    out.end(message, 2);
  }

  private void function(ProfilesDictionary.Function function) {
    int message = out.begin(3);
    out.varint(1, function.name());
    out.varint(2, function.systemName());
    out.varint(3, function.filename());
    out.varint(4, function.startLine());
    out.end(message, 3);
  }

  private void link(ProfilesDictionary.Link link) {
    int message = out.begin(4);
    out.traceId(1, link.traceIdHigh(), link.traceIdLow());
    out.spanId(2, link.spanId());
    out.end(message, 4);
  }

  private void attribute(ProfilesDictionary.Attribute attribute) {
    int message = out.begin(6);
    out.varint(1, attribute.key());
    value(2, attribute.value());
    out.varint(3, attribute.unit());
    out.end(message, 6);
  }

  private void indices(int field, List<Integer> indices) {
    if (!indices.isEmpty()) {
      int[] numbers = new int[indices.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = indices.get(i);
      }
      out.packedVarints(field, numbers);
    }
  }
}
