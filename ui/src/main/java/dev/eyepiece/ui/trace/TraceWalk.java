package dev.eyepiece.ui.trace;

import dev.eyepiece.telemetry.TraceId;
import org.jspecify.annotations.Nullable;

/** The order in which a list shows traces, to walk through them from the trace page. */
public interface TraceWalk {
  /** A list of nothing. */
  TraceWalk NONE =
      new TraceWalk() {
        @Override
        public int indexOf(TraceId id) {
          return -1;
        }

        @Override
        public int size() {
          return 0;
        }

        @Override
        public @Nullable TraceId at(int index) {
          return null;
        }
      };

  /** The place of a trace, from 0; -1 when it is not in the list. */
  int indexOf(TraceId id);

  int size();

  /** The trace at a place; {@code null} outside of the list. */
  @Nullable TraceId at(int index);
}
