package dev.eyepiece.profiler.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemanglerTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261129L);

  /** Expected names are those that GNU c++filt 2.40 gives; of Rust's without hashes. */
  private static final String NAMES =
      """
      main | main
      memcpy@@GLIBC_2.14 | memcpy
      _ZN3foo3barEv | foo::bar()
      _ZNK3foo3barEi | foo::bar(int) const
      _Z3addIiET_S0_S0_ | int add<int>(int, int)
      _ZSt4sortIPiEvT_S1_ | void std::sort<int*>(int*, int*)
      _ZN3fooC1ERKS_ | foo::foo(foo const&)
      _ZN3fooD0Ev | foo::~foo()
      _ZN3fooplERKS_ | foo::operator+(foo const&)
      _ZN3foocvbEv | foo::operator bool()
      _ZTV3foo | vtable for foo
      _ZThn16_N3foo3barEv | non-virtual thunk to foo::bar()
      _Z3runPFviE | run(void (*)(int))
      _Z3runRA5_Kc | run(char const (&) [5])
      _ZZ4mainENKUlvE_clEv | main::{lambda()#1}::operator()() const
      _ZN12_GLOBAL__N_13fooEv | (anonymous namespace)::foo()
      _ZNSt6vectorIiSaIiEE9push_backERKi | std::vector<int, std::allocator<int> >::push_back(int const&)
      _Z3sumIJiilEEvDpT_ | void sum<int, int, long>(int, int, long)
      _Z4sizeILm3EEvv | void size<3ul>()
      _ZN3foo3barEv.cold | foo::bar() [clone .cold]
      _ZN4core3fmt5Write9write_str17h0123456789abcdefE | core::fmt::Write::write_str
      _ZN60_$LT$alloc..string..String$u20$as$u20$core..fmt..Display$GT$3fmt17h0123456789abcdefE | <alloc::string::String as core::fmt::Display>::fmt
      _RNvNtCsjrHSEGnQ3l9_3std2rt19lang_start_internal | std::rt::lang_start_internal
      _RNCNvCs1234_7mycrate4main0 | mycrate::main::{closure#0}
      _RINvCs1_4core4swapmE | core::swap::<u32>
      _RNvXs_Cs1_1aNtB4_1SNtB4_1T1f | <a::S as a::T>::f
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = NAMES)
  void a_name_is_read(String mangled, String readable) {
    assertThat(Demangler.readable(mangled)).isEqualTo(readable);
  }

  @ParameterizedTest
  @CsvSource({"_Z", "_ZN", "_ZN3fo", "_Z999999999999a", "_ZS_", "_R", "_RNv", "_RB_", "_ZZZZ"})
  void a_broken_name_stays_as_it_is(String broken) {
    assertThat(Demangler.readable(broken)).isEqualTo(broken);
  }

  @Test
  void references_that_grow_without_end_are_given_up() {
    // Each template argument is twice the one before.
    StringBuilder name = new StringBuilder("_Z1fI1aE1bIS_S_E");
    for (int i = 0; i < 40; i++) {
      name.append("1bIS").append(Integer.toString(i, 36)).append("_S").append(i % 10).append("_E");
    }
    assertThat(Demangler.readable(name.toString())).hasSizeLessThan(100_000);
    assertThat(Demangler.readable("_Z" + "P".repeat(10_000) + "i")).isNotEmpty();
    assertThat(Demangler.readable("_Z1f" + "P".repeat(10_000) + "i")).startsWith("_Z1f");
  }

  @Test
  void whatever_comes_an_answer_is_given() {
    Random random = new Random(SEED);
    String letters = "_ZNRIKE01239abcdSTLPvCDpJXUlst$u.@";
    for (int i = 0; i < 200_000; i++) {
      StringBuilder name = new StringBuilder(random.nextBoolean() ? "_Z" : "_R");
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        name.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(Demangler.readable(name.toString())).as("seed %s", SEED).isNotEmpty();
    }
  }
}
