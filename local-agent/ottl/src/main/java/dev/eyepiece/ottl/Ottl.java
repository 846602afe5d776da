package dev.eyepiece.ottl;

import dev.eyepiece.ottl.function.Functions;
import dev.eyepiece.ottl.processor.ConfigException;
import dev.eyepiece.ottl.processor.Placed;
import dev.eyepiece.ottl.processor.RuleFormat;
import dev.eyepiece.ottl.processor.Rules;
import dev.eyepiece.ottl.syntax.Lexer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The language: checks and compiles rules. Safe for use by several threads.
 *
 * <p>Rules are compiled once and applied often: {@link #compile} makes a {@link RuleSet} of a
 * {@link RuleSource}, or says what is wrong by {@link Diagnostic}s, each with its place.
 */
public final class Ottl {
  private final Functions functions;

  /** The language with the system's clock in UTC. */
  public Ottl() {
    this(Clock.systemUTC());
  }

  /**
   * The language with a clock.
   *
   * @param clock what {@code Now} answers, and the zone of times that name none
   */
  public Ottl(Clock clock) {
    this(clock, new SecureRandom());
  }

  /**
   * The language with a clock and chance, for rules that must do the same again.
   *
   * @param random what {@code UUID} and its like are made of; used by whoever runs rules
   */
  public Ottl(Clock clock, RandomGenerator random) {
    this.functions = new Functions(clock, random);
  }

  /**
   * What compiling came to.
   *
   * @param rules {@code null} when there are errors
   */
  public record Compilation(@Nullable RuleSet rules, List<Diagnostic> diagnostics) {}

  /** Compiles rules. */
  public Compilation compile(RuleSource source) {
    return compile(source, OttlOptions.DEFAULT);
  }

  /** Compiles rules. */
  public Compilation compile(RuleSource source, OttlOptions options) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    List<Rules> compiled = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Rules.Options how =
        new Rules.Options(options.gates(), options.isExplained(), options.version());
    for (RuleSource.Part part : source.parts()) {
      try {
        Rules rules = Rules.compile(part.processor(), part.config(), how, functions);
        for (Placed problem : rules.problems()) {
          diagnostics.add(part.located(Diagnostic.of(part.name(), problem)));
        }
        compiled.add(rules);
        names.add(part.name());
      } catch (ConfigException e) {
        diagnostics.add(part.located(Diagnostic.of(part.name(), e)));
      }
    }
    return new Compilation(
        diagnostics.isEmpty() ? new RuleSet(compiled, names) : null, diagnostics);
  }

  /** The tokens of a statement or condition, for highlighting; works for any text. */
  public List<OttlToken> tokens(String text) {
    return Lexer.tokens(text, new ArrayList<>()).stream()
        .filter(token -> token.end() > token.start())
        .map(OttlToken::of)
        .toList();
  }

  /**
   * A statement or a condition in its canonical form: one line, one blank around operators, no
   * brackets that are not needed, escapes only where there must be one. It means the same, and
   * formatting it again changes nothing.
   *
   * @throws RuleSyntaxException for a text that is neither
   */
  public static String format(String text) throws RuleSyntaxException {
    return RuleFormat.text(text);
  }

  /**
   * A file of rules whose statements and conditions are in their canonical form; all else stays as
   * it is, to the byte.
   *
   * @param text as {@link RuleSource#read} takes it
   * @throws RuleSyntaxException for what is no rules, or when a statement in it is none
   */
  public static String formatFile(String text) throws RuleSyntaxException {
    return RuleFormat.file(text);
  }

  /** What can be written in a context, for completion. */
  public Vocabulary vocabulary(String context) {
    return Vocabulary.of(context, functions);
  }

  Functions functions() {
    return functions;
  }
}
