package dev.eyepiece.store.clickhouse;

import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** How the columns of a table are written of a record; those that a table lacks are left out. */
final class Columns<R> {
  private final Map<String, Function<Table, BiConsumer<RowBinary, R>>> columns =
      new LinkedHashMap<>();

  Columns<R> add(String name, BiConsumer<RowBinary, R> write) {
    columns.put(name, _ -> write);
    return this;
  }

  /** Times in nanoseconds since 1970; older exporters made columns of whole seconds. */
  Columns<R> times(String name, Function<R, long[]> times) {
    columns.put(
        name,
        table -> {
          boolean fine = table.types().getOrDefault(name, "").contains("DateTime64");
          return (out, record) -> {
            long[] all = times.apply(record);
            out.size(all.length);
            for (long time : all) {
              time(out, fine, time);
            }
          };
        });
    return this;
  }

  /** A time in nanoseconds since 1970, likewise. */
  Columns<R> time(String name, ToLongFunction<R> time) {
    columns.put(
        name,
        table -> {
          boolean fine = table.isDateTime64(name);
          return (out, record) -> time(out, fine, time.applyAsLong(record));
        });
    return this;
  }

  private static void time(RowBinary out, boolean fine, long time) {
    if (fine) {
      out.int64(time);
    } else {
      out.int32(Math.floorDiv(time, 1_000_000_000L));
    }
  }

  Columns<R> text(String name, Function<R, String> text) {
    return add(name, (out, record) -> out.text(text.apply(record)));
  }

  Columns<R> utf8(String name, Function<R, Utf8> text) {
    return add(name, (out, record) -> out.text(text.apply(record).shared()));
  }

  Columns<R> int64(String name, ToLongFunction<R> number) {
    return add(name, (out, record) -> out.int64(number.applyAsLong(record)));
  }

  Columns<R> int32(String name, ToLongFunction<R> number) {
    return add(name, (out, record) -> out.int32(number.applyAsLong(record)));
  }

  Columns<R> int8(String name, ToLongFunction<R> number) {
    return add(name, (out, record) -> out.int8(number.applyAsLong(record)));
  }

  /** The columns of resource and scope, which all tables have. */
  Columns<R> scoped(Function<R, Resource> resource, Function<R, Scope> scope) {
    return add("ResourceAttributes", (out, r) -> Written.map(out, resource.apply(r).attributes()))
        .utf8("ResourceSchemaUrl", r -> resource.apply(r).schemaUrl())
        .text("ServiceName", r -> service(resource.apply(r)))
        .utf8("ScopeName", r -> scope.apply(r).name())
        .utf8("ScopeVersion", r -> scope.apply(r).version())
        .utf8("ScopeSchemaUrl", r -> scope.apply(r).schemaUrl())
        .int32("ScopeDroppedAttrCount", r -> scope.apply(r).droppedAttributesCount())
        .add("ScopeAttributes", (out, r) -> Written.map(out, scope.apply(r).attributes()));
  }

  private static String service(Resource resource) {
    AnyValue name = resource.attributes().get("service.name");
    return name == null ? "" : Written.text(name);
  }

  /** Those columns that a table has. */
  Of<R> of(Table table) {
    List<String> names = new ArrayList<>();
    List<BiConsumer<RowBinary, R>> writes = new ArrayList<>();
    columns.forEach((name, write) -> {
      if (table.has(name)) {
        names.add(name);
        writes.add(write.apply(table));
      }
    });
    return new Of<>(table.name(), List.copyOf(names), List.copyOf(writes));
  }

  /** The columns of one table. */
  record Of<R>(String table, List<String> names, List<BiConsumer<RowBinary, R>> writes) {
    void write(RowBinary out, R row) {
      for (BiConsumer<RowBinary, R> write : writes) {
        write.accept(out, row);
      }
    }
  }
}
