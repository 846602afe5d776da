package dev.eyepiece.ui.forward;

import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.Forwarding;
import dev.eyepiece.ui.task.Background;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The endpoints, the one that is looked at, and what became of the last change. FX thread. */
public final class ForwardModel {
  private final Forwarding forwarding;
  private final Background background;
  private final ReadOnlyObjectWrapper<List<ForwardStatus>> rows =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<@Nullable ForwardDraft> draft = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Said> said = new ReadOnlyObjectWrapper<>(Said.NOTHING);
  private final ReadOnlyStringWrapper odd = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  /**
   * What became of something.
   *
   * @param bad whether it did not work
   */
  record Said(String text, boolean bad) {
    static final Said NOTHING = new Said("", false);
  }

  public ForwardModel(Forwarding forwarding, Background background) {
    this.forwarding = forwarding;
    this.background = background;
    tick();
  }

  ReadOnlyObjectProperty<List<ForwardStatus>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** The endpoint that is looked at, as it was when it was chosen; null for none. */
  ReadOnlyObjectProperty<@Nullable ForwardDraft> draftProperty() {
    return draft.getReadOnlyProperty();
  }

  /** What is odd about all of it; empty when nothing is. */
  ReadOnlyStringProperty oddProperty() {
    return odd.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Said> saidProperty() {
    return said.getReadOnlyProperty();
  }

  /** Whether a change or a test is under way. */
  ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** Why nothing can be changed; empty when it can be. */
  String fixed() {
    return forwarding.fixed();
  }

  /** Time has passed. */
  void tick() {
    List<ForwardStatus> now = forwarding.list();
    if (!now.equals(rows.get())) {
      rows.set(now);
    }
    odd.set(ForwardWords.odd(forwarding.findings()));
  }

  /** How it stands with the endpoint that is looked at; null when it is new, or none is. */
  @Nullable ForwardStatus chosen() {
    ForwardDraft now = draft.get();
    return now == null || now.isNew() ? null : status(now.name());
  }

  private @Nullable ForwardStatus status(String name) {
    return rows.get().stream()
        .filter(one -> one.info().name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Looks at an endpoint; null for none. */
  void choose(@Nullable String name) {
    ForwardStatus status = name == null ? null : status(name);
    ForwardDraft now = draft.get();
    if (status != null && now != null && !now.isNew() && now.name().equals(name)) {
      return;
    }
    said.set(Said.NOTHING);
    draft.set(status == null ? null : ForwardDraft.of(status.info()));
  }

  /** Begins a new endpoint. */
  void begin() {
    said.set(Said.NOTHING);
    draft.set(ForwardDraft.fresh(rows.get().stream().map(one -> one.info().name()).toList()));
  }

  /** Keeps an endpoint as it was written, and has it in force. */
  void save(ForwardDraft written) {
    change("Change forwarding", written, () -> forwarding.put(written.info()), "Saved");
  }

  /** Switches the endpoint that is looked at on or off. */
  void enable(boolean on) {
    ForwardDraft now = draft.get();
    if (now != null) {
      String does = on ? "Switched on" : "Switched off; what is queued stays";
      change("Switch forwarding", now, () -> forwarding.enable(now.name(), on), does);
    }
  }

  private void change(
      String title, ForwardDraft written, Callable<ForwardStatus> work, String done) {
    run(
        title,
        work,
        status -> {
          tick();
          draft.set(ForwardDraft.of(status.info()));
          said.set(new Said(done, false));
        },
        written);
  }

  /** Forgets the endpoint that is looked at, and what is queued for it. */
  void remove() {
    ForwardDraft now = draft.get();
    if (now != null) {
      run(
          "Remove " + now.name(),
          () -> {
            forwarding.remove(now.name());
            return now.name();
          },
          name -> {
            draft.set(null);
            tick();
          },
          now);
    }
  }

  /** Asks an endpoint as it was written whether it would take something. */
  void test(ForwardDraft written) {
    run(
        "Test " + written.name(),
        () -> forwarding.test(written.info()),
        finding ->
            said.set(
                new Said(
                    finding.what() + (finding.todo().isEmpty() ? "" : ": " + finding.todo()),
                    finding.level() != Finding.Level.OK)),
        written);
  }

  private <T> void run(
      String title, Callable<T> work, java.util.function.Consumer<T> done, ForwardDraft written) {
    if (busy.get()) {
      return;
    }
    busy.set(true);
    said.set(Said.NOTHING);
    background.run(
        title,
        work,
        result -> {
          busy.set(false);
          done.accept(result);
        },
        failure -> {
          busy.set(false);
          draft.set(written);
          said.set(new Said("Not done: " + failure.getMessage(), true));
        });
  }

  /** What is said of the value of a header that is not shown. */
  static String hidden() {
    return ForwardInfo.HIDDEN;
  }
}
