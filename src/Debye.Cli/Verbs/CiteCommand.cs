using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques;

namespace Debye.Cli.Verbs;

/// <summary><c>debye cite</c>: what to cite, all of it or for one technique.</summary>
internal static class CiteCommand
{
    private static readonly string[] s_shared =
    [
        "Symmetry search: A. Togo et al., Sci. Technol. Adv. Mater. Meth. 4, 2384822 (2024), doi 10.1080/27660400.2024.2384822",
        "Known crystals: A. Jain et al., APL Materials 1, 011002 (2013), doi 10.1063/1.4812323 (Materials Project, CC BY 4.0)",
    ];

    public static Command Create(TechniqueRegistry registry, Session session)
    {
        var chosen = new Argument<string?>("TECHNIQUE")
        {
            Description = $"One of {string.Join(", ", registry.Modules.Select(module => module.Technique.Id))}; without it, all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("cite", "Print what to cite in a publication.") { chosen };
        HelpWithExamples.Add(command, "debye cite", "debye cite eis");
        command.SetAction(parsed =>
        {
            var id = parsed.GetValue(chosen);
            if (id is not null && registry.Find(id) is null)
                throw new UsageException($"there is no technique '{id}'");
            session.Output.WriteLine($"Debye {ShowVersion.Text}: machine-learning characterisation of materials for .NET.");
            foreach (var line in s_shared)
                session.Output.WriteLine(line);
            foreach (var technique in registry.Modules.Select(module => module.Technique).Where(own => id is null || own.Id == id))
            {
                session.Output.WriteLine($"{technique.Name}:");
                foreach (var citation in technique.Citations)
                    session.Output.WriteLine($"  {citation}");
            }

            return CommandLine.Success;
        });
        return command;
    }
}
