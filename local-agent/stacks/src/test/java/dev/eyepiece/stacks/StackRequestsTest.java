package dev.eyepiece.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.Resource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A profile of another format, turned into OTLP and read again, has the same stacks and sums. */
class StackRequestsTest {
  private static StackProfile read(String text) throws Exception {
    return StackFiles.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT);
  }

  private static List<ProfileTree> requests(StackProfile profile) {
    List<ProfileTree> requests = new ArrayList<>();
    StackRequests.<RuntimeException>write(profile, Resource.empty(), 7, requests::add);
    return requests;
  }

  private static List<String> collapsed(StackProfile profile, int type) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StackWriters.collapsed(profile.tree(type, SampleFilter.ALL, List.of()), out);
    return out.toString(StandardCharsets.UTF_8).lines().sorted().toList();
  }

  @Test
  void collapsedStacksComeBackWithTheirValues() throws Exception {
    StringBuilder text = new StringBuilder();
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      text.append("main");
      for (int depth = random.nextInt(12); depth > 0; depth--) {
        text.append(";call ü ").append(random.nextInt(40));
      }
      text.append(' ').append(1 + random.nextInt(1000)).append('\n');
    }
    StackProfile profile = read(text.toString());
    List<ProfileTree> requests = requests(profile);
    assertThat(requests).hasSize(1);
    byte[] bytes = requests.getFirst().encode();
    StackProfile again = StackFiles.of(ProfileTree.read(bytes, bytes.length));
    assertThat(again.total(0)).isEqualTo(profile.total(0)).isPositive();
    assertThat(collapsed(again, 0)).isEqualTo(collapsed(profile, 0));
    assertThat(again.types()).isEqualTo(profile.types());
  }

  @Test
  void timesThreadsAndModulesOfPerfScriptStay() throws Exception {
    StackProfile profile =
        read(
            """
            java 12/13 [001]  5.000001:   10101010 cpu-clock:
            \t          40112d work+0x1d (/srv/app)
            \tffffffff8101 do_idle+0x1 ([kernel.kallsyms])

            ruby 14/14 [001]  6.000002:   10101010 cpu-clock:
            \t          40112d main+0x1d (/srv/app)

            """);
    ProfileTree request = requests(profile).getFirst();
    byte[] bytes = request.encode();
    StackProfile again = StackFiles.of(ProfileTree.read(bytes, bytes.length));
    assertThat(again.sampleCount(0)).isEqualTo(2);
    assertThat(again.hasTimes(0)).isEqualTo(profile.hasTimes(0)).isTrue();
    assertThat(again.labelTotals(0, "process")).isEqualTo(profile.labelTotals(0, "process"));
    assertThat(again.frames()).containsAll(profile.frames());
  }

  @Test
  void aLargeProfileIsSeveralRequestsThatTogetherAreWhole() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 250_000; i++) {
      text.append("main;f").append(i).append(" 1\n");
    }
    List<ProfileTree> requests = requests(read(text.toString()));
    assertThat(requests).hasSize(3);
    long total = 0;
    for (ProfileTree request : requests) {
      total += StackFiles.of(request).total(0);
    }
    assertThat(total).isEqualTo(250_000);
  }
}
