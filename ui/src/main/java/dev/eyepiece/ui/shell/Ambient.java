package dev.eyepiece.ui.shell;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import java.time.Duration;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What every view shares: one search line, one time range, live or paused. FX thread only. */
public final class Ambient {
  private final StringProperty search = new SimpleStringProperty("");
  private final ObjectProperty<Range> range = new SimpleObjectProperty<>(new Range.All());
  private final BooleanProperty live = new SimpleBooleanProperty(true);
  private final ObjectProperty<Signal> signal = new SimpleObjectProperty<>(Signal.TRACES);

  /** The search as typed and committed; may be one that does not parse. */
  public StringProperty searchProperty() {
    return search;
  }

  public ObjectProperty<Range> rangeProperty() {
    return range;
  }

  /** False while the user has paused: views then keep what they show, and filters still act. */
  public BooleanProperty liveProperty() {
    return live;
  }

  /** Whose records the view that is shown lists, so that the search line can offer their fields. */
  public ObjectProperty<Signal> signalProperty() {
    return signal;
  }

  /** A time range as the user thinks of it. */
  public sealed interface Range {

    /** The range as of an instant, nanoseconds since 1970. */
    TimeRange at(long nowUnixNano);

    /** Everything that is held. */
    record All() implements Range {
      @Override
      public TimeRange at(long nowUnixNano) {
        return TimeRange.ALL;
      }
    }

    /** The newest stretch of time; its end moves. */
    record Last(Duration length) implements Range {
      @Override
      public TimeRange at(long nowUnixNano) {
        return new TimeRange(nowUnixNano - length.toNanos(), Long.MAX_VALUE);
      }
    }

    /** A fixed stretch of time. */
    record Between(TimeRange range) implements Range {
      @Override
      public TimeRange at(long nowUnixNano) {
        return range;
      }
    }
  }
}
