package dev.eyepiece.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher, which has to tell an option's value from a command before there is a JVM. */
class LauncherOptionsTest {
  @Test
  void the_launcher_knows_every_option_of_the_window_that_takes_a_value() throws Exception {
    String launcher = Files.readString(Path.of("../eyepiece"));
    List<String> valued =
        new WindowCommand()
            .spec().options().stream()
                .filter(option -> option.arity().max() > 0)
                .map(option -> option.longestName())
                .toList();
    assertThat(valued).contains("--data", "--opamp");
    assertThat(valued)
        .allSatisfy(option ->
            assertThat(launcher)
                .containsPattern(Pattern.quote(option) + "( \\|.*)?\\)\\s+value=follows"));
  }
}
