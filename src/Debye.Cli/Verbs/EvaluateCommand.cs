using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Answers;
using Debye.Learning.Techniques;

namespace Debye.Cli.Verbs;

/// <summary>The verb "evaluate" of every technique.</summary>
internal static class EvaluateCommand
{
    private sealed record Outputs(bool AsJson, string? Out, string? Plot, string? Report);

    public static Command Create(EvaluateVerb verb, Session session)
    {
        var model = Options.Path("MODEL", verb.ModelDescription);
        var data = Options.Path("DATA", verb.Help.Input);
        var settings = new SettingOptions(verb.Settings);
        var (seed, threads, json) = (Options.Seed(), Options.Threads(), Options.Json("the figures as one JSON document"));
        var output = Options.Out("Write figures, and the answer for every item where there are such, to this JSON file (.gz compresses).");
        var (plot, report) = (Options.Plot("predicted over true values"), Options.Report());
        var command = new Command(verb.Help.Name, verb.Help.Summary) { model, data };
        settings.AddTo(command);
        foreach (var option in (Option[])[seed, threads, json, output, .. verb.HasPage ? (Option[])[plot, report] : []])
            command.Options.Add(option);
        HelpWithExamples.Add(command, [.. verb.Help.Notes]);
        command.SetAction(parsed =>
        {
            var context = session.Context(parsed.GetValue(threads)) with { Seed = parsed.GetValue(seed) };
            var done = verb.Evaluate(parsed.GetValue(model)!, parsed.GetValue(data)!, settings.Values(parsed), context);
            var figures = verb.HasPage ? (parsed.GetValue(plot), parsed.GetValue(report)) : (null, null);
            Write(session, done, new Outputs(parsed.GetValue(json), parsed.GetValue(output), figures.Item1, figures.Item2));
            return CommandLine.Success;
        });
        return command;
    }

    private static void Write(Session session, EvaluationDocument done, Outputs outputs)
    {
        if (outputs.Plot is { } plot && done.Figure is { } figure)
            OutputFile.Write(plot, figure.Render(), session);
        if (outputs.Report is { } report && done.Page is { } page)
            OutputFile.Write(report, page(session.Problems, ShowVersion.Text), session);
        session.Output.WriteLine(outputs.AsJson ? AnswerJson.Line(done.Fields) : done.Text);
        if (outputs.Out is { } file)
            OutputFile.Write(file, AnswerJson.Line(done.Items ?? done.Fields) + "\n", session);
    }
}
