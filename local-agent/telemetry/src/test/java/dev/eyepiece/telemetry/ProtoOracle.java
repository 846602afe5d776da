package dev.eyepiece.telemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Turns trees into the classes that protobuf generates, so that tests can compare every field. */
public final class ProtoOracle {
  private ProtoOracle() {}

  /** Each span of a request with its resource and scope around it, as a request of its own. */
  public static List<ResourceSpans> single(List<ResourceSpans> groups) {
    List<ResourceSpans> singles = new ArrayList<>();
    for (ResourceSpans group : groups) {
      for (ScopeSpans scope : group.getScopeSpansList()) {
        for (io.opentelemetry.proto.trace.v1.Span span : scope.getSpansList()) {
          ScopeSpans one = scope.toBuilder().clearSpans().addSpans(span).build();
          singles.add(group.toBuilder().clearScopeSpans().addScopeSpans(one).build());
        }
      }
    }
    return singles;
  }

  public static ResourceSpans proto(SpanRecord record) {
    Resource resource = record.resource();
    Scope scope = record.scope();
    io.opentelemetry.proto.resource.v1.Resource.Builder protoResource =
        io.opentelemetry.proto.resource.v1.Resource.newBuilder()
            .addAllAttributes(attributes(resource.attributes()))
            .setDroppedAttributesCount(resource.droppedAttributesCount());
    InstrumentationScope.Builder protoScope =
        InstrumentationScope.newBuilder()
            .setName(scope.name().toString())
            .setVersion(scope.version().toString())
            .addAllAttributes(attributes(scope.attributes()))
            .setDroppedAttributesCount(scope.droppedAttributesCount());
    return ResourceSpans.newBuilder()
        .setResource(protoResource)
        .setSchemaUrl(resource.schemaUrl().toString())
        .addScopeSpans(
            ScopeSpans.newBuilder()
                .setScope(protoScope)
                .setSchemaUrl(scope.schemaUrl().toString())
                .addSpans(proto(record.span())))
        .build();
  }

  private static io.opentelemetry.proto.trace.v1.Span proto(Span span) {
    io.opentelemetry.proto.trace.v1.Span.Builder proto =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(id(span.traceIdHigh(), span.traceIdLow()))
            .setSpanId(id(span.spanId()))
            .setTraceState(span.traceState().toString())
            .setName(span.name().toString())
            .setKindValue(span.kind())
            .setStartTimeUnixNano(span.startUnixNano())
            .setEndTimeUnixNano(span.endUnixNano())
            .setFlags(span.flags())
            .addAllAttributes(attributes(span.attributes()))
            .setDroppedAttributesCount(span.droppedAttributesCount())
            .setDroppedEventsCount(span.droppedEventsCount())
            .setDroppedLinksCount(span.droppedLinksCount());
    if (span.parentSpanId() != 0) {
      proto.setParentSpanId(id(span.parentSpanId()));
    }
    if (span.statusCode() != 0 || !span.statusMessage().isEmpty()) {
      proto.setStatus(
          Status.newBuilder()
              .setCodeValue(span.statusCode())
              .setMessage(span.statusMessage().toString()));
    }
    for (SpanEvent event : span.events()) {
      proto.addEvents(
          io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
              .setTimeUnixNano(event.timeUnixNano())
              .setName(event.name().toString())
              .addAllAttributes(attributes(event.attributes()))
              .setDroppedAttributesCount(event.droppedAttributesCount()));
    }
    for (SpanLink link : span.links()) {
      proto.addLinks(
          io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
              .setTraceId(id(link.traceIdHigh(), link.traceIdLow()))
              .setSpanId(id(link.spanId()))
              .setTraceState(link.traceState().toString())
              .addAllAttributes(attributes(link.attributes()))
              .setDroppedAttributesCount(link.droppedAttributesCount())
              .setFlags(link.flags()));
    }
    return proto.build();
  }

  /** Attributes; an empty value reads back as an absent one, which means the same. */
  public static List<KeyValue> attributes(Attributes attributes) {
    List<KeyValue> list = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      list.add(
          KeyValue.newBuilder()
              .setKey(attributes.key(i).toString())
              .setValue(value(attributes.value(i)))
              .build());
    }
    return list;
  }

  private static io.opentelemetry.proto.common.v1.AnyValue value(AnyValue value) {
    io.opentelemetry.proto.common.v1.AnyValue.Builder proto =
        io.opentelemetry.proto.common.v1.AnyValue.newBuilder();
    switch (value) {
      case AnyValue.Empty empty -> {}
      case AnyValue.Text text -> proto.setStringValue(text.value().toString());
      case AnyValue.Bool bool -> proto.setBoolValue(bool.value());
      case AnyValue.Int number -> proto.setIntValue(number.value());
      case AnyValue.Real real -> proto.setDoubleValue(real.value());
      case AnyValue.Bytes bytes -> proto.setBytesValue(ByteString.copyFrom(bytes.value()));
      case AnyValue.Array array -> {
        ArrayValue.Builder items = ArrayValue.newBuilder();
        array.values().forEach(item -> items.addValues(value(item)));
        proto.setArrayValue(items);
      }
      case AnyValue.KeyValues map ->
          proto.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(map.values())));
    }
    return proto.build();
  }

  /** Puts an empty value where a sender wrote none, all the way down: the two mean the same. */
  public static ResourceSpans normal(ResourceSpans group) {
    ResourceSpans.Builder builder = group.toBuilder();
    for (ScopeSpans.Builder scope : builder.getScopeSpansBuilderList()) {
      for (io.opentelemetry.proto.trace.v1.Span.Builder span : scope.getSpansBuilderList()) {
        for (KeyValue.Builder attribute : span.getAttributesBuilderList()) {
          attribute.getValueBuilder();
        }
        if (span.hasStatus() && span.getStatus().equals(Status.getDefaultInstance())) {
          span.clearStatus();
        }
      }
    }
    return builder.build();
  }

  private static ByteString id(long... parts) {
    ByteBuffer buffer = ByteBuffer.allocate(parts.length * 8);
    for (long part : parts) {
      buffer.putLong(part);
    }
    return ByteString.copyFrom(buffer.flip());
  }
}
