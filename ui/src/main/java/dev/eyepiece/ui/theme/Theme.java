package dev.eyepiece.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javafx.application.Application;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/** Dark or light, density, motion: the tokens, the style sheets and the fonts. FX thread only. */
public final class Theme {
  private static final String SHEET = "/dev/eyepiece/theme/eyepiece.css";

  /** The style class of the scene's root while motion is reduced. */
  private static final String STILL = "still";

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
  private final ObjectProperty<Fonts> fonts = new SimpleObjectProperty<>(Fonts.DESIGNED);
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

  /** Whether nothing around a node should slide, fade, turn or blink. */
  public static boolean isStill(Node node) {
    Theme theme = node.getScene() == null ? null : of(node.getScene());
    return theme != null && theme.reduceMotion.get();
  }

  /** True when nothing should slide, fade, turn or blink. */
  public BooleanProperty reduceMotionProperty() {
    return reduceMotion;
  }

  /** The size of text in every view, of drawings too; they follow it at once. */
  public ObjectProperty<Fonts> fontsProperty() {
    return fonts;
  }

  public Fonts fonts() {
    return fonts.get();
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

  /** The theme that dresses a scene, null when none does. */
  public static @Nullable Theme of(Scene scene) {
    return scene.getProperties().get(Theme.class) instanceof Theme theme ? theme : null;
  }

  /** Keeps a scene dressed as the theme says. */
  public void dress(Scene scene) {
    scene.getProperties().put(Theme.class, this);
    reduceMotion.subscribe(still -> {
      scene.getRoot().getStyleClass().remove(STILL);
      if (still) {
        scene.getRoot().getStyleClass().add(STILL);
      }
    });
    tokens.subscribe(now -> apply(scene, now));
    density.subscribe((old, now) -> apply(scene, tokens.get()));
    fonts.subscribe((old, now) -> apply(scene, tokens.get()));
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
    String window = Sheets.scaled(Sheets.read(Sheets.of(Theme.class, SHEET)), fonts());
    scene.getStylesheets().setAll(Sheets.data(window), Sheets.data(css));
  }
}
