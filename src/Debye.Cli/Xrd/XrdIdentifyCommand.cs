using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Xrd;
using Debye.Spectra;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd identify</c>: space group, crystal system, extinction group and matching crystals of measured patterns.</summary>
internal static class XrdIdentifyCommand
{
    private sealed record Request(
        string[] Files,
        string Model,
        string? Library,
        XrdIdentifyOptions Options,
        bool AsJson,
        string? Out,
        string? Plot,
        string? Report
    );

    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Measured patterns (two columns, .raw, .brml, .xrdml, GSAS, JCAMP-DX), folders of them, or - for standard input."
        );
        var model = new Option<string?>("--model", "-m")
        {
            Description = $"Model package. Default: models/{ModelPlaces.XrdModel} beside the program.",
            HelpName = "DIR",
        };
        var library = new Option<string?>("--library", "-l")
        {
            Description = $"Library of known crystals, or none. Default: models/{ModelPlaces.XrdLibrary}, if it is there.",
            HelpName = "FILE|none",
        };
        var wavelength = Options.Wavelength("the file's, else CuKa1");
        var top = Options.Check(
            new Option<int>("--top")
            {
                Description = "Number of candidates.",
                HelpName = "N",
                DefaultValueFactory = _ => 5,
            },
            value => value is >= 1 and <= 230,
            "--top: expected 1…230"
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
        var plot = Options.Plot("the measured pattern with the reflections of the best matching crystal");
        var report = new Option<string?>("--report")
        {
            Description = "Write one self-contained page with tables and figures for all inputs.",
            HelpName = "FILE.html",
        };
        var command = new Command("identify", "Identify the space group of measured powder patterns.")
        {
            files,
            model,
            library,
            wavelength,
            top,
            coverage,
            json,
            output,
            plot,
            report,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "A pattern needs at least 100 points over 15° within 5…90° 2θ (as at Cu Kα1).",
            "\"Unknown\" means: like nothing the model knows; the candidates then are guesses.",
            "debye xrd identify scan.xrdml",
            "debye xrd identify scans/ --json > answers.jsonl",
            "debye xrd identify scan.xy --wavelength MoKa1 --library none --report scan.html"
        );
        command.SetAction(parsed =>
        {
            var options = new XrdIdentifyOptions
            {
                Top = parsed.GetValue(top),
                Coverage = parsed.GetValue(coverage),
                WavelengthAngstrom = parsed.GetValue(wavelength),
                Threads = parsed.GetValue(threads),
            };
            Identify(
                session,
                new Request(
                    parsed.GetValue(files)!,
                    ModelPlaces.Model(parsed.GetValue(model)),
                    ModelPlaces.Library(parsed.GetValue(library)),
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

    private static void Identify(Session session, Request request)
    {
        using var identifier = XrdIdentifier.Load(request.Model, request.Library, request.Options.Threads);
        using var sink = OutputFile.Open(request.Out, session);
        var answers = new List<(XrdIdentification, Spectrum)>();
        var count = 0;
        foreach (var (input, pattern) in PatternInputs.Read(request.Files, session))
        {
            if (Answer(session, identifier, input, pattern, request.Options) is not { } answer)
                continue;
            sink.Writer.Write(request.AsJson ? XrdAnswerText.Json(answer, identifier.Library is not null) : XrdAnswerText.Plain(answer));
            sink.Writer.Flush();
            if (request.Plot is not null)
                OutputFile.Write(OutputFile.Numbered(request.Plot, count), Figure(answer, pattern).Render(), session);
            if (request.Report is not null)
                answers.Add((answer, pattern));
            count++;
        }

        if (count > 0)
            sink.Commit();
        if (request.Report is null)
            return;
        OutputFile.Write(
            request.Report,
            XrdReport.Render(answers, identifier.Name, identifier.Library?.Source, ShowVersion.Text, session.Problems),
            session
        );
    }

    private static Plots.SvgPlot Figure(XrdIdentification answer, Spectrum pattern) =>
        XrdFigures.Measured(
            Path.GetFileName(answer.Input),
            pattern,
            answer.WavelengthAngstrom,
            answer.Phases.IsEmpty ? null : answer.Phases[0]
        );

    private static XrdIdentification? Answer(
        Session session,
        XrdIdentifier identifier,
        string input,
        Spectrum pattern,
        XrdIdentifyOptions options
    )
    {
        try
        {
            return identifier.Identify(pattern, input, options);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }
}
