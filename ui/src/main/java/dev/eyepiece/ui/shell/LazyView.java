package dev.eyepiece.ui.shell;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A view, built when it is first gone to, and what it is called. FX thread only. */
final class LazyView {
  private final Supplier<View> building;
  private final String title;
  private @Nullable View built;

  LazyView(Supplier<View> building, String title) {
    this.building = building;
    this.title = title;
  }

  View view() {
    View view = built;
    if (view == null) {
      view = building.get();
      built = view;
    }
    return view;
  }

  String title() {
    return title;
  }

  /** Hides it, if it was ever built. */
  void hide() {
    if (built != null) {
      built.hide();
    }
  }
}
