using Debye.Cli.Shell;
using Debye.Crystals;

namespace Debye.Cli.Crystal;

/// <summary>Processes every structure of the inputs in parallel and prints the results in order.</summary>
internal static class StructureWork
{
    /// <summary>Runs.</summary>
    /// <param name="inputs">Files, folders, "-".</param>
    /// <param name="session">Receives problems.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="perThread">What each thread needs once.</param>
    /// <param name="work">Turns a structure into a result; called on any thread.</param>
    /// <param name="done">Receives each result in the order of the inputs, on the calling thread.</param>
    public static void Run<TTool, TResult>(
        IEnumerable<string> inputs,
        Session session,
        int threads,
        Func<TTool> perThread,
        Func<TTool, Structure, TResult> work,
        Action<TResult> done
    )
        where TTool : class
        where TResult : class
    {
        using var tools = new ThreadLocal<TTool>(perThread);
        var results = Units(inputs, session)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(threads, 512))
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .SelectMany(unit => unit().Select(item => Outcome(item, tools.Value!, work)));
        foreach (var (name, result, problem) in results)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (result is not null)
                done(result);
            else
                session.ReportInput(name, problem!);
        }

        session.Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Every readable structure; problems are reported to the session.</summary>
    public static IEnumerable<Structure> Read(IEnumerable<string> inputs, Session session)
    {
        foreach (var item in Units(inputs, session).SelectMany(unit => unit()))
        {
            if (item.Structure is not null)
                yield return item.Structure;
            else
                session.ReportInput(item.Name, item.Problem!);
        }
    }

    private static IEnumerable<Func<IReadOnlyList<StructureItem>>> Units(IEnumerable<string> inputs, Session session) =>
        inputs
            .SelectMany(input => input == "-" ? StructureFiles.Units(session.Input, "standard input") : StructureFiles.Units(input))
            .TakeWhile(_ => !session.Cancellation.IsCancellationRequested);

    private static (string Name, TResult? Result, Exception? Problem) Outcome<TTool, TResult>(
        StructureItem item,
        TTool tool,
        Func<TTool, Structure, TResult> work
    )
        where TResult : class
    {
        if (item.Structure is null)
            return (item.Name, null, item.Problem);
        try
        {
            return (item.Name, work(tool, (Structure)item.Structure), null);
        }
        catch (Exception problem) when (DataProblem.IsExpected(problem))
        {
            return (item.Name, null, problem);
        }
    }
}
