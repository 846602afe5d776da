package dev.eyepiece.telemetry;

import dev.eyepiece.telemetry.MessageSchema.Field;
import dev.eyepiece.telemetry.MessageSchema.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rewrites an encoded request so that all text is UTF-8 and no message or choice that must be alone
 * stands twice: messages that came twice are merged and the last of a oneof wins, as protobuf's
 * encoding guide says. The slow way of a rare request. Nothing nested is copied on the way, so the
 * memory is that of the result and of a few numbers a field. For one thread.
 */
final class OtlpRewriter {
  private final Signal signal;
  private final ProtoReader in = new ProtoReader();
  private int replacedText;

  OtlpRewriter(Signal signal) {
    this.signal = signal;
  }

  /** Texts that had bytes replaced. */
  int replacedText() {
    return replacedText;
  }

  byte[] rewrite(byte[] bytes, int length) throws MalformedOtlpException {
    in.bytes = bytes;
    Slices whole = new Slices();
    whole.add(0, length);
    return SizedWriter.write(out -> {
      replacedText = 0;
      message(OtlpSchema.request(signal), whole, out, 0);
    });
  }

  /** Writes one message that came in several pieces. */
  private void message(MessageSchema schema, Slices pieces, SizedWriter out, int depth)
      throws MalformedOtlpException {
    in.checkDepth(depth);
    Map<Field, Slices> alone = Map.of();
    for (int piece = 0; piece < pieces.size(); piece++) {
      in.position = pieces.from(piece);
      int limit = pieces.to(piece);
      while (in.position < limit) {
        int start = in.position;
        int tag = in.tag(limit);
        Field field = schema.byNumber(tag >>> 3);
        if (field == null || (tag & 7) != field.kind().wireType) {
          in.skip(tag, limit, depth);
          out.raw(in.bytes, start, in.position);
        } else if (field.oneof() || (field.kind() == Kind.MESSAGE && !field.repeated())) {
          alone = alone.isEmpty() ? new LinkedHashMap<>() : alone;
          keepAlone(alone, field, tag, start, limit, depth);
        } else {
          write(field, tag, start, limit, out, depth);
        }
      }
    }
    for (Map.Entry<Field, Slices> entry : alone.entrySet()) {
      Field field = entry.getKey();
      Slices slices = entry.getValue();
      if (field.kind() == Kind.MESSAGE) {
        int message = out.begin(field.number());
        message(field.inner(), slices, out, depth + 1);
        out.end(message, field.number());
      } else {
        int start = slices.from(0);
        int limit = slices.to(0);
        in.position = start;
        write(field, in.tag(limit), start, limit, out, depth);
      }
    }
  }

  /**
   * Keeps a message's content, to be joined with what came before, or the whole of a last field.
   */
  private void keepAlone(
      Map<Field, Slices> alone, Field field, int tag, int start, int limit, int depth)
      throws MalformedOtlpException {
    if (field.oneof()) {
      alone
          .keySet()
          .removeIf(
              other -> other.oneof() && (!other.equals(field) || field.kind() != Kind.MESSAGE));
    }
    Slices slices = alone.computeIfAbsent(field, f -> new Slices());
    if (field.kind() == Kind.MESSAGE) {
      int length = in.length(limit);
      slices.add(in.position, in.position + length);
      in.position += length;
    } else {
      in.skip(tag, limit, depth);
      slices.add(start, in.position);
    }
  }

  /** Writes a field whose tag has been read. */
  private void write(Field field, int tag, int start, int limit, SizedWriter out, int depth)
      throws MalformedOtlpException {
    switch (field.kind()) {
      case TEXT -> {
        int length = in.length(limit);
        text(field.number(), in.position, length, out);
        in.position += length;
      }
      case MESSAGE -> {
        int length = in.length(limit);
        int end = in.position + length;
        Slices content = new Slices();
        content.add(in.position, end);
        int message = out.begin(field.number());
        message(field.inner(), content, out, depth + 1);
        out.end(message, field.number());
        in.position = end;
      }
      default -> {
        in.skip(tag, limit, depth);
        out.raw(in.bytes, start, in.position);
      }
    }
  }

  private void text(int field, int offset, int length, SizedWriter out) {
    if (Utf8Check.isWellFormed(in.bytes, offset, length)) {
      out.textAlways(field, in.bytes, offset, length);
    } else {
      replacedText++;
      String replaced = new String(in.bytes, offset, length, StandardCharsets.UTF_8);
      out.bytesAlways(field, replaced.getBytes(StandardCharsets.UTF_8));
    }
  }
}
