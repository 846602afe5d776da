package dev.eyepiece.app.send;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The two small protobuf messages that a receiver answers with. */
final class ExportReply {
  private static final int MAX_TEXT = 500;

  private ExportReply() {}

  /** ExportTraceServiceResponse: partial_success is field 1, in it the count 1 and a text 2. */
  static Sender.Reply read(byte[] response) {
    byte[] partial = field(response, 1);
    if (partial == null) {
      return new Sender.Reply(0, "");
    }
    byte[] text = field(partial, 2);
    return new Sender.Reply(number(partial), text == null ? "" : shown(text));
  }

  /** The message of a google.rpc.Status, or what else a receiver writes. */
  static String errorText(byte[] body) {
    byte[] message = field(body, 2);
    byte[] text = message == null ? body : message;
    return text.length == 0 ? "" : ": " + shown(text);
  }

  private static String shown(byte[] utf8) {
    String text = new String(utf8, 0, Math.min(utf8.length, MAX_TEXT), StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}", " ").strip();
  }

  /** The first length-delimited field with this number; null when there is none. */
  private static byte @Nullable [] field(byte[] message, int number) {
    int at = 0;
    while (at < message.length) {
      int tag = message[at++];
      if ((tag & 7) == 0) {
        while (at < message.length && message[at] < 0) {
          at++;
        }
        at++;
      } else if ((tag & 7) == 2 && at < message.length) {
        int length = 0;
        for (int shift = 0; at < message.length && shift < 28; shift += 7) {
          byte next = message[at++];
          length |= (next & 0x7f) << shift;
          if (next >= 0) {
            break;
          }
        }
        if (length > message.length - at) {
          return null;
        }
        if (tag >> 3 == number) {
          return Arrays.copyOfRange(message, at, at + length);
        }
        at += length;
      } else {
        return null;
      }
    }
    return null;
  }

  /** Field 1 of a message as a number; 0 when it is absent. */
  private static long number(byte[] message) {
    if (message.length < 2 || message[0] != 0x08) {
      return 0;
    }
    long value = 0;
    for (int i = 1, shift = 0; i < message.length && shift < 63; i++, shift += 7) {
      value |= (long) (message[i] & 0x7f) << shift;
      if (message[i] >= 0) {
        break;
      }
    }
    return value;
  }
}
