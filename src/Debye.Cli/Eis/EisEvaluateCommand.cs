using System.CommandLine;
using System.Globalization;
using Debye.Cli.Shell;
using Debye.Learning.Techniques.Eis;
using Debye.Techniques.Eis;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis evaluate</c>: how often a model is right on spectra whose circuit is known.</summary>
internal static class EisEvaluateCommand
{
    private const string SpectraName = "autoecm_test_1761.jsonl.gz";
    private const string ImagesName = "autoecm_nyquist_108x108_1bit.bin.gz";
    private const double OutlierSize = 0.05;

    public static Command Create(Session session)
    {
        var model = Options.Path("MODEL", "Folder of the model package.");
        var data = Options.Path(
            "DATA",
            "Labelled spectra (.jsonl or .jsonl.gz with id, circuit, freq, re, im), for a model of images their file, or the "
                + "folder of the AutoECM set."
        );
        var noise = new Option<string>("--noise")
        {
            Description = "Levels of noise added to the spectra, relative, with commas between.",
            HelpName = "LEVELS",
            DefaultValueFactory = _ => "0",
        };
        var kind = new Option<string>("--noise-kind")
        {
            Description = "What noise is relative to: proportional (each part), modulus or unit (the mean modulus).",
            HelpName = "KIND",
            DefaultValueFactory = _ => "proportional",
        }.AcceptOnlyFromAmong("modulus", "proportional", "unit");
        var drift = Options.Check(
            new Option<double>("--drift")
            {
                Description = "Relative change of Z from the first to the last point, done to every spectrum.",
                HelpName = "SHARE",
                DefaultValueFactory = _ => 0,
            },
            value => value is >= -0.9 and <= 10,
            "--drift: expected -0.9…10"
        );
        var outliers = Options.Check(
            new Option<double>("--outliers")
            {
                Description = "Probability that a point is off by some 5 %.",
                HelpName = "P",
                DefaultValueFactory = _ => 0,
            },
            value => value is >= 0 and <= 1,
            "--outliers: expected 0…1"
        );
        var (seed, threads, json, output) = (
            Options.Seed(),
            Options.Threads(),
            Options.Json("the figures as one JSON document"),
            Options.Out("Also write the figures as JSON to this file (.gz compresses).")
        );
        var command = new Command("evaluate", "Measure a model on spectra whose circuit is known.")
        {
            model,
            data,
            noise,
            kind,
            drift,
            outliers,
            seed,
            threads,
            json,
            output,
        };
        HelpWithExamples.Add(
            command,
            "Intervals are 95 % (bootstrap). The same seed adds the same noise for every model.",
            "debye eis evaluate models/mine autoecm_test_1761.jsonl.gz --noise 0,0.001,0.01"
        );
        command.SetAction(parsed =>
        {
            var levels = Levels(parsed.GetValue(noise)!);
            using var loaded = EisModel.Load(parsed.GetValue(model)!, parsed.GetValue(threads));
            var disturbance = new EisOptions
            {
                NoiseKind = Enum.Parse<EisNoise>(parsed.GetValue(kind)!, ignoreCase: true),
                Drift = parsed.GetValue(drift),
                OutlierProbability = parsed.GetValue(outliers),
                OutlierSize = OutlierSize,
            };
            var evaluations = Evaluate(
                loaded,
                parsed.GetValue(data)!,
                levels,
                disturbance,
                parsed.GetValue(seed),
                parsed.GetValue(threads),
                session
            );
            session.Output.WriteLine(parsed.GetValue(json) ? EisEvaluationText.Json(evaluations) : EisEvaluationText.Plain(evaluations));
            if (parsed.GetValue(output) is { } file)
                OutputFile.Write(file, EisEvaluationText.Json(evaluations) + "\n", session);
            return CommandLine.Success;
        });
        return command;
    }

    private static List<EisEvaluation> Evaluate(
        EisModel model,
        string data,
        double[] levels,
        EisOptions disturbance,
        ulong seed,
        int threads,
        Session session
    )
    {
        var isImages = model.Config.Features == NyquistImages.Features;
        if (Directory.Exists(data))
            data = Path.Combine(data, isImages ? ImagesName : SpectraName);
        if (!File.Exists(data))
            throw new FileNotFoundException($"{data}: there is no such file", data);
        if (isImages)
        {
            if (levels is not [0] || disturbance.Drift != 0 || disturbance.OutlierProbability != 0)
                throw new UsageException("--noise: noise cannot be added to images");
            return [EisEvaluation.Run(model, NyquistImages.Read(data, "test").Examples, seed)];
        }

        var items = AutoEcmFiles.ReadSpectra(data);
        var evaluations = new List<EisEvaluation>();
        foreach (var level in levels)
        {
            evaluations.Add(EisEvaluation.Run(model, items, disturbance with { NoiseLevel = level }, seed, threads, session.Cancellation));
            if (levels.Length > 1)
                session.Progress(Invariant($"noise {level}: accuracy {evaluations[^1].Accuracy}"));
        }

        return evaluations;
    }

    private static double[] Levels(string text)
    {
        var levels = new List<double>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) || level is not (>= 0 and <= 1))
                throw new UsageException($"--noise: expected levels of 0…1 with commas between, got '{item}'");
            levels.Add(level);
        }

        return [.. levels];
    }
}
