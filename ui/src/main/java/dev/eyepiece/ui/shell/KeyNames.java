package dev.eyepiece.ui.shell;

import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * The name of a pressed key, as help and hints write it: {@code j}, {@code E}, {@code ?}, {@code
 * Ctrl+K}, {@code Alt+Left}, {@code F6}, {@code Shift+F6}, {@code Space}, {@code Esc}. A character
 * is what the user's keyboard makes of the key, so that {@code /} is found on every layout.
 */
public final class KeyNames {
  private static final Map<KeyCode, String> NAMED =
      Map.ofEntries(
          Map.entry(KeyCode.ESCAPE, "Esc"),
          Map.entry(KeyCode.ENTER, "Enter"),
          Map.entry(KeyCode.SPACE, "Space"),
          Map.entry(KeyCode.TAB, "Tab"),
          Map.entry(KeyCode.LEFT, "Left"),
          Map.entry(KeyCode.RIGHT, "Right"),
          Map.entry(KeyCode.UP, "Up"),
          Map.entry(KeyCode.DOWN, "Down"),
          Map.entry(KeyCode.HOME, "Home"),
          Map.entry(KeyCode.END, "End"),
          Map.entry(KeyCode.PAGE_UP, "PageUp"),
          Map.entry(KeyCode.PAGE_DOWN, "PageDown"),
          Map.entry(KeyCode.DELETE, "Delete"),
          Map.entry(KeyCode.BACK_SPACE, "Backspace"));

  /** Shifted characters of the layout that robots and tests type on. */
  private static final Map<String, String> SHIFTED =
      Map.of("/", "?", ",", "<", ".", ">", "[", "{", "]", "}", "-", "_", "=", "+");

  private KeyNames() {}

  /** The name, empty for a modifier alone. */
  public static String of(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code.isModifierKey()) {
      return "";
    }
    boolean chord = event.isShortcutDown() || event.isControlDown() || event.isAltDown();
    String named = NAMED.get(code);
    if (named == null && code.isFunctionKey()) {
      named = code.getName();
    }
    StringBuilder name = new StringBuilder();
    if (event.isControlDown() || event.isShortcutDown()) {
      name.append("Ctrl+");
    }
    if (event.isAltDown()) {
      name.append("Alt+");
    }
    if (event.isShiftDown() && (named != null || chord)) {
      name.append("Shift+");
    }
    if (named != null) {
      return name.append(named).toString();
    }
    return chord
        ? name.append(code.getName().toUpperCase(Locale.ROOT)).toString()
        : character(event);
  }

  private static String character(KeyEvent event) {
    KeyCode code = event.getCode();
    boolean shift = event.isShiftDown();
    if (code.isLetterKey()) {
      String letter = code.getName();
      return shift ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT);
    }
    String text = event.getText();
    String plain = text.isBlank() ? plain(code) : text;
    boolean unshifted = plain.equals(plain(code));
    return shift && unshifted ? SHIFTED.getOrDefault(plain, plain) : plain;
  }

  private static String plain(KeyCode code) {
    return switch (code) {
      case SLASH, DIVIDE -> "/";
      case COMMA -> ",";
      case PERIOD -> ".";
      case OPEN_BRACKET -> "[";
      case CLOSE_BRACKET -> "]";
      case MINUS -> "-";
      case EQUALS -> "=";
      case LESS -> "<";
      case GREATER -> ">";
      default -> code.isDigitKey() ? code.getName().replace("Numpad ", "") : "";
    };
  }
}
