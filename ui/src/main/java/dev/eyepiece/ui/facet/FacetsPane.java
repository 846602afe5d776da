package dev.eyepiece.ui.facet;

import dev.eyepiece.ui.theme.Sheets;
import dev.eyepiece.ui.theme.Theme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** The facets one above the other, and a way to add one. FX thread only. */
public final class FacetsPane extends ScrollPane {
  private static final double NARROWEST = 168;

  private final Theme theme;
  private final FacetChoices choices;
  private final VBox box = new VBox();
  private final KeyPicker picker;
  private final Map<String, FacetSection> sections = new LinkedHashMap<>();
  private List<List<String>> asked = List.of();

  public FacetsPane(Theme theme, FacetChoices choices) {
    this.theme = theme;
    this.choices = choices;
    picker = new KeyPicker(choices);
    box.getStyleClass().add("facets");
    box.setId("facets");
    setContent(box);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    setMinWidth(NARROWEST);
    Sheets.dress(this, FacetsPane.class, "facet.css");
    choices.facetsProperty().subscribe(this::show);
    theme
        .tokensProperty()
        .subscribe(() -> sections.values().forEach(section -> section.recolour()));
  }

  /** Closes what is open within; tells whether there was something. */
  public boolean closeLayer() {
    return picker.close();
  }

  private void show(List<Facet> facets) {
    List<String> fields = facets.stream().map(Facet::field).toList();
    if (!fields.equals(List.copyOf(sections.keySet()))) {
      Map<String, FacetSection> before = new LinkedHashMap<>(sections);
      sections.clear();
      for (Facet facet : facets) {
        FacetSection section = before.get(facet.field());
        sections.put(
            facet.field(),
            section == null
                ? new FacetSection(theme, choices, facet.field(), facet.added())
                : section);
      }
      box.getChildren().setAll(sections.values());
      box.getChildren().add(picker);
    }
    // Whoever asked for something else expects another order; else nothing moves under the pointer.
    List<List<String>> now =
        facets.stream().flatMap(one -> Stream.of(one.chosen(), one.excluded())).toList();
    boolean still = isHover() && now.equals(asked);
    asked = now;
    for (Facet facet : facets) {
      FacetSection section = sections.get(facet.field());
      if (section != null) {
        section.show(facet, still);
      }
    }
  }
}
