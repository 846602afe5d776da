package dev.eyepiece.telemetry;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes requests apart into one request a record, from the generated classes on the one side and
 * from a batch on the other, so that tests can compare every field.
 */
public final class BatchOracle {
  private BatchOracle() {}

  /** Each span, log record, data point or profile of a request as a request of its own. */
  public static List<Message> singles(Signal signal, Message request) {
    List<Message> singles = new ArrayList<>();
    for (Message group : messages(request, 1)) {
      for (Message scope : messages(group, 2)) {
        for (Message record : messages(scope, 2)) {
          for (Message part : signal == Signal.METRICS ? points(record) : List.of(record)) {
            singles.add(normal(request, only(request, 1, only(group, 2, only(scope, 2, part)))));
          }
        }
      }
    }
    return singles;
  }

  private static List<Message> points(Message metric) {
    List<Message> singles = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> field : metric.getAllFields().entrySet()) {
      if (field.getKey().getContainingOneof() != null) {
        Message data = (Message) field.getValue();
        for (Message point : messages(data, 1)) {
          singles.add(metric.toBuilder().setField(field.getKey(), only(data, 1, point)).build());
        }
      }
    }
    return singles;
  }

  private static List<Message> messages(Message message, int number) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByNumber(number);
    List<Message> list = new ArrayList<>();
    for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
      list.add((Message) message.getRepeatedField(field, i));
    }
    return list;
  }

  private static Message only(Message message, int number, Message inner) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByNumber(number);
    return message.toBuilder().clearField(field).addRepeatedField(field, inner).build();
  }

  private static Message normal(Message request, Message single) {
    return TestMessages.normal(request.newBuilderForType().mergeFrom(single));
  }

  /** Each span, log record, data point or profile of a batch as a request of its own. */
  public static List<Message> singles(RecordBatch batch) throws InvalidProtocolBufferException {
    List<Message> singles = new ArrayList<>();
    int count = batch instanceof ProfileBatch profiles ? profiles.profileCount() : batch.size();
    for (int row = 0; row < count; row++) {
      byte[] encoded = tree(batch, row).encode();
      singles.add(TestMessages.normal(TestMessages.builder(batch.signal()).mergeFrom(encoded)));
    }
    return singles;
  }

  private static TelemetryTree tree(RecordBatch batch, int row) {
    return switch (batch) {
      case SpanBatch spans -> {
        SpanRecord span = SpanReader.read(spans, row);
        yield new TraceTree(group(span.resource(), span.scope(), span.span()));
      }
      case LogBatch logs -> {
        ScopedLog log = LogReader.read(logs, row);
        yield new LogTree(group(log.resource(), log.scope(), log.log()));
      }
      case MetricBatch metrics -> {
        ScopedMetric metric = MetricReader.read(metrics, row);
        yield new MetricTree(group(metric.resource(), metric.scope(), metric.metric()));
      }
      case ProfileBatch profiles -> {
        ScopedProfile profile = ProfileReader.read(profiles, row);
        yield new ProfileTree(
            group(profile.resource(), profile.scope(), profile.profile()), profiles.dictionary());
      }
    };
  }

  private static <R> List<ResourceGroup<R>> group(Resource resource, Scope scope, R record) {
    ScopeGroup<R> records = new ScopeGroup<>(scope);
    records.records().add(record);
    ResourceGroup<R> group = new ResourceGroup<>(resource);
    group.scopes().add(records);
    return List.of(group);
  }
}
