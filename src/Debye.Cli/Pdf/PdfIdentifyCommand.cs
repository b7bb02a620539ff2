using System.CommandLine;
using Debye.Cli.Crystal;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Pdf;
using Debye.Techniques.Pdf;

namespace Debye.Cli.Pdf;

/// <summary><c>debye pdf identify</c>: space group and known crystals behind measured pair distribution functions.</summary>
internal static class PdfIdentifyCommand
{
    private sealed record Request(
        string[] Files,
        string Model,
        string? Library,
        PdfIdentifyOptions Options,
        int Threads,
        bool AsJson,
        string? Out,
        string? Plot,
        string? Report
    );

    public static Command Create(Session session)
    {
        var files = Options.Inputs(
            "Measured curves (.gr, .fq, .sq and other text with two columns or more), folders of them, or - for standard input."
        );
        var model = new Option<string?>("--model", "-m")
        {
            Description = $"Model package. Default: models/{ModelPlaces.PdfModel} beside the program.",
            HelpName = "DIR",
        };
        var library = new Option<string?>("--library", "-l")
        {
            Description =
                "Crystals (.cif, .jsonl or .jsonl.gz, or a folder of them) among which the most alike are looked for, at any "
                + "stretch of ±20 %. Default: those of the model.",
            HelpName = "FILE",
        };
        var top = Options.Check(
            new Option<int>("--top")
            {
                Description = "Number of candidates and of known curves.",
                HelpName = "N",
                DefaultValueFactory = _ => 6,
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
        var plot = Options.Plot("the curve with the known one most like it");
        var report = new Option<string?>("--report")
        {
            Description = "Write one self-contained page with tables and figures for all inputs.",
            HelpName = "FILE.html",
        };
        var command = new Command("identify", "Identify the space group behind measured pair distribution functions.")
        {
            files,
            model,
            library,
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
            "G(r) is wanted over 5 Å or more within 1.5…30 Å; F(Q) and S(Q) are transformed first, raw intensities are for 'pdf reduce'.",
            "\"Unknown\" means: like nothing the model knows; the candidates then are guesses.",
            "debye pdf identify Ni.gr",
            "debye pdf identify curves/ --json > answers.jsonl",
            "debye pdf identify sample.gr --top 3 --report sample.html",
            "debye pdf identify sample.gr --library my-cifs/"
        );
        command.SetAction(parsed =>
        {
            var options = new PdfIdentifyOptions { Top = parsed.GetValue(top), Coverage = parsed.GetValue(coverage) };
            Identify(
                session,
                new Request(
                    parsed.GetValue(files)!,
                    ModelPlaces.Model(parsed.GetValue(model), ModelPlaces.PdfModel),
                    parsed.GetValue(library),
                    options,
                    parsed.GetValue(threads),
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
        using var identifier = PdfIdentifier.Load(request.Model, request.Threads);
        if (request.Library is { } path)
        {
            // Why there is none was reported already.
            if (Crystals(session, path, request.Threads) is not { } library)
                return;
            identifier.Use(library);
        }

        using var sink = OutputFile.Open(request.Out, session);
        var answers = new List<PdfIdentification>();
        var count = 0;
        foreach (
            var (input, data) in MeasuredFiles.Read(
                request.Files,
                session,
                path => PdfReader.Read(path),
                (stream, name) => PdfReader.Read(stream, name)
            )
        )
        {
            if (Answer(session, identifier, input, data, request.Options) is not { } answer)
                continue;
            sink.Writer.Write(request.AsJson ? PdfAnswerText.Json(answer) : PdfAnswerText.Plain(answer));
            sink.Writer.Flush();
            if (request.Plot is not null)
                OutputFile.Write(OutputFile.Numbered(request.Plot, count), PdfReport.Figure(Path.GetFileName(input), answer), session);
            answers.Add(answer);
            count++;
        }

        if (count > 0)
            sink.Commit();
        if (request.Report is not null)
            OutputFile.Write(request.Report, PdfReport.Render(answers, identifier.Name, ShowVersion.Text, session.Problems), session);
    }

    private static PdfLibrary? Crystals(Session session, string path, int threads)
    {
        var structures = StructureInputs.Read([path], session).ToArray();
        if (structures.Length == 0)
            return null;
        try
        {
            return PdfLibrary.OfCrystals(structures, new PdfOptions(), threads: threads);
        }
        catch (ArgumentException problem)
        {
            throw new DataFormatException(path, 0, problem.Message.Split(" (Parameter")[0], problem);
        }
    }

    private static PdfIdentification? Answer(
        Session session,
        PdfIdentifier identifier,
        string input,
        PdfData data,
        PdfIdentifyOptions options
    )
    {
        try
        {
            return identifier.Identify(data, input, options);
        }
        catch (ArgumentException problem)
        {
            session.ReportInput(input, problem);
            return null;
        }
    }
}
