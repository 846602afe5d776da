package dev.eyepiece.profiler.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KallsymsTest {
  private static Kallsyms of(String text) {
    return Kallsyms.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void functions_are_found_whatever_the_order_and_data_is_left_out() {
    Kallsyms table =
        of(
            """
            ffffffff81000000 T _stext
            ffffffffc0000010 t inside\t[module]
            ffffffff81000100 D data
            ffffffff81000200 t schedule
            ffffffff81000200 T alias
            """);
    assertThat(table.name(0xffffffff81000150L)).isEqualTo("_stext");
    assertThat(table.name(0xffffffff81000201L)).isEqualTo("schedule");
    assertThat(table.name(0xffffffffc0000020L)).isEqualTo("inside");
    assertThat(table.name(0xffffffff80ffffffL)).isNull();
  }

  @Test
  void hidden_addresses_are_no_addresses() {
    assertThat(of("0000000000000000 T _stext\n0000000000000000 T schedule\n").isEmpty()).isTrue();
    assertThat(of("").name(1)).isNull();
    assertThat(of("nonsense\n\n\0 T").isEmpty()).isTrue();
  }
}
