package dev.eyepiece.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What OTLP says of one message: its fields by number and by JSON name. Filled once while {@link
 * OtlpSchema} is made, read by any thread afterwards.
 */
final class MessageSchema {

  /** What a field holds, which settles its form on the wire and in JSON. */
  enum Kind {
    TEXT(ProtoReader.LENGTH),
    /** Base64 in JSON. */
    BYTES(ProtoReader.LENGTH),
    /** Hexadecimal in JSON. */
    ID(ProtoReader.LENGTH),
    MESSAGE(ProtoReader.LENGTH),
    BOOL(ProtoReader.VARINT),
    INT32(ProtoReader.VARINT),
    UINT32(ProtoReader.VARINT),
    /** Zigzag on the wire. */
    SINT32(ProtoReader.VARINT),
    ENUM(ProtoReader.VARINT),
    INT64(ProtoReader.VARINT),
    UINT64(ProtoReader.VARINT),
    FIXED32(ProtoReader.FIXED32),
    FIXED64(ProtoReader.FIXED64),
    SFIXED64(ProtoReader.FIXED64),
    DOUBLE(ProtoReader.FIXED64);

    final int wireType;

    Kind(int wireType) {
      this.wireType = wireType;
    }
  }

  /**
   * One field.
   *
   * @param message what a MESSAGE holds, else {@code null}
   * @param oneof whether the field excludes the other fields of its message that say so too
   * @param enumPrefix what the names of an ENUM's values start with
   * @param enumNames the rest of the names, by number
   */
  record Field(
      int number,
      String json,
      Kind kind,
      boolean repeated,
      boolean oneof,
      @Nullable MessageSchema message,
      String enumPrefix,
      List<String> enumNames) {

    Field many() {
      return new Field(number, json, kind, true, oneof, message, enumPrefix, enumNames);
    }

    Field either() {
      return new Field(number, json, kind, repeated, true, message, enumPrefix, enumNames);
    }

    MessageSchema inner() {
      if (message == null) {
        throw new IllegalStateException(json + " is no message");
      }
      return message;
    }
  }

  private Field[] fields = {};
  private Set<String> former = Set.of();
  private final Map<String, Field> byName = new HashMap<>();
  private @Nullable Field[] byNumber = {};
  private byte[][] jsonNames = {};

  MessageSchema with(Field... all) {
    fields = all;
    int last = Arrays.stream(all).mapToInt(Field::number).max().orElse(0);
    byNumber = new Field[last + 1];
    for (Field field : all) {
      byNumber[field.number()] = field;
      byName.put(field.json(), field);
    }
    jsonNames =
        Arrays.stream(all)
            .map(field -> field.json().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    return this;
  }

  /** Names that earlier versions had in its place, which would be read over as unknown ones. */
  MessageSchema formerly(Set<String> names) {
    former = names;
    return this;
  }

  boolean wasName(String json) {
    return former.contains(json);
  }

  /** In the order in which JSON shows them. */
  List<Field> fields() {
    return List.of(fields);
  }

  @Nullable Field byNumber(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }

  /**
   * The place of the field whose JSON name these bytes are, looked for from a place on; -1 for
   * none.
   */
  int place(byte[] name, int from, int to, int likely) {
    int count = jsonNames.length;
    for (int i = 0; i < count; i++) {
      int place = likely + i < count ? likely + i : likely + i - count;
      byte[] known = jsonNames[place];
      if (known.length == to - from && Arrays.equals(known, 0, known.length, name, from, to)) {
        return place;
      }
    }
    return -1;
  }

  /** The length of a field's JSON name where these bytes are that and a quote; else -1. */
  int nameLength(byte[] name, int from, int place) {
    if (place >= jsonNames.length) {
      return -1;
    }
    byte[] known = jsonNames[place];
    int end = from + known.length;
    return end < name.length
            && name[end] == '"'
            && Arrays.equals(known, 0, known.length, name, from, end)
        ? known.length
        : -1;
  }

  Field at(int place) {
    return fields[place];
  }

  @Nullable Field byName(String json) {
    return byName.get(json);
  }
}
