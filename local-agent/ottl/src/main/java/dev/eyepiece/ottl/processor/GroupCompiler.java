package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.OttlVersion;
import dev.eyepiece.ottl.engine.Compiler;
import dev.eyepiece.ottl.engine.Condition;
import dev.eyepiece.ottl.engine.Context;
import dev.eyepiece.ottl.engine.Contexts;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.engine.FunctionTable;
import dev.eyepiece.ottl.engine.Gates;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.engine.PathMode;
import dev.eyepiece.ottl.function.Functions;
import dev.eyepiece.ottl.processor.Inference.Candidate;
import dev.eyepiece.ottl.syntax.Ast;
import dev.eyepiece.ottl.syntax.Parser;
import dev.eyepiece.ottl.syntax.Problem;
import dev.eyepiece.telemetry.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compiles the texts of one processor; numbers them and gathers their problems. */
final class GroupCompiler {
  private final Functions functions;
  private final Gates gates;
  private final boolean traced;
  private final OttlVersion version;
  private final int fusedAfter;
  private final List<Placed> problems = new ArrayList<>();
  private final List<Statement> all = new ArrayList<>();

  GroupCompiler(Functions functions, Gates gates, Rules.Options options) {
    this.functions = functions;
    this.gates = gates;
    traced = options.traced();
    version = options.version();
    fusedAfter = options.fusedAfter();
  }

  int fusedAfter() {
    return fusedAfter;
  }

  /** The mode of a processor that names none. */
  ErrorMode errorMode() {
    return version.has(OttlVersion.V0_155) ? ErrorMode.IGNORE : ErrorMode.PROPAGATE;
  }

  /**
   * Refuses a key that the version does not have yet.
   *
   * @param since from when on there is such a key
   */
  void needs(Settings settings, String key, OttlVersion since) throws ConfigException {
    if (settings.has(key) && !version.has(since)) {
      throw new ConfigException(
          settings.at(key),
          "is there from " + since.text() + " on, not in " + version.text() + " yet");
    }
  }

  List<Placed> problems() {
    return problems;
  }

  /** Everything compiled, by number. */
  List<Statement> all() {
    return all;
  }

  /** What conditions of a context can call. */
  FunctionTable conditionFunctions(Context context) {
    return functions.ofConditions(context, version);
  }

  /** The contexts of a signal, with the functions of statements or of conditions. */
  Inference inference(Signal signal, boolean conditions) {
    List<Context> contexts =
        switch (signal) {
          case TRACES ->
              List.of(Contexts.RESOURCE, Contexts.SCOPE, Contexts.SPAN, Contexts.SPAN_EVENT);
          case LOGS -> List.of(Contexts.RESOURCE, Contexts.SCOPE, Contexts.LOG);
          case PROFILES -> List.of(Contexts.RESOURCE, Contexts.SCOPE, Contexts.PROFILE);
          case METRICS ->
              conditions || !version.has(OttlVersion.V0_161)
                  ? List.of(Contexts.RESOURCE, Contexts.SCOPE, Contexts.METRIC, Contexts.DATA_POINT)
                  : List.of(
                      Contexts.RESOURCE,
                      Contexts.SCOPE,
                      Contexts.METRIC,
                      Contexts.DATA_POINT,
                      Contexts.EXEMPLAR);
        };
    List<Candidate> candidates = new ArrayList<>();
    for (Context context : contexts) {
      candidates.add(
          new Candidate(
              context,
              conditions
                  ? functions.ofConditions(context, version)
                  : functions.ofStatements(context, version)));
    }
    return new Inference(candidates);
  }

  /** The context of a group; {@code null} when there is none, which is noted. */
  @Nullable Candidate context(GroupConfig group, Inference inference) {
    if (!group.context().isEmpty()) {
      Candidate named = inference.get(group.context());
      if (named == null) {
        problem(
            group.path(),
            "",
            "the context "
                + group.context()
                + " is none of this signal: expected one of "
                + String.join(", ", inference.names()));
      }
      return named;
    }
    Names names = names();
    int before = problems.size();
    for (int i = 0; i < group.statements().size(); i++) {
      Ast.Statement tree = statement(group.pathOf(false, i), group.statements().get(i));
      if (tree != null) {
        names.add(tree);
      }
    }
    for (int i = 0; i < group.conditions().size(); i++) {
      names.bool(condition(group.pathOf(true, i), group.conditions().get(i)));
    }
    return problems.size() > before ? null : inferred(group.path(), names, inference);
  }

  @Nullable Candidate inferred(String path, Names names, Inference inference) {
    Candidate inferred = inference.infer(names);
    if (inferred == null) {
      problem(path, "", inference.unfit(names));
    }
    return inferred;
  }

  Names names() {
    return new Names(!version.has(OttlVersion.V1));
  }

  Ast.@Nullable Statement statement(String path, String text) {
    Parser.Result<Ast.Statement> parsed = Parser.statement(text);
    parsed.problems().forEach(p -> problems.add(new Placed(path, text, p)));
    return parsed.tree();
  }

  Ast.@Nullable Bool condition(String path, String text) {
    Parser.Result<Ast.Bool> parsed = Parser.condition(text);
    parsed.problems().forEach(p -> problems.add(new Placed(path, text, p)));
    return parsed.tree();
  }

  /** Compiles a statement; {@code null} when it has problems, which are noted. */
  @Nullable Statement compileStatement(
      String path, String text, Candidate candidate, PathMode mode) {
    Ast.Statement tree = statement(path, text);
    if (tree == null) {
      return null;
    }
    Compiler compiler =
        new Compiler(candidate.context(), mode, candidate.functions(), gates, traced);
    Node editor = compiler.editor(tree);
    Condition where = compiler.where(tree);
    return compiled(compiler, path, text, where, editor, candidate.context());
  }

  /** Compiles a condition; {@code null} when it has problems, which are noted. */
  @Nullable Statement compileCondition(
      String path, String text, Context context, FunctionTable table, PathMode mode) {
    Ast.Bool tree = condition(path, text);
    if (tree == null) {
      return null;
    }
    Compiler compiler = new Compiler(context, mode, table, gates, traced);
    Condition where = compiler.condition(tree);
    return compiled(compiler, path, text, where, null, null);
  }

  private @Nullable Statement compiled(
      Compiler compiler,
      String path,
      String text,
      Condition where,
      @Nullable Node editor,
      @Nullable Context edits) {
    compiler.problems().forEach(p -> problems.add(new Placed(path, text, p)));
    if (!compiler.problems().isEmpty()) {
      return null;
    }
    Statement statement = new Statement(all.size(), path, text, where, editor, edits);
    all.add(statement);
    return statement;
  }

  /** Numbers a condition that was not compiled from text. */
  Statement made(String path, String shown, Predicate<Frame> test) {
    Statement statement =
        new Statement(all.size(), path, shown, MatchLists.condition(test), null, null);
    all.add(statement);
    return statement;
  }

  void problem(String path, String text, String message) {
    Placed placed = new Placed(path, text, new Problem(message, 0, text.length()));
    if (!problems.contains(placed)) {
      problems.add(placed);
    }
  }
}
