package dev.eyepiece.profiler.symbols;

/** Reads a mangled name letter by letter, within bounds. For one thread. */
final class NameReader {
  private static final int MOST_DEPTH = 200;
  private static final int MOST_OUTPUT = 32 << 10;
  private static final int MOST_WORK = 200_000;

  private final String text;
  int at;
  private int depth;
  private int work;

  NameReader(String text, int at) {
    this.text = text;
    this.at = at;
  }

  UnreadableNameException broken() {
    return new UnreadableNameException("at " + at);
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** The next letter without taking it; a zero at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  char next() throws UnreadableNameException {
    if (atEnd()) {
      throw broken();
    }
    return text.charAt(at++);
  }

  boolean take(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  boolean take(String word) {
    if (text.startsWith(word, at)) {
      at += word.length();
      return true;
    }
    return false;
  }

  void expect(char c) throws UnreadableNameException {
    if (!take(c)) {
      throw broken();
    }
  }

  int number() throws UnreadableNameException {
    int from = at;
    int value = 0;
    while (Character.isDigit(peek())) {
      value = value * 10 + next() - '0';
      if (value > 1 << 24) {
        throw broken();
      }
    }
    if (from == at) {
      throw broken();
    }
    return value;
  }

  String letters(int count) throws UnreadableNameException {
    if (count < 0 || count > text.length() - at) {
      throw broken();
    }
    at += count;
    return text.substring(at - count, at);
  }

  /** Around each rule that may hold itself. */
  void enter() throws UnreadableNameException {
    if (++depth > MOST_DEPTH || ++work > MOST_WORK) {
      throw broken();
    }
  }

  void leave() {
    depth--;
  }

  /** What references make may grow beyond all bounds. */
  String bounded(String made) throws UnreadableNameException {
    if (made.length() > MOST_OUTPUT) {
      throw broken();
    }
    return made;
  }
}
