package dev.eyepiece.ottl.regex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the syntax of RE2, without recursion: nesting costs no stack. */
final class PatternParser {
  private static final int FOLD = 1;
  private static final int MULTI_LINE = 2;
  private static final int DOT_ALL = 4;
  private static final int UNGREEDY = 8;

  private static final int MAX_REPEAT = 1000;
  private static final int MAX_HEIGHT = 1000;

  /** As many instructions as the reference takes. */
  private static final long MAX_SIZE = (128 << 20) / 40;

  private final PatternText text;
  private final ClassParser classes;
  private final List<@Nullable String> names = new ArrayList<>();
  private final Deque<Open> groups = new ArrayDeque<>();
  private Open group = new Open(0, -1);
  private int flags;
  private long total;

  /** A group that is not closed yet: what stands in it, and the flags that hold behind it. */
  private static final class Open {
    private final int flags;
    private final int capture;
    private final List<Re> choices = new ArrayList<>();
    private List<Re> parts = new ArrayList<>();

    Open(int flags, int capture) {
      this.flags = flags;
      this.capture = capture;
    }

    void alternative() {
      choices.add(Re.Concat.of(parts));
      parts = new ArrayList<>();
    }
  }

  private PatternParser(String pattern) {
    text = new PatternText(pattern);
    classes = new ClassParser(text);
    names.add(null);
  }

  /**
   * A pattern's tree.
   *
   * @param names by the number of the group, {@code null} for one without
   */
  record Parsed(Re tree, List<@Nullable String> names) {}

  static Parsed parse(String pattern) throws RegexSyntaxException {
    PatternParser parser = new PatternParser(pattern);
    Re tree = parser.all();
    return new Parsed(tree, parser.names);
  }

  private Re all() throws RegexSyntaxException {
    int repeat = -1;
    while (!text.atEnd()) {
      repeat = one(repeat);
    }
    if (!groups.isEmpty()) {
      throw text.wrongAsAWhole("missing closing )");
    }
    group.alternative();
    return checked(Re.Alternate.of(group.choices));
  }

  /** Reads one item; answers where it starts when it is a repetition, else -1. */
  private int one(int lastRepeat) throws RegexSyntaxException {
    int start = text.place();
    switch (text.peek(0)) {
      case '(' -> open();
      case '|' -> {
        text.next();
        group.alternative();
      }
      case ')' -> close();
      case '^' -> look((flags & MULTI_LINE) != 0 ? Re.Edge.BEGIN_LINE : Re.Edge.BEGIN_TEXT, 1);
      case '$' -> look((flags & MULTI_LINE) != 0 ? Re.Edge.END_LINE : Re.Edge.END_TEXT, 1);
      case '.' -> {
        text.next();
        add(new Re.Chars((flags & DOT_ALL) != 0 ? CharSet.ALL : CharSet.NOT_NEWLINE));
      }
      case '[' -> add(new Re.Chars(classes.bracket((flags & FOLD) != 0)));
      case '*' -> {
        return repeat(start, lastRepeat, 0, -1);
      }
      case '+' -> {
        return repeat(start, lastRepeat, 1, -1);
      }
      case '?' -> {
        return repeat(start, lastRepeat, 0, 1);
      }
      case '{' -> {
        return counted(start, lastRepeat);
      }
      case '\\' -> backslash();
      default -> literal(text.next());
    }
    return -1;
  }

  private void look(Re.Edge edge, int width) throws RegexSyntaxException {
    text.goTo(text.place() + width);
    add(new Re.Look(edge));
  }

  private void literal(int c) throws RegexSyntaxException {
    CharSet set = CharSet.of(c);
    add(new Re.Chars((flags & FOLD) != 0 ? CaseFold.close(set) : set));
  }

  private void add(Re part) throws RegexSyntaxException {
    total += part.size();
    group.parts.add(checked(part));
  }

  private Re checked(Re part) throws RegexSyntaxException {
    if (part.size() > MAX_SIZE || total > 4 * MAX_SIZE) {
      throw text.wrongAsAWhole("expression too large");
    }
    if (part.height() > MAX_HEIGHT) {
      throw text.wrongAsAWhole("expression nests too deeply");
    }
    return part;
  }

  private void backslash() throws RegexSyntaxException {
    switch (text.peek(1)) {
      case 'A' -> look(Re.Edge.BEGIN_TEXT, 2);
      case 'z' -> look(Re.Edge.END_TEXT, 2);
      case 'b' -> look(Re.Edge.WORD_BOUNDARY, 2);
      case 'B' -> look(Re.Edge.NO_WORD_BOUNDARY, 2);
      case 'Q' -> quoted();
      default -> {
        CharSet set = classes.escaped((flags & FOLD) != 0);
        if (set == null) {
          literal(text.escape());
        } else {
          add(new Re.Chars(set));
        }
      }
    }
  }

  private void quoted() throws RegexSyntaxException {
    text.goTo(text.place() + 2);
    int end = text.find("\\E");
    while (!text.atEnd() && text.place() != end) {
      literal(text.next());
    }
    if (end >= 0) {
      text.goTo(end + 2);
    }
  }

  private int counted(int start, int lastRepeat) throws RegexSyntaxException {
    text.next();
    int least = text.number();
    int most = least;
    if (least >= 0 && text.peek(0) == ',') {
      text.next();
      most = text.peek(0) == '}' ? -1 : text.number();
      if (most < 0 && text.peek(0) != '}') {
        least = -1;
      }
    }
    if (least < 0 || text.peek(0) != '}') {
      text.goTo(start + 1);
      literal('{');
      return -1;
    }
    text.next();
    if (least > MAX_REPEAT || most > MAX_REPEAT || (most >= 0 && least > most)) {
      throw text.wrong("invalid repeat count", start);
    }
    text.goTo(text.place() - 1);
    return repeat(start, lastRepeat, least, most);
  }

  private int repeat(int start, int lastRepeat, int least, int most) throws RegexSyntaxException {
    text.next();
    boolean greedy = (flags & UNGREEDY) == 0;
    if (text.peek(0) == '?') {
      text.next();
      greedy = !greedy;
    }
    if (lastRepeat >= 0) {
      throw text.wrong("invalid nested repetition operator", lastRepeat);
    }
    if (group.parts.isEmpty()) {
      throw text.wrong("missing argument to repetition operator", start);
    }
    Re.Repeat repeat = Re.Repeat.of(group.parts.getLast(), least, most, greedy);
    if ((least >= 2 || most >= 2) && repeat.repeats() > MAX_REPEAT) {
      throw text.wrong("invalid repeat count", start);
    }
    total += repeat.size() - repeat.inner().size();
    group.parts.set(group.parts.size() - 1, checked(repeat));
    return start;
  }

  private void open() throws RegexSyntaxException {
    int start = text.place();
    boolean python = text.startsWith("(?P<") && text.has(5);
    if (python || (text.startsWith("(?<") && text.has(4))) {
      named(start, start + (python ? 4 : 3));
    } else if (text.startsWith("(?")) {
      flags(start);
    } else {
      text.next();
      names.add(null);
      enter(flags, names.size() - 1);
    }
  }

  private void enter(int after, int capture) {
    groups.push(group);
    group = new Open(after, capture);
  }

  private void named(int start, int nameStart) throws RegexSyntaxException {
    int end = text.find(">");
    if (end < 0) {
      throw new RegexSyntaxException("invalid named capture", text.rest(start));
    }
    text.goTo(end);
    String name = text.from(nameStart);
    text.next();
    if (name.isEmpty()
        || !name.codePoints().allMatch(c -> c == '_' || PatternText.isAlphanumeric(c))) {
      throw text.wrong("invalid named capture", start);
    }
    names.add(name);
    enter(flags, names.size() - 1);
  }

  /** Flags, for the rest of the group or for one of their own. */
  private void flags(int start) throws RegexSyntaxException {
    text.goTo(start + 2);
    int changed = flags;
    boolean minus = false;
    boolean seen = false;
    while (true) {
      int c = text.next();
      int flag =
          switch (c) {
            case 'i' -> FOLD;
            case 'm' -> MULTI_LINE;
            case 's' -> DOT_ALL;
            case 'U' -> UNGREEDY;
            default -> 0;
          };
      if (flag != 0) {
        changed = minus ? changed & ~flag : changed | flag;
        seen = true;
      } else if (c == '-' && !minus) {
        minus = true;
        seen = false;
      } else if ((c == ':' || c == ')') && (!minus || seen)) {
        if (c == ':') {
          enter(flags, 0);
        }
        flags = changed;
        return;
      } else {
        throw text.wrong("invalid or unsupported Perl syntax", start);
      }
    }
  }

  private void close() throws RegexSyntaxException {
    text.next();
    if (groups.isEmpty()) {
      throw text.wrongAsAWhole("unexpected )");
    }
    Open closed = group;
    closed.alternative();
    group = groups.pop();
    flags = closed.flags;
    Re inner = checked(Re.Alternate.of(closed.choices));
    group.parts.add(checked(closed.capture > 0 ? Re.Group.of(closed.capture, inner) : inner));
  }
}
