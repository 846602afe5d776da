package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.TraceId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How traces were left, so that coming back finds them so. FX thread only. */
final class TraceMemory {
  private static final int MOST = 30;

  /**
   * How one trace was left.
   *
   * @param asked the span that it was opened for, 0 for none
   * @param selected span id, 0 for none
   * @param top span id of the uppermost row in sight
   */
  record Left(long asked, long selected, long top, TimeScale scale, Outline.Folds folds) {}

  private final Map<TraceId, Left> left =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TraceId, Left> eldest) {
          return size() > MOST;
        }
      };

  void keep(TraceId id, Left how) {
    left.put(id, how);
  }

  @Nullable Left of(TraceId id) {
    return left.get(id);
  }
}
