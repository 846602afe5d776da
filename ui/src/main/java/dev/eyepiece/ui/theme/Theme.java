package dev.eyepiece.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Dark or light, density, motion: the tokens, the style sheets and the fonts. FX thread only. */
public final class Theme {
  private static final String SHEET = "/dev/eyepiece/theme/eyepiece.css";
  private static final Pattern FONT_SIZE = Pattern.compile("-fx-font-size: ([0-9]+)px");
  private static final String TEXT = "Inter";

  /** The semi-bold cut is a family of its own; a weight of 600 would find the regular one. */
  private static final String SEMI_BOLD = "Inter SemiBold";

  private static final String MONO = "JetBrains Mono";
  private static final String[] FONTS = {
    "/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf",
    "/com/formdev/flatlaf/fonts/inter/Inter-SemiBold.otf",
    "/com/formdev/flatlaf/fonts/inter/Inter-Bold.otf",
    "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf",
    "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Bold.ttf",
  };

  private final BooleanProperty dark = new SimpleBooleanProperty();
  private final ObjectProperty<Density> density = new SimpleObjectProperty<>(Density.NORMAL);
  private final BooleanProperty reduceMotion = new SimpleBooleanProperty();
  private final DoubleProperty textScale = new SimpleDoubleProperty(1);
  private final ReadOnlyObjectWrapper<Tokens> tokens = new ReadOnlyObjectWrapper<>();
  private final ServiceColours services;

  public Theme(boolean startDark, ServiceColours services) {
    this.services = services;
    for (String font : FONTS) {
      load(font);
    }
    dark.set(startDark);
    tokens.set(Tokens.of(startDark));
    dark.subscribe(value -> tokens.set(Tokens.of(value)));
  }

  private static void load(String path) {
    try (InputStream in = Theme.class.getResourceAsStream(path)) {
      if (in == null || Font.loadFont(in, Metrics.BODY) == null) {
        throw new IllegalStateException("the font " + path + " is missing from the program");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public BooleanProperty darkProperty() {
    return dark;
  }

  /** How high rows are; views follow it at once. */
  public ObjectProperty<Density> densityProperty() {
    return density;
  }

  public Density density() {
    return density.get();
  }

  /** True when nothing should slide or fade. */
  public BooleanProperty reduceMotionProperty() {
    return reduceMotion;
  }

  /** How large text is, 1 as designed; drawings keep theirs. */
  public DoubleProperty textScaleProperty() {
    return textScale;
  }

  /** Gives a service a colour, or with -1 the one of its place, and has all views draw anew. */
  public void pin(String service, int colour) {
    if (colour < 0) {
      services.unpin(service);
    } else {
      services.pin(service, colour);
    }
    tokens.set(tokens.get().again());
  }

  public ReadOnlyObjectProperty<Tokens> tokensProperty() {
    return tokens.getReadOnlyProperty();
  }

  public Tokens tokens() {
    return tokens.get();
  }

  public ServiceColours services() {
    return services;
  }

  public static Font text(double size) {
    return Font.font(TEXT, size);
  }

  public static Font bold(double size) {
    return Font.font(SEMI_BOLD, size);
  }

  public static Font mono(double size) {
    return Font.font(MONO, size);
  }

  /** Keeps a scene dressed as the theme says. */
  public void dress(Scene scene) {
    tokens.subscribe(now -> apply(scene, now));
    density.subscribe((old, now) -> apply(scene, tokens.get()));
    textScale.subscribe((old, now) -> apply(scene, tokens.get()));
  }

  private void apply(Scene scene, Tokens now) {
    Application.setUserAgentStylesheet(
        dark.get()
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    String css =
        ".root {\n"
            + now.css()
            + "}\n.table-row-cell { -fx-cell-size: "
            + density().row()
            + "; }\n";
    scene.getStylesheets().setAll(sheet(scaled(textScale.get())), sheet(css));
  }

  private static String sheet(String css) {
    return "data:text/css;base64,"
        + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
  }

  /** The style sheet with its sizes of text in another scale. */
  private static String scaled(double scale) {
    Matcher size = FONT_SIZE.matcher(SheetText.CSS);
    return size.replaceAll(
        found -> "-fx-font-size: " + Math.round(Double.parseDouble(found.group(1)) * scale) + "px");
  }

  private static final class SheetText {
    static final String CSS = read();

    private static String read() {
      try (InputStream in = Theme.class.getResourceAsStream(SHEET)) {
        if (in == null) {
          throw new IllegalStateException(SHEET + " is missing from the program");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
