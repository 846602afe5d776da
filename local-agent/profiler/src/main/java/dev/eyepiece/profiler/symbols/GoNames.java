package dev.eyepiece.profiler.symbols;

/** Go's symbols say which calling convention they are for; the language knows no such thing. */
final class GoNames {
  private GoNames() {}

  static String plain(String symbol) {
    return symbol.endsWith(".abi0") ? symbol.substring(0, symbol.length() - 5) : symbol;
  }
}
