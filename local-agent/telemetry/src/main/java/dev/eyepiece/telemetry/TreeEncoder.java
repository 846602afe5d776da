package dev.eyepiece.telemetry;

import java.util.List;

/** Writes what all signals share: the nesting, resources, scopes, attributes. For one thread. */
abstract class TreeEncoder<R> {
  final SizedWriter out;

  TreeEncoder(SizedWriter out) {
    this.out = out;
  }

  /** Writes the fields of a record. */
  abstract void record(R record);

  final void groups(List<ResourceGroup<R>> groups) {
    for (ResourceGroup<R> group : groups) {
      int message = out.begin(1);
      resource(group.resource());
      for (ScopeGroup<R> scope : group.scopes()) {
        scopeGroup(scope);
      }
      out.text(3, group.resource().schemaUrl());
      out.end(message, 1);
    }
  }

  private void scopeGroup(ScopeGroup<R> group) {
    int message = out.begin(2);
    scope(group.scope());
    for (R record : group.records()) {
      int inner = out.begin(2);
      record(record);
      out.end(inner, 2);
    }
    out.text(3, group.scope().schemaUrl());
    out.end(message, 2);
  }

  private void resource(Resource resource) {
    int message = out.begin(1);
    attributes(1, resource.attributes());
    out.varint(2, Integer.toUnsignedLong(resource.droppedAttributesCount()));
    for (AnyValue.Bytes entity : resource.entityRefs()) {
      out.bytesAlways(3, entity.value());
    }
    out.end(message, 1);
  }

  private void scope(Scope scope) {
    int message = out.begin(1);
    out.text(1, scope.name());
    out.text(2, scope.version());
    attributes(3, scope.attributes());
    out.varint(4, Integer.toUnsignedLong(scope.droppedAttributesCount()));
    out.end(message, 1);
  }

  final void attributes(int field, Attributes attributes) {
    // Where the record's own attributes lie in readers: request, resource, scope, record.
    attributes(field, attributes, 4);
  }

  private void attributes(int field, Attributes attributes, int depth) {
    for (int i = 0; i < attributes.size(); i++) {
      int message = out.begin(field);
      out.text(1, attributes.key(i));
      value(2, attributes.value(i), depth + 1);
      out.end(message, field);
    }
  }

  final void value(int field, AnyValue value) {
    value(field, value, 4);
  }

  private void value(int field, AnyValue value, int depth) {
    if (depth > ProtoReader.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "a value is nested deeper than the " + ProtoReader.MAX_DEPTH + " levels that are taken");
    }
    int message = out.begin(field);
    switch (value) {
      case AnyValue.Empty empty -> {}
      case AnyValue.Text text -> out.textAlways(ValueType.TEXT, text.value());
      case AnyValue.Bool bool -> out.varintAlways(ValueType.BOOL, bool.value() ? 1 : 0);
      case AnyValue.Int number -> out.varintAlways(ValueType.INT, number.value());
      case AnyValue.Real real ->
          out.fixed64Always(ValueType.REAL, Double.doubleToRawLongBits(real.value()));
      case AnyValue.Bytes bytes -> out.bytesAlways(ValueType.BYTES, bytes.value());
      case AnyValue.Array array -> {
        int inner = out.begin(ValueType.ARRAY);
        for (AnyValue item : array.values()) {
          value(1, item, depth + 2);
        }
        out.end(inner, ValueType.ARRAY);
      }
      case AnyValue.KeyValues map -> {
        int inner = out.begin(ValueType.KEY_VALUES);
        attributes(1, map.values(), depth + 1);
        out.end(inner, ValueType.KEY_VALUES);
      }
    }
    out.end(message, field);
  }
}
