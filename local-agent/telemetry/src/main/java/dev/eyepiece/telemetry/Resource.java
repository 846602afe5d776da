package dev.eyepiece.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sent the telemetry. Treat as immutable once it is part of a batch: equal resources of
 * different requests share one object. One in a {@link ResourceGroup} belongs to that group, and
 * its attributes may be changed.
 *
 * @param droppedAttributesCount unsigned 32-bit count
 * @param entityRefs OTLP {@code EntityRef} messages, encoded, in order; kept as they came
 * @param schemaUrl the schema URL of the {@code ResourceSpans} (or its like) around it, empty when
 *     absent
 */
public record Resource(
    Attributes attributes,
    int droppedAttributesCount,
    List<AnyValue.Bytes> entityRefs,
    Utf8 schemaUrl) {

  private static final Utf8 SERVICE_NAME = Utf8.of("service.name");

  /** A new resource that says nothing. */
  public static Resource empty() {
    return new Resource(new Attributes(), 0, List.of(), Utf8.EMPTY);
  }

  public Resource withDroppedAttributesCount(int count) {
    return new Resource(attributes, count, entityRefs, schemaUrl);
  }

  public Resource withSchemaUrl(Utf8 url) {
    return new Resource(attributes, droppedAttributesCount, entityRefs, url);
  }

  /** The value of {@code service.name} when it is text, else {@code null}. */
  public @Nullable Utf8 serviceName() {
    return attributes.get(SERVICE_NAME) instanceof AnyValue.Text text ? text.value() : null;
  }
}
