package dev.eyepiece.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
  private final List<String> done = new ArrayList<>();
  private final Keys keys =
      new Keys()
          .bind("Ctrl+K", "palette", () -> done.add("palette"))
          .bind("?", "help", () -> done.add("help"))
          .bind("/", "search", () -> done.add("search"))
          .bind("e", "next error", () -> done.add("next"))
          .bind("E", "previous error", () -> done.add("previous"))
          .bind("g t", "traces", () -> done.add("traces"));

  private static KeyEvent pressed(KeyCode code, String text, String modifiers) {
    return new KeyEvent(
        KeyEvent.KEY_PRESSED,
        "",
        text,
        code,
        modifiers.contains("S"),
        modifiers.contains("C"),
        modifiers.contains("A"),
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "K, '', C, Ctrl+K",
    "X, x, CS, Ctrl+Shift+X",
    "E, e, '', e",
    "E, E, S, E",
    "E, e, S, E",
    "SLASH, '', '', /",
    "SLASH, '', S, ?",
    "SLASH, ?, S, ?",
    "DIGIT7, /, S, /",
    "DIGIT1, 1, '', 1",
    "LEFT, '', A, Alt+Left",
    "F6, '', S, Shift+F6",
    "ESCAPE, '', '', Esc",
    "SHIFT, '', S, ''",
  })
  void aKeyHasTheNameThatIsPrintedOnIt(KeyCode code, String text, String modifiers, String name) {
    assertThat(KeyNames.of(pressed(code, text, modifiers))).isEqualTo(name);
  }

  @Test
  void keysDoWhatTheyAreBoundTo() {
    KeyEvent event = pressed(KeyCode.E, "e", "");
    assertThat(keys.handle(event, false)).isTrue();
    assertThat(event.isConsumed()).isTrue();
    keys.handle(pressed(KeyCode.E, "E", "S"), false);
    keys.handle(pressed(KeyCode.SLASH, "?", "S"), false);
    assertThat(done).containsExactly("next", "previous", "help");
  }

  @Test
  void whileTypingOnlyChordsAreKeys() {
    assertThat(keys.handle(pressed(KeyCode.E, "e", ""), true)).isFalse();
    assertThat(keys.handle(pressed(KeyCode.K, "", "C"), true)).isTrue();
    assertThat(done).containsExactly("palette");
  }

  @Test
  void twoKeysOneAfterTheOther() {
    keys.handle(pressed(KeyCode.G, "g", ""), false);
    keys.handle(pressed(KeyCode.T, "t", ""), false);
    assertThat(done).containsExactly("traces");
    keys.handle(pressed(KeyCode.G, "g", ""), false);
    assertThat(keys.handle(pressed(KeyCode.E, "e", ""), false)).isFalse();
    keys.handle(pressed(KeyCode.E, "e", ""), false);
    assertThat(done).containsExactly("traces", "next");
  }

  @Test
  void aKeyIsBoundOnce() {
    assertThatThrownBy(() -> keys.bind("g", "go", () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key 'g' is taken by 'g t': traces");
    assertThat(keys.hints()).contains(new View.KeyHint("Ctrl+K", "palette"));
  }
}
