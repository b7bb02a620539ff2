using System.CommandLine;
using System.Globalization;
using System.Text;
using Debye.Cli.Shell;
using Debye.Learning.Answers;
using Debye.Learning.Explanation;
using Debye.Learning.Techniques.Spectra;
using Debye.Plots;
using Debye.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra explain</c>: which parts of a spectrum an answer rests on.</summary>
internal static class SpectraExplainCommand
{
    private static readonly Dictionary<string, SpectraExplanationMethod> Methods = new(StringComparer.Ordinal)
    {
        ["hirescam"] = SpectraExplanationMethod.HiResCam,
        ["gradcam"] = SpectraExplanationMethod.GradCam,
        ["shap"] = SpectraExplanationMethod.Shap,
        ["occlusion"] = SpectraExplanationMethod.Occlusion,
        ["treeshap"] = SpectraExplanationMethod.TreeShap,
    };

    private sealed record Request(
        string[] Files,
        string Model,
        SpectraExplainOptions Options,
        bool AsJson,
        string? Out,
        string? Plot,
        string? Report
    );

    public static Command Create(Session session)
    {
        var files = Options.Inputs("Spectra as for 'identify', folders of them, or - for standard input.");
        var model = new Option<string>("--model", "-m")
        {
            Description = "Model package made by 'debye spectra train'.",
            HelpName = "DIR",
            Required = true,
        };
        var method = new Option<string>("--method")
        {
            Description = "shap or occlusion (any model), hirescam or gradcam (networks), treeshap (trees).",
            HelpName = "METHOD",
            DefaultValueFactory = _ => "shap",
        };
        method.AcceptOnlyFromAmong([.. Methods.Keys]);
        var label = new Option<string?>("--label")
        {
            Description =
                "Class to explain; without it the most probable one. \"unknown\" explains the verdict of the detector (shap, occlusion).",
            HelpName = "CLASS",
        };
        var evaluations = Options.Check(
            new Option<int>("--evaluations")
            {
                Description = "Most versions of the spectrum that shap looks at.",
                HelpName = "N",
                DefaultValueFactory = _ => 500,
            },
            value => value is >= 2 and <= 1_000_000,
            "--evaluations: expected 2…1,000,000"
        );
        var checks = new Option<bool>("--checks")
        {
            Description = "Judge the explanation: hide and show points in the order of importance; for networks, make parameters random.",
        };
        var (json, output, plot, threads) = (
            Options.Json(),
            Options.Out(),
            Options.Plot("the spectrum coloured by importance"),
            Options.Threads()
        );
        var report = new Option<string?>("--report")
        {
            Description = "Write one self-contained page with interactive figures and checks for all inputs.",
            HelpName = "FILE.html",
        };
        var command = new Command("explain", "Show on which parts of a spectrum an answer rests.")
        {
            files,
            model,
            method,
            label,
            evaluations,
            checks,
            json,
            output,
            plot,
            report,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "Importance above zero speaks for the class, below zero against it. Bands of gamma spectra are named by prompt-gamma lines.",
            "shap and occlusion hide parts of the measured spectrum behind the mean training spectrum; maps are as coarse as "
                + "the network's last layer.",
            "debye spectra explain steel.SPE --model runs/pgaa --plot steel.svg",
            "debye spectra explain steel.SPE --model runs/pgaa-network --method hirescam --checks --report steel.html",
            "debye spectra explain odd.SPE --model runs/pgaa --label unknown --json"
        );
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(label);
            var options = new SpectraExplainOptions
            {
                Method = Methods[parsed.GetValue(method)!],
                Label = named == SpectraExplainer.Unknown ? null : named,
                ExplainsGate = named == SpectraExplainer.Unknown,
                Evaluations = parsed.GetValue(evaluations),
                WithChecks = parsed.GetValue(checks) || parsed.GetValue(report) is not null,
                Threads = parsed.GetValue(threads),
            };
            if (options.ExplainsGate && options.Method is not (SpectraExplanationMethod.Shap or SpectraExplanationMethod.Occlusion))
                throw new UsageException("--label unknown: the verdict of the detector is explained by shap or occlusion");
            Explain(
                session,
                new Request(
                    parsed.GetValue(files)!,
                    parsed.GetValue(model)!,
                    options,
                    parsed.GetValue(json),
                    parsed.GetValue(output),
                    parsed.GetValue(plot),
                    parsed.GetValue(report)
                )
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static void Explain(Session session, Request request)
    {
        var model = SpectraModelPackage.Load(request.Model);
        using var sink = OutputFile.Open(request.Out, session);
        var done = new List<(string, MaterialSpectrum, SpectrumExplanation)>();
        var count = 0;
        foreach (var (input, spectrum) in Inputs(request.Files, model, session))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (One(session, model, input, spectrum, request.Options) is not { } explanation)
                continue;
            sink.Writer.Write(request.AsJson ? Json(input, explanation) : Plain(input, explanation, IsRefused(model, spectrum)));
            sink.Writer.Flush();
            if (request.Plot is not null)
                OutputFile.Write(
                    OutputFile.Numbered(request.Plot, count),
                    new SvgColoredSpectrum { Spectrum = Figure(input, spectrum, explanation) }.Render(),
                    session
                );
            if (request.Report is not null)
                done.Add((input, spectrum, explanation));
            count++;
        }

        if (count > 0)
            sink.Commit();
        if (request.Report is not null)
            OutputFile.Write(request.Report, Page(done, model, session), session);
    }

    private static SpectrumExplanation? One(
        Session session,
        SpectraModel model,
        string input,
        MaterialSpectrum spectrum,
        SpectraExplainOptions options
    )
    {
        try
        {
            return SpectraExplainer.Explain(model, spectrum, options);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }

    private static ColoredSpectrum Figure(string input, MaterialSpectrum spectrum, SpectrumExplanation explanation) =>
        SpectraFigures.Colored(explanation, $"{Path.GetFileName(input)}: {explanation.Label} ({explanation.Method})", spectrum.Unit);

    private static string Json(string input, SpectrumExplanation explanation)
    {
        var document = explanation.ToDocument();
        return JsonText.WholeLine(
                new
                {
                    input,
                    label = document.Label,
                    method = explanation.Method,
                    score = explanation.Score,
                    axis = document.Axis,
                    importance = document.Importance,
                    bands = document.Bands,
                }
            ) + "\n";
    }

    /// <summary>Whether the gate takes the spectrum for none of the classes.</summary>
    private static bool IsRefused(SpectraModel model, MaterialSpectrum spectrum) =>
        model.Identify([spectrum], new SpectraIdentifyOptions())[0].IsUnknown;

    private static string Plain(string input, SpectrumExplanation explanation, bool isRefused)
    {
        var text = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{input}: {explanation.Label}, "
                    + $"{explanation.Method}{(explanation.Score is { } score ? Invariant($", score {score:g4}") : "")}\n"
            )
        );
        if (isRefused && explanation.Label != SpectraExplainer.Unknown)
            text.Append("  the gate refuses this spectrum: --label unknown explains why\n");
        foreach (var band in explanation.Bands)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {band.From, 9:g6} … {band.To, -9:g6} {band.Importance, 7:0.0 %}  {band.Assignment}\n"
            );
        if (explanation.Bands.IsEmpty)
            text.Append("  no part of the spectrum speaks for it\n");
        foreach (var line in Checks(explanation))
            text.Append("  ").Append(line).Append('\n');
        return text.Append('\n').ToString();
    }

    private static IEnumerable<string> Checks(SpectrumExplanation explanation)
    {
        if (explanation.Curves is { } curves)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"hiding the important points first: mean score {curves.DeletionArea:g4} (random order "
                    + $"{curves.RandomDeletionArea:g4}); showing them first: {curves.InsertionArea:g4} "
                    + $"({curves.RandomInsertionArea:g4}); better than {curves.ShareBeaten:0 %} of random orders"
            );
        }

        if (!explanation.Randomisation.IsEmpty)
        {
            var last = explanation.Randomisation[^1];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"with random parameters (all layers from the last to the first): rank correlation with the explanation "
                    + $"{last.Correlation:f2} (near 0: it rests on what was learnt)"
            );
        }
    }

    private static string Page(
        IReadOnlyList<(string Input, MaterialSpectrum Spectrum, SpectrumExplanation Explanation)> done,
        SpectraModel model,
        Session session
    )
    {
        var page = new AnswerPage("Spectra explained", done.Count, "spectrum", session.Problems.Count, "spectra");
        foreach (var (input, spectrum, explanation) in done)
        {
            page.Open(input, $"<b>{AnswerPage.Text(explanation.Label)}</b>, {AnswerPage.Text(explanation.Method)}");
            var figure = Figure(input, spectrum, explanation);
            page.Add(new AnswerFigure(() => InteractiveSpectrum.Render(figure)) { Head = InteractiveSpectrum.Head() });
            page.Add(SpectraFigures.BandTable(explanation));
            foreach (var line in Checks(explanation))
                page.Add(new AnswerLine("Check", line));
            page.Close();
        }

        return page.Finish(session.Problems, [("Program", $"Debye {ShowVersion.Text}"), ("Model", model.Name)]);
    }

    /// <summary>Every spectrum that can be read, with its name; one without an axis gets that of the model.</summary>
    private static IEnumerable<(string Input, MaterialSpectrum Spectrum)> Inputs(string[] files, SpectraModel model, Session session)
    {
        var read = MeasuredFiles.Read(files, session, SpectraReader.ReadAll, SpectraReader.ReadAll, SpectraReader.IsFolderOfArrays);
        foreach (var (input, spectra) in read)
        foreach (var spectrum in spectra)
            yield return (spectrum.Source.Length > 0 ? spectrum.Source : input, model.Adopt(spectrum));
    }
}
