using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Answers;
using Debye.Learning.Techniques;

namespace Debye.Cli.Verbs;

/// <summary>The verb "identify" or "predict" of every technique.</summary>
internal static class AnswerCommand
{
    private const int MostSideBySide = 512;

    private sealed record Request(AnswerVerb Verb, string[] Inputs, int Threads, bool AsJson, string? Out, string? Plot, string? Report);

    private sealed record Outcome(SampleItem Item, AnswerDocument? Document, Exception? Problem);

    public static Command Create(AnswerVerb verb, Session session)
    {
        var files = Options.Inputs(verb.Help.Input);
        var usual = verb.UsualModel is { } name ? $" Default: models/{name} beside the program." : "";
        var model = new Option<string?>("--model", "-m")
        {
            Description = (verb.ModelDescription ?? "Model package.") + usual,
            HelpName = "DIR",
            Required = verb.UsualModel is null,
        };
        var settings = new SettingOptions(verb.Settings);
        var (json, output, threads) = (Options.Json(), Options.Out(), Options.Threads());
        var plot = Options.Plot($"the {verb.InputNoun} with its answer");
        var report = Options.Report();
        var command = new Command(verb.Help.Name, verb.Help.Summary) { files, model };
        settings.AddTo(command);
        foreach (var option in (Option[])[json, output, plot, report, threads])
            command.Options.Add(option);
        HelpWithExamples.Add(command, [.. verb.Help.Notes]);
        command.SetAction(parsed =>
        {
            var request = new Request(
                verb,
                parsed.GetValue(files)!,
                parsed.GetValue(threads),
                parsed.GetValue(json),
                parsed.GetValue(output),
                parsed.GetValue(plot),
                parsed.GetValue(report)
            );
            var context = session.Context(request.Threads);
            using var open = verb.Open(parsed.GetValue(model) ?? ModelPlaces.Model(verb.UsualModel!), settings.Values(parsed), context);
            Answer(session, open, request);
            return CommandLine.Success;
        });
        return command;
    }

    private static void Answer(Session session, AnsweringModel model, Request request)
    {
        using var sink = OutputFile.Open(request.Out, session);
        var documents = new List<AnswerDocument>();
        var count = 0;
        foreach (var outcome in Outcomes(session, model, request))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            foreach (var note in outcome.Item.Sample?.Notes ?? [])
                session.Say($"{outcome.Item.Name}: {note}");
            if (outcome.Document is not { } document)
            {
                session.ReportInput(outcome.Item.Name, outcome.Problem!);
                continue;
            }

            sink.Writer.Write(request.AsJson ? AnswerJson.Line(document) + "\n" : AnswerText.Write(document));
            sink.Writer.Flush();
            if (request.Plot is not null && document.Figure is { } figure)
                OutputFile.Write(OutputFile.Numbered(request.Plot, count), figure.Render(), session);
            if (request.Report is not null)
                documents.Add(document);
            count++;
        }

        session.Cancellation.ThrowIfCancellationRequested();
        if (count > 0)
            sink.Commit();
        if (request.Report is not null)
            OutputFile.Write(request.Report, Page(session, model, request.Verb, documents), session);
    }

    private static string Page(Session session, AnsweringModel model, AnswerVerb verb, List<AnswerDocument> documents)
    {
        var page = new AnswerPage(verb.ReportTitle, documents.Count, verb.InputNoun, session.Problems.Count, verb.InputNouns);
        foreach (var document in documents)
            page.Add(document);
        return page.Finish(session.Problems, [("Program", $"Debye {ShowVersion.Text}"), ("Model", model.Name), .. model.Used]);
    }

    /// <summary>The answer to every sample, in the order of the inputs.</summary>
    private static IEnumerable<Outcome> Outcomes(Session session, AnsweringModel model, Request request)
    {
        var units = request
            .Inputs.SelectMany(input => Units(session, model, input))
            .TakeWhile(_ => !session.Cancellation.IsCancellationRequested);
        IEnumerable<Outcome> Work(Func<IReadOnlyList<SampleItem>> unit) => unit().Select(item => Ask(session, model, item, request));
        if (!request.Verb.AnswersSideBySide)
            return units.SelectMany(Work);
        return units
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(request.Threads, MostSideBySide))
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .SelectMany(Work);
    }

    private static IEnumerable<Func<IReadOnlyList<SampleItem>>> Units(Session session, AnsweringModel model, string input)
    {
        if (input == "-")
            return model.Read(session.Input, "standard input");
        return Directory.Exists(input) && !model.IsMeasurement(input)
            ? MeasuredFiles.OfFolder(input, session).Where(model.IsReadable).SelectMany(model.Read)
            : model.Read(input);
    }

    private static Outcome Ask(Session session, AnsweringModel model, SampleItem item, Request request)
    {
        if (item.Sample is not { } sample)
            return new Outcome(item, null, item.Problem);
        try
        {
            var answer = model.Answer(sample, explains: request.Report is not null, session.Cancellation);
            return new Outcome(item, model.Describe(answer, sample), null);
        }
        catch (Exception problem) when (DataProblem.IsExpected(problem))
        {
            return new Outcome(item, null, problem);
        }
    }
}
