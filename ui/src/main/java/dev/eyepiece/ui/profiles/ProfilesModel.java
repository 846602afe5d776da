package dev.eyepiece.ui.profiles;

import dev.eyepiece.flamegraph.FlameSource;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.store.ProfileType;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.SearchSyntaxException;
import dev.eyepiece.store.StackSums;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.shell.Ambient;
import dev.eyepiece.ui.task.Background;
import dev.eyepiece.ui.trace.Asking;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What was profiled, and the stacks of what is chosen of it. FX thread only. */
public final class ProfilesModel {
  private final Telemetry telemetry;
  private final Ambient ambient;
  private final InstantSource clock;
  private final Asking listing;
  private final Asking summing;
  private final ReadOnlyObjectWrapper<List<ProfileType>> types =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable ProfileChoice> choice =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable FlameSource> source = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
  private boolean shown;
  private long askedSamples = -1;

  public ProfilesModel(
      Telemetry telemetry, Ambient ambient, Background background, InstantSource clock) {
    this.telemetry = telemetry;
    this.ambient = ambient;
    this.clock = clock;
    listing = new Asking(telemetry, background);
    summing = new Asking(telemetry, background);
    ambient.searchProperty().subscribe((old, now) -> list());
    ambient.rangeProperty().subscribe((old, now) -> list());
  }

  /** What was profiled in the search and the time range. */
  ReadOnlyObjectProperty<List<ProfileType>> typesProperty() {
    return types.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable ProfileChoice> choiceProperty() {
    return choice.getReadOnlyProperty();
  }

  /** The stacks of the choice; null while there are none. */
  ReadOnlyObjectProperty<@Nullable FlameSource> sourceProperty() {
    return source.getReadOnlyProperty();
  }

  /** What is going on or wrong, one sentence; empty when all is well. */
  ReadOnlyStringProperty stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Whether what comes is shown as it comes. */
  boolean isLive() {
    return ambient.liveProperty().get();
  }

  /** Whether samples of profiles are held at all. */
  boolean isEmpty() {
    return telemetry.stats().store().held().samples()
            + telemetry.stats().of(Signal.PROFILES).unsealed()
        == 0;
  }

  void show() {
    shown = true;
    list();
  }

  void hide() {
    shown = false;
    listing.cancel();
    summing.cancel();
  }

  /** A second has passed: asks which types there are, when samples came. The graph stays. */
  void tick() {
    boolean came = telemetry.stats().of(Signal.PROFILES).records() != askedSamples;
    if (shown && came && ambient.liveProperty().get() && !listing.isBusy()) {
      list();
    }
  }

  private void list() {
    if (!shown) {
      return;
    }
    Search search = search();
    if (search == null) {
      return;
    }
    askedSamples = telemetry.stats().of(Signal.PROFILES).records();
    TimeRange range = range();
    listing.ask(
        "Profiles",
        snapshot -> snapshot.profiles().types(search, range),
        this::listed,
        failure -> state.set("Not known: " + failure.getMessage()));
  }

  private @Nullable Search search() {
    try {
      return Search.parse(ambient.searchProperty().get());
    } catch (SearchSyntaxException e) {
      state.set("The search cannot be read: " + e.getMessage());
      return null;
    }
  }

  private TimeRange range() {
    Instant now = clock.instant();
    return ambient.rangeProperty().get().at(now.getEpochSecond() * 1_000_000_000L + now.getNano());
  }

  private void listed(List<ProfileType> now) {
    state.set("");
    boolean same = now.equals(types.get());
    types.set(now);
    ProfileChoice chosen = choice.get();
    boolean there = chosen != null && now.stream().map(ProfileChoice::of).anyMatch(chosen::equals);
    if (now.isEmpty()) {
      choice.set(null);
      source.set(null);
    } else if (!there) {
      choose(ProfileChoice.of(now.getFirst()));
    } else if (!same && source.get() == null) {
      sum();
    }
  }

  /** Draws another service, type and unit. */
  void choose(ProfileChoice now) {
    if (!now.equals(choice.get())) {
      // Title and graph change together.
      source.set(null);
      choice.set(now);
      sum();
    }
  }

  /** Sums the stacks anew, with what has come since. */
  void sum() {
    ProfileChoice chosen = choice.get();
    Search search = search();
    if (chosen == null || search == null) {
      return;
    }
    TimeRange range = range();
    state.set("Summing the stacks of " + chosen.title() + " …");
    summing.ask(
        "Stacks of " + chosen.title(),
        snapshot -> source(snapshot, chosen, search, range),
        answer -> {
          state.set("");
          source.set(answer);
        },
        failure -> state.set("Not drawn: " + failure.getMessage()));
  }

  private static FlameSource source(
      TelemetrySnapshot snapshot, ProfileChoice chosen, Search search, TimeRange range)
      throws StoreException {
    StackSums sums = snapshot.profiles().stacks(chosen.within(search), range);
    try {
      return new FlameSource(
          chosen.title(), Stacks.profile(sums, new SampleType(chosen.type(), chosen.unit())), null);
    } catch (StackFormatException e) {
      throw new StoreException(String.valueOf(e.getMessage()), e);
    }
  }
}
