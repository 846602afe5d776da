package dev.eyepiece.agent;

import dev.eyepiece.agent.folder.DataFolder;
import dev.eyepiece.agent.folder.FolderLock;
import dev.eyepiece.agent.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rule sets of a folder that nobody owns; nobody can take it until they are closed. */
final class FolderRules implements RuleSets {
  private static final System.Logger LOG = System.getLogger(FolderRules.class.getName());

  private final RuleBook book;
  private final FolderLock lock;

  private FolderRules(RuleBook book, FolderLock lock) {
    this.book = book;
    this.lock = lock;
  }

  static FolderRules open(Path dataFolder) throws IOException, FolderOwnedException {
    FolderLock lock = FolderLock.take(dataFolder);
    boolean opened = false;
    try {
      FolderRules rules =
          new FolderRules(RuleBook.open(DataFolder.rules(dataFolder), RuleBook.NO_ROAD), lock);
      opened = true;
      return rules;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  @Override
  public List<RuleSetState> list() {
    return book.list();
  }

  @Override
  public List<String> problems() {
    return book.problems();
  }

  @Override
  public RuleSetState put(RuleSetInfo set) throws RuleSetException {
    return book.put(set);
  }

  @Override
  public RuleSetState change(String id, UnaryOperator<RuleSetInfo> change) throws RuleSetException {
    return book.change(id, change);
  }

  @Override
  public RuleSetState enable(String id, boolean on) throws RuleSetException {
    return book.enable(id, on);
  }

  @Override
  public void remove(String id) throws RuleSetException {
    book.remove(id);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the folder was not given back cleanly", e);
    }
  }
}
