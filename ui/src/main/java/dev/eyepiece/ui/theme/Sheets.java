package dev.eyepiece.ui.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** Style sheets whose sizes of text follow the one that the user chose. FX thread only. */
public final class Sheets {
  private static final Pattern FONT_SIZE = Pattern.compile("-fx-font-size: ([0-9]+)px");
  private static final Map<String, String> READ = new ConcurrentHashMap<>();

  private final Parent node;
  private final List<URL> sheets;
  private Subscription following = Subscription.EMPTY;

  private Sheets(Parent node, List<URL> sheets) {
    this.node = node;
    this.sheets = sheets;
  }

  /** Gives a view its own style sheets, which lie beside its class. */
  public static void dress(Parent view, Class<?> owner, String... names) {
    dress(view, Arrays.stream(names).map(name -> of(owner, name)).toArray(URL[]::new));
  }

  /**
   * Gives a view its own style sheets. In the scene of a {@link Theme} they have its size of text,
   * elsewhere the one that is written in them.
   */
  public static void dress(Parent view, URL... sheets) {
    Sheets all = new Sheets(view, List.of(sheets));
    all.apply(Fonts.DESIGNED);
    view.sceneProperty().subscribe(all::enter);
  }

  /**
   * The style sheet that lies beside a class.
   *
   * @throws IllegalStateException when the program lacks it
   */
  public static URL of(Class<?> owner, String name) {
    URL sheet = owner.getResource(name);
    if (sheet == null) {
      throw new IllegalStateException(name + " beside " + owner + " is missing from the program");
    }
    return sheet;
  }

  private void enter(Scene scene) {
    following.unsubscribe();
    Theme theme = scene == null ? null : Theme.of(scene);
    following =
        theme == null ? Subscription.EMPTY : theme.fontsProperty().subscribe(now -> apply(now));
  }

  private void apply(Fonts fonts) {
    List<String> wanted =
        sheets.stream()
            .map(sheet ->
                fonts.scale() == 1 ? sheet.toExternalForm() : data(scaled(read(sheet), fonts)))
            .toList();
    if (!wanted.equals(node.getStylesheets())) {
      node.getStylesheets().setAll(wanted);
    }
  }

  /** A style sheet with its sizes of text in another scale. */
  static String scaled(String css, Fonts fonts) {
    Matcher size = FONT_SIZE.matcher(css);
    return size.replaceAll(
        found -> "-fx-font-size: " + (int) fonts.size(Double.parseDouble(found.group(1))) + "px");
  }

  /** A style sheet as an address. */
  static String data(String css) {
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
  }

  /** The text of a style sheet of the program. */
  static String read(URL sheet) {
    return READ.computeIfAbsent(
        sheet.toExternalForm(),
        from -> {
          try (InputStream in = sheet.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(from + " of the program cannot be read", e);
          }
        });
  }
}
