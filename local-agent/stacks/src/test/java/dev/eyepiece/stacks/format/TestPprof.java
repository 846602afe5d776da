package dev.eyepiece.stacks.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes profiles of pprof by protobuf's own encoder, field by field of profile.proto. */
final class TestPprof {
  private final List<String> strings = new ArrayList<>(List.of(""));
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  long string(String text) {
    int known = strings.indexOf(text);
    if (known < 0) {
      strings.add(text);
      return strings.size() - 1L;
    }
    return known;
  }

  static ByteString message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return ByteString.copyFrom(bytes.toByteArray());
  }

  TestPprof type(String type, String unit) throws IOException {
    return field(
        1,
        m -> {
          m.writeInt64(1, string(type));
          m.writeInt64(2, string(unit));
        });
  }

  TestPprof mapping(long id, String file) throws IOException {
    return field(
        3,
        m -> {
          m.writeUInt64(1, id);
          m.writeInt64(5, string(file));
        });
  }

  TestPprof function(long id, String name, String file) throws IOException {
    return field(
        5,
        m -> {
          m.writeUInt64(1, id);
          m.writeInt64(2, string(name));
          m.writeInt64(4, string(file));
        });
  }

  /** A location with the functions of its lines, the innermost first. */
  TestPprof location(long id, long mapping, long... functions) throws IOException {
    return field(
        4,
        m -> {
          m.writeUInt64(1, id);
          m.writeUInt64(2, mapping);
          m.writeUInt64(3, 0x1000 + id);
          for (long function : functions) {
            m.writeBytes(
                4,
                message(line -> {
                  line.writeUInt64(1, function);
                  line.writeInt64(2, 42);
                }));
          }
        });
  }

  /** A sample with its locations, the leaf first. */
  TestPprof sample(boolean packed, String label, long[] locations, long... values)
      throws IOException {
    return field(
        2,
        m -> {
          if (packed) {
            m.writeBytes(
                1,
                message(p -> {
                  for (long location : locations) {
                    p.writeUInt64NoTag(location);
                  }
                }));
            m.writeBytes(
                2,
                message(p -> {
                  for (long value : values) {
                    p.writeInt64NoTag(value);
                  }
                }));
          } else {
            for (long location : locations) {
              m.writeUInt64(1, location);
            }
            for (long value : values) {
              m.writeInt64(2, value);
            }
          }
          if (!label.isEmpty()) {
            m.writeBytes(
                3,
                message(l -> {
                  l.writeInt64(1, string("thread"));
                  l.writeInt64(2, string(label));
                }));
          }
        });
  }

  TestPprof defaultType(String type) throws IOException {
    out.writeInt64(14, string(type));
    return this;
  }

  private TestPprof field(int number, Fields fields) throws IOException {
    out.writeBytes(number, message(fields));
    return this;
  }

  byte[] bytes() throws IOException {
    for (String string : strings) {
      out.writeString(6, string);
    }
    out.flush();
    return bytes.toByteArray();
  }
}
