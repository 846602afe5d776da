package dev.eyepiece.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The compiler, not a run, tells who puts a stage of one signal on the road of another. */
class SignalTypesTest {
  @TempDir Path classes;

  private List<String> errors(String body) {
    String source =
        "import dev.eyepiece.otlp.Processor;\n"
            + "import dev.eyepiece.otlp.Validator;\n"
            + "import dev.eyepiece.otlp.SpanValidator;\n"
            + "import dev.eyepiece.telemetry.*;\n"
            + "class Snippet { void road(Processor<SpanBatch> spans, Processor<LogBatch> logs,\n"
            + "    Processor<MetricBatch> metrics, Processor<ProfileBatch> profiles) {\n"
            + body
            + "\n} }\n";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    compiler.getTask(null, null, found, options, null, List.of(file)).call();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }

  @Test
  void aChainOfOneSignalCompiles() {
    assertThat(errors("Processor<SpanBatch> road = spans.then(spans).then(data -> data);"))
        .isEmpty();
    assertThat(errors("Processor<MetricBatch> road = metrics.then(metrics);")).isEmpty();
    assertThat(errors("Validator<SpanBatch> judge = new SpanValidator();")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spans, metrics",
    "spans, logs",
    "spans, profiles",
    "metrics, spans",
    "logs, metrics",
    "profiles, logs"
  })
  void aStageOfAnotherSignalDoesNotCompileIntoAChain(String road, String stage) {
    assertThat(errors("var chain = " + road + ".then(" + stage + ");"))
        .singleElement()
        .asString()
        .contains("incompatible types: dev.eyepiece.otlp.Processor<");
  }

  @Test
  void aValidatorOfSpansJudgesNoMetrics() {
    assertThat(errors("Validator<MetricBatch> judge = new SpanValidator();"))
        .singleElement()
        .asString()
        .contains("incompatible types");
  }
}
