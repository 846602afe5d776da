package dev.eyepiece.ui.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.SessionBundles;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.store.Search;
import dev.eyepiece.store.TelemetrySnapshot;
import dev.eyepiece.store.TimeRange;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SymbolTable;
import dev.eyepiece.ui.FakeRules;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.InPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the window says and does when a bundle is saved and opened. */
class BundleModelTest {
  private static final long START = 1_790_000_000_000_000_000L;

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private final List<String> views = new ArrayList<>();

  private BundleModel model(HeldShop shop) {
    return new BundleModel(
        new SessionBundles(
            shop.telemetry(),
            new RequestDecoder(new SymbolTable()),
            shop.telemetry(),
            new FakeRules(),
            Clock.systemUTC()),
        new InPlace(),
        text -> {
          views.add(text);
          return 1;
        },
        (title, text) -> said.add(title + ": " + text));
  }

  @Test
  void aBundleOfOneWindowIsOpenedInAnother() throws Exception {
    Path file = folder.resolve("slow.eyepiece");
    try (HeldShop one = new HeldShop(folder.resolve("one"));
        HeldShop other = new HeldShop(folder.resolve("other"))) {
      one.take(Signal.TRACES, HeldShop.span("cart", "GET /", "GET", START));
      one.take(Signal.TRACES, HeldShop.span("payment", "POST /", "POST", START + 1));
      one.take(Signal.PROFILES, HeldShop.profile("cart", "cpu", 1, START));
      one.settle();
      model(one).save(file, "service:cart", TimeRange.ALL, "the views");
      model(other).open(file);
      assertThat(said.get(0))
          .isEqualTo(
              "Bundle saved: 1 spans, 3 samples that match service:cart, the saved views are in "
                  + file);
      assertThat(said.get(1))
          .startsWith(
              "Bundle opened: 1 spans, 3 samples of " + file + " were added to what is held")
          .contains("\n1 saved view.")
          .contains("eyepiece open FILE");
      assertThat(views).containsExactly("the views");
      try (TelemetrySnapshot snapshot = other.telemetry().snapshot()) {
        assertThat(snapshot.countSpans(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(1);
        assertThat(snapshot.profiles().count(Search.All.INSTANCE, TimeRange.ALL)).isEqualTo(3);
      }
    }
  }

  @Test
  void aFileThatIsNoBundleIsSaidToBeNone() throws Exception {
    Path file = Files.writeString(folder.resolve("x.eyepiece"), "hello");
    try (HeldShop shop = new HeldShop(folder.resolve("one"))) {
      model(shop).open(file);
    }
    assertThat(said).hasSize(1);
    assertThat(said.getFirst())
        .startsWith("The bundle was not opened: " + file)
        .contains("expected a bundle as 'eyepiece bundle' writes it");
  }
}
