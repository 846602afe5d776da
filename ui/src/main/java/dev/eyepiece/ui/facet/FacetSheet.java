package dev.eyepiece.ui.facet;

import java.net.URL;

/** The style sheet of facets. */
final class FacetSheet {
  private FacetSheet() {}

  static String url() {
    URL url = FacetSheet.class.getResource("facet.css");
    if (url == null) {
      throw new IllegalStateException("facet.css is missing from the program");
    }
    return url.toExternalForm();
  }
}
