using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Spectra;
using Debye.Techniques.Spectra;

namespace Debye.Cli.Spectra;

/// <summary><c>debye spectra identify</c>: class of a material from its spectrum, or "unknown".</summary>
internal static class SpectraIdentifyCommand
{
    private sealed record Request(string[] Files, string Model, SpectraIdentifyOptions Options, bool AsJson, string? Out, string? Report);

    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Spectra (.SPE, .spc, JCAMP-DX, .npy, CSV or other text, also .gz; tables with many), folders of them, or - for standard input."
        );
        var model = new Option<string>("--model", "-m")
        {
            Description = "Model package made by 'debye spectra train'.",
            HelpName = "DIR",
            Required = true,
        };
        var top = Options.Check(
            new Option<int>("--top")
            {
                Description = "Number of candidates.",
                HelpName = "N",
                DefaultValueFactory = _ => 5,
            },
            value => value >= 1,
            "--top: expected 1 or more"
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
        var (json, output, threads) = (Options.Json(), Options.Out(), Options.Threads());
        var report = new Option<string?>("--report")
        {
            Description = "Write one self-contained page with tables and figures for all inputs.",
            HelpName = "FILE.html",
        };
        var command = new Command("identify", "Identify the class of materials by their spectra, or refuse.")
        {
            files,
            model,
            top,
            coverage,
            json,
            output,
            report,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "\"Unknown\" means: less like the training spectra than the threshold of the detector allows; the candidates then are guesses.",
            "Spectra that state no unit are taken to have that of the model, and a note says so.",
            "debye spectra identify coke.SPE --model runs/pgaa",
            "debye spectra identify spectra/ --model runs/pgaa --json > answers.jsonl"
        );
        command.SetAction(parsed =>
        {
            var options = new SpectraIdentifyOptions
            {
                Top = parsed.GetValue(top),
                Coverage = parsed.GetValue(coverage),
                Threads = parsed.GetValue(threads),
            };
            Identify(
                session,
                new Request(
                    parsed.GetValue(files)!,
                    parsed.GetValue(model)!,
                    options,
                    parsed.GetValue(json),
                    parsed.GetValue(output),
                    parsed.GetValue(report)
                )
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static void Identify(Session session, Request request)
    {
        var model = SpectraModelPackage.Load(request.Model);
        using var sink = OutputFile.Open(request.Out, session);
        var answers = new List<(SpectraIdentification, MaterialSpectrum)>();
        var count = 0;
        foreach (var (input, spectrum) in SpectraInputs.Read(request.Files, model, session))
        {
            if (Answer(session, model, input, spectrum, request.Options) is not { } answer)
                continue;
            sink.Writer.Write(request.AsJson ? SpectraAnswerText.Json(answer) : SpectraAnswerText.Plain(answer));
            sink.Writer.Flush();
            if (request.Report is not null)
                answers.Add((answer, spectrum));
            count++;
        }

        if (count > 0)
            sink.Commit();
        if (request.Report is not null)
            OutputFile.Write(request.Report, SpectraReport.Render(answers, model, ShowVersion.Text, session.Problems), session);
    }

    private static SpectraIdentification? Answer(
        Session session,
        SpectraModel model,
        string input,
        MaterialSpectrum spectrum,
        SpectraIdentifyOptions options
    )
    {
        try
        {
            return model.Identify([spectrum], options)[0] with { Input = input };
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }
}
