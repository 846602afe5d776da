package dev.eyepiece.telemetry;

import dev.eyepiece.telemetry.MessageSchema.Field;
import dev.eyepiece.telemetry.MessageSchema.Kind;
import java.util.List;

/**
 * The messages of the four export requests (opentelemetry-proto 1.11; profiles {@code
 * v1development}) as a table, for what treats all of them alike: JSON, and the mending of odd
 * requests.
 */
final class OtlpSchema {
  private static final List<String> SPAN_KINDS =
      List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER");
  private static final List<String> STATUS_CODES = List.of("UNSET", "OK", "ERROR");
  private static final List<String> TEMPORALITIES = List.of("UNSPECIFIED", "DELTA", "CUMULATIVE");
  private static final List<String> SEVERITIES =
      List.of(
          "UNSPECIFIED",
          "TRACE",
          "TRACE2",
          "TRACE3",
          "TRACE4",
          "DEBUG",
          "DEBUG2",
          "DEBUG3",
          "DEBUG4",
          "INFO",
          "INFO2",
          "INFO3",
          "INFO4",
          "WARN",
          "WARN2",
          "WARN3",
          "WARN4",
          "ERROR",
          "ERROR2",
          "ERROR3",
          "ERROR4",
          "FATAL",
          "FATAL2",
          "FATAL3",
          "FATAL4");

  private static final MessageSchema ANY_VALUE = new MessageSchema();
  private static final MessageSchema KEY_VALUE =
      new MessageSchema()
          .with(
              text(1, "key"), message(2, "value", ANY_VALUE), field(3, "keyStrindex", Kind.INT32));

  static {
    MessageSchema array = new MessageSchema().with(message(1, "values", ANY_VALUE).many());
    MessageSchema map = new MessageSchema().with(message(1, "values", KEY_VALUE).many());
    ANY_VALUE.with(
        text(ValueType.TEXT, "stringValue").either(),
        field(ValueType.BOOL, "boolValue", Kind.BOOL).either(),
        field(ValueType.INT, "intValue", Kind.INT64).either(),
        field(ValueType.REAL, "doubleValue", Kind.DOUBLE).either(),
        message(ValueType.ARRAY, "arrayValue", array).either(),
        message(ValueType.KEY_VALUES, "kvlistValue", map).either(),
        field(ValueType.BYTES, "bytesValue", Kind.BYTES).either(),
        field(ValueWalker.TEXT_REFERENCE, "stringValueStrindex", Kind.INT32).either());
  }

  private static final MessageSchema RESOURCE =
      new MessageSchema()
          .with(
              attributes(1),
              uint32(2, "droppedAttributesCount"),
              message(
                      3,
                      "entityRefs",
                      new MessageSchema()
                          .with(
                              text(1, "schemaUrl"),
                              text(2, "type"),
                              text(3, "idKeys").many(),
                              text(4, "descriptionKeys").many()))
                  .many());

  private static final MessageSchema SCOPE =
      new MessageSchema()
          .with(
              text(1, "name"),
              text(2, "version"),
              attributes(3),
              uint32(4, "droppedAttributesCount"));

  private static final MessageSchema TRACES = request("Spans", "spans", span());
  private static final MessageSchema LOGS = request("Logs", "logRecords", logRecord());
  private static final MessageSchema METRICS = request("Metrics", "metrics", metric());
  private static final MessageSchema PROFILES = profiles();

  private OtlpSchema() {}

  /** The schema of a signal's {@code Export...ServiceRequest}. */
  static MessageSchema request(Signal signal) {
    return switch (signal) {
      case TRACES -> TRACES;
      case LOGS -> LOGS;
      case METRICS -> METRICS;
      case PROFILES -> PROFILES;
    };
  }

  private static MessageSchema request(String signal, String records, MessageSchema record) {
    return new MessageSchema().with(groups(signal, records, record));
  }

  private static Field groups(String signal, String records, MessageSchema record) {
    MessageSchema scopeGroup =
        new MessageSchema()
            .with(
                message(1, "scope", SCOPE),
                message(2, records, record).many(),
                text(3, "schemaUrl"));
    MessageSchema resourceGroup =
        new MessageSchema()
            .with(
                message(1, "resource", RESOURCE),
                message(2, "scope" + signal, scopeGroup).many(),
                text(3, "schemaUrl"));
    return message(1, "resource" + signal, resourceGroup).many();
  }

  private static MessageSchema span() {
    MessageSchema event =
        new MessageSchema()
            .with(
                fixed64(1, "timeUnixNano"),
                text(2, "name"),
                attributes(3),
                uint32(4, "droppedAttributesCount"));
    MessageSchema link =
        new MessageSchema()
            .with(
                id(1, "traceId"),
                id(2, "spanId"),
                text(3, "traceState"),
                attributes(4),
                uint32(5, "droppedAttributesCount"),
                field(6, "flags", Kind.FIXED32));
    MessageSchema status =
        new MessageSchema()
            .with(text(2, "message"), enumeration(3, "code", "STATUS_CODE_", STATUS_CODES));
    return new MessageSchema()
        .with(
            id(1, "traceId"),
            id(2, "spanId"),
            text(3, "traceState"),
            id(4, "parentSpanId"),
            field(16, "flags", Kind.FIXED32),
            text(5, "name"),
            enumeration(6, "kind", "SPAN_KIND_", SPAN_KINDS),
            fixed64(7, "startTimeUnixNano"),
            fixed64(8, "endTimeUnixNano"),
            attributes(9),
            uint32(10, "droppedAttributesCount"),
            message(11, "events", event).many(),
            uint32(12, "droppedEventsCount"),
            message(13, "links", link).many(),
            uint32(14, "droppedLinksCount"),
            message(15, "status", status));
  }

  private static MessageSchema logRecord() {
    return new MessageSchema()
        .with(
            fixed64(1, "timeUnixNano"),
            fixed64(11, "observedTimeUnixNano"),
            enumeration(2, "severityNumber", "SEVERITY_NUMBER_", SEVERITIES),
            text(3, "severityText"),
            text(12, "eventName"),
            message(5, "body", ANY_VALUE),
            attributes(6),
            uint32(7, "droppedAttributesCount"),
            field(8, "flags", Kind.FIXED32),
            id(9, "traceId"),
            id(10, "spanId"));
  }

  private static MessageSchema metric() {
    MessageSchema exemplar =
        new MessageSchema()
            .with(
                message(7, "filteredAttributes", KEY_VALUE).many(),
                fixed64(2, "timeUnixNano"),
                real(3, "asDouble").either(),
                field(6, "asInt", Kind.SFIXED64).either(),
                id(4, "spanId"),
                id(5, "traceId"));
    MessageSchema number =
        new MessageSchema()
            .with(
                attributes(7),
                fixed64(2, "startTimeUnixNano"),
                fixed64(3, "timeUnixNano"),
                real(4, "asDouble").either(),
                field(6, "asInt", Kind.SFIXED64).either(),
                message(5, "exemplars", exemplar).many(),
                uint32(8, "flags"));
    Field temporality =
        enumeration(2, "aggregationTemporality", "AGGREGATION_TEMPORALITY_", TEMPORALITIES);
    MessageSchema sum = points(number, temporality, field(3, "isMonotonic", Kind.BOOL));
    return new MessageSchema()
        .with(
            text(1, "name"),
            text(2, "description"),
            text(3, "unit"),
            message(5, "gauge", points(number)).either(),
            message(7, "sum", sum).either(),
            message(9, "histogram", points(histogram(exemplar), temporality)).either(),
            message(10, "exponentialHistogram", points(exponential(exemplar), temporality))
                .either(),
            message(11, "summary", points(summary())).either(),
            message(12, "metadata", KEY_VALUE).many());
  }

  private static MessageSchema points(MessageSchema point, Field... more) {
    Field[] fields = new Field[more.length + 1];
    fields[0] = message(1, "dataPoints", point).many();
    System.arraycopy(more, 0, fields, 1, more.length);
    return new MessageSchema().with(fields);
  }

  private static MessageSchema histogram(MessageSchema exemplar) {
    return new MessageSchema()
        .with(
            attributes(9),
            fixed64(2, "startTimeUnixNano"),
            fixed64(3, "timeUnixNano"),
            fixed64(4, "count"),
            real(5, "sum"),
            fixed64(6, "bucketCounts").many(),
            real(7, "explicitBounds").many(),
            message(8, "exemplars", exemplar).many(),
            uint32(10, "flags"),
            real(11, "min"),
            real(12, "max"));
  }

  private static MessageSchema exponential(MessageSchema exemplar) {
    MessageSchema buckets =
        new MessageSchema()
            .with(field(1, "offset", Kind.SINT32), field(2, "bucketCounts", Kind.UINT64).many());
    return new MessageSchema()
        .with(
            attributes(1),
            fixed64(2, "startTimeUnixNano"),
            fixed64(3, "timeUnixNano"),
            fixed64(4, "count"),
            real(5, "sum"),
            field(6, "scale", Kind.SINT32),
            fixed64(7, "zeroCount"),
            message(8, "positive", buckets),
            message(9, "negative", buckets),
            uint32(10, "flags"),
            message(11, "exemplars", exemplar).many(),
            real(12, "min"),
            real(13, "max"),
            real(14, "zeroThreshold"));
  }

  private static MessageSchema summary() {
    MessageSchema quantile = new MessageSchema().with(real(1, "quantile"), real(2, "value"));
    return new MessageSchema()
        .with(
            attributes(7),
            fixed64(2, "startTimeUnixNano"),
            fixed64(3, "timeUnixNano"),
            fixed64(4, "count"),
            real(5, "sum"),
            message(6, "quantileValues", quantile).many(),
            uint32(8, "flags"));
  }

  private static MessageSchema profiles() {
    MessageSchema type =
        new MessageSchema().with(int32(1, "typeStrindex"), int32(2, "unitStrindex"));
    MessageSchema sample =
        new MessageSchema()
            .with(
                int32(1, "stackIndex"),
                int32(2, "attributeIndices").many(),
                int32(3, "linkIndex"),
                field(4, "values", Kind.INT64).many(),
                fixed64(5, "timestampsUnixNano").many());
    MessageSchema profile =
        new MessageSchema()
            .with(
                message(1, "sampleType", type),
                message(2, "samples", sample).many(),
                fixed64(3, "timeUnixNano"),
                field(4, "durationNano", Kind.UINT64),
                message(5, "periodType", type),
                field(6, "period", Kind.INT64),
                id(7, "profileId"),
                uint32(8, "droppedAttributesCount"),
                text(9, "originalPayloadFormat"),
                field(10, "originalPayload", Kind.BYTES),
                int32(11, "attributeIndices").many())
            .formerly(EarlierProfiles.PROFILE_NAMES);
    return new MessageSchema()
        .with(groups("Profiles", "profiles", profile), message(2, "dictionary", dictionary()));
  }

  private static MessageSchema dictionary() {
    MessageSchema mapping =
        new MessageSchema()
            .with(
                field(1, "memoryStart", Kind.UINT64),
                field(2, "memoryLimit", Kind.UINT64),
                field(3, "fileOffset", Kind.UINT64),
                int32(4, "filenameStrindex"),
                int32(5, "attributeIndices").many());
    MessageSchema line =
        new MessageSchema()
            .with(
                int32(1, "functionIndex"),
                field(2, "line", Kind.INT64),
                field(3, "column", Kind.INT64));
    MessageSchema location =
        new MessageSchema()
            .with(
                int32(1, "mappingIndex"),
                field(2, "address", Kind.UINT64),
                message(3, "lines", line).many(),
                int32(4, "attributeIndices").many())
            .formerly(EarlierProfiles.LOCATION_NAMES);
    MessageSchema function =
        new MessageSchema()
            .with(
                int32(1, "nameStrindex"),
                int32(2, "systemNameStrindex"),
                int32(3, "filenameStrindex"),
                field(4, "startLine", Kind.INT64));
    MessageSchema link = new MessageSchema().with(id(1, "traceId"), id(2, "spanId"));
    MessageSchema attribute =
        new MessageSchema()
            .with(
                int32(1, "keyStrindex"), message(2, "value", ANY_VALUE), int32(3, "unitStrindex"));
    MessageSchema stack = new MessageSchema().with(int32(1, "locationIndices").many());
    return new MessageSchema()
        .with(
            message(1, "mappingTable", mapping).many(),
            message(2, "locationTable", location).many(),
            message(3, "functionTable", function).many(),
            message(4, "linkTable", link).many(),
            text(5, "stringTable").many(),
            message(6, "attributeTable", attribute).many(),
            message(7, "stackTable", stack).many());
  }

  private static Field field(int number, String json, Kind kind) {
    return new Field(number, json, kind, false, false, null, "", List.of());
  }

  private static Field message(int number, String json, MessageSchema inner) {
    return new Field(number, json, Kind.MESSAGE, false, false, inner, "", List.of());
  }

  private static Field enumeration(int number, String json, String prefix, List<String> names) {
    return new Field(number, json, Kind.ENUM, false, false, null, prefix, names);
  }

  private static Field attributes(int number) {
    return message(number, "attributes", KEY_VALUE).many();
  }

  private static Field text(int number, String json) {
    return field(number, json, Kind.TEXT);
  }

  private static Field id(int number, String json) {
    return field(number, json, Kind.ID);
  }

  private static Field uint32(int number, String json) {
    return field(number, json, Kind.UINT32);
  }

  private static Field int32(int number, String json) {
    return field(number, json, Kind.INT32);
  }

  private static Field fixed64(int number, String json) {
    return field(number, json, Kind.FIXED64);
  }

  private static Field real(int number, String json) {
    return field(number, json, Kind.DOUBLE);
  }
}
