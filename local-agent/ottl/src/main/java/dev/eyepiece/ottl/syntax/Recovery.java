package dev.eyepiece.ottl.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds more than the first problem of a text that does not parse: reads the editor, each of its
 * arguments and each part of the condition on its own.
 */
final class Recovery {
  private Recovery() {}

  static void statement(List<Token> tokens, List<Problem> problems) {
    List<Token> all = tokens.subList(0, tokens.size() - 1);
    int where = where(all);
    List<Token> call = all.subList(0, where);
    int before = problems.size();
    if (where == 0) {
      int at = all.isEmpty() ? 0 : all.getFirst().start();
      problems.add(new Problem("expected an editor such as set(..)", at, at));
    } else {
      call(call, problems);
    }
    if (where < all.size()) {
      condition(all.subList(where + 1, all.size()), problems);
    }
    if (problems.size() == before) {
      // The pieces are fine: it is how they are put together.
      Grammar whole = new Grammar(tokens);
      whole.wholeStatement();
      problems.add(whole.failure());
    }
  }

  private static int where(List<Token> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += depth(tokens.get(i));
      if (depth <= 0 && tokens.get(i).text().equals("where")) {
        return i;
      }
    }
    // Open brackets never close: a "where" inside is most likely the clause.
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).text().equals("where")) {
        return i;
      }
    }
    return tokens.size();
  }

  private static void call(List<Token> tokens, List<Problem> problems) {
    Grammar grammar = new Grammar(ended(tokens));
    if (grammar.wholeStatement() != null) {
      problems.addAll(grammar.problems());
      return;
    }
    int open = 0;
    while (open < tokens.size() && tokens.get(open).type() != TokenType.LPAREN) {
      open++;
    }
    boolean closed = !tokens.isEmpty() && tokens.getLast().type() == TokenType.RPAREN;
    if (open == 0 || open == tokens.size() || !closed) {
      problems.add(grammar.failure());
      return;
    }
    int before = problems.size();
    for (List<Token> argument : split(tokens.subList(open + 1, tokens.size() - 1), false)) {
      Grammar one = new Grammar(ended(argument));
      if (one.wholeArgument() == null) {
        problems.add(one.failure());
      }
      problems.addAll(one.problems());
    }
    if (problems.size() == before) {
      problems.add(grammar.failure());
    }
  }

  static void condition(List<Token> tokens, List<Problem> problems) {
    Grammar grammar = new Grammar(ended(tokens));
    if (!tokens.isEmpty() && grammar.wholeCondition() != null) {
      problems.addAll(grammar.problems());
      return;
    }
    int before = problems.size();
    List<List<Token>> parts = split(tokens, true);
    if (parts.size() > 1) {
      for (List<Token> part : parts) {
        Grammar one = new Grammar(ended(part));
        if (one.wholeCondition() == null) {
          problems.add(one.failure());
        }
        problems.addAll(one.problems());
      }
    }
    if (problems.size() == before) {
      problems.add(grammar.failure());
    }
  }

  /** Cuts at commas, or at "and" and "or", that stand outside of brackets. */
  private static List<List<Token>> split(List<Token> tokens, boolean atLogic) {
    List<List<Token>> parts = new ArrayList<>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      TokenType type = tokens.get(i).type();
      depth += depth(tokens.get(i));
      boolean cut =
          atLogic ? type == TokenType.AND || type == TokenType.OR : type == TokenType.COMMA;
      if (cut && depth == 0) {
        parts.add(tokens.subList(from, i));
        from = i + 1;
      }
    }
    parts.add(tokens.subList(from, tokens.size()));
    return parts;
  }

  private static int depth(Token token) {
    return switch (token.type()) {
      case LPAREN, LBRACKET, LBRACE -> 1;
      case RPAREN, RBRACKET, RBRACE -> -1;
      default -> 0;
    };
  }

  private static List<Token> ended(List<Token> tokens) {
    List<Token> ended = new ArrayList<>(tokens);
    int end = tokens.isEmpty() ? 0 : tokens.getLast().end();
    ended.add(new Token(TokenType.END, "", end, end));
    return ended;
  }
}
