package dev.eyepiece.store;

/** A statement of a user that is wrong or failed. */
public final class SqlException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** There is no place to point at. */
  public static final int NO_OFFSET = -1;

  private final String problem;
  private final int offset;

  SqlException(String problem, int offset, Throwable cause) {
    super("SQL: " + problem.lines().findFirst().orElse("failed"), cause);
    this.problem = problem;
    this.offset = offset;
  }

  SqlException(String problem, int offset) {
    super("SQL: " + problem.lines().findFirst().orElse("failed"));
    this.problem = problem;
    this.offset = offset;
  }

  /** What is wrong and, where the engine knows, what was expected; may have several lines. */
  public String problem() {
    return problem;
  }

  /** Where in the statement, counted in characters from 0; {@link #NO_OFFSET} when unknown. */
  public int offset() {
    return offset;
  }
}
