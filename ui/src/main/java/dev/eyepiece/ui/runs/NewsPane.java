package dev.eyepiece.ui.runs;

import dev.eyepiece.agent.RunComparison;
import dev.eyepiece.ui.theme.Formats;
import dev.eyepiece.ui.theme.Kit;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** Errors and attribute keys that one of two runs has and the other has not. FX thread only. */
final class NewsPane extends ScrollPane {
  /** More than this nobody reads here. */
  private static final int MOST = 200;

  private final VBox page = new VBox(4);

  NewsPane() {
    setId("runs-news");
    getStyleClass().add("runs-news-scroll");
    page.getStyleClass().add("runs-news");
    setContent(page);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
  }

  void show(RunComparison compared) {
    page.getChildren().clear();
    title("Errors that are new in B", compared.newErrors().size());
    compared.newErrors().stream().limit(MOST).forEach(this::error);
    more(compared.newErrors().size());
    keys("Attribute keys that are new in B", compared.newKeys());
    keys("Attribute keys that B has no more", compared.goneKeys());
  }

  private void title(String title, int count) {
    Label label =
        add(title + (count == 0 ? ": none" : " (" + Formats.count(count) + ")"), "strong");
    label.getStyleClass().add("runs-news-title");
  }

  private void error(RunComparison.NewError error) {
    add(error.what().isEmpty() ? "(no message)" : error.what(), "bad");
    add(
        Formats.count(error.spans()) + " in " + error.service() + "  " + error.name(),
        "muted",
        "small");
  }

  private void keys(String title, List<String> keys) {
    title(title, keys.size());
    keys.stream().limit(MOST).forEach(key -> add(key, "mono"));
    more(keys.size());
  }

  private void more(int all) {
    if (all > MOST) {
      add("and " + Formats.count(all - MOST) + " more", "muted", "small");
    }
  }

  private Label add(String text, String... styles) {
    Label label = Kit.label(text, styles);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    page.getChildren().add(label);
    return label;
  }
}
