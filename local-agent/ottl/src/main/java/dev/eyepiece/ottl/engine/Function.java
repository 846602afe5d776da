package dev.eyepiece.ottl.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A function of the language: its signature and how its node is made.
 *
 * @param name editors start lower case, converters upper case
 * @param builder may refuse arguments with {@link CheckException}
 */
public record Function(String name, List<Param> params, Builder builder) {
  /** Makes the node of a call. */
  @FunctionalInterface
  public interface Builder {
    Node build(Args args);
  }

  /**
   * Defines a function.
   *
   * @param signature parameters with blanks between them: the field's name, a question mark when it
   *     is optional, a colon and the {@link ParamKind} in lower case
   */
  public static Function of(String name, String signature, Builder builder) {
    List<Param> params = new ArrayList<>();
    for (String param : signature.split(" ", -1)) {
      if (!param.isEmpty()) {
        String[] parts = param.split(":", -1);
        boolean optional = parts[0].endsWith("?");
        params.add(
            new Param(
                optional ? parts[0].substring(0, parts[0].length() - 1) : parts[0],
                ParamKind.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                optional));
      }
    }
    return new Function(name, List.copyOf(params), builder);
  }

  public boolean isEditor() {
    return Character.isLowerCase(name.charAt(0));
  }

  /** As a rule would call it: {@code replace_match(target, pattern, replacement, ...)}. */
  public String signature() {
    StringBuilder text = new StringBuilder(name).append('(');
    String separator = "";
    for (Param param : params) {
      text.append(separator).append(param.name()).append(param.optional() ? "?" : "");
      separator = ", ";
    }
    return text.append(')').toString();
  }
}
