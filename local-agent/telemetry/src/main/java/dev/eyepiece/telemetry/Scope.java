package dev.eyepiece.telemetry;

/**
 * The instrumentation scope. Treat as immutable once it is part of a batch.
 *
 * @param droppedAttributesCount unsigned 32-bit count
 * @param schemaUrl the schema URL of the {@code ScopeSpans} (or its like) around it, empty when
 *     absent
 */
public record Scope(
    Utf8 name, Utf8 version, Attributes attributes, int droppedAttributesCount, Utf8 schemaUrl) {}
