package dev.eyepiece.ottl.engine;

import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.telemetry.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paths of what a collector knows of its client. There is no client here: maps are empty, and
 * the address is unknown, as for records that reached a collector without one.
 */
final class CollectorPaths {
  static final List<PathDef> COLLECTOR =
      List.of(
          path("client.addr", false),
          path("client.metadata", true),
          path("client.auth.attributes", true),
          path("grpc.metadata", true));

  private CollectorPaths() {}

  private static PathDef path(String name, boolean map) {
    return new PathDef(
        name,
        map ? "map" : "text",
        map,
        keys ->
            new PathNode() {
              @Override
              public @Nullable Object get(Frame frame) {
                return map && keys.isEmpty() ? new Attributes() : null;
              }

              @Override
              public void set(Frame frame, @Nullable Object value) {
                throw new OttlException("otelcol." + name + " cannot be set");
              }
            });
  }
}
