package dev.eyepiece.app.command;

import dev.eyepiece.agent.Doctor;
import dev.eyepiece.agent.Finding;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code eyepiece doctor}: what works here, what does not, and what to do. */
public final class DoctorCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Looks at ports, rights, kernel, display and disk: what works here, what does"
                + " not, and what to do.");
    AgentOptions.addTo(spec);
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    Doctor doctor =
        new Doctor(
            AgentOptions.read(arguments, terminal).config(),
            terminal.environment(),
            terminal.clock().instant());
    List<Finding> findings = doctor.look();
    int width = findings.stream().mapToInt(finding -> finding.topic().length()).max().orElse(0);
    for (Finding finding : findings) {
      String level = finding.level().name().toLowerCase(Locale.ROOT);
      terminal.out().printf("%-7s  %-" + width + "s  %s%n", level, finding.topic(), finding.what());
      if (!finding.todo().isEmpty()) {
        terminal.out().printf("%-7s  %-" + width + "s  -> %s%n", "", "", finding.todo());
      }
    }
    boolean failed = findings.stream().anyMatch(f -> f.level() == Finding.Level.FAILURE);
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }
}
