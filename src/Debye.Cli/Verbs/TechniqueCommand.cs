using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques;

namespace Debye.Cli.Verbs;

/// <summary>The command of a technique: the verbs that all share, then what is peculiar to it.</summary>
internal static class TechniqueCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="module">The technique.</param>
    /// <param name="peculiar">Commands that no other technique has.</param>
    /// <param name="session">The run of the program.</param>
    public static Command Create(TechniqueModule module, IEnumerable<Command> peculiar, Session session)
    {
        var command = new Command(module.Technique.Id, $"{module.Technique.Name}: {module.Technique.Summary}");
        if (module.Answers is { } answers)
            command.Add(AnswerCommand.Create(answers, session));
        if (module.Trains is { } trains)
            command.Add(TrainCommand.Create(trains, session));
        if (module.Evaluates is { } evaluates)
            command.Add(EvaluateCommand.Create(evaluates, session));
        foreach (var own in peculiar)
            command.Add(own);
        return command;
    }
}
