package dev.eyepiece.ui.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.flamegraph.FlameSource;
import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.StackTree;
import dev.eyepiece.store.ProfileType;
import dev.eyepiece.store.StackFrame;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.HeldShop;
import dev.eyepiece.ui.InPlace;
import dev.eyepiece.ui.shell.Ambient;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesModelTest {
  private static final long TIME = 1_790_000_000_000_000_000L;

  @TempDir Path folder;
  private HeldShop shop;
  private final Ambient ambient = new Ambient();

  @BeforeEach
  void open() throws Exception {
    shop = new HeldShop(folder);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private void take(Signal signal, String json) throws Exception {
    shop.take(signal, json);
    shop.settle();
  }

  private ProfilesModel model() {
    ProfilesModel model =
        new ProfilesModel(
            shop.telemetry(), ambient, new InPlace(), () -> Instant.ofEpochSecond(1_790_000_100));
    model.show();
    return model;
  }

  @Test
  void beforeAProfileCameThereIsNothing() {
    ProfilesModel model = model();
    assertThat(model.isEmpty()).isTrue();
    assertThat(model.typesProperty().get()).isEmpty();
    assertThat(model.sourceProperty().get()).isNull();
  }

  @Test
  void whatWasProfiledIsListedAndItsStacksAreSummed() throws Exception {
    take(Signal.PROFILES, HeldShop.profile("payment", "cpu", 1_000_000, TIME));
    take(Signal.PROFILES, HeldShop.profile("payment", "cpu", 1_000_000, TIME + 1));
    take(Signal.PROFILES, HeldShop.profile("cart", "wall", 1, TIME));
    ProfilesModel model = model();
    assertThat(model.typesProperty().get())
        .extracting(ProfileType::service)
        .containsExactlyInAnyOrder("payment", "cart");
    model.choose(new ProfileChoice("payment", "cpu", "nanoseconds"));
    FlameSource source = model.sourceProperty().get();
    assertThat(source).isNotNull();
    assertThat(source.title()).isEqualTo("payment, cpu (nanoseconds)");
    assertThat(source.profile().total(0)).isEqualTo(200_000_000);
    StackTree tree = source.profile().tree();
    assertThat(tree.frames()).extracting(Frame::name).contains("main", "work", "parse", "idle");
    assertThat(tree.total()).isEqualTo(200_000_000);
  }

  @Test
  void theSearchOfTheWindowChoosesAmongTheSamples() throws Exception {
    take(Signal.PROFILES, HeldShop.profile("payment", "cpu", 1, TIME));
    take(Signal.PROFILES, HeldShop.profile("cart*", "cpu", 1, TIME));
    ambient.searchProperty().set("service:payment");
    ProfilesModel model = model();
    assertThat(model.typesProperty().get())
        .singleElement()
        .satisfies(type -> assertThat(type.service()).isEqualTo("payment"));
    ambient.searchProperty().set("");
    model.choose(new ProfileChoice("cart*", "cpu", "nanoseconds"));
    FlameSource source = model.sourceProperty().get();
    assertThat(source).isNotNull();
    assertThat(source.profile().total(0)).as("a star in a name is a star").isEqualTo(100);
    ambient.searchProperty().set("value:>nothing");
    assertThat(model.stateProperty().get()).startsWith("The search cannot be read");
  }

  @Test
  void newSamplesAreListedAndTheGraphThatIsReadStays() throws Exception {
    take(Signal.PROFILES, HeldShop.profile("payment", "cpu", 1, TIME));
    ProfilesModel model = model();
    FlameSource read = model.sourceProperty().get();
    take(Signal.PROFILES, HeldShop.profile("payment", "cpu", 1, TIME + 1));
    model.tick();
    assertThat(model.typesProperty().get().getFirst().total()).isEqualTo(200);
    assertThat(model.sourceProperty().get()).isSameAs(read);
    model.sum();
    assertThat(model.sourceProperty().get()).isNotSameAs(read);
  }

  @Test
  void theKindOfAFrameIsToldByItsFileOrMapping() {
    assertThat(kind("Shop.java", "")).isEqualTo(FrameKind.JVM);
    assertThat(kind("app.py", "")).isEqualTo(FrameKind.INTERPRETED);
    assertThat(kind("", "[kernel.kallsyms]")).isEqualTo(FrameKind.KERNEL);
    assertThat(kind("", "/usr/lib/libc.so.6")).isEqualTo(FrameKind.NATIVE);
    assertThat(kind("", "")).isEqualTo(FrameKind.UNKNOWN);
  }

  private static FrameKind kind(String file, String mapping) {
    return Stacks.kind(new StackFrame("f", "", file, mapping, 0, 0, 0));
  }
}
