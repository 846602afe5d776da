package dev.eyepiece.profiler.symbols;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readable names of C++ functions and data (Itanium C++ ABI, 5.1 "Name Mangling"), written as GNU
 * tools write them. What it does not know makes the whole name unreadable. For one name.
 */
final class CppNames {
  private static final String CLONE_MARK = ".";

  private final NameReader in;
  private final String clones;
  private final List<CppType> substitutions = new ArrayList<>();
  private final CppTypes types;

  /** Arguments of the innermost template, which T_ and its like mean. */
  private List<CppType> arguments = new ArrayList<>();

  /** Above zero while types are read: templates in these do not change what T_ means. */
  private int inTypes;

  /** Elements of arguments that are packs. */
  private final IdentityHashMap<CppType, List<CppType>> packs = new IdentityHashMap<>();

  /** Which element a pack stands for while it is expanded; -1 for all of them. */
  private int element = -1;

  CppNames(String symbol) {
    int dot = symbol.indexOf(CLONE_MARK);
    clones = dot < 0 ? "" : " [clone " + symbol.substring(dot) + "]";
    in = new NameReader(dot < 0 ? symbol : symbol.substring(0, dot), 2);
    types = new CppTypes(in, this);
  }

  String readable() throws UnreadableNameException {
    String text = encoding();
    if (!in.atEnd()) {
      throw in.broken();
    }
    return text + clones;
  }

  /**
   * A name while it is read.
   *
   * @param plain the last part without template arguments, for constructors
   * @param template ends with template arguments, so that a return type follows
   * @param qualifiers of a member function, such as " const"
   */
  record Name(String text, String plain, boolean template, boolean returns, String qualifiers) {
    Name with(String newText) {
      return new Name(newText, plain, template, returns, qualifiers);
    }
  }

  String encoding() throws UnreadableNameException {
    in.enter();
    if (in.peek() == 'T' || (in.peek() == 'G' && in.peek(1) != 'N')) {
      String special = special();
      in.leave();
      return special;
    }
    Name name = name();
    String text = name.text();
    if (!in.atEnd() && in.peek() != 'E') {
      String result = "";
      if (name.template() && name.returns()) {
        CppType type = types.type();
        result = type.left() + (type.right().isEmpty() ? " " : "");
        text = text + "(" + parameters() + ")" + name.qualifiers() + type.right();
      } else {
        text = text + "(" + parameters() + ")" + name.qualifiers();
      }
      text = result + text;
    }
    in.leave();
    return in.bounded(text);
  }

  private String parameters() throws UnreadableNameException {
    StringBuilder out = new StringBuilder();
    while (!in.atEnd() && in.peek() != 'E') {
      append(out, types.type().text());
    }
    return out.toString().equals("void") ? "" : out.toString();
  }

  /** One more of a list; a pack without elements is none. */
  void append(StringBuilder list, String one) throws UnreadableNameException {
    if (!one.isEmpty()) {
      list.append(list.isEmpty() ? "" : ", ").append(one);
      in.bounded(list.toString());
    }
  }

  void enterType() throws UnreadableNameException {
    in.enter();
    inTypes++;
  }

  void leaveType() {
    in.leave();
    inTypes--;
  }

  private String special() throws UnreadableNameException {
    String code = in.letters(2);
    return switch (code) {
      case "TV" -> "vtable for " + types.type().text();
      case "TT" -> "VTT for " + types.type().text();
      case "TI" -> "typeinfo for " + types.type().text();
      case "TS" -> "typeinfo name for " + types.type().text();
      case "Th" -> {
        offset();
        yield "non-virtual thunk to " + encoding();
      }
      case "Tv" -> {
        offset();
        offset();
        yield "virtual thunk to " + encoding();
      }
      case "Tc" -> {
        in.next();
        offset();
        in.next();
        offset();
        yield "covariant return thunk to " + encoding();
      }
      case "TW" -> "TLS wrapper function for " + name().text();
      case "TH" -> "TLS init function for " + name().text();
      case "GV" -> "guard variable for " + name().text();
      case "GR" -> "reference temporary for " + name().text();
      default -> throw in.broken();
    };
  }

  private void offset() throws UnreadableNameException {
    in.take('n');
    in.number();
    in.expect('_');
  }

  Name name() throws UnreadableNameException {
    in.enter();
    Name name;
    if (in.take('N')) {
      name = nested();
    } else if (in.take('Z')) {
      name = local();
    } else if (in.peek() == 'S' && in.peek(1) != 't') {
      CppType known = substitution();
      String text = known.text();
      name = new Name(text, last(text), false, true, "");
      if (in.peek() == 'I') {
        name = new Name(text + templateArguments(), last(text), true, true, "");
      }
    } else {
      String prefix = in.take("St") ? "std::" : "";
      Name plain = unqualified("");
      name = plain.with(prefix + plain.text());
      if (in.peek() == 'I') {
        remember(CppType.of(name.text()));
        name =
            new Name(name.text() + templateArguments(), plain.plain(), true, plain.returns(), "");
      }
    }
    in.leave();
    return name;
  }

  private static String last(String text) {
    int at = text.lastIndexOf("::");
    return at < 0 ? text : text.substring(at + 2);
  }

  private Name nested() throws UnreadableNameException {
    StringBuilder qualifiers = new StringBuilder();
    if (in.take('r')) {
      qualifiers.append(" restrict");
    }
    if (in.take('V')) {
      qualifiers.append(" volatile");
    }
    if (in.take('K')) {
      qualifiers.append(" const");
    }
    if (in.take('R')) {
      qualifiers.append(" &");
    } else if (in.take('O')) {
      qualifiers.append(" &&");
    }
    Name name = new Name("", "", false, true, "");
    boolean remembered = true;
    while (!in.take('E')) {
      char c = in.peek();
      if (c == 'S' && in.peek(1) != 't' && name.text().isEmpty()) {
        CppType known = substitution();
        name = new Name(known.text(), last(plain(known.text())), false, true, "");
        continue;
      }
      if (c == 'I' && !name.text().isEmpty()) {
        String applied = name.text() + templateArguments();
        name = new Name(applied, name.plain(), true, name.returns(), "");
      } else if (c == 'T' && name.text().isEmpty()) {
        name = new Name(types.templateParameter().text(), "", false, true, "");
      } else if (c == 'D' && (in.peek(1) == 't' || in.peek(1) == 'T') && name.text().isEmpty()) {
        name = new Name(types.type().text(), "", false, true, "");
        continue;
      } else if (c == 'M') {
        in.next();
        continue;
      } else {
        String prefix = in.take("St") ? "std::" : "";
        String scope = name.text().isEmpty() ? prefix : name.text() + "::";
        Name part = unqualified(name.plain());
        name = part.with(scope + part.text());
      }
      remembered = in.peek() == 'E';
      if (!remembered) {
        remember(CppType.of(name.text()));
      }
    }
    if (name.text().isEmpty()) {
      throw in.broken();
    }
    return new Name(
        name.text(), name.plain(), name.template(), name.returns(), qualifiers.toString());
  }

  /** Without template arguments at the end. */
  private static String plain(String text) {
    if (!text.endsWith(">")) {
      return text;
    }
    int depth = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      if (text.charAt(i) == '>') {
        depth++;
      } else if (text.charAt(i) == '<' && --depth == 0) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private Name local() throws UnreadableNameException {
    List<CppType> outer = arguments;
    int outerTypes = inTypes;
    inTypes = 0;
    String function = encoding();
    in.expect('E');
    Name name = local(function);
    inTypes = outerTypes;
    if (inTypes > 0) {
      arguments = outer;
    }
    return name;
  }

  private Name local(String function) throws UnreadableNameException {
    if (in.take('s')) {
      discriminator();
      return new Name(function + "::string literal", "", false, true, "");
    }
    if (in.take('d')) {
      if (in.peek() != '_') {
        in.number();
      }
      in.expect('_');
    }
    Name entity = name();
    discriminator();
    return entity.with(function + "::" + entity.text());
  }

  private void discriminator() throws UnreadableNameException {
    if (in.peek() == '_' && in.peek(1) == '_') {
      in.letters(2);
      in.number();
      in.expect('_');
    } else if (in.peek() == '_' && Character.isDigit(in.peek(1))) {
      in.letters(2);
    }
  }

  /** One part of a name. */
  private Name unqualified(String enclosing) throws UnreadableNameException {
    in.take('L');
    char c = in.peek();
    Name name;
    if (Character.isDigit(c)) {
      String text = source();
      name = new Name(text, text, false, true, "");
    } else if (c == 'C' && (Character.isDigit(in.peek(1)) || in.peek(1) == 'I')) {
      in.next();
      boolean inherited = in.take('I');
      in.next();
      if (inherited) {
        types.type();
      }
      name = new Name(enclosing, enclosing, false, false, "");
    } else if (c == 'D' && Character.isDigit(in.peek(1))) {
      in.letters(2);
      name = new Name("~" + enclosing, enclosing, false, false, "");
    } else if (c == 'D' && in.peek(1) == 'C') {
      in.letters(2);
      StringBuilder bound = new StringBuilder("[");
      while (!in.take('E')) {
        bound.append(bound.length() == 1 ? "" : ", ").append(source());
      }
      name = new Name(bound.append(']').toString(), "", false, true, "");
    } else if (c == 'U') {
      name = unnamed();
    } else if (Character.isLowerCase(c)) {
      name = operator();
    } else {
      throw in.broken();
    }
    StringBuilder tags = new StringBuilder();
    while (in.take('B')) {
      tags.append("[abi:").append(source()).append(']');
    }
    return tags.isEmpty() ? name : name.with(name.text() + tags);
  }

  private Name unnamed() throws UnreadableNameException {
    if (in.take("Ut")) {
      int number = in.peek() == '_' ? 1 : in.number() + 2;
      in.expect('_');
      return new Name("{unnamed type#" + number + "}", "", false, true, "");
    }
    if (in.take("Ul")) {
      StringBuilder parameters = new StringBuilder();
      while (!in.take('E')) {
        append(parameters, types.type().text());
      }
      int number = in.peek() == '_' ? 1 : in.number() + 2;
      in.expect('_');
      String inside = parameters.toString().equals("void") ? "" : parameters.toString();
      return new Name("{lambda(" + inside + ")#" + number + "}", "", false, true, "");
    }
    throw in.broken();
  }

  private Name operator() throws UnreadableNameException {
    String code = in.letters(2);
    if (code.equals("cv")) {
      return new Name("operator " + types.type().text(), "", false, false, "");
    }
    if (code.equals("li")) {
      return new Name("operator\"\" " + source(), "", false, true, "");
    }
    String sign = CppWords.OPERATORS.get(code);
    if (sign == null) {
      throw in.broken();
    }
    String space = Character.isLetter(sign.charAt(0)) ? " " : "";
    return new Name("operator" + space + sign, "", false, true, "");
  }

  String source() throws UnreadableNameException {
    String name = in.letters(in.number());
    return name.startsWith("_GLOBAL__N") ? "(anonymous namespace)" : name;
  }

  void remember(CppType type) {
    substitutions.add(type);
  }

  CppType substitution() throws UnreadableNameException {
    in.expect('S');
    String standard = CppWords.STANDARD.get(in.peek());
    if (standard != null) {
      char which = in.next();
      if (which != 't' && (in.peek() == 'C' || in.peek() == 'D')) {
        return CppType.of(spelled(which));
      }
      return CppType.of(standard);
    }
    int index = 0;
    if (!in.take('_')) {
      index = sequence() + 1;
      in.expect('_');
    }
    if (index >= substitutions.size()) {
      throw in.broken();
    }
    return substitutions.get(index);
  }

  /** Constructors of an abbreviated class are named as the class is in full. */
  private static String spelled(char which) {
    return switch (which) {
      case 's' -> "std::basic_string<char, std::char_traits<char>, std::allocator<char> >";
      case 'i' -> "std::basic_istream<char, std::char_traits<char> >";
      case 'o' -> "std::basic_ostream<char, std::char_traits<char> >";
      case 'd' -> "std::basic_iostream<char, std::char_traits<char> >";
      default -> CppWords.STANDARD.getOrDefault(which, "");
    };
  }

  private int sequence() throws UnreadableNameException {
    int value = 0;
    while (in.peek() != '_') {
      int digit = Character.digit(in.next(), 36);
      if (digit < 0 || value > 1 << 20) {
        throw in.broken();
      }
      value = value * 36 + digit;
    }
    return value;
  }

  String templateArguments() throws UnreadableNameException {
    in.expect('I');
    List<CppType> read = new ArrayList<>();
    inTypes++;
    while (!in.take('E')) {
      argument(read);
    }
    inTypes--;
    StringBuilder out = new StringBuilder("<");
    for (CppType argument : read) {
      if (!argument.text().isEmpty()) {
        out.append(out.length() == 1 ? "" : ", ").append(argument.text());
      }
      in.bounded(out.toString());
    }
    if (inTypes == 0) {
      arguments = read;
    }
    return out.append(out.charAt(out.length() - 1) == '>' ? " >" : ">").toString();
  }

  private void argument(List<CppType> read) throws UnreadableNameException {
    if (in.take('J')) {
      StringBuilder text = new StringBuilder();
      List<CppType> inside = new ArrayList<>();
      while (!in.take('E')) {
        argument(inside);
      }
      for (CppType type : inside) {
        append(text, type.text());
      }
      CppType pack = CppType.of(text.toString());
      packs.put(pack, inside);
      read.add(pack);
    } else if (in.take('X')) {
      read.add(CppType.of(types.expression()));
      in.expect('E');
    } else if (in.peek() == 'L') {
      read.add(CppType.of(types.literal()));
    } else {
      read.add(types.type());
    }
  }

  /** What a parameter of the innermost template stands for; null when it is not read yet. */
  @Nullable CppType argument(int index) {
    CppType argument = index < arguments.size() ? arguments.get(index) : null;
    List<CppType> pack = argument == null || element < 0 ? null : packs.get(argument);
    if (pack == null) {
      return argument;
    }
    packSize = pack.size();
    return element < pack.size() ? pack.get(element) : CppType.of("");
  }

  private int packSize = -1;

  /** Reads a pattern once for each element of the pack that it names. */
  CppType expand() throws UnreadableNameException {
    int outer = element;
    int from = in.at;
    int known = substitutions.size();
    StringBuilder all = new StringBuilder();
    element = 0;
    packSize = -1;
    CppType first = types.type();
    int size = packSize;
    if (size > 0) {
      append(all, first.text());
    }
    List<CppType> kept = List.copyOf(substitutions.subList(known, substitutions.size()));
    int to = in.at;
    for (int i = 1; i < size; i++) {
      in.at = from;
      element = i;
      append(all, types.type().text());
    }
    in.at = to;
    while (substitutions.size() > known) {
      substitutions.removeLast();
    }
    substitutions.addAll(kept);
    element = outer;
    return size < 0 ? first : CppType.of(all.toString());
  }
}
