package dev.eyepiece.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were found out, the most recently used ones. What was asked has to tell of which
 * records: of which windows, and how far each of them was filled. Thread-safe.
 *
 * @param <A> the answer, which never changes
 */
final class KeptAnswers<A> {
  private final Map<Object, A> answers;

  /**
   * @param most so many are kept
   */
  KeptAnswers(int most) {
    answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Object, A> eldest) {
            return size() > most;
          }
        };
  }

  /** Finds an answer out. */
  interface Asking<A> {
    A ask() throws StoreException;
  }

  /** Null when none is kept. */
  @Nullable A known(Object asked) {
    synchronized (answers) {
      return answers.get(asked);
    }
  }

  void keep(Object asked, A answer) {
    synchronized (answers) {
      answers.put(asked, answer);
    }
  }

  /** The answer as it is kept, else as it is found out. */
  A of(Object asked, Asking<A> asking) throws StoreException {
    A known = known(asked);
    if (known != null) {
      return known;
    }
    A fresh = asking.ask();
    keep(asked, fresh);
    return fresh;
  }
}
