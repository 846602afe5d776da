package dev.eyepiece.telemetry;

/**
 * The instrumentation scope. Treat as immutable once it is part of a batch. One in a {@link
 * ScopeGroup} belongs to that group, and its attributes may be changed.
 *
 * @param droppedAttributesCount unsigned 32-bit count
 * @param schemaUrl the schema URL of the {@code ScopeSpans} (or its like) around it, empty when
 *     absent
 */
public record Scope(
    Utf8 name, Utf8 version, Attributes attributes, int droppedAttributesCount, Utf8 schemaUrl) {

  /** A new scope that says nothing. */
  public static Scope empty() {
    return new Scope(Utf8.EMPTY, Utf8.EMPTY, new Attributes(), 0, Utf8.EMPTY);
  }

  public Scope withName(Utf8 newName) {
    return new Scope(newName, version, attributes, droppedAttributesCount, schemaUrl);
  }

  public Scope withVersion(Utf8 newVersion) {
    return new Scope(name, newVersion, attributes, droppedAttributesCount, schemaUrl);
  }

  public Scope withDroppedAttributesCount(int count) {
    return new Scope(name, version, attributes, count, schemaUrl);
  }

  public Scope withSchemaUrl(Utf8 url) {
    return new Scope(name, version, attributes, droppedAttributesCount, url);
  }
}
