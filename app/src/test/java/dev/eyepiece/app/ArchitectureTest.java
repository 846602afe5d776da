package dev.eyepiece.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The order of the modules, and what hides a module's inside. */
@AnalyzeClasses(packages = "dev.eyepiece", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.eyepiece.";

  @ArchTest
  static final ArchRule modules_depend_in_one_direction =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.eyepiece..")
          .layer("telemetry")
          .definedBy("dev.eyepiece.telemetry..")
          .layer("net")
          .definedBy("dev.eyepiece.net..")
          .layer("stacks")
          .definedBy("dev.eyepiece.stacks..")
          .layer("ottl")
          .definedBy("dev.eyepiece.ottl..")
          .layer("profiler")
          .definedBy("dev.eyepiece.profiler..")
          .layer("store")
          .definedBy("dev.eyepiece.store..")
          .layer("otlp")
          .definedBy("dev.eyepiece.otlp..")
          .layer("pipeline")
          .definedBy("dev.eyepiece.pipeline..")
          .layer("opamp")
          .definedBy("dev.eyepiece.opamp..")
          .layer("agent")
          .definedBy("dev.eyepiece.agent..")
          .layer("flamegraph")
          .definedBy("dev.eyepiece.flamegraph..")
          .layer("ruleeditor")
          .definedBy("dev.eyepiece.ruleeditor..")
          .layer("ui")
          .definedBy("dev.eyepiece.ui..")
          .layer("app")
          .definedBy("dev.eyepiece.app..")
          .whereLayer("telemetry")
          .mayNotAccessAnyLayer()
          .whereLayer("net")
          .mayOnlyAccessLayers("telemetry")
          .whereLayer("stacks")
          .mayOnlyAccessLayers("telemetry")
          .whereLayer("ottl")
          .mayOnlyAccessLayers("telemetry")
          .whereLayer("profiler")
          .mayOnlyAccessLayers("telemetry")
          .whereLayer("store")
          .mayOnlyAccessLayers("telemetry", "stacks")
          .whereLayer("otlp")
          .mayOnlyAccessLayers("telemetry", "net")
          .whereLayer("pipeline")
          .mayOnlyAccessLayers("telemetry", "stacks", "ottl", "store", "otlp")
          .whereLayer("opamp")
          .mayOnlyAccessLayers("telemetry", "net")
          .whereLayer("agent")
          .mayOnlyAccessLayers(
              "telemetry",
              "net",
              "stacks",
              "ottl",
              "profiler",
              "store",
              "otlp",
              "pipeline",
              "opamp")
          .whereLayer("flamegraph")
          .mayOnlyAccessLayers("telemetry", "stacks", "agent")
          .whereLayer("ruleeditor")
          .mayOnlyAccessLayers("telemetry", "ottl", "agent")
          .whereLayer("ui")
          .mayOnlyAccessLayers(
              "flamegraph",
              "ruleeditor",
              "telemetry",
              "stacks",
              "ottl",
              "profiler",
              "store",
              "otlp",
              "pipeline",
              "opamp",
              "agent")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .because("a module that knows less is easier to change and to test");

  @ArchTest
  static final ArchRule only_root_packages_are_used_from_outside =
      classes()
          .that()
          .resideInAPackage("dev.eyepiece..")
          .should(useOnlyRootPackagesOfOtherModules())
          .because("what is not in a module's root package is its inside and may change any day");

  @ArchTest
  static final ArchRule no_javafx_below_ui =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.eyepiece.telemetry..",
              "dev.eyepiece.net..",
              "dev.eyepiece.stacks..",
              "dev.eyepiece.ottl..",
              "dev.eyepiece.profiler..",
              "dev.eyepiece.store..",
              "dev.eyepiece.otlp..",
              "dev.eyepiece.pipeline..",
              "dev.eyepiece.opamp..",
              "dev.eyepiece.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "com.sun.javafx..", "java.awt..", "javax.swing..")
          .because("everything below the window works where there is no display");

  @ArchTest
  static final ArchRule only_the_program_prints =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.eyepiece.app..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("data goes to stdout and logs to stderr, and only the program knows which is");

  @ArchTest
  static final ArchRule views_do_not_block =
      noClasses()
          .that()
          .resideInAPackage("dev.eyepiece.ui..")
          .and()
          .resideOutsideOfPackage("dev.eyepiece.ui.task..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "java.net.http..")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(java.util.concurrent.Future.class, "get")
          .orShould()
          .callMethod(java.util.concurrent.CompletableFuture.class, "get")
          .orShould()
          .callMethod(java.util.concurrent.CompletableFuture.class, "join")
          .because("the window answers within 100 ms whatever happens elsewhere");

  @ArchTest
  static final ArchRule only_the_store_speaks_sql =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.eyepiece.store..")
          .should()
          .dependOnClassesThat(resideInAPackage("java.sql..").or(resideInAPackage("org.duckdb..")))
          .because("another store must be able to take DuckDB's place");

  private static ArchCondition<JavaClass> useOnlyRootPackagesOfOtherModules() {
    DescribedPredicate<JavaClass> ours = resideInAPackage("dev.eyepiece..");
    return new ArchCondition<>("use only root packages of other modules") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass().getBaseComponentType();
          if (ours.test(used)
              && !module(used).equals(module(user))
              && !used.getPackageName().equals(ROOT + module(used))) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static String module(JavaClass type) {
    return type.getPackageName().substring(ROOT.length()).replaceFirst("\\..*", "");
  }
}
