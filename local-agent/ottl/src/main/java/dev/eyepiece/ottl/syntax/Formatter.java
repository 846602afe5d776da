package dev.eyepiece.ottl.syntax;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees as text, in one canonical form: one line, one blank around operators and behind
 * commas, no brackets that a condition does not need, escapes only where there must be one. Reading
 * the text gives the same tree again.
 */
public final class Formatter {
  private final StringBuilder out = new StringBuilder();

  private Formatter() {}

  public static String format(Ast.Statement statement) {
    Formatter formatter = new Formatter();
    formatter.call(statement.editor());
    Ast.Bool where = statement.where();
    if (where != null) {
      formatter.out.append(" where ");
      formatter.bool(where);
    }
    return formatter.out.toString();
  }

  public static String format(Ast.Bool condition) {
    Formatter formatter = new Formatter();
    formatter.bool(condition);
    return formatter.out.toString();
  }

  private void bool(Ast.Bool tree) {
    switch (tree) {
      case Ast.Or or -> joined(or.terms(), " or ", term -> part(term, term instanceof Ast.Or));
      case Ast.And and ->
          joined(
              and.factors(),
              " and ",
              factor -> part(factor, factor instanceof Ast.Or || factor instanceof Ast.And));
      case Ast.Not not -> {
        out.append("not ");
        Ast.Bool inner = not.inner();
        part(
            inner, inner instanceof Ast.Or || inner instanceof Ast.And || inner instanceof Ast.Not);
      }
      case Ast.Comparison comparison -> {
        value(comparison.left());
        out.append(' ').append(comparison.operator().symbol()).append(' ');
        value(comparison.right());
      }
      case Ast.Constant constant -> out.append(constant.value());
      case Ast.Test test -> call(test.call());
    }
  }

  private void part(Ast.Bool tree, boolean brackets) {
    out.append(brackets ? "(" : "");
    bool(tree);
    out.append(brackets ? ")" : "");
  }

  private <T> void joined(List<T> parts, String separator, Consumer<T> write) {
    for (int i = 0; i < parts.size(); i++) {
      out.append(i == 0 ? "" : separator);
      write.accept(parts.get(i));
    }
  }

  private void value(Ast.Value tree) {
    switch (tree) {
      case Ast.Nil nil -> out.append("nil");
      case Ast.Text text -> text(text.value());
      case Ast.BoolLiteral bool -> out.append(bool.value());
      case Ast.BytesLiteral bytes ->
          out.append("0x").append(HexFormat.of().formatHex(bytes.value()));
      case Ast.IntLiteral number -> out.append(number.value());
      case Ast.FloatLiteral number ->
          out.append(Double.toString(number.value()).toLowerCase(Locale.ROOT));
      case Ast.EnumName name -> out.append(name.name());
      case Ast.MapLiteral map -> {
        out.append('{');
        joined(map.entries(), ", ", this::entry);
        out.append('}');
      }
      case Ast.ListLiteral list -> {
        out.append('[');
        joined(list.values(), ", ", this::value);
        out.append(']');
      }
      case Ast.Lambda lambda -> lambda(lambda);
      case Ast.Binary binary -> {
        value(binary.left());
        out.append(' ').append(binary.operator()).append(' ');
        value(binary.right());
      }
      case Ast.Signed signed -> {
        out.append(signed.operator());
        value(signed.operand());
      }
      case Ast.Parenthesized inner -> {
        out.append('(');
        value(inner.inner());
        out.append(')');
      }
      case Ast.Path path -> joined(path.segments(), ".", this::segment);
      case Ast.Call call -> call(call);
    }
  }

  private void entry(Ast.MapEntry entry) {
    text(entry.key());
    out.append(": ");
    value(entry.value());
  }

  private void lambda(Ast.Lambda lambda) {
    out.append('(').append(String.join(", ", lambda.parameters())).append(") => ");
    Ast.@Nullable Value value = lambda.value();
    Ast.@Nullable Bool condition = lambda.condition();
    if (value != null) {
      value(value);
    } else if (condition != null) {
      // Without brackets a constant would be read as a value.
      part(condition, condition instanceof Ast.Constant);
    }
  }

  private void segment(Ast.Segment segment) {
    out.append(segment.name());
    segment.keys().forEach(this::key);
  }

  private void key(Ast.Key key) {
    out.append('[');
    switch (key) {
      case Ast.TextKey text -> text(text.value());
      case Ast.IntKey number -> out.append(number.value());
      case Ast.ExpressionKey expression -> value(expression.value());
    }
    out.append(']');
  }

  private void call(Ast.Call call) {
    out.append(call.name()).append('(');
    joined(call.arguments(), ", ", this::argument);
    out.append(')');
    call.keys().forEach(this::key);
  }

  private void argument(Ast.Argument argument) {
    if (argument.name() != null) {
      out.append(argument.name()).append('=');
    }
    Ast.Value value = argument.value();
    if (value != null) {
      value(value);
    } else if (argument.function() != null) {
      out.append(argument.function());
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = "\u0007\b\f\n\r\t\u000b\\\"".indexOf(c);
      if (simple >= 0) {
        out.append('\\').append("abfnrtv\\\"".charAt(simple));
      } else if (c < ' ' || c == 0x7f) {
        out.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
