using System.Collections.Immutable;
using System.Globalization;
using Debye.Learning.Training;
using Debye.Techniques.Eis;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Judges circuit models on spectra whose circuit is known.</summary>
internal sealed class EisEvaluateVerb : EvaluateVerb
{
    private const string SpectraName = "autoecm_test_1761.jsonl.gz";
    private const string ImagesName = "autoecm_nyquist_108x108_1bit.bin.gz";
    private const double OutlierSize = 0.05;

    /// <inheritdoc/>
    public override VerbHelp Help { get; } =
        new(
            "evaluate",
            "Evaluate a model on spectra of known circuit.",
            "Labelled spectra (.jsonl or .jsonl.gz with id, circuit, freq, re, im), for a model of images their file, or the folder of the "
                + "AutoECM set.",
            [
                "Intervals are 95 % (bootstrap). The same seed adds the same noise for every model.",
                "debye eis evaluate models/mine autoecm_test_1761.jsonl.gz --noise 0,0.001,0.01",
            ]
        );

    /// <inheritdoc/>
    public override ImmutableArray<Setting> Settings { get; } =
    [
        new("noise", SettingKind.Text, "Levels of noise added to the spectra, relative, with commas between.")
        {
            ValueName = "LEVELS",
            Default = "0",
            IsAllowed = value => ParseLevels((string)value) is not null,
            Expected = "levels of 0…1 with commas between",
        },
        new("noise-kind", SettingKind.Text, "What noise is relative to: proportional (each part), modulus or unit (the mean modulus).")
        {
            ValueName = "KIND",
            Default = "proportional",
            Choices = ["modulus", "proportional", "unit"],
        },
        new("drift", SettingKind.Number, "Relative change of Z from the first to the last point, done to every spectrum.")
        {
            ValueName = "SHARE",
            Default = 0.0,
            IsAllowed = value => value is >= -0.9 and <= 10.0,
            Expected = "-0.9…10",
        },
        new("outliers", SettingKind.Number, "Probability that a point is off by some 5 %.")
        {
            ValueName = "P",
            Default = 0.0,
            IsAllowed = value => value is >= 0.0 and <= 1.0,
            Expected = "0…1",
        },
    ];

    /// <inheritdoc/>
    public override EvaluationDocument Evaluate(string model, string data, SettingValues settings, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        using var loaded = EisModel.Load(model, context.Threads);
        var disturbance = new EisOptions
        {
            NoiseKind = Enum.Parse<EisNoise>(settings.Text("noise-kind")!, ignoreCase: true),
            Drift = settings.Number("drift"),
            OutlierProbability = settings.Number("outliers"),
            OutlierSize = OutlierSize,
        };
        var evaluations = Evaluate(loaded, data, ParseLevels(settings.Text("noise")!)!, disturbance, context);
        return new EvaluationDocument { Text = EisEvaluationText.Plain(evaluations), Fields = EisEvaluationText.Json(evaluations) };
    }

    private static List<EisEvaluation> Evaluate(EisModel model, string data, double[] levels, EisOptions disturbance, RunContext context)
    {
        var isImages = model.Config.Features == NyquistImages.Features;
        var seed = context.Seed ?? 1;
        if (Directory.Exists(data))
            data = Path.Combine(data, isImages ? ImagesName : SpectraName);
        if (!File.Exists(data))
            throw new FileNotFoundException($"{data}: there is no such file", data);
        if (isImages)
        {
            if (levels is not [0] || disturbance.Drift != 0 || disturbance.OutlierProbability != 0)
                throw new SettingException("--noise: noise cannot be added to images");
            return [EisEvaluation.Run(model, NyquistImages.Read(data, "test").Examples, seed)];
        }

        var items = AutoEcmFiles.ReadSpectra(data);
        var evaluations = new List<EisEvaluation>();
        foreach (var level in levels)
        {
            var disturbed = disturbance with { NoiseLevel = level };
            evaluations.Add(EisEvaluation.Run(model, items, disturbed, seed, context.Threads, context.Cancellation));
            if (levels.Length > 1)
                context.Say(Invariant($"noise {level}: accuracy {evaluations[^1].Accuracy}"));
        }

        return evaluations;
    }

    private static double[]? ParseLevels(string text)
    {
        var levels = new List<double>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) || level is not (>= 0 and <= 1))
                return null;
            levels.Add(level);
        }

        return [.. levels];
    }
}
