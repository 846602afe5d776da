package dev.eyepiece.profiler.symbols;

import java.net.IDN;
import java.util.Map;

/** Rust's newer mangling (RFC 2603). Hashes of crates and lifetimes are left out. For one name. */
final class RustV0 {
  private static final Map<Character, String> BASIC =
      Map.ofEntries(
          Map.entry('a', "i8"),
          Map.entry('b', "bool"),
          Map.entry('c', "char"),
          Map.entry('d', "f64"),
          Map.entry('e', "str"),
          Map.entry('f', "f32"),
          Map.entry('h', "u8"),
          Map.entry('i', "isize"),
          Map.entry('j', "usize"),
          Map.entry('l', "i32"),
          Map.entry('m', "u32"),
          Map.entry('n', "i128"),
          Map.entry('o', "u128"),
          Map.entry('p', "_"),
          Map.entry('s', "i16"),
          Map.entry('t', "u16"),
          Map.entry('u', "()"),
          Map.entry('v', "..."),
          Map.entry('x', "i64"),
          Map.entry('y', "u64"),
          Map.entry('z', "!"));
  private static final int PREFIX = 2;

  private final NameReader in;

  private RustV0(String symbol) {
    in = new NameReader(symbol, PREFIX);
  }

  static String readable(String symbol) throws UnreadableNameException {
    RustV0 name = new RustV0(symbol);
    if (Character.isDigit(name.in.peek())) {
      // A version of the encoding that is not known.
      throw name.in.broken();
    }
    return name.path(true);
  }

  private interface Rule {
    String read() throws UnreadableNameException;
  }

  private String back(Rule rule) throws UnreadableNameException {
    int from = in.at - 1;
    long target = base62() + PREFIX;
    if (target < PREFIX || target >= from) {
      throw in.broken();
    }
    int go = in.at;
    in.at = (int) target;
    String text = rule.read();
    in.at = go;
    return text;
  }

  private long base62() throws UnreadableNameException {
    if (in.take('_')) {
      return 0;
    }
    long value = 0;
    while (!in.take('_')) {
      char c = in.next();
      int digit =
          c >= '0' && c <= '9'
              ? c - '0'
              : c >= 'a' && c <= 'z' ? c - 'a' + 10 : c >= 'A' && c <= 'Z' ? c - 'A' + 36 : -1;
      if (digit < 0) {
        throw in.broken();
      }
      // A crate's number may fill all 64 bits.
      value = value * 62 + digit;
    }
    return value + 1;
  }

  private String path(boolean value) throws UnreadableNameException {
    in.enter();
    String text =
        switch (in.next()) {
          case 'C' -> identifier().name();
          case 'M' -> {
            implPath();
            yield "<" + type() + ">";
          }
          case 'X' -> {
            implPath();
            yield "<" + type() + " as " + path(false) + ">";
          }
          case 'Y' -> "<" + type() + " as " + path(false) + ">";
          case 'N' -> nested(value);
          case 'I' -> {
            String base = path(value);
            yield base + (value ? "::<" : "<") + genericArguments() + ">";
          }
          case 'B' -> back(() -> path(value));
          default -> throw in.broken();
        };
    in.leave();
    return in.bounded(text);
  }

  private void implPath() throws UnreadableNameException {
    if (in.take('s')) {
      base62();
    }
    path(false);
  }

  private String nested(boolean value) throws UnreadableNameException {
    char space = in.next();
    String base = path(value);
    Identifier id = identifier();
    if (Character.isUpperCase(space)) {
      String kind = space == 'C' ? "closure" : space == 'S' ? "shim" : String.valueOf(space);
      String name = id.name().isEmpty() ? "" : ":" + id.name();
      return base + "::{" + kind + name + "#" + id.number() + "}";
    }
    return id.name().isEmpty() ? base : base + "::" + id.name();
  }

  private record Identifier(String name, long number) {}

  private Identifier identifier() throws UnreadableNameException {
    long number = in.take('s') ? base62() + 1 : 0;
    boolean unicode = in.take('u');
    int length = in.take('0') ? 0 : in.number();
    in.take('_');
    String name = in.letters(length);
    return new Identifier(unicode ? fromPunycode(name) : name, number);
  }

  private static String fromPunycode(String name) {
    int last = name.lastIndexOf('_');
    String ascii = last < 0 ? name : name.substring(0, last) + "-" + name.substring(last + 1);
    return IDN.toUnicode("xn--" + ascii);
  }

  private String genericArguments() throws UnreadableNameException {
    StringBuilder out = new StringBuilder();
    while (!in.take('E')) {
      if (in.take('L')) {
        base62();
        continue;
      }
      out.append(out.isEmpty() ? "" : ", ").append(in.take('K') ? constant() : type());
      in.bounded(out.toString());
    }
    return out.toString();
  }

  private String type() throws UnreadableNameException {
    in.enter();
    String basic = BASIC.get(in.peek());
    String text;
    if (basic != null) {
      in.next();
      text = basic;
    } else {
      text =
          switch (in.peek()) {
            case 'A' -> {
              in.next();
              yield "[" + type() + "; " + constant() + "]";
            }
            case 'S' -> {
              in.next();
              yield "[" + type() + "]";
            }
            case 'T' -> {
              in.next();
              yield tuple();
            }
            case 'R' -> reference("&");
            case 'Q' -> reference("&mut ");
            case 'P' -> {
              in.next();
              yield "*const " + type();
            }
            case 'O' -> {
              in.next();
              yield "*mut " + type();
            }
            case 'F' -> {
              in.next();
              yield function();
            }
            case 'D' -> {
              in.next();
              yield dyn();
            }
            case 'B' -> {
              in.next();
              yield back(this::type);
            }
            default -> path(false);
          };
    }
    in.leave();
    return in.bounded(text);
  }

  private String reference(String sign) throws UnreadableNameException {
    in.next();
    if (in.take('L')) {
      base62();
    }
    return sign + type();
  }

  private String tuple() throws UnreadableNameException {
    StringBuilder out = new StringBuilder("(");
    int count = 0;
    while (!in.take('E')) {
      out.append(count++ == 0 ? "" : ", ").append(type());
    }
    return out.append(count == 1 ? ",)" : ")").toString();
  }

  private void binder() throws UnreadableNameException {
    if (in.take('G')) {
      base62();
    }
  }

  private String function() throws UnreadableNameException {
    binder();
    StringBuilder out = new StringBuilder(in.take('U') ? "unsafe " : "");
    if (in.take('K')) {
      String abi = in.take('C') ? "C" : identifier().name().replace('_', '-');
      out.append("extern \"").append(abi).append("\" ");
    }
    out.append("fn(");
    int count = 0;
    while (!in.take('E')) {
      out.append(count++ == 0 ? "" : ", ").append(type());
    }
    String result = type();
    return out.append(')').append(result.equals("()") ? "" : " -> " + result).toString();
  }

  private String dyn() throws UnreadableNameException {
    binder();
    StringBuilder out = new StringBuilder("dyn ");
    int count = 0;
    while (!in.take('E')) {
      StringBuilder bound = new StringBuilder(path(false));
      while (in.take('p')) {
        String assigned = identifier().name() + " = " + type();
        if (bound.charAt(bound.length() - 1) == '>') {
          bound.setLength(bound.length() - 1);
          bound.append(", ").append(assigned).append('>');
        } else {
          bound.append('<').append(assigned).append('>');
        }
      }
      out.append(count++ == 0 ? "" : " + ").append(bound);
    }
    if (in.take('L')) {
      base62();
    }
    return out.toString();
  }

  private String constant() throws UnreadableNameException {
    in.enter();
    String text;
    if (in.take('B')) {
      text = back(this::constant);
    } else if (in.take('p')) {
      text = "_";
    } else {
      char type = in.next();
      boolean negative = in.take('n');
      StringBuilder digits = new StringBuilder();
      while (!in.take('_')) {
        digits.append(in.next());
      }
      text = value(type, digits.toString(), negative);
    }
    in.leave();
    return text;
  }

  private String value(char type, String hex, boolean negative) throws UnreadableNameException {
    if (hex.length() > 15) {
      return (negative ? "-0x" : "0x") + hex;
    }
    try {
      long number = hex.isEmpty() ? 0 : Long.parseLong(hex, 16);
      return switch (type) {
        case 'b' -> Boolean.toString(number != 0);
        case 'c' ->
            Character.isValidCodePoint((int) number)
                ? "'" + Character.toString((int) number) + "'"
                : "'?'";
        default -> (negative ? "-" : "") + number;
      };
    } catch (NumberFormatException notHex) {
      throw in.broken();
    }
  }
}
