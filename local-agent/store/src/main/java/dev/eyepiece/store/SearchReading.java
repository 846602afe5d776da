package dev.eyepiece.store;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text read as a search, whether it is one or not: what it means, where each part of the meaning
 * stands, and what to colour.
 *
 * @param found null when the text cannot be read
 * @param tokens in order, without the blanks between them
 * @param places of the nodes of the search, inner ones before outer ones
 * @param error null when the text can be read
 */
public record SearchReading(
    @Nullable Search found,
    List<SearchToken> tokens,
    List<Place> places,
    @Nullable SearchSyntaxException error) {

  /**
   * Where a node of the search stands.
   *
   * @param start index of its first character
   * @param end index behind its last
   */
  public record Place(Search node, int start, int end) {}

  /**
   * Reads any text.
   *
   * @param clock tells what relative times count from
   */
  public static SearchReading of(String text, InstantSource clock) {
    SearchScanner scanner = new SearchScanner(text);
    SearchParser parser = new SearchParser(scanner, clock);
    try {
      Search found = parser.whole();
      return new SearchReading(found, scanner.tokens(), parser.places(), null);
    } catch (SearchSyntaxException e) {
      scanner.unread();
      return new SearchReading(null, scanner.tokens(), parser.places(), e);
    }
  }

  /** The search. */
  public Search search() throws SearchSyntaxException {
    if (found == null) {
      throw error == null ? new SearchSyntaxException("no search", 0) : error;
    }
    return found;
  }
}
