package dev.eyepiece.app.documents;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each feature of {@code docs/features.md} names the tests that hold it; each of these exists and
 * ran in this build. Runs when all other tests have their reports.
 */
@Tag("documents")
class FeaturesTest {
  private static final String PAGE = "docs/features.md";

  @Test
  void each_feature_says_how_to_use_it_and_which_test_holds_it() throws Exception {
    NamedTests.assertEachRowNamesTests(PAGE, 20);
  }

  @Test
  void each_named_test_exists_and_ran() throws Exception {
    NamedTests.assertEachExistsAndRan(PAGE);
  }
}
