package dev.eyepiece.ottl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.ottl.syntax.Ast;
import dev.eyepiece.ottl.syntax.Parser;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Paths, functions and contexts are tables: more of them need no change of the engine. */
class TablesTest {
  private static final Function TWICE =
      Function.of(
          "Twice",
          "Target:int",
          args -> {
            Arg<Long> target = args.integer(0);
            return Node.of(frame -> Values.of(2 * target.get(frame)));
          });
  private static final Function NOTE =
      Function.of(
          "note",
          "Target:target Value:value",
          args -> {
            PathNode target = args.target(0);
            Node value = args.value(1);
            return Node.edit(frame -> target.set(frame, value.get(frame)));
          });

  private final LogRecord log = new LogRecord();

  private static final PathDef LENGTH =
      Paths.integer(
          "text_length",
          frame -> frame.log().severityText().length(),
          (frame, length) -> frame.log().setFlags((int) length));

  private void run(Context context, PathMode mode, String text) {
    Ast.Statement statement = Objects.requireNonNull(Parser.statement(text).tree());
    FunctionTable functions = FunctionTable.of(List.of(TWICE, NOTE));
    Compiler compiler =
        new Compiler(context, mode, functions, new Gates(false, true, false), false);
    Node editor = compiler.editor(statement);
    Condition where = compiler.where(statement);
    assertThat(compiler.problems()).isEmpty();
    Frame frame = new Frame();
    frame.enter(log);
    if (where.test(frame)) {
      editor.get(frame);
    }
  }

  private @Nullable AnyValue attribute(String key) {
    return log.attributes().get(key);
  }

  @Test
  void aPathAndFunctionsOfTheirOwnAreReadAndWritten() {
    log.setSeverityText(dev.eyepiece.telemetry.Utf8.of("ERROR"));
    Context context = Contexts.LOG.with(LENGTH);
    run(context, PathMode.PREFIXED, "note(log.attributes[\"n\"], Twice(log.text_length) + 1)");
    run(context, PathMode.IMPLIED, "note(text_length, 7) where text_length == 5");
    assertThat(attribute("n")).isEqualTo(new AnyValue.Int(11));
    assertThat(log.flags()).isEqualTo(7);
  }

  @Test
  void aContextOfItsOwnHasItsPathsAndSymbols() {
    Context context =
        new Context(
            "line",
            List.of("line", "log"),
            Map.of(
                "line", Map.of("text_length", LENGTH),
                "log", Contexts.LOG.tables().getOrDefault("log", Map.of())),
            Map.of("LINE_LONG", 80L));
    run(
        context,
        PathMode.PREFIXED,
        "note(log.attributes[\"n\"], LINE_LONG) where line.text_length < LINE_LONG");
    assertThat(attribute("n")).isEqualTo(new AnyValue.Int(80));
  }
}
