package dev.eyepiece.telemetry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites an encoded trace request so that all text is UTF-8 and no field that must be alone
 * stands twice where a walker keeps a slice. The slow way of a rare request. For one thread.
 */
final class OtlpRewriter {
  /** What a field of a known message holds. */
  private enum Kind {
    REQUEST,
    RESOURCE_SPANS,
    RESOURCE,
    ENTITY,
    SCOPE_SPANS,
    SCOPE,
    SPAN,
    EVENT,
    LINK,
    STATUS,
    KEY_VALUE,
    ANY_VALUE,
    ARRAY,
    KEY_VALUES,
    TEXT
  }

  private int replacedText;

  /** Texts that had bytes replaced. */
  int replacedText() {
    return replacedText;
  }

  byte[] rewrite(byte[] bytes, int length) throws MalformedOtlpException {
    return message(Kind.REQUEST, bytes, 0, length, 0);
  }

  private static @Nullable Kind child(Kind parent, int field) {
    return switch (parent) {
      case REQUEST -> field == 1 ? Kind.RESOURCE_SPANS : null;
      case RESOURCE_SPANS -> pick(field, Kind.RESOURCE, Kind.SCOPE_SPANS, Kind.TEXT);
      case RESOURCE -> field == 1 ? Kind.KEY_VALUE : field == 3 ? Kind.ENTITY : null;
      case ENTITY -> field <= 4 ? Kind.TEXT : null;
      case SCOPE_SPANS -> pick(field, Kind.SCOPE, Kind.SPAN, Kind.TEXT);
      case SCOPE -> pick(field, Kind.TEXT, Kind.TEXT, Kind.KEY_VALUE);
      case SPAN ->
          switch (field) {
            case 3, 5 -> Kind.TEXT;
            case 9 -> Kind.KEY_VALUE;
            case 11 -> Kind.EVENT;
            case 13 -> Kind.LINK;
            case 15 -> Kind.STATUS;
            default -> null;
          };
      case EVENT -> field == 2 ? Kind.TEXT : field == 3 ? Kind.KEY_VALUE : null;
      case LINK -> field == 3 ? Kind.TEXT : field == 4 ? Kind.KEY_VALUE : null;
      case STATUS -> field == 2 ? Kind.TEXT : null;
      case KEY_VALUE -> field == 1 ? Kind.TEXT : field == 2 ? Kind.ANY_VALUE : null;
      case ANY_VALUE ->
          switch (field) {
            case ValueType.TEXT -> Kind.TEXT;
            case ValueType.ARRAY -> Kind.ARRAY;
            case ValueType.KEY_VALUES -> Kind.KEY_VALUES;
            default -> null;
          };
      case ARRAY -> field == 1 ? Kind.ANY_VALUE : null;
      case KEY_VALUES -> field == 1 ? Kind.KEY_VALUE : null;
      case TEXT -> null;
    };
  }

  private static @Nullable Kind pick(int field, Kind one, Kind two, Kind three) {
    return switch (field) {
      case 1 -> one;
      case 2 -> two;
      case 3 -> three;
      default -> null;
    };
  }

  private byte[] message(Kind kind, byte[] bytes, int offset, int limit, int depth)
      throws MalformedOtlpException {
    ProtoReader in = new ProtoReader();
    in.bytes = bytes;
    in.position = offset;
    in.checkDepth(depth);
    ByteArrayOutputStream out = new ByteArrayOutputStream(limit - offset + 16);
    Map<Integer, byte[]> alone = new LinkedHashMap<>();
    while (in.position < limit) {
      int start = in.position;
      int tag = in.tag(limit);
      Kind child = (tag & 7) == ProtoReader.LENGTH ? child(kind, tag >>> 3) : null;
      if (kind == Kind.ANY_VALUE || (kind == Kind.KEY_VALUE && child == Kind.ANY_VALUE)) {
        in.skip(tag, limit, depth);
        keepAlone(kind, tag, copy(bytes, start, in.position), child, alone, depth);
      } else if (child == null) {
        in.skip(tag, limit, depth);
        out.write(bytes, start, in.position - start);
      } else {
        int length = in.length(limit);
        write(out, tag, content(child, bytes, in.position, in.position + length, depth));
        in.position += length;
      }
    }
    for (Map.Entry<Integer, byte[]> field : alone.entrySet()) {
      finish(kind, field.getKey(), field.getValue(), out, depth);
    }
    return out.toByteArray();
  }

  /**
   * Keeps the last of several fields of a oneof; the same message twice is one, merged by joining.
   */
  private static void keepAlone(
      Kind kind, int tag, byte[] field, @Nullable Kind child, Map<Integer, byte[]> alone, int depth)
      throws MalformedOtlpException {
    byte[] before = alone.get(tag);
    boolean merges = child != null && child != Kind.TEXT;
    byte[] now = merges ? payload(field, depth) : field;
    if (before != null && merges) {
      byte[] joined = Arrays.copyOf(before, before.length + now.length);
      System.arraycopy(now, 0, joined, before.length, now.length);
      now = joined;
    }
    if (kind == Kind.ANY_VALUE && tag >>> 3 <= ValueType.BYTES) {
      alone.keySet().removeIf(other -> other >>> 3 <= ValueType.BYTES);
    }
    alone.put(tag, now);
  }

  private void finish(Kind kind, int tag, byte[] field, ByteArrayOutputStream out, int depth)
      throws MalformedOtlpException {
    Kind child = (tag & 7) == ProtoReader.LENGTH ? child(kind, tag >>> 3) : null;
    if (child == null) {
      out.writeBytes(field);
    } else if (child == Kind.TEXT) {
      byte[] text = payload(field, depth);
      write(out, tag, content(child, text, 0, text.length, depth));
    } else {
      write(out, tag, content(child, field, 0, field.length, depth));
    }
  }

  private static byte[] payload(byte[] field, int depth) throws MalformedOtlpException {
    ProtoReader in = new ProtoReader();
    in.bytes = field;
    in.checkDepth(depth);
    in.tag(field.length);
    int length = in.length(field.length);
    return copy(field, in.position, in.position + length);
  }

  private byte[] content(Kind kind, byte[] bytes, int from, int to, int depth)
      throws MalformedOtlpException {
    if (kind != Kind.TEXT) {
      return message(kind, bytes, from, to, depth + 1);
    }
    if (Utf8Check.isWellFormed(bytes, from, to - from)) {
      return copy(bytes, from, to);
    }
    replacedText++;
    return new String(bytes, from, to - from, StandardCharsets.UTF_8)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] copy(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static void write(ByteArrayOutputStream out, int tag, byte[] content) {
    varint(out, tag);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
