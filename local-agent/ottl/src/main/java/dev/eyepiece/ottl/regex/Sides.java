package dev.eyepiece.ottl.regex;

import dev.eyepiece.ottl.regex.Program.Side;

/** What stands beside the places of a text. */
final class Sides {
  private Sides() {}

  /** What stands before a place. */
  static Side left(Program program, byte[] text, int at) {
    return at == 0 ? Side.EDGE : side(program, CodePoints.before(text, at, 0));
  }

  /** What stands behind a place. */
  static Side right(Program program, byte[] text, int at) {
    return at == text.length ? Side.EDGE : side(program, CodePoints.at(text, at, text.length));
  }

  private static Side side(Program program, int read) {
    return program.side(program.alphabet.of(CodePoints.codePoint(read)));
  }
}
