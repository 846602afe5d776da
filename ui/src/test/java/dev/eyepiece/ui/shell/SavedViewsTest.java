package dev.eyepiece.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.TraceId;
import dev.eyepiece.ui.settings.Remembered;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SavedViewsTest {
  private final Remembered remembered = Remembered.inMemory();

  @Test
  void whatIsSavedIsThereInTheNextRun() {
    long seed = Long.getLong("eyepiece.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Place place = place(random);
      Ambient.Range range = range(random);
      String search = text(random, random.nextInt(60));
      String name = "n" + text(random, random.nextInt(20)).strip();
      new SavedViews(remembered).save(name, place, search, range);
      assertThat(new SavedViews(remembered).all())
          .as("seed %s round %s", seed, round)
          .first()
          .isEqualTo(new SavedView(name, place, search, range));
    }
  }

  private static Place place(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new Place.Overview();
      case 1 -> new Place.Settings();
      case 3 -> new Place.Profiles();
      case 4 -> new Place.Rules();
      case 5 ->
          new Place.Compare(
              new TraceId(random.nextLong(), random.nextLong()),
              new TraceId(random.nextLong(), random.nextLong()));
      case 6 ->
          new Place.Logs(
              new Place.LogPoint(
                  new TraceId(random.nextLong(), random.nextLong()),
                  random.nextLong(),
                  random.nextLong()));
      case 2 ->
          new Place.Trace(new TraceId(random.nextLong(), random.nextLong()), random.nextLong());
      default -> new Place.Traces();
    };
  }

  private static Ambient.Range range(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Ambient.Range.All();
      case 1 -> new Ambient.Range.Last(Duration.ofMinutes(1 + random.nextInt(10_000)));
      default -> new Ambient.Range.Between(new TimeRange(random.nextLong(), random.nextLong()));
    };
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          random.nextBoolean() ? random.nextInt(1, 128) : 0x3040 + random.nextInt(90));
    }
    return text.toString();
  }

  @Test
  void aSecondOfTheSameNameTakesThePlaceOfTheFirst() {
    SavedViews views = new SavedViews(remembered);
    views.save("errors", new Place.Traces(), "status:error", new Ambient.Range.All());
    views.save("slow", new Place.Traces(), "duration:>1s", new Ambient.Range.All());
    views.save(
        " errors ", new Place.Overview(), "status:error -service:a", new Ambient.Range.All());
    assertThat(views.all()).extracting(SavedView::name).containsExactly("errors", "slow");
    assertThat(views.all().getFirst().place()).isEqualTo(new Place.Overview());
    views.forget("errors");
    assertThat(new SavedViews(remembered).all())
        .extracting(SavedView::name)
        .containsExactly("slow");
  }

  @Test
  void aNameIsNeitherEmptyNorEndless() {
    SavedViews views = new SavedViews(remembered);
    assertThatThrownBy(() -> views.save("  ", new Place.Traces(), "", new Ambient.Range.All()))
        .hasMessage("a name of 0 characters; expected 1 to 80");
    assertThatThrownBy(
            () -> views.save("x".repeat(81), new Place.Traces(), "", new Ambient.Range.All()))
        .hasMessageContaining("81 characters");
    assertThat(views.all()).isEmpty();
  }

  @Test
  void linesThatAreNoViewsAreLeftOut() {
    remembered.put(
        "views.saved",
        "a traces  all\nonly two\n%zz traces x all\nb nowhere x all\nc trace/12 x all");
    assertThat(new SavedViews(remembered).all())
        .containsExactly(new SavedView("a", new Place.Traces(), "", new Ambient.Range.All()));
  }
}
