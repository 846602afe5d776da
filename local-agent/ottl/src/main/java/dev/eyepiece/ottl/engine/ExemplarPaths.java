package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.Coerce;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.Exemplar;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.telemetry.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The paths of exemplars. */
final class ExemplarPaths {
  static final List<PathDef> EXEMPLAR = exemplar();

  private ExemplarPaths() {}

  private static List<PathDef> exemplar() {
    List<PathDef> paths = new ArrayList<>();
    paths.addAll(
        Paths.time(
            "time",
            f -> f.exemplar().timeUnixNano(),
            (f, v) -> {
              Exemplar e = f.exemplar();
              f.setExemplar(with(e, v, e.valueType(), e.valueBits()));
            }));
    paths.add(
        Paths.value(
            "double_value",
            "double",
            f -> {
              Exemplar e = f.exemplar();
              return Values.of(
                  e.valueType() == ValueType.REAL ? Double.longBitsToDouble(e.valueBits()) : 0.0);
            },
            (f, v) -> {
              Exemplar e = f.exemplar();
              long bits = Double.doubleToRawLongBits(Coerce.real(v));
              f.setExemplar(with(e, e.timeUnixNano(), ValueType.REAL, bits));
            }));
    paths.add(
        Paths.value(
            "int_value",
            "int",
            f -> {
              Exemplar e = f.exemplar();
              return Values.of(e.valueType() == ValueType.INT ? e.valueBits() : 0);
            },
            (f, v) -> {
              Exemplar e = f.exemplar();
              f.setExemplar(with(e, e.timeUnixNano(), ValueType.INT, Coerce.integer(v)));
            }));
    paths.addAll(
        Paths.traceId(
            "trace_id",
            f -> new TraceId(f.exemplar().traceIdHigh(), f.exemplar().traceIdLow()),
            (f, h, l) -> {
              Exemplar e = f.exemplar();
              f.setExemplar(
                  new Exemplar(
                      e.filteredAttributes(),
                      e.timeUnixNano(),
                      e.valueType(),
                      e.valueBits(),
                      h,
                      l,
                      e.spanId()));
            }));
    paths.addAll(
        Paths.spanId(
            "span_id",
            f -> f.exemplar().spanId(),
            (f, v) -> {
              Exemplar e = f.exemplar();
              f.setExemplar(
                  new Exemplar(
                      e.filteredAttributes(),
                      e.timeUnixNano(),
                      e.valueType(),
                      e.valueBits(),
                      e.traceIdHigh(),
                      e.traceIdLow(),
                      v));
            }));
    paths.add(Paths.map("filtered_attributes", MapSource.EXEMPLAR));
    return List.copyOf(paths);
  }

  private static Exemplar with(Exemplar e, long time, byte type, long bits) {
    return new Exemplar(
        e.filteredAttributes(), time, type, bits, e.traceIdHigh(), e.traceIdLow(), e.spanId());
  }
}
