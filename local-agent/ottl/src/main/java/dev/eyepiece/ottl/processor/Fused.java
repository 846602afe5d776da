package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.engine.Condition;
import dev.eyepiece.ottl.engine.Frame;
import dev.eyepiece.ottl.value.OttlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A few statements of a group as constants of a class of their own. This class is a template: it is
 * defined anew, hidden, for the statements of each group that runs often. To the JIT compiler the
 * statements and all that they are made of are then known, and it makes one straight piece of code
 * of them, where otherwise each is called by its object. Such a class goes when its group does.
 */
final class Fused implements Stretch {
  /** More statements would be too much for one piece of code. */
  static final int MOST = 8;

  private static final @Nullable Step[] STEPS = given();
  private static final @Nullable Step S0 = STEPS[0];
  private static final @Nullable Step S1 = STEPS[1];
  private static final @Nullable Step S2 = STEPS[2];
  private static final @Nullable Step S3 = STEPS[3];
  private static final @Nullable Step S4 = STEPS[4];
  private static final @Nullable Step S5 = STEPS[5];
  private static final @Nullable Step S6 = STEPS[6];
  private static final @Nullable Step S7 = STEPS[7];

  /** The statements that this copy of the class was defined with; none in the class itself. */
  private static @Nullable Step[] given() {
    try {
      Step[] steps = MethodHandles.classData(MethodHandles.lookup(), "_", Step[].class);
      return steps == null ? new Step[MOST] : steps;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a class for steps, at most {@link #MOST}, and its one object. */
  static Stretch of(List<Step> steps) {
    Step[] data = Arrays.copyOf(steps.toArray(Step[]::new), MOST);
    try {
      Lookup lookup =
          MethodHandles.lookup().defineHiddenClassWithClassData(Template.BYTES, data, true);
      return (Stretch)
          lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a class of this program cannot be defined again", e);
    }
  }

  /** The bytes of this class. */
  private static final class Template {
    static final byte[] BYTES = read();

    private static byte[] read() {
      try (InputStream in = Fused.class.getResourceAsStream("Fused.class")) {
        return Objects.requireNonNull(in).readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void run(Run run, ErrorMode mode) throws RunException {
    Frame frame = run.frame();
    Tally tally = run.tally();
    step(S0, run, mode, frame, tally);
    step(S1, run, mode, frame, tally);
    step(S2, run, mode, frame, tally);
    step(S3, run, mode, frame, tally);
    step(S4, run, mode, frame, tally);
    step(S5, run, mode, frame, tally);
    step(S6, run, mode, frame, tally);
    step(S7, run, mode, frame, tally);
  }

  private static void step(@Nullable Step step, Run run, ErrorMode mode, Frame frame, Tally tally)
      throws RunException {
    if (step == null) {
      return;
    }
    try {
      Condition where = step.where();
      if (where == null || where.test(frame)) {
        step.editor().get(frame);
        tally.ran(step.number(), frame.takeChanged());
      }
    } catch (OttlException e) {
      run.failed(step.statement(), mode, e);
    }
  }
}
