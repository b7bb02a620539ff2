using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Eis;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Search;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis identify</c>: which equivalent circuit is behind a spectrum.</summary>
internal static class EisIdentifyCommand
{
    private const int Searched = 3;

    private sealed record Request(
        string[] Files,
        string Model,
        EisIdentifyOptions Options,
        bool Search,
        bool AsJson,
        string? Out,
        string? Plot,
        string? Report
    );

    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Impedance spectra (frequency in Hz, real and imaginary part in Ω), folders of them, or - for standard input."
        );
        var model = new Option<string?>("--model", "-m")
        {
            Description = $"Model package. Default: models/{ModelPlaces.EisModel} beside the program.",
            HelpName = "DIR",
        };
        var top = Options.Check(
            new Option<int>("--top")
            {
                Description = "Number of candidates.",
                HelpName = "N",
                DefaultValueFactory = _ => 3,
            },
            value => value is >= 1 and <= 9,
            "--top: expected 1…9"
        );
        var coverage = Options.Check(
            new Option<double>("--coverage")
            {
                Description = "Probability with which the prediction set is to hold the truth.",
                HelpName = "P",
                DefaultValueFactory = _ => 0.9,
            },
            value => value is > 0 and < 1,
            "--coverage: expected a number between 0 and 1"
        );
        var search = new Option<bool>("--search")
        {
            Description = "Also look for circuits without a list, as 'eis search' does: some seconds a spectrum.",
        };
        var (json, output) = (Options.Json(), Options.Out());
        var plot = Options.Plot("Nyquist, Bode and residual figures of the most probable circuit");
        var report = new Option<string?>("--report")
        {
            Description = "Write one self-contained page with tables and figures for all inputs.",
            HelpName = "FILE.html",
        };
        var command = new Command("identify", "Identify the equivalent circuit behind impedance spectra.")
        {
            files,
            model,
            top,
            coverage,
            search,
            json,
            output,
            plot,
            report,
        };
        HelpWithExamples.Add(
            command,
            "All circuits of the model are fitted; the model weighs the fits. The noise is estimated from the spectrum.",
            "\"None of these\" means: the deviations from the best circuit are no noise; the candidates then are guesses.",
            "debye eis identify cell.DTA",
            "debye eis identify cells/ --json > answers.jsonl",
            "debye eis identify cell.mpt --search --report cell.html"
        );
        command.SetAction(parsed =>
        {
            var options = new EisIdentifyOptions { Top = parsed.GetValue(top), Coverage = parsed.GetValue(coverage) };
            Identify(
                session,
                new Request(
                    parsed.GetValue(files)!,
                    ModelPlaces.Model(parsed.GetValue(model), ModelPlaces.EisModel),
                    options,
                    parsed.GetValue(search),
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

    private static void Identify(Session session, Request request)
    {
        using var identifier = EisIdentifier.Load(request.Model);
        using var sink = OutputFile.Open(request.Out, session);
        var answers = new List<(EisIdentification, ImpedanceSpectrum)>();
        var count = 0;
        foreach (var (input, spectrum) in ImpedanceInputs.Read(request.Files, session))
        {
            if (Answer(session, identifier, input, spectrum, request.Options) is not { } answer)
                continue;
            var found = request.Search ? new CircuitSearch().Find(spectrum, null, session.Cancellation).Take(Searched).ToArray() : [];
            sink.Writer.Write(request.AsJson ? EisIdentificationText.Json(answer, found) : EisIdentificationText.Plain(answer, found));
            sink.Writer.Flush();
            if (request.Plot is not null)
                OutputFile.Write(OutputFile.Numbered(request.Plot, count), Figure(answer, spectrum), session);
            if (request.Report is not null)
                answers.Add((answer, spectrum));
            count++;
        }

        if (count > 0)
            sink.Commit();
        if (request.Report is not null)
            OutputFile.Write(request.Report, EisReport.Render(answers, identifier.Name, ShowVersion.Text, session.Problems), session);
    }

    private static string Figure(EisIdentification answer, ImpedanceSpectrum spectrum) =>
        EisFigures.Overview(
            $"{Path.GetFileName(answer.Input)}, {answer.Candidates[0].Label}",
            spectrum,
            answer.Fits[0].Circuit.Impedance(spectrum.FrequencyHertz, answer.Fits[0].Values())
        );

    private static EisIdentification? Answer(
        Session session,
        EisIdentifier identifier,
        string input,
        ImpedanceSpectrum spectrum,
        EisIdentifyOptions options
    )
    {
        try
        {
            return identifier.Identify(spectrum, input, options);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }
}
