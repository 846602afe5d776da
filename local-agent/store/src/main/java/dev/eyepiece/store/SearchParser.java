package dev.eyepiece.store;

/** Reads the search language by recursive descent. */
final class SearchParser {
  private SearchParser() {}

  static Search parse(String text) throws SearchSyntaxException {
    if (text.isBlank()) {
      return Search.All.INSTANCE;
    }
    throw new SearchSyntaxException("searches cannot be read yet", 0);
  }
}
