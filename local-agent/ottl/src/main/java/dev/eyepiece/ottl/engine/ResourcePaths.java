package dev.eyepiece.ottl.engine;

import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.ScopeGroup;
import java.util.List;

/** The paths of resources and of instrumentation scopes. */
final class ResourcePaths {
  private ResourcePaths() {}

  static final List<PathDef> RESOURCE =
      List.of(
          Paths.map("attributes", MapSource.RESOURCE),
          Paths.integer(
              "dropped_attributes_count",
              f -> Integer.toUnsignedLong(f.resource().resource().droppedAttributesCount()),
              (f, v) -> {
                ResourceGroup<?> group = f.resource();
                group.setResource(group.resource().withDroppedAttributesCount((int) v));
              }),
          Paths.text(
              "schema_url",
              f -> f.resource().resource().schemaUrl(),
              (f, v) -> f.resource().setResource(f.resource().resource().withSchemaUrl(v))));

  static final List<PathDef> SCOPE =
      List.of(
          Paths.text("name", f -> f.scope().scope().name(), (f, v) -> set(f.scope(), v, true)),
          Paths.text(
              "version", f -> f.scope().scope().version(), (f, v) -> set(f.scope(), v, false)),
          Paths.map("attributes", MapSource.SCOPE),
          Paths.integer(
              "dropped_attributes_count",
              f -> Integer.toUnsignedLong(f.scope().scope().droppedAttributesCount()),
              (f, v) -> f.scope().setScope(f.scope().scope().withDroppedAttributesCount((int) v))),
          Paths.text(
              "schema_url",
              f -> f.scope().scope().schemaUrl(),
              (f, v) -> f.scope().setScope(f.scope().scope().withSchemaUrl(v))));

  private static void set(ScopeGroup<?> group, dev.eyepiece.telemetry.Utf8 text, boolean name) {
    group.setScope(name ? group.scope().withName(text) : group.scope().withVersion(text));
  }
}
