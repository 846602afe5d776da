package dev.eyepiece.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/**
 * Export requests with any fields that the descriptors know, from a seed: what is legal, however
 * unlikely.
 */
public final class TestMessages {
  private static final int MAX_DEPTH = 12;
  private static final long[] LONGS = {
    0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 127, 128, 1L << 32
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    1e300
  };
  private static final String[] TEXTS = {
    "", "service.name", "a", "größe 測定 🔭", "quote'\"\\\n\t\u0000end", "x".repeat(300)
  };

  private final Random random;

  public TestMessages(long seed) {
    this.random = new Random(seed);
  }

  /** An empty request. */
  public static Message.Builder builder(Signal signal) {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.newBuilder();
      case LOGS -> ExportLogsServiceRequest.newBuilder();
      case METRICS -> ExportMetricsServiceRequest.newBuilder();
      case PROFILES -> ExportProfilesServiceRequest.newBuilder();
    };
  }

  public Message request(Signal signal) {
    Message.Builder builder = builder(signal);
    fill(builder, 0);
    return builder.build();
  }

  private void fill(Message.Builder message, int depth) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.getRealContainingOneof() != null || skipped(field, depth)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int count = random.nextInt(depth < 4 ? 4 : depth < 6 ? 3 : 2); count > 0; count--) {
          message.addRepeatedField(field, value(message, field, depth));
        }
      } else {
        message.setField(field, value(message, field, depth));
      }
    }
    for (OneofDescriptor oneof : message.getDescriptorForType().getRealOneofs()) {
      List<FieldDescriptor> fields =
          oneof.getFields().stream().filter(field -> !isReference(field)).toList();
      int pick = random.nextInt(fields.size() + 1);
      if (pick < fields.size() && !(isMessage(fields.get(pick)) && depth > MAX_DEPTH)) {
        message.setField(fields.get(pick), value(message, fields.get(pick), depth));
      }
    }
  }

  private boolean skipped(FieldDescriptor field, int depth) {
    boolean outer = depth < 3 && isMessage(field);
    return isReference(field)
        || (isMessage(field) && depth > MAX_DEPTH)
        || (!outer && random.nextInt(4) == 0);
  }

  /** References stand for text in attributes of profiles; they have tests of their own. */
  private static boolean isReference(FieldDescriptor field) {
    String message = field.getContainingType().getName();
    return field.getName().endsWith("strindex")
        && (message.equals("KeyValue") || message.equals("AnyValue"));
  }

  private static boolean isMessage(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
  }

  private Object value(Message.Builder parent, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> (int) number();
      case LONG -> number();
      case FLOAT -> 0f;
      case DOUBLE -> DOUBLES[random.nextInt(DOUBLES.length)];
      case BOOLEAN -> random.nextBoolean();
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BYTE_STRING -> bytes(field);
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(30));
      case MESSAGE -> {
        Message.Builder inner = parent.newBuilderForField(field);
        fill(inner, depth + 1);
        yield inner.build();
      }
    };
  }

  private long number() {
    return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextInt(2000) - 1000;
  }

  private ByteString bytes(FieldDescriptor field) {
    boolean span = field.getName().endsWith("span_id");
    boolean id = span || field.getName().endsWith("_id");
    byte[] bytes = new byte[span ? 8 : id ? 16 : random.nextInt(40)];
    random.nextBytes(bytes);
    return id && random.nextInt(6) == 0 ? ByteString.EMPTY : ByteString.copyFrom(bytes);
  }

  /** The bytes of a message in which fields of messages stand twice, in any order. */
  public byte[] repeated(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (int times = 1 + random.nextInt(2); times > 0; times--) {
        for (FieldDescriptor field : message.getAllFields().keySet()) {
          if (!field.isRepeated()) {
            write(out, field, message.getField(field));
            continue;
          }
          for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
            write(out, field, message.getRepeatedField(field, i));
          }
        }
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(CodedOutputStream out, FieldDescriptor field, Object value)
      throws IOException {
    if (value instanceof Message inner) {
      out.writeByteArray(field.getNumber(), repeated(inner));
    } else {
      Message.Builder one =
          com.google.protobuf.DynamicMessage.newBuilder(field.getContainingType());
      if (field.isRepeated()) {
        one.addRepeatedField(field, value);
      } else {
        one.setField(field, value);
      }
      one.build().writeTo(out);
    }
  }

  /**
   * Makes equal what means the same: a value, resource, scope, status or body that is empty and one
   * that is absent, all the way down.
   */
  public static Message normal(Message.Builder message) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (!isMessage(field)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
          Message inner = (Message) message.getRepeatedField(field, i);
          message.setRepeatedField(field, i, normal(inner.toBuilder()));
        }
      } else if (message.hasField(field)) {
        Message inner = normal(((Message) message.getField(field)).toBuilder());
        boolean choice = field.getRealContainingOneof() != null;
        if (inner.getSerializedSize() == 0 && !choice) {
          message.clearField(field);
        } else {
          message.setField(field, inner);
        }
      }
    }
    return message.build();
  }
}
