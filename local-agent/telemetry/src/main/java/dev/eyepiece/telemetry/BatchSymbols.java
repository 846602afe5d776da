package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shared symbols and, as negative numbers, those texts of one batch that the shared table
 * refused.
 */
final class BatchSymbols implements Symbols {
  private final SymbolTable shared;
  private final List<Utf8> own = new ArrayList<>();
  private final Map<Utf8, Integer> numbers = new HashMap<>();

  BatchSymbols(SymbolTable shared) {
    this.shared = shared;
  }

  int intern(byte[] bytes, int offset, int length) {
    return numbers.computeIfAbsent(
        Utf8.copyOf(bytes, offset, length),
        text -> {
          own.add(text);
          return -own.size();
        });
  }

  @Override
  public Utf8 utf8(int symbol) {
    return symbol >= 0 ? shared.utf8(symbol) : own.get(-symbol - 1);
  }

  @Override
  public int sharedSize() {
    return shared.sharedSize();
  }
}
