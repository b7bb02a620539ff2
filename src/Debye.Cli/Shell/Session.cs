using Debye.Learning.Techniques;
using Debye.Learning.Training;

namespace Debye.Cli.Shell;

/// <summary>The command line is wrong in a way that only the command itself can see: exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>One run of the program: its streams and the problems so far.</summary>
internal sealed class Session(TextWriter output, TextWriter error, Stream input, CancellationToken cancellation)
{
    private readonly Lock _gate = new();

    /// <summary>Receives results.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Standard input.</summary>
    public Stream Input { get; } = input;

    /// <summary>Ends long work cleanly.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Whether problems are shown with their stack trace.</summary>
    public bool IsVerbose { get; set; }

    /// <summary>The problems reported so far, one line each.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Reports a problem with one input; the work goes on.</summary>
    public void Report(string message, Exception? cause = null)
    {
        var line = message.ReplaceLineEndings(" ");
        lock (_gate)
        {
            Problems.Add(line);
            error.WriteLine("debye: " + line);
            if (IsVerbose && cause is not null)
                error.WriteLine(cause);
        }
    }

    /// <summary>Reports a problem with an input, naming it unless the message does.</summary>
    public void ReportInput(string name, Exception problem)
    {
        var message = MessageOf(problem);
        Report(message.Contains(name, StringComparison.Ordinal) ? message : $"{name}: {message}", problem);
    }

    /// <summary>Receives problems and progress.</summary>
    public TextWriter Error => error;

    /// <summary>Whether progress is kept to oneself.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Whether progress may be drawn: standard error is a terminal, and NO_COLOR and --quiet do not forbid it.</summary>
    public bool HasTerminal { get; init; }

    /// <summary>What runs get from this one.</summary>
    /// <param name="threads">Number of threads.</param>
    public RunContext Context(int threads) =>
        new()
        {
            Threads = threads,
            Cancellation = Cancellation,
            Progress = new TerminalProgress.SessionProgress(this),
        };

    /// <summary>A line of progress, unless <c>--quiet</c> is given.</summary>
    public void Say(string message)
    {
        if (IsQuiet)
            return;
        lock (_gate)
            error.WriteLine(message.ReplaceLineEndings(" "));
    }

    /// <summary>Runs a command and turns every outcome into an exit code.</summary>
    public int Guard(Func<int> run)
    {
        try
        {
            var code = run();
            return code == CommandLine.Success && Problems.Count > 0 ? CommandLine.Failure : code;
        }
        catch (Exception problem) when (problem is UsageException or SettingException)
        {
            Report(problem.Message, problem);
            return CommandLine.Usage;
        }
        catch (OperationCanceledException)
        {
            Report("stopped");
            return CommandLine.Failure;
        }
        catch (Exception problem) when (problem is AggregateException { InnerException: OperationCanceledException })
        {
            Report("stopped");
            return CommandLine.Failure;
        }
        catch (Exception problem)
        {
            // The last line of defence: whatever it is, the user gets one line and a code, not a stack trace.
            var cause = problem is AggregateException { InnerException: { } inner } ? inner : problem;
            Report(
                DataProblem.IsExpected(cause)
                    ? MessageOf(cause)
                    : $"unexpected problem, {cause.GetType().Name}: {cause.Message} (--verbose tells where)",
                problem
            );
            return CommandLine.Failure;
        }
    }

    private static string MessageOf(Exception problem)
    {
        if (problem is not ArgumentException argument || argument.ParamName is null)
            return problem.Message;
        // Only the sentence: names of the program's parameters say nothing to a user.
        return argument.Message.Split(" (Parameter '")[0];
    }
}
