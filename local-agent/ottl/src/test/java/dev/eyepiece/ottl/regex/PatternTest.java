package dev.eyepiece.ottl.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A byte that is no UTF-8 is one character, U+FFFD. */
  @Test
  void bytes_that_are_no_text_are_single_characters() throws Exception {
    byte[] text = {'a', (byte) 0xe4, (byte) 0xb8, 'b', (byte) 0xff};
    assertThat(Pattern.compile("a(..)b(.)$").groups(text, 0)).containsExactly(0, 5, 1, 3, 4, 5);
    assertThat(Pattern.compile("\\x{FFFD}+").groups(text, 0)).containsExactly(1, 3);
    assertThat(Pattern.compile("[^\\x{FFFD}]+$").find(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(a~missing closing ): `(a`",
        "a)~unexpected ): `a)`",
        "a**~invalid nested repetition operator: `**`",
        "a{1001}~invalid repeat count: `{1001}`",
        "(a{100}){100}~invalid repeat count: `{100}`",
        "(?<a.b>x)~invalid named capture: `(?<a.b>`",
        "(?=a)~invalid or unsupported Perl syntax: `(?=`",
        "\\1~invalid escape sequence: `\\1`",
        "[z-a]~invalid character class range: `z-a`",
        "a\\~trailing backslash at end of expression: ``",
        "*a~missing argument to repetition operator: `*`"
      })
  void says_what_is_wrong_as_the_reference_does(String pattern, String message) {
    assertThatThrownBy(() -> Pattern.compile(pattern))
        .isInstanceOf(RegexSyntaxException.class)
        .hasMessage("error parsing regexp: " + message);
  }

  @Test
  void what_is_too_large_or_too_deep_is_refused() {
    assertThatThrownBy(() -> Pattern.compile("(?:x{1000}y{1000})".repeat(2_000)))
        .hasMessageStartingWith("error parsing regexp: expression too large: ");
    assertThatThrownBy(() -> Pattern.compile("(".repeat(1_001) + ")".repeat(1_001)))
        .hasMessageStartingWith("error parsing regexp: expression nests too deeply: ");
  }

  /** Groups that keep nothing nest without bound. */
  @Test
  void plain_groups_nest_as_deep_as_they_like() throws Exception {
    String pattern = "(?:".repeat(50_000) + "a" + ")".repeat(50_000);
    assertThat(Pattern.compile(pattern).find(bytes("bab"))).isTrue();
  }

  /** A search that goes through choices one by one would not end here. */
  @Test
  void choices_that_multiply_cost_no_more_than_the_text() throws Exception {
    byte[] text = bytes("a".repeat(100_000));
    assertThat(Pattern.compile("(?:a?){200}a{200}b").find(text)).isFalse();
    assertThat(Pattern.compile("^(a+)+$").groups(text, 0)).containsExactly(0, 100_000, 0, 100_000);
    assertThat(Pattern.compile("(x+x+)+y").find(bytes("x".repeat(50_000)))).isFalse();
  }

  /** It has 2^16 states, more than are kept. */
  @Test
  void a_pattern_of_too_many_states_is_matched_without_them() throws Exception {
    Pattern pattern = Pattern.compile("(?:a|b)*a(?:a|b){15}c");
    StringBuilder text = new StringBuilder();
    new java.util.Random(7).ints(200_000, 0, 2).forEach(bit -> text.append(bit == 0 ? 'a' : 'b'));
    assertThat(pattern.find(bytes(text.toString()))).isFalse();
    byte[] there = bytes(text + "a" + "b".repeat(15) + "c");
    assertThat(pattern.groups(there, 0)).containsExactly(0, there.length);
  }

  @Test
  void several_threads_make_the_states_of_one_pattern() throws Exception {
    Pattern pattern = Pattern.compile("([a-z]+)-(\\d{2,4})\\b-(é|x)?$");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      var searches =
          IntStream.range(0, 400)
              .mapToObj(i -> threads.submit(() -> pattern.groups(bytes(i + " ab-" + i + "-é"), 0)))
              .toList();
      for (int i = 0; i < searches.size(); i++) {
        Future<int[]> search = searches.get(i);
        assertThat(search.get() != null).as("%s", i).isEqualTo(i >= 10);
      }
    }
  }

  @Test
  void a_search_from_a_place_sees_what_is_before_it() throws Exception {
    byte[] text = bytes("ab ab");
    int[] place = new int[2];
    assertThat(Pattern.compile("\\bab").find(text, 1, place)).isTrue();
    assertThat(place).containsExactly(3, 5);
    assertThat(Pattern.compile("^ab").find(text, 3, place)).isFalse();
    assertThat(Pattern.compile("b$").find(text, 0, place)).isTrue();
    assertThat(place).containsExactly(4, 5);
  }
}
