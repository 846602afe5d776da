package dev.eyepiece.app.command;

import dev.eyepiece.agent.Doctor;
import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.app.output.SenderTable;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    spec.addOption(
        Command.option("--format", "FORMAT", "table, or json (one object a line, for scripts)."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Terminal terminal) throws CommandException {
    boolean json = TableOrJson.isJson(arguments, "the doctor");
    Doctor doctor =
        new Doctor(
            AgentOptions.read(arguments, terminal).config(),
            terminal.environment(),
            terminal.clock().instant());
    List<Finding> findings = doctor.look();
    if (json) {
      findings.forEach(finding -> terminal.out().print(JsonText.write(object(finding)) + "\n"));
      senders(doctor).forEach(line -> terminal.out().print(line + "\n"));
    } else {
      table(findings, terminal.out());
      SenderTable.print(doctor.receiver(), terminal.out());
    }
    boolean failed = findings.stream().anyMatch(f -> f.level() == Finding.Level.FAILURE);
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  /** Who sends to the running agent, each a finding with the figures beside it. */
  private static List<String> senders(Doctor doctor) {
    if (!(doctor.receiver().get("senders") instanceof List<?> senders)) {
      return List.of();
    }
    return senders.stream()
        .map(sender -> {
          Map<String, Object> line =
              object(
                  new Finding(Finding.Level.INFO, "sender", "sends OTLP to the running agent", ""));
          line.put("sender", sender);
          return JsonText.write(line);
        })
        .toList();
  }

  private static String level(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> object(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("level", level(finding));
    object.put("topic", finding.topic());
    object.put("what", finding.what());
    object.put("todo", finding.todo());
    return object;
  }

  private static void table(List<Finding> findings, PrintStream out) {
    int width = findings.stream().mapToInt(finding -> finding.topic().length()).max().orElse(0);
    for (Finding finding : findings) {
      out.printf("%-7s  %-" + width + "s  %s%n", level(finding), finding.topic(), finding.what());
      if (!finding.todo().isEmpty()) {
        out.printf("%-7s  %-" + width + "s  -> %s%n", "", "", finding.todo());
      }
    }
  }
}
