package dev.eyepiece.store.clickhouse;

import dev.eyepiece.telemetry.MetricType;
import java.util.ArrayList;
import java.util.List;

/** The columns and indexes of the tables of metrics, beside resource and scope. */
final class PointDdl {
  private PointDdl() {}

  static List<String> columns(MetricType type) {
    List<String> parts = new ArrayList<>();
    for (String text : List.of("ResourceSchemaUrl", "ScopeSchemaUrl")) {
      parts.add(Ddl.column(text, "String"));
    }
    parts.add(Ddl.column("ScopeAttributes", Ddl.MAP));
    parts.add(Ddl.column("ScopeDroppedAttrCount", "UInt32"));
    parts.add(Ddl.column("MetricName", Ddl.TEXTS));
    parts.add(Ddl.column("MetricDescription", "String"));
    parts.add(Ddl.column("MetricUnit", "String"));
    parts.add(Ddl.column("Attributes", Ddl.MAP));
    parts.add(Ddl.column("StartTimeUnix", Ddl.TIME));
    parts.add(Ddl.column("TimeUnix", Ddl.TIME));
    parts.add(Ddl.column("Flags", "UInt32"));
    boolean number = type == MetricType.GAUGE || type == MetricType.SUM;
    if (number) {
      parts.add(Ddl.column("Value", "Float64"));
    } else {
      parts.add(Ddl.column("Count", "UInt64"));
      parts.add(Ddl.column("Sum", "Float64"));
    }
    if (type != MetricType.SUMMARY) {
      parts.add(
          Ddl.column(
              "Exemplars",
              "Nested (FilteredAttributes "
                  + Ddl.MAP
                  + ", TimeUnix "
                  + Ddl.TIME
                  + ", Value Float64, SpanId String, TraceId String)"));
    }
    if (type == MetricType.SUM) {
      parts.add(Ddl.column("IsMonotonic", "Bool"));
    }
    if (type != MetricType.GAUGE && type != MetricType.SUMMARY) {
      parts.add(Ddl.column("AggregationTemporality", "Int32"));
    }
    switch (type) {
      case HISTOGRAM -> {
        parts.add(Ddl.column("BucketCounts", "Array(UInt64)"));
        parts.add(Ddl.column("ExplicitBounds", "Array(Float64)"));
      }
      case EXPONENTIAL_HISTOGRAM -> {
        parts.add(Ddl.column("Scale", "Int32"));
        parts.add(Ddl.column("ZeroCount", "UInt64"));
        parts.add(Ddl.column("PositiveOffset", "Int32"));
        parts.add(Ddl.column("PositiveBucketCounts", "Array(UInt64)"));
        parts.add(Ddl.column("NegativeOffset", "Int32"));
        parts.add(Ddl.column("NegativeBucketCounts", "Array(UInt64)"));
      }
      case SUMMARY ->
          parts.add(Ddl.column("ValueAtQuantiles", "Nested (Quantile Float64, Value Float64)"));
      case NONE, GAUGE, SUM -> {}
    }
    if (type == MetricType.HISTOGRAM || type == MetricType.EXPONENTIAL_HISTOGRAM) {
      parts.add(Ddl.column("Min", "Float64"));
      parts.add(Ddl.column("Max", "Float64"));
    }
    parts.add("INDEX idx_attr_key mapKeys(Attributes) TYPE bloom_filter(0.01) GRANULARITY 1");
    parts.add("INDEX idx_attr_value mapValues(Attributes) TYPE bloom_filter(0.01) GRANULARITY 1");
    return parts;
  }
}
