using Debye.Learning.Training;
using Spectre.Console;

namespace Debye.Cli.Shell;

/// <summary>Progress of long work: a bar on a terminal, lines elsewhere.</summary>
internal static class TerminalProgress
{
    /// <summary>Runs work that reports progress.</summary>
    public static T Run<T>(Session session, Func<RunProgress, T> work)
    {
        if (!session.HasTerminal)
            return work(new SessionProgress(session));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(session.Error) });
        return console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars => work(new BarProgress(session, console, bars)));
    }

    /// <summary>Lines.</summary>
    internal sealed class SessionProgress(Session session) : RunProgress
    {
        public override void Say(string line) => session.Say(line);

        public override void Skip(string input, Exception problem) => session.ReportInput(input, problem);

        public override void Step(RunStep step) => session.Say(step.ToString());
    }

    /// <summary>One bar for each kind of item, lines above.</summary>
    private sealed class BarProgress(Session session, IAnsiConsole console, ProgressContext bars) : RunProgress
    {
        private readonly Lock _gate = new();
        private ProgressTask? _task;

        public override void Say(string line)
        {
            if (!session.IsQuiet)
                console.WriteLine(line);
        }

        public override void Skip(string input, Exception problem) => session.ReportInput(input, problem);

        public override void Step(RunStep step)
        {
            lock (_gate)
            {
                if (_task is null || _task.Value > step.Done)
                    _task = bars.AddTask(step.Item, maxValue: step.Total);
                _task.Description = Markup.Escape(Invariant($"{step.Item} {step.Done}/{step.Total}  {step.Text}"));
                _task.Value = step.Done;
            }
        }
    }
}
