package dev.eyepiece.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.store.KeptTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunBookTest {
  @TempDir Path folder;

  private static RunSummary summary(String name, long from, long to) {
    return new RunSummary(name, RunNote.NONE, false, 0, 0, 0, 0, 0, from, to);
  }

  @Test
  void what_is_noted_is_read_by_another_book_of_the_folder() throws Exception {
    RunBook book = new RunBook(folder);
    book.began("a", "sh -c 'exit\n7'", 5);
    book.ended("a", 9, 7);
    book.call("a", " before \"it\" ");
    book.call("b", "Größe");
    assertThat(new RunBook(folder).notes())
        .containsEntry("a", new RunNote("before \"it\"", "sh -c 'exit 7'", 5, 9, 7, false))
        .containsEntry("b", new RunNote("Größe", "", 0, 0, null, false))
        .hasSize(2);
    book.call("b", "b");
    assertThat(book.notes()).containsOnlyKeys("a");
    book.began("a", "x", 20);
    assertThat(book.notes().get("a"))
        .isEqualTo(new RunNote("before \"it\"", "x", 20, 0, null, false));
  }

  @Test
  void names_that_an_older_version_kept_are_read() throws Exception {
    Files.writeString(folder.resolve("runs.json"), "{\"r\": \"base\", \"s\": {\"label\": 3}}");
    assertThat(new RunBook(folder).notes())
        .containsEntry("r", RunNote.NONE.called("base"))
        .containsEntry("s", RunNote.NONE);
  }

  @Test
  void a_file_that_is_something_else_is_refused_and_left_as_it_is() throws Exception {
    Path file = Files.writeString(folder.resolve("runs.json"), "[1]");
    RunBook book = new RunBook(folder);
    assertThatThrownBy(book::notes)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("runs.json cannot be read");
    assertThatThrownBy(() -> book.call("a", "b")).isInstanceOf(IOException.class);
    assertThat(file).hasContent("[1]");
  }

  @Test
  void one_marked_run_goes_on_at_a_time_and_its_pin_grows_with_it() throws Exception {
    RunBook book = new RunBook(folder);
    String name = book.mark("by hand", 100);
    assertThat(book.notes().get(name)).isEqualTo(new RunNote("by hand", "", 100, 0, null, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.mark("another", 110))
        .withMessage("a marked run goes on; expected its end first");
    book.pin(summary(name, 100, 120));
    assertThat(book.endMark(200)).isEqualTo(name);
    assertThat(Files.readString(folder.resolve("windows/kept")))
        .isEqualTo("100 201 " + name + "\n");
    assertThat(book.endMark(300)).isNull();
    assertThat(book.mark("another", 400)).isNotEqualTo(name);
    book.forget(name);
    assertThat(book.notes()).hasSize(1);
    assertThat(KeptTimes.read(folder.resolve("windows")).has(name)).isFalse();
  }

  @Test
  void there_are_no_more_marks_than_can_be_counted() throws Exception {
    RunBook book = new RunBook(folder);
    for (int i = 0; i < RunBook.MOST_MARKS; i++) {
      book.mark("m" + i, 1 + 10 * i);
      book.endMark(5 + 10 * i);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.mark("one more", 5_000))
        .withMessage("100 runs are marked; expected one of them to be forgotten first");
    assertThatIllegalArgumentException().isThrownBy(() -> book.call("m", "a\nb"));
    assertThatIllegalArgumentException().isThrownBy(() -> book.call("m", "x".repeat(121)));
  }

  @Test
  void threads_that_write_at_the_same_time_lose_nothing() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "run-" + i;
        all.add(
            threads.submit(() -> {
              new RunBook(folder).began(name, "c", 1);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(new RunBook(folder).notes()).hasSize(40);
  }
}
