package dev.eyepiece.app.documents;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each rule of {@code docs/otlp-conformance.md} names its source and the tests that hold it; each
 * of these exists and ran in this build. Runs when all other tests have their reports.
 */
@Tag("documents")
class ConformanceTest {
  private static final String PAGE = "docs/otlp-conformance.md";

  @Test
  void each_rule_says_where_it_is_written_and_which_test_holds_it() throws Exception {
    NamedTests.assertEachRowNamesTests(PAGE, 40);
  }

  @Test
  void each_named_test_exists_and_ran() throws Exception {
    NamedTests.assertEachExistsAndRan(PAGE);
  }
}
