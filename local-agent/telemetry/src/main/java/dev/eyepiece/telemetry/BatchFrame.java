package dev.eyepiece.telemetry;

import java.util.List;

/** What batches of all signals have beside their columns. Immutable. */
final class BatchFrame {
  final long id;
  final long arrivedUnixNano;
  final byte[] bytes;
  final int length;
  final List<Resource> resources;
  final List<Scope> scopes;
  final Symbols symbols;
  final int replacedText;
  final boolean strayReferences;

  BatchFrame(
      long id,
      long arrivedUnixNano,
      byte[] bytes,
      int length,
      List<Resource> resources,
      List<Scope> scopes,
      Symbols symbols,
      int replacedText,
      boolean strayReferences) {
    this.id = id;
    this.arrivedUnixNano = arrivedUnixNano;
    this.bytes = bytes;
    this.length = length;
    this.resources = List.copyOf(resources);
    this.scopes = List.copyOf(scopes);
    this.symbols = symbols;
    this.replacedText = replacedText;
    this.strayReferences = strayReferences;
  }

  BatchFrame withId(long newId, long newArrivedUnixNano) {
    return new BatchFrame(
        newId,
        newArrivedUnixNano,
        bytes,
        length,
        resources,
        scopes,
        symbols,
        replacedText,
        strayReferences);
  }
}
