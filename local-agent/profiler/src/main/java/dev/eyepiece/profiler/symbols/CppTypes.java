package dev.eyepiece.profiler.symbols;

import java.util.Map;

/** The types and expressions in a mangled C++ name. For one name. */
final class CppTypes {
  private static final Map<Character, String> QUALIFIERS =
      Map.of('K', "const", 'V', "volatile", 'r', "restrict");

  private final NameReader in;
  private final CppNames names;

  CppTypes(NameReader in, CppNames names) {
    this.in = in;
    this.names = names;
  }

  CppType type() throws UnreadableNameException {
    names.enterType();
    CppType type = read();
    names.leaveType();
    in.bounded(type.left());
    in.bounded(type.right());
    return type;
  }

  private CppType read() throws UnreadableNameException {
    char c = in.peek();
    String builtin = CppWords.BUILTIN.get(c);
    if (builtin != null) {
      in.next();
      return CppType.of(builtin);
    }
    String qualifier = QUALIFIERS.get(c);
    if (qualifier != null) {
      in.next();
      return kept(type().qualified(qualifier));
    }
    return switch (c) {
      case 'P' -> pointer("*");
      case 'R' -> pointer("&");
      case 'O' -> pointer("&&");
      case 'F' -> function();
      case 'A' -> array();
      case 'M' -> member();
      case 'T' -> parameter();
      case 'D' -> withD();
      case 'S' -> named();
      case 'u' -> {
        in.next();
        yield kept(CppType.of(names.source()));
      }
      case 'U' -> {
        in.next();
        String vendor = names.source();
        yield kept(type().qualified(vendor));
      }
      case 'C' -> {
        in.next();
        yield kept(type().qualified("_Complex"));
      }
      default -> kept(CppType.of(names.name().text()));
    };
  }

  private CppType kept(CppType type) {
    names.remember(type);
    return type;
  }

  private CppType pointer(String sign) throws UnreadableNameException {
    in.next();
    CppType to = type();
    if (sign.startsWith("&") && to.left().endsWith("&") && !to.open()) {
      // A reference to a reference, out of a template: one & wins.
      boolean both = sign.equals("&&") && to.left().endsWith("&&");
      String bare = to.left().replaceFirst("&+$", "");
      return kept(new CppType(bare + (both ? "&&" : "&"), to.right(), false));
    }
    return kept(to.pointer(sign));
  }

  private CppType function() throws UnreadableNameException {
    in.expect('F');
    in.take('Y');
    CppType result = type();
    StringBuilder out = new StringBuilder();
    String reference = "";
    while (!in.take('E')) {
      if ((in.peek() == 'R' || in.peek() == 'O') && in.peek(1) == 'E') {
        reference = in.next() == 'R' ? " &" : " &&";
        continue;
      }
      names.append(out, type().text());
    }
    String inside = out.toString().equals("void") ? "" : out.toString();
    return kept(new CppType(result.left(), "(" + inside + ")" + reference + result.right(), true));
  }

  private CppType array() throws UnreadableNameException {
    in.expect('A');
    String size = "";
    if (Character.isDigit(in.peek())) {
      size = String.valueOf(in.number());
    } else if (in.peek() != '_') {
      size = expression();
    }
    in.expect('_');
    CppType element = type();
    return kept(new CppType(element.left(), "[" + size + "]" + element.right(), true));
  }

  private CppType member() throws UnreadableNameException {
    in.expect('M');
    String of = type().text();
    CppType what = type();
    return kept(
        what.open()
            ? what.pointer(of + "::*")
            : new CppType(what.left() + " " + of + "::*", what.right(), false));
  }

  private CppType parameter() throws UnreadableNameException {
    CppType given = kept(templateParameter());
    if (in.peek() == 'I') {
      return kept(CppType.of(given.text() + names.templateArguments()));
    }
    return given;
  }

  CppType templateParameter() throws UnreadableNameException {
    in.expect('T');
    int index = 0;
    if (!in.take('_')) {
      index = in.number() + 1;
      in.expect('_');
    }
    CppType given = names.argument(index);
    if (given == null) {
      // Of a generic lambda, whose parameters have no names.
      return CppType.of("auto");
    }
    return given;
  }

  private CppType withD() throws UnreadableNameException {
    in.expect('D');
    char c = in.next();
    String builtin = CppWords.BUILTIN_D.get(c);
    if (builtin != null) {
      return CppType.of(builtin);
    }
    return switch (c) {
      case 'p' -> {
        yield kept(names.expand());
      }
      case 't', 'T' -> {
        String of = expression();
        in.expect('E');
        yield kept(CppType.of("decltype (" + of + ")"));
      }
      case 'o' -> {
        CppType function = type();
        yield kept(new CppType(function.left(), function.right() + " noexcept", function.open()));
      }
      case 'v' -> {
        String size = String.valueOf(in.number());
        in.expect('_');
        yield kept(type().qualified("__vector(" + size + ")"));
      }
      default -> throw in.broken();
    };
  }

  private CppType named() throws UnreadableNameException {
    if (in.peek(1) == 't') {
      return kept(CppType.of(names.name().text()));
    }
    CppType known = names.substitution();
    if (in.peek() == 'I') {
      return kept(CppType.of(known.text() + names.templateArguments()));
    }
    return known;
  }

  /** {@code L type value E}, or the name of a function or object. */
  String literal() throws UnreadableNameException {
    in.expect('L');
    if (in.take("_Z")) {
      String name = names.encoding();
      in.expect('E');
      return name;
    }
    char kind = in.peek();
    String type = type().text();
    StringBuilder digits = new StringBuilder(in.take('n') ? "-" : "");
    while (!in.take('E')) {
      digits.append(in.next());
    }
    String value = digits.toString();
    return switch (kind) {
      case 'b' -> value.equals("0") ? "false" : value.equals("1") ? "true" : "(bool)" + value;
      case 'i' -> value;
      case 'j' -> value + "u";
      case 'l' -> value + "l";
      case 'm' -> value + "ul";
      case 'x' -> value + "ll";
      case 'y' -> value + "ull";
      default -> "(" + type + ")" + value;
    };
  }

  /** The few expressions that occur in the names of functions. */
  String expression() throws UnreadableNameException {
    in.enter();
    String text = readExpression();
    in.leave();
    return in.bounded(text);
  }

  private String readExpression() throws UnreadableNameException {
    char c = in.peek();
    if (c == 'L') {
      return literal();
    }
    if (c == 'T') {
      return templateParameter().text();
    }
    if (in.take("fp")) {
      while (in.peek() == 'K' || in.peek() == 'V' || in.peek() == 'r') {
        in.next();
      }
      int number = in.peek() == '_' ? 1 : in.number() + 2;
      in.expect('_');
      return "{parm#" + number + "}";
    }
    if (in.take("sr")) {
      String scope;
      if (Character.isDigit(in.peek())) {
        scope = names.source();
        scope += in.peek() == 'I' ? names.templateArguments() : "";
      } else {
        scope = type().text();
      }
      in.take('E');
      String member = names.source();
      String arguments = in.peek() == 'I' ? names.templateArguments() : "";
      return scope + "::" + member + arguments;
    }
    if (in.take("st")) {
      return "sizeof (" + type().text() + ")";
    }
    if (in.take("sZ")) {
      return "sizeof...(" + templateParameter().text() + ")";
    }
    if (in.take("sp")) {
      return expression();
    }
    if (in.take("cl")) {
      StringBuilder out = new StringBuilder(expression()).append('(');
      for (int i = 0; !in.take('E'); i++) {
        out.append(i == 0 ? "" : ", ").append(expression());
      }
      return out.append(')').toString();
    }
    if (in.take("dt")) {
      return "(" + expression() + ")." + names.source();
    }
    if (Character.isDigit(c)) {
      String name = names.source();
      return in.peek() == 'I' ? name + names.templateArguments() : name;
    }
    String sign = Character.isLowerCase(c) ? CppWords.OPERATORS.get(in.letters(2)) : null;
    if (sign == null) {
      throw in.broken();
    }
    return switch (sign) {
      case "!", "~" -> sign + "(" + expression() + ")";
      case "?" -> "(" + expression() + ")?(" + expression() + ") : (" + expression() + ")";
      default -> "(" + expression() + ")" + sign + "(" + expression() + ")";
    };
  }
}
